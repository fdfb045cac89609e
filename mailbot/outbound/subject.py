"""Subjects of relayed mail: the writer's words, one "Re:", and the mark of the thread."""

from __future__ import annotations

import re
from datetime import date

from mailbot.model.tag import make_tag, without_tags

_REPLY_PREFIXES = re.compile(r"(?:(?:re|aw|sv|odp|antw|rif)(?:\[\d{1,3}\])? ?: ?)+", re.IGNORECASE)
_LONGEST = 300


def relay_subject(subject: str, programme: str, thread_tag: str, answer_by: date | None = None) -> str:
    """Give the subject under which a message is passed on: earlier marks of ours make way for the present one.

    What a gateway or a person put there stays. `answer_by` is given to the officer alone.
    """
    words = without_tags(subject, programme)[:_LONGEST]
    words = _REPLY_PREFIXES.sub("Re: ", words, count=1) if _REPLY_PREFIXES.match(words) else words
    return f"{words} {make_tag(programme, thread_tag, answer_by)}".strip()
