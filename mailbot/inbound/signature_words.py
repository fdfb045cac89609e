"""The words of which signatures are made: closings, names, posts, contact details, hours, as people here write them.

Patterns only; what they prove is for `signature`. Source: what councils, forces and their mail clients write.
"""

from __future__ import annotations

import re

from mailbot.inbound.phrases import any_of, one_of_words, starting

_WARMTH = one_of_words(
    "many, kind, kindest, best, warm, warmest, very best, every good, good, all, all the, kind and best"
)
_THANKS = one_of_words(
    """thanks, thank you, thankyou, regards, wishes, the best, best, sincerely, faithfully, cheers, rgds, br, kr,
    ta, tia, yours, respectfully, love, cofion, diolch, pozdrawiam, salutări"""
)
_MORE = any_of(
    r"again|very much|so much|in advance|for (?:your|all your|the) \w+",
    r"and (?:kind |best |kindest )?(?:regards|wishes)",
    r"sincerely|faithfully|truly|ever|aye|cynnes|gorau|yn fawr|as always|to all|both|all",
)
CLOSING = re.compile(
    rf"(?:(?:with |my |our )?(?:{_WARMTH} )*{_THANKS}(?: {_MORE})*|dymuniadau gorau)"
    rf"(?: ?[/|] ?(?:{_WARMTH} )*{_THANKS}(?: {_MORE})*)?\s*[,.!:-]{{0,3}}\s*",
    re.IGNORECASE,
)
NAME = re.compile(r"[^\W\d_][\w.'’()-]*(?:,? [\w.'’()&/-]+){0,4}[.,!]?")

CONTACT = re.compile(
    any_of(
        r"\b(?:tel|telephone|phone|mob|mobile|ddi|direct|ext|extension|fax|office|e-?mail|web|website)\b\s*[.:]",
        r"\b[tmexw][:.] ",
        r"[\w.+'-]{1,80}@[\w-]{1,80}\.\w|@\w{3,}",
        r"[\w.+'-]{2,80} ?[([]?\bat\b[)\]]? ?[\w-]{2,80}\.[a-z]{2,}$",
        r"\bwww\.|https?://",
        r"\(?\+?\b0?[\d() ]{9,15}\d\b",
        r"\bext?\.? ?\d{3,5}\b|\bx\d{3,5}\b",
        r"\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b",
        r"(?:rydym|rydyn ni|rwy) ?['’]?(?:n| yn) croesawu|we welcome (?:correspondence|contact|calls)",
    ),
    re.IGNORECASE,
)
POST = re.compile(
    r"\b"
    + any_of(
        one_of_words(
            """clerk, council, councillor, cllr, rfo, chair, chairman, chairwoman, chairperson, vice, secretary,
            treasurer, ward, parish, liaison, representative, plr, nhw, watch, warden, police, officer, pcso,
            constable, sergeant, inspector, superintendent, npt, snt, sgt, insp, team, neighbourhood, station,
            headquarters, hq, shift, manager, coordinator, co-ordinator, deputy, administrator, assistant,
            director, department, directorate, ltd, limited, cilca, pronouns, she/her, he/him, they/them,
            working days, working hours, working pattern, office hours"""
        ),
        r"(?:p[cs]|dc|ds) ?\d{2,5}",
    )
    + r"\b",
    re.IGNORECASE,
)
OFFICE_HOURS = starting(
    r"please note",
    r"i (?:normally |usually )?(?:work|am in the office)",
    r"my (?:working|normal|usual) ",
    r"(?:normal )?(?:office|opening|working) (?:hours|days)",
    r"(?:the|our) (?:\w{1,12} )?office is (?:open|staffed|manned) (?:on |from |between |every )?"
    r"(?:mon|tue|wed|thu|fri|sat|week|\d)",
    r"(?:follow|find|visit|like) us\b",
    r"in an emergency|for (?:urgent|emergenc|non-emergenc)",
    r"(?:always |please )?(?:call|dial|ring) (?:101|999)",
    r"(?:to )?report (?:a |non|crime|it)",
    r"privacy (?:notice|policy|statement)\b|official(?:[- ]sensitive)?\W{0,3}$",
)
PRONOUNS = re.compile(r"\s*[([](?:she|he|they)\s?/\s?[\w/ ]{2,20}[)\]]", re.IGNORECASE)
HEAD = re.compile(r"\s*[|•·]\s*|\s{3,}|\t")
