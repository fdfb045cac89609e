"""How fast mail is understood, against `email` with its default policy merely parsing the same messages.

Goals: 400 ordinary messages of 10 KB a second on one core, and at least half as fast as the bare parsing.
"""

from __future__ import annotations

import email
import email.policy
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage

from mailbot.inbound.understand import Settings, understand

MESSAGES = 400
SIZE = 10_000
ROUNDS = 5
"""Both are measured so often, in turn, and the fastest of each counts: what slows it is the machine, not the code."""
_SENTENCES = (
    "The hedge on Church Lane hides a sign.",
    "Could somebody from your team look at it before Tuesday?",
    "Cars come round the bend at forty, and parents with prams walk there.",
    "We spoke about this at the last meeting of the parish council.",
    "The bus shelter, the car park and Mill End should be on the list for June as well.",
    "Nothing else has happened this month, though the street lights by the pond are out again.",
)


def ordinary_messages(seed: int = 1) -> list[bytes]:
    """Make replies as office programs write them: text and HTML, a quote below, a signature, eight hops."""
    dice = random.Random(seed)
    return [_message(dice, number) for number in range(MESSAGES)]


def _message(dice: random.Random, number: int) -> bytes:
    new, quoted = [_paragraph(dice) for _ in range(3)], [_paragraph(dice) for _ in range(6)]
    while True:
        mail = _composed(number, new, quoted)
        if len(mail) >= SIZE:
            return mail
        quoted.append(_paragraph(dice))


def _composed(number: int, new: list[str], quoted: list[str]) -> bytes:
    attribution = "On Tue, 2 Jun 2026 at 09:14, Example Police Liaison <liaison@force.example> wrote:"
    mail = EmailMessage()
    for hop in range(8):
        mail["Received"] = (
            f"from mx{hop}.example by mx{hop + 1}.example with ESMTPS id {number}; 2 Jun 2026 09:14:00 +0100"
        )
    mail["From"], mail["To"] = "Pat Hall <pat@harpole-pc.example>", "liaison@force.example"
    mail["Subject"], mail["Message-ID"] = "Re: Hedge on Church Lane", f"<{number}@harpole-pc.example>"
    mail["In-Reply-To"] = "<lia-1@force.example>"
    signature = "Kind regards\nPat\n\n-- \nPat Hall\nHarpole Parish Council\n01234 567890"
    below = "\n".join(f"> {line}\n>" for line in quoted)
    mail.set_content("\n\n".join([*new, signature, attribution]) + "\n\n" + below)
    paragraphs = "".join(f"<p>{line}</p>" for line in new)
    quote = "".join(f"<p>{line}</p>" for line in quoted)
    html = f"<html><body><div>{paragraphs}<p>Kind regards<br>Pat</p></div>"
    mail.add_alternative(
        f"{html}<div>{attribution}</div><blockquote>{quote}</blockquote></body></html>", subtype="html"
    )
    return mail.as_bytes()


def _paragraph(dice: random.Random) -> str:
    return " ".join(dice.choices(_SENTENCES, k=5))


def _a_second(work: Callable[[bytes], object], messages: list[bytes]) -> float:
    started = time.perf_counter()
    for message in messages:
        work(message)
    return len(messages) / (time.perf_counter() - started)


def _merely_parsed(raw: bytes) -> object:
    return email.message_from_bytes(raw, policy=email.policy.default)


def run() -> list[tuple[str, str]]:
    """Measure both, and give the lines to print."""
    messages = ordinary_messages()
    settings = Settings(arrived_at=datetime(2026, 6, 2, 8, 14, tzinfo=UTC), own_address="liaison@force.example")
    understood = parsed = 0.0
    for _ in range(ROUNDS):
        understood = max(understood, _a_second(lambda raw: understand(raw, settings), messages))
        parsed = max(parsed, _a_second(_merely_parsed, messages))
    size = sum(map(len, messages)) // len(messages)
    return [
        (f"understand, {MESSAGES} messages of {size:,} octets", f"{understood:,.0f} a second (goal: 400)"),
        ("email with its default policy, merely parsing", f"{parsed:,.0f} a second"),
        ("ratio", f"{understood / parsed:.2f} (goal: 0.5)"),
    ]


def main() -> None:
    """Print the figures."""
    for name, figure in run():
        print(f"{name:60} {figure}")


if __name__ == "__main__":
    main()
