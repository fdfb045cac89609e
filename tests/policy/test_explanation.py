"""A rule explained: in sentences, and on a timeline that is the engine's own."""

from __future__ import annotations

import pytest

from mailbot.policy.explanation import Point, sentences, timeline
from mailbot.policy.rule_files import parse_rules
from mailbot.policy.rule_words import Anchor
from mailbot.policy.rules import Rule
from mailbot.policy.steps import due_steps
from mailbot.policy.working_time import Calendar
from tests.policy.scenario import ROOT, TEMPLATES, Scenario, at, local

FILES = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "rules").glob("*.toml"))}
RULES = {rule.name: rule for rule in parse_rules(FILES, TEMPLATES)}
CALENDAR = Calendar.build()
ASKED = "Thu 17 December 10:12"

every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)


def shown(points: tuple[Point, ...]) -> list[tuple[str, str]]:
    return [(local(point.at), point.what.partition(":")[0]) for point in points]


@every_rule
def test_the_sentences_say_when_and_to_whom_and_with_what_each_step_is_taken(rule: Rule) -> None:
    said = sentences(rule)
    assert said[0] == f"{rule.title}."
    assert all(sentence.endswith(".") for sentence in said)
    for step in rule.step:
        (sentence,) = [sentence for sentence in said if sentence.startswith(f"Step {step.name}, ")]
        words = [f'"{step.send}"' if step.send else "", f'"{step.escalate}"' if step.escalate else ""]
        words += [str(step.at.amount or ""), str(step.every or "")]
        assert all(word in sentence for word in words)


@every_rule
def test_the_sentences_say_when_it_is_due_and_how_it_may_be_held(rule: Rule) -> None:
    said = " ".join(sentences(rule))
    assert str(rule.due or "at the end of the period") in said
    assert (str(rule.hold.limit) if rule.hold else "cannot be held") in said


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("reply-deadline", "It is owed by the officer."),
        ("reply-deadline", "The source is “Contact expectations: escalation process, five working days”."),
        (
            "reply-deadline",
            'Step reminder, 2 working days before it is due: "reply-reminder" is sent to the officer with the mail of'
            " their day.",
        ),
        (
            "council-meeting",
            'Step after-meeting, 1 day after the day that is arranged for a meeting: "meeting-after" is sent to the'
            " officer with the mail of their day.",
        ),
        (
            "monthly-contact",
            'Step planned-day, on the planned day: "contact-reminder" is sent to the officer with the mail of their'
            " day.",
        ),
        (
            "introduction-to-officer",
            'Step councils, when it starts: "introduction-to-officer" is sent to the officer, in one mail with all that'
            " they are to get then, within an hour of office hours.",
        ),
        (
            "change-of-plr",
            "It is met by the word of the council or the coordinator that it is so, or their word that it is not.",
        ),
        ("repeated-delay", "It is about each spell of missed periods under monthly-contact: 2 in a row, or 3 of 6."),
        ("news", "It is owed by whoever wrote it."),
        ("news", "It is stopped by the UNDO of whoever wrote it."),
        (
            "annual-e-learning",
            "It is about the course e-learning, for each officer with the role PLR contact: it starts when they take up"
            " the role; after each time that they complete it, it is due again 12 months later.",
        ),
    ],
)
def test_the_sentences_read_as_a_coordinator_would_say_them(rule: str, sentence: str) -> None:
    assert sentence in sentences(RULES[rule])


def test_the_sentence_of_a_step_says_what_it_was_called_before() -> None:
    renamed = FILES["reply-deadline"].replace('name = "reminder"', 'name = "word"\nformerly = ["reminder", "first"]')
    [rule] = parse_rules({"reply-deadline": renamed}, TEMPLATES)
    [sentence] = [said for said in sentences(rule) if said.startswith("Step word, ")]
    assert sentence.startswith("Step word, formerly reminder and first, 2 working days before it is due: ")


@every_rule
def test_the_timeline_begins_with_the_start_and_has_the_deadline_and_every_step_in_order(rule: Rule) -> None:
    points = timeline(rule, CALENDAR, at("Wed 3 June 10:12"))
    assert points[0].what == "it starts"
    assert [point.at for point in points] == sorted(point.at for point in points)
    arranged = {step.name for step in rule.step if rule.each == "council" and step.at.anchor is Anchor.PLAN}
    assert {"it is due", *(step.name for step in rule.step)} - arranged <= {what for _, what in shown(points)}


def test_a_question_before_christmas_shows_its_days_as_they_are_counted_and_skipped() -> None:
    points = timeline(RULES["reply-deadline"], CALENDAR, at(ASKED))
    assert shown(points)[:4] == [
        (ASKED, "it starts"),
        ("Tue 22 December 09:00", "reminder"),
        ("Thu 24 December 09:00", "last-day"),
        ("Thu 24 December 17:00", "it is due"),
    ]
    [due] = [point for point in points if point.what == "it is due"]
    assert [(day.date.day, day.why) for day in due.days if not day.counted] == [
        (17, "day 0: it counts from here"),
        (19, "weekend"),
        (20, "weekend"),
    ]
    [reminder] = [point for point in points if point.what.startswith("reminder")]
    assert [day.date.day for day in reminder.days if day.counted] == [22, 23]
    [still] = [point for point in points if point.what.startswith("still:")]
    assert next(day.why for day in still.days if not day.counted) == "Christmas Day"


def test_what_is_owed_by_the_month_starts_with_the_month_of_the_sample_and_is_closed_after_it() -> None:
    points = timeline(RULES["monthly-contact"], CALENDAR, at("Wed 17 June 10:12"))
    assert shown(points) == [
        ("Mon 1 June 00:00", "it starts"),
        ("Mon 1 June 09:00", "prompt"),
        ("Mon 15 June 09:00", "the planned day opens"),
        ("Mon 15 June 09:00", "planned-day"),
        ("Wed 24 June 09:00", "check"),
        ("Wed 1 July 00:00", "it is due"),
        ("Mon 6 July 17:00", "the period is closed"),
    ]


def test_the_steps_of_a_real_question_are_where_the_timeline_puts_them() -> None:
    county = Scenario()
    county.asks("Wed 3 June 10:12")
    rule = RULES["reply-deadline"]
    [owed] = [obligation for obligation in county.owed() if obligation.rule.name == rule.name]
    taken = due_steps(owed, county.state, CALENDAR, at("Wed 24 June 18:00"))
    placed = timeline(rule, CALENDAR, at("Wed 3 June 10:12"))
    names = {step.name for step in rule.step}
    assert [(step.step.name, step.at) for step in taken] == [
        (name, point.at) for point in placed if (name := point.what.partition(":")[0].partition(",")[0]) in names
    ]
