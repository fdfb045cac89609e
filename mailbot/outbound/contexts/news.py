"""What templates are given. News: what was written, whom it reaches, and until when it can be stopped."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from mailbot.model.mail import Mail
from mailbot.outbound.contexts.names import Names, ids_of, instant

_SHOWN = 12
"""So many councils are named; of more it is said how many they are."""


@dataclass(frozen=True, slots=True)
class News:
    """News as its readers get it: `first_line` is the NEWS line, which they do not."""

    first_line: str
    subject: str
    text: str
    is_whole: bool
    """Whether its parts are passed on as they are, and not its new text alone."""

    @classmethod
    def of(cls, mail: Mail, names: Names) -> Self:
        """Read the news that a copy relays."""
        said: Mapping[str, Any] = mail.data["news"]  # type: ignore[assignment]
        return cls.read(mail.relays, said["team"], said["whole"], str(mail.data["writer"]), names)

    @classmethod
    def read(cls, message: str, team: str, is_whole: bool, writer: str, names: Names) -> Self:
        """Take the first line from what somebody wrote, and the headline from that line, else from their subject."""
        first_line, _, text = names.new_text(message).strip().partition("\n")
        own_subject = names.subject(message) if is_whole else ""
        subject = _headline(first_line, team) or ("" if own_subject.upper().startswith("NEWS") else own_subject)
        return cls(first_line, subject or f"News from {_from(writer, names)}", text.strip(), is_whole)


def _headline(first_line: str, team: str) -> str:
    rest = re.sub(r"(?i)\A\W*news\b[\s:.,;!–-]*", "", first_line)
    if team:
        return re.sub(rf"(?i)\ATEAM\s+{re.escape(team)}\b[\s:.,;–-]*", "", rest).strip()
    rest = re.sub(r"\A(?:FORCE|ALL)\b[\s:.,;–-]*", "", rest).strip()
    return "" if rest.upper() in ("FORCE", "ALL") else rest


def _from(writer: str, names: Names) -> str:
    name = names.person(writer).name
    return f"{name}, {names.house.organisation}" if name else names.house.organisation


def _shown(mail: Mail, names: Names) -> dict[str, object]:
    written = names.state.news[str(mail.data["news"])].written
    news = News.read(written.news, written.team, written.whole, written.by, names)
    councils = sorted({names.council(liaison) for liaison in ids_of(mail.data["liaisons"])})
    return {
        "reader_name": names.person(mail.to).name,
        "subject": news.subject,
        "text": news.text or news.subject,
        "copies": mail.data["copies"],
        "councils": councils if len(councils) <= _SHOWN else [],
        "not_reached": [_not_reached(liaison, names) for liaison in ids_of(mail.data["not_reached"])],
    }


def _not_reached(liaison: str, names: Names) -> dict[str, object]:
    plr = names.person(names.state.liaisons[liaison].row.plr)
    return {"council": names.council(liaison), "plr_name": plr.name, "plr_phone": plr.phone}


def _draft(mail: Mail, names: Names) -> dict[str, object]:
    is_whole = names.state.news[str(mail.data["news"])].written.whole
    return _shown(mail, names) | {"is_whole": is_whole, "send_href": names.link(mail, "SEND")}


def _going(mail: Mail, names: Names) -> dict[str, object]:
    return _shown(mail, names) | {
        "leaves_at": instant(mail.data["leaves_at"]),
        "stop_href": names.link(mail, "UNDO"),
    }


def _stopped(mail: Mail, names: Names) -> dict[str, object]:
    written = names.state.news[str(mail.data["news"])].written
    news = News.read(written.news, written.team, written.whole, written.by, names)
    return {
        "reader_name": names.person(mail.to).name,
        "subject": news.subject,
        "has_left": mail.data["has_left"],
        "send_href": names.link(mail, "SEND"),
    }


def _not_sent(mail: Mail, names: Names) -> dict[str, object]:
    return {"reader_name": names.person(mail.to).name, "why": mail.data["why"]}


CONTEXTS: Mapping[str, Callable[[Mail, Names], dict[str, object]]] = {
    "news-draft": _draft,
    "news-going": _going,
    "news-stopped": _stopped,
    "news-not-sent": _not_sent,
}
