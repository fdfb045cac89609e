"""Statistics: what a time is counted as, by council, by team and in total (expectations, paragraph 15)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from mailbot.model.facts import ContactMade, MeetingAttended, Method, Source, UpdateWritten
from mailbot.reports.statistics import COUNTS, Row, Time, statistics
from tests.policy.scenario import COURTESY, HARPOLE, IN_DOUBT, ROOT, RULES, THORNBECK, WENDLE, Scenario, at

MONTHLY = {**RULES, "monthly-contact": (ROOT / "rules" / "monthly-contact.toml").read_text()}
COUNTY = (replace(HARPOLE, team="East"), replace(THORNBECK, team="East"), replace(WENDLE, team="West"))


def county(rules: Mapping[str, str] = RULES) -> Scenario:
    return Scenario(*COUNTY, rules=rules)


def counted(one: Scenario, from_on: date = date(2026, 6, 1), until_on: date = date(2026, 6, 30)) -> dict[str, Row]:
    """Count June, by council or team; `""` is the total."""
    when = Time.of_days(from_on, until_on, one.programme.calendar)
    return {row.name: row for row in statistics(one.state, one.programme, when)}


def of(row: Row) -> dict[str, int]:
    """What a row counts, but for what everybody has: its liaisons."""
    return {name: count for name, count in row.counts.items() if count and name != "liaisons"}


def contact(when: str, method: Method, source: Source, liaison: str = "harpole") -> ContactMade:
    return ContactMade(happened_at=at(when), recorded_at=at(when), liaison=liaison, method=method, by="reed",
                       plr="pat", source=source)  # fmt: skip


def test_contacts_are_counted_by_how_they_were_made_and_by_who_recorded_them() -> None:
    one = county()
    one.record(
        contact("Mon 1 June 10:00", Method.EMAIL, Source.MAIL),
        contact("Tue 2 June 10:00", Method.PHONE, Source.OFFICER),
        contact("Tue 2 June 11:00", Method.PHONE, Source.COORDINATOR, "wendle"),
        contact("Tue 30 June 23:30", Method.IN_PERSON, Source.PLR),
        contact("Wed 1 July 00:30", Method.IN_PERSON, Source.PLR),
    )
    rows = counted(one)
    assert of(rows["harpole PC"]) == {
        "contacts_email": 1, "contacts_phone": 1, "contacts_in_person": 1,
        "recorded_by_mail": 1, "recorded_by_officer": 1, "recorded_by_plr": 1,
    }  # fmt: skip
    assert of(rows["West"]) == {"contacts_phone": 1, "recorded_by_coordinator": 1}
    assert rows[""].counts["contacts_phone"] == 2


def test_a_question_is_counted_by_how_it_ended_and_what_is_in_doubt_apart() -> None:
    one = county()
    in_time = one.asks("Mon 1 June 09:00")
    one.writes("reed", "Tue 2 June 09:00", thread=in_time)
    late = one.asks("Mon 1 June 10:00")
    one.ticks("Tue 9 June 09:00")
    one.writes("reed", "Wed 10 June 09:00", thread=late)
    one.asks("Tue 2 June 10:00")
    one.writes("pat", "Wed 3 June 10:00", asks=IN_DOUBT, replies=True)
    one.writes("pat", "Wed 3 June 11:00", asks=COURTESY)
    one.asks("Wed 1 July 10:00")
    one.ticks("Wed 10 June 17:00")
    row = counted(one)["harpole PC"]
    assert of(row) == {
        "questions": 3, "answered_in_time": 1, "answered_late": 1, "waiting": 1, "in_doubt": 1, "escalations": 2,
    }  # fmt: skip
    assert row.reply_days == 3.9, "the middle of one day, and of seven less an hour"


def test_a_meeting_is_counted_for_its_council_and_an_update_apart() -> None:
    one = county()
    for kind, on in ((MeetingAttended, date(2026, 6, 9)), (UpdateWritten, date(2026, 6, 16))):
        one.record(
            kind(happened_at=at("Wed 17 June 10:00"), recorded_at=at("Wed 17 June 10:00"), council="harpole PC",
                 liaison="harpole", on=on, by="reed", message="m9"),
        )  # fmt: skip
    assert of(counted(one)["East"]) == {"meetings_attended": 1, "written_updates": 1}


def test_months_are_counted_in_contact_or_with_none_recorded() -> None:
    one = county(MONTHLY)
    one.record(contact("Tue 9 June 10:00", Method.PHONE, Source.OFFICER))
    for now in ("Wed 1 July 09:00", "Wed 15 July 17:00"):
        one.ticks(now)
    rows = counted(one)
    assert rows["harpole PC"].counts["periods_in_contact"] == 1
    assert rows["West"].counts["periods_no_contact_recorded"] == 1
    assert (rows[""].counts["periods_in_contact"], rows[""].counts["periods_no_contact_recorded"]) == (1, 2)


def test_a_change_of_officer_is_counted_once() -> None:
    one = county()
    one.record(replace(COUNTY[0], officer="ames", happened_at=at("Mon 8 June 10:00")))
    assert counted(one)["harpole PC"].counts["officer_changes"] == 1
    assert counted(one)["thornbeck PC"].counts["officer_changes"] == 0


def test_the_total_is_the_sum_of_the_councils_and_of_the_teams() -> None:
    one = county(MONTHLY)
    one.asks("Mon 1 June 09:00")
    one.asks("Mon 1 June 09:00", writer="les")
    one.record(contact("Tue 9 June 10:00", Method.PHONE, Source.OFFICER))
    one.ticks("Wed 15 July 17:00")
    when = Time.of_days(date(2026, 6, 1), date(2026, 6, 30), one.programme.calendar)
    rows = statistics(one.state, one.programme, when)
    for scope in ("council", "team"):
        summed = {name: sum(row.counts[name] for row in rows if row.scope == scope) for name in COUNTS}
        assert summed == rows[-1].counts
