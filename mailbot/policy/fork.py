"""Fork: a state that goes its own way from another, which stays as it is. Pure; it must not know what a state holds.

What is looked up in a fork is copied then, and nothing else is: to see what a command of a mail leaves to the next
costs what these commands are about, however long the history is.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from copy import copy, deepcopy
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")
Record = TypeVar("Record")

Copies = dict[int, Any]
"""What was copied already, as `deepcopy` keeps it: one thing that stands in several tables is one in the fork too."""


def fork(state: Record) -> Record:
    """Give a dataclass of tables that can be changed; the given one must not be while the fork is used."""
    return _forked(state, {})


def _forked(record: Record, copies: Copies) -> Record:
    later = copy(record)
    for each in fields(record):  # type: ignore[arg-type]
        setattr(later, each.name, _apart(getattr(record, each.name), copies))
    return later


def _apart(value: Any, copies: Copies) -> Any:
    if isinstance(value, dict | ForkedTable):
        return ForkedTable(value, copies)
    if isinstance(value, list | set):
        return copy(value)  # of facts and ids, which nobody changes
    return _forked(value, copies) if is_dataclass(value) else value


class ForkedTable(MutableMapping[Key, Value]):
    """A dict or defaultdict as it goes on in a fork: in the same order, its values copied as they are looked up."""

    def __init__(self, base: Any, copies: Copies) -> None:
        self.default_factory = getattr(base, "default_factory", None)
        self._base = base
        self._copies = copies
        self._own: dict[Key, Value] = {}
        self._gone: set[Key] = set()

    def __getitem__(self, key: Key) -> Value:
        if key not in self._own:
            if self._is_in_base(key):
                self._own[key] = deepcopy(self._base[key], self._copies)
            elif self.default_factory is not None:
                self._own[key] = self.default_factory()
        return self._own[key]

    def get(self, key: Key, default: Any = None) -> Any:
        """Look a key up; one that is not there is not made."""
        if key not in self:
            return default
        return self[key]

    def __setitem__(self, key: Key, value: Value) -> None:
        self._own[key] = value

    def __delitem__(self, key: Key) -> None:
        if key not in self:
            raise KeyError(key)
        self._own.pop(key, None)
        if key in self._base:
            self._gone.add(key)

    def __contains__(self, key: object) -> bool:
        return key in self._own or self._is_in_base(key)

    def __iter__(self) -> Iterator[Key]:
        yield from (key for key in self._base if key not in self._gone)
        yield from (key for key in self._own if not self._is_in_base(key))

    def __reversed__(self) -> Iterator[Key]:
        yield from (key for key in reversed(self._own) if not self._is_in_base(key))
        yield from (key for key in reversed(self._base) if key not in self._gone)

    def __len__(self) -> int:
        return len(self._base) - len(self._gone) + sum(not self._is_in_base(key) for key in self._own)

    def _is_in_base(self, key: object) -> bool:
        return key in self._base and key not in self._gone
