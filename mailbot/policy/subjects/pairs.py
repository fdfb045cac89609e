"""Pairs: when a PLR and an officer become a pair, each is owed an introduction to the other, once. Pure.

A pair that is older than the programme owes a launch letter in place of an introduction: which of the two a rule is
about, its `begun` says. Source: expectations, paragraph 1; design, Time (live_from).
"""

from __future__ import annotations

from collections.abc import Iterator

from mailbot.model.people import Role
from mailbot.policy.obligation import Obligation
from mailbot.policy.programme import Programme
from mailbot.policy.rule_words import Begun
from mailbot.policy.rules import Rule
from mailbot.policy.state import State


def of_pairs(rule: Rule, id_: str, state: State, programme: Programme) -> Iterator[Obligation]:
    """The introductions of a liaison's pairs; who is reached by phone alone is introduced by nobody's letter."""
    to = Role.OFFICER if "introduction-to-officer" in rule.met_by else Role.PLR
    has_letter = to is Role.OFFICER or state.liaisons[id_].row.contact_by == "email"
    for introduction in state.liaisons[id_].introductions:
        (plr, officer), stopped, made_at = introduction.pair, introduction.stopped, introduction.made_at
        is_excused = stopped is not None and (made_at is None or stopped.happened_at < made_at)
        is_older = introduction.paired_at < programme.live_from
        is_meant = introduction.to is to and (has_letter or made_at is not None)
        if not is_meant or (rule.begun is not Begun.ANY_TIME and is_older != (rule.begun is Begun.BEFORE)):
            continue
        if (rule.name, introduction.obligation) in state.verdicts:
            continue
        started_at = max(introduction.begins_at, programme.live_from)
        yield Obligation(
            rule=rule,
            id=introduction.obligation,
            liaison=id_,
            started_at=started_at,
            deadline=rule.deadline(programme.calendar, started_at),
            plr=plr,
            officer=officer,
            met_at=stopped.happened_at if stopped and is_excused else made_at,
            excused=is_excused,
            over_at=introduction.parted_at,
            armed_by=tuple(at.isoformat() for at in introduction.renewed_at),
        )
