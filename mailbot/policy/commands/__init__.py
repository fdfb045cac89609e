"""Commands: what the first line of a reply can ask of mailbot, one module a family. Pure (law 11).

A command that cannot be carried out as it is written returns None: its message is shown to its writer, and goes to
nobody. To add one, write a function that takes a Call, and name it in COMMANDS, or in OF_NO_ROW where it is about no
conversation. Its answer is a mail by `Call.done` or `at_desk`, whose template marks what it says of that one command
with the block `done`; `in_turn` puts several into one. What its facts register with `folds.dispatch.take_back` can be
undone, and its answer then offers it by the piece `_undo`.
"""

from collections.abc import Callable, Mapping

from mailbot.policy.commands.absence import away_too
from mailbot.policy.commands.answers import answered
from mailbot.policy.commands.call import Call
from mailbot.policy.commands.confirmed import confirmed
from mailbot.policy.commands.contacts import emailed, met, phoned
from mailbot.policy.commands.digest_lines import ack, close, excuse, link, reassign, snooze
from mailbot.policy.commands.drafts import send
from mailbot.policy.commands.engaged import engaged
from mailbot.policy.commands.helping import help_with_commands
from mailbot.policy.commands.meetings import arranged, attended, cancelled, not_attended, updated
from mailbot.policy.commands.own_status import own_status
from mailbot.policy.commands.plans import plan
from mailbot.policy.commands.plr_changes import change, stays
from mailbot.policy.commands.reports import report
from mailbot.policy.commands.rosters import approve, refuse
from mailbot.policy.commands.status import status
from mailbot.policy.commands.undo import undo
from mailbot.policy.commands.waits import hold, hold_for_many, no_reply_needed
from mailbot.policy.commands.yes_no import no, yes
from mailbot.policy.decision import Decision

COMMANDS: Mapping[str, Callable[[Call], Decision | None]] = {
    "ANSWERED": answered,
    "ARRANGED": arranged,
    "ATTENDED": attended,
    "CANCELLED": cancelled,
    "EMAILED": emailed,
    "HOLD": hold,
    "MET": met,
    "NO REPLY NEEDED": no_reply_needed,
    "NOT ATTENDED": not_attended,
    "NO": no,
    "PHONED": phoned,
    "PLAN": plan,
    "SEND": send,
    "UPDATED": updated,
    "YES": yes,
}
"""What officers, and the coordinator on their behalf, may ask for, row by row."""

OF_NO_ROW: Mapping[str, Callable[[Call], Decision | None]] = {
    "AWAY": away_too,
    "CONFIRMED": confirmed,
    "ENGAGED": engaged,
    "HELP": help_with_commands,
    "STATUS": own_status,
    "UNDO": undo,
}
"""What they may ask for that is about no conversation; such a command is given its rows as they are written."""

OF_THE_COORDINATOR: Mapping[str, Callable[[Call], Decision | None]] = {
    "ACK": ack,
    "APPROVE": approve,
    "CHANGE": change,
    "CLOSE": close,
    "EXCUSE": excuse,
    "HELP": help_with_commands,
    "HOLD": hold_for_many,
    "LINK": link,
    "REASSIGN": reassign,
    "REFUSE": refuse,
    "REPORT": report,
    "SNOOZE": snooze,
    "STATUS": status,
    "UNDO": undo,
    "YES": stays,
}
"""What the coordinator may ask for in reply to mail that is about no conversation, such as a digest."""

__all__ = ["COMMANDS", "OF_NO_ROW", "OF_THE_COORDINATOR", "Call"]
