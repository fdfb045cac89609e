"""Rule files: read into rules, with every problem of every file at once. No I/O: text goes in.

A problem names file and key, says what is allowed, and is said once: what follows from it is left out.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from mailbot.errors import ConfigError
from mailbot.policy.not_toml import not_toml
from mailbot.policy.rule_words import NAME
from mailbot.policy.rules import Hold, Rule, Step
from mailbot.policy.step_templates import STEP_TEMPLATES, can_say


def parse_rules(files: Mapping[str, str], templates: Collection[str]) -> tuple[Rule, ...]:
    """Read rule files, by file name without `.toml`; raises ConfigError with every problem of every file."""
    rules: list[Rule] = []
    problems: list[str] = []
    for name, text in sorted(files.items()):
        try:
            rule = _parse(name, text)
        except ConfigError as error:
            problems.extend(error.problems)
            continue
        problems.extend(_unsendable(rule, templates))
        rules.append(rule)
    problems.extend(_unwatched(rules, files))
    problems.extend(_copies(rules))
    if problems:
        raise ConfigError(problems)
    return tuple(rules)


def _parse(name: str, text: str) -> Rule:
    if not re.fullmatch(NAME, name):
        raise ConfigError([f"rules/{name}.toml: the name of a file is {_SMALL}, as reply-deadline.toml"])
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([f"rules/{name}.toml: {not_toml(text, error)}"]) from error
    if not table:
        raise ConfigError([f"rules/{name}.toml: nothing is promised in it; write a promise, or remove the file"])
    version = hashlib.sha256(text.encode()).hexdigest()[:12]
    misplaced = [
        f"rules/{name}.toml: {key}: unknown key; a rule is called as its file is, and has a version by what it says"
        for key in ("name", "version")
        if key in table
    ]
    try:
        rule = Rule.model_validate({**table, "name": name, "version": version})
    except ValidationError as error:
        said = [f"rules/{name}.toml: {problem}" for problem in _problems(table, error.errors())]
        raise ConfigError(misplaced + said) from error
    if misplaced:
        raise ConfigError(misplaced)
    return rule


def _unsendable(rule: Rule, templates: Collection[str]) -> Iterator[str]:
    """Find the steps that send what is not there, or what cannot be said of what they are about."""
    for step in rule.step:
        if step.send is None or step.to is None:
            continue
        where = f"rules/{rule.name}.toml: step {step.name}: send"
        fitting = sorted(name for name in STEP_TEMPLATES if name in templates and can_say(name, rule.each, step.to))
        allowed = ", ".join([*fitting, "one of your own in templates/"])
        if step.send not in templates:
            yield f"{where}: there is no template {step.send!r} for a step; allowed: {allowed}"
        elif not can_say(step.send, rule.each, step.to):
            yield f"{where}: {step.send} is not for each = {rule.each!r} and to = {step.to!r}; allowed: {allowed}"


def _unwatched(rules: Sequence[Rule], files: Collection[str]) -> Iterator[str]:
    """Find the spells of rules that are not there; what is wrong with the other file, that one says."""
    periodic = [rule.name for rule in rules if rule.each == "period"]
    broken = set(files) - {rule.name for rule in rules}
    for rule in rules:
        if rule.of is not None and rule.of not in periodic and rule.of not in broken:
            allowed = ", ".join(periodic) or "none"
            yield f"rules/{rule.name}.toml: of: there is no rule {rule.of!r} for each period; allowed: {allowed}"


def _copies(rules: Sequence[Rule]) -> Iterator[str]:
    first: dict[str, str] = {}
    for rule in rules:
        if (known := first.setdefault(rule.version, rule.name)) != rule.name:
            yield f"rules/{rule.name}.toml: it is the same as rules/{known}.toml; all would be sent twice: remove one"


_SMALL = "small letters, digits and hyphens, a letter first"
_SPREAD = "write a whole number from 0 to 20"
_ALLOWED: Mapping[str, tuple[str, ...]] = {
    "": tuple(key for key in Rule.model_fields if key not in ("name", "version")),
    "step": tuple(Step.model_fields),
    "hold": tuple(Hold.model_fields),
}
_STANDS = {
    "": "it stands above the first [[step]]",
    "step": "it stands below a [[step]]",
    "hold": 'it stands in hold, as hold = { limit = "10 working days" }',
}
_SAID = {
    "missing": "this key is needed",
    "string_type": "write text, in quotes",
    "string_too_short": "write some words",
    "greater_than_equal": _SPREAD,
    "less_than_equal": _SPREAD,
    "int_type": _SPREAD,
    "string_pattern_mismatch": f"write {_SMALL}",
    "bool_type": "write true or false",
    "tuple_type": "write a list, in square brackets",
    "too_short": "write at least one",
    "model_type": 'write it in braces, as { limit = "10 working days" }',
}


def _problems(table: Mapping[str, Any], errors: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Say each problem; that a key is missing is left out where another was written that is meant to be it."""
    meant = {_meant(error["loc"]) for error in errors if error["type"] == "extra_forbidden"}
    for error in errors:
        if error["type"] != "missing" or error["loc"] not in meant:
            where = _where(error["loc"], table)
            yield f"{where}: {_said(error)}" if where else _said(error)


def _said(error: Mapping[str, Any]) -> str:
    location: tuple[str | int, ...] = error["loc"]
    match error["type"]:
        case "extra_forbidden":
            return _unknown(location)
        case "literal_error":
            return f"write {str(error['ctx']['expected']).replace(chr(39), chr(34))}"
        case "tuple_type" | "model_type" if location[0] == "step":
            return "write each step under [[step]], in two pairs of brackets"
        case kind:
            return _SAID.get(kind, str(error["msg"]).removeprefix("Value error, "))


def _unknown(location: tuple[str | int, ...]) -> str:
    meant = _meant(location)
    if _table(meant) != _table(location):
        return _STANDS[_table(meant)]
    perhaps = f"perhaps {meant[-1]}; " if meant != location else ""
    return f"unknown key; {perhaps}allowed: {', '.join(_ALLOWED[_table(location)])}"


def _meant(location: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Give the place of the key that an unknown one stands for: one of another table, or one that is spelt alike."""
    table, key = _table(location), str(location[-1])
    for other, known in _ALLOWED.items():
        if other != table and key in known:
            return (*filter(None, [other]), key)
    alike = get_close_matches(key.lower().replace("-", "_"), _ALLOWED[table], n=1, cutoff=0.8)
    return (*location[:-1], *(alike or [key]))


def _table(location: tuple[str | int, ...]) -> str:
    return str(location[0]) if len(location) > 1 else ""


def _where(location: tuple[str | int, ...], table: Mapping[str, Any]) -> str:
    """Name a place in a file: a step by its name, or by its number where it has none."""
    if location[:1] == ("step",) and len(location) > 1 and isinstance(number := location[1], int):
        step = table["step"][number]
        name = step.get("name") if isinstance(step, dict) else None
        called = name if isinstance(name, str) and re.fullmatch(NAME, name) else str(number + 1)
        return ": ".join([f"step {called}", *_keys(location[2:])])
    return ": ".join(_keys(location))


def _keys(location: Sequence[str | int]) -> list[str]:
    keys = [str(part) for part in location if isinstance(part, str)]
    return [".".join(keys)] if keys else []
