"""Dataclasses to JSON documents and back, by their type hints.

Instants are ISO 8601 in UTC, days ISO 8601, enumerations their values, tuples lists; every field is written out, and
one that is missing takes its default. Converters are found once for each class: all facts are read at start, fast.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from mailbot.errors import LedgerError
from mailbot.model.facts import KINDS, Fact

_WRITTEN_NO_MORE: Mapping[str, frozenset[str]] = {"step": frozenset({"arming"})}
"""Fields of facts, by their kinds, that former versions wrote and that say nothing any more."""
R = TypeVar("R")
Converter = Callable[[Any], Any]


class Codec(Generic[R]):
    """Reads and writes the records of one dataclass; get it by `codec`."""

    def __init__(self, record_class: type[R]) -> None:
        self._class = record_class
        hints = get_type_hints(record_class)
        fields = {field.name: hints[field.name] for field in dataclasses.fields(record_class)}  # type: ignore[arg-type]
        self._encoders = [(name, _encoder(hint)) for name, hint in fields.items()]
        self._decoders = [(name, decoder) for name, hint in fields.items() if (decoder := _decoder(hint))]

    def encode(self, record: R) -> dict[str, Any]:
        """Give the document of a record. Raises TypeError for what JSON cannot hold, ValueError for a naive instant."""
        return {name: encode(getattr(record, name)) for name, encode in self._encoders}

    def decode(self, document: Mapping[str, Any]) -> R:
        """Give the record of a document. Raises LedgerError when this version of mailbot does not know its shape."""
        values = dict(document)
        try:
            for name, decode in self._decoders:
                if name in values:
                    values[name] = decode(values[name])
            return self._class(**values)
        except (TypeError, ValueError, KeyError) as problem:
            raise LedgerError(
                f"the ledger holds a {self._class.__name__} that this version of mailbot cannot read ({problem}); "
                f"run the version that wrote it, or a later one"
            ) from problem


_codecs: dict[type, Codec[Any]] = {}


def codec(record_class: type[R]) -> Codec[R]:
    """Give the codec of a dataclass, made once."""
    if record_class not in _codecs:
        _codecs[record_class] = Codec(record_class)
    return _codecs[record_class]


def encode_fact(fact: Fact) -> dict[str, Any]:
    """Give the document of a fact: its kind, then its fields."""
    return {"kind": fact.kind, **codec(type(fact)).encode(fact)}


def decode_fact(document: Mapping[str, Any]) -> Fact:
    """Give the fact of a document. Raises LedgerError when this version does not know its kind or its fields."""
    fields = dict(document)
    kind = fields.pop("kind")
    if kind not in KINDS:
        raise LedgerError(
            f"the ledger holds a fact of the kind {kind!r}, unknown to this version of mailbot; "
            f"run the version that wrote it, or a later one"
        )
    for name in _WRITTEN_NO_MORE.get(kind, ()):
        fields.pop(name, None)
    return codec(KINDS[kind]).decode(fields)


def _same(value: Any) -> Any:
    return value


def _encoder(hint: Any) -> Converter:
    arguments = get_args(hint)
    if _is_optional(hint):
        return _unless_none(_encoder(_of_optional(hint)))
    if get_origin(hint) is tuple:
        item = _encoder(arguments[0])
        return lambda values: [item(value) for value in values]
    if get_origin(hint) is Mapping:
        return _plain
    if issubclass(hint, datetime):
        return _encode_instant
    if issubclass(hint, date):
        return date.isoformat
    if issubclass(hint, Enum):
        return lambda member: member.value
    return codec(hint).encode if isinstance(hint, type) and dataclasses.is_dataclass(hint) else _same


def _decoder(hint: Any) -> Converter | None:
    """Find what makes the value of a field out of JSON; None where JSON has it as it is."""
    if _is_optional(hint):
        inner = _decoder(_of_optional(hint))
        return inner and _unless_none(inner)
    if get_origin(hint) is tuple:
        item = _decoder(get_args(hint)[0])
        return tuple if item is None else lambda values: tuple(map(item, values))
    if get_origin(hint) is Mapping:
        return _plain
    if issubclass(hint, datetime):
        return datetime.fromisoformat
    if issubclass(hint, date):
        return date.fromisoformat
    if issubclass(hint, Enum):
        return {member.value: member for member in hint}.__getitem__
    return codec(hint).decode if isinstance(hint, type) and dataclasses.is_dataclass(hint) else None


def _is_optional(hint: Any) -> bool:
    return get_origin(hint) in (Union, types.UnionType)


def _of_optional(hint: Any) -> Any:
    (inner,) = (argument for argument in get_args(hint) if argument is not types.NoneType)
    return inner


def _unless_none(convert: Converter) -> Converter:
    return lambda value: None if value is None else convert(value)


def _encode_instant(instant: datetime) -> str:
    if instant.tzinfo is None:
        raise ValueError(f"{instant} has no time zone; the ledger keeps aware instants only")
    return instant.astimezone(UTC).isoformat()


def _plain(value: Any) -> Any:
    """Copy what JSON can hold, in the form in which it comes back. Raises TypeError for anything else."""
    if isinstance(value, Mapping):
        return {_key(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return _plain(value.value)
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"{value!r} is nothing that JSON can hold")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"{key!r} is no name of a JSON object")
    return str(key)
