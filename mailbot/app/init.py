"""Init: lays out a deployment from the defaults that mailbot carries, with the few values that nobody can default.

There is one copy of the defaults: the root of a checkout is a deployment as it stands, and a wheel carries the same
files. It overwrites nothing. Source: design, The house.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import mailbot
from mailbot.config import checked_address
from mailbot.errors import ConfigError

LAID_OUT = ("config.toml", "rules", "templates", "examples")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What config.toml has to say of the force itself."""

    organisation: str
    mailbox: str
    coordinator_name: str
    coordinator_address: str


def defaults() -> Path:
    """Where the defaults lie: beside the modules of an installed wheel, else at the root of the checkout."""
    package = Path(mailbot.__file__).parent
    carried = package / "defaults"
    return carried if carried.is_dir() else package.parent


def lay_out(directory: Path, answers: Answers) -> tuple[Path, ...]:
    """Write a deployment into a directory and say what was written; raises ConfigError with every problem at once."""
    written = tuple(directory / name for name in LAID_OUT)
    problems = _problems(answers)
    problems += [f"{path}: is there already, and nothing is overwritten" for path in written if path.exists()]
    if problems:
        raise ConfigError(problems)
    source = defaults()
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for path in written[1:]:
            shutil.copytree(source / path.name, path)
        text = (source / "config.toml").read_text(encoding="utf-8")
        (directory / "config.toml").write_text(_answered(text, answers), encoding="utf-8")
    except OSError as error:
        advice = "choose a directory that you may write to"
        raise ConfigError([f"{error.filename or directory}: {error.strerror}; {advice}"]) from error
    return written


def _problems(answers: Answers) -> list[str]:
    problems = []
    for option, name in (("organisation", answers.organisation), ("coordinator-name", answers.coordinator_name)):
        if not name.strip() or not name.isprintable():
            problems.append(f"--{option}: {name!r} is no name; write it on one line")
    for option, address in (("mailbox", answers.mailbox), ("coordinator-address", answers.coordinator_address)):
        try:
            checked_address(address)
        except ValueError as error:
            problems.append(f"--{option}: {error}")
    return problems


def _answered(text: str, answers: Answers) -> str:
    """Put the answers where the keys stand in the default configuration; its comments stay."""
    domain = answers.coordinator_address.rpartition("@")[2]
    values: Mapping[tuple[str, str], object] = {
        ("service", "organisation"): answers.organisation.strip(),
        ("coordinator", "name"): answers.coordinator_name.strip(),
        ("coordinator", "address"): answers.coordinator_address,
        ("mail", "address"): answers.mailbox,
        ("security", "colleague_domains"): [domain],
    }
    lines, section = [], ""
    for line in text.splitlines():
        if line.startswith("["):
            section = line[1 : line.index("]")]
        key = line.partition(" = ")[0]
        if (section, key) in values:
            line = f"{key} = {json.dumps(values[section, key], ensure_ascii=False)}{_comment(line)}"
        lines.append(line)
    return "\n".join(lines) + "\n"


def _comment(line: str) -> str:
    found = re.search(r"\s+#[^\"]*$", line)
    return found[0] if found else ""
