"""The contact check: a PLR says whether they and the officer have been in touch. Pure (expectations, paragraph 2).

What they say is about the time up to when they were asked, and counts there even if its period is over by now. It
counts once, however often they say it, and only from an address that is theirs (law 7).
"""

from __future__ import annotations

from mailbot.model.facts import ContactMade, Method, Source, Undone
from mailbot.model.mail import Mail
from mailbot.policy.arrival import Arrival
from mailbot.policy.decision import Decision
from mailbot.policy.entries import Done
from mailbot.policy.state import State


def follow(arrival: Arrival, state: State, thread: str, plr: str) -> Decision | None:
    """Take a YES or a NO; None for anything else, which is a message like any other (law 11)."""
    command = arrival.understood.command
    if command is None or command.keyword not in ("YES", "NO") or plr not in arrival.placement.writers:
        return None
    check = state.threads[thread].opened
    liaison = check.liaison
    assert liaison is not None
    officer, yes = state.liaisons[liaison].row.officer, command.keyword == "YES"
    contact = ContactMade(
        happened_at=check.happened_at,
        recorded_at=arrival.recorded_at,
        noted_at=arrival.arrived_at,
        liaison=liaison,
        method=Method.NOT_SAID,
        by=officer,
        plr=plr,
        source=Source.PLR,
        message=arrival.message,
    )
    noted = Mail(
        key=f"check-noted:{arrival.message}",
        to=plr,
        thread=thread,
        queued_at=arrival.recorded_at,
        template="check-noted",
        parent=arrival.message,
        data={"liaison": liaison, "officer": officer, "been_in_touch": yes},
    )
    said = [done for done in state.done.get(thread, ()) if done.command.keyword == "YES" and not done.is_undone]
    further = () if yes and said else (contact,) if yes else tuple(_taken_back(done, arrival, plr) for done in said)
    facts = (arrival.fact(writer=plr, thread=thread), *further)
    return Decision(facts, (noted,) if arrival.understood.may_respond else ())


def _taken_back(said: Done, arrival: Arrival, plr: str) -> Undone:
    """A NO takes back the YES before it."""
    command = said.command
    return Undone(
        **arrival.times,
        answer=command.answer,
        number=command.number,
        message=arrival.message,
        by=plr,
        command=command.message,
    )
