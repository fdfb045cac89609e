"""A roster by mail: what it would change is shown first, and APPROVE or REFUSE decides. Pure (law 7).

It goes to the coordinator's own address, and only what answers that can approve it.
"""

from __future__ import annotations

from collections.abc import Callable

from mailbot.model.facts import RosterDecided, RosterOffered
from mailbot.policy.arrival import Arrival
from mailbot.policy.at_desk import at_desk
from mailbot.policy.commands import plr_changes
from mailbot.policy.commands.call import Call
from mailbot.policy.decision import Decision


def offer(arrival: Arrival, owner: str, message: str, *, again: bool = False) -> Decision:
    """Show what the roster that came with a message would change, or why it cannot be imported.

    It is shown `again` where it would change something else by now.
    """
    offered = RosterOffered(**arrival.times, message=message, by=owner)
    shown = at_desk(arrival, owner, "roster-offered", (message,), {"message": message, "again": again})
    return Decision((arrival.fact(writer=owner), offered)) + shown


def approve(call: Call) -> Decision | None:
    """APPROVE: the roster that they were shown is imported; else the change of PLR that they were asked about."""
    return _decide(call, plr_changes.approve, applied=True)


def refuse(call: Call) -> Decision | None:
    """REFUSE: the roster that they were shown changes nothing; else the change of PLR that they were asked about."""
    return _decide(call, plr_changes.refuse, applied=False)


def _decide(call: Call, of_plr: Callable[[Call], Decision | None], *, applied: bool) -> Decision | None:
    thread = call.state.threads.get(call.arrival.placement.thread or "")
    offered = (
        next((about for about in thread.opened.about if about in call.state.rosters_offered), "") if thread else ""
    )
    if not offered:
        return of_plr(call)
    if applied and call.state.roster_shown_on[offered] != call.state.roster_version:
        return offer(call.arrival, call.writer, offered, again=True)
    fact = RosterDecided(**call.arrival.times, offered=offered, message=call.arrival.message, applied=applied)
    decided = Decision((call.arrival.fact(writer=call.writer), fact), rosters=(offered,) if applied else ())
    return decided + at_desk(call.arrival, call.writer, "roster-decided", (), {"applied": applied})
