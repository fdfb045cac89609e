"""What machines send: mail that could not be delivered (RFC 3464), and automatic replies (RFC 3834)."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage

from tests.e2e import client
from tests.e2e.bot import LIAISON


def returned(sender: str, mail: EmailMessage, recipient: str, *, for_good: bool) -> EmailMessage:
    """Say of a mail that it was not delivered, for good or for the moment."""
    action, status, words = ("failed", "5.1.1", "User unknown") if for_good else ("delayed", "4.4.1", "No answer")
    lines = f"""From: {sender}
To: {LIAISON}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Message-ID: <report@post.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

<{recipient}>: host said: {status} {words}

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; post.example

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}

--b
Content-Type: text/rfc822-headers

Message-ID: {mail["Message-ID"]}

--b--
"""
    return client.parsed(lines.replace("\n", "\r\n").encode())


def automatic_reply(sender: str, to_mail: EmailMessage, words: str, at: datetime) -> EmailMessage:
    """Answer a mail as a mail server does for somebody who is away."""
    subject = f"Automatic reply: {to_mail['Subject']}"
    mail = client.reply(sender, to_mail, words, at, subject=subject, quote=False)
    mail["Auto-Submitted"], mail["X-Auto-Response-Suppress"] = "auto-replied", "All"
    return mail
