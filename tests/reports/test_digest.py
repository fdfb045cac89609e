"""The digest: when it is sent, and what it proves (expectations, paragraphs 5 and 6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from mailbot.model.facts import AlarmRaised, DigestSent, MailFailed, MessageLinked, Purpose
from mailbot.model.ids import COORDINATOR, made_id
from mailbot.model.mail import Mail
from mailbot.policy.rule_files import parse_rules
from mailbot.policy.working_time import Calendar
from mailbot.reports.digest import due_digest
from tests.policy.scenario import RULES, TEMPLATES, Outcome, Scenario, at, row
from tests.policy.test_introduction_notice import with_notice

AT = time(8, 30)
ASKED = "Mon 8 June 10:00"
REMIND = "Thu 11 June 09:00"
DUE = "Mon 15 June 17:00"
SLOT = "Tue 16 June 08:30"


def digest(county: Scenario, now: str) -> Mail | None:
    """Send the digest that is due, if one is."""
    outcome: Outcome = county.commit("", due_digest(county.state, county.programme, AT, at(now)))
    return outcome.mail("digest") if outcome.mails else None


def overdue(**options: Any) -> tuple[Scenario, str]:
    """A question that was reminded of and escalated; gives its thread."""
    county = Scenario(**options)
    thread = county.asks(ASKED)
    for now in (REMIND, DUE):
        county.ticks(now)
        county.delivers(now)
    return county, thread


def lines(mail: Mail | None, part: str) -> list[dict[str, Any]]:
    assert mail is not None
    found = mail.data[part]
    assert isinstance(found, list)
    return found


# When


@pytest.mark.parametrize(
    ("now", "sent"),
    [
        ("Mon 15 June 17:01", False),
        ("Tue 16 June 08:29", False),
        (SLOT, True),
        ("Tue 16 June 15:00", True),
        ("Sat 20 June 09:00", False),
        ("Mon 22 June 08:30", True),
    ],
)
def test_it_is_sent_from_its_time_on_working_days(now: str, sent: bool) -> None:
    county, _ = overdue()
    assert bool(digest(county, now)) is sent


def test_it_is_sent_on_no_bank_holiday() -> None:
    county = Scenario()
    county.writes(None, "Fri 28 August 12:00")
    assert digest(county, "Mon 31 August 09:00") is None
    assert digest(county, "Tue 1 September 09:00") is not None


def test_it_is_not_sent_when_there_is_nothing_to_tell() -> None:
    county = Scenario()
    county.asks(ASKED)
    county.ticks(REMIND)
    assert digest(county, SLOT) is None


def test_it_is_sent_once_a_day_and_not_again_for_the_same() -> None:
    county, _ = overdue()
    assert digest(county, SLOT) is not None
    for now in ("Tue 16 June 08:31", "Tue 16 June 16:00", "Wed 17 June 08:30", "Mon 22 June 08:30"):
        assert digest(county, now) is None, now


def test_what_a_clock_that_was_set_back_records_waits_for_the_next_day() -> None:
    """Law 2: one day has one digest, and a second one of the same key would never be sent."""
    county, _ = overdue()
    digest(county, SLOT)
    county.writes(None, "Tue 16 June 08:00")
    assert digest(county, "Tue 16 June 08:40") is None
    assert len(lines(digest(county, "Wed 17 June 08:30"), "held")) == 1


def test_it_is_sent_again_when_something_has_grown() -> None:
    county, _ = overdue()
    digest(county, SLOT)
    county.ticks("Mon 22 June 17:00")
    mail = digest(county, "Tue 23 June 08:30")
    assert ([line["number"] for line in lines(mail, "grown")], lines(mail, "new")) == ([1], [])


def test_what_was_told_before_and_has_not_grown_stands_last_and_is_no_reason_for_a_digest() -> None:
    county, _ = overdue()
    stray = county.writes(None, "Tue 16 June 08:00").message
    digest(county, SLOT)
    county.asks("Tue 9 June 10:00", "robin")
    county.ticks("Tue 16 June 17:00")
    mail = digest(county, "Wed 17 June 08:30")
    parts = ("new", "grown", "held", "still", "still_held")
    assert [[line["number"] for line in lines(mail, part)] for part in parts] == [[1], [], [], [2], [3]]
    assert (lines(mail, "still")[0]["liaison"], lines(mail, "still_held")[0]["message"]) == ("harpole", stray)
    assert mail is not None
    assert mail.data["headline"] == "Police contact programme: 1 new"
    [*_, sent] = county.state.digests.values()
    assert [line.about for line in sent.lines] == [
        line.get("obligation", line.get("message")) for part in parts for line in lines(mail, part)
    ]
    assert digest(county, "Thu 18 June 08:30") is None


def test_it_is_not_sent_for_a_step_of_what_has_left_the_programme() -> None:
    county, _ = overdue()
    county.ticks("Mon 15 June 17:30")
    county.programme = replace(county.programme, rules=())
    assert digest(county, SLOT) is None


def test_it_is_sent_again_when_something_has_ended() -> None:
    county, thread = overdue()
    digest(county, SLOT)
    county.writes("reed", "Tue 16 June 11:00", thread=thread)
    county.ticks("Tue 16 June 11:01")
    mail = digest(county, "Wed 17 June 08:30")
    (line,) = lines(mail, "answered")
    assert line["answered_at"] == at("Tue 16 June 11:00").isoformat()
    assert (lines(mail, "new"), lines(mail, "grown")) == ([], [])
    assert digest(county, "Thu 18 June 08:30") is None


def test_what_was_answered_before_anybody_was_told_is_listed_as_answered_only() -> None:
    county, thread = overdue()
    county.writes("reed", "Mon 15 June 18:00", thread=thread)
    county.ticks("Mon 15 June 18:01")
    mail = digest(county, SLOT)
    assert ([len(lines(mail, part)) for part in ("new", "grown", "answered")]) == [0, 0, 1]


def test_what_was_answered_without_an_escalation_is_not_told() -> None:
    county = Scenario()
    thread = county.asks(ASKED)
    county.ticks(REMIND)
    county.writes("reed", "Fri 12 June 10:00", thread=thread)
    county.ticks("Fri 12 June 10:01")
    assert digest(county, SLOT) is None


def test_what_is_recorded_after_the_slot_waits_for_the_next_working_day_and_is_new_then() -> None:
    county = Scenario()
    county.asks(ASKED)
    county.writes(None, "Fri 12 June 10:00")
    county.ticks("Tue 16 June 09:10")
    first = digest(county, "Tue 16 June 09:11")
    assert [len(lines(first, part)) for part in ("new", "grown", "held")] == [0, 0, 1]
    second = digest(county, "Wed 17 June 08:30")
    assert [len(lines(second, part)) for part in ("new", "grown", "held", "still_held")] == [1, 0, 0, 1]


def resolved() -> tuple[Scenario, str]:
    """A late question of which the coordinator was told that it is answered; gives where that was noted."""
    county, thread = overdue()
    digest(county, SLOT)
    noted = county.writes("reed", "Tue 16 June 11:00", thread=thread, says="ANSWERED she rang").mail("answered-noted")
    county.ticks("Tue 16 June 11:01")
    assert len(lines(digest(county, "Wed 17 June 08:30"), "answered")) == 1
    return county, noted.thread


def undone(county: Scenario, thread: str, when: str, by: str = "reed") -> None:
    county.writes(by, when, thread=thread, says="UNDO", answers_template="answered-noted")
    county.ticks(when)


def test_what_was_told_as_resolved_and_is_owed_again_is_told_as_grown_and_left_to_the_deputy() -> None:
    """Whoever had been told is told how it stands then."""
    county, noted = resolved()
    undone(county, noted, "Wed 17 June 11:00")
    mail = digest(county, "Thu 18 June 08:30")
    assert [len(lines(mail, part)) for part in ("new", "grown", "answered", "still")] == [0, 1, 0, 0]
    assert digest(county, "Fri 19 June 08:30") is None
    assert list(county.state.told) == [("reply-deadline", lines(mail, "grown")[0]["obligation"])]


def test_what_is_owed_again_after_the_slot_waits_for_the_next_working_day() -> None:
    county, noted = resolved()
    undone(county, noted, "Thu 18 June 08:40")
    assert digest(county, "Thu 18 June 08:50") is None
    assert len(lines(digest(county, "Fri 19 June 08:30"), "grown")) == 1


def test_what_is_owed_again_and_ends_before_the_next_digest_is_not_grown() -> None:
    county, noted = resolved()
    undone(county, noted, "Wed 17 June 11:00")
    county.writes("reed", "Wed 17 June 12:00", thread=made_id("t", "m1"))
    county.ticks("Wed 17 June 12:01")
    mail = digest(county, "Thu 18 June 08:30")
    assert [len(lines(mail, part)) for part in ("grown", "answered", "still")] == [0, 1, 0]


def test_what_is_owed_again_is_told_again_where_its_digest_did_not_arrive() -> None:
    county, noted = resolved()
    undone(county, noted, "Wed 17 June 11:00")
    mail, now = digest(county, "Thu 18 June 08:30"), at("Thu 18 June 09:00")
    assert mail is not None
    county.record(
        MailFailed(
            happened_at=now, recorded_at=now, mail=mail.key, to=COORDINATOR, thread=mail.thread, reason="expired",
            template="digest",
        )
    )  # fmt: skip
    assert len(lines(digest(county, "Fri 19 June 08:30"), "grown")) == 1


def test_what_the_coordinator_took_back_is_not_told_to_them() -> None:
    county, _ = overdue()
    sent = digest(county, SLOT)
    assert sent is not None
    done = county.writes(COORDINATOR, "Tue 16 June 11:00", thread=sent.thread, says="ANSWERED 1 she rang")
    county.ticks("Tue 16 June 11:01")
    digest(county, "Wed 17 June 08:30")
    [answer] = [mail for mail in done.mails if mail.to == COORDINATOR]
    county.writes(COORDINATOR, "Wed 17 June 11:00", thread=answer.thread, says="UNDO", answers_template=answer.template)
    county.ticks("Wed 17 June 11:01")
    assert county.open_questions() == {"m1"}
    assert digest(county, "Thu 18 June 08:30") is None


def test_what_the_plr_denies_is_told_once() -> None:
    county, thread = overdue()
    digest(county, SLOT)
    county.writes("reed", "Tue 16 June 11:00", thread=thread, says="ANSWERED she rang")
    county.ticks("Tue 16 June 11:01")
    digest(county, "Wed 17 June 08:30")
    county.writes("pat", "Wed 17 June 11:00", thread=thread, says="NOT ANSWERED")
    mail = digest(county, "Thu 18 June 08:30")
    assert [len(lines(mail, part)) for part in ("grown", "reopened", "still")] == [0, 1, 1]


def test_a_held_message_that_was_placed_meanwhile_is_no_news() -> None:
    county, thread = overdue()
    digest(county, SLOT)
    held = county.writes(None, "Tue 16 June 10:00")
    when = at("Tue 16 June 12:00")
    county.record(MessageLinked(happened_at=when, recorded_at=when, message=held.message, thread=thread))
    assert digest(county, "Wed 17 June 08:30") is None


# What


def test_it_proves_what_it_says_of_an_overdue_question() -> None:
    county, _ = overdue(closures=[date(2026, 6, 10)])
    county.ticks("Tue 16 June 17:00")
    mail = digest(county, "Wed 17 June 08:30")
    assert mail is not None
    assert (mail.to, mail.template) == (COORDINATOR, "digest")
    (line,) = lines(mail, "new")
    assert line == {
        "number": 1,
        "rule": "reply-deadline",
        "obligation": line["obligation"],
        "liaison": "harpole",
        "team": "",
        "plr": "pat",
        "officer": "reed",
        "what": "Points of contact reply to PLRs within 5 working days",
        "each": "question",
        "post": None,
        "started_at": at(ASKED).isoformat(),
        "due_by": at("Tue 16 June 17:00").isoformat(),
        "missed": [],
        "late_by": "",
        "counted": ["2026-06-09", "2026-06-11", "2026-06-12", "2026-06-15", "2026-06-16"],
        "skipped": [
            {"on": "2026-06-08", "why": "day 0: it counts from here"},
            {"on": "2026-06-10", "why": "closure of the force"},
            {"on": "2026-06-13", "why": "weekend"},
            {"on": "2026-06-14", "why": "weekend"},
        ],
        "reminders": [at("Mon 15 June 17:00").isoformat()],
        "answered_at": None,
        "answered_by": None,
        "answer": "",
        "actions": ["ACK", "SNOOZE", "EXCUSE", "REASSIGN"],
    }


def test_every_reminder_that_went_out_is_listed() -> None:
    county, _ = overdue()
    (line,) = lines(digest(county, SLOT), "new")
    assert line["reminders"] == [at(REMIND).isoformat(), at(DUE).isoformat()]


@pytest.mark.parametrize(
    ("now", "late_by"),
    [(SLOT, ""), ("Wed 17 June 08:30", "1 working day"), ("Mon 22 June 08:30", "4 working days")],
)
def test_lateness_is_said_in_working_days_that_have_ended(now: str, late_by: str) -> None:
    county, _ = overdue()
    (line,) = lines(digest(county, now), "new")
    assert line["late_by"] == late_by


def test_the_lines_that_ask_for_something_are_numbered_through() -> None:
    county, thread = overdue()
    county.asks(ASKED, "robin")
    county.ticks("Mon 15 June 17:30")
    county.writes("reed", "Mon 15 June 18:00", thread=thread)
    county.ticks("Mon 15 June 18:01")
    county.writes(None, "Mon 15 June 19:00")
    mail = digest(county, SLOT)
    assert mail is not None
    numbers = {part: [line.get("number") for line in lines(mail, part)] for part in ("new", "answered", "held")}
    assert numbers == {"new": [1], "answered": [None], "held": [2]}
    assert mail.data["headline"] == "Police contact programme: 1 new, 1 resolved, 1 to be placed"


@pytest.mark.parametrize(
    ("details", "why"),
    [
        ({}, "Nobody on the roster has this address."),
        ({"conflict": True}, "It answers several conversations at once."),
    ],
)
def test_it_names_what_is_held_and_why(details: dict[str, Any], why: str) -> None:
    county = Scenario()
    outcome = county.writes(None, ASKED, **details)
    (line,) = lines(digest(county, "Tue 9 June 08:30"), "held")
    assert line == {
        "number": 1,
        "message": outcome.message,
        "arrived_at": at(ASKED).isoformat(),
        "reason": why,
        "guesses": [],
    }


@pytest.mark.parametrize(
    ("template", "status", "what", "why", "remedy"),
    [
        ("", "5.1.1", "A message that was to be passed on", "it came back (5.1.1)",
         "Correct the address in the roster."),
        ("introduction", "5.1.1", "The introduction", "it came back (5.1.1)",
         "Correct the address in the roster, and it goes again by itself."),
        ("launch", "", "The launch letter", "it came back",
         "Ask your mail administrator why it is refused, or write to them yourself."),
        ("reply-reminder", "5.7.1", "A message of ours", "it came back (5.7.1)",
         "Ask your mail administrator why it is refused, or write to them yourself."),
    ],
)  # fmt: skip
def test_it_names_what_did_not_arrive_and_what_to_do(
    template: str, status: str, what: str, why: str, remedy: str
) -> None:
    county = Scenario()
    county.record(MailFailed(happened_at=at(ASKED), recorded_at=at(ASKED), mail="k", to="pat", thread="t",
                             reason="bounced", template=template, status=status))  # fmt: skip
    assert lines(digest(county, "Tue 9 June 08:30"), "failed") == [
        {"what": what, "to": "pat", "reason": why, "remedy": remedy}
    ]


def test_it_names_the_introductions_that_their_officer_stopped() -> None:
    county = Scenario(row("harpole", "pat", "reed", when=at(ASKED)), rules={"introduction": with_notice()})
    notice = county.ticks(ASKED).mail("introduction-notice")
    county.writes("reed", "Mon 8 June 11:00", thread=notice.thread, says="NO")
    county.ticks("Mon 8 June 11:05")
    mail = digest(county, "Tue 9 June 08:30")
    [line] = lines(mail, "stopped")
    assert (line["liaison"], line["officer"]) == ("harpole", "reed")
    assert mail.data["headline"] == "Police contact programme: 1 not introduced"


def test_it_tells_since_when_the_mailbox_could_not_be_read_and_that_it_can() -> None:
    county = Scenario()
    began = AlarmRaised(happened_at=at(ASKED), recorded_at=at(ASKED), alarm="mailbox-unreadable")
    ended = replace(began, happened_at=at("Mon 8 June 14:30"), recorded_at=at("Mon 8 June 14:30"), ended=True)
    county.record(began, ended)
    mail = digest(county, "Tue 9 June 08:30")
    assert mail is not None
    assert mail.data["alarms"] == [
        "The mailbox could not be read from 10:00 on Monday 8 June.",
        "The mailbox could be read again from 14:30 on Monday 8 June.",
    ]


def test_it_opens_a_desk_thread_with_the_coordinator_and_is_recorded() -> None:
    county, _ = overdue()
    before = county.state.last_fact
    decision = due_digest(county.state, county.programme, AT, at(SLOT))
    opened, sent = decision.facts
    assert isinstance(sent, DigestSent)
    assert (sent.thread, [(line.rule, line.liaison) for line in sent.lines]) == (
        decision.mails[0].thread, [("reply-deadline", "harpole")]
    )  # fmt: skip
    assert (opened.purpose, opened.people) == (Purpose.DESK, (COORDINATOR,))  # type: ignore[attr-defined]
    assert sent.up_to <= before


# Rules and calendars that changed since


def test_a_verdict_under_a_rule_that_is_gone_is_told_all_the_same() -> None:
    county, thread = overdue()
    county.writes("reed", "Mon 15 June 18:00", thread=thread)
    county.ticks("Mon 15 June 18:01")
    county.programme = replace(county.programme, rules=())
    (line,) = lines(digest(county, SLOT), "answered")
    assert (line["what"], line["counted"]) == ("reply-deadline", [])


def test_days_are_shown_only_while_they_are_counted_as_they_were_for_the_verdict() -> None:
    county, thread = overdue()
    county.writes("reed", "Mon 15 June 18:00", thread=thread)
    county.ticks("Mon 15 June 18:01")
    county.programme = replace(county.programme, calendar=Calendar.build(closures=[date(2026, 6, 12)]))
    (line,) = lines(digest(county, SLOT), "answered")
    assert (line["due_by"], line["counted"], line["skipped"]) == (at(DUE).isoformat(), [], [])


def test_an_open_question_is_explained_by_the_rules_of_today() -> None:
    county, _ = overdue()
    longer = RULES | {"reply-deadline": RULES["reply-deadline"].replace('"5 working days"', '"4 working days"', 1)}
    county.programme = replace(county.programme, rules=parse_rules(longer, TEMPLATES))
    (line,) = lines(digest(county, SLOT), "new")
    assert (line["due_by"], len(line["counted"])) == (at("Fri 12 June 17:00").isoformat(), 4)
