"""`mailbot explain`: how messages are understood, without a deployment: one JSON line each, or a picture of each."""

from __future__ import annotations

import email.utils
import json
import re
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from mailbot.inbound.understand import Settings, understand
from mailbot.model.understanding import Command, Kind, Understood

_MBOX_START = re.compile(rb"(?:\A|\r?\n\r?\n)From [^\r\n]{1,200}\r?\n")
_MBOX_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_DATED_FIELDS = re.compile(rb"^(?:Received:[^\n]*(?:\n[ \t][^\n]*)*;|Date:)([^;\n]*(?:\n[ \t][^;\n]*)?)$", re.I | re.M)
_NEVER_FILES = {".json"}


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="One JSON line for each message.")
@click.option("--own-address", default="", help="The address of our mailbox, to tell our own mail by.")
@click.option("--authserv-id", default="", help="How our border server names itself; empty for Microsoft 365.")
def explain(files: tuple[str, ...], as_json: bool, own_address: str, authserv_id: str) -> None:
    """Show how messages are understood: kind, sender, new and quoted text, and why.

    FILES are messages, mbox files or folders of them; - is standard input.
    """
    console = Console(highlight=False)
    failed = False
    for name in files:
        try:
            for label, raw in _messages(name):
                settings = Settings(arrived_at=_arrived_at(raw), own_address=own_address, authserv_id=authserv_id)
                understood = understand(raw, settings)
                if as_json:
                    click.echo(json.dumps({"file": label} | as_dict(understood), ensure_ascii=False))
                else:
                    console.print(picture(label, understood))
        except OSError as error:
            failed = True
            click.echo(f"{name}: {error.strerror or error}; give a message, an mbox file or a folder", err=True)
    if failed:
        sys.exit(1)


def _messages(name: str) -> Iterator[tuple[str, bytes]]:
    """Give each message with its label: the file's name, and its number in an mbox."""
    if name == "-":
        yield from _in_file("-", sys.stdin.buffer.read())
        return
    path = Path(name)
    if not path.is_dir():
        yield from _in_file(name, path.read_bytes())
        return
    for file in sorted(path.rglob("*")):
        if file.is_file() and not file.name.startswith(".") and file.suffix not in _NEVER_FILES:
            yield from _in_file(str(file), file.read_bytes())


def _in_file(label: str, octets: bytes) -> Iterator[tuple[str, bytes]]:
    lines = list(_MBOX_START.finditer(octets)) if octets.startswith(b"From ") else []
    if len(lines) < 2:
        yield label, octets
        return
    ends = [*(line.start() for line in lines[1:]), len(octets)]
    for number, (line, end) in enumerate(zip(lines, ends, strict=True), start=1):
        yield f"{label}#{number}", _MBOX_QUOTED.sub(rb"\1", octets[line.end() : end])


def _arrived_at(raw: bytes) -> datetime:
    """Take for the arrival what the topmost Received or Date field says: a file has no server to ask (law 4)."""
    for found in _DATED_FIELDS.finditer(raw[: 64 * 1024].replace(b"\r\n", b"\n")):
        try:
            arrived_at = email.utils.parsedate_to_datetime(found[1].decode("ascii", "replace").strip())
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        aware = arrived_at if arrived_at.tzinfo else arrived_at.replace(tzinfo=UTC)
        return aware.astimezone(UTC)
    return datetime.now(UTC)


def as_dict(understood: Understood) -> dict[str, Any]:
    """Give the shape of `--json` without the file (design, Shapes that others rely on)."""
    bounce, away, calendar = understood.bounce, understood.away, understood.calendar
    return {
        "kind": understood.kind.value,
        "may_respond": understood.may_respond,
        "from": understood.sender.address if understood.sender else None,
        "subject": understood.subject,
        "message_id": understood.message_id,
        "new_text": understood.new_text,
        "quoted_text": understood.quoted_text,
        "signature": understood.signature,
        "asks": understood.asks.value,
        "bounce": bounce
        and {
            "recipients": [
                {"address": one.address, "action": one.action, "status": one.status, "permanent": one.permanent}
                for one in bounce.recipients
            ],
            "original_message_id": bounce.original_message_id,
        },
        "away": away and {"from": _iso(away.from_on), "until": _iso(away.until_on)},
        "command": _command(understood.command) if understood.command else None,
        "calendar": calendar
        and {
            "method": calendar.method,
            "uid": calendar.uid,
            "starts_at": _iso(calendar.starts_at),
            "ends_at": _iso(calendar.ends_at),
            "summary": calendar.summary,
            "attendee": calendar.attendee,
            "answer": calendar.answer,
        },
        "signals": list(understood.signals),
        "problems": list(understood.problems),
        "dmarc": understood.dmarc.value,
        "marking": understood.marking,
        "commands": [_command(one) for one in understood.commands],
    }


def _command(command: Command) -> dict[str, str]:
    return {"keyword": command.keyword, "argument": command.argument}


def _iso(when: date | None) -> str | None:
    return when.isoformat() if when is not None else None


def picture(label: str, understood: Understood) -> Panel:
    """Draw one message for people: what it is, why, and its text by who wrote it when."""
    sender = understood.sender
    rows = Table.grid(padding=(0, 2))
    rows.add_column(style="bold", no_wrap=True)
    rows.add_column(overflow="fold")
    answerable = "may be answered" if understood.may_respond else "must not be answered"
    _row(rows, "kind", f"{understood.kind.value}, {answerable}")
    _row(rows, "from", f"{sender.name} <{sender.address}>".strip() if sender else "nobody that can be told")
    _row(rows, "to", ", ".join(address.address for address in understood.to))
    _row(rows, "subject", understood.subject)
    _row(rows, "message-id", understood.message_id)
    _row(rows, "answers", " ".join(understood.in_reply_to))
    _row(rows, "asks", understood.asks.value if understood.kind is Kind.PERSON else "")
    _row(rows, "dmarc", understood.dmarc.value)
    _row(rows, "marking", understood.marking)
    for name, finding in _findings(understood):
        _row(rows, name, finding)
    for signal in understood.signals:
        _row(rows, "signal", signal)
    for problem in understood.problems:
        _row(rows, "problem", problem)
    shown = [("new text", understood.new_text, ""), ("quoted", understood.quoted_text, "dim")]
    shown.insert(1, ("signature", understood.signature, "italic"))
    panels = [Panel(Text(text, style), title=title, title_align="left") for title, text, style in shown if text]
    return Panel(Group(rows, *panels), title=Text(label), title_align="left")


def _findings(understood: Understood) -> Iterator[tuple[str, str]]:
    """Say in words what a bounce, an absence, or an answer to an invitation is about."""
    if bounce := understood.bounce:
        for one in bounce.recipients:
            lasting = "permanent" if one.permanent else "not permanent"
            yield "bounce", f"{one.address}: {' '.join(filter(None, (one.action, one.status)))}, {lasting}"
        yield "returns", bounce.original_message_id or "a mail that it does not name"
    if away := understood.away:
        yield "away", f"from {_iso(away.from_on) or 'a day not said'} until {_iso(away.until_on) or 'a day not said'}"
    if calendar := understood.calendar:
        when = f", {calendar.starts_at:%Y-%m-%d %H:%M} UTC" if calendar.starts_at else ""
        yield "calendar", f"{calendar.method} {calendar.answer} {calendar.attendee}: {calendar.summary}{when}"


def _row(rows: Table, name: str, value: str) -> None:
    if value:
        rows.add_row(name, Text(value))
