"""The mark of a thread in subjects, `[PLR-1a2b, answer by Fri 12 June]` (design, Mail conventions).

It stays in subjects because relays rewrite Message-IDs and drop plus tags. It is no secret and proves nothing:
it is looked up among the threads that exist.
"""

from __future__ import annotations

import re
from datetime import date

from mailbot.model.token import normalised_token

_LONGEST_MARK = 12
_TAG = re.compile(
    r"\[ {0,3}(?P<programme>[a-z]{2,12}) ?[-‐‑‒–] ?(?P<tag>[0-9a-z]{4,5}) {0,3}(?:, {0,3}answer by [^\[\]]{0,30})?\]",
    re.IGNORECASE,
)


def mark(programme: str) -> str:
    """Shorten a programme to what stands in a mark: `neighbourhood-watch` is `NW`, `plr` is `PLR`."""
    words = programme.split("-")
    return ("".join(word[:1] for word in words) if len(words) > 1 else programme[:_LONGEST_MARK]).upper()


def make_tag(programme: str, thread_tag: str, answer_by: date | None = None) -> str:
    """Write the mark of a thread, with the day by which an answer is expected where its reader is to give one."""
    by = f", answer by {answer_by:%a} {answer_by.day} {answer_by:%B}" if answer_by else ""
    return f"[{mark(programme)}-{thread_tag}{by}]"


def find_tags(subject: str) -> tuple[str, ...]:
    """Find the thread tags in a subject, as `subject_tag` makes them, whatever retyping did to their letters."""
    return tuple(normalised_token(found["tag"]) for found in _TAG.finditer(_one_spaced(subject)))


def without_tags(subject: str, programme: str = "") -> str:
    """Take our marks out of a subject: those of one programme, or of any where none is named.

    Somebody else's reference looks the same, `[CAD-12345]`: name the programme wherever the result is shown.
    """
    wanted = mark(programme).lower()

    def kept(found: re.Match[str]) -> str:
        return " " if wanted in ("", found["programme"].lower()) else found[0]

    return _one_spaced(_TAG.sub(kept, _one_spaced(subject)))


def _one_spaced(subject: str) -> str:
    return " ".join(subject.split())
