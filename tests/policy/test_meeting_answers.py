"""Answers of calendars change the one arrangement that they are about, by whom it was sent to, and nothing else.

Laws 3, 7 and 12; expectations, paragraph 4.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.model.facts import AbsenceBegan, ArrangementEnded, InvitationAnswered, MeetingArranged, PlrLeft
from mailbot.model.understanding import CalendarPart, Dmarc, Kind
from mailbot.policy.meetings import Arrangement
from mailbot.policy.roster_change import roster_changed
from tests.policy.scenario import COURTESY, ROOT, RULES, Outcome, Scenario, at, row

MEETINGS = {
    **RULES,
    **{name: (ROOT / "rules" / f"{name}.toml").read_text() for name in ("council-meeting", "meeting-request")},
}
EVENING = datetime(2026, 7, 14, 18, 30, tzinfo=UTC)
ANOTHER = datetime(2026, 7, 15, 18, 0, tzinfo=UTC)


def arranged(says: str = "ARRANGED 1 14 July 19:30 village hall") -> Scenario:
    """A council whose officer has arranged a meeting by a prompt."""
    one = Scenario(row("harpole", "pat", "reed", "jo", last_meeting_on=date(2025, 9, 9)), rules=MEETINGS)
    prompt = one.ticks("Tue 9 June 12:00").mail("meeting-prompt")
    one.writes("reed", "Wed 10 June 10:00", thread=prompt.thread, says=says)
    return one


def standing(one: Scenario) -> Arrangement | None:
    return one.state.meetings["harpole PC"].arrangement


def changed(one: Scenario, when: str, **change: Any) -> Outcome:
    """Change the roster's row of the council."""
    row_ = replace(one.state.liaisons["harpole"].row, happened_at=at(when), recorded_at=at(when), **change)
    return one.commit("", roster_changed((row_,), one.state, one.programme, at(when)))


def answers(one: Scenario, writer: str | None, when: str = "Thu 11 June 10:00", **more: Any) -> Outcome:
    """Let somebody's calendar answer; `of` names the parts of the answer that are not as they should be."""
    arrangement = standing(one)
    assert arrangement is not None
    part: dict[str, Any] = {"method": "REPLY", "answer": "accepted", "starts_at": EVENING, **more.pop("of", {})}
    uid = part.pop("uid", f"{arrangement.fact.meeting}@force.example")
    sequence = part.pop("sequence", arrangement.fact.sequence)
    given_ = CalendarPart(uid=uid, sequence=sequence, **part)
    return one.writes(writer, when, kind=more.pop("kind", Kind.CALENDAR_REPLY), invitation=given_, **more)


@pytest.mark.parametrize(
    ("writer", "of", "sent"),
    [
        ("pat", {"answer": "accepted"}, []),
        ("pat", {"answer": "tentative"}, []),
        ("pat", {"answer": "declined"}, ["meeting-declined to reed"]),
        ("pat", {"method": "CANCEL", "answer": ""}, ["meeting-declined to reed"]),
        ("pat", {"method": "COUNTER", "answer": "tentative", "starts_at": ANOTHER}, ["meeting-proposal to reed"]),
        ("pat", {"method": "COUNTER", "answer": "tentative"}, []),
        ("reed", {"answer": "accepted"}, []),
        ("reed", {"answer": "declined"}, ["meeting-declined to reed"]),
        ("reed", {"method": "COUNTER", "answer": "tentative", "starts_at": ANOTHER}, ["meeting-proposed to pat"]),
    ],
)
def test_who_is_told_of_what(writer: str, of: dict[str, Any], sent: list[str]) -> None:
    outcome = answers(arranged(), writer, of=of)
    assert (outcome.kinds, outcome.sent) == ({"invitation-answered"}, sent)


@pytest.mark.parametrize(
    ("writer", "more"),
    [
        ("jo", {}),
        (None, {}),
        (None, {"token": "pat"}),
        ("ames", {}),
        ("pat", {"dmarc": Dmarc.FAIL}),
        ("pat", {"of": {"sequence": 4}}),
        ("pat", {"of": {"answer": ""}}),
        ("pat", {"of": {"method": "DECLINECOUNTER", "answer": ""}}),
        ("pat", {"of": {"uid": "another@force.example"}}),
        ("pat", {"of": {"uid": ""}}),
        ("pat", {"when": "Wed 15 July 10:00"}),
    ],
)
def test_any_other_answer_is_recorded_and_changes_nothing(writer: str | None, more: dict[str, Any]) -> None:
    """Law 7: a token is not an identity."""
    outcome = answers(arranged(), writer, **{"of": {"answer": "declined"}, **more})
    assert (outcome.kinds, outcome.sent) == (set(), [])


def test_the_same_answer_is_told_once_and_another_one_again() -> None:
    one = arranged()
    said = [("declined", 1), ("declined", 0), ("accepted", 0), ("declined", 1)]
    told = [
        len(answers(one, "pat", f"Thu 11 June 1{n}:00", of={"answer": word}).mails) for n, (word, _) in enumerate(said)
    ]
    assert told == [count for _, count in said]


def test_an_answer_to_the_day_before_it_was_moved_says_nothing_of_the_new_day() -> None:
    one = arranged()
    prompt = next(mail for mail in one.outbox.values() if mail.template == "meeting-arranged")
    one.writes("reed", "Thu 11 June 09:00", thread=prompt.thread, says="ARRANGED 21 July 19:30")
    assert answers(one, "pat", of={"answer": "declined", "sequence": 0}).sent == []
    arrangement = standing(one)
    assert arrangement is not None
    assert (arrangement.fact.on, arrangement.answers) == (date(2026, 7, 21), {})


methods = st.sampled_from(["REQUEST", "REPLY", "COUNTER", "CANCEL", "DECLINECOUNTER", "PUBLISH"])
words = st.sampled_from(["accepted", "declined", "tentative", ""])
hours = st.integers(-2000, 2000).map(lambda count: EVENING + timedelta(hours=count))


@given(st.sampled_from(["pat", "reed", "jo", None]), methods, words, hours, st.integers(0, 2))
def test_a_calendar_reply_moves_no_clock_and_is_never_passed_on(
    writer: str | None, method: str, answer: str, starts_at: datetime, sequence: int
) -> None:
    """Law 3."""
    one = arranged()
    owed = [(left.id, left.deadline.due_by, left.met_at) for left in one.owed()]
    of = {"method": method, "answer": answer, "starts_at": starts_at, "sequence": sequence}
    outcome = answers(one, writer, of=of)
    assert outcome.kinds <= {"invitation-answered"}
    assert [mail.template for mail in outcome.mails if mail.is_relay] == []
    assert [(left.id, left.deadline.due_by, left.met_at) for left in one.owed()] == owed


@pytest.mark.parametrize(
    ("says", "kinds", "sent"),
    [
        ("YES", {"arranged"}, ["meeting-arranged to reed", "meeting-invitation to pat"]),
        ("NO", set(), ["meeting-declined to reed", "meeting-unchanged to pat"]),
        ("", {"question"}, ["acknowledgement to pat", "relay to reed"]),
    ],
)
def test_the_plr_settles_what_the_officer_proposes(says: str, kinds: set[str], sent: list[str]) -> None:
    """Law 11: YES and NO only in reply to mail that offered them."""
    one = arranged()
    of = {"method": "COUNTER", "answer": "tentative", "starts_at": ANOTHER}
    asked = answers(one, "reed", of=of).mail("meeting-proposed")
    outcome = one.writes(
        "pat", "Fri 12 June 10:00", thread=asked.thread, says=says, answers_template="meeting-proposed"
    )
    assert (outcome.kinds - {"command"}, outcome.sent) == (kinds, sent)
    assert [fact.starts_at for fact in outcome.facts(MeetingArranged)] == ([ANOTHER] if says == "YES" else [])


def proposes(one: Scenario, starts_at: datetime, when: str) -> str:
    """Let the officer propose another time; gives the thread in which the PLR is asked."""
    of = {"method": "COUNTER", "answer": "tentative", "starts_at": starts_at}
    return answers(one, "reed", when, of=of).mail("meeting-proposed").thread


@pytest.mark.parametrize("says", ["YES", "NO"])
def test_who_answers_a_time_that_is_proposed_no_more_is_asked_about_the_one_that_is(says: str) -> None:
    one = arranged()
    first = proposes(one, ANOTHER, "Thu 11 June 10:00")
    later = ANOTHER + timedelta(days=1)
    second = proposes(one, later, "Thu 11 June 11:00")
    details = {"answers_template": "meeting-proposed", "says": says}
    outcome = one.writes("pat", "Fri 12 June 10:00", thread=first, **details)
    assert (outcome.sent, outcome.facts(MeetingArranged)) == (["meeting-proposed to pat"], [])
    again = outcome.mail("meeting-proposed")
    assert (again.thread, again.data["proposed_at"]) == (second, later.isoformat())
    settled = one.writes("pat", "Fri 12 June 11:00", thread=second, **{**details, "says": "YES"})
    assert [fact.starts_at for fact in settled.facts(MeetingArranged)] == [later]


def test_a_yes_to_a_time_from_an_address_that_is_not_the_plrs_settles_nothing() -> None:
    """Law 7."""
    one = arranged()
    thread = proposes(one, ANOTHER, "Thu 11 June 10:00")
    details = {"says": "YES", "token": "pat", "answers_template": "meeting-proposed"}
    outcome = one.writes(None, "Fri 12 June 10:00", thread=thread, **details)
    assert outcome.facts(MeetingArranged) == []
    assert "relay to reed" in outcome.sent


def invites(one: Scenario, when: str = "Thu 11 June 10:00", **of: Any) -> Outcome:
    """Let the officer write to Pat with an invitation from their own calendar."""
    thread = one.asks("Thu 11 June 09:00")
    part = CalendarPart(**{"method": "REQUEST", "uid": "own", "starts_at": EVENING, "summary": "Coffee", **of})
    return one.writes("reed", when, thread=thread, invitation=part, asks=COURTESY)


def unarranged(*, asked_for: str = "") -> Scenario:
    one = Scenario(row("harpole", "pat", "reed", last_meeting_on=date(2025, 9, 9)), rules=MEETINGS)
    if asked_for:
        one.writes("pat", "Tue 2 June 10:00", says=f"MEETING {asked_for}")
    return one


@pytest.mark.parametrize(
    ("asked_for", "of", "is_arranged"),
    [
        ("", {"summary": "Harpole Parish Council, annual meeting"}, True),
        ("14 July", {}, True),
        ("13 July", {}, False),
        ("", {}, False),
        ("", {"summary": "Council", "starts_at": datetime(2026, 6, 1, 18, 0, tzinfo=UTC)}, False),
        ("", {"summary": "Council", "starts_at": None}, False),
        ("", {"summary": "Council", "method": "PUBLISH"}, False),
    ],
)
def test_an_officers_own_invitation_is_passed_on_and_arranges_what_is_certain(
    asked_for: str, of: dict[str, Any], is_arranged: bool
) -> None:
    outcome = invites(unarranged(asked_for=asked_for), **of)
    assert outcome.sent == ["relay to pat"]
    assert ("arranged" in outcome.kinds) is is_arranged


def test_an_officers_own_invitation_is_moved_and_taken_back_from_their_calendar() -> None:
    one = unarranged()
    invites(one, summary="Council meeting")
    moved = invites(one, starts_at=ANOTHER, sequence=1)
    assert [fact.starts_at for fact in moved.facts(MeetingArranged)] == [ANOTHER]
    ended = invites(one, method="CANCEL")
    assert (ended.sent, len(ended.facts(ArrangementEnded)), standing(one)) == (["relay to pat"], 1, None)


@pytest.mark.parametrize(
    ("says", "when", "kinds"),
    [
        ("CANCELLED", "Fri 12 June 10:00", {"arrangement-ended"}),
        ("CANCELLED 13 July", "Fri 12 June 10:00", set()),
        ("CANCELLED", "Wed 15 July 10:00", set()),
        ("NOT ATTENDED", "Fri 12 June 10:00", set()),
        ("NOT ATTENDED", "Wed 15 July 10:00", {"arrangement-ended"}),
        ("NOT ATTENDED 14 July", "Wed 15 July 10:00", {"arrangement-ended"}),
        ("ATTENDED", "Wed 15 July 10:00", {"attended"}),
        ("UPDATED", "Wed 15 July 10:00", {"update"}),
    ],
)
def test_what_ends_an_arrangement(says: str, when: str, kinds: set[str]) -> None:
    one = arranged()
    thread = next(mail for mail in one.outbox.values() if mail.template == "meeting-arranged").thread
    outcome = one.writes("reed", when, thread=thread, says=says)
    assert outcome.kinds - {"command"} == kinds
    assert (standing(one) is None) is bool(kinds)
    assert [fact.on for fact in outcome.decision.facts if fact.kind == "attended"] == (  # type: ignore[attr-defined]
        [date(2026, 7, 14)] if says == "ATTENDED" else []
    )


def test_who_is_called_by_telephone_is_not_invited() -> None:
    one = Scenario(row("harpole", "pat", "reed", contact_by="phone", last_meeting_on=date(2025, 9, 9)), rules=MEETINGS)
    prompt = one.ticks("Tue 9 June 12:00").mail("meeting-prompt")
    outcome = one.writes("reed", "Wed 10 June 10:00", thread=prompt.thread, says="ARRANGED 1 14 July")
    assert outcome.sent == ["meeting-arranged to reed"]
    assert [fact.answer for fact in outcome.facts(InvitationAnswered)] == []


def test_undoing_an_arrangement_takes_it_from_both_calendars() -> None:
    one = arranged()
    answer = next(mail for mail in one.outbox.values() if mail.template == "meeting-arranged")
    outcome = one.writes("reed", "Wed 10 June 11:00", thread=answer.thread, says="UNDO")
    taken_back = [mail for mail in outcome.mails if "invitation" in mail.data]
    assert sorted(mail.to for mail in taken_back) == ["pat", "reed"]
    assert {mail.data["invitation"]["method"] for mail in taken_back} == {"CANCEL"}  # type: ignore[index]
    assert standing(one) is None


def moved(one: Scenario) -> Outcome:
    first = next(mail for mail in one.outbox.values() if mail.template == "meeting-arranged")
    return one.writes("reed", "Wed 10 June 11:00", thread=first.thread, says="ARRANGED 21 July 19:30")


def test_undoing_a_move_puts_the_meeting_back_to_its_former_day_in_both_calendars() -> None:
    one = arranged()
    thread = moved(one).mail("meeting-arranged").thread
    outcome = one.writes("reed", "Wed 10 June 12:00", thread=thread, says="UNDO")
    invited = [mail for mail in outcome.mails if "invitation" in mail.data]
    assert sorted(mail.to for mail in invited) == ["pat", "reed"]
    for mail in invited:
        entry: Any = mail.data["invitation"]
        assert (entry["method"], entry["sequence"], entry["when"]) == ("REQUEST", 2, EVENING.isoformat())
        assert entry["place_in"] == "m1"
        assert mail.data["moved_from"] == datetime(2026, 7, 21, 18, 30, tzinfo=UTC).isoformat()
    back = standing(one)
    assert back is not None
    assert (back.fact.on, back.fact.sequence) == (date(2026, 7, 14), 2)
    assert answers(one, "pat", "Thu 11 June 10:00").kinds == {"invitation-answered"}


def test_undoing_what_was_moved_since_leaves_it_on_its_new_day() -> None:
    one = arranged()
    first = next(mail for mail in one.outbox.values() if mail.template == "meeting-arranged")
    moved(one)
    outcome = one.writes("reed", "Wed 10 June 12:00", thread=first.thread, says="UNDO")
    assert outcome.sent == ["undone to reed"]
    left = standing(one)
    assert left is not None
    assert left.fact.on == date(2026, 7, 21)


def test_undoing_a_move_when_the_former_day_has_passed_takes_it_from_both_calendars() -> None:
    one = arranged()
    thread = moved(one).mail("meeting-arranged").thread
    outcome = one.writes("reed", "Wed 15 July 12:00", thread=thread, says="UNDO")
    assert {mail.data["invitation"]["method"] for mail in outcome.mails if "invitation" in mail.data} == {"CANCEL"}  # type: ignore[index]
    assert standing(one) is not None, "whether they were there on the former day is still to be said"


@pytest.mark.parametrize(
    ("change", "sent", "attends"),
    [
        (
            {"officer": "ames"},
            {"meeting-passed-on to reed": "CANCEL", "meeting-arranged to ames": "REQUEST"},
            ("ames", "pat"),
        ),
        (
            {"plr": "les"},
            {"meeting-passed-on to pat": "CANCEL", "meeting-invitation to les": "REQUEST"},
            ("reed", "les"),
        ),
        ({"plr": "les", "contact_by": "phone"}, {"meeting-passed-on to pat": "CANCEL"}, ("reed", None)),
        ({"officer": None}, {}, ("reed", "pat")),
        ({"plr": None}, {}, ("reed", "pat")),
        ({"team": "North"}, {}, ("reed", "pat")),
    ],
)
def test_what_is_arranged_passes_to_whoever_is_officer_or_plr_now(
    change: dict[str, Any], sent: dict[str, str], attends: tuple[str, str | None]
) -> None:
    one = arranged()
    outcome = changed(one, "Mon 15 June 10:00", **change)
    invited = {
        f"{mail.template} to {mail.to}": mail.data["invitation"]
        for mail in outcome.mails
        if mail.data.get("invitation")
    }
    assert {mail: entry["method"] for mail, entry in invited.items()} == sent  # type: ignore[index]
    arrangement = standing(one)
    assert arrangement is not None
    assert (arrangement.fact.officer, arrangement.fact.plr) == attends
    assert (arrangement.fact.starts_at, arrangement.fact.place_in) == (EVENING, "m1")


def away(one: Scenario, person: str, cover: str | None = None) -> None:
    """Have somebody be away on Thursday 11 June."""
    said_at, on = at("Wed 10 June 12:00"), date(2026, 6, 11)
    one.record(
        AbsenceBegan(
            happened_at=said_at, recorded_at=said_at, absence=f"{person} away", person=person, from_on=on, until_on=on,
            cover=cover,
        )
    )  # fmt: skip


def arranges(one: Scenario, officer: str, when: str, day: str) -> list[str]:
    says = f"ARRANGED Harpole {day} 19:30"
    return one.writes(officer, when, says=says, councils_named=("harpole",), councils_listed=("harpole",)).sent


def test_a_meeting_that_is_moved_leaves_the_calendars_of_those_who_stood_in() -> None:
    one = arranged()
    one.record(row("wendle", "les", "ames"))
    away(one, "reed", "ames")
    away(one, "pat")
    assert arranges(one, "ames", "Thu 11 June 10:00", "21 July") == [
        "meeting-arranged to ames",
        "meeting-invitation to jo",
    ], "who is away is sent nothing"
    assert arranges(one, "reed", "Mon 15 June 10:00", "28 July") == [
        "meeting-arranged to reed",
        "meeting-invitation to pat",
        "meeting-passed-on to ames",
        "meeting-passed-on to jo",
    ]
    taken_out = [mail.data["invitation"] for mail in one.outbox.values() if mail.template == "meeting-passed-on"]
    assert [entry["method"] for entry in taken_out] == ["CANCEL", "CANCEL"]  # type: ignore[index]


def test_what_the_other_side_accepted_stays_accepted_through_a_change_of_officer() -> None:
    one = arranged()
    answers(one, "pat", of={"answer": "accepted"})
    changed(one, "Mon 15 June 10:00", officer="ames")
    arrangement = standing(one)
    assert arrangement is not None
    assert list(arrangement.answers) == ["pat"]


def test_a_meeting_of_an_officer_who_left_passes_to_whoever_is_named_later() -> None:
    one = arranged()
    changed(one, "Mon 15 June 10:00", officer=None)
    assert "meeting-passed-on to reed" in changed(one, "Wed 17 June 10:00", officer="ames").sent


def test_a_plr_who_has_left_is_sent_nothing_about_a_meeting() -> None:
    one = arranged()
    left = PlrLeft(
        happened_at=at("Fri 12 June 10:00"), recorded_at=at("Fri 12 June 10:00"), liaison="harpole", plr="pat",
        on=date(2026, 6, 12), by="jo", message="m9",
    )  # fmt: skip
    one.record(left)
    assert "meeting-passed-on to pat" not in changed(one, "Mon 15 June 10:00", plr="les").sent


def test_several_that_are_arranged_in_one_mail_are_invited_to_one_by_one() -> None:
    rows = (row(name, f"plr of {name}", "reed", last_meeting_on=date(2025, 9, 9)) for name in ("harpole", "wendle"))
    one = Scenario(*rows, rules=MEETINGS)
    prompt = one.ticks("Tue 9 June 12:00").mail("meeting-prompt")
    says = "ARRANGED 1 14 July 19:30\nARRANGED 2 15 July 19:30"
    outcome = one.writes("reed", "Wed 10 June 10:00", thread=prompt.thread, says=says)
    assert outcome.sent == [
        "meeting-arranged to reed",
        "meeting-arranged to reed",
        "meeting-invitation to plr of harpole",
        "meeting-invitation to plr of wendle",
        "several-done to reed",
    ]
    assert sorted(fact.on for fact in outcome.facts(MeetingArranged)) == [date(2026, 7, 14), date(2026, 7, 15)]
