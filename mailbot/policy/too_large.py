"""Too large: what another server does not take for its size is said at once to both sides. Pure (law 6)."""

from __future__ import annotations

from datetime import datetime

from mailbot.model.facts import Purpose, ThreadOpened
from mailbot.model.ids import made_id
from mailbot.model.mail import Mail
from mailbot.policy.decision import Decision
from mailbot.policy.state import State

MESSAGE_TOO_BIG = "5.3.4"
"""The enhanced status of a message that is too big for the system (RFC 3463 section 3.4)."""


def tell_both(mail: Mail, size: int, state: State, at: datetime) -> Decision:
    """Tell the writer and the reader of a relay that it was too large; `size` is in octets.

    What goes to the council's side belongs to the conversation; what goes to the police side to a desk thread.
    """
    writer, reader = mail.data["writer"], mail.to
    decision = Decision()
    for person, other, template in ((writer, reader, "too-large"), (reader, writer, "too-large-for-you")):
        if person is not None:
            decision += _tell(mail, str(person), other, template, size, state, at)
    return decision


def _tell(mail: Mail, person: str, other: object, template: str, size: int, state: State, at: datetime) -> Decision:
    thread = state.threads[mail.thread].opened
    asked = {state.questions[question].asked.plr for question in state.threads[mail.thread].questions}
    of_council = person in asked.union(thread.people)
    key = f"{template}:{mail.key}"
    desk = ThreadOpened(
        happened_at=at,
        recorded_at=at,
        thread=made_id("t", key),
        purpose=Purpose.DESK,
        people=(person,),
        about=(mail.thread,),
    )
    told = Mail(
        key=key,
        to=person,
        thread=mail.thread if of_council else desk.thread,
        queued_at=at,
        template=template,
        data={"message": mail.relays, "other": other, "size": size, "for_plr": of_council},
    )
    return Decision(() if of_council else (desk,), (told,))
