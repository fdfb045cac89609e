"""What is known of the county at a moment, who reads for whom, and what is sent and told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache, singledispatch

from tests.year import story as told
from tests.year.office import Office
from tests.year.reference.records import (
    Absence,
    Asked,
    Circular,
    Coming,
    Concern,
    Gap,
    Handover,
    HoldForMany,
    Introduction,
    Key,
    News,
    Period,
    Post,
    Question,
    Spell,
    Step,
    Visits,
    Wish,
)
from tests.year.story import Account, Chance, Council, Person, Sent, Story, Told, Verdict, day, local, minute

FIVE_MINUTES = timedelta(minutes=5)
_NOT_ENDED_BY_MAIL = ("introduction", "introduction-to-officer", "launch", "named-contact")
FAR = local("2100-01-01")
COORDINATOR = Person("coordinator", told.COORDINATOR)
DEPUTY = Person("deputy", told.COORDINATOR)
ANSWERS_TO = Person("answers_to", told.COORDINATOR)
"""Of the last two nobody is named in this county: the coordinator stands in."""


class Notebook:
    """The county as somebody with pen and paper would keep it."""

    def __init__(self, story: Story, chance: Chance) -> None:
        self.story, self.chance = story, chance
        self.office = Office(story.closures)
        self.live_from = local(f"{day(story.begins_at)} 00:00")
        self.now = story.begins_at
        self.rows: dict[str, Council] = {}
        """As they are now, or were when their council left."""
        self.left: dict[str, datetime] = {}
        self.row_changed_at: dict[str, datetime] = {}
        self.restated_at: dict[str, datetime] = {}
        """When something that had been noted of a council was last taken back."""
        self.officers: dict[str, list[tuple[datetime, Person | None]]] = {}
        self.questions: dict[str, Question] = {}
        self.holds_for_many: list[HoldForMany] = []
        self.circulars: dict[str, Circular] = {}
        self.contacts: dict[str, list[datetime]] = {}
        self.periods: dict[str, list[Period]] = {}
        self.spells: dict[str, list[Spell]] = {}
        self.asked_whether: list[tuple[datetime, str]] = []
        """When the PLR of which council was asked whether they have been in touch."""
        self.absences: list[Absence] = []
        self.introductions: list[Introduction] = []
        self.asked_away: dict[str, Asked] = {}
        """Who was asked whether they are away, by the automatic reply that made us ask."""
        self.without_address: dict[str, datetime] = {}
        """Who cannot be reached: their address does not exist."""
        self.concerns: dict[str, Concern] = {}
        self.courses: dict[Person, list[datetime]] = defaultdict(list)
        """When each officer completed their course, or was excused from it."""
        self.courses_excused: dict[str, datetime] = {}
        """Which courses were excused, and when."""
        self.prompted: set[tuple[str, int, str]] = set()
        self.posts: list[Post] = []
        self.handovers: dict[str, Handover] = {}
        self.coming: dict[str, Coming] = {}
        """Which officer is to come to which council."""
        self.gaps: list[Gap] = []
        self.heard: dict[str, datetime] = {}
        """When something was last heard of the PLR of each council."""
        self.visits: dict[str, Visits] = {}
        self.wishes: dict[str, Wish] = {}
        self.passed_on: set[tuple[str, str]] = set()
        """Which message whom was passed on to: nobody gets the same twice."""
        self.came_on: dict[str, date] = {}
        """On which day each message was passed on first."""
        self.unplaced: dict[str, told.Writes] = {}
        """What cannot be placed yet."""
        self.waiting: list[tuple[Person, str, str]] = []
        self.closed: dict[str, told.Writes] = {}
        """What nothing more is to be done with."""
        self.news: list[News] = []
        self.to_judge: list[tuple[datetime, Verdict, str, Callable[[], bool]]] = []
        """What has ended: from when it can be judged, how, what the coordinator is told, and whether it is still so."""
        """What the coordinator does not know yet."""
        self.open_promises: dict[Key, Callable[[], bool]] = {}
        """What they were, or are to be, told of as late, and whether it is still without an end."""
        self.told_before: set[Key] = set()
        self.seen: set[Key] = set()
        self.snoozed: dict[Key, date] = {}
        """Until which day they do not want to hear of something."""
        self.excused: dict[Key, datetime] = {}
        """What they excused, and when."""
        self.done: set[str] = set()
        """Which of their answers to a digest came to something."""
        self.digest_on: date | None = None
        self.book = Account()

    def roster(self) -> dict[str, Council]:
        """Give the rows of the councils that have not left."""
        return {name: row for name, row in self.rows.items() if name not in self.left}

    # Who reads what

    def officer(self, council: str) -> Person | None:
        return self.rows[council].officer

    def officer_at(self, council: str, instant: datetime) -> str:
        """Name whose council it was at an instant: what was kept or broken by then stays theirs."""
        held = [officer for since, officer in self.officers[council] if since <= instant]
        officer = held[-1] if held else self.officers[council][0][1]
        return officer.name if officer else ""

    def police_reader(self, council: str) -> Person | None:
        """Name who of the police reads for a council today: the officer, their cover while they are away."""
        officer = self.officer(council)
        return self.stand_in(officer) if officer else COORDINATOR

    def stand_in(self, officer: Person, on: date | None = None) -> Person:
        """Name the cover, or the cover's cover, today or on a day; where they cover for each other nobody does."""
        passed = [officer]
        while (away := self.away(passed[-1], on)) and away.cover:
            if away.cover in passed:
                return officer
            passed.append(away.cover)
        return passed[-1]

    def away(self, person: Person, on: date | None = None) -> Absence | None:
        """Give the absence that counts today, or on a day: the one that was said last."""
        on = on or day(self.now)
        lasting = [one for one in self.absences if one.person == person and one.lasts_on(on)]
        return lasting[-1] if lasting else None

    def reader_of(self, person: Person | None, council: str) -> Person | None:
        """Name who reads for somebody of a council: the Clerk while they are away, else the coordinator's deputy."""
        meanwhile = self.reads_meanwhile(person, council)
        if meanwhile is not None and self.away(meanwhile) is None:
            return meanwhile
        is_there = meanwhile is None and person is not None and self.away(person) is None
        if person is None or (is_there and not self.is_gone(person, council)):
            return person
        clerk = self.rows[council].clerk
        return clerk if clerk is not None and clerk != person and self.away(clerk) is None else DEPUTY

    def reads_meanwhile(self, person: Person | None, council: str) -> Person | None:
        """Name who reads for a PLR between when their successor was announced and when they come."""
        ahead = [one for one in self.handovers.values() if one.is_announced and not one.has_begun]
        return next((one.meanwhile for one in ahead if (one.council, one.plr) == (council, person)), None)

    def has_left(self, person: Person, council: str) -> bool:
        """Whether somebody said that a PLR has left, and nobody that they have not."""
        gaps = [one for one in self.gaps if (one.council, one.plr, one.why) == (council, person, "left")]
        return any(one.ended_at is None for one in gaps)

    def is_gone(self, person: Person, council: str) -> bool:
        """Whether a PLR has left, or has come to the day on which they go before it is known who comes."""
        gaps = [one for one in self.gaps if (one.council, one.plr, one.why) == (council, person, "notice")]
        has_gone = any(one.ended_at is None and one.started_at <= self.now for one in gaps)
        return has_gone or self.has_left(person, council)

    def is_there(self, plr: Person | None, council: str) -> bool:
        """Whether somebody is a PLR who can be written to."""
        return plr is not None and not self.has_left(plr, council) and plr.name not in self.without_address

    def hear(self, person: Person) -> None:
        """Something was heard of whoever it is."""
        self.heard |= {name: self.now for name, row in self.rows.items() if row.plr == person}

    def is_to_nobody(self, officer: Person) -> str:
        """Say what becomes of an instruction that comes to nothing: of several PLRs they are asked which one it is for.

        To the only one it may be sent as it is.
        """
        theirs = {
            row.name
            for row in self.roster().values()
            if row.officer and officer in (row.officer, self.stand_in(row.officer))
        }
        return "first-line-unclear" if len(theirs) == 1 else "which-plr"

    # What is sent and told

    def send(self, to: Person | None, what: str, about: str) -> bool:
        """Send at once what a message of somebody causes; say whether it went."""
        if to is None or not to.address or (what == "relay" and (about, to.name) in self.passed_on):
            return False
        if what == "relay":
            self.passed_on.add((about, to.name))
            self.came_on.setdefault(about, day(self.now))
        return self.goes(to, Sent(minute(self.now), to.address, what, about))

    def goes(self, to: Person, mail: Sent) -> bool:
        """Nothing goes to an address that does not exist; the coordinator is told."""
        if to.name in self.without_address:
            self.is_news("failed", f"to {to.name}")
            return False
        self.book.sent.append(mail)
        return True

    def politely(self, to: Person | None, what: str, about: str) -> None:
        """Send within an hour of office time, at once or else when that comes."""
        if to is not None:
            self.waiting.append((to, what, about))

    def pass_with_step(self, reader: Person, message: str) -> None:
        """Give the whole message to whoever is reminded of it, unless they have had it."""
        if (message, reader.name) not in self.passed_on:
            self.passed_on.add((message, reader.name))
            self.goes(reader, Sent(str(day(self.now)), reader.address, "relay", message))

    def take(self, steps: list[Step]) -> None:
        """Tell the coordinator, and send; of several that one reader missed only the latest goes out."""
        if not steps:
            return
        for step in steps:
            if step.escalates:
                self.book.told.append(Told(str(day(self.now)), f"{step.rule}/{step.name}", step.about))
                self.open_promises[step.rule, step.about] = step.is_open
                self.is_news("open", step.about, step.is_open, rule=step.rule)
        latest: dict[Person, Step] = {}
        for step in sorted(steps, key=lambda step: (step.at, step.meant_at or step.at), reverse=True):
            if step.to is not None:
                latest.setdefault(step.to, step)
        self.waiting += [(reader, f"{step.rule}/{step.name}", step.about) for reader, step in latest.items()]
        self.leave()

    def leave(self) -> None:
        """What a step sends leaves within an hour of office time, and waits until then."""
        if self.office.is_polite(self.now):
            for reader, what, about in self.waiting:
                if reader.address:
                    at = str(day(self.now)) if "/" in what else minute(self.now)
                    self.goes(reader, Sent(at, reader.address, what, about))
                if what.endswith("/check"):
                    self.asked_whether.append((self.now, about.partition(",")[0]))
            self.waiting.clear()

    def is_news(self, heading: str, about: str, still: Callable[[], bool] = lambda: True, *, rule: str = "") -> None:
        """The next digest tells it under this heading, if it is still so then."""
        self.news.append(News(self.now, heading, (rule, about), still))

    def restate(self, *councils: str) -> None:
        """What had been noted of these is no longer so."""
        self.restated_at |= dict.fromkeys(councils, self.now)

    def known_since(self, council: str) -> datetime:
        """Say since when a council stands as it does."""
        changed_at = self.row_changed_at[council]
        return max(changed_at, self.restated_at.get(council, changed_at))

    def tell_again(self, rule: str, about: str) -> None:
        """Of what they were told had ended, the coordinator is told that it is owed still."""
        is_told = not any(one.heading in ("answered", "excused") and one.about == about for one in self.news)
        if is_told and (rule, about) in self.told_before:
            self.is_news("open", about, self.open_promises[rule, about], rule=rule)

    def was_escalated(self, rule: str, about: str) -> bool:
        return (rule, about) in self.open_promises

    def verdict(
        self,
        rule: str,
        about: str,
        outcome: str,
        due: datetime,
        ended_at: datetime,
        owner: str,
        *,
        tells: str = "",
        still: Callable[[], bool] = lambda: True,
    ) -> None:
        """Judge what has ended, under which heading of the digest, if it is told there.

        What mail can end is judged if it is still so when all mail from before its end has been read; what has lapsed
        was looked at so late already.
        """
        given = Verdict(rule, about, outcome, minute(due), minute(ended_at), owner)
        waits = outcome != "lapsed" and rule not in _NOT_ENDED_BY_MAIL
        self.to_judge.append((self.now + FIVE_MINUTES * waits, given, tells, still))

    def judge(self) -> None:
        """Give the verdicts for which it is time."""
        waiting, self.to_judge = self.to_judge, []
        for one in waiting:
            at, given, tells, still = one
            if at > self.now:
                self.to_judge.append(one)
            elif still():
                self.book.verdicts.append(given)
                if tells:
                    self.is_news(tells, given.about, still)

    # The mail of an officer's day

    @cache  # noqa: B019 - one reference is kept for one test
    def in_the_days_mail(self, at: datetime, began_at: datetime, since: datetime, duty: str) -> datetime:
        """What an officer gets ahead of a day comes in the one mail of a day, on the last shift up to it.

        What is known too late for that comes at the next opening on a shift; `since` is when it was known.
        """
        on = day(at) if self.office.is_working(day(at)) else self.office.day_before(day(at))
        shifts = [day(at) - timedelta(days=n) for n in range((day(at) - day(began_at)).days)]
        shifts = [one for one in shifts if duty and self.is_on_shift(duty, one)]
        on = shifts[0] if shifts else on
        earliest = day(since)
        if not self.office.is_working(earliest) or since > self.office.opens(earliest):
            earliest = self.office.next_day(earliest)
        if on >= earliest:
            return self.office.opens(on)
        later = [earliest + timedelta(days=n) for n in range(28)]
        return self.office.opens(next((one for one in later if not duty or self.is_on_shift(duty, one)), earliest))

    @cache  # noqa: B019 - one reference is kept for one test
    def at_the_opening(self, at: datetime, since: datetime, duty: str) -> datetime:
        """What an officer gets after a moment comes at the next opening, on a shift."""
        on = day(max(at, since))
        if not self.office.is_working(on) or max(at, since) > self.office.opens(on):
            on = self.office.next_day(on)
        later = [on + timedelta(days=n) for n in range(28)]
        return self.office.opens(next((one for one in later if not duty or self.is_on_shift(duty, one)), on))

    def is_on_shift(self, duty: str, on: date) -> bool:
        return self.office.is_working(on) and (not duty or self.office.is_on_duty(duty, on))


@singledispatch
def happens(event: told.Event, notes: Notebook) -> None:
    """Write down what somebody did, and what has to be sent because of it."""
    raise NotImplementedError(type(event))
