"""What templates are given that no other module here knows: those that a rule file names for a further programme.

They are given one set of values, whatever the rule (docs/rules.md, Templates of your own), so that a programme is added
without code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from mailbot.model.mail import Mail
from mailbot.outbound.contexts.contacts import contact_row
from mailbot.outbound.contexts.meetings import meeting_row
from mailbot.outbound.contexts.names import Names, instant, numbered
from mailbot.outbound.wording import plan_words


def further(mail: Mail, names: Names) -> dict[str, object]:
    """Give the two of the first liaison that the mail is about, when it is due, and a row for each thing it lists."""
    rows: Sequence[Mapping[str, Any]] = mail.data.get("rows", ())  # type: ignore[assignment]
    row = names.state.liaisons[mail.causes[0].liaison].row
    officer = names.person(mail.data.get("officer") or row.officer)
    return {
        "reader_name": names.person(mail.to).name,
        "officer_name": officer.name,
        "officer_phone": officer.phone,
        "plr_name": names.person(row.plr).name,
        "council": names.council(row.liaison),
        "plan": plan_words(row.plan, row.every),
        "due_by": _due_by(mail, names),
        "rows": [_row(number, one, mail, names) for number, one in numbered(mail, rows)],
        "yes_href": names.link(mail, "YES"),
        "no_href": names.link(mail, "NO"),
    }


def _due_by(mail: Mail, names: Names) -> datetime:
    cause = mail.causes[0]
    return max(taken.due_by for taken in names.state.steps[(cause.rule, cause.obligation)] if taken.step == cause.step)


def _row(number: int, row: Mapping[str, Any], mail: Mail, names: Names) -> dict[str, object]:
    if "last_contact_at" in row:
        return contact_row(number, row, mail, names)
    if "attended_on" in row:
        return meeting_row(number, row, mail, names)
    if "course" not in row:
        return {"number": number, "council": names.council(row["liaison"])}
    confirmed = f"CONFIRMED {number}"
    return {
        "number": number,
        "course": row["course"],
        "due_by": instant(row["due_by"]),
        "confirmed_href": names.link(mail, confirmed),
        "confirmed_typed": confirmed,
    }
