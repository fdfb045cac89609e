"""Rule files: read into rules, with every problem of every file at once. No I/O: text goes in."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Collection, Mapping
from typing import Any

from pydantic import ValidationError

from mailbot.errors import ConfigError
from mailbot.policy.rules import Hold, Rule, Step


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
        problems.extend(
            f"rules/{name}.toml: step {step.name}: send: there is no template {step.send!r};"
            f" allowed: {', '.join(sorted(templates))}"
            for step in rule.step
            if step.send is not None and step.send not in templates
        )
        rules.append(rule)
    periodic = {rule.name for rule in rules if rule.each == "period"}
    problems.extend(
        f"rules/{rule.name}.toml: of: there is no rule {rule.of!r} for each period;"
        f" allowed: {', '.join(sorted(periodic)) or 'none'}"
        for rule in rules
        if rule.of is not None and rule.of not in periodic
    )
    if problems:
        raise ConfigError(problems)
    return tuple(rules)


def _parse(name: str, text: str) -> Rule:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([f"rules/{name}.toml: this is not TOML: {error}"]) from error
    misplaced = [f"rules/{name}.toml: {key}: unknown key" for key in ("name", "version") if key in table]
    version = hashlib.sha256(text.encode()).hexdigest()[:12]
    try:
        rule = Rule.model_validate({**table, "name": name, "version": version})
    except ValidationError as error:
        raise ConfigError(misplaced + [_problem(name, dict(item)) for item in error.errors()]) from error
    if misplaced:
        raise ConfigError(misplaced)
    return rule


_ALLOWED = {
    "": [key for key in Rule.model_fields if key not in ("name", "version")],
    "step": list(Step.model_fields),
    "hold": list(Hold.model_fields),
}


_SAID = {
    "missing": "this key is needed",
    "string_type": "write text, in quotes",
    "string_too_short": "write what it is called",
    "greater_than_equal": "write a whole number from 0 to 20",
    "less_than_equal": "write a whole number from 0 to 20",
    "int_type": "write a whole number from 0 to 20",
    "int_parsing": "write a whole number from 0 to 20",
    "string_pattern_mismatch": "write small letters, digits and hyphens, a letter first",
    "bool_type": "write true or false",
    "bool_parsing": "write true or false",
    "tuple_type": "write a list, in square brackets",
    "too_short": "write at least one",
    "model_type": "write a table, in braces",
}


def _problem(name: str, error: dict[str, Any]) -> str:
    location = error["loc"]
    where = ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in location)
    said = _SAID.get(error["type"], str(error["msg"]).removeprefix("Value error, "))
    if error["type"] == "extra_forbidden":
        table = location[0] if len(location) > 1 else ""
        said = f"unknown key; allowed: {', '.join(_ALLOWED[str(table)])}"
    return f"rules/{name}.toml: {where}: {said}" if where else f"rules/{name}.toml: {said}"
