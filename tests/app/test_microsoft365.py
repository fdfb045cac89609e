"""Access tokens, from an authority of our own on loopback that speaks as Microsoft's does."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
import requests

from mailbot.app.microsoft365 import AUTHORITY, access_tokens
from mailbot.config import OAuth2Section
from mailbot.errors import MailboxError


class Authority:
    """Discovers itself, and gives a new token to whoever knows the secret."""

    def __init__(self) -> None:
        self.given = 0
        authority = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                base = f"{AUTHORITY}/force.example/oauth2/v2.0"
                self._say(
                    200,
                    {
                        "authorization_endpoint": f"{base}/authorize",
                        "token_endpoint": f"{base}/token",
                        "issuer": f"{AUTHORITY}/force.example/v2.0",
                        "tenant_discovery_endpoint": f"{AUTHORITY}/force.example/v2.0/.well-known/openid-configuration",
                        "metadata": [],
                    },
                )

            def do_POST(self) -> None:
                form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                if form.get("client_secret") != ["the secret"]:
                    self._say(401, {"error": "invalid_client", "error_description": "the secret has expired"})
                    return
                authority.given += 1
                self._say(200, {"token_type": "Bearer", "expires_in": 3600, "access_token": f"token {authority.given}"})

            def _say(self, status: int, answer: dict[str, Any]) -> None:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(answer).encode())

            def log_message(self, format: str, *arguments: object) -> None:
                """Be quiet."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def client(self) -> requests.Session:
        """Give an HTTP client that finds Microsoft's authority here."""
        here = f"http://127.0.0.1:{self.server.server_port}"

        class Session(requests.Session):
            def request(self, method: str | bytes, url: str | bytes, *rest: Any, **more: Any) -> requests.Response:
                return super().request(method, str(url).replace(AUTHORITY, here), *rest, **more)

        return Session()


@pytest.fixture
def authority() -> Iterator[Authority]:
    started = Authority()
    yield started
    started.server.shutdown()
    started.server.server_close()


def _section(tmp_path: Path, secret: str) -> OAuth2Section:
    file = tmp_path / "secret"
    file.write_text(secret)
    values = {"tenant": "force.example", "client_id": "an-id", "client_secret_file": str(file)}
    return OAuth2Section.model_validate(values, context={"directory": tmp_path})


def test_a_token_is_fetched_once_and_kept_while_it_is_good(authority: Authority, tmp_path: Path) -> None:
    token = access_tokens(_section(tmp_path, "the secret"), authority.client())
    assert [token(), token()] == ["token 1", "token 1"]
    assert authority.given == 1


def test_a_refusal_says_what_the_authority_said(authority: Authority, tmp_path: Path) -> None:
    token = access_tokens(_section(tmp_path, "an old secret"), authority.client())
    with pytest.raises(MailboxError, match="the secret has expired"):
        token()
