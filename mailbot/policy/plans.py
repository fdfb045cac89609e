"""Plans: PLR and officer agree on the time of their contact by naming another; whoever did not is told. Pure.

Source: expectations, paragraph 2. What a PLR writes behind PLAN that names no time goes on as a message (law 11).
"""

from __future__ import annotations

import re

from mailbot.model.facts import PlanAgreed, Source
from mailbot.model.mail import Mail
from mailbot.model.understanding import Command
from mailbot.policy.arrival import Arrival
from mailbot.policy.at_desk import at_desk
from mailbot.policy.decision import Decision
from mailbot.policy.plan import read_plan
from mailbot.policy.programme import Programme
from mailbot.policy.stand_in import officer_on
from mailbot.policy.state import State

_ROW = re.compile(r"(?i)(?:row|no\.?|#)?\s*\d{1,3}[\s:;,.)]+(?=\w)")


def follow(
    arrival: Arrival, state: State, programme: Programme, thread: str, liaison: str, writer: str
) -> Decision | None:
    """Take the PLAN of somebody of the council's side; None for anything else (laws 7 and 11)."""
    command, row = arrival.understood.command, state.liaisons[liaison].row
    plan = plan_named(command) if command else None
    if command and command.keyword == "PLAN" and liaison in arrival.councils_listed:
        plan = plan or plan_behind_names(command)
    if plan is None or writer not in arrival.placement.writers:
        return None
    data: dict[str, object] = {"liaison": liaison, "plan": plan, "by": writer}
    decision = Decision((arrival.fact(writer=writer, thread=thread), agreed(arrival, liaison, plan, writer)))
    if arrival.understood.may_respond:
        decision += Decision(mails=(to_council(arrival, "plan-noted", writer, thread, data),))
    if row.officer is None:
        return decision
    officer = officer_on(programme.calendar.local_day(arrival.recorded_at), row.officer, state)
    return decision + at_desk(arrival, officer, "plan-changed", (thread,), {**data, "thread": thread})


def plan_named(command: Command) -> str | None:
    """Read the time behind PLAN, with or without a row before it; None where there is none."""
    if command.keyword != "PLAN":
        return None
    return read_plan(command.argument) or read_plan(_ROW.sub("", command.argument, count=1))


def plan_behind_names(command: Command) -> str | None:
    """Read the time behind PLAN and the names of councils; None where there is none."""
    words = command.argument.split()
    return next((plan for n in range(1, len(words)) if (plan := read_plan(" ".join(words[n:])))), None)


def agreed(arrival: Arrival, liaison: str, plan: str, by: str, source: Source = Source.PLR) -> PlanAgreed:
    """State the plan that somebody named."""
    return PlanAgreed(**arrival.times, liaison=liaison, plan=plan, by=by, message=arrival.message, source=source)


def to_council(arrival: Arrival, template: str, reader: str, thread: str, data: dict[str, object]) -> Mail:
    """Tell somebody of the council's side, in the conversation."""
    return Mail(
        key=f"{template}:{arrival.message}:{thread}",
        to=reader,
        thread=thread,
        queued_at=arrival.recorded_at,
        template=template,
        parent=arrival.message if template == "plan-noted" else "",
        data={**data, "for_plr": True},
    )
