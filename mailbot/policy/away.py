"""Away: what people write of their absences: AWAY, BACK, and YES to what an automatic reply made us ask. Pure.

Only who writes from their address on record changes anything (law 7); an automatic reply never does (law 3).
Source: expectations, paragraph 3.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mailbot.model.facts import AbsenceBegan, AbsenceEnded, AbsenceProposed
from mailbot.model.ids import made_id
from mailbot.model.mail import Mail
from mailbot.model.people import Role
from mailbot.model.understanding import Command, Dmarc
from mailbot.policy import stand_in_mails
from mailbot.policy.absences import Absence
from mailbot.policy.arrival import Arrival, held
from mailbot.policy.at_desk import at_desk
from mailbot.policy.decision import Decision
from mailbot.policy.letter import letter
from mailbot.policy.programme import Programme
from mailbot.policy.relay import COUNCIL_SIDE, open_questions_passed
from mailbot.policy.stand_in import officer_on, stand_in_for_council
from mailbot.policy.state import State


@dataclass(frozen=True, slots=True)
class _Notice:
    """One message about an absence: whose it is, and who writes it."""

    arrival: Arrival
    state: State
    programme: Programme
    writer: str
    person: str
    about: str
    """The absence, or the proposal, that the mail which it answers was about; empty where that was another."""

    @property
    def today(self) -> date:
        return self.programme.calendar.local_day(self.arrival.arrived_at)

    @property
    def liaison(self) -> str | None:
        """The liaison that the council's side writes in; None for an officer."""
        if self.state.is_officer(self.writer):
            return None
        return _liaisons(self.arrival, self.state, self.writer)[0]


def follow(arrival: Arrival, state: State, programme: Programme) -> Decision | None:
    """Take AWAY, and BACK and YES where these were offered; None for what is a message like any other (law 11)."""
    command, about = arrival.understood.command, _about(arrival, state)
    if len(arrival.understood.commands) > 1:
        return None
    keyword = command.keyword if command else ""
    offered = (keyword == "BACK" and state.absences.get(about)) or (
        keyword == "YES" and about in state.absences.proposed
    )
    if command is None or arrival.understood.marking or not (keyword == "AWAY" or offered):
        return None
    writer = _writer(arrival, state)
    if writer is None:
        return held(arrival, "absence-unconfirmed") if about or arrival.placement.token_holder else None
    person = _absent(arrival, state, writer, about)
    if person is None:
        return None
    notice = _Notice(arrival, state, programme, writer, person, about)
    match keyword:
        case "AWAY":
            return _away(notice, command)
        case "BACK":
            return _back(notice)
        case _:
            proposed = state.absences.proposed[about]
            if proposed.person != person:
                return held(arrival, "absence-unconfirmed", writer=writer)
            return _noted(notice, proposed.from_on, proposed.until_on, None)


def propose(arrival: Arrival, state: State, programme: Programme) -> Decision:
    """Ask whoever's automatic reply says that they are away whether that is so; nothing changes by it (law 3)."""
    arrived, away = Decision((arrival.fact(),)), arrival.understood.away
    today = programme.calendar.local_day(arrival.arrived_at)
    writer = _writer(arrival, state)
    until_on = away.until_on if away else None
    if away is None or until_on is None or until_on < today or writer is None or not _may_be_asked(arrival):
        return arrived
    from_on = min(away.from_on or today, until_on)
    proposal = made_id("b", writer, until_on.isoformat())
    if proposal in state.absences.proposed or state.absences.on(writer, max(from_on, today)) is not None:
        return arrived
    notice = _Notice(arrival, state, programme, writer, writer, proposal)
    fact = AbsenceProposed(**arrival.times, absence=proposal, person=writer, from_on=from_on, until_on=until_on)
    data = _days(from_on, until_on) | {"for_plr": notice.liaison is not None}
    return Decision((arrival.fact(writer=writer), fact)) + _told(notice, "absence-proposed", data)


def _may_be_asked(arrival: Arrival) -> bool:
    """Whether it is not forged, as far as we know, and does not answer this very question."""
    return arrival.understood.dmarc is not Dmarc.FAIL and arrival.answers_template != "absence-proposed"


def _about(arrival: Arrival, state: State) -> str:
    """Name the absence or the proposal that a mail of ours in this thread was about."""
    thread = state.threads.get(arrival.placement.thread or "")
    about = thread.opened.about[0] if thread and thread.opened.about else ""
    return about if state.absences.get(about) or about in state.absences.proposed else ""


def _writer(arrival: Arrival, state: State) -> str | None:
    """Name who of the roster writes from this address; where several do, a token decides, or the name in their words.

    A Clerk and their PLR at one address mean the same absence: that of the PLR.
    """
    placement = arrival.placement
    known = [one for one in placement.writers if state.liaisons_of(one, Role.OFFICER, Role.PLR, Role.CLERK)]
    if placement.token_holder in known:
        return placement.token_holder
    named = [one for one in known if not set(arrival.councils_named).isdisjoint(state.liaisons_of(one, *COUNCIL_SIDE))]
    known = named or known
    plrs = [one for one in known if state.liaisons_of(one, Role.PLR)]
    councils = {liaison for one in known for liaison in state.liaisons_of(one, Role.OFFICER, *COUNCIL_SIDE)}
    if len(known) > 1 and len(plrs) == 1 and councils == set(state.liaisons_of(plrs[0], Role.PLR)):
        return plrs[0]
    return known[0] if len(known) == 1 else None


def _liaisons(arrival: Arrival, state: State, writer: str) -> tuple[str, ...]:
    """List the liaisons that somebody of the council's side may write of: the thread's, else all of theirs."""
    theirs = state.liaisons_of(writer, Role.PLR, Role.CLERK)
    thread = state.threads.get(arrival.placement.thread or "")
    if thread and thread.opened.liaison in theirs:
        return (thread.opened.liaison,)
    return tuple(one for one in theirs if one in arrival.councils_named) or theirs


def _absent(arrival: Arrival, state: State, writer: str, about: str) -> str | None:
    """Name whose absence it is: a Clerk's word is for their PLR, unless it is about one of their own.

    None where it may be one of several.
    """
    if state.is_officer(writer):
        return writer
    plrs = {state.liaisons[liaison].row.plr for liaison in _liaisons(arrival, state, writer)} - {None}
    known, proposed = state.absences.get(about), state.absences.proposed.get(about)
    answered = known.began.person if known else proposed.person if proposed else None
    if writer in plrs or writer == answered:
        return writer
    if answered in plrs:
        return answered
    return plrs.pop() if len(plrs) == 1 else None


def _away(notice: _Notice, command: Command) -> Decision | None:
    """AWAY: note the days; an officer is asked again where days or cover cannot be told."""
    arrival, is_officer = notice.arrival, notice.liaison is None
    covers = [one for one in arrival.covers_named if one != notice.person]
    has_days = command.on is not None or command.until_on is not None or not command.said
    until_on = command.until_on
    why = ""
    if command.asked or not has_days or (until_on is not None and until_on < notice.today):
        why = "days"
    elif is_officer and command.cover and len(covers) != 1:
        why = "cover"
    if why and not is_officer:
        return None
    if why:
        fact = arrival.fact(writer=notice.writer)
        return Decision((fact,)) + at_desk(arrival, notice.writer, "absence-not-noted", (), {"why": why})
    from_on = command.on or notice.today
    return _noted(notice, from_on, until_on, covers[0] if is_officer and command.cover else None)


def _noted(notice: _Notice, from_on: date, until_on: date | None, cover: str | None) -> Decision:
    """Note an absence in place of the one that was answered, tell its writer and its cover, and pass on what waits."""
    arrival, state, today = notice.arrival, notice.state, notice.today
    began = AbsenceBegan(
        **arrival.times,
        absence=made_id("b", arrival.message, notice.person, from_on.isoformat()),
        person=notice.person,
        from_on=from_on,
        until_on=until_on,
        cover=cover,
    )
    data = _days(from_on, until_on) | {"person": notice.person, **_read_by(notice, cover, max(from_on, today))}
    decision = Decision((arrival.fact(writer=notice.writer),)) + _in_place_of(notice, began) + Decision((began,))
    decision += _told(notice, "absence-noted", data, began.absence)
    decision += stand_in_mails.told_of_it(began, notice.writer, arrival, state, today)
    if cover is None or from_on > today:
        return decision
    reader = officer_on(today, cover, state)
    passed = open_questions_passed(notice.person, reader, state, notice.programme, arrival.recorded_at)
    return decision + Decision(mails=passed)


def _read_by(notice: _Notice, cover: str | None, day: date) -> dict[str, object]:
    """Name who reads meanwhile: a Clerk of each council, or the cover, and whether nobody is there for that one."""
    person, state = notice.person, notice.state
    if notice.liaison is not None:
        liaisons = state.liaisons_of(person, Role.PLR) or (notice.liaison,)
        clerks = dict.fromkeys(stand_in_for_council(day, person, liaison, state) for liaison in liaisons)
        return {"stand_ins": list(clerks), "stand_in_is_away": False, "for_plr": True}
    reader = officer_on(day, cover, state) if cover else None
    is_away = reader is not None and (reader == person or state.absences.on(reader, day) is not None)
    return {"stand_ins": [cover] if cover else [], "stand_in_is_away": is_away, "for_plr": False}


def _in_place_of(notice: _Notice, began: AbsenceBegan) -> Decision:
    """End the absence that an amended one answers, where the two have days in common, and tell who read meanwhile."""
    known = notice.state.absences.get(notice.about)
    if known is None or known.ended or not known.overlaps(began.from_on, began.until_on):
        return Decision()
    has_begun = known.began.from_on <= notice.today
    ended = _ended(notice, known, began.from_on if has_begun else known.began.from_on)
    return Decision((ended,)) + stand_in_mails.told_of_end(
        known.began, notice.writer, notice.arrival, notice.state, notice.today, began
    )


def _back(notice: _Notice) -> Decision:
    """BACK: end the absence that it answers, and every other that lasts today."""
    arrival, state, today = notice.arrival, notice.state, notice.today
    over = [
        absence
        for absence in state.absences.of(notice.person)
        if absence.lasts_on(today) or (absence.began.absence == notice.about and absence.ended is None)
    ]
    facts = (arrival.fact(writer=notice.writer), *(_ended(notice, absence, today) for absence in over))
    data = {"person": notice.person, "for_plr": notice.liaison is not None}
    passed: tuple[Mail, ...] = ()
    if notice.liaison is None:
        passed = open_questions_passed(notice.person, notice.person, state, notice.programme, arrival.recorded_at)
    decision = Decision(facts, passed) + _told(notice, "absence-over", data)
    for absence in over:
        decision += stand_in_mails.told_of_end(absence.began, notice.writer, arrival, state, today)
    return decision


def _ended(notice: _Notice, absence: Absence, back_on: date) -> AbsenceEnded:
    return AbsenceEnded(**notice.arrival.times, absence=absence.began.absence, person=notice.person, back_on=back_on)


def _days(from_on: date, until_on: date | None) -> dict[str, object]:
    return {"from_on": from_on.isoformat(), "until_on": until_on.isoformat() if until_on else None}


def _told(notice: _Notice, template: str, data: dict[str, object], about: str = "") -> Decision:
    """Answer the writer: an officer at their desk, the council's side in a conversation that can go on from it."""
    arrival, abouts = notice.arrival, (about or notice.about,)
    if notice.liaison is None:
        return at_desk(arrival, notice.writer, template, abouts, data)
    if not (arrival.understood.may_respond or template == "absence-proposed"):
        return Decision()
    return letter(
        f"{template}:{arrival.message}",
        notice.writer,
        template,
        {**data, "liaison": notice.liaison},
        liaison=notice.liaison,
        about=abouts,
        parent=arrival.message,
        **arrival.times,
    )
