"""Changes of PLR that wait for a word, and councils whose PLR is gone, out of reach or silent. Pure.

Source: expectations, paragraph 7; law 7.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from mailbot.model.facts import PlrChangeConfirmed
from mailbot.model.ids import made_id
from mailbot.policy.obligation import Obligation
from mailbot.policy.plr_changes import Change, Missing, Seat
from mailbot.policy.programme import Programme
from mailbot.policy.rules import Rule
from mailbot.policy.state import State
from mailbot.policy.working_time import Calendar, deadline


def of_plr_changes(rule: Rule, id_: str, state: State, programme: Programme) -> Iterator[Obligation]:
    """The changes that were written of a liaison, until each, or another, is confirmed, or refused.

    Each ends too where the PLR is another anyhow.
    """
    liaison = state.liaisons[id_]
    for change in state.plr_changes.of(id_):
        proposed = change.proposed
        if (rule.name, proposed.change) in state.verdicts:
            continue
        given_up_at = state.plr_changes.seats[id_].given_up_at(proposed.plr, proposed.happened_at)
        yield Obligation(
            rule=rule,
            id=proposed.change,
            liaison=id_,
            started_at=proposed.happened_at,
            deadline=rule.deadline(programme.calendar, proposed.happened_at),
            plr=proposed.plr or "",
            officer=liaison.row.officer,
            met_at=min(filter(None, (change.answered_at, given_up_at, _replaced_at(change, id_, state))), default=None),
        )


def _replaced_at(change: Change, id_: str, state: State) -> datetime | None:
    """Say when another change of the same place was confirmed first, since this one was written."""
    proposed = change.proposed
    words = (
        word.happened_at
        for other in state.plr_changes.of(id_)
        if other is not change and other.proposed.is_same_person == proposed.is_same_person
        for word in other.words
        if isinstance(word, PlrChangeConfirmed) and word.happened_at >= proposed.happened_at
    )
    return min(words, default=None)


def of_missing_plrs(rule: Rule, id_: str, state: State, programme: Programme) -> Iterator[Obligation]:
    """The times in which a liaison's PLR is missing, until somebody is named or the council says that they stay."""
    liaison, calendar = state.liaisons[id_], programme.calendar
    for why, plr, since, started_at, met_at in (
        *_gaps(state.plr_changes.seats[id_], calendar),
        *_silences(rule, id_, state, programme),
    ):
        obligation = made_id("o", rule.name, id_, plr, why, since.isoformat())
        if (rule.name, obligation) not in state.verdicts and (met_at is None or met_at >= started_at):
            yield Obligation(
                rule=rule,
                id=obligation,
                liaison=id_,
                started_at=started_at,
                deadline=rule.deadline(calendar, started_at),
                plr=plr,
                officer=liaison.row.officer,
                met_at=met_at,
                missing=why,
            )


_Time = tuple[Missing, str, datetime, datetime, datetime | None]
"""Why, who, since when, from when and until when it is owed: a silence is the same one, however long it has to last."""


def _gaps(seat: Seat, calendar: Calendar) -> Iterator[_Time]:
    for gap in seat.gaps:
        started_at = max(gap.said_at, calendar.midnight(gap.from_on))
        yield gap.why, gap.plr, started_at, started_at, gap.ended_at


def _silences(rule: Rule, id_: str, state: State, programme: Programme) -> Iterator[_Time]:
    """The latest silences that lasted for as long as the rule says; one ends when the PLR is heard of, or is gone."""
    liaison, seat = state.liaisons[id_], state.plr_changes.seats[id_]
    if rule.silence is None or liaison.row.contact_by != "email":
        return
    for term in (*seat.terms, *([seat.term] if seat.term else [])):
        since = max(term.began_at, programme.live_from)
        known = [at for at in term.heard_at if at > since]
        heard = known if len(known) > 1 else [since, *known]  # of what was earlier no more is known than the latest
        for n, at in enumerate(heard):
            begins_at = deadline(programme.calendar, at, rule.silence).due_by
            ends = [*heard[n + 1 : n + 2], *(gap.said_at for gap in seat.gaps if gap.said_at > at)]
            ends += [term.ended_at] if term.ended_at else []
            yield Missing.SILENT, term.plr, at, begins_at, min(ends, default=None)
