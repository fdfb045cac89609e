"""Change of officer: what follows when the roster names another point of contact, or none. Pure.

The new one gets the questions that are open; the introduction rules present council and officer to each other. The one
before is told what is no longer theirs, and who was announced that they do not come. While there is none, the
coordinator reads, and the PLR is told so. Source: expectations, paragraph 7: a change of point of contact works in the
same way as that of a PLR.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from mailbot.model.facts import Fact, LiaisonChanged, LiaisonEnded, OfficerChangeAnnounced
from mailbot.model.ids import made_id
from mailbot.policy.decision import Decision
from mailbot.policy.letter import letter
from mailbot.policy.programme import Programme
from mailbot.policy.relay import passed_to_new_officers
from mailbot.policy.stand_in import council_reader_on
from mailbot.policy.state import State

_Change = LiaisonChanged | LiaisonEnded


def officers_changed(state: State, programme: Programme, facts: Sequence[Fact], now: datetime) -> Decision:
    """Pass on what is open, and tell whoever is concerned; `state` is as it was before these roster facts."""
    changes = [fact for fact in facts if isinstance(fact, _Change) and _is_given_up(fact, state)]
    decision = Decision(mails=passed_to_new_officers(state, programme, facts, now))
    former: dict[str, list[_Change]] = defaultdict(list)
    for change in changes:
        officer = state.liaisons[change.liaison].row.officer
        assert officer is not None
        former[officer].append(change)
    for officer, theirs in former.items():
        decision += _told_former(officer, theirs, now)
    for change in changes:
        if isinstance(change, LiaisonChanged) and change.officer is None:
            decision += _told_council(change, state, programme, now)
    return decision + _told_announced([fact for fact in facts if isinstance(fact, _Change)], state, now)


def change_letter(
    reader: str,
    rows: Sequence[Mapping[str, object]],
    cause: str,
    *,
    is_off: bool,
    happened_at: datetime,
    recorded_at: datetime,
) -> Decision:
    """Tell an officer, in one mail, which councils are to come to them or to go from them, or that this is off."""
    key = made_id("k", "officer-change-ahead", cause, reader, *(str(row["liaison"]) for row in rows))
    data = {"rows": rows, "is_off": is_off}
    return letter(
        key,
        reader,
        "officer-change-ahead",
        data,
        happened_at=happened_at,
        recorded_at=recorded_at,
        polite_hours=True,
    )


def comes_no_more(announced: OfficerChangeAnnounced) -> Mapping[str, object]:
    """Say to whoever was announced that a council does not come to them, whoever has it then."""
    on = announced.from_on.isoformat()
    return {"liaison": announced.liaison, "before": None, "officer": announced.officer, "from_on": on}


def _told_announced(changes: Iterable[_Change], state: State, now: datetime) -> Decision:
    """Tell who was to come to these councils that they do not, where somebody else has them now, or nobody."""
    theirs: dict[str, list[Mapping[str, object]]] = defaultdict(list)
    for change in changes:
        announced = state.officers_coming.get(change.liaison)
        if announced is None:
            continue
        before = state.liaisons[change.liaison].row.officer
        if isinstance(change, LiaisonEnded) or change.officer not in (before, announced.officer):
            theirs[announced.officer].append(comes_no_more(announced))
    told = [
        change_letter(officer, rows, now.isoformat(), is_off=True, happened_at=now, recorded_at=now)
        for officer, rows in theirs.items()
    ]
    return sum(told, Decision())


def _is_given_up(fact: _Change, state: State) -> bool:
    """Whether a liaison is no longer that of the officer whom it had."""
    known = state.liaisons.get(fact.liaison)
    officer = known.row.officer if known and not known.ended else None
    return officer is not None and (isinstance(fact, LiaisonEnded) or fact.officer != officer)


def _told_former(officer: str, theirs: Iterable[_Change], now: datetime) -> Decision:
    """Tell an officer, in one mail, of all councils that are no longer theirs."""
    rows = [
        {
            "liaison": one.liaison,
            "officer": one.officer if isinstance(one, LiaisonChanged) else None,
            "has_ended": isinstance(one, LiaisonEnded),
        }
        for one in theirs
    ]
    key = made_id("k", "no-longer-yours", officer, now.isoformat(), *(str(row["liaison"]) for row in rows))
    return letter(key, officer, "no-longer-yours", {"rows": rows}, happened_at=now, recorded_at=now, polite_hours=True)


def _told_council(change: LiaisonChanged, state: State, programme: Programme, now: datetime) -> Decision:
    """Tell the PLR that their officer has left, and who reads until somebody is named."""
    if change.plr is None or change.contact_by != "email":
        return Decision()
    reader = council_reader_on(programme.calendar.local_day(now), change.plr, change.liaison, state)
    key = made_id("k", "officer-left", change.liaison, now.isoformat())
    data = {"liaison": change.liaison, "before": state.liaisons[change.liaison].row.officer}
    return letter(
        key,
        reader or change.plr,
        "officer-left",
        data,
        liaison=change.liaison,
        happened_at=now,
        recorded_at=now,
        polite_hours=True,
    )
