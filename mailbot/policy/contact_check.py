"""The contact check: a PLR says whether they and the officer have been in touch. Pure (expectations, paragraph 2).

What they say is about the time up to when they were asked, and counts there even if its period is over by now.
"""

from __future__ import annotations

from mailbot.model.facts import ContactMade, Method, Source
from mailbot.model.mail import Mail
from mailbot.policy.arrival import Arrival
from mailbot.policy.decision import Decision
from mailbot.policy.state import State


def follow(arrival: Arrival, state: State, thread: str, plr: str) -> Decision | None:
    """Take a YES or a NO; None for anything else, which is a message like any other (law 11)."""
    command = arrival.understood.command
    if command is None or command.keyword not in ("YES", "NO"):
        return None
    check = state.threads[thread].opened
    liaison = check.liaison
    assert liaison is not None
    officer, yes = state.liaisons[liaison].row.officer, command.keyword == "YES"
    contact = ContactMade(
        happened_at=check.happened_at,
        recorded_at=arrival.recorded_at,
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
    fact = arrival.fact(writer=plr, thread=thread)
    return Decision((fact, contact) if yes else (fact,), (noted,) if arrival.understood.may_respond else ())
