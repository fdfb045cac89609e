"""What templates are given. Coordination: the digest, alarms, concerns and vacant posts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mailbot.model.ids import COORDINATOR
from mailbot.model.mail import Mail
from mailbot.outbound.contexts.names import Names, instant


def _concern_received(mail: Mail, names: Names) -> dict[str, object]:
    values = {"plr_name": names.person(mail.to).name, "council": names.council(str(mail.data["liaison"]))}
    return values | _reader(mail, names)


def _reader(mail: Mail, names: Names) -> dict[str, object]:
    """Name whom a concern went to, and whether that was somebody else than the coordinator."""
    reader = str(mail.data.get("reader", COORDINATOR))
    name = names.person(reader).name or f"the person to whom {names.house.coordinator.name} answers"
    return {"reader_name": name, "for_another": reader != COORDINATOR}


def _concern_closed(mail: Mail, names: Names) -> dict[str, object]:
    return {"plr_name": names.person(mail.data["plr"]).name, "council": names.council(str(mail.data["liaison"]))}


def _concern_waiting(mail: Mail, names: Names) -> dict[str, object]:
    values = _concern_closed(mail, names) | {"raised_at": instant(mail.data["raised_at"])}
    return values | _reader(mail, names)


def _post_vacant(mail: Mail, names: Names) -> dict[str, object]:
    rows: Sequence[Mapping[str, Any]] = mail.data["rows"]  # type: ignore[assignment]
    return {
        "rows": [
            {"council": names.council(row["liaison"]), "post": row["post"], "since": instant(row["since"])}
            for row in rows
        ]
    }


def _alarm(mail: Mail, names: Names) -> dict[str, object]:
    ended_at = mail.data.get("ended_at")
    return {
        **{name: mail.data[name] for name in ("title", "meaning", "reason", "remedy", "ended")},
        "since_at": instant(mail.data["since_at"]),
        "ended_at": instant(ended_at) if ended_at else None,
    }


CONTEXTS: Mapping[str, Callable[[Mail, Names], dict[str, object]]] = {
    "concern-received": _concern_received,
    "concern-closed": _concern_closed,
    "concern-waiting": _concern_waiting,
    "post-vacant": _post_vacant,
    "alarm": _alarm,
}
