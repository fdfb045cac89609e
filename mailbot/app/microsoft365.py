"""Access tokens for Microsoft 365, where basic authentication is going: the client credentials flow, by msal.

A token is fetched anew when it is about to run out; msal keeps it in memory. Source: field notes, aiosmtplib.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from mailbot.config import OAuth2Section
from mailbot.errors import ConfigError, MailboxError

AUTHORITY = "https://login.microsoftonline.com"
SCOPE = "https://outlook.office365.com/.default"


def access_tokens(section: OAuth2Section, http_client: Any = None) -> Callable[[], str]:
    """Give a callable, safe from several threads, that returns a token that is still good.

    It raises MailboxError when none can be had at present. `http_client` stands in for msal's own. Raises ConfigError
    when msal is not installed or the client secret cannot be read.
    """
    try:
        from msal import ConfidentialClientApplication
    except ModuleNotFoundError as error:
        advice = "run pip install 'mailbot[microsoft365]'"
        raise ConfigError([f'config.toml: auth = "oauth2" needs msal, which is not installed; {advice}']) from error
    secret, lock = section.secret(), threading.Lock()
    application: list[Any] = []

    def token() -> str:
        with lock:
            try:
                if not application:  # made late, for it asks the authority who it is
                    application.append(
                        ConfidentialClientApplication(
                            section.client_id,
                            client_credential=secret,
                            authority=f"{AUTHORITY}/{section.tenant}",
                            http_client=http_client,
                        )
                    )
                answer = application[0].acquire_token_for_client(scopes=[SCOPE])
            except (OSError, ValueError) as error:
                raise MailboxError(f"[oauth2]: no access token from {AUTHORITY}: {error}") from error
        if "access_token" not in answer:
            said = answer.get("error_description") or answer.get("error")
            raise MailboxError(
                f"[oauth2]: {AUTHORITY} refuses an access token: {said}; see tenant, client_id and secret"
            )
        return str(answer["access_token"])

    return token
