"""Open deadlines follow an edit of rules, calendar or plans; what was done is not done again, and nothing is lost.

Source: design, The idea that makes it simple, and Words (Step).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from mailbot.model.facts import StepTaken
from mailbot.policy.agenda import Agenda
from mailbot.policy.forgotten_steps import forgotten_steps
from mailbot.policy.programme import Programme
from mailbot.policy.rule_files import parse_rules
from mailbot.policy.working_time import Calendar
from tests.policy.county import ALL_RULES, START, County, Event
from tests.policy.scenario import TEMPLATES, at, hours, local

Step = tuple[str, str, str, int, int]
EDITED = at("Wed 12 August 12:00")
LAST = at("Fri 30 October 17:30")
LIFE = (
    ("Tue 2 June 10:00", "asks", 0),
    ("Wed 3 June 10:00", "concerns", 0),
    ("Wed 3 June 11:00", "asks for a meeting", 2),
    ("Thu 4 June 10:00", "goes away", 8),
    ("Fri 5 June 10:00", "leaves", 1),
    ("Fri 5 June 11:00", "is gone", 0),
    ("Mon 8 June 10:00", "proposes", 2),
    ("Mon 8 June 11:00", "changes", 2),
)
"""Nobody does anything after that, so that there is something of each kind that is open."""
RULES = sorted(ALL_RULES.keys() - {"news"})
"""News is open for ten minutes."""


def later(rule: str) -> Mapping[str, str]:
    """What is due is due one later: a working day, or a month; a period is closed a working day later."""
    text = re.sub(r'^(due|settles) ( *)= "(\d+)', lambda found: _plus_one(found), ALL_RULES[rule], flags=re.M)
    return {**ALL_RULES, rule: text}


def _plus_one(found: re.Match[str]) -> str:
    return f'{found[1]} {found[2]}= "{int(found[3]) + 1}'


def with_a_step(rule: str) -> Mapping[str, str]:
    added = '\n[[step]]\nname = "added"\nat = "10 days after start"\nescalate = "added"\n'
    return {**ALL_RULES, rule: ALL_RULES[rule] + added}


def as_it_is(rule: str) -> Mapping[str, str]:
    return ALL_RULES


def lived(rules: Mapping[str, str], closures: Sequence[date], days: Sequence[datetime], county: County) -> County:
    """Go on with a county under these rules and closures, with a tick in the morning and one in the evening."""
    scenario = county.scenario
    scenario.programme = Programme(
        parse_rules(rules, TEMPLATES), Calendar.build(closures=closures), scenario.programme.live_from
    )
    county.agenda = Agenda(scenario.programme, scenario.state)
    happening = [Event(int((at(when) - START) / timedelta(minutes=1)), what, which) for when, what, which in LIFE]
    county.lives([event for event in happening if days[0] <= event.at <= days[-1]], days)
    return county


def ticks(first: datetime, last: datetime) -> list[datetime]:
    return [first + timedelta(hours=12 * n) for n in range(int((last - first) / timedelta(hours=12)) + 1)]


def steps(county: County, rule: str) -> list[Step]:
    return [
        (fact.rule, fact.obligation, fact.step, fact.occurrence, fact.armed_by)
        for fact in county.recorded
        if isinstance(fact, StepTaken) and fact.rule == rule
    ]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(
    ("edit", "closures"),
    [(later, ()), (with_a_step, ()), (as_it_is, (date(2026, 8, 20), date(2026, 8, 31)))],
    ids=["a later deadline", "another step", "two closed days"],
)
def test_after_an_edit_nothing_is_done_twice_and_all_is_done_that_the_new_rule_asks_for(
    rule: str, edit: Callable[[str], Mapping[str, str]], closures: Sequence[date]
) -> None:
    county = lived(ALL_RULES, (), ticks(START, EDITED), County())
    before = {one.id: one for one in county.scenario.owed() if one.rule.name == rule}
    taken, given = steps(county, rule), list(county.given)
    assert before
    assert edit is as_it_is or edit(rule) != ALL_RULES
    lived(edit(rule), closures, ticks(EDITED, LAST), county)
    always = lived(edit(rule), closures, ticks(START, LAST), County())
    done = steps(county, rule)
    assert len(done) == len(set(done))
    assert done[: len(taken)] == taken
    assert {step for step in steps(always, rule) if step[1] in before} <= set(done)
    assert county.given[: len(given)] == given
    assert all(county.scenario.state.verdicts[(one.rule, one.obligation)] == one for one in given)


@pytest.mark.parametrize("rule", sorted(set(RULES) - {"monthly-contact", "neighbourhood-watch"}))
def test_an_open_deadline_is_that_of_the_rule_as_it_stands(rule: str) -> None:
    county = lived(ALL_RULES, (), ticks(START, EDITED), County())
    before = {one.id: one.deadline.due_by for one in county.scenario.owed() if one.rule.name == rule}
    lived(later(rule), (), [EDITED], county)
    after = {one.id: one.deadline.due_by for one in county.scenario.owed() if one.rule.name == rule}
    assert after.keys() == before.keys()
    spread = {id_ for id_, due_by in after.items() if rule == "council-meeting" and due_by == before[id_]}
    assert all(after[id_] > due_by for id_, due_by in before.items() if id_ not in spread)
    assert len(spread) < len(before)


@pytest.mark.parametrize(
    ("moved_on", "plan", "reminded_on"),
    [
        ("Mon 3 August 12:00", "20", ["Mon 17 August", "Thu 20 August"]),
        ("Mon 3 August 12:00", "12", ["Wed 12 August", "Mon 17 August"]),
        ("Tue 18 August 12:00", "25", ["Mon 17 August", "Mon 17 August"]),
        ("Mon 17 August 12:00", "5", ["Mon 17 August", "Mon 17 August"]),
    ],
    ids=["to a later day", "to an earlier day", "after it has passed", "back, after it has passed"],
)
def test_a_plan_that_is_moved_in_mid_month_reminds_once_of_the_day_as_it_stands(
    moved_on: str, plan: str, reminded_on: list[str]
) -> None:
    county = County()
    for liaison in ("harpole", "thornbeck"):
        row = county.scenario.state.liaisons[liaison].row
        county.record(replace(row, plan="15"))
    moved = county.scenario.state.liaisons["harpole"].row
    county.lives([], ticks(START, at(moved_on)))
    county.record(replace(moved, plan=plan, happened_at=at(moved_on), recorded_at=at(moved_on)))
    county.lives([], ticks(at(moved_on), at("Mon 31 August 12:00")))
    august = [
        f"{sent_at:%a} {sent_at.day} {sent_at:%B}"
        for sent_at, mail in county.mails
        for cause in mail.causes
        if (cause.rule, cause.step) == ("monthly-contact", "planned-day")
        and cause.liaison in ("harpole", "thornbeck")
        and sent_at >= at("Sat 1 August 00:00")
    ]
    assert sorted(august) == sorted(reminded_on)


ASKED = "Thu 4 June 10:00"
REMINDED, LAST_DAY, ESCALATED = "Tue 9 June 09:00", "Thu 11 June 09:00", "Thu 11 June 17:00"


def edited(old: str, new: str) -> Mapping[str, str]:
    """The five working days with one edit."""
    assert ALL_RULES["reply-deadline"].count(old) == 1
    return {**ALL_RULES, "reply-deadline": ALL_RULES["reply-deadline"].replace(old, new)}


@pytest.mark.parametrize(
    ("edited_at", "old", "new", "taken"),
    [
        (
            "Tue 9 June 12:00", 'at   = "2 working days before due"', 'at   = "1 working days before due"',
            [("reminder", REMINDED), ("last-day", LAST_DAY), ("escalation", ESCALATED), ("told", ESCALATED)],
        ),
        (
            "Mon 8 June 12:00", 'at   = "2 working days before due"', 'at   = "1 working days before due"',
            [("reminder", "Wed 10 June 09:00"), ("last-day", LAST_DAY), ("escalation", ESCALATED), ("told", ESCALATED)],
        ),
        (
            "Tue 9 June 12:00", 'send = "reply-reminder"', 'send = "answer-due"',
            [("reminder", REMINDED), ("last-day", LAST_DAY), ("escalation", ESCALATED), ("told", ESCALATED)],
        ),
        (
            "Mon 8 June 12:00", 'name = "reminder"', 'name = "early-word"',
            [("early-word", REMINDED), ("last-day", LAST_DAY), ("escalation", ESCALATED), ("told", ESCALATED)],
        ),
        (
            "Tue 9 June 12:00", 'name = "last-day"', 'name = "last-word"',
            [("reminder", REMINDED), ("last-word", LAST_DAY), ("escalation", ESCALATED), ("told", ESCALATED)],
        ),
        (
            "Tue 9 June 12:00", 'name = "reminder"', 'name = "early-word"',
            [
                ("reminder", REMINDED), ("early-word", "Tue 9 June 12:01"), ("last-day", LAST_DAY),
                ("escalation", ESCALATED), ("told", ESCALATED),
            ],
        ),
        (
            "Tue 9 June 12:00", 'name = "reminder"', 'name = "early-word"\nformerly = "reminder"',
            [("reminder", REMINDED), ("last-day", LAST_DAY), ("escalation", ESCALATED), ("told", ESCALATED)],
        ),
        (
            "Tue 9 June 12:00", 'name = "reminder"', 'name = "word"\nformerly = ["early-word", "reminder"]',
            [("reminder", REMINDED), ("last-day", LAST_DAY), ("escalation", ESCALATED), ("told", ESCALATED)],
        ),
        (
            "Mon 8 June 12:00", 'name = "reminder"', 'name = "early-word"\nformerly = "reminder"',
            [("early-word", REMINDED), ("last-day", LAST_DAY), ("escalation", ESCALATED), ("told", ESCALATED)],
        ),
    ],
    ids=[
        "moved after it was taken", "moved before", "another template", "renamed before", "one ahead renamed",
        "renamed after it was taken, and so a new one", "renamed with its former name", "renamed twice",
        "renamed with its former name before it was taken",
    ],
)  # fmt: skip
def test_a_step_is_known_by_its_name_however_else_its_file_is_edited(
    edited_at: str, old: str, new: str, taken: list[tuple[str, str]]
) -> None:
    county = edited_at_once(edited_at, edited(old, new))
    found = [
        (fact.step, local(fact.recorded_at))
        for fact in county.recorded
        if isinstance(fact, StepTaken) and fact.rule == "reply-deadline"
    ]
    assert sorted(found) == sorted(taken)


def edited_at_once(edited_at: str, rules: Mapping[str, str]) -> County:
    """Have a question be asked, and the rules be edited while it waits for an answer."""
    county = County()
    asked = Event(int((at(ASKED) - START) / timedelta(minutes=1)), "asks", 0)
    first, then = at("Thu 4 June 11:00"), at(edited_at) + timedelta(minutes=1)
    days = sorted([*hours(first, at("Fri 12 June 12:00")), then])
    county.lives([asked], [day for day in days if day < at(edited_at)])
    scenario = county.scenario
    scenario.programme = replace(scenario.programme, rules=parse_rules(rules, TEMPLATES))
    county.agenda = Agenda(scenario.programme, scenario.state)
    county.lives([], [day for day in days if day > at(edited_at)])
    return county


@pytest.mark.parametrize(
    ("edited_at", "old", "new", "forgotten"),
    [
        ("Tue 9 June 12:00", 'name = "reminder"', 'name = "early-word"', [("reply-deadline", "reminder")]),
        ("Tue 9 June 12:00", 'name = "reminder"', 'name = "early-word"\nformerly = "reminder"', []),
        ("Mon 8 June 12:00", 'name = "reminder"', 'name = "early-word"', []),
        ("Tue 9 June 12:00", 'name = "last-day"', 'name = "last-word"', []),
    ],
    ids=["renamed after it was taken", "with its former name", "renamed before", "one ahead renamed"],
)
def test_a_step_that_was_taken_and_has_another_name_without_its_former_one_is_noticed(
    edited_at: str, old: str, new: str, forgotten: list[tuple[str, str]]
) -> None:
    scenario = edited_at_once(edited_at, edited(old, new)).scenario
    assert list(forgotten_steps(scenario.programme, scenario.state)) == forgotten


def test_what_was_taken_for_something_that_is_closed_is_forgotten_by_nobody() -> None:
    scenario = edited_at_once("Tue 9 June 12:00", edited('name = "reminder"', 'name = "early-word"')).scenario
    scenario.writes("reed", "Fri 12 June 13:00", thread=next(iter(scenario.state.questions.values())).asked.thread)
    assert forgotten_steps(scenario.programme, scenario.state) == ()
    scenario.ticks("Fri 12 June 13:10")
    assert forgotten_steps(scenario.programme, scenario.state) == ()
