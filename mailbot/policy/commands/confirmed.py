"""CONFIRMED: an officer says that they completed a course that their role asks for. Pure.

Source: expectations, paragraph 12. Which course is meant follows from the words behind CONFIRMED, from the row of the
mail that is answered, or from there being one alone.
"""

from __future__ import annotations

from mailbot.model.facts import CourseConfirmed, Purpose
from mailbot.model.understanding import Command
from mailbot.policy.arrival import Arrival
from mailbot.policy.at_desk import at_desk
from mailbot.policy.commands.call import Call
from mailbot.policy.decision import Decision
from mailbot.policy.rules import Rule
from mailbot.policy.state import State
from mailbot.policy.subjects.courses import holds_role
from mailbot.policy.working_time import deadline


def confirmed(call: Call) -> Decision | None:
    """CONFIRMED: note the course and its day; None where nothing is asked of whoever writes it."""
    arrival, state = call.arrival, call.state
    rules = [rule for rule in call.programme.rules if rule.each == "person" and holds_role(call.writer, rule, state)]
    if not rules:
        return None
    meant, happened_at = _meant(rules, call.command, _rows(arrival, state)), call.when()
    if meant is None or meant.course is None or happened_at is None:
        why = "which" if meant is None else "day"
        data: dict[str, object] = {"why": why, "courses": [rule.course for rule in rules]}
        return Decision((arrival.fact(writer=call.writer),)) + at_desk(
            arrival, call.writer, "course-not-noted", (), data
        )
    calendar = call.programme.calendar
    on = calendar.local_day(happened_at)
    fact = CourseConfirmed(
        happened_at=happened_at,
        recorded_at=arrival.recorded_at,
        noted_at=arrival.arrived_at,
        person=call.writer,
        course=meant.course,
        on=on,
        message=arrival.message,
    )
    latest = max([happened_at, *(one.happened_at for one in state.courses.get((call.writer, meant.course), ()))])
    again_by = deadline(calendar, latest, meant.again).due_by if meant.again else None
    data = {
        "course": meant.course,
        "on": on.isoformat(),
        "again_by": calendar.local_day(again_by).isoformat() if again_by else None,
    }
    return Decision((arrival.fact(writer=call.writer), fact)) + at_desk(arrival, call.writer, "course-noted", (), data)


def _rows(arrival: Arrival, state: State) -> tuple[str, ...]:
    """List the courses of the mail that is answered, in the order of its rows."""
    thread = state.threads.get(arrival.placement.thread or "")
    return thread.opened.about if thread and thread.opened.purpose is Purpose.DESK else ()


def _meant(rules: list[Rule], command: Command, rows: tuple[str, ...]) -> Rule | None:
    by_course = {rule.course: rule for rule in rules if rule.course}
    named = [rule for course, rule in by_course.items() if course.casefold() in command.argument.casefold()]
    if named:
        return max(named, key=lambda rule: len(rule.course or ""))
    asked = [by_course[course] for course in rows if course in by_course]
    if command.row is not None and 0 < command.row <= len(rows) and rows[command.row - 1] in by_course:
        return by_course[rows[command.row - 1]]
    either = asked or list(by_course.values())
    return either[0] if len(either) == 1 else None
