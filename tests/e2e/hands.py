"""Two hands that give the same commands: one follows the links of mails, the other types what the text part shows.

Neither knows how a command is written: each takes it from a mail that its sender has got, as people do, and fails with
NotOffered where the mail says nothing of it. What else they write, they write in the same words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import Protocol
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.e2e import client

_HEADING = re.compile(r"^\W*(\d+)\. (.*)$", re.MULTILINE)
_DAYS_ALONE = re.compile(r"(?:\d{1,2} [A-Z][a-z]+(?: \d{4})?)?")


class NotOffered(AssertionError):
    """A mail does not say how to do what its reader needs to do."""


@dataclass(frozen=True)
class Wish:
    """What somebody wants to tell: the word, which row or council, what follows on the line, and what stands below."""

    keyword: str
    about: str = ""
    rest: str = ""
    note: str = ""


class Hand(Protocol):
    """How somebody answers mail."""

    def command(self, sender: str, mails: Sequence[EmailMessage], wish: Wish, at: datetime) -> EmailMessage:
        """Write a command as the first of these mails shows it that shows it at all."""

    def writes(self, sender: str, mail: EmailMessage, name: str, text: str, at: datetime) -> EmailMessage:
        """Write to a person by the address that a mail has for them."""

    def chooses(self, sender: str, mail: EmailMessage, name: str, at: datetime) -> EmailMessage:
        """Choose one of what a mail lists."""


class Links:
    """A mail program that opens links which write an email."""

    def command(self, sender: str, mails: Sequence[EmailMessage], wish: Wish, at: datetime) -> EmailMessage:
        for mail in mails:
            row = row_of(mail, wish)
            for href in client.links(mail):
                to, subject, line = _written_by(href)
                line = line.removesuffix(f" {wish.rest.partition(' ')[0]}")  # the link ends with it: "SNOOZE 1 until"
                names = [wish.keyword, f"{wish.keyword} {row}"] if wish.about else [wish.keyword]
                if line in names or (not wish.rest and not wish.about and line.startswith(f"{wish.keyword} ")):
                    which = wish.about if wish.about and line == wish.keyword and len(_rows(mail)) != 1 else ""
                    whole = " ".join(filter(None, (line, which, wish.rest)))
                    return client.new(sender, to, subject, _body(whole, wish), at)
        raise NotOffered(f"no link for {wish} in {[str(mail['Subject']) for mail in mails]}")

    def writes(self, sender: str, mail: EmailMessage, name: str, text: str, at: datetime) -> EmailMessage:
        address = _address_of(mail, name)
        for href in client.links(mail):
            to, subject, _ = _written_by(href)
            if to == address:
                return client.new(sender, to, subject, text, at)
        raise NotOffered(f"no link to {name} in {mail['Subject']}")

    def chooses(self, sender: str, mail: EmailMessage, name: str, at: datetime) -> EmailMessage:
        [href] = client.links(mail, name)
        return client.follow_link(sender, href, at)


class Words:
    """Webmail that opens no links: its user replies, and types what the text shows, as this one and that one does."""

    def __init__(self) -> None:
        self._typed = 0

    def command(self, sender: str, mails: Sequence[EmailMessage], wish: Wish, at: datetime) -> EmailMessage:
        for mail in mails:
            words, row = " ".join(client.text_of(mail).split()), row_of(mail, wish)
            if not re.search(rf"(?<![A-Z] ){wish.keyword}\b(?! ANSWERED| ATTENDED| REPLY)", words):
                continue
            shown = f"{wish.keyword} {row}"
            is_shown = bool(row) and re.search(rf"{shown}\b", words)
            which = row if is_shown or (row and len(_rows(mail)) > 1) else "" if row else wish.about
            whole = re.search(rf"reply with ({wish.keyword} (?!as the)(?:[^:]|:\d)*?) as the first line", words)
            if whole and not wish.rest and not wish.about:
                return self._typing(sender, mail, whole[1], wish, at)
            return self._typing(sender, mail, " ".join(filter(None, (wish.keyword, which, wish.rest))), wish, at)
        raise NotOffered(f"nothing to type for {wish} in {[str(mail['Subject']) for mail in mails]}")

    def writes(self, sender: str, mail: EmailMessage, name: str, text: str, at: datetime) -> EmailMessage:
        return client.new(sender, _address_of(mail, name), "A few words", text, at)

    def chooses(self, sender: str, mail: EmailMessage, name: str, at: datetime) -> EmailMessage:
        return client.reply(sender, mail, f"{name}, please.\n", at)

    def _typing(self, sender: str, mail: EmailMessage, line: str, wish: Wish, at: datetime) -> EmailMessage:
        """Reply as people do: above the quote or without it, in capitals or not, with a greeting below or a name."""
        self._typed += 1
        is_short = bool(_DAYS_ALONE.fullmatch(wish.rest)) and not (wish.about and wish.about in line)
        ways = [
            lambda: client.reply(sender, mail, _body(line, wish), at),
            lambda: client.reply(sender, mail, _body(line.capitalize() if is_short else line, wish), at, quote=False),
            lambda: client.reply(sender, mail, "\n" + _body(f"{line}  ", wish) + "\nSent from my iPad\n", at),
            lambda: client.reply(sender, mail, _body(f"*{line}*" if is_short else line, wish), at),
            lambda: client.reply(sender, mail, _body(line.lower() if is_short else line, wish), at),
        ]
        return ways[self._typed % len(ways)]()


def row_of(mail: EmailMessage, wish: Wish) -> str:
    """Give the number of the row of a mail that speaks of something, best beside the word; empty where it has none."""
    about = [(number, block) for number, block in _rows(mail) if wish.about and wish.about in block]
    offering = [number for number, block in about if wish.keyword in block]
    return next(iter([*offering, *(number for number, _ in about)]), "")


def _rows(mail: EmailMessage) -> list[tuple[str, str]]:
    """List the numbered rows of a mail as its text shows them."""
    text = client.text_of(mail)
    found = list(_HEADING.finditer(text))
    ends = [*(one.start() for one in found[1:]), len(text)][: len(found)]
    return [(one[1], " ".join(text[one.start() : end].split())) for one, end in zip(found, ends, strict=True)]


def _address_of(mail: EmailMessage, name: str) -> str:
    """Find the address that a mail shows beside somebody's name."""
    words = " ".join(client.text_of(mail).split())
    found = re.search(rf"{name}[^@]{{0,80}}?([\w.+-]+@[\w.-]+\w)", words)
    if found is None:
        raise NotOffered(f"no address of {name} in {mail['Subject']}")
    return found[1]


def _written_by(href: str) -> tuple[str, str, str]:
    """Open a link as a mail program does (RFC 6068): the address, the subject and the first line."""
    link = urlsplit(href)
    fields = dict(parse_qsl(link.query.replace("+", "%2B")))
    return unquote(link.path), fields.get("subject", ""), (fields.get("body", "").splitlines() or [""])[0].strip()


def _body(line: str, wish: Wish) -> str:
    return f"{line}\n\n{wish.note}\n" if wish.note else f"{line}\n"
