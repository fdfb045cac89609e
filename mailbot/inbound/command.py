"""Commands: a whole first line that begins with a keyword (law 11), told apart from prose.

Two questions are answered: which command the first line is, and whether it resembles one. What resembles a command
and is none is for the caller to hold back: it may be a reason that was never meant for the reader. Which keywords
are offered to whom is the caller's knowledge; which of them a person may follow with words is known here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from mailbot.inbound.absence_words import without_cover, without_end
from mailbot.inbound.dates_words import MONTHS, WEEKDAYS
from mailbot.inbound.known_names import NO_NAMES, Names
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
_EMPHASIS = re.compile(r"^([*_]{1,3})([^*_]+)\1")
_BULLET = re.compile(r"^[-–—·]\s+")
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

_TIMES = words_of("today yesterday tomorrow tomorow week weeks day days fortnight month months easter christmas").union(
    MONTHS, WEEKDAYS
)
_JOINTS = words_of(
    "on the of from to until till for and at by next last this working a an w/c am pm all rows row no number numbers in"
    " night evening afternoon morning before inc incl inclusive only please with"
)
_METHODS = words_of("phone telephone email letter person")
_NUMBER = re.compile(
    r"\d{1,2}/\d{1,2}[-–]\d{1,2}/\d{1,2}|\d{1,2}(?:st|nd|rd|th)[-–]\d{1,2}(?:st|nd|rd|th)|\d{1,2}(?:st|nd|rd|th|am|pm)?|\d{3}"
    r"|\d{1,4}[-/.:]\d{1,2}(?:[-/.]\d{1,4})?(?:am|pm)?|\d{1,3}[-–]\d{1,3}|20\d\d"
)
_NOUNS = words_of("MEETING NEWS PLAN CHANGE CONCERN HELP REPORT STATUS LINK LEFT BACK NO YES")
"""Words that begin ordinary headlines ("Meeting on Tuesday"): commands in capitals, or alone on their line."""

_REASONS = words_of("pending awaiting waiting until because")
_ORDINARY = words_of(
    "seen sent like line let new now soon hello here note noted held told read reported reports concerns concerned"
    " concerning concert concerts concept corner"
)
_OF_AN_OFFICER = re.compile(
    r"\s+(?:about|regarding|re|over|with|by)\s+(?:(?:my|our)\s+(?:PCSO|PC|officer|point of contact|contact officer)\b"
    r"|(?:the\s+)?(?:PCSO|PC|WPC|PS|DC|Sgt|Sergeant|Insp|Inspector|Constable)\.?\s+(?-i:[A-Z]))",
    re.IGNORECASE,
)
"""What makes a concern of "Concerned about PC Reed", which begins no headline."""
_NEW_PERSON = re.compile(
    r"(?:(?:to|our|the|new|plr|contact|is|will|be)\b[\s:]*)*(?-i:[A-Z])[\w'’-]+(?:\s+(?-i:[A-Z])[\w.'’-]*){1,3}"
    r"[\s,;:(<–-]+[\w.+'-]+@[\w-]+\.\w",
    re.IGNORECASE,
)
"""Somebody's name and address, as they stand behind CHANGE."""
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
_ENDED = re.compile(r"\s*[.:;!–—-]")
"""What ends the words NOT ANSWERED, so that what follows is a note and no sentence that they begin."""
_TIMES_OF_FIGURES = words_of("year quarter financial so far date")
_OF_A_ROW = re.compile(r"(?:(?:of|for|on|in)\s+)?(?:1(?:\s+please)?|please)\W*", re.IGNORECASE)
"""One name of a council, which stands as a row."""
_ONE_ROW = re.compile(r"\d{1,3}[\s:;,.)]+(?=\w)")
_APOLOGY = re.compile(r"\b(?:that|sorry)\b", re.IGNORECASE)
_GLUED_FIGURE = re.compile(r"^([^\W\d_]{2,12})(?=\d)")


def find_command(new_text: str, keywords: Collection[str], names: Names = NO_NAMES) -> Command | None:
    """Read the first line as a command; None when it is none.

    `keywords` are in capitals. Row numbers before the keyword become the beginning of the argument.
    """
    return _command(*_first_line(new_text), keywords, names)


def _command(rows: str, line: str, keywords: Collection[str], names: Names) -> Command | None:
    line = _in_our_words(line, keywords)
    keyword = _keyword_of(line, keywords)
    if not keyword:
        return None
    rest = line[len(keyword) :].strip(" \t:;,.!–—-*_")
    if not _takes(keyword, line[: len(keyword)].isupper(), rest, line, names):
        return None
    return Command(keyword, f"{rows} {rest}".strip())


def is_said_by_itself(line: str, keywords: Collection[str], names: Names = NO_NAMES) -> bool:
    """Whether a part of a line is a command with rows, names or days and nothing besides, so never a note."""
    command = find_command(line, keywords, names)
    if command is None or not command.argument:
        return False
    told = names.as_rows(command.argument)
    if command.keyword in _OF_LINES:
        return told[0].isdigit()
    is_dated = command.keyword not in _NOUNS and _is_time(_days_of(command.keyword, told))
    return is_dated or _is_said_plainly(command.keyword, told)


def looks_like_command(new_text: str, keywords: Collection[str], names: Names = NO_NAMES) -> bool:
    """Say whether the first line is a command, or was likely meant as one."""
    rows, line = _first_line(new_text)
    if _command(rows, line, keywords, names):
        return True
    line = _GLUED_FIGURE.sub(r"\1 ", re.sub(r"(?i)^please,?\s+", "", line))
    folded = line.upper().replace("’", "'")
    line = next((meant + line[len(said) :] for said, meant in _OTHERWISE.items() if folded.startswith(said)), line)
    line = _in_our_words(line, keywords)
    keyword = _keyword_of(line, keywords)
    if keyword and _resembles_exactly(keyword, line, bool(rows)):
        return True
    return any(_is_meant(*slip, line, bool(rows)) for slip in _slips(_WORD.findall(line[:120]), keywords))


def resembled(new_text: str, names: Names = NO_NAMES) -> str:
    """Name the keyword that the first line is or resembles, CONCERN before all others; empty where it is prose."""
    if not looks_like_command(new_text, KEYWORDS, names):
        return ""
    return next(word for word in ("CONCERN", *KEYWORDS) if looks_like_command(new_text, (word,), names))


def _first_line(new_text: str) -> tuple[str, str]:
    for line in new_text[: 20 * _LONGEST_LINE].splitlines():
        line = _BULLET.sub("", " ".join(line[:_LONGEST_LINE].split()))
        line = _EMPHASIS.sub(r"\2", line).strip(_DECORATION)
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


def _takes(keyword: str, in_capitals: bool, rest: str, line: str, names: Names) -> bool:
    if not rest:
        return not line.endswith("?")
    if keyword == "NOT ANSWERED" and _ENDED.match(line[len(keyword) :]):
        return True
    if keyword in _WORDLESS and not rest[0].isdigit():
        names_a_course = keyword == "CONFIRMED" and (in_capitals or _is_time(rest))
        return (names_a_course or _is_assent(rest, in_capitals)) and "?" not in line
    if keyword in _OF_LINES and rest[0].isdigit():
        return "?" not in line
    if in_capitals:
        return True
    told = names.as_rows(rest)
    if _is_said_plainly(keyword, told):
        return keyword == "STATUS" or "?" not in line
    return keyword not in _NOUNS and _is_time(_days_of(keyword, told))


def _days_of(keyword: str, rest: str) -> str:
    """Give what has to be rows and days of what follows a keyword: not the place of a meeting, nor who covers."""
    if keyword == "AWAY":
        days, is_open = without_end(without_cover(rest)[0])
        return days or ("today" if is_open else "")
    found = find_time(rest) if keyword == "ARRANGED" else None
    return rest[: found.end] if found else rest


def _is_said_plainly(keyword: str, rest: str) -> bool:
    """Whether what follows a keyword in small letters is what that one takes, and nothing else."""
    match keyword:
        case "PLAN":
            return bool(read_plan(rest) or read_plan(_ONE_ROW.sub("", rest, count=1)))
        case "REPORT":
            words = [word.lower() for word in _WORD.findall(rest)]
            return all(word in _TIMES_OF_FIGURES | _TIMES | _JOINTS or _NUMBER.fullmatch(word) for word in words)
        case "CHANGE":
            return bool(_NEW_PERSON.match(rest))
        case "STATUS":
            return bool(_OF_A_ROW.fullmatch(rest))
        case "HOLD":
            return rest.upper().startswith("FORCE")
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
    if known == "CONCERN" and _OF_AN_OFFICER.match(rest):
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
