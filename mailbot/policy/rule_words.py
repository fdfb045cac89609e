"""The words of rule files: amounts, moments on a timeline, runs of missed periods, what a time begins with. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from mailbot.policy.working_time import Amount, Unit

END_OF_PERIOD = "end of period"
"""When what is owed in each period is due."""

NAME = r"^[a-z][a-z0-9-]*$"
"""What the name of a rule, a step or a programme looks like."""


class Anchor(StrEnum):
    """The point of an obligation's timeline that a moment is counted from."""

    START = "start"
    PLAN = "plan"
    """The opening of the planned day of a period, or of the day that is arranged for a meeting."""
    DUE = "due"


class Begun(StrEnum):
    """Which pairs a rule is about, by when they became one."""

    SINCE = "since live_from"
    BEFORE = "before live_from"
    ANY_TIME = "at any time"


@dataclass(frozen=True, slots=True)
class Moment:
    """A point on the timeline: `start`, `plan`, `due`, or an amount before or after one of them."""

    anchor: Anchor
    amount: Amount | None = None
    before: bool = False

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `due`, `start`, `2 working days before due`, `5 working days after plan`; raises ValueError."""
        if text in tuple(Anchor):
            return cls(Anchor(text))
        found = re.fullmatch(r"(.+) (before|after) (start|plan|due)", text)
        if found is None:
            raise ValueError(
                f"{text!r} is no moment; allowed: start, plan, due, AMOUNT after start,"
                " AMOUNT before or after plan, AMOUNT before or after due"
            )
        amount, side, anchor = found.groups()
        if side == "before" and anchor == "start":
            raise ValueError(f"{text!r}: nothing can happen before an obligation starts")
        return cls(Anchor(anchor), Amount.parse(amount), side == "before")


def read_amount(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError('write an amount of time in quotes, as "5 working days"')
    return Amount.parse(value)


def read_moment(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError('write a moment in quotes, as "2 working days before due"')
    return Moment.parse(value)


def read_former_names(value: object) -> object:
    names = [value] if isinstance(value, str) else value
    if not _are_names(names):
        raise ValueError('write a name that the step had before in quotes, or several as ["reminder", "early-word"]')
    return names


def read_programmes(value: object) -> object:
    if not _are_names(value):
        raise ValueError('write the programmes as the roster names them, in small letters, as ["plr"]')
    return value


def _are_names(value: object) -> bool:
    names = value if isinstance(value, list) else []
    return bool(names) and all(isinstance(name, str) and re.fullmatch(NAME, name) for name in names)


def read_due(value: object) -> object:
    return None if value == END_OF_PERIOD else read_amount(value)


def read_silence(value: object) -> object:
    amount = read_amount(value)
    if isinstance(amount, Amount) and amount.unit is not Unit.MONTHS:
        raise ValueError(f"{amount} is no number of months; write it as 6 months")
    return amount


def read_interval(value: object) -> object:
    amount = read_amount(value)
    if isinstance(amount, Amount) and amount.unit in (Unit.MINUTES, Unit.WORKING_HOURS):
        raise ValueError(f"{amount} is too often for a mail; write it in days, weeks or months, as 5 working days")
    return amount


def read_begun(value: object) -> object:
    if value not in tuple(Begun):
        raise ValueError(f"{value!r} is unknown; allowed: {', '.join(Begun)}")
    return Begun(str(value))


@dataclass(frozen=True, slots=True)
class Spell:
    """When missed periods are a spell: so many in a row, or so many of the last few."""

    in_a_row: int
    of_last: tuple[int, int] | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2 in a row missed` or `2 in a row or 3 of 6 missed`; raises ValueError."""
        found = re.fullmatch(r"(\d{1,2}) in a row(?: or (\d{1,2}) of (\d{1,2}))? missed", text)
        if found is None:
            raise ValueError(f'{text!r} is no spell; write "2 in a row missed" or "2 in a row or 3 of 6 missed"')
        in_a_row, missed, among = (int(number or 0) for number in found.groups())
        if not in_a_row or missed > among:
            raise ValueError(f"{text!r} can never or always be so; write the smaller number first, and none of 0")
        return cls(in_a_row, (missed, among) if among else None)

    def holds(self, missed: Sequence[bool]) -> bool:
        """Whether a spell has begun, by which periods were missed, the latest last."""
        in_a_row = len(missed) >= self.in_a_row and all(missed[-self.in_a_row :])
        return in_a_row or (self.of_last is not None and sum(missed[-self.of_last[1] :]) >= self.of_last[0])


def read_spell(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError('write a spell in quotes, as "2 in a row or 3 of 6 missed"')
    return Spell.parse(value)
