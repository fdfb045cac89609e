"""A made-up county, told in facts: people write, time passes, and what policy decides is recorded as `app` would.

Dates are written as people write them, `Mon 8 June 09:15`, in 2026 and local time; a wrong weekday fails. The year has
a bank holiday on Mon 25 May and none from June to the end of August.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from mailbot.inbound.command import KEYWORDS
from mailbot.inbound.command_details import with_details
from mailbot.model.facts import Fact, LiaisonChanged
from mailbot.model.ids import COORDINATOR, made_id
from mailbot.model.mail import Mail
from mailbot.model.understanding import Asks, Away, CalendarPart, Command, Dmarc, Kind, Placement, Understood
from mailbot.policy import outcomes
from mailbot.policy.arrival import Arrival
from mailbot.policy.arrivals import follow
from mailbot.policy.decision import Decision
from mailbot.policy.folds import record
from mailbot.policy.obligation import Obligation
from mailbot.policy.obligations import obligations
from mailbot.policy.programme import Programme
from mailbot.policy.rule_files import parse_rules
from mailbot.policy.state import State
from mailbot.policy.steps import take_steps
from mailbot.policy.working_time import Calendar

LONDON = ZoneInfo("Europe/London")
ROOT = Path(__file__).parents[2]
RULES: Mapping[str, str] = {
    name: (ROOT / "rules" / f"{name}.toml").read_text() for name in ("introduction", "reply-deadline")
}
TEMPLATES = frozenset(path.stem for path in (ROOT / "templates").glob("[a-z]*.md"))

QUESTION, IN_DOUBT, COURTESY = Asks.QUESTION, Asks.IN_DOUBT, Asks.COURTESY

OneFact = TypeVar("OneFact", bound=Fact)


def at(text: str) -> datetime:
    """Read `Mon 8 June 09:15`, in 2026 and London."""
    read = datetime.strptime(f"{text} 2026", "%a %d %B %H:%M %Y")
    assert read.strftime("%a") == text[:3], f"{text}: that day is a {read:%A}"
    return read.replace(tzinfo=LONDON).astimezone(UTC)


def local(instant: datetime) -> str:
    """Write an instant as `at` reads it."""
    here = instant.astimezone(LONDON)
    return f"{here:%a} {here.day} {here:%B %H:%M}"


LIVE_FROM = at("Mon 1 June 00:00")
BEGUN = at("Fri 1 May 10:00")
"""Before the programme is live, so that these liaisons owe no introduction."""


def row(liaison: str, plr: str | None, officer: str | None, clerk: str | None = None, **more: Any) -> LiaisonChanged:
    """Write a roster row: `when` is the instant of the import, the other names are those of the fact."""
    when = more.pop("when", BEGUN)
    return LiaisonChanged(
        happened_at=when, recorded_at=when, liaison=liaison, council=f"{liaison} PC", plr=plr, officer=officer,
        clerk=clerk, **more,
    )  # fmt: skip


HARPOLE = row("harpole", "pat", "reed", "jo")
THORNBECK = row("thornbeck", "robin", "reed", "jo")
"""Jo is the clerk of two parishes, and PC Reed their officer."""
WENDLE = row("wendle", "les", "ames")
FENBY, MARSH = row("fenby", "kim", "ames"), row("marsh", "kim", "ames")
"""Kim is the PLR of two councils."""


@dataclass(frozen=True)
class Outcome:
    """What followed from something: a decision, in words that a table can hold."""

    message: str
    decision: Decision

    @property
    def mails(self) -> tuple[Mail, ...]:
        return self.decision.mails

    @property
    def sent(self) -> list[str]:
        """What was queued, as `relay to reed` or `acknowledgement to pat`, sorted."""
        return sorted(f"{mail.template or 'relay'} to {mail.to}" for mail in self.mails)

    @property
    def kinds(self) -> set[str]:
        """The kinds of the facts, less those of every command and mail."""
        return {fact.kind for fact in self.decision.facts} - {"message-arrived", "thread-opened", "command"}

    def mail(self, template: str = "") -> Mail:
        """Give the one mail by this template; a relay without one."""
        (found,) = [mail for mail in self.mails if mail.template == template]
        return found

    def facts(self, kind: type[OneFact]) -> list[OneFact]:
        return [fact for fact in self.decision.facts if isinstance(fact, kind)]

    @property
    def held(self) -> str:
        """The reason for which the message was held; empty where it was not."""
        return next(
            (str(getattr(fact, "reason", "")) for fact in self.decision.facts if fact.kind == "message-held"), ""
        )


@cache
def calendar(closures: tuple[date, ...]) -> Calendar:
    """Make the office calendar, once for each set of closures."""
    return Calendar.build(closures=closures)


class Scenario:
    """A county whose mail is followed and recorded one by one, and whose clock is turned by hand."""

    def __init__(
        self,
        *rows: LiaisonChanged,
        closures: Iterable[date] = (),
        rules: Mapping[str, str] = RULES,
        live_from: datetime = LIVE_FROM,
        has_deputy: bool = False,
    ) -> None:
        self.state = State()
        self.programme = Programme(parse_rules(rules, TEMPLATES), calendar(tuple(closures)), live_from, has_deputy)
        self.outbox: dict[str, Mail] = {}
        self.delivered: set[str] = set()
        self._messages = 0
        self.record(*(rows or (HARPOLE, THORNBECK, WENDLE, FENBY, MARSH)))

    def record(self, *facts: Fact) -> None:
        for fact in facts:
            record(fact, self.state, self.state.last_fact + 1)

    def writes(
        self,
        writer: str | None,
        when: str | datetime,
        *,
        thread: str | None = None,
        read: str | datetime | None = None,
        message: str = "",
        **details: Any,
    ) -> Outcome:
        """Follow and record one message; `details` are those of `arrival`."""
        self._messages += 1
        message = message or f"m{self._messages}"
        arrived_at = at(when) if isinstance(when, str) else when
        recorded_at = at(read) if isinstance(read, str) else read or arrived_at
        given = arrival(message, writer, arrived_at, recorded_at, thread, **details)
        return self.commit(message, follow(given, self.state, self.programme))

    def ticks(self, now: str | datetime, watermark: str | datetime | None = None) -> Outcome:
        """Take the steps that are due; all mail was read until now, unless a watermark is given."""
        now = at(now) if isinstance(now, str) else now
        seen = at(watermark) if isinstance(watermark, str) else watermark or now
        return self.commit("", take_steps(self.programme, self.state, now=now, watermark=seen))

    def commit(self, message: str, decision: Decision) -> Outcome:
        """Record what was decided; a key that was queued before is not queued again (law 2)."""
        self.record(*decision.facts)
        new = {mail.key: mail for mail in decision.mails if mail.key not in self.outbox}
        assert len({mail.key for mail in decision.mails}) == len(decision.mails), "two mails with one key"
        self.outbox |= new
        return Outcome(message, replace(decision, mails=tuple(new.values())))

    def delivers(self, when: str | datetime) -> list[Fact]:
        """Have the server accept all that is queued."""
        when = at(when) if isinstance(when, str) else when
        facts: list[Fact] = []
        for key in self.outbox.keys() - self.delivered:
            facts += outcomes.accepted(self.outbox[key], self.state, when)
        self.delivered |= self.outbox.keys()
        self.record(*facts)
        return facts

    def asks(self, when: str | datetime, writer: str = "pat", **details: Any) -> str:
        """Have a PLR begin a thread with a question; gives its thread."""
        return made_id("t", self.writes(writer, when, **details).message)

    def owed(self) -> list[Obligation]:
        return list(obligations(self.programme, self.state))

    def open_questions(self) -> set[str]:
        """The messages whose questions wait for an answer."""
        return {one.asked.message for one in self.state.open_questions.values() if one.answer is None}


def arrival(
    message: str,
    writer: str | None,
    arrived_at: datetime,
    recorded_at: datetime,
    thread: str | None = None,
    *,
    asks: Asks = QUESTION,
    kind: Kind = Kind.PERSON,
    token: str | None = None,
    also: tuple[str, ...] = (),
    colleague: bool = False,
    dmarc: Dmarc = Dmarc.UNKNOWN,
    has_it: tuple[str, ...] = (),
    says: str = "",
    resembles: str = "",
    marking: str = "",
    may_respond: bool = True,
    text: str = "",
    others: tuple[str, ...] = (),
    guesses: tuple[str, ...] = (),
    conflict: bool = False,
    parent: str = "",
    replies: bool = False,
    away: Away | None = None,
    invitation: CalendarPart | None = None,
    has_words: bool = True,
    has_enclosure: bool = False,
    subject: str = "",
    **more: Any,
) -> Arrival:
    """Make an arrival.

    `token`: whose token came back. `also`: who else writes from the same address. `has_it`: who stands in To or Cc.
    `replies`: whether it says that it answers something.
    `says`: the lines that are commands, `ANSWERED 2`. The rest bears the names of Arrival and its parts.
    """
    return Arrival(
        message=message,
        arrived_at=arrived_at,
        recorded_at=recorded_at,
        understood=Understood(
            kind=kind, may_respond=may_respond, sender=None, asks=asks, dmarc=dmarc, marking=marking, new_text=text,
            commands=commands_of(says, arrived_at), resembles=resembles,
            away=away, calendar=invitation, has_words=has_words, has_enclosure=has_enclosure, subject=subject,
            in_reply_to=("of-some-mail@force.example",) if replies else (),
        ),
        placement=Placement(
            writers=((writer,) if writer else ()) + also, thread=thread, token_holder=token, is_colleague=colleague,
            others=others, guesses=guesses, conflict=conflict, parent=parent,
        ),
        recipients=frozenset(has_it),
        **more,
    )  # fmt: skip


def commands_of(says: str, arrived_at: datetime) -> tuple[Command, ...]:
    """Read each line as a command, whatever its keyword: those of two words too."""
    known = sorted(KEYWORDS, key=len, reverse=True)
    read = []
    for line in filter(None, says.splitlines()):
        keyword = next((word for word in known if f"{line} ".startswith(f"{word} ")), line.partition(" ")[0])
        read.append(with_details(Command(keyword, line[len(keyword) :].strip()), arrived_at.date()))
    return tuple(read)


def hours(first: datetime, last: datetime) -> list[datetime]:
    """Every hour from the first instant to the last, the last included."""
    count = int((last - first) / timedelta(hours=1))
    return [*(first + n * timedelta(hours=1) for n in range(count + 1)), last]


__all__ = [
    "BEGUN", "COORDINATOR", "COURTESY", "FENBY", "HARPOLE", "IN_DOUBT", "LIVE_FROM", "MARSH", "QUESTION", "RULES",
    "TEMPLATES", "THORNBECK", "WENDLE", "Outcome", "Scenario", "arrival", "at", "hours", "local", "row",
]  # fmt: skip
