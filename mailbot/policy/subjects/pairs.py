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
    """The introduction of a liaison's present pair; who is reached by phone alone is introduced by nobody's letter."""
    liaison = state.liaisons[id_]
    to = Role.OFFICER if "introduction-to-officer" in rule.met_by else Role.PLR
    if liaison.pair is None or (to is Role.PLR and liaison.row.contact_by != "email"):
        return
    is_older = liaison.paired_at < programme.live_from
    if rule.begun is not Begun.ANY_TIME and is_older != (rule.begun is Begun.BEFORE):
        return
    introduction = state.introduction(id_, to)
    (plr, officer), stopped = introduction.pair, introduction.stopped
    if (rule.name, introduction.obligation) not in state.verdicts:
        started_at = max(introduction.begins_at, programme.live_from)
        yield Obligation(
            rule=rule,
            id=introduction.obligation,
            liaison=id_,
            started_at=started_at,
            deadline=rule.deadline(programme.calendar, started_at),
            plr=plr,
            officer=officer,
            met_at=introduction.made_at or (stopped.happened_at if stopped else None),
            excused=introduction.made_at is None and stopped is not None,
            arming=introduction.again,
        )
