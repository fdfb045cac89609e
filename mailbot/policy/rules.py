"""Rule files: one TOML file an expectation, read into typed rules (design, A rule file). No I/O: text goes in.

A rule describes one kind of obligation: what it is about (`each`), whose time it is (`owner`), when it is due,
what meets it, and the named steps on its timeline. An unknown key, template, recipient or unit is a problem that
names the file, the key and what is allowed; every problem of a file is found at once.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from mailbot.errors import ConfigError
from mailbot.model.facts import KINDS
from mailbot.policy.working_time import Amount, Calendar, Deadline, Unit, deadline

Recipient = Literal["plr", "officer", "clerk", "coordinator", "deputy", "answers_to"]

MET_BY: Mapping[str, tuple[str, ...]] = {
    "question": ("answer",),
    "liaison": ("introduction", "introduction-to-officer"),
    "period": ("contact",),
    "spell": ("contact",),
    "post": ("named",),
    "concern": ("concern-closed",),
    "absence": ("cover", "back"),
    "council": ("attended",),
    "request": ("arranged", "attended", "update"),
    "news": ("news-stopped",),
    "person": ("confirmed",),
    "plr-change": ("plr-change-confirmed", "plr-change-refused"),
    "missing-plr": ("named", "plr-stays"),
}
"""The kinds of fact that can meet an obligation, by what it is about; a post is met by the roster itself,
and an absence by a later one that names a cover."""

_BY_ANOTHER = frozenset({"named", "cover"})
"""What is no kind of fact by itself."""

_UNLESS = {"concern": "answered", "council": "arranged"}

END_OF_PERIOD = "end of period"
"""When what is owed in each period is due."""

_BY_MAIL = frozenset(
    {"answer", "contact", "concern-closed", "arranged", "attended", "update", "cover", "back"}
    | {"news-stopped", "confirmed"}
    | {"plr-change-confirmed", "plr-change-refused", "plr-stays"}
)


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


def _amount(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError('write an amount of time in quotes, as "5 working days"')
    return Amount.parse(value)


def _moment(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError('write a moment in quotes, as "2 working days before due"')
    return Moment.parse(value)


def _due(value: object) -> object:
    return None if value == END_OF_PERIOD else _amount(value)


def _silence(value: object) -> object:
    amount = _amount(value)
    if isinstance(amount, Amount) and amount.unit is not Unit.MONTHS:
        raise ValueError(f"{amount} is no number of months; write it as 6 months")
    return amount


def _begun(value: object) -> object:
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


def _spell(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError('write a spell in quotes, as "2 in a row or 3 of 6 missed"')
    return Spell.parse(value)


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Hold(_Table):
    """How long an officer may hold an obligation in total, and whether a reason is needed."""

    limit: Annotated[Amount, BeforeValidator(_amount)]
    reason: bool = True

    @model_validator(mode="after")
    def _is_counted_in_working_days(self) -> Self:
        if self.limit.unit is not Unit.WORKING_DAYS:
            raise ValueError(f"limit: {self.limit} is no number of working days; write it as 10 working days")
        return self


class Step(_Table):
    """A named point on the timeline that sends a message, tells the coordinator, or both."""

    name: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    at: Annotated[Moment, BeforeValidator(_moment)]
    every: Annotated[Amount, BeforeValidator(_amount)] | None = None
    send: str | None = None
    to: Recipient | None = None
    together: Literal["recipient"] | None = None
    spread: int = Field(0, ge=0, le=20)
    hours: Literal["office"] | None = None
    escalate: str | None = None
    relay: bool = False
    """Whether what somebody wrote is passed on whole."""
    unless: Literal["answered", "arranged"] | None = None

    @model_validator(mode="after")
    def _does_something(self) -> Self:
        if self.relay and (self.send is not None or self.to != "plr"):
            raise ValueError('relay: what somebody wrote is passed on to = "plr", and without send')
        if self.send is None and self.escalate is None and not self.relay:
            raise ValueError("a step needs send, escalate or both")
        if (self.send is None and not self.relay) != (self.to is None):
            raise ValueError("send and to go together")
        return self


class Rule(_Table):
    """One kind of obligation, as its file describes it."""

    name: str
    version: str
    title: str
    source: str
    each: Literal[
        "question",
        "liaison",
        "period",
        "spell",
        "post",
        "concern",
        "council",
        "request",
        "absence",
        "person",
        "news",
        "plr-change",
        "missing-plr",
    ]
    programmes: tuple[str, ...] = ("plr",)
    owner: Literal["officer", "coordinator"]
    due: Annotated[Amount | None, BeforeValidator(_due)]
    """None for the end of the period."""
    begun: Annotated[Begun, BeforeValidator(_begun)] = Begun.SINCE
    """Which pairs it is about, where it is about pairs."""
    settles: Annotated[Amount, BeforeValidator(_amount)] | None = None
    of: str | None = None
    when: Annotated[Spell, BeforeValidator(_spell)] | None = None
    lasting: Annotated[Amount, BeforeValidator(_amount)] | None = None
    """An absence that takes up fewer working days is owed nothing."""
    silence: Annotated[Amount | None, BeforeValidator(_silence)] = None
    """For how long a PLR has not been heard of when the council is asked about them; None for never."""
    role: str | None = Field(None, min_length=1)
    """Whom it is promised of: the officers who hold this role by the roster."""
    course: str | None = Field(None, min_length=1)
    """What they confirm."""
    again: Annotated[Amount, BeforeValidator(_amount)] | None = None
    """How long a course that was completed holds; None for ever."""
    counts_as_contact: bool | None = None
    """Whether an officer's news is their contact with each PLR whom it reaches."""
    met_by: tuple[str, ...] = Field(min_length=1)
    hold: Hold | None = None
    step: tuple[Step, ...] = ()

    @model_validator(mode="after")
    def _can_be_met(self) -> Self:
        allowed = MET_BY[self.each]
        strangers = [kind for kind in self.met_by if kind not in allowed]
        if strangers:
            raise ValueError(
                f"met_by: {', '.join(strangers)} meets nothing that is owed for each {self.each};"
                f" allowed: {', '.join(allowed)}"
            )
        return self

    @model_validator(mode="after")
    def _fits_what_it_is_about(self) -> Self:
        is_period, is_spell = self.each == "period", self.each == "spell"
        if is_period != (self.due is None):
            raise ValueError(f'due: "{END_OF_PERIOD}" belongs to each = "period", and to nothing else')
        if is_period != (self.settles is not None):
            raise ValueError('settles: each = "period" needs it, and nothing else has it')
        if is_spell != (self.of is not None) or is_spell != (self.when is not None):
            raise ValueError('of and when: each = "spell" needs both, and nothing else has them')
        if (self.each == "absence") != (self.lasting is not None):
            raise ValueError('lasting: each = "absence" needs it, and nothing else has it')
        if self.lasting is not None and self.lasting.unit is not Unit.WORKING_DAYS:
            raise ValueError(f"lasting: {self.lasting} is no number of working days; write it as 3 working days")
        if self.silence is not None and self.each != "missing-plr":
            raise ValueError('silence: each = "missing-plr" may have it, and nothing else')
        if self.begun is not Begun.SINCE and self.each != "liaison":
            raise ValueError('begun: each = "liaison" may have it, and nothing else')
        if (self.each == "person") != (self.role is not None) or (self.each == "person") != (self.course is not None):
            raise ValueError('role and course: each = "person" needs both, and nothing else has them')
        if self.again is not None and self.each != "person":
            raise ValueError('again: each = "person" may have it, and nothing else')
        if (self.each == "news") != (self.counts_as_contact is not None):
            raise ValueError('counts_as_contact: each = "news" needs it, and nothing else has it')
        if any(step.relay for step in self.step) and self.each != "news":
            raise ValueError('step: relay: each = "news" alone has words that are to be passed on')
        if any(step.unless not in (None, _UNLESS.get(self.each)) for step in self.step):
            raise ValueError('step: unless: "answered" belongs to each = "concern", "arranged" to each = "council"')
        if self.each not in ("period", "council") and any(step.at.anchor is Anchor.PLAN for step in self.step):
            raise ValueError('step: at: "plan" belongs to each = "period" or "council": nothing else has a planned day')
        return self

    @model_validator(mode="after")
    def _steps_are_told_apart(self) -> Self:
        names = [step.name for step in self.step]
        doubled = {name for name in names if names.count(name) > 1}
        if doubled:
            raise ValueError(f"two steps are called {', '.join(sorted(doubled))}; each step needs a name of its own")
        return self

    def deadline(self, calendar: Calendar, started_at: datetime) -> Deadline:
        """Say when what started at an instant is due, for what is not owed by the period."""
        assert self.due is not None
        return deadline(calendar, started_at, self.due)

    @property
    def waits_for_mail(self) -> bool:
        """Whether it is judged as of the watermark only: unread mail could meet it (law 5).

        So is what goes into an officer's mail of the day with what mail can meet, that it is one mail.
        """
        return not _BY_MAIL.isdisjoint(self.met_by) or any(map(self.puts_into_the_day, self.step))

    def puts_into_the_day(self, step: Step) -> bool:
        """Whether a step goes into the one mail that an officer gets of a day.

        What begins is told at once, by itself; but the prompt with which a period begins.
        """
        begins = step.at == Moment(Anchor.START) and self.each != "period"
        return step.to == "officer" and step.together == "recipient" and not begins


assert {kind for kinds in MET_BY.values() for kind in kinds} - _BY_ANOTHER <= set(KINDS)


def parse_rules(files: Mapping[str, str], templates: Collection[str]) -> tuple[Rule, ...]:
    """Read rule files, by file name without `.toml`; raises ConfigError with every problem of every file."""
    rules: list[Rule] = []
    problems: list[str] = []
    for name, text in sorted(files.items()):
        try:
            rule = _parse(name, text)
        except ConfigError as error:
            problems.extend(error.problems)
            continue
        problems.extend(
            f"rules/{name}.toml: step {step.name}: send: there is no template {step.send!r};"
            f" allowed: {', '.join(sorted(templates))}"
            for step in rule.step
            if step.send is not None and step.send not in templates
        )
        rules.append(rule)
    periodic = {rule.name for rule in rules if rule.each == "period"}
    problems.extend(
        f"rules/{rule.name}.toml: of: there is no rule {rule.of!r} for each period;"
        f" allowed: {', '.join(sorted(periodic)) or 'none'}"
        for rule in rules
        if rule.of is not None and rule.of not in periodic
    )
    if problems:
        raise ConfigError(problems)
    return tuple(rules)


def _parse(name: str, text: str) -> Rule:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([f"rules/{name}.toml: this is not TOML: {error}"]) from error
    misplaced = [f"rules/{name}.toml: {key}: unknown key" for key in ("name", "version") if key in table]
    version = hashlib.sha256(text.encode()).hexdigest()[:12]
    try:
        rule = Rule.model_validate({**table, "name": name, "version": version})
    except ValidationError as error:
        raise ConfigError(misplaced + [_problem(name, dict(item)) for item in error.errors()]) from error
    if misplaced:
        raise ConfigError(misplaced)
    return rule


_ALLOWED = {
    "": [key for key in Rule.model_fields if key not in ("name", "version")],
    "step": list(Step.model_fields),
    "hold": list(Hold.model_fields),
}


_SAID = {
    "missing": "this key is needed",
    "string_type": "write text, in quotes",
    "string_too_short": "write what it is called",
    "greater_than_equal": "write a whole number from 0 to 20",
    "less_than_equal": "write a whole number from 0 to 20",
    "int_type": "write a whole number from 0 to 20",
    "int_parsing": "write a whole number from 0 to 20",
    "string_pattern_mismatch": "write small letters, digits and hyphens, a letter first",
    "bool_type": "write true or false",
    "bool_parsing": "write true or false",
    "tuple_type": "write a list, in square brackets",
    "too_short": "write at least one",
    "model_type": "write a table, in braces",
}


def _problem(name: str, error: dict[str, Any]) -> str:
    location = error["loc"]
    where = ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in location)
    said = _SAID.get(error["type"], str(error["msg"]).removeprefix("Value error, "))
    if error["type"] == "extra_forbidden":
        table = location[0] if len(location) > 1 else ""
        said = f"unknown key; allowed: {', '.join(_ALLOWED[str(table)])}"
    return f"rules/{name}.toml: {where}: {said}" if where else f"rules/{name}.toml: {said}"
