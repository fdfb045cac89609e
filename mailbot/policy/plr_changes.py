"""Changes of PLR: who takes over where and when, who reads meanwhile, and where a PLR is missing. Pure.

Folded from facts by `folds`. Source: expectations, paragraph 7.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from operator import attrgetter

from mailbot.model.facts import PlrChangeConfirmed, PlrChangeProposed, PlrChangeRefused


class Missing(StrEnum):
    """Why a council has to be asked who its PLR is."""

    LEFT = "left"
    NOTICE = "notice"
    """The PLR gave notice, and it is not known who comes next."""
    UNREACHABLE = "unreachable"
    SILENT = "silent"


@dataclass(slots=True)
class Change:
    """A change that was written to us, with what became of it."""

    proposed: PlrChangeProposed
    words: list[PlrChangeConfirmed | PlrChangeRefused] = field(default_factory=list)
    """Whether it is so, each time that somebody said; the last holds."""
    answered_at: datetime | None = None
    """The instant from which nobody else is asked about it, also where the council took its word back."""

    @property
    def word(self) -> PlrChangeConfirmed | PlrChangeRefused | None:
        """Whether it is so, by the last word; None while it waits for one."""
        return self.words[-1] if self.words else None

    @property
    def confirmed(self) -> PlrChangeConfirmed | None:
        """The word that confirms it, if that is the last."""
        return self.word if isinstance(self.word, PlrChangeConfirmed) else None

    def hear(self, word: PlrChangeConfirmed | PlrChangeRefused) -> None:
        """Take in whether it is so."""
        insort(self.words, word, key=attrgetter("happened_at"))
        self.answered_at = min(filter(None, (self.answered_at, word.happened_at)))

    @property
    def is_announced(self) -> bool:
        """Whether it was confirmed before the day from which it holds."""
        return self.confirmed is not None and self.confirmed.on < self.proposed.from_on


@dataclass(slots=True)
class Gap:
    """A time in which a council's PLR is gone, or cannot be reached."""

    plr: str
    why: Missing
    from_on: date
    said_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """The time for which somebody has held the place, and when they were heard of in it at the last."""

    plr: str
    began_at: datetime
    heard_at: tuple[datetime, ...]
    ended_at: datetime | None = None


@dataclass(slots=True)
class Seat:
    """The place of a liaison's PLR: who has held it, who comes next, and who reads in between."""

    holders: list[tuple[datetime, str | None]] = field(default_factory=list)
    next: Change | None = None
    """The confirmed change whose day is still to come."""
    away_from: date | None = None
    """The day from which the PLR reads nothing more; None while they do."""
    interim: str | None = None
    """Who reads from that day; None for the Clerk."""
    gaps: list[Gap] = field(default_factory=list)
    heard_at: list[datetime] = field(default_factory=list)
    """The two latest instants at which the PLR was heard of, the later last."""

    terms: list[Term] = field(default_factory=list)
    """The times of those who held the place before."""

    @property
    def term(self) -> Term | None:
        """Give the time of whoever holds the place; None while nobody does."""
        began_at, plr = self.holders[-1] if self.holders else (None, None)
        return Term(plr, began_at, tuple(self.heard_at)) if plr and began_at else None

    def given_up_at(self, plr: str | None, since: datetime) -> datetime | None:
        """Say when somebody else, or nobody, held the place first, since an instant; None where nobody else has."""
        ends = (*(at for at, _ in self.holders[1:]), None)
        others = (
            max(at, since)
            for (at, holder), end in zip(self.holders, ends, strict=True)
            if holder != plr and (end is None or end > since)
        )
        return next(others, None)

    def hear(self, at: datetime) -> None:
        """Note that the PLR was heard of."""
        insort(self.heard_at, at)
        del self.heard_at[:-2]

    def open_gap(self, gap: Gap) -> None:
        """Note that the PLR is missing, unless that is known already."""
        if all(known.ended_at is not None or known.why is not gap.why for known in self.gaps):
            self.gaps.append(gap)

    def close_gaps(self, at: datetime, *whys: Missing) -> None:
        """Note that the PLR is missing no more, for these reasons or for any."""
        for gap in self.gaps:
            if gap.ended_at is None and (not whys or gap.why in whys):
                gap.ended_at = max(at, gap.said_at)

    def take(self, at: datetime, plr: str | None) -> None:
        """Note who holds the place from an instant on: whatever was to come, or was missing, is over."""
        if self.term is not None:
            self.terms.append(replace(self.term, ended_at=at))
        self.holders.append((at, plr))
        self.next, self.away_from, self.interim = None, None, None
        self.heard_at.clear()
        self.close_gaps(at)


@dataclass(slots=True)
class PlrChanges:
    """Every change by the message that it was written in, and the place of each liaison's PLR."""

    changes: dict[str, Change] = field(default_factory=dict)
    by_liaison: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    seats: dict[str, Seat] = field(default_factory=lambda: defaultdict(Seat))
    coming: dict[str, Change] = field(default_factory=dict)
    """The confirmed changes whose day is still to come, by liaison."""
    formerly: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The liaisons whose PLR somebody was, by person."""
    released: set[tuple[str, str]] = field(default_factory=set)
    """The liaisons and PLRs whose words the next PLR may read."""

    def of(self, liaison: str) -> tuple[Change, ...]:
        """List the changes of a liaison in the order in which they were recorded."""
        return tuple(self.changes[change] for change in self.by_liaison.get(liaison, ()))

    def confirm(self, change: Change) -> None:
        """Take in that a change was confirmed; of several that are to come, the last that was confirmed holds."""
        proposed, confirmed = change.proposed, change.confirmed
        assert confirmed is not None
        if proposed.is_same_person:
            return
        seat = self.seats[proposed.liaison]
        seat.next, seat.interim = None, None
        self.coming.pop(proposed.liaison, None)
        if proposed.successor is not None:
            seat.next = self.coming[proposed.liaison] = change
        if proposed.is_meanwhile and proposed.successor is not None:
            seat.away_from, seat.interim = confirmed.on, proposed.interim
        elif proposed.successor is None:
            seat.away_from, seat.interim = proposed.from_on, proposed.interim
            gap = Gap(proposed.plr or "", Missing.NOTICE, proposed.from_on, confirmed.happened_at)
            seat.open_gap(gap)

    def seat_anew(self, liaison: str) -> None:
        """Take in once more all that is said of the place of a liaison's PLR, where some of it was taken back."""
        seat = self.seats[liaison]
        known = [change.confirmed for change in self.of(liaison) if change.confirmed]
        confirmed_at = {fact.happened_at for fact in known}
        seat.gaps = [gap for gap in seat.gaps if gap.why is not Missing.NOTICE or gap.said_at in confirmed_at]
        left = [gap.from_on for gap in seat.gaps if gap.why is Missing.LEFT and gap.ended_at is None]
        seat.next, seat.interim, seat.away_from = None, None, min(left, default=None)
        self.coming.pop(liaison, None)
        for fact in sorted(known, key=lambda one: one.happened_at):
            if fact.happened_at >= seat.holders[-1][0]:
                self.confirm(self.changes[fact.change])

    def seat(self, liaison: str, at: datetime, plr: str | None) -> None:
        """Take in who holds the place of a liaison's PLR."""
        seat = self.seats[liaison]
        before = seat.holders[-1][1] if seat.holders else None
        if before != plr or not seat.holders:
            seat.take(at, plr)
            self.coming.pop(liaison, None)
            if before:
                self.formerly[before].add(liaison)
            if plr:
                self.formerly[plr].discard(liaison)
