"""Commands: what the first line of a reply can ask of mailbot, one module a family. Pure (law 11).

A command that cannot be carried out as it is written returns None: its message is shown to its writer, and goes to
nobody. To add one, write a function that takes a Call, and name it in COMMANDS.
"""

from collections.abc import Callable, Mapping

from mailbot.policy.commands.answers import answered
from mailbot.policy.commands.call import Call
from mailbot.policy.commands.contacts import emailed, met, phoned
from mailbot.policy.commands.drafts import send
from mailbot.policy.commands.meetings import arranged, attended, updated
from mailbot.policy.commands.waits import hold, hold_for_many, no_reply_needed
from mailbot.policy.decision import Decision

COMMANDS: Mapping[str, Callable[[Call], Decision | None]] = {
    "ANSWERED": answered,
    "ARRANGED": arranged,
    "ATTENDED": attended,
    "EMAILED": emailed,
    "HOLD": hold,
    "MET": met,
    "NO REPLY NEEDED": no_reply_needed,
    "PHONED": phoned,
    "SEND": send,
    "UPDATED": updated,
}
"""What officers, and the coordinator on their behalf, may ask for."""

OF_THE_COORDINATOR: Mapping[str, Callable[[Call], Decision | None]] = {"HOLD": hold_for_many}
"""What the coordinator may ask for in reply to mail that is about no conversation, such as a digest."""

__all__ = ["COMMANDS", "OF_THE_COORDINATOR", "Call"]
