"""Unacted: what the coordinator was told of and has left as it was for two working days goes to their deputy.

It goes at the time of the digest, each thing once, and is answered by its numbers as a digest is. What has a way to the
deputy of its own, by the rule that it is of, takes that. A concern that may be about the coordinator is told of here in
place of the digest, again whenever it has grown (law 12). From the state, no I/O. Source: design, Shapes
(`deputy_address`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time

from mailbot.model.facts import DeputyTold, MessageHeld
from mailbot.model.ids import ANSWERS_TO, DEPUTY
from mailbot.policy.decision import Decision
from mailbot.policy.digest_line import Key, held_line, key_of, obligation_line, opened_for
from mailbot.policy.entries import Told
from mailbot.policy.letter import letter
from mailbot.policy.obligation import Obligation
from mailbot.policy.obligations import obligations_in
from mailbot.policy.programme import Programme
from mailbot.policy.state import State
from mailbot.policy.working_time import Amount, deadline
from mailbot.reports.digest_lines import held_message_line, open_line

AFTER = Amount.parse("2 working days")
NEVER = datetime.min.replace(tzinfo=UTC)


def due_unacted(state: State, programme: Programme, at: time, now: datetime) -> Decision:
    """Write to the deputy where something has been left for so long; nothing otherwise. `at` is local time."""
    calendar = programme.calendar
    today = calendar.local_day(now)
    slot = datetime.combine(today, at, calendar.zone)
    if now < slot or not calendar.is_working(today):
        return Decision()
    kept = Decision()
    for reader in (DEPUTY, ANSWERS_TO):
        open_, held = _kept(reader, state, programme)
        kept += _told(f"kept:{now.isoformat()}:{reader}", reader, open_, held, state, programme, now)
    return kept + (_left_by_now(today, slot, state, programme, now) if programme.has_deputy else Decision())


def _left_by_now(today: date, slot: datetime, state: State, programme: Programme, now: datetime) -> Decision:
    left = {key: told for key, told in state.told.items() if _is_left(key, told, state, programme, slot)}
    open_ = sorted(_open(left, state, programme), key=lambda one: one.deadline.due_by)
    held = [state.held[message] for rule, message in left if not rule and message in state.held]
    return _told(f"left-unacted:{today.isoformat()}", DEPUTY, open_, held, state, programme, now)


def _kept(reader: str, state: State, programme: Programme) -> tuple[list[Obligation], list[MessageHeld]]:
    """List what is kept from the coordinator, where this reader has not been told of it or it has grown (law 12)."""
    liaisons = dict.fromkeys(one.raised.liaison for one in state.concerns.values() if one.raised.readers[0] == reader)
    open_ = [
        one
        for liaison in liaisons
        for one in obligations_in(liaison, programme, state)
        if one.met_at is None and state.confidant(one.id) == reader and _has_risen((one.rule.name, one.id), state)
    ]
    untold = [one for one in state.held.values() if ("", one.message) not in state.deputy_told]
    return open_, [one for one in untold if state.confidant(one.message) == reader]


def _has_risen(key: Key, state: State) -> bool:
    """Whether a step has escalated it since it was told last."""
    told = [fact.recorded_at for fact in state.digests.values() if key in map(key_of, fact.lines)]
    return any(step.escalates and step.recorded_at > max(told, default=NEVER) for step in state.steps.get(key, ()))


def _told(
    key: str,
    reader: str,
    open_: Sequence[Obligation],
    held: Sequence[MessageHeld],
    state: State,
    programme: Programme,
    now: datetime,
) -> Decision:
    """Write of these to somebody, with a number for each; nothing where there are none."""
    if not open_ and not held:
        return Decision()
    lines = (
        *(obligation_line(one.rule, one.rule.name, one.id, one.liaison, state) for one in open_),
        *map(held_line, held),
    )
    data: dict[str, object] = {
        "open": _numbered([open_line(one, state, now, programme) for one in open_], 1),
        "held": _numbered([held_message_line(one, state) for one in held], len(open_) + 1),
        "kept": key.startswith("kept:"),
    }
    told = letter(key, reader, "left-unacted", data, happened_at=now, recorded_at=now)
    conversations = opened_for(lines, state, {"happened_at": now, "recorded_at": now})
    fact = DeputyTold(happened_at=now, recorded_at=now, thread=told.mails[0].thread, lines=lines)
    return Decision((*conversations, fact)) + told


def _numbered(lines: list[dict[str, object]], first: int) -> list[dict[str, object]]:
    return [{**line, "number": number} for number, line in enumerate(lines, first)]


def _open(left: Mapping[Key, Told], state: State, programme: Programme) -> Iterator[Obligation]:
    """Give what is owed of these."""
    for liaison in dict.fromkeys(told.liaison for (rule, _), told in left.items() if rule):
        for one in obligations_in(liaison, programme, state):
            if one.met_at is None and (one.rule.name, one.id) in left:
                yield one


def _is_left(key: Key, told: Told, state: State, programme: Programme, slot: datetime) -> bool:
    """Whether the coordinator has said nothing to it since they were told, or since the day to which they put it off.

    What they have seen is theirs to leave open, and some rules tell the deputy by themselves.
    """
    if key in state.deputy_told or key in state.seen or key in state.verdicts or _is_acted_on(key, told, state):
        return False
    rule = next((rule for rule in programme.rules if rule.name == key[0]), None)
    if rule and any(step.to in ("deputy", "answers_to") for step in rule.step):
        return False
    snoozed = state.snoozed.get(key)
    since = max(told.at, programme.calendar.midnight(snoozed.until_on)) if snoozed else told.at
    return deadline(programme.calendar, since, AFTER).due_by < slot


def _is_acted_on(key: Key, told: Told, state: State) -> bool:
    """Whether its officer is or will be another one since, or it was put on hold."""
    if not told.liaison:
        return False
    question = state.questions.get(key[1])
    is_held = question is not None and any(hold.happened_at >= told.at for hold in state.holds_on(question))
    is_reassigned = state.liaisons[told.liaison].officers[-1][0] >= told.at
    return is_held or is_reassigned or told.liaison in state.officers_coming
