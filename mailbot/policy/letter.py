"""Letter: a mail of ours that opens a thread of its own, into which an answer to it comes. Pure (law 6).

What the council's side gets opens a conversation of its liaison; anybody else's answer stays at their desk, and is
never relayed as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from mailbot.model.facts import Purpose, ThreadOpened
from mailbot.model.ids import made_id
from mailbot.model.mail import Mail
from mailbot.policy.decision import Decision


def letter(
    key: str,
    reader: str,
    template: str,
    data: Mapping[str, object],
    *,
    happened_at: datetime,
    recorded_at: datetime,
    liaison: str | None = None,
    about: tuple[str, ...] = (),
    parent: str = "",
    polite_hours: bool = False,
) -> Decision:
    """Write to somebody: in a conversation of this liaison, or at their desk where none is named."""
    opened = ThreadOpened(
        happened_at=happened_at,
        recorded_at=recorded_at,
        thread=made_id("t", key),
        purpose=Purpose.CONVERSATION if liaison else Purpose.DESK,
        people=(reader,),
        liaison=liaison,
        about=about,
    )
    mail = Mail(
        key=key,
        to=reader,
        thread=opened.thread,
        queued_at=recorded_at,
        template=template,
        parent=parent,
        data=data,
        polite_hours=polite_hours,
    )
    return Decision((opened,), (mail,))
