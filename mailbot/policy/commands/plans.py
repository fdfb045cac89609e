"""PLAN: the officer names another time for the contact with a PLR, who is told and may name one too.

Source: expectations, paragraph 2.
"""

from __future__ import annotations

from mailbot.model.facts import Source
from mailbot.policy.commands.call import Call
from mailbot.policy.decision import Decision
from mailbot.policy.plans import agreed, plan_behind_names, plan_named, to_council
from mailbot.policy.relay import council_reader


def plan(call: Call) -> Decision | None:
    """PLAN: the contact of a row is planned for the time that is written."""
    wanted = plan_named(call.command)
    if wanted is None and call.arrival.councils_listed:
        wanted = plan_behind_names(call.command)
    if call.thread is None or wanted is None:
        return None
    thread = call.state.threads[call.thread]
    liaison = thread.opened.liaison
    assert liaison is not None
    data: dict[str, object] = {"liaison": liaison, "plan": wanted, "by": call.writer}
    fact = agreed(call.arrival, liaison, wanted, call.writer, Source.OFFICER)
    decision = Decision((call.arrival.fact(writer=call.writer), fact))
    reader = council_reader(call.state, thread, call.today)
    if reader is not None and call.state.liaisons[liaison].row.contact_by == "email":
        decision += Decision(mails=(to_council(call.arrival, "plan-changed", reader, call.thread, data),))
    return decision + call.done("plan-noted", data)
