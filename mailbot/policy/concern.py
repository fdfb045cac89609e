"""Concern: what a PLR writes to the coordinator in confidence from the officer. Pure (laws 11 and 12).

Source: expectations, paragraph 6.
"""

from __future__ import annotations

from dataclasses import replace

from mailbot.model.facts import ConcernAnswered, ConcernClosed, ConcernRaised, Purpose, ThreadOpened
from mailbot.model.ids import COORDINATION, COORDINATOR, made_id
from mailbot.model.mail import Mail
from mailbot.model.understanding import Asks
from mailbot.policy import desk
from mailbot.policy.arrival import Arrival, held
from mailbot.policy.at_desk import at_desk
from mailbot.policy.decision import Decision
from mailbot.policy.entries import Concern, Thread
from mailbot.policy.relay import relayed
from mailbot.policy.state import State


def begin(arrival: Arrival, state: State, liaison: str, writer: str) -> Decision:
    """Pass a concern on to the coordinator only, and tell its writer so.

    Where the coordinator is the officer whom it may be about, it goes to their deputy instead.
    """
    thread = made_id("t", arrival.message, "concern")
    readers = _readers(arrival, state, liaison)
    opened = ThreadOpened(**arrival.times, thread=thread, purpose=Purpose.CONCERN, people=(writer, readers[0]))
    raised = ConcernRaised(
        **arrival.times, message=arrival.message, liaison=liaison, plr=writer, thread=thread, readers=readers
    )
    told = Mail(
        key=f"concern-received:{arrival.message}",
        to=writer,
        thread=thread,
        queued_at=arrival.recorded_at,
        template="concern-received",
        parent=arrival.message,
        data={"liaison": liaison, "reader": readers[0]},
    )
    facts = (opened, arrival.fact(writer=writer, thread=thread), raised)
    passed_on = relayed(arrival, thread, readers[0], writer, {"liaison": liaison})
    return Decision(facts, (passed_on, told) if arrival.understood.may_respond else (passed_on,))


def _readers(arrival: Arrival, state: State, liaison: str) -> tuple[str, ...]:
    """List who of the coordination has another mailbox than the officer; the coordinator, where nobody has."""
    officer = state.liaisons[liaison].row.officer
    theirs = arrival.mailbox_of(officer) if officer else ""
    return tuple(one for one in COORDINATION if arrival.mailbox_of(one) != theirs) or (COORDINATOR,)


def follow(arrival: Arrival, state: State, thread: Thread) -> Decision:
    """Pass on what the PLR and the coordinator, or whoever stands in for them, write to each other about a concern."""
    concern = state.concern_in(thread.opened.thread)
    placement = arrival.placement
    coordinating = [person for person in concern.raised.readers if person in placement.writers]
    if coordinating:
        holder = placement.token_holder
        return _from_coordinator(arrival, concern, holder if holder in coordinating else coordinating[0])
    if concern.raised.plr in (*placement.writers, placement.token_holder):
        return _from_plr(arrival, concern)
    return held(arrival, "unknown-address")


def _from_plr(arrival: Arrival, concern: Concern) -> Decision:
    """What is added to a concern that was closed raises it anew, unless it is a bare courtesy."""
    raised = concern.raised
    reader = concern.answered.by if concern.answered else raised.readers[0]
    decision = _passed_on(arrival, concern, raised.plr, reader)
    if concern.closed is None or arrival.understood.asks is Asks.COURTESY:
        return decision
    again = replace(raised, **arrival.times, message=arrival.message)
    return decision + Decision((again,))


def _from_coordinator(arrival: Arrival, concern: Concern, writer: str) -> Decision:
    """CLOSE ends it; what is marked, or looks like another command, does not go to the PLR (laws 8 and 11)."""
    understood = arrival.understood
    if understood.marking:
        return desk.return_marked(arrival, writer)
    if understood.command and understood.command.keyword == "CLOSE":
        return _close(arrival, concern, writer)
    if understood.command or understood.resembles:
        return held(arrival, "first-line-unclear", writer=writer)
    raised = concern.raised
    answered = ConcernAnswered(**arrival.times, concern=raised.message, message=arrival.message, by=writer)
    said = (answered,) if understood.says_something else ()
    return _passed_on(arrival, concern, writer, raised.plr) + Decision(said)


def _close(arrival: Arrival, concern: Concern, writer: str) -> Decision:
    raised = concern.raised
    closed = ConcernClosed(**arrival.times, concern=raised.message, message=arrival.message, by=writer)
    data = {"liaison": raised.liaison, "plr": raised.plr}
    return Decision((arrival.fact(writer=writer), closed)) + at_desk(arrival, writer, "concern-closed", (), data)


def _passed_on(arrival: Arrival, concern: Concern, writer: str, reader: str) -> Decision:
    thread = concern.raised.thread
    fact = arrival.fact(writer=writer, thread=thread)
    mails = () if reader in arrival.recipients else (relayed(arrival, thread, reader, writer),)
    return Decision((fact,), mails)
