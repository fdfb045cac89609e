"""Council commands: HELP and UNDO by a PLR or a Clerk, and several commands of theirs in one mail. Pure.

Source: laws 7, 11 and 12. HELP and UNDO are commands only in reply to mail of ours that offered them, and only from
the address on record.
"""

from __future__ import annotations

from dataclasses import replace

from mailbot.model.people import Role
from mailbot.policy.arrival import Arrival
from mailbot.policy.commands.call import Call
from mailbot.policy.commands.undo import undo
from mailbot.policy.decision import Decision
from mailbot.policy.letter import letter
from mailbot.policy.programme import Programme
from mailbot.policy.relay import COUNCIL_SIDE
from mailbot.policy.state import State


def follow(arrival: Arrival, state: State, programme: Programme) -> Decision | None:
    """Take HELP and UNDO where they were offered; None for what is a message like any other."""
    command, thread = arrival.understood.command, arrival.placement.thread or ""
    if _takes_back_that_somebody_left(arrival, state):
        return None
    is_offered = arrival.answers_template or (command and command.keyword == "UNDO" and state.done.get(thread))
    if command is None or command.keyword not in ("HELP", "UNDO") or not is_offered:
        return None
    writer = council_writer(arrival, state)
    if writer is None:
        return None
    liaison = liaison_of(thread, writer, state)
    if command.keyword == "UNDO":
        call = Call(arrival, state, programme, writer, command, thread)
        undone = undo(call, lambda template, data: in_conversation(arrival, writer, liaison, template, data))
        return undone or _nothing_to_undo(call, liaison)
    roles = state.roles(writer, liaison)
    data = {"liaison": liaison, "is_clerk": Role.PLR not in roles}
    return Decision((arrival.fact(writer=writer),)) + in_conversation(arrival, writer, liaison, "help-plr", data)


def _takes_back_that_somebody_left(arrival: Arrival, state: State) -> bool:
    """Whether UNDO answers a LEFT, where it means the same as BACK."""
    command = arrival.understood.command
    if command is None or command.keyword != "UNDO":
        return False
    done = state.done.get(arrival.placement.thread or "", ())
    named = (one.command for one in done if one.command.number in command.rows)
    return arrival.answers_template == "plr-left-noted" or any(one.keyword == "LEFT" for one in named)


def _nothing_to_undo(call: Call, liaison: str) -> Decision | None:
    """Say that there is nothing of theirs to undo; None where they say more than that one word."""
    arrival = call.arrival
    if not arrival.answers_template or call.has_reason:
        return None
    why = "another" if call.state.done.get(call.thread or "") else "nothing"
    told = in_conversation(
        arrival, call.writer, liaison, "undone", {"lines": [{"keyword": "", "why": why}], "for_plr": True}
    )
    return Decision((arrival.fact(writer=call.writer),)) + told


def council_writer(arrival: Arrival, state: State) -> str | None:
    """Name who of the council's side writes from this address; None where it may be several, or the police."""
    placement = arrival.placement
    council = [one for one in placement.writers if state.liaisons_of(one, *COUNCIL_SIDE)]
    if placement.token_holder in council:
        return placement.token_holder
    return council[0] if len(council) == len(placement.writers) == 1 else None


def in_conversation(
    arrival: Arrival,
    reader: str,
    liaison: str,
    template: str,
    data: dict[str, object],
    about: tuple[str, ...] = (),
) -> Decision:
    """Answer somebody of the council's side in a conversation, so that whatever they reply finds its way."""
    if not arrival.understood.may_respond:
        return Decision()
    key = f"{template}:{arrival.message}"
    return letter(key, reader, template, data, liaison=liaison, about=about, parent=arrival.message, **arrival.times)


def alone(arrival: Arrival) -> tuple[Arrival, ...]:
    """Give a mail of several commands once for each; a concern among them goes as a whole, and nothing beside it."""
    if arrival.understood.resembles == "CONCERN":
        return (replace(arrival, understood=replace(arrival.understood, commands=())),)
    return arrival.taken_apart()


def liaison_of(thread: str, writer: str, state: State) -> str:
    """Name the liaison of the conversation, or the first of theirs."""
    known = state.threads.get(thread)
    theirs = state.liaisons_of(writer, *COUNCIL_SIDE)
    return known.opened.liaison if known and known.opened.liaison in theirs else theirs[0]
