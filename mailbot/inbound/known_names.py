"""Known names: those of councils and PLRs of the roster, which stand for rows in what people write. Pure.

Whose council it is, and whether its writer may speak of it, is policy's to say: here a name only tells a command from
a sentence ("Phoned Harpole on Monday", "Phoned the owner, who will cut it").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_KIND = r"(?:\s+(?:parish|town|city|community))?(?:\s+(?:council|meeting|pc|tc))?"


class Names:
    """Names that are known, in whatever letters they are written."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = frozenset(names)

    def as_rows(self, words: str) -> str:
        """Put the number of a row in the place of each name."""
        return _pattern(self._names).sub("1", words) if self._names else words


NO_NAMES = Names()


@lru_cache(maxsize=16)
def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))}){_KIND}\b", re.IGNORECASE)
