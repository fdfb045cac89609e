"""Concern: what a PLR writes to the coordinator in confidence from the officer. Pure (laws 11 and 12).

Source: expectations, paragraph 6.
"""

from __future__ import annotations

from mailbot.model.facts import ConcernRaised, Purpose, ThreadOpened
from mailbot.model.ids import COORDINATOR, made_id
from mailbot.model.mail import Mail
from mailbot.policy import desk
from mailbot.policy.arrival import Arrival, held
from mailbot.policy.decision import Decision
from mailbot.policy.relay import relayed
from mailbot.policy.state import Thread


def begin(arrival: Arrival, liaison: str, writer: str) -> Decision:
    """Pass a concern on to the coordinator only, and tell its writer so."""
    thread = made_id("t", arrival.message, "concern")
    opened = ThreadOpened(**arrival.times, thread=thread, purpose=Purpose.CONCERN, people=(writer, COORDINATOR))
    raised = ConcernRaised(**arrival.times, message=arrival.message, liaison=liaison, plr=writer)
    told = Mail(
        key=f"concern-received:{arrival.message}",
        to=writer,
        thread=thread,
        queued_at=arrival.recorded_at,
        template="concern-received",
        parent=arrival.message,
        data={"liaison": liaison},
    )
    facts = (opened, arrival.fact(writer=writer, thread=thread), raised)
    passed_on = relayed(arrival, thread, COORDINATOR, writer, {"liaison": liaison})
    return Decision(facts, (passed_on, told) if arrival.understood.may_respond else (passed_on,))


def follow(arrival: Arrival, thread: Thread) -> Decision:
    """Pass on what the PLR and the coordinator write to each other about a concern."""
    plr, _ = thread.opened.people
    if COORDINATOR in arrival.placement.writers:
        return _from_coordinator(arrival, thread, plr)
    if plr in (*arrival.placement.writers, arrival.placement.token_holder):
        return _passed_on(arrival, thread, plr, COORDINATOR)
    return held(arrival, "unknown-address")


def _from_coordinator(arrival: Arrival, thread: Thread, plr: str) -> Decision:
    """What is marked, or looks like a command, does not go to the PLR (laws 8 and 11)."""
    understood = arrival.understood
    if understood.marking:
        return desk.return_marked(arrival, COORDINATOR)
    if understood.command or understood.resembles:
        return held(arrival, "first-line-unclear", writer=COORDINATOR)
    return _passed_on(arrival, thread, COORDINATOR, plr)


def _passed_on(arrival: Arrival, thread: Thread, writer: str, reader: str) -> Decision:
    fact = arrival.fact(writer=writer, thread=thread.opened.thread)
    mails = () if reader in arrival.recipients else (relayed(arrival, thread.opened.thread, reader, writer),)
    return Decision((fact,), mails)
