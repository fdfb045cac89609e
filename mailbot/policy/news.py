"""News: one message to many PLRs, shown to its writer first, sent by SEND, and stopped by UNDO while it waits. Pure.

An officer writes to their own PLRs; the coordinator to those of a team or of the force. Who is reached is settled by
SEND, and the copies leave by the rule's step, as of the watermark: an UNDO that came in time is always heeded.
Source: expectations, paragraph 9; laws 2, 6, 8, 11 and 12.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from mailbot.model.facts import NewsReleased, NewsStopped, NewsWritten, Purpose, ThreadOpened
from mailbot.model.ids import COORDINATOR, made_id
from mailbot.model.mail import Cause, Mail
from mailbot.model.people import Role
from mailbot.model.understanding import Command
from mailbot.policy.arrival import Arrival
from mailbot.policy.at_desk import at_desk
from mailbot.policy.decision import Decision
from mailbot.policy.desk import return_marked
from mailbot.policy.entries import News
from mailbot.policy.obligation import Obligation
from mailbot.policy.programme import Programme
from mailbot.policy.rules import Rule
from mailbot.policy.stand_in import council_reader_on
from mailbot.policy.state import State

_FORCE = ("FORCE", "ALL")


@dataclass(frozen=True, slots=True)
class _Reach:
    """Whom news goes to: for each liaison the person, and the liaisons that no mail reaches."""

    liaisons: tuple[str, ...]
    people: tuple[str, ...]
    not_reached: tuple[str, ...]

    def data(self, news: str) -> dict[str, object]:
        """Give what the writer is told of it."""
        return {
            "news": news,
            "copies": len(set(self.people)),
            "liaisons": list(self.liaisons),
            "not_reached": list(self.not_reached),
        }


def follow(arrival: Arrival, state: State, programme: Programme) -> Decision | None:
    """Take NEWS of an officer or the coordinator, and SEND and UNDO in reply to it; None for anything else."""
    command, writer = arrival.understood.command, _writer(arrival, state)
    rule = next((rule for rule in programme.rules if rule.each == "news"), None)
    if command is None or writer is None or rule is None:
        return None
    if command.keyword == "NEWS":
        return _written(arrival, state, programme, rule, writer, command)
    news = _answered(arrival, state)
    if news is None or news.written.by != writer:
        return None
    match command.keyword:
        case "SEND":
            return _released(arrival, state, programme, rule, news)
        case "UNDO":
            return _stopped(arrival, state, rule, news)
        case _:
            return None


def sender(thread: str, state: State) -> str | None:
    """Name the coordinator in a thread that their news began: what is answered there is for them."""
    opened = state.threads.get(thread)
    news = state.news.get(opened.opened.about[0]) if opened and opened.opened.about else None
    return COORDINATOR if news is not None and news.written.by == COORDINATOR else None


def copies(released: Obligation, cause: Cause, state: State, now: datetime) -> Decision:
    """Pass news on, one copy for each address, in a conversation with whoever reads it."""
    news = state.news[released.id]
    assert news.released is not None
    liaisons: dict[str, list[str]] = {}
    for person, liaison in zip(news.released.people, news.released.liaisons, strict=True):
        liaisons.setdefault(person, []).append(liaison)
    decision = Decision()
    for person, reached in liaisons.items():
        opened = ThreadOpened(
            happened_at=now,
            recorded_at=now,
            thread=made_id("t", released.id, person),
            purpose=Purpose.CONVERSATION,
            people=(person,),
            liaison=reached[0],
            about=(released.id,),
        )
        data = _copy_data(news.written, released.rule, reached, now)
        mail = Mail(
            key=f"relay:{released.id}:{person}",
            to=person,
            thread=opened.thread,
            queued_at=now,
            relays=released.id,
            data=data,
            causes=(cause,),
        )
        decision += Decision((opened,), (mail,))
    return decision


def _copy_data(written: NewsWritten, rule: Rule, reached: list[str], now: datetime) -> dict[str, object]:
    data: dict[str, object] = {
        "writer": written.by,
        "known": True,
        "news": {"team": written.team, "to_all": written.to_all, "whole": written.whole},
    }
    if rule.counts_as_contact and written.by != COORDINATOR:
        data |= {"contact_at": now.isoformat(), "liaisons": reached}
    return data


def _writer(arrival: Arrival, state: State) -> str | None:
    """Name the officer or the coordinator at this address; where several officers are there, a token decides."""
    placement = arrival.placement
    if COORDINATOR in placement.writers:
        return COORDINATOR
    officers = [writer for writer in placement.writers if state.is_officer(writer)]
    if placement.token_holder in officers:
        return placement.token_holder
    return officers[0] if len(officers) == 1 else None


def _answered(arrival: Arrival, state: State) -> News | None:
    """Find the news that the mail of ours which is answered was about."""
    thread = state.threads.get(arrival.placement.thread or "")
    if thread is None or thread.opened.purpose is not Purpose.DESK or not thread.opened.about:
        return None
    return state.news.get(thread.opened.about[0])


def _written(
    arrival: Arrival, state: State, programme: Programme, rule: Rule, writer: str, command: Command
) -> Decision:
    """Show news to its writer as it would leave, with whom it would reach."""
    if arrival.understood.marking:
        return return_marked(arrival, writer)
    written = _scoped(arrival, state, writer, command)
    if isinstance(written, str):
        return _not_sent(arrival, writer, written)
    reach = _reach(arrival, state, programme, rule, written)
    if not reach.people:
        return _not_sent(arrival, writer, "nobody")
    shown = at_desk(arrival, writer, "news-draft", (arrival.message,), reach.data(arrival.message))
    return Decision((arrival.fact(writer=writer), written)) + shown


def _scoped(arrival: Arrival, state: State, writer: str, command: Command) -> NewsWritten | str:
    """Read whom news is for; a keyword says why it can go to nobody."""
    scope, _, rest = command.argument.partition(" ")
    is_force, is_team = scope in _FORCE or command.argument.upper() in _FORCE, scope == "TEAM"
    named = [team for team in _teams(state) if f"{rest} ".casefold().startswith(f"{team} ".casefold())]
    team = max(named, key=len, default="") if is_team else ""
    if (is_force or is_team) and writer != COORDINATOR:
        return "not-yours"
    if is_team and not team:
        return "team"
    headline = rest[len(team) :] if is_team else rest if is_force else command.argument
    if not headline.strip() and not arrival.understood.new_text.strip().partition("\n")[2].strip():
        return "empty"
    return NewsWritten(
        **arrival.times,
        news=arrival.message,
        by=writer,
        to_all=writer == COORDINATOR and not team,
        team=team,
        whole=_is_whole(arrival),
    )


def _is_whole(arrival: Arrival) -> bool:
    """Whether it quotes nothing of ours: an answer to us does, and so may what came back with a token (law 6)."""
    understood = arrival.understood
    return not understood.is_reply and not (arrival.placement.thread and understood.quoted_text)


def _teams(state: State) -> set[str]:
    return {row.team for row in state.roster().values() if row.team}


def _not_sent(arrival: Arrival, writer: str, why: str) -> Decision:
    return Decision((arrival.fact(writer=writer),)) + at_desk(arrival, writer, "news-not-sent", (), {"why": why})


def _released(arrival: Arrival, state: State, programme: Programme, rule: Rule, news: News) -> Decision:
    """SEND: settle whom news reaches, and say until when it can be stopped."""
    written, arrived = news.written, Decision((arrival.fact(writer=news.written.by),))
    reach = _reach(arrival, state, programme, rule, written)
    if not reach.people:
        return _not_sent(arrival, written.by, "nobody")
    leaves_at = rule.deadline(programme.calendar, arrival.arrived_at).due_by
    if news.released is None:
        arrived += Decision(
            (
                NewsReleased(
                    **arrival.times,
                    news=written.news,
                    message=arrival.message,
                    liaisons=reach.liaisons,
                    people=reach.people,
                ),
            )
        )
    else:
        leaves_at = rule.deadline(programme.calendar, news.released.happened_at).due_by
    data = reach.data(written.news) | {"leaves_at": leaves_at.isoformat()}
    return arrived + at_desk(arrival, written.by, "news-going", (written.news,), data)


def _stopped(arrival: Arrival, state: State, rule: Rule, news: News) -> Decision:
    """UNDO: stop news that has not left; it can be sent after all by SEND."""
    written = news.written
    has_left = bool(state.steps.get((rule.name, written.news)))
    facts = () if has_left else (NewsStopped(**arrival.times, news=written.news, message=arrival.message),)
    data: dict[str, object] = {"news": written.news, "has_left": has_left}
    answered = at_desk(arrival, written.by, "news-stopped", (written.news,), data)
    return Decision((arrival.fact(writer=written.by), *facts)) + answered


def _reach(arrival: Arrival, state: State, programme: Programme, rule: Rule, written: NewsWritten) -> _Reach:
    """Find who reads for each council; people who share an address are one."""
    day = programme.calendar.local_day(arrival.recorded_at)
    reached: list[tuple[str, str]] = []
    not_reached: list[str] = []
    first: dict[str, str] = {}
    for liaison in _liaisons(state, rule, written):
        reader = _reader(liaison, state, day)
        mailbox = arrival.mailbox_of(reader) if reader else ""
        if reader and mailbox:
            reached.append((liaison, first.setdefault(mailbox, reader)))
        else:
            not_reached.append(liaison)
    liaisons, people = zip(*reached, strict=True) if reached else ((), ())
    return _Reach(tuple(liaisons), tuple(people), tuple(not_reached))


def _liaisons(state: State, rule: Rule, written: NewsWritten) -> Iterator[str]:
    """Give the liaisons of the rule's programmes that news is for, in an order that stays the same."""
    theirs = state.liaisons_of(written.by, Role.OFFICER)
    for liaison, row in sorted(state.roster().items()):
        is_meant = row.team == written.team if written.team else written.to_all or liaison in theirs
        if is_meant and row.programme in rule.programmes:
            yield liaison


def _reader(liaison: str, state: State, day: date) -> str | None:
    """Name who reads for a council on a day; nobody where its PLR is reached by phone alone."""
    row = state.liaisons[liaison].row
    reader = council_reader_on(day, row.plr, liaison, state)
    return None if row.contact_by != "email" and reader == row.plr else reader
