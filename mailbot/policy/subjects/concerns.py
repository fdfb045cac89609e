"""Concerns: the coordinator owes each one an end; nobody else's time it is, and no officer's to see. Pure.

Source: expectations, paragraph 6; law 12.
"""

from __future__ import annotations

from collections.abc import Iterator

from mailbot.policy.obligation import Obligation
from mailbot.policy.programme import Programme
from mailbot.policy.rules import Rule
from mailbot.policy.state import State


def of_concerns(rule: Rule, id_: str, state: State, programme: Programme) -> Iterator[Obligation]:
    """The concerns that were raised in a liaison, until they are closed; its end or its next officer changes none."""
    for concern in state.concerns_of(id_):
        raised = concern.raised
        if (rule.name, raised.message) not in state.verdicts:
            yield Obligation(
                rule=rule,
                id=raised.message,
                liaison=id_,
                started_at=raised.happened_at,
                deadline=rule.deadline(programme.calendar, raised.happened_at),
                plr=raised.plr,
                officer=None,
                met_at=concern.closed.happened_at if concern.closed else None,
                answered=concern.answered is not None,
            )
