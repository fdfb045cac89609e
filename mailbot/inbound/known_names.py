"""Known names: those of councils and PLRs of the roster, which stand for rows in what people write. Pure.

Whose council it is, and whether its writer may speak of it, is policy's to say: here a name only tells a command from
a sentence ("Phoned Harpole on Monday", "Phoned the owner, who will cut it").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from mailbot.policy.council_names import KIND

_WORD = re.compile(r"\w+")


class Names:
    """Names that are known, in whatever letters they are written.

    They may be those of a whole roster, and most mail has no line that needs them: so they are asked for by the first.
    """

    def __init__(self, known: Callable[[], Iterable[str]] = tuple) -> None:
        self._known = known

    def as_rows(self, words: str) -> str:
        """Put the number of a row in the place of each name."""
        parts, at = [], 0
        for word in _WORD.finditer(words):
            end = self._end_of_name(words, word) if word.start() >= at else None
            if end is not None:
                parts += [words[at : word.start()], "1"]
                at = end
        return "".join([*parts, words[at:]])

    def _end_of_name(self, words: str, first: re.Match[str]) -> int | None:
        """Say where the longest name ends that begins with a word; None where none does."""
        for name in self._by_first_word.get(first[0].casefold(), ()):
            end = first.start() + len(name)
            if words[first.start() : end].casefold() == name and (kind := KIND.match(words, end)):
                return kind.end()
        return None

    @cached_property
    def _by_first_word(self) -> Mapping[str, Sequence[str]]:
        """The names that begin with each word, the longest first."""
        begun: dict[str, list[str]] = defaultdict(list)
        for name in sorted({name.casefold() for name in self._known()}, key=len, reverse=True):
            if word := _WORD.match(name):
                begun[word[0]].append(name)
        return begun


NO_NAMES = Names()
