"""What templates are given. What belongs to no council: courses that an officer confirmed, groups that they met."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from mailbot.model.mail import Mail
from mailbot.outbound.contexts.names import Names


def _noted(mail: Mail, names: Names) -> dict[str, object]:
    again_by = mail.data["again_by"]
    return {
        "officer_name": names.person(mail.to).name,
        "course": mail.data["course"],
        "on": date.fromisoformat(str(mail.data["on"])),
        "again_by": date.fromisoformat(str(again_by)) if again_by else None,
    }


def _not_noted(mail: Mail, names: Names) -> dict[str, object]:
    return {"officer_name": names.person(mail.to).name, "why": mail.data["why"], "courses": mail.data["courses"]}


def _engaged(mail: Mail, names: Names) -> dict[str, object]:
    return {
        "officer_name": names.person(mail.to).name,
        "on": date.fromisoformat(str(mail.data["on"])),
        "people": mail.data["people"],
        "words": names.words(str(mail.data["message"])),
    }


CONTEXTS: Mapping[str, Callable[[Mail, Names], dict[str, object]]] = {
    "engaged-noted": _engaged,
    "course-noted": _noted,
    "course-not-noted": _not_noted,
}
