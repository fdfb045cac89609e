"""Arrivals: what follows from one message, given who wrote it and where it belongs. Pure (laws 3, 5, 7, 8, 10).

What cannot be decided is held with its reason, and never dropped. `conversation` decides what people write to each
other, `desk` what they write to mailbot itself.
"""

from __future__ import annotations

from dataclasses import replace

from mailbot.model.facts import CommandCarriedOut, MessageArrived, Purpose
from mailbot.model.ids import COORDINATION
from mailbot.model.people import Role
from mailbot.model.understanding import Dmarc, Kind
from mailbot.policy import (
    away,
    change_of_plr,
    concern,
    conversation,
    council_commands,
    council_turns,
    desk,
    meeting_answers,
    news,
    outcomes,
    several_parts,
)
from mailbot.policy.arrival import Arrival, held
from mailbot.policy.commands.in_turn import can_undo, with_undo
from mailbot.policy.decision import Decision, joined
from mailbot.policy.entries import Thread
from mailbot.policy.programme import Programme
from mailbot.policy.state import State

_OF_A_COUNCIL = ("CHANGE", "LEFT", "MEETING", "PLAN")
"""Commands of the council's side that say which council they are about, where their writer has several."""


def follow(arrival: Arrival, state: State, programme: Programme) -> Decision:
    """Decide what one message means: the facts that it is, and the mail that it causes."""
    answered = meeting_answers.follow(arrival, state, programme)
    if answered is not None:
        return answered
    match arrival.understood.kind:
        case Kind.PERSON:
            return _from_a_person(arrival, state, programme)
        case Kind.AUTO_REPLY if any(rule.each == "absence" for rule in programme.rules):
            return away.propose(arrival, state, programme)
        case Kind.BOUNCE:
            return _bounce(arrival)
        case Kind.UNREADABLE:
            return held(arrival, "unreadable")
        case _:
            return Decision((arrival.fact(),))


def _bounce(arrival: Arrival) -> Decision:
    """A bounce says of a mail of ours that it failed, where it failed for good; it moves no clock (law 3)."""
    bounce, mail = arrival.understood.bounce, arrival.bounced
    decision = Decision((arrival.fact(),))
    if bounce is None or mail is None:
        return decision
    statuses = [recipient.status for recipient in bounce.recipients if recipient.permanent]
    if not statuses:
        return decision
    failed = outcomes.failed(mail, "bounced", arrival.arrived_at, recorded_at=arrival.recorded_at, status=statuses[0])
    return decision + Decision((failed,))


def _from_a_person(arrival: Arrival, state: State, programme: Programme) -> Decision:
    placement, understood = arrival.placement, arrival.understood
    if understood.dmarc is Dmarc.FAIL:
        return held(arrival, "authentication-failed")
    if arrival.arrived_at < programme.live_from:
        return held(arrival, "before-start")
    if placement.conflict:
        return held(arrival, "conflict")
    if arrival.goes_round:
        return held(arrival, "loop")
    if len(understood.commands) > 1 and council_commands.council_writer(arrival, state):
        return council_turns.follow(
            arrival, state, lambda one, later: _followed(one, later, programme), _offering_to_undo
        )
    return _offering_to_undo(arrival, _followed(arrival, state, programme))


def _offering_to_undo(arrival: Arrival, decision: Decision) -> Decision:
    """Note of what was carried out elsewhere than at a desk that it can be undone, where it can."""
    (writer, *_) = (*(fact.writer for fact in decision.facts if isinstance(fact, MessageArrived)), None)
    is_noted = any(isinstance(fact, CommandCarriedOut) for fact in decision.facts)
    if writer is None or is_noted or not can_undo(decision.facts):
        return decision
    return with_undo(decision, arrival, writer)


def _followed(arrival: Arrival, state: State, programme: Programme) -> Decision:
    placement = arrival.placement
    asked = council_commands.follow(arrival, state, programme)
    if asked is not None:
        return asked
    absence = away.follow(arrival, state, programme)
    if absence is not None:
        return absence
    written = news.follow(arrival, state, programme)
    if written is not None:
        return written
    thread = state.threads.get(placement.thread or "")
    if thread is None:
        told = several_parts.follow(arrival, state, programme)
        return told or _new_message(arrival, state, programme)
    decision = _in_thread(arrival, state, programme, thread)
    for other in placement.others:
        decision = joined(decision, _in_thread(arrival, state, programme, state.threads[other]))
    return decision


def _in_thread(arrival: Arrival, state: State, programme: Programme, thread: Thread) -> Decision:
    match thread.opened.purpose:
        case Purpose.CONVERSATION:
            return conversation.follow(arrival, state, programme, thread)
        case Purpose.CONCERN:
            return concern.follow(arrival, state, thread)
        case Purpose.DESK:
            return desk.follow(arrival, state, programme, thread)


def _new_message(arrival: Arrival, state: State, programme: Programme) -> Decision:
    """A message that belongs to no thread we know of: a new thread, a question of ours to its writer, or held."""
    writers = arrival.placement.writers
    as_council = {liaison: writer for writer in writers for liaison in state.liaisons_of(writer, Role.PLR, Role.CLERK)}
    if arrival.understood.command and arrival.understood.command.keyword in _OF_A_COUNCIL:
        named = {liaison: as_council[liaison] for liaison in arrival.councils_named if liaison in as_council}
        as_council = named if len(named) == 1 else as_council
    is_concern = arrival.understood.resembles == "CONCERN"
    if len(as_council) == 1 or (as_council and is_concern):
        liaison, writer = min(as_council.items())
        return conversation.begin(arrival, state, programme, liaison, writer)
    if as_council:
        return desk.ask_which_council(arrival, sorted(as_council), next(iter(as_council.values())))
    officers = _who_of_several(arrival, state, [writer for writer in writers if state.is_officer(writer)])
    if len(officers) == 1:
        return desk.ask_which_plr(arrival, state, programme, officers[0])
    if officers:
        return held(arrival, "shared-address")
    if not set(COORDINATION).isdisjoint(writers):
        return desk.from_coordinator(arrival, state, programme, writers[0])
    formerly = [(writer, liaison) for writer in writers for liaison in sorted(state.plr_changes.formerly[writer])]
    if len(formerly) == 1:
        writer, liaison = formerly[0]
        return conversation.from_former_plr(arrival, state, programme, liaison, writer)
    proposed = None if formerly else change_of_plr.from_stranger(arrival, state, programme)
    return proposed or held(arrival, "former-plr" if formerly else "stranger")


def _who_of_several(arrival: Arrival, state: State, officers: list[str]) -> list[str]:
    """Tell who of several officers at one address wrote: whose the named councils are; HELP is anybody's."""
    command, named = arrival.understood.command, set(arrival.councils_listed)
    if command and command.keyword == "HELP":
        return officers[:1]
    return [one for one in officers if named and named <= set(state.liaisons_of(one, Role.OFFICER))] or officers


def chosen(arrival: Arrival, state: State, programme: Programme, liaison: str, writer: str) -> Decision:
    """Follow a message whose writer was asked which council it is about, and has said so."""
    about = replace(arrival, councils_named=(liaison,))
    decision = away.follow(about, state, programme) or conversation.begin(about, state, programme, liaison, writer)
    return _offering_to_undo(about, decision)
