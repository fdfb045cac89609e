"""Keeper: with time in place of a message, what is due is done: steps, verdicts, the digest, alarms (laws 5 and 9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from mailbot.app.books import Books
from mailbot.model.facts import AlarmRaised
from mailbot.model.ids import COORDINATOR
from mailbot.policy.agenda import Agenda
from mailbot.policy.decision import Decision
from mailbot.policy.hand_over import due_changes
from mailbot.policy.letter import letter
from mailbot.policy.officer_changes import due_officer_changes
from mailbot.policy.programme import Programme
from mailbot.policy.state import State
from mailbot.policy.steps import take_steps_of
from mailbot.reports.digest import due_digest
from mailbot.reports.unacted import due_unacted

WATERMARK_MARGIN = timedelta(minutes=5)
"""How much earlier than the last complete search obligations are judged (law 5)."""

BLIND_AFTER = timedelta(minutes=30)
"""How long the mailbox may go unread before the coordinator is told."""

NEVER = datetime.min.replace(tzinfo=UTC)
UNREADABLE = "mailbox-unreadable"


def falls_due(
    agenda: Agenda, programme: Programme, state: State, digest_at: time, *, now: datetime, watermark: datetime
) -> Iterator[Decision]:
    """Give what is due at an instant, one decision after another; each has to be recorded before the next is taken."""
    yield from due_changes(state, programme, now)
    yield from due_officer_changes(state, programme, now)
    while (due := take_steps_of(agenda.due(now, watermark), programme, state, now=now, watermark=watermark)).facts:
        yield due  # what is closed may begin something: a spell of missed periods
    digest = due_digest(state, programme, digest_at, now)
    if digest.facts:
        yield digest
    unacted = due_unacted(state, programme, digest_at, now)
    if unacted.facts:
        yield unacted


class Keeper:
    """Keeps the promises as time passes. `swept` and `unreadable` are told by the reader of the mailbox."""

    def __init__(self, books: Books, digest_at: time, started_at: datetime) -> None:
        self._books = books
        self._agenda = Agenda(books.programme, books.state)
        self._digest_at = digest_at
        self._read_until = NEVER
        self._seeing_since = started_at
        self._trouble = ""

    @property
    def read_until(self) -> datetime:
        """The start of the last complete search over all watched mailboxes; NEVER before the first."""
        return self._read_until

    @property
    def trouble(self) -> str:
        """Why the mailbox cannot be read at present; empty while it can."""
        return self._trouble

    @property
    def watermark(self) -> datetime:
        """The instant as of which obligations are judged."""
        return self._read_until - WATERMARK_MARGIN if self._read_until > NEVER else NEVER

    def swept(self, started_at: datetime) -> None:
        """Note that everything that had arrived by `started_at` is taken in."""
        self._read_until = self._seeing_since = started_at
        self._trouble = ""

    def unreadable(self, reason: str) -> None:
        """Note why the mailbox cannot be read at present."""
        self._trouble = reason

    def tick(self, now: datetime) -> None:
        """Take every step that is due, close what was met, and tell the coordinator what there is to tell."""
        books = self._books
        with books.lock:
            if (alarm := self._alarm(now)).facts:
                books.commit(alarm)
            for due in falls_due(
                self._agenda, books.programme, books.state, self._digest_at, now=now, watermark=self.watermark
            ):
                books.commit(due)

    def _alarm(self, now: datetime) -> Decision:
        """Raise the alarm while we are blind, and end it when we see again."""
        raised = self._books.state.alarms.get(UNREADABLE)
        blind = bool(self._trouble) and now - self._seeing_since > BLIND_AFTER
        if blind and raised is None:
            return self._alarm_mail(now, since_at=self._seeing_since, ended=False)
        if raised is not None and not self._trouble and self._read_until > raised.happened_at:
            return self._alarm_mail(now, since_at=raised.happened_at, ended=True)
        return Decision()

    def _alarm_mail(self, now: datetime, *, since_at: datetime, ended: bool) -> Decision:
        key = f"alarm:{UNREADABLE}:{since_at.isoformat()}:{'ended' if ended else 'began'}"
        fact = AlarmRaised(happened_at=now if ended else since_at, recorded_at=now, alarm=UNREADABLE, ended=ended)
        data: dict[str, object] = {
            "title": "The mailbox cannot be read",
            "meaning": "Until it can be read again, no answer is taken to be late and new messages wait.",
            "reason": self._trouble,
            "remedy": "Give this to whoever looks after the mail server; reading begins again by itself.",
            "since_at": since_at.isoformat(),
            "ended": ended,
            "ended_at": now.isoformat() if ended else None,
        }
        return Decision((fact,)) + letter(key, COORDINATOR, "alarm", data, happened_at=now, recorded_at=now)
