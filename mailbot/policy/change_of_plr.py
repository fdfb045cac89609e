"""Change of PLR: what a council writes of it: CHANGE, LEFT, and YES, NO and BACK where we offered them. Pure.

A change is confirmed with the address on record before anything follows from it; only that somebody has left stops
mail at once (law 7). The coordinator's words on it are in `commands.plr_changes`, the hand-over in `hand_over`.
Source: expectations, paragraph 7.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from mailbot.model.facts import (
    AddressChanged,
    Fact,
    PlrChangeConfirmed,
    PlrChangeProposed,
    PlrChangeRefused,
    PlrLeft,
    PlrStays,
    WordsReleased,
)
from mailbot.model.ids import COORDINATION, COORDINATOR
from mailbot.model.mail import Mail
from mailbot.model.people import Role
from mailbot.model.understanding import ChangeNotice, Dmarc
from mailbot.policy.arrival import Arrival, held
from mailbot.policy.decision import Decision
from mailbot.policy.entries import Question
from mailbot.policy.letter import letter
from mailbot.policy.plr_changes import Change, Missing
from mailbot.policy.programme import Programme
from mailbot.policy.stand_in import officer_on
from mailbot.policy.state import State


@dataclass(frozen=True, slots=True)
class Notice:
    """One message about the PLR of a liaison: who writes it, and what the mail that it answers was about."""

    arrival: Arrival
    state: State
    programme: Programme
    liaison: str
    writer: str
    about: tuple[str, ...] = ()

    @property
    def today(self) -> date:
        """The local day on which it arrived."""
        return self.programme.calendar.local_day(self.arrival.arrived_at)

    @property
    def plr(self) -> str | None:
        """Who the PLR is at present."""
        return self.state.liaisons[self.liaison].row.plr

    @property
    def is_known(self) -> bool:
        """Whether it was written from its writer's address on record."""
        return self.writer in self.arrival.placement.writers

    @property
    def is_proven(self) -> bool:
        """Whether it is known to answer what we sent to that address, or the address is proved by its server."""
        placement = self.arrival.placement
        answers_ours = placement.token_holder == self.writer or bool(placement.parent)
        return self.is_known and (answers_ours or self.arrival.understood.dmarc is Dmarc.PASS)

    @property
    def change(self) -> Change | None:
        """The change that the answered mail was about."""
        return next((one for about in self.about if (one := self.state.plr_changes.changes.get(about))), None)


def follow(
    arrival: Arrival, state: State, programme: Programme, thread: str, liaison: str, writer: str
) -> Decision | None:
    """Take what a council writes of its PLR; None for what is a message like any other (law 11)."""
    command = arrival.understood.command
    if command is None or not _is_promised(programme, state.liaisons[liaison].row.programme):
        return None
    opened = state.threads.get(thread)
    notice = Notice(arrival, state, programme, liaison, writer, opened.opened.about if opened else ())
    match command.keyword, _answered(notice):
        case "CHANGE", _:
            return _propose(notice, command.notice or ChangeNotice())
        case "LEFT", _:
            return _leave(notice)
        case ("YES" | "NO") as word, "plr-change-asked":
            return _answer(notice, is_so=word == "YES")
        case "YES", "plr-change-noted":
            return _release(notice)
        case ("YES", "new-plr-asked") | ("BACK" | "UNDO", "plr-left-noted"):
            return _stay(notice)
        case _:
            return None


def _answered(notice: Notice) -> str:
    """Say what was asked or noted by the mail that is answered; a joint answer asks what its conversation is about."""
    if notice.arrival.answers_template != "several-done" or not notice.about:
        return notice.arrival.answers_template
    if notice.change is not None:
        return "plr-change-asked"
    return "plr-left-noted" if notice.about[0] in notice.state.liaisons else ""


def from_stranger(arrival: Arrival, state: State, programme: Programme) -> Decision | None:
    """Take the CHANGE of somebody whom nobody knows, where it names one council: those on record are asked."""
    command, named_one = arrival.understood.command, arrival.councils_named
    if command is None or command.keyword != "CHANGE" or len(named_one) != 1:
        return None
    if not _is_promised(programme, state.liaisons[named_one[0]].row.programme):
        return None
    return _propose(Notice(arrival, state, programme, named_one[0], ""), command.notice or ChangeNotice())


def _is_promised(programme: Programme, of: str) -> bool:
    return any(rule.each == "plr-change" and of in rule.programmes for rule in programme.rules)


def speakers(liaison: str, state: State) -> tuple[str, ...]:
    """Name who may speak for the council, the PLR first; nobody whose address is dead, and no PLR who is gone."""
    row, seat = state.liaisons[liaison].row, state.plr_changes.seats[liaison]
    gone = {gap.plr for gap in seat.gaps if gap.why is Missing.LEFT and gap.ended_at is None}
    named = dict.fromkeys(person for person in (row.plr, row.clerk) if person)
    return tuple(person for person in named if person not in gone and person not in state.unreachable)


# CHANGE


def proposed(notice: Notice, said: ChangeNotice, asked: str) -> PlrChangeProposed:
    """State what was written; a day that has passed is today."""
    arrival, successor = notice.arrival, notice.arrival.successor
    return PlrChangeProposed(
        **arrival.times,
        change=arrival.message,
        liaison=notice.liaison,
        plr=notice.plr,
        successor=successor.id if successor else None,
        from_on=max(said.from_on or notice.today, notice.today),
        asked=asked,
        by=notice.writer if notice.is_known else None,
        is_same_person=successor is not None and notice.plr in arrival.namesakes and successor.id != notice.plr,
        is_meanwhile=said.is_meanwhile,
        interim=arrival.interim.id if arrival.interim else None,
    )


def unclear(notice: Notice, said: ChangeNotice) -> str:
    """Say what is missing of a CHANGE, as a keyword of the template; empty where it can be asked whether it is so."""
    if said.asked:
        return "day"
    if said.name and not said.address:
        return "address"
    successor = notice.arrival.successor
    if said.address and (successor is None or successor.address.lower() != said.address.lower()):
        return "address"
    if successor is not None and successor.id == notice.plr:
        return "same"
    if not said.address and said.from_on is None and not said.is_meanwhile:
        return "nothing"
    return "nobody" if not said.address and notice.plr is None else ""


def named(arrival: Arrival) -> Decision:
    """Keep what is personal about those whom a CHANGE names."""
    return Decision(people=tuple(person for person in (arrival.successor, arrival.interim) if person))


def _propose(notice: Notice, said: ChangeNotice) -> Decision:
    """CHANGE: ask at the address on record whether it is so, or its writer for what is missing."""
    arrival, state = notice.arrival, notice.state
    arrived = Decision((arrival.fact(writer=notice.writer or None),))
    why = unclear(notice, said)
    if why and not notice.writer:
        return held(arrival, "stranger")
    if why:
        return arrived + told(notice, notice.writer, "plr-change-unclear", (), {"why": why})
    may_speak = speakers(notice.liaison, state)
    own = notice.is_known and notice.writer in may_speak
    asked = notice.writer if own else next(iter(may_speak), COORDINATOR)
    fact = proposed(notice, said, asked)
    replaced = _replaced(notice)
    template = "plr-change-decide" if asked in COORDINATION else "plr-change-asked"
    mail = told(notice, asked, template, (fact.change,), {"change": fact.change})
    return arrived + named(arrival) + Decision((*replaced, fact)) + mail


def _replaced(notice: Notice) -> tuple[Fact, ...]:
    """Refuse the change that a new one was written in answer to."""
    change = notice.change
    if change is None or change.word is not None or not notice.is_proven:
        return ()
    return (_refused(notice, change),)


# YES and NO


def confirm(notice: Notice, change: Change) -> Decision:
    """Confirm a change: the officer is told of one that is to come, and an address is another one at once."""
    fact = PlrChangeConfirmed(
        **notice.arrival.times,
        change=change.proposed.change,
        liaison=notice.liaison,
        by=notice.writer,
        on=notice.today,
    )
    one = change.proposed
    if one.is_same_person:
        assert one.plr is not None and one.successor is not None
        moved = AddressChanged(**notice.arrival.times, person=one.plr)
        return Decision((fact, moved), moves=((one.plr, one.successor),))
    decision = Decision((fact,))
    officer = notice.state.liaisons[notice.liaison].row.officer
    if officer is None or (one.from_on <= notice.today and one.successor is not None):
        return decision
    reader = officer_on(notice.today, officer, notice.state)
    return decision + told(notice, reader, "plr-change-ahead", (), {"change": one.change})


def refuse(notice: Notice, change: Change) -> Decision:
    """Refuse a change: nothing follows from it; the officer is told, who knew of it already."""
    decision = Decision((_refused(notice, change),))
    officer = notice.state.liaisons[notice.liaison].row.officer
    if officer is None or change.confirmed is None:
        return decision
    reader = officer_on(notice.today, officer, notice.state)
    return decision + told(notice, reader, "plr-change-off", (), {"change": change.proposed.change})


def decide(notice: Notice, change: Change, *, is_so: bool) -> Decision:
    """Take a word on a change: of anybody who may give one while nobody has, then of whoever did, until its day."""
    one, word, liaison = change.proposed, change.word, notice.state.liaisons[change.proposed.liaison]
    is_done = liaison.row.plr != one.plr or (change.confirmed if one.is_same_person else liaison.ended)
    is_same = word is not None and isinstance(word, PlrChangeConfirmed) == is_so
    if is_done or is_same or (word is not None and word.by != notice.writer):
        return Decision()
    return confirm(notice, change) if is_so else refuse(notice, change)


def open_questions(liaison: str, state: State) -> tuple[Question, ...]:
    """List the questions of a liaison that wait for an answer, the oldest first."""
    waiting = [question for question in state.open_in_liaison(liaison).values() if question.is_waiting]
    return tuple(sorted(waiting, key=lambda question: question.asked.happened_at))


def _answer(notice: Notice, *, is_so: bool) -> Decision | None:
    """YES or NO, of whom we asked, in answer to what we asked."""
    change = notice.change
    if change is None:
        return None
    if not notice.is_proven or notice.writer not in speakers(notice.liaison, notice.state):
        return held(notice.arrival, "plr-change-unconfirmed", writer=notice.writer)
    decision = Decision((notice.arrival.fact(writer=notice.writer),))
    decision += decide(notice, change, is_so=is_so)
    one = change.proposed
    asks_words = (
        is_so
        and notice.writer == one.plr
        and not one.is_same_person
        and any(question.asked.plr == one.plr for question in open_questions(notice.liaison, notice.state))
    )
    data = {"change": one.change, "asks_words": asks_words}
    about = (one.change, notice.writer) if asks_words else (one.change,)
    return decision + told(notice, notice.writer, "plr-change-noted", about, data)


def _refused(notice: Notice, change: Change) -> PlrChangeRefused:
    return PlrChangeRefused(
        **notice.arrival.times, change=change.proposed.change, liaison=notice.liaison, by=notice.writer
    )


def _release(notice: Notice) -> Decision | None:
    """YES: the next PLR may read what this one wrote about open questions, if they were asked that (law 11)."""
    change = notice.change
    if change is None or notice.writer not in notice.about:
        return None
    if not notice.is_proven:
        return held(notice.arrival, "plr-change-unconfirmed", writer=notice.writer)
    fact = WordsReleased(
        **notice.arrival.times, liaison=notice.liaison, plr=notice.writer, message=notice.arrival.message
    )
    decision = Decision((notice.arrival.fact(writer=notice.writer), fact))
    has_begun = notice.plr is not None and notice.plr != notice.writer
    if notice.plr is not None and has_begun:
        now = notice.arrival.recorded_at
        decision += Decision(mails=words_of(notice.writer, notice.plr, notice.liaison, notice.state, now))
    return decision + told(notice, notice.writer, "words-released", (), {"passed": has_begun})


def words_of(writer: str, reader: str, liaison: str, state: State, now: datetime) -> tuple[Mail, ...]:
    """Pass on whole what somebody wrote in the questions that are open, to the PLR after them."""
    return tuple(
        Mail(
            key=f"relay:{message}:{reader}",
            to=reader,
            thread=question.asked.thread,
            queued_at=now,
            relays=message,
            data={"writer": writer, "known": True},
        )
        for question in open_questions(liaison, state)
        if question.asked.plr == writer
        for message in question.messages
    )


# LEFT, and what takes it back


def _leave(notice: Notice) -> Decision | None:
    """LEFT, by anybody at the PLR's address, or by the Clerk: nothing more is sent to the PLR, in any liaison."""
    arrival, state, plr = notice.arrival, notice.state, notice.plr
    if plr is None:
        return None
    by_clerk = notice.writer != plr and notice.writer == state.liaisons[notice.liaison].row.clerk
    if not notice.is_known or not (by_clerk or notice.writer == plr):
        return held(arrival, "plr-change-unconfirmed", writer=notice.writer)
    liaisons = (notice.liaison,) if by_clerk else state.liaisons_of(plr, Role.PLR)
    facts = tuple(
        PlrLeft(**arrival.times, liaison=liaison, plr=plr, on=notice.today, by=notice.writer, message=arrival.message)
        for liaison in liaisons
    )
    decision = Decision((arrival.fact(writer=notice.writer), *facts))
    if by_clerk:  # who the new PLR is, they are asked by the rule
        return decision
    return decision + told(notice, notice.writer, "plr-left-noted", liaisons, {})


def _stay(notice: Notice) -> Decision | None:
    """YES of the Clerk, or BACK of whoever was said to be gone: the PLR is the one on the roster."""
    arrival, state = notice.arrival, notice.state
    if not notice.is_proven:
        return held(arrival, "plr-change-unconfirmed", writer=notice.writer)
    liaisons = [about for about in notice.about if about in state.liaisons]
    facts = tuple(
        PlrStays(**arrival.times, liaison=liaison, plr=plr, by=notice.writer, message=arrival.message)
        for liaison in liaisons
        if (plr := state.liaisons[liaison].row.plr)
    )
    if not facts:
        return None
    decision = Decision((arrival.fact(writer=notice.writer), *facts))
    return decision + told(notice, notice.writer, "plr-stays-noted", (), {"plr": facts[0].plr})


def told(notice: Notice, reader: str, template: str, about: tuple[str, ...], data: dict[str, object]) -> Decision:
    """Write to somebody about it: to the council's side in a conversation, to anybody else at their desk."""
    arrival = notice.arrival
    if reader == notice.writer and not arrival.understood.may_respond:
        return Decision()
    of_council = reader in (notice.plr, notice.state.liaisons[notice.liaison].row.clerk, notice.writer)
    return letter(
        f"{template}:{arrival.message}:{reader}",
        reader,
        template,
        {**data, "liaison": notice.liaison},
        liaison=notice.liaison if of_council and reader not in COORDINATION else None,
        about=about,
        parent=arrival.message if reader == notice.writer else "",
        **arrival.times,
    )
