"""STATUS: how a council, an officer, or all that is late stands now, for the coordinator. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from mailbot.model.people import Role
from mailbot.policy.at_desk import at_desk
from mailbot.policy.commands.call import Call
from mailbot.policy.commands.reports import year_begun
from mailbot.policy.decision import Decision
from mailbot.policy.holds import is_on_hold
from mailbot.policy.obligation import Obligation
from mailbot.policy.obligations import obligations_in
from mailbot.policy.standing import engaged_since


def status(call: Call) -> Decision | None:
    """STATUS: tell what is open, late and on hold, the last contact and the next meeting; None for a name unknown.

    Of a council, of each council of an officer, or, without a name, of every council of which something is late.
    """
    officers, said = call.arrival.officers_named, call.command.argument.strip()
    liaisons: Iterable[str] = call.arrival.councils_named
    if len(officers) == 1:
        liaisons = call.state.liaisons_of(officers[0], Role.OFFICER)
    elif not said:
        liaisons = call.state.roster()
    elif not liaisons:
        return None
    rows = [_row(liaison, call) for liaison in liaisons]
    officer = officers[0] if len(officers) == 1 else None
    data = {
        "officer": officer,
        "engaged": engaged_since(year_begun(call.today), call.state, officer) if officer else None,
        "is_all": not said,
        "rows": [row for row in rows if said or row["late"]],
    }
    return Decision((call.arrival.fact(writer=call.writer),)) + at_desk(
        call.arrival, call.writer, "council-status", (), data
    )


def _row(liaison: str, call: Call) -> dict[str, object]:
    state, now = call.state, call.arrival.recorded_at
    owed = [
        one
        for one in obligations_in(liaison, call.programme, state)
        if one.met_at is None and one.started_at <= now and one.rule.each != "concern"
    ]
    contacts, row = state.contacts[liaison], state.liaisons[liaison].row
    arranged_on = state.meetings[row.council].arranged_on
    return {
        "liaison": liaison,
        "plr": row.plr,
        "officer": row.officer,
        "open": [_open(one, call) for one in sorted(owed, key=lambda one: one.deadline.due_by)],
        "late": any(one.deadline.due_by < now for one in owed),
        "last_contact_at": contacts[-1].happened_at.isoformat() if contacts else None,
        "meeting_on": arranged_on.isoformat() if arranged_on and arranged_on >= call.today else None,
    }


def _open(obligation: Obligation, call: Call) -> dict[str, object]:
    now, due = call.arrival.recorded_at, obligation.deadline
    return {
        "obligation": obligation.id,
        "what": obligation.rule.title,
        "due_by": due.due_by.isoformat(),
        "is_late": due.due_by < now,
        "on_hold": is_on_hold(due, now),
    }
