"""Desk: what officers and PLRs write to mailbot itself, and what mailbot asks them. Pure (laws 6, 8 and 11).

An officer's answer to mail that we wrote is never passed on as it is: its quote is not the PLR's to see. Its new text
alone goes, once the officer has seen it as the PLR will and answered SEND. A desk thread's `about` says its matter:
question ids for a reminder; a message id and the threads where it may go for a draft; the thread that something was
done in; a message id and the liaisons it may belong to where a PLR was asked for the council.
"""

from __future__ import annotations

import re

from mailbot.model.ids import COORDINATION, made_id
from mailbot.policy.arrival import Arrival, held
from mailbot.policy.at_desk import at_desk
from mailbot.policy.commands import COMMANDS, OF_NO_ROW, OF_THE_COORDINATOR, Call, rosters
from mailbot.policy.commands.digest_lines import on_lines
from mailbot.policy.commands.in_turn import Turn, carry_out, not_done
from mailbot.policy.commands.rows import Rows
from mailbot.policy.decision import Decision, Link
from mailbot.policy.entries import Thread
from mailbot.policy.programme import Programme
from mailbot.policy.relay import COUNCIL_SIDE, opened_conversation
from mailbot.policy.stand_in import councils_of
from mailbot.policy.state import State

_OF_WHAT_WAS = ("ANSWERED", "EMAILED", "HELP", "MET", "PHONED", "SEND", "UNDO")
"""What an officer may still ask for of a council that was theirs; what is to come there is another's to say."""
_NUMBER = re.compile(r"\d{1,3}\b(?!\s*(?:,|&|-|–|to\b|and\b)\s*\d)")
"""One of several; more than one at once is for its writer to take one by one."""


def follow(arrival: Arrival, state: State, programme: Programme, thread: Thread) -> Decision:
    """Decide what an answer to mail of ours means, by whom we had written to."""
    owner, about = thread.opened.people[0], thread.opened.about
    if owner not in arrival.placement.writers:
        return _not_theirs_to_undo(arrival, state) or held(arrival, "unknown-address")
    if _asks_for_council(about, state):
        return _from_council(arrival, state, owner, about)
    threads, draft = _matter(about, state)
    if owner in COORDINATION and not threads:
        return from_coordinator(arrival, state, programme, owner)
    if owner not in COORDINATION and not (state.is_officer(owner) or _late_answer(arrival, owner, threads, state)):
        return held(arrival, "no-officer", writer=owner)
    if not threads:
        return ask_which_plr(arrival, state, programme, owner)
    if arrival.understood.marking:
        return return_marked(arrival, owner, threads[0] if len(set(threads)) == 1 else "")
    return command(arrival, state, programme, owner, threads, draft=draft)


def _not_theirs_to_undo(arrival: Arrival, state: State) -> Decision | None:
    """Tell a colleague who writes UNDO, and nothing else, in reply to somebody else's mail that it is not theirs."""
    known = [one for one in arrival.placement.writers if one in COORDINATION or state.is_officer(one)]
    command, words = arrival.understood.command, arrival.understood.new_text.split()
    if len(known) != 1 or command is None or command.keyword != "UNDO" or len(words) > 2:
        return None
    data = {"lines": [{"keyword": "", "why": "another"}], "for_plr": False}
    return Decision((arrival.fact(writer=known[0]),)) + at_desk(arrival, known[0], "undone", (), data)


def _late_answer(arrival: Arrival, owner: str, threads: tuple[str, ...], state: State) -> bool:
    """Whether an officer who has no council left says what they did where all of it was theirs, or answers it."""
    liaisons = [state.threads[thread].opened.liaison for thread in threads]
    was_theirs = bool(liaisons) and all(liaison and state.was_officer(owner, liaison) for liaison in liaisons)
    return was_theirs and all(command.keyword in _OF_WHAT_WAS for command in arrival.understood.commands)


def from_coordinator(arrival: Arrival, state: State, programme: Programme, owner: str) -> Decision:
    """Carry out what the coordinator asks for in reply to a digest; whatever else they write is kept for them.

    What they ask for in vain is answered at once. A table that comes without a command is a roster.
    """
    if arrival.understood.tables and not arrival.understood.commands:
        return rosters.offer(arrival, owner, arrival.message)
    calls = (
        Call(alone, state, programme, owner, wanted, None, among=arrival)
        for alone in arrival.taken_apart()
        if (wanted := alone.understood.command)
    )
    turns = tuple(turn for call in calls for turn in on_lines(call, OF_THE_COORDINATOR, COMMANDS))
    decision = carry_out(turns) if turns else None
    return decision or (not_done(turns[0]) if turns else held(arrival, "from-coordinator"))


def _matter(about: tuple[str, ...], state: State) -> tuple[tuple[str, ...], str]:
    """Give the conversations that a mail of ours was about, one for each of its rows, and the draft that it showed."""
    rows = tuple(
        state.questions[one].asked.thread if one in state.questions else one
        for one in about
        if one in state.questions or one in state.threads
    )
    return rows, about[0] if rows and len(rows) < len(about) else ""


def _asks_for_council(about: tuple[str, ...], state: State) -> bool:
    return len(about) > 1 and about[1] in state.liaisons


def command(
    arrival: Arrival,
    state: State,
    programme: Programme,
    officer: str,
    threads: tuple[str, ...],
    *,
    draft: str = "",
) -> Decision:
    """Carry out what an officer's first lines ask for; whatever else they say is shown to them as a draft."""
    rows = Rows(arrival, state, programme, officer, threads)
    turns = _turns(rows, arrival, draft)
    done = _carried_out(rows, turns, threads)
    if done is None and not arrival.understood.has_words:
        return Decision((arrival.fact(writer=officer),)) + ask_for_words(arrival, officer, threads)
    why = turns[0].why_not if turns and not arrival.understood.unclear_line else ""
    return done or ask_to_send(arrival, officer, threads, why)


def _turns(rows: Rows, arrival: Arrival, draft: str = "") -> tuple[Turn, ...]:
    return tuple(rows.turns(COMMANDS, OF_NO_ROW, draft)) if arrival.understood.commands else ()


def _carried_out(rows: Rows, turns: tuple[Turn, ...], threads: tuple[str, ...]) -> Decision | None:
    return carry_out(turns, tuple(rows.opened.values()), threads) if turns else None


def ask_to_send(arrival: Arrival, officer: str, threads: tuple[str, ...], why: str = "") -> Decision:
    """Show an officer their new text as its reader will see it, to be sent by the one word SEND (laws 6 and 11).

    `why` is a keyword of the template: what its first line lacks.
    """
    threads = tuple(dict.fromkeys(threads))
    about = (arrival.message, *threads)
    line = arrival.understood.unclear_line
    data: dict[str, object] = {"message": arrival.message, "threads": list(threads)}
    data |= ({"line": line} if line else {}) | ({"why": why} if why else {})
    return Decision((arrival.fact(writer=officer),)) + at_desk(
        arrival, officer, _draft_template(arrival, threads), about, data
    )


def ask_for_words(arrival: Arrival, officer: str, threads: tuple[str, ...], *, waits: bool | None = None) -> Decision:
    """Tell an officer that none of theirs were found; `waits`: what went on, and whether something waits for them."""
    if not arrival.understood.may_respond:
        return Decision()
    data = {"thread": threads[0], "passed_on": waits is not None, "waits": bool(waits)}
    return at_desk(arrival, officer, "no-words", tuple(dict.fromkeys(threads)), data)


def _draft_template(arrival: Arrival, threads: tuple[str, ...]) -> str:
    if len(threads) != 1:
        return "which-plr"
    unclear = arrival.understood.command or arrival.understood.resembles
    return "first-line-unclear" if unclear else "draft"


def ask_which_plr(arrival: Arrival, state: State, programme: Programme, officer: str) -> Decision:
    """An officer wrote to nobody in particular: do what they ask for, or offer a new thread with each of their PLRs."""
    if arrival.understood.marking:
        return return_marked(arrival, officer)
    rows = Rows(arrival, state, programme, officer, ())
    decision = _carried_out(rows, _turns(rows, arrival), ())
    if decision is not None:
        return decision
    opened = [
        opened_conversation(arrival, made_id("t", arrival.message, liaison), liaison, person)
        for liaison in councils_of(officer, programme.calendar.local_day(arrival.recorded_at), state)
        if (person := state.liaisons[liaison].row.plr or state.liaisons[liaison].row.clerk)
    ]
    asked = ask_to_send(arrival, officer, tuple(fact.thread for fact in opened))
    return Decision(tuple(opened)) + asked


def return_marked(arrival: Arrival, writer: str | None, thread: str = "") -> Decision:
    """What bears a protective marking does not leave the force: it returns to its sender (law 8)."""
    if writer is None:
        return held(arrival, "marked")
    data = {"message": arrival.message, "thread": thread, "marking": arrival.understood.marking}
    about = (thread,) if thread else ()
    return Decision((arrival.fact(writer=writer),)) + at_desk(arrival, writer, "marking-returned", about, data)


def ask_which_council(arrival: Arrival, liaisons: list[str], writer: str) -> Decision:
    """A PLR of several councils wrote to none in particular: hold the message and ask (design, Threading)."""
    decision = held(arrival, "which-council", writer=writer)
    if not arrival.understood.may_respond:
        return decision
    data = {"message": arrival.message, "liaisons": liaisons}
    return decision + at_desk(arrival, writer, "which-council", (arrival.message, *liaisons), data)


def _from_council(arrival: Arrival, state: State, writer: str, about: tuple[str, ...]) -> Decision:
    """Read which council a PLR named, by its number or its name, and follow the message that was held for it."""
    message, *liaisons = about
    number = _NUMBER.match(arrival.understood.new_text.strip())
    chosen = liaisons[int(number[0]) - 1 : int(number[0])] if number and number[0] != "0" else []
    chosen = chosen or [liaison for liaison in arrival.councils_named if liaison in liaisons]
    if len(chosen) != 1 or message not in state.held:
        return held(arrival, "which-council", writer=writer)
    theirs = (one for one in arrival.placement.writers if not state.roles(one, chosen[0]).isdisjoint(COUNCIL_SIDE))
    return Decision((arrival.fact(writer=writer),), links=(Link(message, chosen[0], next(theirs, writer)),))
