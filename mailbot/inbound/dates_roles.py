"""What the words around a date make of it: until, from, back on, for a fortnight, or no date of the writer's at all.

Reads tokens only, and resolves no day.
"""

from __future__ import annotations

from datetime import date

from mailbot.inbound.dates_atoms import ARTICLES, before, length_at, word_at
from mailbot.inbound.dates_runs import Run
from mailbot.inbound.dates_words import Token
from mailbot.inbound.feasts import feast_at
from mailbot.inbound.spelling import words_of

_UNTIL = words_of("until till til untill through thru bis jusquau do til' upto hasta ate tan tot")
_UP_TO = (("fino", "al"), ("fino", "a"), ("pana", "la"), ("pana", "pe"))
"""Two words that mean "until"."""
_DOERS = words_of("you we i they can could to will would")
"""Words before an English "do", which is "until" in Polish."""
_FROM = words_of("from since starting commencing beginning vom ab od du")
_BACK = words_of(
    "back return returns returning returned retour zuruck ruckkehr wieder wracam wroce powrot resume resuming reopen"
    " reopens reopening again available"
)
_NOT_OURS = words_of("get call ring come phone write report go email getting coming")
_FILLERS = words_of("the next about around")
_AWAY = words_of("away leave closed off")
"""Words beyond which a return is another sentence's."""
_OPENING = words_of("open opening hours staffed work working available manned usually normally office")


def length_from_now(tokens: list[Token]) -> int:
    """Give the days of "away for two weeks" or "for the next fortnight"; 0 where no length is named."""
    for at, token in enumerate(tokens):
        if token.text == "for":
            fillers = sum(word_at(tokens, at + ahead) in _FILLERS for ahead in (1, 2))
            if length := length_at(tokens, at + 1 + fillers):
                return length[0]
    return 0


def is_ruled_out(tokens: list[Token], start: int) -> bool:
    """Tell the day that is named as the one that will not do: "any day but Tuesday", "not the 14th"."""
    at = start - 1
    while word_at(tokens, at) in ARTICLES:
        at -= 1
    previous, first = word_at(tokens, at), word_at(tokens, at - 1)
    if previous == "not":
        return first not in ("why", "if", "is", "was", "do", "did", "or")
    return previous in ("except", "excepting") or (previous == "but" and first in ("day", "anytime", "any", "time"))


def is_opening_time(tokens: list[Token], run: Run) -> bool:
    """Tell "Open Monday to Friday": weekdays alone make a range only after "from" and no word of opening."""
    if not any(run.joints) or any(atom.day or atom.fixed for atom in run.atoms):
        return False
    earlier = {token.text for token in tokens[max(0, run.starts[0] - 6) : run.starts[0]]}
    return not earlier & (_FROM | {"between"}) or bool(earlier & _OPENING)


def is_over_a_feast(tokens: list[Token], start: int, written_on: date) -> bool:
    """Tell "over Christmas", which has no first day and no last."""
    words = [token.text for token in tokens[start : start + 4]]
    return before(tokens, start) in ("over", "during") and feast_at(words, written_on) is not None


def is_rest(tokens: list[Token], start: int) -> bool:
    """Tell "the rest of June", which begins now."""
    return before(tokens, start) == "of" and "rest" in {word_at(tokens, start - back) for back in (2, 3)}


def role_of(tokens: list[Token], start: int) -> str:
    """Say what the words before a date make of it; a return outweighs "until" ("not back until Monday")."""
    previous = before(tokens, start)
    if _says_back(tokens, start):
        return "back"
    if previous == "do" and (word_at(tokens, start - 1) == "the" or before(tokens, start - 1) in _DOERS):
        return ""
    if previous in _UNTIL or (previous == "to" and "up" in {word_at(tokens, start - back) for back in (2, 3, 4, 5)}):
        return "until"
    if (word_at(tokens, start - 2), previous) in _UP_TO:
        return "until"
    if previous == "before" and word_at(tokens, start - 2) == "not":
        return "from"
    if previous == "after" and _UNTIL & {word_at(tokens, start - 2), word_at(tokens, start - 3)}:
        return "until"
    if previous in _FROM or (previous == "of" and word_at(tokens, start - 2) == "as"):
        return "from"
    return previous if previous in ("before", "after") else ""


def _says_back(tokens: list[Token], start: int) -> bool:
    for at in range(start - 1, max(-1, start - 9), -1):
        token = tokens[at]
        if token.kind in ("stop", "ordinal", "number", "numeric", "iso") or token.text in _AWAY:
            return False
        if token.text == "available" and word_at(tokens, at + 1) not in ("from", "again", "on"):
            continue
        if token.text in _BACK and word_at(tokens, at - 1) not in _NOT_OURS and word_at(tokens, at - 1) != "un":
            return word_at(tokens, at - 1) != "not" or token.text != "available"
    return False


def length_after(tokens: list[Token], at: int) -> int:
    """Give the days of a length that follows a date ("4 June for a fortnight"), or 0."""
    at += word_at(tokens, at) == ","
    is_rough = word_at(tokens, at + 1) in ("about", "around", "approximately")
    length = length_at(tokens, at + 1 + is_rough) if word_at(tokens, at) == "for" else None
    return length[0] if length else 0


def length_before(tokens: list[Token], start: int) -> int:
    """Give the days of "two weeks from 4 June", or 0: the length ends just before the preposition."""
    at = start - 1 - (word_at(tokens, start - 1) == "the")
    at -= word_at(tokens, at - 1) in ("off", "leave", "holiday", "away")
    for begin in (at - 2, at - 1, at - 4):
        length = length_at(tokens, begin) if begin >= 0 else None
        if length and length[1] == at:
            return length[0]
    return 0
