"""Words and tokens of the dates that people write; what they mean together is the grammar's (`dates_grammar`).

One linear pass: every alternative of the pattern is bounded, and input is capped before it. Addresses, telephone
numbers, times and postcodes become tokens that no rule of the grammar takes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from mailbot.inbound.spelling import words_of

LONGEST_TEXT = 8_000
"""Characters read; whoever is away says so earlier than that."""

_MONTHS = (
    "january jan januar janvier styczen stycznia enero gennaio janeiro ianuarie ionawr januari"
    "|february feb februar fevrier luty lutego febrero febbraio fevereiro februarie chwefror februari"
    "|march mar maerz mars marzec marca marzo martie mawrth maart"
    "|april apr avril kwiecien kwietnia abril aprile aprilie ebrill"
    "|may mai maj maja mayo maggio maio mei"
    "|june jun juni juin czerwiec czerwca junio giugno junho iunie mehefin"
    "|july jul juli juillet lipiec lipca julio luglio julho iulie gorffennaf"
    "|august aug aout sierpien sierpnia agosto awst augustus"
    "|september sep sept septembre wrzesien wrzesnia septiembre settembre setembro septembrie medi"
    "|october oct oktober okt octobre pazdziernik pazdziernika octubre ottobre outubro octombrie hydref"
    "|november nov novembre listopad listopada noviembre novembro noiembrie tachwedd"
    "|december dec dezember dez decembre grudzien grudnia diciembre dicembre dezembro decembrie rhagfyr"
)
_WEEKDAYS = (
    "monday mon montag lundi poniedzialek poniedzialku|tuesday tue tues dienstag mardi wtorek wtorku|wednesday"
    " wed weds wednes mittwoch mercredi sroda srody|thursday thu thur thurs donnerstag jeudi czwartek"
    " czwartku|friday fri freitag vendredi piatek piatku|saturday sat samstag samedi sobota soboty|sunday sun"
    " sonntag dimanche niedziela niedzieli"
)
MONTHS = {name: number for number, names in enumerate(_MONTHS.split("|"), 1) for name in names.split()}
WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAYS.split("|")) for name in names.split()}
_MISSPELT = {"febuary": 2, "septemeber": 9, "agust": 8, "decemeber": 12, "januray": 1, "tuseday": 1, "wensday": 2}
MONTHS |= {name: number for name, number in _MISSPELT.items() if not name.endswith("day")}
WEEKDAYS |= {"tuseday": 1, "wensday": 2, "wendesday": 2, "wednsday": 2, "thrusday": 3, "firday": 4}

SHORT_WEEKDAYS = frozenset({"mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun"})
"""Weekdays that are words or names as well ("sat in the office"): days only beside a number or after a preposition."""

NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30}
STREETS = words_of(
    "street st road rd lane ln close avenue ave drive way court crescent place terrace gardens hill square house farm"
    " cottage cottages villas row walk mews grove view rise green"
)

_GLUED_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\b"
_TOKEN = re.compile(
    r"""
      (?P<address> [\w.+-]{1,64}+@[\w.-]{1,100} | https?://\S{1,500} | www\.\S{1,500} | £\s?\d[\d.,]{0,20} )
    | (?P<iso>     \d{4}[-/.]\d{2}[-/.]\d{2}(?!\d) )
    | (?P<numeric> \d{1,2}\s?([/.])\s?\d{1,2}\s?\4\s?(?:\d{4}|\d{2})(?![\d/]|\.\d) | \d{1,2}-\d{1,2}-\d{4}(?!\d) )
    | (?P<phone>   (?:\+|0)\d[\d ()-]{6,20}\d )
    | (?P<time>    \d{1,2}(?:[:.]\d{2})?\s?(?:am|pm|a\.m\.|p\.m\.|hrs|h|o['’]clock)(?!\w)
                 | \d{1,2}:\d{2} | \d{4}\s?hrs )
    | (?P<slash>   \d{1,2}/\d{1,2}(?![\d/]) | \d{1,2}\.\d{1,2}\.(?=\s|$|\)|,|-|–) )
    | (?P<decimal> \d{1,9}\.\d{1,9} | \d{1,3}(?:,\d{3}){1,3} )
    | (?P<ordinal> \d{1,2}\s?(?:st|nd|rd|th|er)(?:(?!\w) | (?=MONTH)) )
    | (?P<number>  \d{1,4}(?![\w]) | \d{1,2}(?=MONTH) )
    | (?P<mixed>   \d{1,50}\w{0,50} )
    | (?P<wc>      w\.?/\.?(?:c|b|k)\b | wk/c | wc(?=\s\d) )
    | (?P<word>    [^\W\d_]{1,50}(?:['’][^\W\d_]{1,10}){0,2}\d{0,9} )
    | (?P<dash>    \s?[-–—−]\s? )
    | (?P<comma>   , )
    | (?P<amp>     [&+] )
    | (?P<stop>    [.!?;:()|] | \r?\n[ \t]{0,80}\r?\n )
    """.replace("MONTH", _GLUED_MONTH),
    re.VERBOSE | re.IGNORECASE,
)
_FOLDED = str.maketrans("äàâãăáéèêëîïìíôöõùûüúçąćęłńóśşșţțźż", "aaaaaaeeeeiiiiooouuuucacelnosssttzz", "'’")


@dataclass(frozen=True, slots=True)
class Token:
    """One token: `text` folded to lower case without apostrophes and accents, `value` the number that it holds."""

    kind: str
    text: str
    start: int
    end: int
    value: int = 0
    day: date | None = None
    month: int = 0


def tokens_of(text: str) -> list[Token]:
    """Cut a text into tokens; dots after abbreviations and before a month ("14. Juni") are dropped."""
    found = _joined([_token(match) for match in _TOKEN.finditer(text[:LONGEST_TEXT])])
    return [token for at, token in enumerate(found) if not _is_silent_dot(found, at)]


def _joined(found: list[Token]) -> list[Token]:
    """Make one ordinal of "twenty-first", and two numbers of "8/9 June"."""
    joined: list[Token] = []
    at = 0
    while at < len(found):
        token, following = found[at], found[at + 1 : at + 3]
        unit = next((later for later in following if later.kind != "dash"), None)
        if token.text in _TENS and unit and 1 <= ORDINALS.get(unit.text, 0) <= 9:
            value = _TENS[token.text] + ORDINALS[unit.text]
            joined.append(Token("ordinal", f"{value}th", token.start, unit.end, value))
            at = found.index(unit, at)
        elif token.kind == "slash" and following and following[0].text in MONTHS and token.value < token.month:
            joined.append(Token("number", str(token.value), token.start, token.start + 1, token.value))
            joined.append(Token("amp", "&", token.start + 1, token.start + 1))
            joined.append(Token("number", str(token.month), token.start + 1, token.end, token.month))
        else:
            joined.append(token)
        at += 1
    return joined


def _is_silent_dot(found: list[Token], at: int) -> bool:
    if found[at].text != "." or not 0 < at < len(found) - 1:
        return False
    before, after = found[at - 1], found[at + 1]
    if before.kind == "number":
        return (after.text in MONTHS or after.text == "bis") and after.start <= found[at].end + 1
    abbreviated = before.text in SHORT_WEEKDAYS or (before.text in MONTHS and len(before.text) <= 4)
    return abbreviated and after.kind in ("number", "ordinal")


def _token(match: re.Match[str]) -> Token:
    kind, text = str(match.lastgroup), match[0].lower().replace("ß", "ss").translate(_FOLDED)
    digits = [int(run) for run in re.findall(r"\d+", match[0])]
    day, month, value = None, 0, digits[0] if digits else 0
    if kind == "iso":
        day = date_or_none(*digits[:3])
    elif kind == "numeric":
        day = date_or_none(digits[2] if digits[2] > 99 else 2000 + digits[2], digits[1], digits[0])
    elif kind == "slash":
        month = digits[1]
    return Token(kind, text, match.start(), match.end(), value, day, month)


def date_or_none(year: int, month: int, day: int) -> date | None:
    """Make a date of numbers that may be none; what is centuries off is none."""
    if not 1900 <= year < 2200:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
