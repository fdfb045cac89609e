"""Departure: somebody writes, without a keyword, that the person we write to has left. No I/O.

Only a whole first sentence that says nothing else is taken for it: "Pat has left the gate open" says something else.
"""

from __future__ import annotations

import re

from mailbot.model.understanding import Command

_LONGEST = 400
_COUNCIL = r"the (?:parish |town )?council"
_OPENING = (
    r"(?:(?:hello|hi|good (?:morning|afternoon)|dear \w+(?: \w+)?|sorry|please note(?: that)?|unfortunately"
    r"|i(?: a|['’])m afraid|just to let you know(?: that)?)\b[\s,:–-]*(?:but )?){0,2}"
)
_WHO = (
    r"(?:s?he|they|the plr|the clerk|(?:mr|mrs|ms|miss|dr|cllr|councillor)\.? [\w'’-]+(?: [\w'’-]+)?"
    r"|(?-i:[A-Z])[\w'’-]+(?: (?-i:[A-Z])[\w'’-]+){0,2})"
)
_NAMED = (
    r"(?:the plr|the clerk|(?:mr|mrs|ms|miss|dr|cllr|councillor)\.? [\w'’-]+(?: [\w'’-]+)?"
    r"|(?-i:[A-Z])[\w'’-]+(?: (?-i:[A-Z])[\w'’-]+){1,2})"
)
"""Who can have left without a word of what: not "they", who may be travellers, and no single word."""
_GONE = (
    r"(?:(?:(?:has|have)|['’]s|['’]ve) (?:now |recently |just )?"
    rf"(?:left (?:us|here|{_COUNCIL}|our council|(?:her|his|their) (?:post|role|job))"
    rf"|(?:retired|resigned)(?: from {_COUNCIL})?|died|passed away)"
    rf"|left (?:us|{_COUNCIL})"
    rf"|(?:no longer|does(?: not|n['’]t)|do(?: not|n['’]t)) works? (?:here|for us|with us|for {_COUNCIL})"
    r"(?: any ?more| any longer)?"
    rf"|(?:is|are) no longer (?:here|with us|with {_COUNCIL}|on {_COUNCIL}|a councillor"
    r"|(?:the|our) (?:plr|clerk|police contact)))"
)
_WHEN = r"(?: (?:last (?:week|month|year)|in \w+|recently|some time ago))?"
_SENTENCE = re.compile(
    rf"\s*{_OPENING}(?:{_WHO} ?{_GONE}|{_NAMED}(?:['’]s| has) (?:now |recently |just )?left){_WHEN}\s*(?:[.!,;\n]|\Z)",
    re.IGNORECASE,
)


def find_departure(new_text: str) -> Command | None:
    """Read LEFT, with its words, out of a first sentence such as "She has left the council."; None for any other."""
    said = _SENTENCE.match(new_text[:_LONGEST])
    return Command("LEFT", said[0].strip(" .!,;\n")) if said else None
