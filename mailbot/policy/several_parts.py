"""Several parts: somebody who is officer, PLR or coordinator at once writes from one address. Pure (laws 7 and 11).

What they write to the mailbox itself belongs to the part that can give such an instruction. It is never passed on as a
message of theirs to somebody else.
"""

from __future__ import annotations

from dataclasses import replace

from mailbot.model.ids import COORDINATION
from mailbot.policy import desk
from mailbot.policy.arrival import Arrival
from mailbot.policy.commands import COMMANDS, OF_NO_ROW, OF_THE_COORDINATOR
from mailbot.policy.decision import Decision
from mailbot.policy.programme import Programme
from mailbot.policy.state import State


def follow(arrival: Arrival, state: State, programme: Programme) -> Decision | None:
    """Follow an instruction, or a roster, of somebody with several parts; None for what is none, and for anybody else.

    Of several officers at one address nobody can tell who gave it.
    """
    writers, understood = arrival.placement.writers, arrival.understood
    word = understood.command.keyword if understood.command else understood.resembles
    coordinating = [one for one in writers if one in COORDINATION]
    officers = [one for one in writers if state.is_officer(one)]
    if coordinating and (word in OF_THE_COORDINATOR or understood.tables):
        decision = desk.from_coordinator(arrival, state, programme, coordinating[0])
        if decision.mails:
            return decision
    if len(officers) == 1 < len(writers) and (word in COMMANDS or word in OF_NO_ROW):
        alone = replace(arrival, placement=replace(arrival.placement, writers=(officers[0],)))
        return desk.ask_which_plr(alone, state, programme, officers[0])
    return None
