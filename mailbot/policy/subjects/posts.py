"""Posts: a council without an officer, or without a PLR, is owed one by the coordinator. Pure.

Source: expectations, paragraph 14.
"""

from __future__ import annotations

from collections.abc import Iterator

from mailbot.model.ids import made_id
from mailbot.policy.obligation import Obligation
from mailbot.policy.programme import Programme
from mailbot.policy.rules import Rule
from mailbot.policy.state import State


def of_posts(rule: Rule, id_: str, state: State, programme: Programme) -> Iterator[Obligation]:
    """The vacancies of a liaison; one that is older than the programme counts from the day it is live."""
    liaison = state.liaisons[id_]
    for vacancy in liaison.vacancies:
        obligation = made_id("o", rule.name, id_, vacancy.post, vacancy.since.isoformat())
        if (rule.name, obligation) in state.verdicts:
            continue
        started_at = max(vacancy.since, programme.live_from)
        yield Obligation(
            rule=rule,
            id=obligation,
            liaison=id_,
            started_at=started_at,
            deadline=rule.deadline(programme.calendar, started_at),
            plr=liaison.row.plr or "",
            officer=liaison.row.officer,
            met_at=vacancy.filled_at and max(vacancy.filled_at, started_at),
            post=vacancy.post,
        )
