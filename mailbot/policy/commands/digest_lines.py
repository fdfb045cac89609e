"""ACK, SNOOZE, EXCUSE, REASSIGN, CLOSE and LINK: what the coordinator answers to the numbered lines of a digest. Pure.

A number means the line of the digest that is answered, however old that is. What cannot be done for a line is said
beside what was. Any command of an officer may stand before a number too: it is carried out in the conversation that the
line is about, and recorded as the coordinator's. Source: expectations, paragraphs 5 and 6; design, Commands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from mailbot.model.facts import (
    ConcernClosed,
    DigestLine,
    Excused,
    Fact,
    HeldClosed,
    LineSeen,
    LineSnoozed,
    Outcome,
    VerdictGiven,
)
from mailbot.policy.at_desk import at_desk
from mailbot.policy.commands import officer_changes
from mailbot.policy.commands.call import Call
from mailbot.policy.commands.in_turn import CarryOut, Turn
from mailbot.policy.decision import Decision, Link
from mailbot.policy.digest_line import actions, is_open, key_of
from mailbot.policy.guesses import council_side, guessed
from mailbot.policy.obligations import obligations_in

_UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing was done for a line, as a keyword of the template."""

    why: str


OnLine = Callable[[Call, DigestLine], Decision | Refusal]


def ack(call: Call) -> Decision | None:
    """ACK: these lines were seen; they stay open, and are told again when they have grown."""
    return _on_lines(call, "seen", _seen)


def snooze(call: Call) -> Decision | None:
    """SNOOZE: these lines are not told again before a day, which has to be named; no clock moves by it."""
    return _on_lines(call, "snoozed", _snoozed)


def excuse(call: Call) -> Decision | None:
    """EXCUSE: these obligations end as excused, for a reason that has to be given; never as kept."""
    return _on_lines(call, "excused", _excused)


def reassign(call: Call) -> Decision | None:
    """REASSIGN: the councils of these lines have this officer, from now on or from a day, as by a change of the roster.

    Without a number, the councils are named.
    """
    if not call.command.rows:
        return officer_changes.by_name(call)
    decision = _on_lines(call, "reassigned", _reassigned)
    return decision and decision + officer_changes.told_ahead(call, decision.facts)


def close(call: Call) -> Decision | None:
    """CLOSE: nothing more is to be done with these held messages; these concerns are settled."""
    return _on_lines(call, "closed", _closed)


def link(call: Call) -> Decision | None:
    """LINK: a held message belongs where a guess says, or to a council; it counts from its arrival (law 7)."""
    return _on_lines(call, "placed", _placed)


def on_lines(call: Call, theirs: Mapping[str, CarryOut], of_officers: Mapping[str, CarryOut]) -> Iterator[Turn]:
    """Give what the coordinator asks for as it stands, or, where it is an officer's command, once for each line."""
    keyword, rows = call.command.keyword, call.command.rows
    if keyword not in of_officers or not rows:
        yield Turn(call, theirs.get(keyword))
        return
    for row in rows:
        line = line_of(call, row)
        one = replace(call, command=replace(call.command, rows=(row,)), thread=line.thread if line else None)
        yield Turn(one, of_officers[keyword] if one.thread else _not_for_this_line, row)


def line_of(call: Call, row: int) -> DigestLine | None:
    """Give what a number stands for in the digest that is answered."""
    digest = call.state.digests.get(call.arrival.placement.thread or "")
    return digest.lines[row - 1] if digest and 0 < row <= len(digest.lines) else None


def _not_for_this_line(call: Call) -> Decision:
    """Say of an officer's command that there is no such line, or that it is none that has a conversation."""
    row = call.command.row or 0
    why = "kind" if line_of(call, row) else "number"
    return _answer(call, "", [], [{"number": row, "why": why}], {})


def _on_lines(call: Call, what: str, on_line: OnLine) -> Decision | None:
    """Do one thing for each line that is named; None where none is."""
    if not call.command.rows:
        return None
    facts, done, refused = Decision((call.arrival.fact(writer=call.writer),)), [], []
    for row in call.command.rows:
        line = line_of(call, row)
        follows = on_line(call, line) if line else Refusal("number")
        if line is None or isinstance(follows, Refusal):
            refused.append({"number": row, "why": follows.why if isinstance(follows, Refusal) else "number"})
        else:
            facts += follows
            done.append(_named(row, line, follows))
    return facts + _answer(call, what, done, refused, _more(call))


def _answer(
    call: Call,
    what: str,
    done: list[dict[str, object]],
    refused: list[dict[str, object]],
    more: dict[str, object],
) -> Decision:
    data = {"what": what, "keyword": call.command.keyword, "done": done, "refused": refused, **more}
    return at_desk(call.arrival, call.writer, "lines-noted", (), data)


def _named(row: int, line: DigestLine, follows: Decision) -> dict[str, object]:
    return {
        "number": row,
        "about": line.about,
        "liaison": line.liaison,
        "is_held": not line.rule,
        "placed": bool(follows.links),
    }


def _more(call: Call) -> dict[str, object]:
    until_on, from_on = call.command.until_on, officer_changes.from_on(call)
    return {
        "until": until_on.isoformat() if until_on else None,
        "officer": officer_changes.officer_named(call),
        "from_on": from_on.isoformat() if from_on else None,
    }


def _offers(word: str, call: Call, line: DigestLine) -> Refusal | None:
    """Say why a word cannot be answered to a line: it is of another kind, or over."""
    rule = next((rule for rule in call.programme.rules if rule.name == line.rule), None)
    verdict, post = call.state.verdicts.get(key_of(line)), _post(line, call)
    if word not in actions(rule.each if rule else line.rule, post):
        return Refusal("kind")
    may_be_over = verdict is not None and verdict.outcome is Outcome.LAPSED and word in ("EXCUSE", "REASSIGN")
    return None if may_be_over or _waits(line, call) else Refusal("over")


def _waits(line: DigestLine, call: Call) -> bool:
    """Whether a line is open: what was met is over, though it is not judged before all mail from before is read."""
    owed = obligations_in(line.liaison, call.programme, call.state) if line.rule else ()
    is_met = any(one.met_at is not None for one in owed if (one.rule.name, one.id) == key_of(line))
    return is_open(line, call.state) and not is_met


def _post(line: DigestLine, call: Call) -> str | None:
    """Name the post that a line says is vacant; None where it says no such thing."""
    rules = [rule.name for rule in call.programme.rules if rule.each == "post"]
    if line.rule not in rules:
        return None
    return "plr" if call.state.liaisons[line.liaison].row.officer else "officer"


def _seen(call: Call, line: DigestLine) -> Decision | Refusal:
    fact = LineSeen(
        **call.arrival.times, rule=line.rule, about=line.about, message=call.arrival.message, by=call.writer
    )
    return _offers("ACK", call, line) or Decision((fact,))


def _snoozed(call: Call, line: DigestLine) -> Decision | Refusal:
    until_on = call.command.until_on
    if call.command.asked or until_on is None or until_on <= call.today:
        return Refusal("day")
    fact = LineSnoozed(
        **call.arrival.times,
        rule=line.rule,
        about=line.about,
        until_on=until_on,
        message=call.arrival.message,
        by=call.writer,
    )
    return _offers("SNOOZE", call, line) or Decision((fact,))


def _excused(call: Call, line: DigestLine) -> Decision | Refusal:
    if refusal := _offers("EXCUSE", call, line):
        return refusal
    if not call.has_reason or call.command.said.lower().strip(" .:") == "because":
        return Refusal("reason")
    fact = Excused(
        **call.arrival.times,
        rule=line.rule,
        obligation=line.about,
        liaison=line.liaison,
        message=call.arrival.message,
        by=call.writer,
    )
    return Decision((fact, *_corrected(call, line)))


def _corrected(call: Call, line: DigestLine) -> Iterator[Fact]:
    """Correct a verdict that was given already, visibly: both stand in the ledger, and the later one counts."""
    verdict = call.state.verdicts.get(key_of(line))
    if isinstance(verdict, VerdictGiven):
        yield replace(verdict, outcome=Outcome.EXCUSED, recorded_at=call.arrival.recorded_at)


def _reassigned(call: Call, line: DigestLine) -> Decision | Refusal:
    if refusal := _offers("REASSIGN", call, line):
        return refusal
    changed = officer_changes.changed(call, line.liaison)
    return Refusal(changed) if isinstance(changed, str) else changed


def _closed(call: Call, line: DigestLine) -> Decision | Refusal:
    if refusal := _offers("CLOSE", call, line):
        return refusal
    times, message, by = call.arrival.times, call.arrival.message, call.writer
    if line.rule:
        return Decision((ConcernClosed(**times, concern=line.about, message=message, by=by),))
    return Decision((HeldClosed(**times, held=line.about, message=message, by=by),))


def _placed(call: Call, line: DigestLine) -> Decision | Refusal:
    if refusal := _offers("LINK", call, line):
        return refusal
    held = call.state.held[line.about]
    if held.reason == _UNREADABLE:
        return Refusal("unreadable")
    place = _place(call, line)
    liaison = council_side(place, call.state) if place else None
    if place is None or liaison is None:
        return Refusal("place")
    if call.state.liaisons[liaison].row.plr is None:
        return Refusal("nobody")
    return Decision(links=(Link(line.about, liaison, held.writer, place if place != liaison else "", by=call.writer),))


def _place(call: Call, line: DigestLine) -> str | None:
    """Find the conversation or the liaison that is named, by its letter or by the name of the council."""
    said = call.command.said.strip(" .:").lower().removeprefix("to ").strip()
    guesses = list(guessed(call.state.held[line.about], call.state))
    by_letter = next((place for letter, place, _ in guesses if letter == said), None)
    if by_letter is not None:
        return by_letter
    named = call.arrival.councils_named
    best = next((place for _, place, _ in guesses if council_side(place, call.state) in named), None)
    return (best or named[0]) if len(named) == 1 else None
