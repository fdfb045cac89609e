"""What templates are given. Commands: what of them was done, not understood or undone, and what can be written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from mailbot.model.mail import Mail
from mailbot.outbound.contexts.names import Names

_NOTHING_DONE = frozenset({"not-understood", "not-done", "absence-not-noted", "course-not-noted", "plr-change-unclear"})
"""Answers that say what to write instead."""


def actions(mail: Mail, names: Names) -> dict[str, object]:
    """Give the links that any mail of ours may offer: help, a first line, and UNDO where that can be."""
    undo = str(mail.data.get("undo", ""))
    return {
        "help_href": names.link(mail, "HELP"),
        "link": partial(names.link, mail),
        "undo_href": names.link(mail, undo) if undo else "",
        "undo_typed": undo,
    }


def several(mail: Mail, names: Names, context: Callable[[Mail, Names], dict[str, object]]) -> dict[str, object]:
    """Give each of several commands what its answer would have been given, had it been the only one."""
    lines: Sequence[Mapping[str, Any]] = mail.data["answers"]  # type: ignore[assignment]
    answers = [
        {
            "says": line["says"],
            "template": line["template"],
            "given": (given := context(replace(mail, template=line["template"], data=line["data"]), names)),
            "undo_href": given["undo_href"],
            "undo_typed": given["undo_typed"],
        }
        for line in lines
    ]
    return {
        "reader_name": names.person(mail.to).name,
        "answers": answers,
        "missed": sum(map(_is_missed, lines)),
        "asks": next((number for number, line in enumerate(lines, 1) if line["template"] == "plr-change-asked"), 0),
        "for_plr": bool(mail.data.get("for_plr")),
    }


def _is_missed(line: Mapping[str, Any]) -> bool:
    """Whether an answer says that nothing was done: by its template, or since all that was named was refused."""
    return line["template"] in _NOTHING_DONE or bool(line["data"].get("refused") and not line["data"].get("done"))


def _not_understood(mail: Mail, names: Names) -> dict[str, object]:
    council, theirs = mail.data.get("council"), mail.data.get("theirs", ())
    return {
        "reader_name": names.person(mail.to).name,
        "says": mail.data["says"],
        "why": mail.data["why"],
        "council": names.council(str(council)) if council else "",
        "theirs": sorted(names.council(liaison) for liaison in theirs),  # type: ignore[attr-defined]
    }


def _undone(mail: Mail, names: Names) -> dict[str, object]:
    lines: Sequence[Mapping[str, Any]] = mail.data["lines"]  # type: ignore[assignment]
    kept = sum(bool(line["why"]) for line in lines)
    return {
        "reader_name": names.person(mail.to).name,
        "lines": lines,
        "kept": kept,
        "for_plr": mail.data["for_plr"],
    }


def _help(mail: Mail, names: Names) -> dict[str, object]:
    return {"reader_name": names.person(mail.to).name}


def _help_for_council(mail: Mail, names: Names) -> dict[str, object]:
    liaison = str(mail.data["liaison"])
    return _help(mail, names) | {"council": names.council(liaison), "is_clerk": mail.data["is_clerk"]}


CONTEXTS: Mapping[str, Callable[[Mail, Names], dict[str, object]]] = {
    "not-understood": _not_understood,
    "undone": _undone,
    "help-plr": _help_for_council,
    "help-officer": _help,
    "help-coordinator": _help,
}
