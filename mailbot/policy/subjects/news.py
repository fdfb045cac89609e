"""News: what its writer has released leaves when the time for UNDO is over. Pure.

Source: expectations, paragraph 9. News is told in the first of the liaisons that it goes to.
"""

from __future__ import annotations

from collections.abc import Iterator

from mailbot.policy.obligation import Obligation
from mailbot.policy.programme import Programme
from mailbot.policy.rules import Rule
from mailbot.policy.state import State


def of_news(rule: Rule, id_: str, state: State, programme: Programme) -> Iterator[Obligation]:
    """The news that was released and has not left; the end of the liaison changes nothing."""
    for message in state.news_by_liaison.get(id_, ()):
        released = state.news[message].released
        if released is not None and not state.steps.get((rule.name, message)):
            yield Obligation(
                rule=rule,
                id=message,
                liaison=id_,
                started_at=released.happened_at,
                deadline=rule.deadline(programme.calendar, released.happened_at),
                plr=released.people[0],
                officer=state.news[message].written.by,
            )
