"""UNDO: takes back what a command did, in reply to the mail that said it was done. Pure.

What has gone to somebody cannot be called back, and is said; `taking_back` knows of each kind of fact whether it has.
"""

from __future__ import annotations

from collections.abc import Callable

from mailbot.model.facts import Undone
from mailbot.policy.at_desk import at_desk
from mailbot.policy.commands.call import Call
from mailbot.policy.commands.in_turn import can_undo
from mailbot.policy.commands.taking_back import still_holds, told_of_undoing
from mailbot.policy.decision import Decision
from mailbot.policy.entries import Done

Answer = Callable[[str, dict[str, object]], Decision]
"""Makes the answer by a template, with its data."""


def undo(call: Call, answered: Answer | None = None) -> Decision | None:
    """UNDO: take back the one command that was answered, or those that it names by their number there.

    None where the mail that it answers did not say of any command that it was done. `answered` makes the answer of
    somebody who has no desk.
    """
    answer = call.arrival.placement.thread or ""
    known = {done.command.number: done for done in _answered_by(call, answer)}
    numbers = call.command.rows or tuple(number for number in known if len(known) == 1)
    if not known and answered is None and call.arrival.answers_template and not call.has_reason:
        data: dict[str, object] = {"lines": [{"keyword": "", "why": "nothing"}], "for_plr": False}
        return Decision((call.arrival.fact(writer=call.writer),)) + at_desk(
            call.arrival, call.writer, "undone", (), data
        )
    if not known or not numbers or any(number not in known for number in numbers):
        return None
    asked = [known[number] for number in numbers]
    undone = [done for done in asked if _can_still(done, call)]
    facts = tuple(
        Undone(
            **call.arrival.times,
            answer=answer,
            number=done.command.number,
            command=done.command.message,
            message=call.arrival.message,
            by=call.writer,
        )
        for done in undone
    )
    told = sum((told_of_undoing(fact, call) for done in undone for fact in done.facts), Decision())
    mails = {mail.key: mail for mail in told.mails}
    data = {"lines": [_line(done, done in undone) for done in asked], "for_plr": answered is not None}
    decision = Decision((call.arrival.fact(writer=call.writer), *told.facts, *facts), tuple(mails.values()))
    return decision + (answered("undone", data) if answered else at_desk(call.arrival, call.writer, "undone", (), data))


def _answered_by(call: Call, answer: str) -> list[Done]:
    """List what was done by the mail whose answer this answers; of several in a conversation, by the latest of them."""
    theirs = [done for done in call.state.done.get(answer, ()) if done.command.by == call.writer]
    messages = {done.command.message for done in theirs}
    parent = f"{call.arrival.placement.parent}:"
    meant = next((message for message in messages if f":{message}:" in parent), None)
    latest = meant or (theirs[-1].command.message if theirs else None)
    return [done for done in theirs if done.command.message == latest]


def _can_still(done: Done, call: Call) -> bool:
    """Whether it can be undone: it was not before, and nothing has come of it that stands."""
    is_open = not done.is_undone and can_undo(done.facts)
    return is_open and all(still_holds(fact, done.facts, call) for fact in done.facts)


def _line(done: Done, is_undone: bool) -> dict[str, object]:
    why = "" if is_undone else "before" if done.is_undone else "gone"
    return {"keyword": done.command.keyword, "why": why}
