"""Protective markings of OFFICIAL-SENSITIVE and above: in label headers, the subject, and the first and last lines.

A marking stands by itself: prose that speaks of secrets is not marked. Where it cannot be told, a marking in capitals
counts, for mail that was marked and left the force cannot be called back (law 8). Source: the Government Security
Classifications policy, and the label fields that Microsoft Purview, Titus, Boldon James and Janusnet write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from mailbot.inbound.headers import Headers

LABEL_FIELDS = (
    "msip_labels",
    "x-protective-marking",
    "x-protective-mark",
    "protective-marking",
    "x-classification",
    "x-security-classification",
    "classification",
    "x-titus-metadata-40",
    "x-titus-classifications",
    "x-janusnet",
    "x-bjclassification",
    "x-bj-label",
    "x-gsc",
    "x-gsc-marking",
    "sensitivity",
)
LINES_LOOKED_AT = 6
_UNSEEN = re.compile(r"<(style|script)\b[^<>]{0,500}>[^<]{0,20000}</\1>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_SEPARATORS = re.compile(r"[_.]{1,9}")
_MAX_LINE = 120

_LABEL = re.compile(r"(?<![a-z])(official[\W_]{0,3}sensitive|top[\W_]{0,2}secret|secret)(?![a-z])", re.IGNORECASE)
_DISABLED = re.compile(r"(MSIP_Label_[0-9a-fA-F-]{1,40})_Enabled\s?=\s?false", re.IGNORECASE)
_WORDS = r"(OFFICIAL[ ]{0,2}[-–—:_/ ][ ]{0,2}SENSITIVE|TOP[ -]SECRET|SECRET)"
_LEAD = r"(?:[\w ]{0,30}(?:marking|classification|classified|marked|gsc|security)(?: as| is)?[ :=-]{1,3})?"
_DESCRIPTOR = (
    r"(?:[ ](?:UK EYES ONLY|COMMERCIAL|PERSONAL|LOCSEN|HR|RECIPIENTS ONLY|MARKET SENSITIVE)"
    r"|[ ](?i:\(?when complete(?:d)?\)?)"
    r"|[ ]{0,2}[-–—:/(\[]{1,2}[ ]{0,2}[A-Z][A-Za-z ,/&()-]{0,50})?"
)
_LINE = re.compile(rf"(?i:{_LEAD}){_WORDS}{_DESCRIPTOR}")
_LINE_OF_ANY_CASE = re.compile(rf"(?i:{_LEAD}(official[ ]?[-–—:_/ ][ ]?sensitive)[ ]?(?:\([\w ,-]{{0,40}}\))?)")
_PREFIXES = re.compile(r"(?:(?:re|fw|fwd|aw|wg|tr)[ ]?:[ ]?){0,20}", re.IGNORECASE)
_SUBJECT_BEGINS = re.compile(rf"[\[({{* ]{{0,3}}{_WORDS}(?=$|[ ]?[-–—|:/\])}}*])")
_SUBJECT_ENDS = re.compile(rf"[-–—|:\[({{*][ ]?{_WORDS}[\])}}* .]{{0,3}}$")
_SUBJECT_HOLDS = re.compile(
    r"(?P<capitals>OFFICIAL[ ]?[-–—:_/ ][ ]?SENSITIVE)(?![A-Za-z])"
    rf"|[\[({{*]{_WORDS}[\])}}* -]|(?i:[\[({{*](official[ ]?[-–—:_/ ][ ]?sensitive))"
)


def find_marking(headers: Headers, *texts: str, files: Iterable[str] = ()) -> tuple[str, str]:
    """Find the marking, in capitals, and where it stands; both empty where there is none.

    `files` are the names of what is attached.
    """
    for name in LABEL_FIELDS:
        for value in headers.all(name):
            if found := _LABEL.search(_without_disabled(value)):
                return _capitals(found[1]), f"{name}: {_capitals(found[1])}"
    if marking := _in_subject(headers.text("subject")):
        return marking, f"Subject: {marking}"
    for file in files:
        if marking := _in_subject(_SEPARATORS.sub(" ", file)):
            return marking, f"the name of an attachment: {marking}"
    for text in texts:
        for line in _edges(text) if _may_be_marked(text) else ():
            if marking := _in_line(line):
                return marking, f"a line of its own: {marking}"
    return "", ""


def all_words(html: str) -> str:
    """Give all the words of HTML, those too that nobody is shown: a label may stand there in white, or in no size."""
    return unescape(_TAG.sub("\n", _UNSEEN.sub("", html))) if _may_be_marked(html) else ""


def _may_be_marked(text: str) -> bool:
    """Tell whether a word is there without which no line is a marking, before each of the lines is looked at."""
    folded = text.lower()
    return "secret" in folded or "sensitive" in folded


def _without_disabled(value: str) -> str:
    """Drop what msip_labels says of labels that were taken off again."""
    disabled = set(_DISABLED.findall(value))
    return ";".join(part for part in value.split(";") if not any(label in part for label in disabled))


def _in_subject(subject: str) -> str:
    """Find a marking that is set off from the rest; OFFICIAL-SENSITIVE in capitals counts wherever it stands."""
    begun = _PREFIXES.match(subject)
    subject = subject[begun.end() :] if begun else subject
    found = _SUBJECT_BEGINS.match(subject) or _SUBJECT_ENDS.search(subject) or _SUBJECT_HOLDS.search(subject)
    return _capitals(next(group for group in found.groups() if group)) if found else ""


def _in_line(line: str) -> str:
    bare = line.strip(" \t<>*#=~_-[](){}|.\u00a0")
    found = _LINE.fullmatch(bare) or _LINE_OF_ANY_CASE.fullmatch(bare)
    return _capitals(found[1]) if found else ""


def _edges(text: str) -> list[str]:
    lines = [line for line in text.splitlines() if line.strip()]
    edges = lines if len(lines) <= 2 * LINES_LOOKED_AT else lines[:LINES_LOOKED_AT] + lines[-LINES_LOOKED_AT:]
    return [line for line in edges if len(line) <= _MAX_LINE]


def _capitals(marking: str) -> str:
    words = re.findall(r"[A-Z]+", marking.upper())
    return "OFFICIAL-SENSITIVE" if words[0] == "OFFICIAL" else " ".join(words)
