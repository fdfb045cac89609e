"""What templates are given. Reports: the figures of a time, and the table of them that is attached."""

from __future__ import annotations

from datetime import date

from mailbot.model.mail import Mail
from mailbot.outbound.compose import Table
from mailbot.outbound.contexts.names import Names


def _report(mail: Mail, names: Names) -> dict[str, object]:
    from_on, until_on = (date.fromisoformat(str(mail.data[key])) for key in ("from_on", "until_on"))
    figures = names.figures(from_on, until_on)
    return {
        "from_on": from_on,
        "until_on": until_on,
        "counted_from": figures["counted_from"],
        "total": figures["total"],
        "table": Table(f"figures-{from_on}-to-{until_on}.csv", str(figures["table"])),
    }


CONTEXTS = {"report": _report}
