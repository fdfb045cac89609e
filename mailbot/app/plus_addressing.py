"""Plus addressing, proved: one message to ourselves, at an address with a detail after the plus sign, and back again.

It goes to nobody else, and is left where it arrives. Whoever reads the mailbox, a service that runs meanwhile too,
takes it in as our own and does nothing about it, nor about a bounce of it. Source: RFC 5233 (subaddresses).
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from datetime import datetime

from mailbot.app.service import Servers
from mailbot.config import MailSection
from mailbot.errors import MailboxError, NotProved, SubmissionError
from mailbot.inbound.awaited import Came, await_message
from mailbot.model.mail import Mail
from mailbot.model.understanding import Address
from mailbot.outbound.compose import Heading, own_mail
from mailbot.outbound.gate import Leave, Reader, decide
from mailbot.outbound.submit import Submitter
from mailbot.outbound.template import Rendered

SECONDS = 60.0
"""How long the message may be on its way: mail that is scanned takes some ten."""

_SUBJECT = "mailbot check: does a reply address work?"
_TEXT = (
    "mailbot check sent this to itself, to see whether mail to an address with a plus sign arrives here. "
    "Nothing needs to be done; it can be deleted.\n"
)
_REMEDY = 'set [mail] reply_addresses = "subject" in config.toml, or have plus addressing switched on for the mailbox'


async def prove_plus_addressing(
    servers: Servers,
    mail: MailSection,
    submitter: Submitter,
    now: datetime,
    say: Callable[[str], None],
    seconds: float = SECONDS,
) -> float:
    """Give how many seconds the message took; raises NotProved. `say` is told what is waited for."""
    detail = f"check-{secrets.token_hex(8)}"
    local_part, _, domain = mail.address.rpartition("@")
    recipient, message_id = f"{local_part}+{detail}@{domain}", f"{detail}@{domain}"
    sent_at = time.monotonic()
    try:
        await _send(recipient, message_id, mail.address, submitter, now)
    except SubmissionError as error:
        what = "mail to a reply address is refused" if error.permanent else "it could not be tried"
        raise NotProved(f"plus addressing: {what}: {error}; {_REMEDY if error.permanent else 'try again'}") from error
    say(f"plus addressing: a message to {recipient} is on its way; waiting for it, at most {seconds:.0f} seconds")
    try:
        came = await asyncio.to_thread(
            await_message, servers.imap, mail.mailboxes, message_id, seconds, token=servers.token
        )
    except MailboxError as error:
        raise NotProved(f"plus addressing: it could not be tried: {error}") from error
    if came is Came.RETURNED:
        raise NotProved(f"plus addressing: mail to a reply address comes back; {_REMEDY}")
    if came is Came.NOT:
        watched = ", ".join(mail.mailboxes)
        raise NotProved(
            f"plus addressing: the message to {recipient} was accepted, and is in none of {watched} after "
            f"{seconds:.0f} seconds; if mail is slow today, try again, else {_REMEDY}"
        )
    return time.monotonic() - sent_at


async def _send(recipient: str, message_id: str, own_address: str, submitter: Submitter, now: datetime) -> None:
    """Let the message through the one gate, which may keep it, and submit it (law 8)."""
    mail = Mail(key=f"check:{message_id}", to="", thread="", queued_at=now, template="check")
    decision = decide(mail, Reader(address=recipient), now=now, polite_from=lambda instant: instant)
    if decision.leave is not Leave.NOW:
        raise SubmissionError(f"the gate does not let it out ({decision.reason})")
    heading = Heading(
        address=own_address,
        from_name="mailbot check",
        to=Address("", recipient),
        reply_to=own_address,
        subject=_SUBJECT,
        message_id=message_id,
        queued_at=now,
    )
    await submitter.submit(recipient, own_mail(heading, Rendered(_SUBJECT, _TEXT, f"<p>{_TEXT}</p>")))
