"""What templates are given. Rosters that came by mail: what each would change, or why it cannot be imported."""

from __future__ import annotations

from mailbot.errors import ConfigError
from mailbot.model.mail import Mail
from mailbot.outbound.contexts.names import Names

_MOST_SHOWN = 150


def _offered(mail: Mail, names: Names) -> dict[str, object]:
    differences: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    try:
        differences = tuple(names.differences(str(mail.data["message"])))
    except ConfigError as error:
        problems = tuple(error.problems)
    return {
        "again": mail.data.get("again", False),
        "differences": differences[:_MOST_SHOWN],
        "problems": problems[:_MOST_SHOWN],
        "further": max(len(differences), len(problems), _MOST_SHOWN) - _MOST_SHOWN,
        "approve_href": names.link(mail, "APPROVE"),
        "refuse_href": names.link(mail, "REFUSE"),
    }


def _decided(mail: Mail, names: Names) -> dict[str, object]:
    return {"applied": mail.data["applied"]}


CONTEXTS = {"roster-offered": _offered, "roster-decided": _decided}
