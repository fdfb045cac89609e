"""Absences: who reads in whose place, what is owed for them, and that nobody who is away and covered is written to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.model.facts import AbsenceBegan, AbsenceEnded, StepTaken, VerdictGiven
from mailbot.model.ids import DEPUTY
from mailbot.model.understanding import Away, Kind
from mailbot.policy.stand_in import council_reader_on, councils_of, covers_since, officer_on
from tests.policy.scenario import COURTESY, HARPOLE, ROOT, RULES, THORNBECK, WENDLE, Scenario, at, row

ALL = {**RULES, **{name: (ROOT / "rules" / f"{name}.toml").read_text() for name in ("absence", "monthly-contact")}}
JUNE = date(2026, 6, 1)


def june(day: int) -> date:
    return date(2026, 6, day)


def away(
    person: str,
    first: int,
    last: int | None,
    cover: str | None = None,
    *,
    said: str = "Mon 1 June 09:00",
    id_: str = "",
) -> AbsenceBegan:
    return AbsenceBegan(
        happened_at=at(said),
        recorded_at=at(said),
        absence=id_ or f"{person}-{first}-{said}",
        person=person,
        from_on=june(first),
        until_on=june(last) if last else None,
        cover=cover,
    )


def back(absence: AbsenceBegan, day: int, said: str) -> AbsenceEnded:
    return AbsenceEnded(
        happened_at=at(said), recorded_at=at(said), absence=absence.absence, person=absence.person, back_on=june(day)
    )


@pytest.mark.parametrize(
    ("absences", "day", "reader"),
    [
        ([], 3, "pat"),
        ([away("pat", 3, 5)], 2, "pat"),
        ([away("pat", 3, 5)], 3, "jo"),
        ([away("pat", 3, 5)], 5, "jo"),
        ([away("pat", 3, 5)], 6, "pat"),
        ([away("pat", 3, None)], 30, "jo"),
        ([away("pat", 3, None), away("jo", 4, 8)], 4, DEPUTY),
    ],
)
def test_while_a_plr_is_away_the_clerk_reads_and_without_one_the_deputy(
    absences: list[AbsenceBegan], day: int, reader: str
) -> None:
    county = Scenario()
    county.record(*absences)
    assert council_reader_on(june(day), "pat", "harpole", county.state) == reader


@pytest.mark.parametrize("clerk", [None, "les"])
def test_without_a_clerk_who_is_somebody_else_the_deputy_reads(clerk: str | None) -> None:
    county = Scenario(row("wendle", "les", "ames", clerk))
    county.record(away("les", 3, 5))
    assert council_reader_on(june(3), "les", "wendle", county.state) == DEPUTY


SAID_LATER = "Tue 2 June 09:00"


@pytest.mark.parametrize(
    ("absences", "day", "reader"),
    [
        ([away("reed", 3, 12, "ames")], 3, "ames"),
        ([away("reed", 3, 12, "ames")], 13, "reed"),
        ([away("reed", 3, 12)], 3, "reed"),
        ([away("reed", 3, 12, "ames"), away("reed", 8, 20, "dale", said=SAID_LATER)], 7, "ames"),
        ([away("reed", 3, 12, "ames"), away("reed", 8, 20, "dale", said=SAID_LATER)], 8, "dale"),
        ([away("reed", 8, 20, "dale", said=SAID_LATER), away("reed", 3, 12, "ames")], 8, "dale"),
        ([away("reed", 3, 12, "ames"), away("ames", 5, 6, "dale")], 5, "dale"),
        ([away("reed", 3, 12, "ames"), away("ames", 5, 6)], 5, "ames"),
        ([away("reed", 3, 12, "ames"), away("ames", 3, 12, "reed")], 5, "reed"),
        ([away("reed", 3, 12, "gone")], 5, "reed"),
    ],
)
def test_while_an_officer_is_away_the_cover_who_was_said_last_reads(
    absences: list[AbsenceBegan], day: int, reader: str
) -> None:
    county = Scenario(HARPOLE, WENDLE, row("fenby", "kim", "dale"))
    county.record(*absences)
    assert officer_on(june(day), "reed", county.state) == reader


@pytest.mark.parametrize(
    ("absences", "officer", "councils"),
    [
        ([], "ames", ["wendle"]),
        ([away("reed", 3, 12, "ames")], "ames", ["wendle", "harpole"]),
        ([away("reed", 3, 12, "ames")], "reed", ["harpole"]),
        ([away("reed", 3, 4, "ames")], "ames", ["wendle"]),
        ([away("reed", 3, 12, "ames"), away("ames", 5, 6, "dale")], "dale", ["fenby", "wendle", "harpole"]),
    ],
)
def test_a_cover_sees_to_the_councils_of_whom_they_cover_for_too(
    absences: list[AbsenceBegan], officer: str, councils: list[str]
) -> None:
    county = Scenario(HARPOLE, WENDLE, row("fenby", "kim", "dale"))
    county.record(*absences)
    assert list(councils_of(officer, june(5), county.state)) == councils


def test_whoever_is_back_reads_again_from_that_day() -> None:
    county = Scenario()
    noted = away("reed", 3, None, "ames")
    county.record(noted, back(noted, 8, "Mon 8 June 10:00"))
    assert [officer_on(june(day), "reed", county.state) for day in (7, 8)] == ["ames", "reed"]


@pytest.mark.parametrize(
    ("hands_over", "began"),
    [
        ("", [3]),
        ("Thu 4 June 10:00", [3]),
        ("Tue 2 June 10:00", []),
    ],
)
def test_a_cover_has_begun_if_they_were_an_officer_then_whatever_they_are_later(
    hands_over: str, began: list[int]
) -> None:
    county = Scenario(HARPOLE, row("fenby", "kim", "dale"))
    county.record(away("reed", 3, 12, "dale"))
    if hands_over:
        county.record(row("fenby", "kim", "ames", when=at(hands_over)))
    calendar = county.programme.calendar
    found = covers_since(at("Mon 1 June 09:00"), "reed", county.state, calendar)
    assert [calendar.local_day(one.begins_at).day for one in found] == began


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (3, 5, True),
        (3, 4, False),
        (5, 8, False),
        (5, 9, True),
        (6, 7, False),
        (3, None, True),
    ],
)
def test_an_officer_away_for_three_working_days_without_a_cover_is_told(
    first: int, last: int | None, told: bool
) -> None:
    county = Scenario(rules=ALL)
    county.record(away("reed", first, last))
    county.ticks("Tue 2 June 23:00")
    assert not [step for steps in county.state.steps.values() for step in steps if step.escalates == "nobody covers"]
    steps = county.ticks("Mon 8 June 08:00").facts(StepTaken)
    assert [step.escalates for step in steps if step.rule == "absence"] == ["nobody covers"] * told


def test_an_absence_is_told_once_however_many_liaisons_the_officer_has() -> None:
    county = Scenario(row("alder", "max", "reed", programme="nhw"), HARPOLE, THORNBECK, rules=ALL)
    county.record(away("reed", 3, 12))
    assert len([step for step in county.ticks("Wed 3 June 08:00").facts(StepTaken) if step.rule == "absence"]) == 1
    assert county.ticks("Thu 4 June 08:00").facts(StepTaken) == []


COVERED = [
    ("the cover is there", [], None),
    ("the cover is away, and nobody covers them", [away("ames", 8, 12)], "Mon 8 June 09:00"),
    ("the cover goes away on the third day", [away("ames", 10, 19)], "Wed 10 June 09:00"),
    ("the cover is away for two of the days", [away("ames", 18, 26)], None),
    ("a third covers the cover", [away("ames", 8, 12, "dale")], None),
    ("so is the cover of the cover", [away("ames", 8, 12, "dale"), away("dale", 1, 30)], "Mon 8 June 09:00"),
    ("each of the two covers the other", [away("ames", 1, 30, "reed")], "Mon 8 June 09:00"),
]  # fmt: skip


@pytest.mark.parametrize(("how", "others", "told"), COVERED, ids=[one[0] for one in COVERED])
def test_a_cover_who_is_away_as_well_covers_nobody(how: str, others: list[AbsenceBegan], told: str | None) -> None:
    county = Scenario(HARPOLE, WENDLE, row("fenby", "kim", "dale"), rules=ALL)
    county.record(away("reed", 8, 19, "ames", id_="reeds"), *others)
    taken = [
        (step.obligation, day)
        for day in ("Fri 5 June 09:00", "Mon 8 June 09:00", "Wed 10 June 09:00", "Thu 18 June 09:00")
        for step in county.ticks(day).facts(StepTaken)
        if step.rule == "absence" and step.obligation == "reeds"
    ]
    assert taken == ([("reeds", told)] if told else [])


def test_that_nobody_covers_is_over_when_the_cover_is_back() -> None:
    county = Scenario(HARPOLE, WENDLE, rules=ALL)
    covers = away("ames", 8, 12, id_="ames")
    county.record(away("reed", 8, 19, "ames", id_="reeds"), covers)
    county.ticks("Mon 8 June 09:00")
    county.record(back(covers, 9, "Tue 9 June 10:00"))
    closed = [one for one in county.ticks("Tue 9 June 10:05").facts(VerdictGiven) if one.obligation == "reeds"]
    assert [(one.outcome, one.ended_at) for one in closed] == [("met", at("Tue 9 June 10:00"))]


def test_a_cover_that_is_named_before_the_first_day_leaves_nothing_to_tell() -> None:
    county = Scenario(rules=ALL)
    county.record(away("reed", 3, 12), away("reed", 3, 12, "ames", said=SAID_LATER))
    assert [step for step in county.ticks("Wed 3 June 08:00").facts(StepTaken) if step.rule == "absence"] == []


def test_an_absence_that_is_over_when_it_is_said_owes_nothing() -> None:
    county = Scenario(rules=ALL)
    county.record(away("reed", 3, 12, said="Tue 16 June 10:00"))
    told = county.ticks("Wed 17 June 10:00")
    assert [fact for fact in (*told.facts(StepTaken), *told.facts(VerdictGiven)) if fact.rule == "absence"] == []


def test_a_plr_who_is_no_officer_alarms_nobody() -> None:
    county = Scenario(rules=ALL)
    county.record(away("pat", 3, None))
    assert [step for step in county.ticks("Mon 8 June 08:00").facts(StepTaken) if step.rule == "absence"] == []


def test_back_and_yes_are_commands_only_where_they_were_offered() -> None:
    county = Scenario()
    county.record(away("pat", 3, 12))
    for says in ("BACK", "YES"):
        county.writes("pat", "Wed 3 June 10:00", says=says)
    assert county.state.absences.on("pat", june(4)) is not None


def test_a_plrs_words_after_away_that_name_no_day_go_on_as_a_message() -> None:
    county = Scenario()
    written = county.writes("pat", "Wed 3 June 10:00", says="AWAY team parked on the green again")
    assert "relay to reed" in written.sent
    assert "away" not in written.kinds


def test_an_automatic_reply_of_somebody_who_is_noted_as_away_asks_nothing() -> None:
    county = Scenario(rules=ALL)
    county.record(away("reed", 3, 12, "ames"))
    for writer, sent in (("reed", []), ("ames", ["absence-proposed to ames"])):
        given_ = county.writes(writer, "Wed 3 June 10:00", kind=Kind.AUTO_REPLY, away=Away(None, june(12)))
        assert (given_.sent, "away" in given_.kinds) == (sent, False)


def test_a_cover_who_is_reminded_of_a_question_from_before_gets_it_whole_once() -> None:
    county = Scenario(HARPOLE, WENDLE)
    county.asks("Mon 8 June 10:00")
    county.record(away("reed", 10, 19, "ames", said="Mon 8 June 12:00"))
    assert county.ticks("Thu 11 June 09:00").sent == ["relay to ames", "reply-reminder to ames"]
    assert "relay to ames" not in county.ticks("Mon 15 June 17:00").sent


@pytest.mark.parametrize("asked", ["Wed 10 June 16:00", "Tue 9 June 10:00"])
def test_an_officer_who_is_back_gets_what_came_meanwhile_whole_with_the_first_reminder(asked: str) -> None:
    county = Scenario(HARPOLE, WENDLE)
    county.record(away("reed", 8, 10, "ames"))
    county.asks(asked)
    reminded = [county.ticks(f"{day} 09:00").sent for day in ("Thu 11 June", "Fri 12 June", "Mon 15 June")]
    assert ["relay to reed", "reply-reminder to reed"] in reminded
    assert "relay to reed" not in county.ticks("Wed 17 June 09:00").sent


def test_an_officer_who_is_back_gets_what_was_added_meanwhile_and_not_what_they_had() -> None:
    county = Scenario(HARPOLE, WENDLE)
    county.record(away("reed", 9, 10, "ames"))
    thread = county.asks("Mon 8 June 10:00", has_it=("reed",))
    added = county.writes("pat", "Wed 10 June 10:00", thread=thread)
    reminded = county.ticks("Thu 11 June 09:00")
    assert reminded.mail().relays == added.message


def test_an_officer_who_had_the_question_is_reminded_of_it_without_another_copy() -> None:
    county = Scenario(HARPOLE, WENDLE)
    county.asks("Mon 8 June 10:00", has_it=("reed",))
    county.record(away("reed", 9, 10, "ames"))
    assert county.ticks("Thu 11 June 09:00").sent == ["reply-reminder to reed"]


def test_covered_days_are_not_the_officers_own_time() -> None:
    county = Scenario(HARPOLE, WENDLE)
    thread = county.asks("Mon 8 June 10:00")
    county.delivers("Mon 8 June 11:00")
    county.record(away("reed", 9, 10, "ames", said="Mon 8 June 12:00"))
    county.writes("ames", "Thu 11 June 12:00", thread=thread)
    (verdict,) = county.ticks("Thu 11 June 12:06").facts(VerdictGiven)
    assert (verdict.owner, verdict.own_minutes) == ("reed", 60 * (6 + 3))


def test_only_whoever_was_asked_confirms_their_absence() -> None:
    county = Scenario(HARPOLE, WENDLE, rules=ALL)
    asked = county.writes("reed", "Wed 3 June 10:00", kind=Kind.AUTO_REPLY, away=Away(None, june(12)))
    thread = asked.mail("absence-proposed").thread
    answers = [
        county.writes(writer, "Wed 3 June 11:00", thread=thread, says="YES") for writer in ("ames", None, "reed")
    ]
    assert [answer.held for answer in answers] == ["absence-unconfirmed", "absence-unconfirmed", ""]
    assert [county.state.absences.on(officer, june(4)) is not None for officer in ("reed", "ames")] == [True, False]


@pytest.mark.parametrize(("writer", "reads"), [("jo", "pat"), ("pat", "jo")])
def test_a_clerk_who_confirms_their_own_absence_is_away_and_the_plr_is_not(writer: str, reads: str) -> None:
    county = Scenario(rules=ALL)
    asked = county.writes(writer, "Wed 3 June 10:00", kind=Kind.AUTO_REPLY, away=Away(None, june(12)))
    thread = asked.mail("absence-proposed").thread
    noted = county.writes(writer, "Wed 3 June 11:00", thread=thread, says="YES", asks=COURTESY)
    assert noted.held == ""
    assert [county.state.absences.on(one, june(4)) is not None for one in (writer, reads)] == [True, False]
    thread = noted.mail("absence-noted").thread
    county.writes(writer, "Thu 4 June 11:00", thread=thread, says="BACK", asks=COURTESY)
    assert county.state.absences.on(writer, june(4)) is None


def test_who_is_plr_of_two_councils_is_told_of_the_clerk_of_each() -> None:
    county = Scenario(
        row("fenby", "kim", "ames", "jo"), row("marsh", "kim", "ames", "bo"), row("eastry", "kim", "reed")
    )
    noted = county.writes("kim", "Mon 8 June 11:00", says="AWAY 9-19 June").mail("absence-noted")
    assert noted.data["stand_ins"] == [DEPUTY, "jo", "bo"]


@pytest.mark.parametrize(
    ("others", "is_away"),
    [
        ([], False),
        ([away("ames", 8, 12)], True),
        ([away("ames", 8, 12, "dale")], False),
        ([away("ames", 1, 30, "reed")], True),
    ],
)
def test_an_officer_is_told_at_once_that_their_cover_is_away_too(others: list[AbsenceBegan], is_away: bool) -> None:
    county = Scenario(HARPOLE, WENDLE, row("fenby", "kim", "dale"))
    county.record(*others)
    noted = county.writes("reed", "Tue 2 June 11:00", says="AWAY 8-19 June cover ames", covers_named=("ames",))
    assert noted.mail("absence-noted").data["stand_in_is_away"] == is_away


def test_an_automatic_reply_to_our_asking_is_not_asked_about_again() -> None:
    county = Scenario(rules=ALL)
    again = {"kind": Kind.AUTO_REPLY, "answers_template": "absence-proposed"}
    assert county.writes("reed", "Wed 3 June 10:00", away=Away(None, june(12)), **again).sent == []


OFFICERS = ("reed", "ames", "dale")
absences = st.lists(
    st.tuples(st.sampled_from((*OFFICERS, "pat", "kim")), st.integers(1, 20), st.integers(0, 12), st.integers(1, 28)),
    max_size=5,
)


@given(absences, st.lists(st.tuples(st.sampled_from(("pat", "robin", "les", "kim")), st.integers(1, 28)), max_size=6))
def test_nothing_is_sent_to_a_person_who_is_away_and_covered(
    said: list[tuple[str, int, int, int]], questions: list[tuple[str, int]]
) -> None:
    county = Scenario(HARPOLE, THORNBECK, WENDLE, row("fenby", "kim", "dale", "jo"), rules=ALL)
    for number, (person, first, length, _) in enumerate(said):
        later = OFFICERS[OFFICERS.index(person) + 1 :] if person in OFFICERS else ()
        last = min(first + length, 30)
        county.record(away(person, first, last, later[0] if later else None, id_=f"a{number}"))
    for number in range(28):
        day = JUNE + timedelta(days=number)
        noon = at("Mon 1 June 12:00") + timedelta(days=number)
        sent = list(county.ticks(noon - timedelta(hours=3)).mails)
        for writer, on in questions:
            if june(on) == day and county.state.absences.on(writer, day) is None:
                sent += county.writes(writer, noon).mails
        covered = {person for person in OFFICERS if officer_on(day, person, county.state) != person}
        covered |= {plr for plr in ("pat", "kim") if county.state.absences.on(plr, day)}
        assert {mail.to for mail in sent}.isdisjoint(covered)
