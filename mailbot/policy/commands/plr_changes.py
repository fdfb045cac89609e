"""APPROVE, REFUSE, CHANGE and YES: the coordinator decides on a change of PLR, or says who the PLR is. Pure.

The coordinator keeps the roster, so what they write needs nobody's word (law 7: the last whom it is confirmed with).
"""

from __future__ import annotations

from mailbot.model.facts import PlrStays
from mailbot.model.understanding import ChangeNotice
from mailbot.policy import change_of_plr
from mailbot.policy.at_desk import at_desk
from mailbot.policy.change_of_plr import Notice
from mailbot.policy.commands.call import Call
from mailbot.policy.decision import Decision
from mailbot.policy.plr_changes import Change


def approve(call: Call) -> Decision | None:
    """APPROVE: the change that they were asked about takes effect on its day."""
    return _decide(call, is_so=True)


def refuse(call: Call) -> Decision | None:
    """REFUSE: nothing follows from the change that they were asked about."""
    return _decide(call, is_so=False)


def change(call: Call) -> Decision | None:
    """CHANGE: they name the new PLR of the council that they were asked about, which holds at once."""
    liaison = next((about for about in _about(call) if about in call.state.liaisons), None)
    if liaison is None:
        return None
    notice = Notice(call.arrival, call.state, call.programme, liaison, call.writer)
    said = call.command.notice or ChangeNotice()
    arrived = Decision((call.arrival.fact(writer=call.writer),))
    if why := change_of_plr.unclear(notice, said):
        data = {"liaison": liaison, "why": why}
        return arrived + at_desk(call.arrival, call.writer, "plr-change-unclear", (liaison,), data)
    fact = change_of_plr.proposed(notice, said, call.writer)
    decision = arrived + change_of_plr.named(call.arrival) + Decision((fact,))
    return decision + change_of_plr.confirm(notice, Change(fact)) + _decided(call, fact.change, liaison)


def stays(call: Call) -> Decision | None:
    """YES: the PLR of the council that they were asked about is the one on the roster."""
    liaison = next((about for about in _about(call) if about in call.state.liaisons), None)
    plr = call.state.liaisons[liaison].row.plr if liaison else None
    if liaison is None or plr is None or call.arrival.answers_template != "new-plr-asked":
        return None
    fact = PlrStays(**call.arrival.times, liaison=liaison, plr=plr, by=call.writer, message=call.arrival.message)
    decision = Decision((call.arrival.fact(writer=call.writer), fact))
    return decision + at_desk(call.arrival, call.writer, "plr-stays-noted", (), {"plr": plr, "liaison": liaison})


def _decide(call: Call, *, is_so: bool) -> Decision | None:
    known = call.state.plr_changes.changes
    found = next((known[about] for about in _about(call) if about in known), None)
    if found is None:
        return None
    liaison = found.proposed.liaison
    notice = Notice(call.arrival, call.state, call.programme, liaison, call.writer)
    decision = Decision((call.arrival.fact(writer=call.writer),))
    decision += change_of_plr.decide(notice, found, is_so=is_so)
    return decision + _decided(call, found.proposed.change, liaison)


def _decided(call: Call, change_id: str, liaison: str) -> Decision:
    return at_desk(call.arrival, call.writer, "plr-change-decided", (), {"change": change_id, "liaison": liaison})


def _about(call: Call) -> tuple[str, ...]:
    thread = call.state.threads.get(call.arrival.placement.thread or "")
    return thread.opened.about if thread else ()
