"""News: who may write to whom, what SEND settles and UNDO stops, whose the answers are (expectations, paragraph 9)."""

from __future__ import annotations

import pytest

from mailbot.model.facts import AbsenceBegan, Answered, ContactMade, NewsReleased, NewsWritten, QuestionAsked, StepTaken
from mailbot.model.ids import COORDINATOR
from tests.policy.scenario import ROOT, RULES, Outcome, Scenario, at, row

NEWS = (ROOT / "rules" / "news.toml").read_text()
EAST = row("harpole", "pat", "reed", "jo", team="East")
EAST_TOO = row("thornbeck", "robin", "reed", "jo", team="East", contact_by="phone")
EMPTY = row("wendle", None, "reed", team="East")
WEST, WEST_TOO = row("fenby", "kim", "ames", team="West"), row("marsh", "kim", "ames", team="West")
WATCH = row("watch", "lee", "reed", team="East", programme="neighbourhood-watch")
COUNTY = (EAST, EAST_TOO, EMPTY, WEST, WEST_TOO, WATCH)


def county(news: str = NEWS) -> Scenario:
    return Scenario(*COUNTY, rules=RULES | {"news": news})


def desk(outcome: Outcome, template: str) -> str:
    return outcome.mail(template).thread


def released(
    made: Scenario, writer: str = "reed", says: str = "NEWS Surgery", when: str = "Tue 2 June 10:12"
) -> Outcome:
    shown = made.writes(writer, "Tue 2 June 10:00", says=says, text=f"{says}\nAt the library.")
    return made.writes(writer, when, thread=desk(shown, "news-draft"), says="SEND")


@pytest.mark.parametrize(
    ("writer", "says", "people"),
    [
        ("reed", "NEWS Surgery", {"pat"}),
        ("ames", "NEWS", {"kim"}),
        ("ames", "NEWS team meeting moved", {"kim"}),
        (COORDINATOR, "NEWS FORCE", {"pat", "kim"}),
        (COORDINATOR, "NEWS ALL Priorities", {"pat", "kim"}),
        (COORDINATOR, "NEWS all", {"pat", "kim"}),
        (COORDINATOR, "NEWS Priorities", {"pat", "kim"}),
        (COORDINATOR, "NEWS TEAM East", {"pat"}),
        (COORDINATOR, "NEWS TEAM west Bus times", {"kim"}),
    ],
)
def test_news_reaches_whom_it_is_for(writer: str, says: str, people: set[str]) -> None:
    [fact] = released(county(), writer, says).facts(NewsReleased)
    assert set(fact.people) == people


@pytest.mark.parametrize(
    ("writer", "says", "text", "why"),
    [
        ("reed", "NEWS FORCE", "NEWS FORCE\nx", "not-yours"),
        ("reed", "NEWS TEAM East", "NEWS TEAM East\nx", "not-yours"),
        ("reed", "NEWS ALL", "NEWS ALL\nx", "not-yours"),
        (COORDINATOR, "NEWS TEAM North", "NEWS TEAM North\nx", "team"),
        (COORDINATOR, "NEWS TEAM", "NEWS TEAM\nx", "team"),
        ("reed", "NEWS", "NEWS", "empty"),
        (COORDINATOR, "NEWS FORCE", "NEWS FORCE\n\n", "empty"),
    ],
)
def test_what_can_go_to_nobody_is_said_with_the_reason(writer: str, says: str, text: str, why: str) -> None:
    answered = county().writes(writer, "Tue 2 June 10:00", says=says, text=text)
    assert answered.sent == [f"news-not-sent to {writer}"]
    assert answered.mail("news-not-sent").data["why"] == why


def test_who_is_reached_by_phone_alone_and_who_is_missing_is_told_to_the_sender() -> None:
    shown = county().writes("reed", "Tue 2 June 10:00", says="NEWS Surgery", text="NEWS Surgery\nAt ten.")
    assert shown.mail("news-draft").data["not_reached"] == ["thornbeck", "wendle"]
    assert shown.mail("news-draft").data["copies"] == 1


def test_people_who_share_an_address_get_one_copy() -> None:
    made = county()
    shared = {"mailbox_of": lambda person: "parishes"}
    shown = made.writes(COORDINATOR, "Tue 2 June 10:00", says="NEWS FORCE", text="NEWS FORCE\nx", **shared)
    made.writes(COORDINATOR, "Tue 2 June 10:12", thread=desk(shown, "news-draft"), says="SEND", **shared)
    assert made.ticks("Tue 2 June 10:22").sent == ["relay to kim"]


def test_nothing_leaves_before_ten_minutes_are_over_and_it_leaves_once() -> None:
    made = county()
    released(made)
    assert made.ticks("Tue 2 June 10:21").mails == ()
    assert made.ticks("Tue 2 June 10:22").sent == ["relay to pat"]
    assert made.ticks("Tue 2 June 11:00").mails == ()
    assert made.owed() == []


def test_nothing_leaves_while_an_undo_may_lie_unread() -> None:
    made = county()
    going = released(made)
    assert made.ticks("Tue 2 June 12:00", watermark="Tue 2 June 10:15").mails == ()
    made.writes("reed", "Tue 2 June 10:20", read="Tue 2 June 12:01", thread=desk(going, "news-going"), says="UNDO")
    assert made.ticks("Tue 2 June 12:02").mails == ()


def test_a_second_send_releases_nothing_anew_and_a_send_after_an_undo_does() -> None:
    made = county()
    going = released(made)
    thread = desk(going, "news-going")
    again = made.writes("reed", "Tue 2 June 10:15", thread=thread, says="SEND")
    assert again.facts(NewsReleased) == []
    assert again.mail("news-going").data["leaves_at"] == going.mail("news-going").data["leaves_at"]
    made.writes("reed", "Tue 2 June 10:16", thread=thread, says="UNDO")
    made.writes("reed", "Tue 2 June 10:30", thread=thread, says="SEND")
    assert made.ticks("Tue 2 June 10:39").mails == ()
    assert made.ticks("Tue 2 June 10:40").sent == ["relay to pat"]


def test_only_its_writer_releases_news() -> None:
    made = county()
    shown = made.writes("reed", "Tue 2 June 10:00", says="NEWS Surgery", text="NEWS Surgery\nAt ten.")
    other = made.writes("ames", "Tue 2 June 10:12", thread=desk(shown, "news-draft"), says="SEND")
    assert other.held == "unknown-address"
    assert made.ticks("Tue 2 June 11:00").mails == ()


@pytest.mark.parametrize(("counts", "contacts"), [("false", []), ("true", ["fenby", "marsh"])])
def test_news_is_the_months_contact_only_if_the_rule_says_so(counts: str, contacts: list[str]) -> None:
    made = county(NEWS.replace("counts_as_contact = false", f"counts_as_contact = {counts}"))
    released(made, "ames")
    made.ticks("Tue 2 June 10:22")
    facts = made.delivers("Tue 2 June 10:23")
    assert sorted(fact.liaison for fact in facts if isinstance(fact, ContactMade)) == contacts


@pytest.mark.parametrize(("writer", "owner"), [("reed", "reed"), (COORDINATOR, COORDINATOR)])
def test_what_is_answered_to_news_is_a_question_to_whoever_sent_it(writer: str, owner: str) -> None:
    made = county()
    released(made, writer, "NEWS Surgery")
    [copy] = [mail for mail in made.ticks("Tue 2 June 10:22").mails if mail.to == "pat"]
    made.delivers("Tue 2 June 10:23")
    asked = made.writes("pat", "Tue 2 June 14:00", thread=copy.thread)
    assert [fact.officer for fact in asked.facts(QuestionAsked)] == [owner]
    assert f"relay to {owner}" in asked.sent
    made.record(row("harpole", "pat", "dale", team="East"))
    [owed] = [one for one in made.owed() if one.rule.name == "reply-deadline"]
    assert owed.owner == (COORDINATOR if owner == COORDINATOR else "dale")


def test_who_covers_for_the_officer_changes_nothing_for_what_the_coordinator_is_asked() -> None:
    """Design, Words: an absence arms the steps anew of whoever is away."""
    made = county()
    released(made, COORDINATOR, "NEWS Surgery")
    [copy] = [mail for mail in made.ticks("Tue 2 June 10:22").mails if mail.to == "pat"]
    made.delivers("Tue 2 June 10:23")
    made.writes("pat", "Tue 2 June 14:00", thread=copy.thread)
    assert "escalation" in {fact.step for fact in made.ticks("Tue 9 June 17:06").facts(StepTaken)}
    when = at("Wed 10 June 10:00")
    away = AbsenceBegan(
        happened_at=when, recorded_at=when, absence="b1", person="reed", from_on=when.date(),
        until_on=at("Fri 19 June 10:00").date(), cover="ames",
    )  # fmt: skip
    made.record(away)
    assert made.ticks("Thu 11 June 09:06").facts(StepTaken) == []


@pytest.mark.parametrize("has_it", [(), ("pat",)])
def test_what_the_coordinator_answers_is_no_contact_of_the_officer(has_it: tuple[str, ...]) -> None:
    """Expectations, paragraph 2: it is the point of contact who is in touch every month."""
    made = county()
    released(made, COORDINATOR, "NEWS Surgery")
    [copy] = [mail for mail in made.ticks("Tue 2 June 10:22").mails if mail.to == "pat"]
    made.delivers("Tue 2 June 10:23")
    made.writes("pat", "Tue 2 June 14:00", thread=copy.thread)
    answer = made.writes(COORDINATOR, "Tue 2 June 15:00", thread=copy.thread, has_it=has_it)
    assert len(answer.facts(Answered)) == 1
    facts = (*answer.decision.facts, *made.delivers("Tue 2 June 15:01"))
    assert [fact for fact in facts if isinstance(fact, ContactMade)] == []


@pytest.mark.parametrize(
    ("details", "whole"),
    [({}, True), ({"replies": True}, False), ({"thread": "some-thread"}, True)],
)
def test_what_answers_mail_of_ours_is_not_passed_on_whole(details: dict[str, object], whole: bool) -> None:
    shown = county().writes("reed", "Tue 2 June 10:00", says="NEWS", text="NEWS\nAt ten.", **details)
    [fact] = shown.facts(NewsWritten)
    assert fact.whole is whole


def test_news_is_no_command_where_no_rule_is_about_it() -> None:
    made = Scenario(*COUNTY)
    shown = made.writes("reed", "Tue 2 June 10:00", says="NEWS Surgery", text="NEWS Surgery\nAt ten.")
    assert shown.sent == ["which-plr to reed"]


def test_a_plr_who_writes_news_is_passed_on_to_their_officer() -> None:
    told = county().writes("pat", "Tue 2 June 10:00", says="NEWS from Harpole", text="NEWS from Harpole\nA new bench.")
    assert "relay to reed" in told.sent
