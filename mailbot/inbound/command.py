"""Commands: a whole first line that begins with a keyword (law 11), told apart from prose.

Two questions are answered: which command the first line is, and whether it resembles one. What resembles a command
and is none is for the caller to hold back: it may be a reason that was never meant for the reader. Which keywords
are offered to whom is the caller's knowledge; which of them a person may follow with words is known here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from mailbot.inbound.spelling import is_slip_of, words_of
from mailbot.inbound.time_of_day import find_time
from mailbot.model.understanding import Command
from mailbot.policy.plan import read_plan

KEYWORDS = (
    "SEND",
    "ANSWERED",
    "PHONED",
    "MET",
    "EMAILED",
    "ATTENDED",
    "NOT ATTENDED",
    "ARRANGED",
    "CANCELLED",
    "UPDATED",
    "ENGAGED",
    "HOLD",
    "NO REPLY NEEDED",
    "NOT ANSWERED",
    "AWAY",
    "BACK",
    "CHANGE",
    "MEETING",
    "CONCERN",
    "YES",
    "NO",
    "PLAN",
    "LEFT",
    "HELP",
    "NEWS",
    "STATUS",
    "CONFIRMED",
    "UNDO",
    "ACK",
    "SNOOZE",
    "EXCUSE",
    "REASSIGN",
    "CLOSE",
    "LINK",
    "APPROVE",
    "REFUSE",
    "REPORT",
)
"""Every keyword of the programme; which of them are offered to whom is policy's knowledge."""

_SAME = {
    "APPROVED": "APPROVE",
    "ATTEND": "ARRANGED",
    "ATTENDING": "ARRANGED",
    "ARRANGE": "ARRANGED",
    "CANCEL": "CANCELLED",
    "CHANGE OFFICER": "REASSIGN",
    "CANCELED": "CANCELLED",
    "DID NOT ATTEND": "NOT ATTENDED",
    "DIDN'T ATTEND": "NOT ATTENDED",
    "REFUSED": "REFUSE",
}
"""What people write for a keyword."""

_MOST_WORDS = max(keyword.count(" ") + 1 for keyword in KEYWORDS)
_LONGEST_LINE = 500
_ROWS = re.compile(
    r"(?:row|no\.|#)?\s?(\d{1,3}(?:\s?(?:-|–|,|&|to|and)\s?\d{1,3}){0,20})[.):]?\s+(?=[^\W\d])", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+(?:['’/.:-][^\W_]+)*")
_DECORATION = " \t\xa0\u200b\u200c\u200d\ufeff*_`\"'“”‘’<>[]()•"

_ASSENT = words_of(
    "please thanks thank you ta cheers many very much it this that thats that's is its it's fine right correct ok okay"
    " now he she they did didnt didn't has hasnt hasn't have havent haven't never not phoned called rang met visited"
    " came me us was wasnt wasn't as all good so indeed both them the message reply draft answer kind regards today"
    " send"
)
_WORDLESS = words_of("SEND YES NO APPROVE CONFIRMED HELP BACK")
"""Keywords that settle something by themselves: words of more than assent after them may take it back."""

_OF_LINES = words_of("ACK SNOOZE EXCUSE REASSIGN CLOSE LINK")
"""Keywords that are always about numbered lines: with a number behind them they are commands, in capitals or not."""

_TIMES = words_of(
    "jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october nov"
    " november dec december mon monday tue tues tuesday wed weds wednesday thu thur thurs thursday fri friday sat"
    " saturday sun sunday today yesterday tomorrow week weeks day days fortnight month months easter christmas"
)
_JOINTS = words_of(
    "on the of from to until till for and at by next last this working a an w/c am pm all rows row no number numbers in"
    " night evening afternoon morning"
)
_METHODS = words_of("phone telephone email letter person")
_NUMBER = re.compile(
    r"\d{1,2}/\d{1,2}[-–]\d{1,2}/\d{1,2}|\d{1,2}(?:st|nd|rd|th|am|pm)?|\d{3}"
    r"|\d{1,4}[-/.:]\d{1,2}(?:[-/.]\d{1,4})?(?:am|pm)?|\d{1,3}[-–]\d{1,3}|20\d\d"
)
_NOUNS = words_of("MEETING NEWS PLAN CHANGE CONCERN HELP REPORT STATUS LINK LEFT BACK NO YES")
"""Words that begin ordinary headlines ("Meeting on Tuesday"): commands in capitals, or alone on their line."""

_REASONS = words_of("pending awaiting waiting until because")
_ORDINARY = words_of(
    "seen sent like line let new now soon hello here note noted held told read reported reports concerns concerned"
    " concerning concert concerts concept corner"
)
_ABOUT = ("about", "regarding", "re", "over", "with")
_OTHERWISE = {
    "NO REPLY NECESSARY": "NO REPLY NEEDED",
    "NO REPLY REQUIRED": "NO REPLY NEEDED",
    "NO RESPONSE NEEDED": "NO REPLY NEEDED",
    "NO RESPONSE REQUIRED": "NO REPLY NEEDED",
    "ON HOLD": "HOLD",
    "HOLDING UNTIL": "HOLD until",
    "HELD UNTIL": "HOLD until",
    "DON'T SEND": "SEND",
    "DONT SEND": "SEND",
    "DO NOT SEND": "SEND",
}
"""What people write for, or against, a command without its keyword in front."""

_NEVER_PROSE = words_of("REASSIGN SNOOZE")
_TIMES_OF_FIGURES = words_of("year quarter financial so far date")
_ONE_ROW = re.compile(r"\d{1,3}[\s:;,.)]+(?=\w)")
_APOLOGY = re.compile(r"\b(?:that|sorry)\b", re.IGNORECASE)
_GLUED_FIGURE = re.compile(r"^([^\W\d_]{2,12})(?=\d)")


def find_command(new_text: str, keywords: Collection[str]) -> Command | None:
    """Read the first line as a command; None when it is none.

    `keywords` are in capitals. Row numbers before the keyword become the beginning of the argument.
    """
    return _command(*_first_line(new_text), keywords)


def _command(rows: str, line: str, keywords: Collection[str]) -> Command | None:
    line = _in_our_words(line, keywords)
    keyword = _keyword_of(line, keywords)
    if not keyword:
        return None
    rest = line[len(keyword) :].strip(" \t:;,.!–—-")
    if not _takes(keyword, line[: len(keyword)].isupper(), rest, line):
        return None
    return Command(keyword, f"{rows} {rest}".strip())


def looks_like_command(new_text: str, keywords: Collection[str]) -> bool:
    """Say whether the first line is a command, or was likely meant as one."""
    rows, line = _first_line(new_text)
    if _command(rows, line, keywords):
        return True
    line = _GLUED_FIGURE.sub(r"\1 ", re.sub(r"(?i)^please,?\s+", "", line))
    folded = line.upper().replace("’", "'")
    line = next((meant + line[len(said) :] for said, meant in _OTHERWISE.items() if folded.startswith(said)), line)
    line = _in_our_words(line, keywords)
    keyword = _keyword_of(line, keywords)
    if keyword and _resembles_exactly(keyword, line, bool(rows)):
        return True
    return any(_is_meant(*slip, line, bool(rows)) for slip in _slips(_WORD.findall(line[:120]), keywords))


def resembled(new_text: str) -> str:
    """Name the keyword that the first line is or resembles, CONCERN before all others; empty where it is prose."""
    if not looks_like_command(new_text, KEYWORDS):
        return ""
    return next(word for word in ("CONCERN", *KEYWORDS) if looks_like_command(new_text, (word,)))


def _first_line(new_text: str) -> tuple[str, str]:
    for line in new_text[: 20 * _LONGEST_LINE].splitlines():
        line = " ".join(line[:_LONGEST_LINE].split()).strip(_DECORATION)
        if line:
            rows = _ROWS.match(line)
            return (" ".join(rows[1].split()), line[rows.end() :]) if rows else ("", line)
    return "", ""


def _in_our_words(line: str, keywords: Collection[str]) -> str:
    """Put a keyword in the place of what people write for it, in capitals where that is."""
    said = _keyword_of(line.replace("’", "'"), _SAME)
    if not said or _SAME[said] not in keywords:
        return line
    meant = _SAME[said] if line[: len(said)].isupper() else _SAME[said].capitalize()
    return meant + line[len(said) :]


def _keyword_of(line: str, keywords: Collection[str]) -> str:
    folded = line.upper()
    begun = [keyword for keyword in keywords if folded.startswith(keyword)]
    for keyword in sorted(begun, key=len, reverse=True):
        following = folded[len(keyword) : len(keyword) + 1]
        if not following.isalnum() and following not in ("'", "’", "/", "-", "_"):
            return keyword
    return ""


def _takes(keyword: str, in_capitals: bool, rest: str, line: str) -> bool:
    if not rest:
        return not line.endswith("?")
    if keyword in _WORDLESS and not rest[0].isdigit():
        names_a_course = keyword == "CONFIRMED" and (in_capitals or _is_time(rest))
        return (names_a_course or _is_assent(rest, in_capitals)) and "?" not in line
    if keyword in _OF_LINES and rest[0].isdigit():
        return "?" not in line
    if not in_capitals and _is_said_plainly(keyword, rest):
        return "?" not in line
    found = find_time(rest) if keyword == "ARRANGED" else None
    days = rest[: found.end] if found else rest
    return in_capitals or (_is_time(days) and keyword not in _NOUNS)


def _is_said_plainly(keyword: str, rest: str) -> bool:
    """Whether what follows a keyword in small letters is what that one takes, and nothing else."""
    match keyword:
        case "PLAN":
            return bool(read_plan(rest) or read_plan(_ONE_ROW.sub("", rest, count=1)))
        case "REPORT":
            words = [word.lower() for word in _WORD.findall(rest)]
            return all(word in _TIMES_OF_FIGURES | _TIMES | _JOINTS or _NUMBER.fullmatch(word) for word in words)
        case "UNDO":
            return _is_assent(_APOLOGY.sub("", rest), in_capitals=False)
    return keyword in _NEVER_PROSE or (" " in keyword and _is_assent(rest, in_capitals=False))


def _is_assent(rest: str, in_capitals: bool) -> bool:
    words = [word.lower() for word in _WORD.findall(rest)]
    return len(words) <= (8 if in_capitals else 6) and all(word.replace("’", "'") in _ASSENT for word in words)


def _is_time(rest: str) -> bool:
    """Whether nothing but rows, dates, ways of contact and their joints follow."""
    words = [word.lower() for word in _WORD.findall(rest)]
    told = [word in _TIMES or word in _METHODS or bool(_NUMBER.fullmatch(word)) for word in words]
    return any(told) and all(is_told or word in _JOINTS for word, is_told in zip(words, told, strict=True))


def _resembles_exactly(keyword: str, line: str, has_rows: bool) -> bool:
    written, rest = line[: len(keyword)], line[len(keyword) :]
    following = (_WORD.findall(rest[:60]) or [""])[0].lower()
    return (
        written.isupper()
        or has_rows
        or " " in keyword
        or rest.startswith((":", " -", " –"))
        or following in _REASONS
        or keyword in _NEVER_PROSE
        or (keyword in (*_WORDLESS, "UNDO") and _is_assent(rest, in_capitals=True) and not line.endswith("?"))
        or (keyword == "CONCERN" and following in _ABOUT)
    )


def _slips(words: Sequence[str], keywords: Collection[str]) -> Iterator[tuple[str, list[str]]]:
    """Give the keywords of which the first words are a slip, with these words: as many as it has, or one fewer."""
    beginnings = [" ".join(words[:count]).upper() for count in range(_MOST_WORDS + 1)]
    for known in keywords:
        for count in {known.count(" ") + 1, known.count(" ") or 1}:
            if count <= len(words) and is_slip_of(beginnings[count], known):
                yield known, list(words[:count])


def _is_meant(known: str, words: Sequence[str], line: str, has_rows: bool) -> bool:
    """Whether a line that begins with such words is meant as the keyword."""
    written = " ".join(words)
    rest = line[line.find(words[-1]) + len(words[-1]) :]
    if written.isupper() or has_rows:
        return True
    if written.lower() in _ORDINARY:
        return False
    following = (_WORD.findall(rest[:60]) or [""])[0].lower()
    if known == "CONCERN" and (following in _ABOUT or rest.lstrip().startswith((":", "-"))):
        return True
    if rest.lstrip().startswith(":"):
        return False
    if not rest.strip(" .!,") or _is_time(rest) or " " in known:
        return True
    return known in _WORDLESS and _is_assent(rest, in_capitals=False)
