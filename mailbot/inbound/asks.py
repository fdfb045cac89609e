"""Whether a message asks or reports something, is a bare courtesy, or leaves it in doubt (design, Words: Question).

No question may be taken for a courtesy, so the two are decided in opposite ways. A courtesy has a closed vocabulary:
every sentence is made of known words of thanks, receipt, greeting or farewell. A question is wide: any mark, phrase or
trouble that wants somebody, and what has substance without being known, for it reports something. What remains is in
doubt: plain answers, what is mended, what the writer did or will do, and what is too short to tell anything.
"""

from __future__ import annotations

import re

from mailbot.inbound.asks_courtesies import (
    COURTEOUS,
    COURTEOUS_CORE,
    COURTEOUS_EDGES,
    COURTEOUS_SENTENCE,
    EMOJI,
    FAREWELL,
    FAREWELL_NOISE,
    GREETING,
    MISSPELT_CORE,
    NO_SLIPS,
    THANKFUL_FAREWELL,
    is_boilerplate,
)
from mailbot.inbound.asks_words import (
    ANSWER,
    ANSWERING,
    ANSWERING_CORE,
    CONTRAST,
    FAILS,
    FINITE,
    GOING_ON,
    HAPPENED,
    MENDED,
    NEUTRAL,
    NOTHING,
    OWN_DOING,
    PROMISE,
    REQUEST,
    SERIOUS,
    THANKS_FOR,
    TROUBLE,
    WANTING_IN_THANKS,
)
from mailbot.inbound.spelling import is_slip_of
from mailbot.model.understanding import Asks

_LONGEST_TEXT = 32_000
_MOST_LINES = 1000
_MOST_COURTEOUS_WORDS = 80
"""A longer text says something, whatever its words."""

_SHORTEST_NEWS = 4
_SHORTEST_OWN_NEWS = 9
_SHORTEST_NEUTRAL_NEWS = 14
"""Words of a sentence that tells something although none is known: of others, of the writer, of a council's days."""

_LONGEST_PRAISE = 8
"""Words of a sentence that is likely courteous in words that are not known."""

_SHORTEST_PROSE = 4
"""Words of a line below a farewell that is more than a name, whatever it says."""

_MOST_DOUBTFUL_WORDS = 25
"""Words besides courtesies; more of them tell something, whatever each sentence is about."""

_SHORTEST_REPORT = 5
"""Words of a line below a farewell that may report something, not name a post or a motto; of lower case, fewer."""

_SENTENCE_END = re.compile(r"[.!;…]+(?=\s|$)|\s[-–—]+\s|\s*\n\s*|:\s")
_WORD = re.compile(r"[^\W_]+(?:['’`][^\W_]+)*")
_NAME_AT_END = re.compile(r",? [A-Z][a-z]{1,11}$")
_LINK = re.compile(r"(?:https?://|www\.)\S{1,300}|[^\s@]{1,64}+@\S{1,100}")
_SIGNS_OF_LINKS = ("://", "www.", "@")
_POSTSCRIPT = re.compile(r"\s*(?:p\.?\s?s\b|nb\b|n\.b\.|one more thing|also\b)", re.IGNORECASE)
_POST = r"\b(?:clerk|council|councillor|cllr|parish|town|plr|chair|chairman|police|liaison|representative|\d{3,})\b"
_FOLDED = str.maketrans("’‘`´", "''''")


def asks(new_text: str, *, answers_our_question: bool = False) -> Asks:
    """Say whether the new text of a message wants an answer.

    `answers_our_question`: it answers something that the officer, or mailbot, asked; then a plain answer ("Tuesday
    suits me") wants nothing, and is a courtesy.
    """
    text = _without_links(new_text[:_LONGEST_TEXT].translate(_FOLDED))
    lines = [line.strip(" \t>*_|") for line in text.splitlines()[:_MOST_LINES]]
    lines = [line for line in lines if line and not is_boilerplate(line)]
    body, farewell = _without_farewell(lines)
    if any(_wants_in_farewell(line) for line in farewell):
        return Asks.QUESTION
    sentences = _sentences(body)
    if _anything_wants(sentences, body):
        return Asks.QUESTION
    if not sentences:
        is_thankful = farewell and THANKFUL_FAREWELL.fullmatch(farewell[0])
        return Asks.COURTESY if is_thankful or EMOJI.search(text) else Asks.IN_DOUBT
    if sum(len(sentence.split()) for sentence in sentences) > _MOST_COURTEOUS_WORDS:
        return Asks.IN_DOUBT if NOTHING.match(sentences[0].lower()) else Asks.QUESTION
    remaining = [sentence for sentence in sentences if not _is_courteous(sentence)]
    below = [line for line in farewell[1:] if not FAREWELL_NOISE.search(line) and not _is_courteous(line)]
    if any(_is_prose(line, _SHORTEST_PROSE) for line in below):
        return Asks.IN_DOUBT
    if not remaining:
        return Asks.COURTESY
    if all(map(_is_answer, remaining)):
        return Asks.COURTESY if answers_our_question else Asks.IN_DOUBT
    return Asks.QUESTION if _tell(remaining) else Asks.IN_DOUBT


def _without_links(text: str) -> str:
    return _LINK.sub(" ", text) if any(sign in text for sign in _SIGNS_OF_LINKS) else text


def _without_farewell(lines: list[str]) -> tuple[list[str], list[str]]:
    """Part the lines at the farewell ("Kind regards"); without one, names and numbers at the end are what remains."""
    for at, line in enumerate(lines):
        is_thankful = THANKFUL_FAREWELL.fullmatch(line) and all(map(_is_name, lines[at + 1 :]))
        if is_thankful or FAREWELL.fullmatch(line):
            after = next((below for below in range(at + 1, len(lines)) if _POSTSCRIPT.match(lines[below])), len(lines))
            return lines[:at] + lines[after:], lines[at:after]
    end = len(lines)
    while end > 1 and _is_name(lines[end - 1]) and len(lines) - end < 4:
        end -= 1
    return lines[:end], []


def _is_name(line: str) -> bool:
    """Whether a last line is a name, a post or a number: every word a capital or a figure, and nothing that wants."""
    words = line.split()
    if len(words) > (3 if not re.search(_POST, line.lower()) else 8) or line.endswith((".", "!", "?", "…")):
        return False
    is_capital = all(
        not word[0].islower() or word in ("to", "of", "and", "the", "for", "x", "xx", "xxx") for word in words
    )
    return is_capital and not _is_courteous(line) and not _wants(line)


def _anything_wants(sentences: list[str], body: list[str]) -> bool:
    """Whether a sentence wants something; the marks are looked for first, for to weigh the words takes far longer."""
    is_marked = any("?" in sentence for sentence in sentences)
    return is_marked or any("?" in line and not _WORD.search(line) for line in body) or any(map(_wants, sentences))


def _wants_in_farewell(line: str) -> bool:
    """Signatures hold requests of their own ("please note my working days"), so only what is plain counts."""
    if FAREWELL_NOISE.search(line):
        return False
    if "?" in line or any(REQUEST.search(part.strip()) for part in _SENTENCE_END.split(line.lower())):
        return True
    return (len(line.split()) >= _SHORTEST_REPORT or _is_prose(line, 3)) and _wants(line)


def _is_prose(line: str, shortest: int) -> bool:
    words = line.split()
    return 2 * sum(word[0].islower() for word in words) >= len(words) >= shortest


def _sentences(lines: list[str]) -> list[str]:
    """Cut at full stops and at line ends, for people end sentences with either; joined lines are looked at as well."""
    sentences = [part.strip(" ,:-–—\"'()") for part in _SENTENCE_END.split("\n".join(_unwrapped(lines)))]
    sentences = [sentence for sentence in sentences if _WORD.search(sentence)]
    greeting = GREETING.match(sentences[0]) if sentences else None
    if greeting and not _wants(sentences[0][: greeting.end()]):
        rest = sentences[0][greeting.end() :].strip()
        if not rest or greeting[0].rstrip().endswith((",", "!")):
            sentences[0] = rest
    clauses = [
        re.split(r",\s", sentence) if THANKS_FOR.match(sentence.lower()) else [sentence] for sentence in sentences
    ]
    cut = [clause.strip() for parts in clauses for clause in parts if _WORD.search(clause)]
    while len(cut) > 1 and len(cut[-1].split()) <= 2 and _is_name(cut[-1]):
        cut.pop()
    return cut


def _unwrapped(lines: list[str]) -> list[str]:
    """Join a line that begins in lower case to the long line above it: a mail client broke it."""
    joined: list[str] = []
    for line in lines:
        if joined and line[0].islower() and len(joined[-1]) > 50 and joined[-1][-1] not in ".!?:;":
            joined[-1] += " " + line
        else:
            joined.append(line)
    return joined


def _wants(sentence: str) -> bool:
    """Whether a sentence asks for something or reports something new."""
    folded = sentence.lower().strip(" ,")
    if "?" in sentence:
        return True
    clauses = re.split(r",\s", folded)
    if all(map(_is_set_phrase, clauses)) or (len(clauses) > 1 and _is_set_phrase(folded)):
        return False
    is_order = folded.endswith(" please") and _is_answer(folded, most_unknown=0)  # "Monday morning please"
    if REQUEST.search(folded.removesuffix(" please") if is_order else folded):
        return True
    if NOTHING.match(folded):
        contrast, listed = CONTRAST.search(folded), folded.find(",")
        if contrast and TROUBLE.search(folded, contrast.start()) and not MENDED.search(folded, contrast.start()):
            return True
        if contrast and _tells(folded[contrast.end() :]):
            return True
        rest = folded[min(listed if listed >= 0 else len(folded), contrast.start() if contrast else len(folded)) :]
        return bool(re.search(SERIOUS, rest) or HAPPENED.search(rest))
    if (THANKS_FOR.match(folded) or MENDED.search(folded)) and not WANTING_IN_THANKS.search(folded):
        return False
    return bool(TROUBLE.search(folded) or HAPPENED.search(folded))


def _tell(sentences: list[str]) -> bool:
    """Whether sentences that neither want anything nor are courteous have the substance of news."""
    if NOTHING.match(sentences[0].lower()):
        return False
    told = [sentence for sentence in sentences if not THANKS_FOR.match(sentence.lower())]
    return any(map(_tells, told)) or sum(len(sentence.split()) for sentence in told) > _MOST_DOUBTFUL_WORDS


def _tells(sentence: str) -> bool:
    folded = sentence.lower()
    if MENDED.search(folded) or _is_answer(sentence):
        return False
    is_own, words = OWN_DOING.match(folded), _words(sentence)
    if len(words) <= _LONGEST_PRAISE and not COURTEOUS_CORE.isdisjoint(words) and not FAILS.search(folded):
        return False
    if ((FAILS.search(folded) or "you" in words or "your" in words) and not PROMISE.match(folded)) or (
        GOING_ON.search(folded) and not is_own
    ):
        return True
    if NEUTRAL.search(folded):
        return len(folded.split()) >= _SHORTEST_NEUTRAL_NEWS
    return len(folded.split()) >= (_SHORTEST_OWN_NEWS if is_own else _SHORTEST_NEWS)


def _words(sentence: str) -> list[str]:
    return [word.lower().replace("'", "") for word in _WORD.findall(sentence)]


def _is_set_phrase(folded: str) -> bool:
    return any(map(COURTEOUS_SENTENCE.fullmatch, {folded, COURTEOUS_EDGES.sub("", folded)}))


def _is_courteous(sentence: str) -> bool:
    """Whether every word is one of courtesy; after thanks, a name and two words of their matter may be unknown."""
    folded = sentence.lower().strip(" ,")
    if any(map(_is_set_phrase, {folded, _NAME_AT_END.sub("", sentence).lower().strip(" ,")})):
        return True
    clauses = [clause for clause in re.split(r",\s", sentence) if _WORD.search(clause)]
    if len(clauses) > 1 and all(_is_courteous(clause) for clause in clauses):
        return True
    words = _WORD.findall(sentence)
    plain = [word.lower().replace("'", "") for word in words]
    if not any(word in COURTEOUS_CORE or _is_misspelt_core(word) for word in plain) or CONTRAST.search(folded):
        return False
    unknown = [at for at, word in enumerate(plain) if word not in COURTEOUS and not _is_misspelt_core(word)]
    most_names = 1 if sentence.isupper() else 3
    if len(unknown) <= most_names and 0 not in unknown and all(words[at][0].isupper() for at in unknown):
        return True
    is_thanks = THANKS_FOR.match(folded) and not WANTING_IN_THANKS.search(folded) and not FINITE.search(folded)
    return bool(is_thanks) and len(unknown) <= 2


def _is_misspelt_core(word: str) -> bool:
    return len(word) >= 4 and word not in NO_SLIPS and any(is_slip_of(word, core) for core in MISSPELT_CORE)


def _is_answer(sentence: str, most_unknown: int = 1) -> bool:
    """Whether it is a plain answer: yes or no, a time that suits, nothing to report; few words beside."""
    folded = sentence.lower()
    if ANSWER.fullmatch(folded) and not (TROUBLE.search(folded) or HAPPENED.search(folded)):
        return True
    if CONTRAST.search(folded):
        return False
    words = _words(sentence)
    unknown = [word for word in words if word not in ANSWERING and word not in COURTEOUS and not word[0].isdigit()]
    return len(unknown) <= most_unknown and any(word in ANSWERING_CORE or word[0].isdigit() for word in words)
