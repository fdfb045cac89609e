"""Step mails: due steps become mails, one to each reader where their rules say so. Pure.

What an officer gets together is one mail of all rules, a section for each of them; a mail of one section is that
section's own template. Of several steps that were missed for the same obligation and reader only the latest goes out. A
mail to somebody of the council's side begins a conversation; others get theirs at their desk (laws 2, 6 and 9).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from mailbot.model.facts import Fact, Purpose, StepTaken, ThreadOpened
from mailbot.model.ids import ANSWERS_TO, COORDINATION, COORDINATOR, DEPUTY, made_id
from mailbot.model.mail import Cause, Mail
from mailbot.model.people import Role
from mailbot.policy import introductions, matters, news
from mailbot.policy.decision import Decision
from mailbot.policy.obligation import Obligation
from mailbot.policy.programme import Programme
from mailbot.policy.relay import council_reader, question_passed_on
from mailbot.policy.rule_words import Anchor
from mailbot.policy.rules import Step
from mailbot.policy.stand_in import council_reader_on, officer_on
from mailbot.policy.standing import standing
from mailbot.policy.state import OFFICER_DAY, State
from mailbot.policy.working_time import step_instant

_COUNCIL = ("plr", "clerk")
"""The recipients on the council's side."""
_OF_COORDINATION = {"coordinator": COORDINATOR, "deputy": DEPUTY, "answers_to": ANSWERS_TO}
"""The recipients of the coordination, and who each is."""
_OF_PLRS = ("plr-change", "missing-plr")
"""What the council is asked of its PLR; its answer has to be known for it."""

_Matter = tuple[tuple[Fact, ...], dict[str, object], tuple[str, ...]]
"""Facts to be recorded with a mail, its data, and what the rows of its desk thread are, in their order."""


@dataclass(frozen=True, slots=True)
class DueStep:
    """One step whose moment has come; `occurrence` counts from 0 for a step that recurs."""

    obligation: Obligation
    step: Step
    occurrence: int
    at: datetime
    armed_by: tuple[str, ...]
    meant_at: datetime
    """Its moment by the rule alone: of several that come late together the latest is the one to be sent."""

    @property
    def key(self) -> str:
        return made_id(
            "s",
            self.obligation.rule.name,
            self.obligation.id,
            self.step.name,
            str(self.occurrence),
            self.obligation.deadline.due_by.isoformat(),
            *self.armed_by,
        )

    @property
    def cause(self) -> Cause:
        """Name the step as the cause of a mail."""
        return Cause(self.obligation.rule.name, self.step.name, self.obligation.id, self.obligation.liaison)

    def taken(self, now: datetime) -> StepTaken:
        """State as a fact that the step is taken now."""
        return StepTaken(
            happened_at=now,
            recorded_at=now,
            rule=self.obligation.rule.name,
            obligation=self.obligation.id,
            step=self.step.name,
            occurrence=self.occurrence,
            due_by=self.obligation.deadline.due_by,
            armed_by=self.armed_by,
            escalates=self.step.escalate or "",
        )


def step_mails(due: Sequence[DueStep], programme: Programme, state: State, now: datetime) -> Decision:
    """Turn due steps into mails; of several missed for the same obligation and reader only the latest goes out."""
    groups: dict[tuple[str, str], list[DueStep]] = defaultdict(list)
    for (reader, _), step in _latest(due, state, programme.calendar.local_day(now)).items():
        groups[(reader, _goes_with(step))].append(step)
    decision = Decision()
    for (reader, _), steps in groups.items():
        decision += _mail(reader, steps, programme, state, now)
        decision += Decision(mails=tuple(matters.concerns_passed_on(reader, steps, state, now)))
        decision += Decision(mails=tuple(_questions_passed_on(reader, steps, programme, state, now)))
    for step in due:
        if step.step.relay:
            decision += news.copies(step.obligation, step.cause, state, now)
    return decision


def _latest(due: Sequence[DueStep], state: State, day: date) -> dict[tuple[str, tuple[str, str]], DueStep]:
    """Choose for each reader and matter the latest step that has something for them, whomever the rule names.

    Of several at one moment it is the one that is meant latest, else the one that stands first in the rule file.
    """
    latest: dict[tuple[str, tuple[str, str]], DueStep] = {}
    for step in sorted(due, key=lambda step: (step.at, step.meant_at), reverse=True):
        reader = _reader(step, state, day) if step.step.send is not None else None
        if reader is not None:
            latest.setdefault((reader, _about(step.obligation)), step)
    return latest


def _about(owed: Obligation) -> tuple[str, str]:
    """Name what a mail is about; that of a new period stands for the last one's."""
    return owed.rule.name, owed.liaison if owed.rule.each == "period" else owed.id


def _goes_with(due: DueStep) -> str:
    """Name what a step's mail is one with: the officer's day, all by its template, or nothing else."""
    assert due.step.send is not None
    if due.step.together is None or _goes_on(due):
        return due.key
    return OFFICER_DAY if due.obligation.rule.puts_into_the_day(due.step) else due.step.send


def _questions_passed_on(
    reader: str, due: Sequence[DueStep], programme: Programme, state: State, now: datetime
) -> Iterator[Mail]:
    """Give questions whole to whoever is reminded of them and did not read them when they came.

    That is a cover who has begun since, or the officer who is back; what they have had is not sent again (law 2).
    """
    for step in due:
        question, officer = state.questions.get(step.obligation.id), step.obligation.officer
        if question is None or officer is None or step.step.to != "officer":
            continue
        came = ((one.message, programme.calendar.local_day(one.recorded_at)) for one in question.all_written)
        unread = {message for message, day in came if officer_on(day, officer, state) != reader}
        for mail in question_passed_on(question, reader, state, programme, now):
            if mail.relays in unread:
                yield replace(mail, causes=(step.cause,))


def _reader(due: DueStep, state: State, day: date) -> str | None:
    """Name who gets a step's mail, or reads in their place on that day."""
    obligation, liaison = due.obligation, due.obligation.liaison
    question = state.questions.get(due.obligation.id)
    if obligation.rule.each == "concern" and due.step.to in _OF_COORDINATION:
        return _reader_of_concern(_OF_COORDINATION[due.step.to], obligation.id, state)
    match due.step.to:
        case "plr" if question is not None:
            return council_reader(state, state.threads[question.asked.thread], day)
        case "plr" if state.liaisons[liaison].row.contact_by != "email":
            return None  # they are reached by phone, and need no address
        case "plr":
            return council_reader_on(day, obligation.plr, liaison, state)
        case "officer" if obligation.nobody_named or _had_nobody_named(due, state):
            return None
        case "officer":
            return officer_on(day, obligation.officer, state) if obligation.officer else None
        case "clerk" if obligation.rule.each in _OF_PLRS:
            return matters.clerk_to_ask(obligation, state)
        case "clerk":
            return council_reader_on(day, state.liaisons[liaison].row.clerk, liaison, state)
        case of_coordination:
            return _OF_COORDINATION[str(of_coordination)]


def _reader_of_concern(named: str, concern: str, state: State) -> str | None:
    """Name who is told of a concern, but for a deputy who has it already, and whom it may be about (law 12)."""
    first, *others = state.concerns[concern].raised.readers
    return named if named in others or named == first == COORDINATOR else None


def _had_nobody_named(due: DueStep, state: State) -> bool:
    """Whether a tick since its moment may have told its officer nothing, who is then told nothing late (law 9)."""
    obligation = due.obligation
    if due.step.escalate is None or obligation.rule.each not in ("council", "request"):
        return False
    return state.liaisons[obligation.liaison].has_had_nobody_named(due.meant_at)


def _goes_on(due: DueStep) -> bool:
    """Whether a mail goes on in the conversation of its question, and so speaks of that one alone."""
    return due.obligation.rule.each == "question" and due.step.to in _COUNCIL


def _mail(reader: str, due: Sequence[DueStep], programme: Programme, state: State, now: datetime) -> Decision:
    """Write one mail for all these steps, in a thread of its own unless there is a conversation to go on with."""
    due = sorted(due, key=_urgency)
    first = due[0]
    key = made_id("k", *sorted(step.key for step in due), reader)
    template, (facts, data, about) = _written(key, reader, due, programme, state, now)
    to_council, liaison = first.step.to in _COUNCIL and reader not in COORDINATION, first.obligation.liaison
    asked = state.questions[first.obligation.id].asked if _goes_on(first) else None
    opened = ThreadOpened(
        happened_at=now,
        recorded_at=now,
        thread=made_id("t", key),
        purpose=Purpose.CONVERSATION if to_council else Purpose.DESK,
        people=(reader,),
        liaison=liaison if to_council else None,
        about=() if to_council and first.obligation.rule.each not in ("liaison", *_OF_PLRS) else about,
    )
    mail = Mail(
        key=key,
        to=reader,
        thread=asked.thread if asked else opened.thread,
        queued_at=now,
        parent=asked.message if asked else "",
        template=template,
        data=data,
        causes=tuple(step.cause for step in due),
        polite_hours=first.step.hours == "office",
    )
    return Decision(facts if asked else (*facts, opened), (mail,))


def _urgency(due: DueStep) -> tuple[bool, datetime, datetime]:
    """Put the prompt of a period first, then what is due first."""
    is_prompt = due.obligation.rule.each == "period" and due.step.at.anchor is Anchor.START
    return not is_prompt, due.obligation.deadline.due_by, due.obligation.started_at


def _written(
    key: str, reader: str, due: Sequence[DueStep], programme: Programme, state: State, now: datetime
) -> tuple[str, _Matter]:
    """Give a mail's template and its matter: that of one rule, or a section for each rule, numbered through."""
    sections: dict[tuple[str, str, tuple[str, ...]], list[DueStep]] = defaultdict(list)
    for step in due:
        rule = step.obligation.rule
        sections[(step.step.send or "", rule.each, rule.programmes)].append(step)
    written = [
        (
            template,
            sorted({step.obligation.rule.name for step in steps}),
            _matter(made_id("k", key, template, each, *programmes), steps, programme, state, now),
        )
        for (template, each, programmes), steps in sections.items()
    ]
    if due[0].obligation.rule.puts_into_the_day(due[0].step):
        in_doubt = _in_doubt(reader, state, programme.calendar.local_day(now))
        written += [("in-doubt", [], ((), {"questions": list(in_doubt)}, in_doubt))] if in_doubt else []
    if len(written) == 1:
        return written[0][0], written[0][2]
    return OFFICER_DAY, _one_of_sections(written, state)


def _one_of_sections(written: Sequence[tuple[str, list[str], _Matter]], state: State) -> _Matter:
    """Number the rows through the sections; those that stand for a conversation come before those that do not."""
    facts = tuple(fact for _, _, (recorded, _, _) in written for fact in recorded)
    rows_in = {fact.thread for fact in facts if isinstance(fact, ThreadOpened)}.union(state.questions)
    about: tuple[str, ...] = ()
    listed: list[dict[str, object]] = []
    for template, rules, (_, data, rows) in sorted(written, key=lambda one: not rows_in.issuperset(one[2][2])):
        listed.append({"template": template, "data": data, "first": len(about) + 1, "rules": rules})
        about += tuple(row for row in rows if row not in state.liaisons)
    return facts, {"sections": listed}, about


def _in_doubt(reader: str, state: State, day: date) -> tuple[str, ...]:
    """List what PLRs have written to an officer, or to whom they cover for, of which nobody can tell what it wants."""
    return tuple(
        id_
        for id_, question in state.in_doubt()
        if (officer := state.officer_of(question)) and officer_on(day, officer, state) == reader
    )


def _matter(key: str, due: Sequence[DueStep], programme: Programme, state: State, now: datetime) -> _Matter:
    """Give what a mail, or a section of one, is about; all of it is owed under one rule."""
    first = due[0].obligation
    if first.rule.each == "question":
        if _goes_on(due[0]):
            return (), _passed(first, programme, now), ()
        return (), _question_data(due), tuple(step.obligation.id for step in due)
    if first.rule.each == "period" and due[0].step.to == "officer":
        return _contact_matter(key, due, programme, state, now)
    if first.rule.each in ("council", "request") and due[0].step.to == "officer":
        return matters.meetings(key, [step.obligation for step in due], state, programme.calendar, now)
    if first.rule.each == "concern":
        return (), matters.concern(first, state), ()
    if first.rule.each == "post":
        return (), matters.vacancies([step.obligation for step in due]), ()
    if first.rule.each in _OF_PLRS:
        return matters.plr_change(first)
    if first.rule.each == "person":
        return matters.courses([step.obligation for step in due])
    if first.rule.each == "liaison":
        return introductions.matter(key, due, programme, state, now)
    begun = {"since": first.started_at.isoformat()} if first.rule.each == "period" else {}
    return (), {"liaison": first.liaison, "officer": first.officer, "plr": first.plr, **begun}, (first.liaison,)


def _question_data(due: Sequence[DueStep]) -> dict[str, object]:
    return {
        "questions": [
            {"question": step.obligation.id, "due_by": step.obligation.deadline.due_by.isoformat()} for step in due
        ]
    }


def _passed(obligation: Obligation, programme: Programme, now: datetime) -> dict[str, object]:
    """Name the day that was promised to the PLR, and the next: as long again after it, until it is to come."""
    due_by, amount = obligation.deadline.due_by, obligation.rule.due
    later = due_by
    while amount and later <= now:
        later = step_instant(programme.calendar, later, amount, before=False)
    return {
        "question": obligation.id,
        "answer_by": due_by.isoformat(),
        "new_answer_by": later.isoformat() if amount else None,
    }


def _contact_matter(key: str, due: Sequence[DueStep], programme: Programme, state: State, now: datetime) -> _Matter:
    """List the officers' PLRs, each with a conversation to write in: at the start of a period all, later those due.

    They are the reader's own, and those of the officers whom the reader covers.
    """
    officers = sorted({step.obligation.officer for step in due if step.obligation.officer})
    planned = {step.obligation.liaison: step.obligation for step in due}
    programmes = due[0].obligation.rule.programmes
    everybody = [
        liaison
        for officer in officers
        for liaison in state.liaisons_of(officer, Role.OFFICER)
        if state.liaisons[liaison].row.plr and state.liaisons[liaison].row.programme in programmes
    ]
    is_prompt = due[0].step.at.anchor is Anchor.START
    liaisons = everybody if is_prompt else [liaison for liaison in everybody if liaison in planned]
    opened = [_conversation(key, liaison, state, now) for liaison in liaisons]
    today = programme.calendar.local_day(now)
    rows = [
        standing(liaison, fact.thread, programme, state, today) | _planned(planned.get(liaison))
        for liaison, fact in zip(liaisons, opened, strict=True)
    ]
    return tuple(opened), {"rows": rows}, tuple(fact.thread for fact in opened)


def _planned(obligation: Obligation | None) -> dict[str, object]:
    planned_at = obligation.planned_at if obligation else None
    return {"planned_at": planned_at.isoformat() if planned_at else None}


def _conversation(key: str, liaison: str, state: State, now: datetime) -> ThreadOpened:
    plr = state.liaisons[liaison].row.plr
    assert plr is not None
    return ThreadOpened(
        happened_at=now,
        recorded_at=now,
        thread=made_id("t", key, liaison),
        purpose=Purpose.CONVERSATION,
        people=(plr,),
        liaison=liaison,
    )
