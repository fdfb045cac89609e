"""Dates that people write, for absences, meetings and calls: single days, ranges, lists, and what has to be asked.

`find_dates` reads any text, `find_away` what an out-of-office or a notice of absence says. Neither raises; no library
reads ranges, and most return a wrong year silently, so the grammar is our own: words (`dates_words`), single dates
(`dates_grammar`, `dates_calendar`), what stands together (`dates_runs`) and around it (`dates_roles`), and the days
that are meant (`dates_days`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from mailbot.inbound.dates_atoms import Atom, before, word_at
from mailbot.inbound.dates_days import Day, Frame, day_of
from mailbot.inbound.dates_roles import (
    is_opening_time,
    is_over_a_feast,
    is_rest,
    is_ruled_out,
    length_after,
    length_before,
    length_from_now,
    role_of,
)
from mailbot.inbound.dates_runs import Run, run_at
from mailbot.inbound.dates_words import LONGEST_TEXT, Token, tokens_of
from mailbot.inbound.spelling import words_of
from mailbot.model.understanding import Away

_LEAD_IN = 12
"""Characters before the dates of a bare notice ("from the", "between the"), which needs no word of absence."""
_LONGEST_SPAN = timedelta(days=300)
_DAY = timedelta(days=1)
_ABSENT = words_of(
    "away leave holiday holidays vacation absent absence off unavailable out back return returning abroad closed"
    " maternity sabbatical sick abwesend urlaub zuruck buro conge conges vacances absente retour urlop urlopie"
    " nieobecny nieobecna biurem reopen reopens"
    " ferie fuori vacaciones fuera ausente ferias fora concediu wyliau swyddfa afwezig vakantie kantoor"
    " hospital jury paternity compassionate secondment honeymoon cruise unwell ooo al course travelling traveling"
)
_NOT_THERE = re.compile(
    r"\ba/l\b|\brest days?\b|\bon nights\b"
    r"|\b(?:not|won't|no|without) (?:\w{2,7} ){0,2}(?:available|around|access|contactable|office|work)\b"
    r"|\blimited access\b|\b(?:i am|i'm|i’m|i will be|i'll be|i’ll be|i shall be|gone)\b[^.\n]{0,60}\b(?:un)?till?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the last, both included; None where the text leaves an end open.

    `asked` is what the writer has to be asked before the days can be used; `text` the words that were read.
    """

    from_on: date | None
    until_on: date | None
    text: str = ""
    asked: str = ""

    @property
    def is_day(self) -> bool:
        return self.from_on is not None and self.from_on == self.until_on


@dataclass(frozen=True, slots=True)
class Dates:
    """All the dates of a text, in its order."""

    spans: tuple[Span, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        """The single days that are certain."""
        return tuple(span.from_on for span in self.spans if span.is_day and span.from_on and not span.asked)

    @property
    def ranges(self) -> tuple[Span, ...]:
        """Spans of more than a day, and open ones, that are certain."""
        return tuple(span for span in self.spans if not span.is_day and not span.asked)

    @property
    def questions(self) -> tuple[str, ...]:
        """What to ask, with the words that it is about."""
        return tuple(f"“{span.text}”: {span.asked}" for span in self.spans if span.asked)


def find_dates(text: str, written_on: date, *, looking_back: bool = False) -> Dates:
    """Find the dates of a text as seen from the local day on which it was written.

    `looking_back` reads what has happened ("PHONED 12 June"): the last such day, and a day ahead is asked about.
    """
    return Dates(_spans(text, Frame(written_on, looking_back)))


def find_away(text: str, written_on: date) -> Away | None:
    """Read the first and last day away; None where no absence is spoken of, empty where it has no certain dates.

    "Until the 5th" makes the 5th the last day away, "back on the 5th" the 4th.
    """
    tokens = tokens_of(text)
    speaks = any(token.text in _ABSENT for token in tokens) or bool(_NOT_THERE.search(text[:LONGEST_TEXT]))
    spans = [span for span in _spans(text, Frame(written_on, may_have_begun=True)) if not span.asked]
    if not speaks and not (spans and text.find(spans[0].text) <= (0 if spans[0].is_day else _LEAD_IN)):
        return None
    spans = [span for span in spans if span.until_on is None or span.until_on >= written_on - _DAY]
    whole = next((span for span in spans if span.from_on and span.until_on and not span.is_day), None)
    if whole:
        return Away(whole.from_on, whole.until_on)
    until_on = next((span.until_on for span in spans if span.from_on is None), None)
    begins = [span.from_on for span in spans if span.from_on and (until_on is None or span.from_on <= until_on)]
    open_end = [span.from_on for span in spans if span.from_on and span.until_on is None]
    if until_on:
        return Away(begins[0] if begins else None, until_on)
    if open_end:
        return Away(open_end[0], None)
    lasting = length_from_now(tokens)
    if lasting:
        from_on = begins[0] if begins and begins[0] else written_on
        return Away(from_on, from_on + timedelta(days=lasting - 1))
    return Away(spans[0].from_on, spans[0].until_on) if spans else Away()


def _spans(text: str, frame: Frame) -> tuple[Span, ...]:
    tokens = tokens_of(text)
    spans: list[Span] = []
    at = 0
    while at < len(tokens):
        run = run_at(tokens, at, frame.written_on)
        if run is None:
            at += 1
            continue
        if not is_ruled_out(tokens, at):
            spans += _spans_of(tokens, run, frame, text)
        at = max(run.atoms[-1].end, at + 1)
    return tuple(_with_returns(spans, text))


def _with_returns(spans: list[Span], text: str) -> Iterator[Span]:
    """Make one span of "from 23/12" and the "back 4/1" that follows it."""
    waiting: Span | None = None
    for span in spans:
        whole = _joined(waiting, span, text) if waiting else None
        if waiting and whole is None:
            yield waiting
        waiting = whole or span
    if waiting:
        yield waiting


def _joined(begun: Span, ended: Span, text: str) -> Span | None:
    is_open = begun.until_on is None and ended.from_on is None and not (begun.asked or ended.asked)
    if not (is_open and begun.from_on and ended.until_on and begun.from_on <= ended.until_on):
        return None
    start = text.find(begun.text)
    words = text[start : text.find(ended.text, start + len(begun.text)) + len(ended.text)]
    return Span(begun.from_on, ended.until_on, words)


def _spans_of(tokens: list[Token], run: Run, frame: Frame, text: str) -> list[Span]:
    if is_opening_time(tokens, run):
        return []
    spans: list[Span] = []
    at = 0
    while at < len(run.atoms):
        reaches = at < len(run.joints) and run.joints[at]
        last = run.atoms[at + reaches]
        words = text[tokens[run.starts[at]].start : tokens[last.end - 1].end]
        spans.append(_range(run.atoms[at], last, frame, words) if reaches else _single(tokens, run, at, frame, words))
        at += 1 + reaches
    return spans


def _range(first: Atom, last: Atom, frame: Frame, words: str) -> Span:
    """The end decides the year, for an absence may have begun already; where it has no month the start does."""
    if first.year or not (last.month or last.fixed):
        return _by_start(first, last, frame, words)
    end = day_of(last, replace(frame, may_have_begun=False))
    if isinstance(end, str):
        return Span(None, None, words, end)
    begin = day_of(first, replace(frame, ceiling=end.last))
    if isinstance(begin, str):
        return Span(None, None, words, begin)
    return _reaching(begin, end, words)


def _by_start(first: Atom, last: Atom, frame: Frame, words: str) -> Span:
    begin = day_of(first, replace(frame, may_have_begun=not frame.looking_back))
    if isinstance(begin, str):
        return Span(None, None, words, begin)
    if not (last.fixed or frame.looking_back) and (frame.may_have_begun or first.month is None):
        end = day_of(last, replace(frame, floor=begin.first))
        ahead = day_of(first, replace(frame, may_have_begun=False))
        has_ended = isinstance(end, Day) and end.last < frame.written_on + _DAY * (not frame.may_have_begun)
        begin = ahead if has_ended and isinstance(ahead, Day) else begin
    floor = None if last.fixed or last.year else begin.first
    end = day_of(last, replace(frame, floor=floor))
    return Span(None, None, words, end) if isinstance(end, str) else _reaching(begin, end, words)


def _reaching(begin: Day, end: Day, words: str) -> Span:
    asked = begin.asked or end.asked
    if not asked and begin.first > end.last:
        asked = f"{begin.first:%-d %B %Y} is after {end.last:%-d %B %Y}"
    if not asked and end.last - begin.first > _LONGEST_SPAN:
        asked = f"{begin.first:%-d %B %Y} to {end.last:%-d %B %Y} is most of a year"
    return Span(begin.first, end.last, words, asked)


def _single(tokens: list[Token], run: Run, at: int, frame: Frame, words: str) -> Span:
    """One atom, with what the words around make of it: until, from, back on, after, for a fortnight."""
    atom = run.atoms[at]
    role = _role(tokens, run, at)
    if role == "from" and before(tokens, run.starts[0]) == "since":
        frame = replace(frame, looking_back=True)
    if at == 0 and is_over_a_feast(tokens, run.starts[0], frame.written_on):
        return Span(None, None, words, "it is not said which days that is; give the first and the last")
    begins = role == "from" or bool(length_after(tokens, atom.end))
    day = day_of(atom, replace(frame, may_have_begun=frame.may_have_begun and begins))
    if isinstance(day, str):
        return Span(None, None, words, day)
    is_whole = day.last > day.first
    if is_whole and is_rest(tokens, run.starts[0]):
        day = replace(day, first=max(day.first, frame.written_on))
    match role:
        case "back":
            after = before(tokens, run.starts[0]) == "after"
            return Span(None, day.last if after else day.first - _DAY, words, day.asked)
        case "until":
            return Span(None, day.first - _DAY if is_whole else day.last, words, day.asked)
        case "before":
            return Span(None, day.first - _DAY, words, day.asked)
        case "after":
            return Span(day.last + _DAY, None, words, day.asked)
    lasting = length_after(tokens, atom.end) or (length_before(tokens, run.starts[0]) if role == "from" else 0)
    if lasting and frame.may_have_begun and day.first + timedelta(days=lasting) <= frame.written_on:
        ahead = day_of(atom, replace(frame, may_have_begun=False))
        day = day if isinstance(ahead, str) else ahead
    if lasting:
        return Span(day.first, day.first + timedelta(days=lasting - 1), words, day.asked)
    return Span(day.first, None if role == "from" and not is_whole else day.last, words, day.asked)


def _role(tokens: list[Token], run: Run, at: int) -> str:
    if word_at(tokens, run.atoms[at].end) in ("zuruck", "wieder"):
        return "back"
    return role_of(tokens, run.starts[0]) if at == 0 else ""
