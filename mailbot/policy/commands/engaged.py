"""ENGAGED: a contact with a group that belongs to no council, with its day and how many people were met. Pure.

The name of the group stays in the message, which can be erased. Source: expectations, paragraph 13.
"""

from __future__ import annotations

import re

from mailbot.model.facts import Engaged
from mailbot.policy.at_desk import at_desk
from mailbot.policy.commands.call import Call
from mailbot.policy.decision import Decision

_PEOPLE = re.compile(
    r"(?:about |around |some |approx(?:imately)? )?\b(\d{1,5})\b\s*"
    r"(?P<who>(?:young )?people|persons?|residents|members|attendees|attended|attending|present|there|came|guests"
    r"|children|adults)?",
    re.IGNORECASE,
)
"""A figure, with the word that says that it counts people."""


def engaged(call: Call) -> Decision | None:
    """ENGAGED: note the day and the head-count; None where no group is named, or the day is not clear."""
    happened_at = call.when()
    group, people = _read(call)
    if happened_at is None or not group:
        return None
    on = call.programme.calendar.local_day(happened_at)
    fact = Engaged(
        happened_at=happened_at,
        recorded_at=call.arrival.recorded_at,
        by=call.writer,
        on=on,
        people=people,
        message=call.arrival.message,
        source=call.source,
    )
    data: dict[str, object] = {"on": on.isoformat(), "people": people, "message": call.arrival.message}
    noted = Decision((call.arrival.fact(writer=call.writer), fact))
    return noted + at_desk(call.arrival, call.writer, "engaged-noted", (), data)


def _read(call: Call) -> tuple[str, int | None]:
    """Tell the words that name the group from the head-count: the figure before "people", else the only one."""
    said, rows = call.command.said, call.command.rows
    figures = list(_PEOPLE.finditer(said))
    counted = [found for found in figures if found["who"]] or figures
    if len(counted) != 1:
        return said.strip(" ,;:.-"), rows[0] if len(rows) == 1 and not counted else None
    rest = said[: counted[0].start()] + said[counted[0].end() :]
    return rest.strip(" ,;:.-"), int(counted[0][1])
