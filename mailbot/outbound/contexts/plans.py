"""What templates are given. Plans: what was named for the contact of a PLR and an officer, and by whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mailbot.model.mail import Mail
from mailbot.outbound.contexts.names import Names
from mailbot.outbound.wording import plan_words


def _plan(mail: Mail, names: Names) -> dict[str, object]:
    liaison, for_plr = str(mail.data["liaison"]), bool(mail.data.get("for_plr"))
    row = names.state.liaisons[liaison].row
    by = str(mail.data["by"])
    council_side = names.person(row.plr if by == mail.to or for_plr else by)
    other = names.person(row.officer) if for_plr else council_side
    return {
        "reader_name": names.person(mail.to).name,
        "other_name": other.name or names.house.organisation,
        "council": names.council(liaison),
        "plan": plan_words(str(mail.data["plan"]), row.every),
        "for_plr": for_plr,
    }


CONTEXTS: Mapping[str, Callable[[Mail, Names], dict[str, object]]] = {
    "plan-noted": _plan,
    "plan-changed": _plan,
    "plan-as-before": _plan,
}
