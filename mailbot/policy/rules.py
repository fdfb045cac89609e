"""Rules: what the file of an expectation says, in types (design, A rule file); `rule_files` reads them. Pure.

A rule describes one kind of obligation: what it is about (`each`), whose time it is (`owner`), when it is due,
what meets it, and the named steps on its timeline. An unknown key, recipient or unit is a problem that names
the key and what is allowed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from mailbot.model.facts import KINDS
from mailbot.policy.rule_words import (
    END_OF_PERIOD,
    NAME,
    Anchor,
    Begun,
    Moment,
    Spell,
    read_amount,
    read_begun,
    read_due,
    read_former_names,
    read_interval,
    read_moment,
    read_programmes,
    read_silence,
    read_spell,
)
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

_BY_MAIL = frozenset(
    {"answer", "contact", "concern-closed", "arranged", "attended", "update", "cover", "back"}
    | {"news-stopped", "confirmed"}
    | {"plr-change-confirmed", "plr-change-refused", "plr-stays"}
)


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Hold(_Table):
    """How long an officer may hold an obligation in total, and whether a reason is needed."""

    limit: Annotated[Amount, BeforeValidator(read_amount)]
    reason: bool = Field(True, strict=True)

    @model_validator(mode="after")
    def _is_counted_in_working_days(self) -> Self:
        if self.limit.unit is not Unit.WORKING_DAYS:
            raise ValueError(f"limit: {self.limit} is no number of working days; write it as 10 working days")
        return self


class Step(_Table):
    """A named point on the timeline that sends a message, tells the coordinator, or both."""

    name: str = Field(pattern=NAME)
    formerly: Annotated[tuple[str, ...], BeforeValidator(read_former_names)] = ()
    """What it was called before: what was taken under such a name is not taken again."""
    at: Annotated[Moment, BeforeValidator(read_moment)]
    every: Annotated[Amount, BeforeValidator(read_interval)] | None = None
    send: str | None = None
    to: Recipient | None = None
    together: Literal["recipient"] | None = None
    spread: int = Field(0, ge=0, le=20, strict=True)
    hours: Literal["office"] | None = None
    escalate: str | None = Field(None, min_length=1)
    relay: bool = Field(False, strict=True)
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
        if self.to is None and (self.together is not None or self.hours is not None):
            raise ValueError("together and hours say how a mail is sent, and there is none here: leave them out")
        return self


class Rule(_Table):
    """One kind of obligation, as its file describes it."""

    name: str
    version: str
    title: str = Field(min_length=1)
    source: str = Field(min_length=1)
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
    programmes: Annotated[tuple[str, ...], BeforeValidator(read_programmes)] = ("plr",)
    owner: Literal["officer", "coordinator"]
    due: Annotated[Amount | None, BeforeValidator(read_due)]
    """None for the end of the period."""
    begun: Annotated[Begun, BeforeValidator(read_begun)] = Begun.SINCE
    """Which pairs it is about, where it is about pairs."""
    settles: Annotated[Amount, BeforeValidator(read_amount)] | None = None
    of: str | None = None
    when: Annotated[Spell, BeforeValidator(read_spell)] | None = None
    lasting: Annotated[Amount, BeforeValidator(read_amount)] | None = None
    """An absence that takes up fewer working days is owed nothing."""
    silence: Annotated[Amount | None, BeforeValidator(read_silence)] = None
    """For how long a PLR has not been heard of when the council is asked about them; None for never."""
    role: str | None = Field(None, min_length=1)
    """Whom it is promised of: the officers who hold this role by the roster."""
    course: str | None = Field(None, min_length=1)
    """What they confirm."""
    again: Annotated[Amount, BeforeValidator(read_amount)] | None = None
    """How long a course that was completed holds; None for ever."""
    counts_as_contact: bool | None = Field(None, strict=True)
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
        if len(self.met_by) > len(set(self.met_by)):
            raise ValueError(f"met_by: write each once; allowed: {', '.join(allowed)}")
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
        if self.hold is not None and self.each != "question":
            raise ValueError('hold: each = "question" may have it, and nothing else')
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
        if self.each == "concern" and any(step.to == "officer" for step in self.step):
            raise ValueError('step: to: "officer" is told of no concern: it is raised in confidence from them')
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
        former = [name for step in self.step for name in step.formerly]
        if kept := sorted({name for name in former if name in names}):
            raise ValueError(
                f"step: formerly: {', '.join(kept)}: a step is called so now; give what none is called now"
            )
        if claimed := sorted({name for name in former if former.count(name) > 1}):
            raise ValueError(
                f"step: formerly: {', '.join(claimed)}: only one step can have been called so; say it once"
            )
        return self

    def deadline(self, calendar: Calendar, started_at: datetime) -> Deadline:
        """Say when what started at an instant is due, for what is not owed by the period."""
        assert self.due is not None
        return deadline(calendar, started_at, self.due)

    def name_now(self, name: str) -> str:
        """Give what a step is called now that was taken under a name."""
        return next((step.name for step in self.step if name in step.formerly), name)

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
