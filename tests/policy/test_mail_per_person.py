"""How much mail a person gets: what one officer, PLR or coordinator is sent in a year (expectations, The people)."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import pytest

from mailbot.app.keeper import falls_due
from mailbot.model.facts import ContactMade, HoldPlaced, MeetingAttended, Method
from mailbot.model.ids import COORDINATOR
from mailbot.model.mail import Mail
from mailbot.policy.agenda import Agenda
from mailbot.policy.arrival import Times
from tests.policy.scenario import LONDON, ROOT, Scenario, at, row

RULES = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "rules").glob("*.toml")}
COUNCILS = [f"council{number}" for number in range(9)]
PLANS = ["", "1", "15", "31", "last Friday", "second Tuesday", "3rd week", "first Monday", "10"]
START, DAYS = at("Mon 1 June 00:00"), 365


class Year:
    """A year of one officer with nine councils; each PLR asks every few weeks, and some answers come late."""

    def __init__(self, duty: str) -> None:
        rows = [
            row(
                name, f"plr-{name}", "reed", "clerk", duty=duty, plan=plan, last_meeting_on=date(2025, 6 + n % 7, 3 + n)
            )
            for n, (name, plan) in enumerate(zip(COUNCILS, PLANS, strict=True))
        ]
        self.county = Scenario(*rows, rules=RULES, live_from=START)
        self.agenda = Agenda(self.county.programme, self.county.state)
        self.mails: list[Mail] = []

    def lives(self, *, late: bool) -> None:
        for day in range(DAYS):
            midnight = datetime.combine(START.astimezone(LONDON).date() + timedelta(days=day), time(), LONDON)
            for hour, minute in ((8, 30), (9, 5), (11, 0), (17, 5)):
                now = midnight + timedelta(hours=hour, minutes=minute)
                if hour == 11:
                    self._happens(day, now, late=late)
                self._ticks(now)

    def _happens(self, day: int, now: datetime, *, late: bool) -> None:
        county, number = self.county, day % 27
        times: Times = {"happened_at": now.astimezone(UTC), "recorded_at": now.astimezone(UTC)}
        if number < len(COUNCILS):
            name = COUNCILS[number]
            county.asks(times["happened_at"], f"plr-{name}", message=f"q{day}")
            if not late or day % 2:
                made = ContactMade(**times, liaison=name, method=Method.PHONE, by="reed", plr=f"plr-{name}")
                county.record(made)
        if late and day % 31 == 4 and county.state.open_questions:
            question = next(iter(county.state.open_questions))
            county.record(HoldPlaced(**times, question=question, message=f"h{day}", by="reed", until_on=None))
        if not late and day % 30 == 20:
            name = COUNCILS[day // 30 % len(COUNCILS)]
            attended = MeetingAttended(
                **times, council=f"{name} PC", liaison=name, on=now.date(), by="reed", message=f"m{day}"
            )
            county.record(attended)
        asked = county.state.question_of(f"q{day - (12 if late and day % 4 else 2)}")
        if asked is not None:
            county.writes("reed", times["happened_at"], thread=asked.asked.thread, message=f"a{day}", replies=True)

    def _ticks(self, now: datetime) -> None:
        county, now = self.county, now.astimezone(UTC)
        due = falls_due(self.agenda, county.programme, county.state, time(8, 30), now=now, watermark=now)
        for decision in due:
            self.mails += county.commit("", decision).mails
        county.delivers(now)

    def on_one_day(self, to: str) -> Counter[date]:
        """Count what the time made due for somebody, by day; the councils are presented once, apart."""
        apart = "introduction-to-officer"
        found = (mail for mail in self.mails if mail.to == to and not mail.is_relay and mail.template != apart)
        return Counter(mail.queued_at.astimezone(LONDON).date() for mail in found)


@cache
def lived(duty: str, *, late: bool) -> Year:
    year = Year(duty)
    year.lives(late=late)
    return year


@pytest.mark.parametrize(("duty", "late"), [("", False), ("mon,tue,thu", True)])
def test_an_officer_with_nine_councils_gets_one_mail_a_day_and_one_prompt_a_month(duty: str, late: bool) -> None:
    year = lived(duty, late=late)
    assert max(year.on_one_day("reed").values()) == 1
    prompts = Counter(
        mail.queued_at.astimezone(LONDON).strftime("%Y-%m")
        for mail in year.mails
        if mail.to == "reed" and any(cause.step == "prompt" for cause in mail.causes)
    )
    assert len(prompts) == 12
    assert set(prompts.values()) == {1}
    assert max(year.on_one_day(COORDINATOR).values(), default=0) <= 1


def test_a_plr_gets_ten_mails_at_most_in_a_month_in_which_nothing_is_wrong() -> None:
    of_a_month = Counter(
        (mail.to, mail.queued_at.astimezone(LONDON).strftime("%Y-%m"))
        for mail in lived("", late=False).county.outbox.values()
        if mail.to.startswith("plr-")
    )
    assert 0 < max(of_a_month.values()) <= 10
