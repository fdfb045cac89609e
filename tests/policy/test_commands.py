"""Several commands in one mail, their one answer, UNDO, HELP and names in place of rows (law 11)."""

from __future__ import annotations

import pytest

from mailbot.model.facts import Answered, CommandCarriedOut, ContactMade, HoldPlaced, ThreadOpened, Undone
from mailbot.policy.arrival import Named
from tests.policy.scenario import (
    COORDINATOR,
    HARPOLE,
    ROOT,
    THORNBECK,
    WENDLE,
    Outcome,
    Scenario,
    arrival,
    at,
    local,
    row,
)

ALL_RULES = {path.stem: path.read_text() for path in (ROOT / "rules").glob("*.toml")}

REMIND = "Thu 11 June 09:00"
REPLIED = "Thu 11 June 14:00"
LATER = "Fri 12 June 09:00"


def reminded(*plrs: str) -> tuple[Scenario, str]:
    """PC Reed is reminded of a question of each of these PLRs, in their order; gives the reminder's thread."""
    county = Scenario()
    for minute, plr in enumerate(plrs):
        county.asks(f"Mon 8 June 10:{minute:02}", plr)
    return county, county.ticks(REMIND).mail("reply-reminder").thread


def lines(outcome: Outcome) -> list[tuple[str, str]]:
    """What the joint answer says of each command: its typed form, and by which template."""
    answers = outcome.mail("several-done").data["answers"]
    return [(line["says"], line["template"]) for line in answers]  # type: ignore[attr-defined]


# Several in one mail


def test_several_commands_get_one_answer_that_says_what_became_of_each() -> None:
    county, reminder = reminded("pat", "robin")
    outcome = county.writes("reed", REPLIED, thread=reminder, says="ANSWERED 1\nHOLD 2 survey until 19 June\nPHONED 9")
    assert [mail.template for mail in outcome.mails if mail.to == "reed"] == ["several-done"]
    assert lines(outcome) == [
        ("ANSWERED 1", "answered-noted"), ("HOLD 2", "hold-noted"), ("PHONED 9", "not-understood"),
    ]  # fmt: skip
    assert outcome.sent == ["reply-date-moved to robin", "several-done to reed", "told-answered to pat"]


def test_each_command_sees_what_those_before_it_did() -> None:
    county, reminder = reminded("pat")
    outcome = county.writes("reed", REPLIED, thread=reminder, says="ANSWERED\nHOLD survey until 19 June")
    assert lines(outcome) == [("ANSWERED", "answered-noted"), ("HOLD", "not-done")]
    assert outcome.facts(HoldPlaced) == []


def test_several_rows_of_one_command_are_done_one_by_one() -> None:
    county, reminder = reminded("pat", "robin")
    outcome = county.writes("reed", REPLIED, thread=reminder, says="PHONED 1-2 10 June")
    assert [(fact.liaison, local(fact.happened_at)) for fact in outcome.facts(ContactMade)] == [
        ("harpole", "Wed 10 June 12:00"), ("thornbeck", "Wed 10 June 12:00"),
    ]  # fmt: skip


@pytest.mark.parametrize("says", ["PHONED 2-1", "PHONED 0", "PHONED 7\nMET 8", "REPORT\nACK 3", "PHONED 9 and 12"])
def test_where_nothing_can_be_done_the_whole_mail_is_shown_to_its_writer(says: str) -> None:
    county, reminder = reminded("pat", "robin")
    outcome = county.writes("reed", REPLIED, thread=reminder, says=says)
    assert (outcome.kinds, [mail.to for mail in outcome.mails]) == (set(), ["reed"])


def test_a_reason_below_the_commands_is_the_note_of_the_last() -> None:
    county, reminder = reminded("pat", "robin")
    text = "NO REPLY NEEDED 1\nNO REPLY NEEDED 2\n\nShe was only letting us know."
    says = "NO REPLY NEEDED 1\nNO REPLY NEEDED 2"
    outcome = county.writes("reed", REPLIED, thread=reminder, says=says, text=text)
    assert lines(outcome) == [("NO REPLY NEEDED 1", "not-done"), ("NO REPLY NEEDED 2", "no-reply-noted")]


def test_an_absence_among_other_commands_is_noted_too() -> None:
    county, reminder = reminded("pat")
    outcome = county.writes("reed", REPLIED, thread=reminder, says="ANSWERED\nAWAY 15 June to 19 June")
    assert lines(outcome) == [("ANSWERED", "answered-noted"), ("AWAY", "absence-noted")]
    assert "away" in outcome.kinds


@pytest.mark.parametrize("writer", ["pat", "robin"])
def test_a_councils_several_commands_get_one_answer_too(writer: str) -> None:
    county = Scenario(rules=ALL_RULES)
    says = "AWAY 1 July to 14 July\nPLAN last Friday\nMEETING 20 July"
    outcome = county.writes(writer, REPLIED, says=says)
    assert outcome.kinds >= {"away", "plan", "meeting-request"}
    assert [mail.template for mail in outcome.mails if mail.to == writer] == ["several-done"]
    assert lines(outcome) == [("AWAY", "absence-noted"), ("PLAN", "plan-noted"), ("MEETING", "meeting-requested")]
    assert outcome.sent == sorted(
        ["absence-stand-in to jo", "plan-changed to reed", "relay to reed", f"several-done to {writer}"]
    )


@pytest.mark.parametrize(
    ("word", "kind"), [("YES", "plr-change-confirmed"), ("NO", "plr-change-refused"), ("UNDO 2", "undone")]
)
def test_what_asks_a_council_something_back_stands_in_the_one_answer_and_is_answered_there(
    word: str, kind: str
) -> None:
    county = Scenario(rules=ALL_RULES)
    says = "AWAY 1 July to 14 July\nCHANGE from 1 August\nPLAN last Friday"
    outcome = county.writes("pat", REPLIED, says=says)
    assert [mail.template for mail in outcome.mails if mail.to == "pat"] == ["several-done"]
    assert [template for _, template in lines(outcome)] == ["absence-noted", "plr-change-asked", "plan-noted"]
    thread = outcome.mail("several-done").thread
    answered = county.writes("pat", LATER, thread=thread, says=word, token="pat", answers_template="several-done")
    assert kind in answered.kinds


def test_a_second_question_to_a_council_is_a_mail_of_its_own() -> None:
    """Law 11: a bare YES or BACK has to say what it answers."""
    county = Scenario(rules=ALL_RULES)
    outcome = county.writes("pat", REPLIED, says="PLAN last Friday\nCHANGE from 1 August\nLEFT")
    assert [mail.template for mail in outcome.mails if mail.to == "pat"] == ["plr-left-noted", "several-done"]
    assert [template for _, template in lines(outcome)] == ["plan-noted", "plr-change-asked"]


@pytest.mark.parametrize("word", ["BACK", "UNDO"])
def test_that_a_plr_has_left_is_taken_back_by_either_word_also_in_the_answer_to_several(word: str) -> None:
    county = Scenario(rules=ALL_RULES)
    outcome = county.writes("pat", REPLIED, says="PLAN last Friday\nLEFT")
    thread = outcome.mail("several-done").thread
    number = " 2" if word == "UNDO" else ""
    told = county.writes("pat", LATER, thread=thread, says=word + number, token="pat", answers_template="several-done")
    assert "plr-stays" in told.kinds


def test_help_among_other_commands_of_a_council_stands_in_the_one_answer() -> None:
    county = Scenario(rules=ALL_RULES)
    launched = county.writes("pat", REPLIED, says="PLAN last Friday").mail("plan-noted").thread
    says = "PLAN first Monday\nHELP"
    outcome = county.writes("pat", LATER, thread=launched, says=says, answers_template="plan-noted")
    assert [mail.template for mail in outcome.mails if mail.to == "pat"] == ["several-done"]


@pytest.mark.parametrize(("writer", "why"), [("pat", "nothing"), ("jo", "another")])
def test_undo_of_what_was_not_theirs_or_of_nothing_is_answered_plainly_and_goes_to_nobody(
    writer: str, why: str
) -> None:
    county = Scenario(rules=ALL_RULES)
    planned = county.writes("pat", REPLIED, says="PLAN last Friday").mail("plan-noted").thread
    helped = county.writes("pat", REPLIED, thread=planned, says="HELP", answers_template="plan-noted")
    thread, template = (helped.mail("help-plr").thread, "help-plr") if writer == "pat" else (planned, "plan-noted")
    outcome = county.writes(writer, LATER, thread=thread, says="UNDO", answers_template=template)
    assert (outcome.kinds, outcome.sent) == (set(), [f"undone to {writer}"])
    assert [line["why"] for line in outcome.mail("undone").data["lines"]] == [why]  # type: ignore[attr-defined]


def test_a_council_undoes_one_of_several_by_its_number() -> None:
    county = Scenario()
    done = county.writes("pat", REPLIED, says="AWAY 1 July to 14 July\nAWAY 1 August to 7 August")
    thread = done.mail("several-done").thread
    county.writes("pat", LATER, thread=thread, says="UNDO 2", answers_template="several-done")
    assert county.state.absences.on("pat", at("Thu 2 July 10:00").date())
    assert county.state.absences.on("pat", at("Sun 2 August 10:00").date()) is None


def test_what_is_no_command_of_a_council_goes_on_as_a_message_beside_those_that_are() -> None:
    """Law 11."""
    county = Scenario()
    outcome = county.writes("pat", REPLIED, says="AWAY 1 July to 14 July\nPLAN whatever suits you")
    assert outcome.sent == [
        "absence-noted to pat", "absence-stand-in to jo", "acknowledgement to pat", "relay to reed",
    ]  # fmt: skip


def test_a_concern_among_a_plrs_commands_goes_to_the_coordinator_alone() -> None:
    """Laws 11 and 12."""
    county = Scenario()
    says = "AWAY 1 July to 14 July\nCONCERN about PC Reed"
    outcome = county.writes("pat", REPLIED, says=says, resembles="CONCERN")
    assert outcome.sent == ["concern-received to pat", "relay to coordinator"]


# Names in place of rows


@pytest.mark.parametrize(
    ("says", "listed", "contacts"),
    [
        ("PHONED Harpole 10 June", ("harpole",), ["harpole"]),
        ("PHONED Harpole and Thornbeck", ("harpole", "thornbeck"), ["harpole", "thornbeck"]),
        ("MET Pat Hall yesterday", ("harpole",), ["harpole"]),
    ],
)
def test_an_officer_names_the_council_wherever_they_write(
    says: str, listed: tuple[str, ...], contacts: list[str]
) -> None:
    county = Scenario()
    outcome = county.writes("reed", REPLIED, says=says, councils_named=listed, councils_listed=listed)
    assert [fact.liaison for fact in outcome.facts(ContactMade)] == contacts
    assert len([mail for mail in outcome.mails if mail.to == "reed"]) == 1


def test_nobody_notes_a_contact_of_another_officers_council() -> None:
    """Law 12."""
    county = Scenario()
    outcome = county.writes("reed", REPLIED, says="PHONED Wendle", councils_listed=("wendle",))
    assert outcome.facts(ContactMade) == []


def test_answered_by_name_closes_what_waits_there_and_begins_nothing() -> None:
    county = Scenario()
    county.asks("Mon 8 June 10:00")
    named = {"councils_named": ("harpole",), "councils_listed": ("harpole",)}
    assert len(county.writes("reed", REPLIED, says="ANSWERED Harpole", **named).facts(Answered)) == 1
    assert county.writes("reed", LATER, says="ANSWERED Harpole", **named).sent == ["which-plr to reed"]


def test_each_line_has_its_own_names() -> None:
    county = Scenario()
    named = (Named(("harpole",), ("harpole",)), Named(("thornbeck",), ("thornbeck",)))
    outcome = county.writes("reed", REPLIED, says="PHONED Harpole\nMET Thornbeck", named=named)
    assert [(fact.liaison, fact.method) for fact in outcome.facts(ContactMade)] == [
        ("harpole", "phone"), ("thornbeck", "in-person"),
    ]  # fmt: skip


# UNDO


@pytest.mark.parametrize(
    ("says", "told"),
    [
        ("ANSWERED", ["answer-awaited to pat"]),
        ("PHONED", ["answer-awaited to pat"]),
        ("HOLD survey until 19 June", ["reply-date-moved to pat"]),
        ("NO REPLY NEEDED he rang", []),
    ],
)
def test_undo_makes_a_question_open_again_as_it_was(says: str, told: list[str]) -> None:
    county, reminder = reminded("pat")
    before = [(one.id, one.deadline.due_by) for one in county.owed()]
    done = county.writes("reed", REPLIED, thread=reminder, says=says)
    answer = next(mail for mail in done.mails if mail.to == "reed")
    assert answer.data["undo"] == "UNDO"
    undone = county.writes("reed", LATER, thread=answer.thread, says="UNDO")
    assert undone.sent == sorted([*told, "undone to reed"])
    assert county.open_questions() == {"m1"}
    assert [(one.id, one.deadline.due_by) for one in county.owed()] == before
    assert not county.state.contacts["harpole"]


def test_undo_after_a_verdict_opens_the_question_again() -> None:
    county, reminder = reminded("pat")
    done = county.writes("reed", REPLIED, thread=reminder, says="ANSWERED")
    county.ticks("Fri 12 June 09:00")
    assert not county.state.open_questions
    county.writes("reed", "Fri 12 June 10:00", thread=done.mail("answered-noted").thread, says="UNDO")
    assert county.open_questions() == {"m1"}


def test_undo_of_one_of_several_takes_back_that_one_alone() -> None:
    county, reminder = reminded("pat", "robin")
    done = county.writes("reed", REPLIED, thread=reminder, says="ANSWERED 1\nANSWERED 2")
    thread = done.mail("several-done").thread
    county.writes("reed", LATER, thread=thread, says="UNDO")
    assert county.open_questions() == set(), "it has to say which"
    undone = county.writes("reed", LATER, thread=thread, says="UNDO 2")
    assert [fact.number for fact in undone.facts(Undone)] == [2]
    assert county.open_questions() == {"m2"}


def test_what_has_gone_is_not_undone_and_that_is_said() -> None:
    county, reminder = reminded("pat")
    drafted = county.writes("reed", REPLIED, thread=reminder)
    sent = county.writes("reed", LATER, thread=drafted.mail("draft").thread, says="SEND")
    assert "undo" not in sent.mail("draft-sent").data
    undone = county.writes("reed", LATER, thread=sent.mail("draft-sent").thread, says="UNDO")
    assert undone.mail("undone").data["lines"] == [{"keyword": "SEND", "why": "gone"}]
    assert county.open_questions() == set()


def test_a_second_undo_changes_nothing() -> None:
    """Law 2."""
    county, reminder = reminded("pat")
    done = county.writes("reed", REPLIED, thread=reminder, says="PHONED")
    thread = done.mail("contact-noted").thread
    county.writes("reed", LATER, thread=thread, says="UNDO")
    again = county.writes("reed", "Fri 12 June 11:00", thread=thread, says="UNDO")
    assert (again.kinds, again.mail("undone").data["lines"]) == (set(), [{"keyword": "PHONED", "why": "before"}])


def test_nobody_undoes_what_another_did() -> None:
    """Law 7."""
    county, reminder = reminded("pat")
    done = county.writes("reed", REPLIED, thread=reminder, says="ANSWERED")
    thread = done.mail("answered-noted").thread
    told = county.writes("ames", LATER, thread=thread, says="UNDO", token="reed", answers_template="answered-noted")
    assert (told.kinds, told.sent) == (set(), ["undone to ames"])
    assert told.mail("undone").data["lines"] == [{"keyword": "", "why": "another"}]
    assert county.writes(None, LATER, thread=thread, says="UNDO", token="reed").held == "unknown-address"
    assert county.writes("ames", LATER, thread=thread, says="ANSWERED", token="reed").held == "unknown-address"


def test_a_plr_undoes_their_absence_where_that_was_offered() -> None:
    county = Scenario()
    noted = county.writes("pat", REPLIED, says="AWAY 12 June to 30 June").mail("absence-noted")
    assert noted.data["undo"] == "UNDO"
    day = at("Mon 15 June 10:00").date()
    assert county.state.absences.on("pat", day)
    undone = county.writes("pat", LATER, thread=noted.thread, says="UNDO", answers_template="absence-noted")
    assert undone.sent == ["absence-stand-in-over to jo", "undone to pat"]
    assert county.state.absences.on("pat", day) is None
    plain = county.writes("pat", "Fri 12 June 10:00", says="UNDO")
    assert "relay to reed" in plain.sent, "law 11: what was not offered is a message"


def test_a_hold_of_a_team_is_undone_by_the_coordinator_who_placed_it() -> None:
    county = Scenario()
    county.asks("Mon 8 June 10:00")
    held = county.writes(COORDINATOR, REPLIED, says="HOLD FORCE flooding until 19 June")
    assert "reply-date-moved to pat" in held.sent
    undone = county.writes(COORDINATOR, LATER, thread=held.mail("team-hold-noted").thread, says="UNDO")
    assert undone.sent == ["reply-date-moved to pat", "undone to coordinator"]
    assert county.state.wide_holds == []


def test_what_was_done_is_recorded_with_whoever_did_it() -> None:
    county, reminder = reminded("pat")
    (fact,) = county.writes("reed", REPLIED, thread=reminder, says="ANSWERED").facts(CommandCarriedOut)
    assert (fact.keyword, fact.by, fact.number) == ("ANSWERED", "reed", 1)


# HELP


@pytest.mark.parametrize(
    ("writer", "details", "sent"),
    [
        ("reed", {}, ["help-officer to reed"]),
        (COORDINATOR, {}, ["help-coordinator to coordinator"]),
        ("pat", {"answers_template": "acknowledgement"}, ["help-plr to pat"]),
        ("pat", {}, ["acknowledgement to pat", "relay to reed"]),
    ],
)
def test_help_is_for_whoever_asks_for_it_and_a_plrs_word_only_where_it_was_offered(
    writer: str, details: dict[str, str], sent: list[str]
) -> None:
    """Law 11."""
    assert Scenario().writes(writer, REPLIED, says="HELP", **details).sent == sent


def test_a_mail_of_one_command_is_not_taken_apart() -> None:
    one = arrival("m", "reed", at(REPLIED), at(REPLIED), says="PHONED 1")
    assert one.taken_apart() == (one,)


# STATUS


def test_status_lists_an_officers_plrs_and_its_rows_can_be_answered() -> None:
    county, _ = reminded("pat")
    county.writes("reed", REPLIED, says="PHONED Thornbeck 2 June", councils_listed=("thornbeck",))
    mail = county.writes("reed", LATER, says="STATUS").mail("own-status")
    rows = mail.data["rows"]
    assert [(row["liaison"], row["is_in_touch"], len(row["questions"])) for row in rows] == [  # type: ignore[attr-defined]
        ("harpole", False, 1), ("thornbeck", True, 0),
    ]  # fmt: skip
    outcome = county.writes("reed", "Fri 12 June 10:00", thread=mail.thread, says="MET 1")
    assert [fact.liaison for fact in outcome.facts(ContactMade)] == ["harpole"]


# Councils that are named


VACANT, EMPTY = row("fenby", None, "reed", "kim"), row("marsh", None, "reed")


def county_with_vacancies() -> Scenario:
    return Scenario(HARPOLE, THORNBECK, VACANT, EMPTY, WENDLE, rules=ALL_RULES)


@pytest.mark.parametrize(("liaison", "why"), [("wendle", "elsewhere"), ("marsh", "nobody")])
def test_a_council_with_which_nothing_can_be_noted_is_said_to_be_so(liaison: str, why: str) -> None:
    county = county_with_vacancies()
    outcome = county.writes("reed", REPLIED, says="PHONED there", councils_listed=(liaison,))
    assert (outcome.kinds, outcome.sent) == (set(), ["not-understood to reed"])
    data = outcome.mail("not-understood").data
    assert (data["why"], data["council"]) == (why, liaison)
    assert sorted(data["theirs"]) == ([] if why == "nobody" else ["fenby", "harpole", "marsh", "thornbeck"])


def test_the_rows_of_the_mail_before_hold_in_reply_to_what_was_not_noted() -> None:
    county, reminder = reminded("pat", "robin")
    told = county.writes("reed", REPLIED, thread=reminder, says="PHONED Wendle", councils_listed=("wendle",))
    thread = told.mail("not-understood").thread
    outcome = county.writes("reed", LATER, thread=thread, says="PHONED 2", answers_template="not-understood")
    assert [fact.liaison for fact in outcome.facts(ContactMade)] == ["thornbeck"]


def test_beside_another_councils_name_the_rest_is_carried_out() -> None:
    county, reminder = reminded("pat", "robin")
    named = (Named((), ("wendle",)), Named((), ()))
    outcome = county.writes("reed", REPLIED, thread=reminder, says="PHONED Wendle\nPHONED 2", named=named)
    assert lines(outcome) == [("PHONED", "not-understood"), ("PHONED 2", "contact-noted")]


def test_while_the_post_of_the_plr_is_vacant_the_contact_is_the_clerks_and_counts() -> None:
    """Expectations, paragraph 3: email defaults to the Clerk."""
    county = county_with_vacancies()
    outcome = county.writes("reed", REPLIED, says="PHONED Fenby", councils_listed=("fenby",))
    (made,) = outcome.facts(ContactMade)
    assert (made.liaison, made.plr) == ("fenby", "kim")


def test_who_writes_to_nobody_in_particular_may_choose_the_clerk_of_a_vacant_post() -> None:
    county = county_with_vacancies()
    asked = county.writes("reed", REPLIED, says="", text="The leaflets have come.")
    opened = {fact.liaison: fact.people for fact in asked.facts(ThreadOpened) if fact.liaison}
    assert opened == {"harpole": ("pat",), "thornbeck": ("robin",), "fenby": ("kim",)}


def test_what_an_officer_answers_where_the_plr_is_gone_goes_to_the_clerk() -> None:
    county = Scenario(rules=ALL_RULES)
    thread = county.asks("Mon 8 June 10:00")
    county.record(row("harpole", None, "reed", "jo", when=at("Tue 9 June 09:00")))
    outcome = county.writes("reed", REPLIED, thread=thread, text="I have looked at the hedge.")
    assert outcome.sent == ["relay to jo"]
