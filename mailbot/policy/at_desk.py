"""At the desk: mail of ours to one person, in a thread of its own, so that what is answered to it is never relayed.

Pure (law 6).
"""

from __future__ import annotations

from collections.abc import Mapping

from mailbot.model.facts import Purpose, ThreadOpened
from mailbot.model.ids import made_id
from mailbot.model.mail import Mail
from mailbot.policy.arrival import Arrival
from mailbot.policy.decision import Decision


def at_desk(
    arrival: Arrival, reader: str, template: str, about: tuple[str, ...], data: Mapping[str, object]
) -> Decision:
    """Answer somebody with a mail of ours in a desk thread of its own, so that their reply to it is never relayed."""
    thread = made_id("t", arrival.message, template)
    opened = ThreadOpened(**arrival.times, thread=thread, purpose=Purpose.DESK, people=(reader,), about=about)
    mail = Mail(
        key=f"{template}:{arrival.message}",
        to=reader,
        thread=thread,
        queued_at=arrival.recorded_at,
        template=template,
        parent=arrival.message,
        data=data,
    )
    return Decision((opened,), (mail,))
