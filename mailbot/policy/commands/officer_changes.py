"""REASSIGN of councils to another officer, at once or from a day that is to come. Pure.

The coordinator keeps the roster, so what they write needs nobody's word. Source: expectations, paragraph 7.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from mailbot.model.facts import Fact, OfficerChangeAnnounced
from mailbot.policy.at_desk import at_desk
from mailbot.policy.change_of_officer import change_letter, comes_no_more
from mailbot.policy.commands.call import Call
from mailbot.policy.decision import Decision
from mailbot.policy.roster_change import reassigned


def by_name(call: Call) -> Decision | None:
    """Change the officer of the councils that are named; None where none is."""
    councils = call.arrival.councils_named
    if not councils:
        return None
    decision, done, refused = Decision((call.arrival.fact(writer=call.writer),)), [], []
    for liaison in councils:
        follows = changed(call, liaison)
        if isinstance(follows, str):
            refused.append({"liaison": liaison, "why": follows})
        else:
            decision += follows
            done.append(liaison)
    on = from_on(call)
    data = {
        "officer": officer_named(call),
        "from_on": on.isoformat() if on else None,
        "done": done,
        "refused": refused,
    }
    decision += told_ahead(call, decision.facts)
    return decision + at_desk(call.arrival, call.writer, "officer-change-noted", (), data)


def changed(call: Call, liaison: str) -> Decision | str:
    """Give a liaison the officer who is named; why that cannot be done, as a keyword of the template."""
    officer, on = officer_named(call), from_on(call)
    if officer is None:
        return "officer"
    if call.state.liaisons[liaison].ended:
        return "left"
    if call.command.asked or (call.command.on is not None and call.command.on < call.today):
        return "day"
    if call.state.liaisons[liaison].row.officer == officer:
        return "same"
    if on is None:
        return reassigned(liaison, officer, call.state, call.programme, call.arrival.recorded_at)
    fact = OfficerChangeAnnounced(
        **call.arrival.times,
        liaison=liaison,
        officer=officer,
        from_on=on,
        by=call.writer,
        message=call.arrival.message,
    )
    return Decision((fact,))


def officer_named(call: Call) -> str | None:
    """Give the one officer of the roster who is named."""
    named = call.arrival.officers_named
    return named[0] if len(named) == 1 else None


def from_on(call: Call) -> date | None:
    """Give the day from which it holds; None where that is at once."""
    on = call.command.on
    return on if on is not None and on > call.today else None


def told_ahead(call: Call, facts: Iterable[Fact], *, is_off: bool = False) -> Decision:
    """Tell who comes and who goes of the changes among these facts, each of all of theirs in one mail.

    Who was announced before, and does not come now, is told that.
    """
    theirs: dict[str, list[Mapping[str, object]]] = defaultdict(list)
    no_more: dict[str, list[Mapping[str, object]]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact, OfficerChangeAnnounced):
            before = call.state.liaisons[fact.liaison].row.officer
            row: dict[str, object] = {
                "liaison": fact.liaison,
                "before": before,
                "officer": fact.officer,
                "from_on": fact.from_on.isoformat(),
            }
            for reader in filter(None, (before, fact.officer)):
                theirs[reader].append(row)
            announced = call.state.officers_coming.get(fact.liaison, fact)
            if announced.officer != fact.officer:
                no_more[announced.officer].append(comes_no_more(announced))
    cause, times = call.arrival.message, call.arrival.times
    told = [change_letter(one, rows, cause, is_off=is_off, **times) for one, rows in theirs.items()]
    told += [change_letter(one, rows, cause, is_off=True, **times) for one, rows in no_more.items()]
    return sum(told, Decision())
