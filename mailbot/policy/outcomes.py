"""Outcomes: what follows when the server has accepted a mail of ours, or has refused it for good. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import cast

from mailbot.model.facts import ContactMade, Fact, Introduced, MailAccepted, MailFailed, Method, OfficerIntroduced
from mailbot.model.ids import COORDINATION
from mailbot.model.mail import Mail
from mailbot.model.people import Role
from mailbot.policy.state import State


def accepted(mail: Mail, state: State, at: datetime) -> tuple[Fact, ...]:
    """State what the acceptance of a mail means: an introduction made, a contact made (design, Words: Contact)."""
    fact = MailAccepted(
        happened_at=at,
        recorded_at=at,
        mail=mail.key,
        to=mail.to,
        thread=mail.thread,
        relays=mail.relays,
        template=mail.template,
        is_answer=mail.is_answer,
    )
    return (fact, *_introduced(mail, at), *_introduced_in_place(mail, state, at), *_contact(mail, state, at))


def failed(mail: Mail, reason: str, at: datetime, *, recorded_at: datetime, status: str = "") -> MailFailed:
    """State that a mail did not arrive; the coordinator is told."""
    return MailFailed(
        happened_at=at,
        recorded_at=recorded_at,
        mail=mail.key,
        to=mail.to,
        thread=mail.thread,
        reason=reason,
        template=mail.template,
        relays=mail.relays,
        status=status,
    )


def _introduced(mail: Mail, at: datetime) -> tuple[Fact, ...]:
    rows = cast(Sequence[Mapping[str, str]], mail.data.get("introduces", ()))
    return tuple(
        (OfficerIntroduced if row["to"] == Role.OFFICER else Introduced)(
            happened_at=at,
            recorded_at=at,
            liaison=row["liaison"],
            plr=row["plr"],
            officer=row["officer"],
            mail=mail.key,
        )
        for row in rows
    )


def _introduced_in_place(mail: Mail, state: State, at: datetime) -> tuple[Fact, ...]:
    """What an officer writes in the conversation of a notice goes in place of the introduction."""
    thread = state.threads.get(mail.thread)
    abouts = thread.opened.about if thread and mail.data.get("contact_at") else ()
    return tuple(
        Introduced(
            happened_at=at,
            recorded_at=at,
            liaison=introduction.liaison,
            plr=introduction.pair[0],
            officer=introduction.pair[1],
            mail=mail.key,
        )
        for introduction in filter(None, map(state.introductions.get, abouts))
        if introduction.to is Role.PLR and introduction.made_at is None
    )


def _contact(mail: Mail, state: State, at: datetime) -> tuple[Fact, ...]:
    """An officer's mail to a PLR is a contact, made when it arrived with us and recorded once it was accepted.

    The coordinator's is none.
    """
    written_at, thread, by = mail.data.get("contact_at"), state.threads.get(mail.thread), mail.data.get("writer")
    if written_at is None or thread is None or thread.opened.liaison is None or by in COORDINATION:
        return ()
    liaisons: Sequence[str] = mail.data.get("liaisons") or (thread.opened.liaison,)  # type: ignore[assignment]
    return tuple(
        ContactMade(
            happened_at=datetime.fromisoformat(str(written_at)),
            recorded_at=at,
            noted_at=at,
            liaison=liaison,
            method=Method.EMAIL,
            by=None if by is None else str(by),
            plr=mail.to,
            message=mail.relays,
        )
        for liaison in liaisons
    )
