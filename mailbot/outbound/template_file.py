"""One template file taken apart: front matter of `key: value` lines between two `---`, then the body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from mailbot.errors import ConfigError

READERS = ("plr", "officer", "coordinator", "anyone")
"""Whom a message is for. What a PLR reads has to carry the signposts (expectations, paragraph 10)."""

_KEYS = ("subject", "preheader", "reader")

_ROW = re.compile(r"\s*(?:[-*]|\d+\.) .*%\}$")
"""A row of a list that ends with a tag, behind which Jinja2 takes the end of the line away."""
_NEXT_ROW = re.compile(r"\s*(?:\{% endfor|[-*] |\d+\. )")


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A message, or, where the name begins with `_`, a piece that messages include; pieces have no front matter."""

    path: Path
    front: Mapping[str, str]
    body: str
    body_line: int
    """The line of the file on which the body begins."""

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def is_piece(self) -> bool:
        return self.name.startswith("_")


def read_template(path: Path) -> TemplateFile:
    """Read one file; raises ConfigError with every problem of its front matter."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError([f"{path}: cannot be read: {error}"]) from error
    if path.stem.startswith("_"):
        return TemplateFile(path, {}, text, 1)
    lines = text.splitlines()
    if lines[:1] != ["---"] or "---" not in lines[1:]:
        raise ConfigError([f"{path}:1: begin with front matter: {', '.join(_KEYS)} between two lines of ---"])
    end = lines.index("---", 1)
    front, problems = _front_matter(path, lines[1:end])
    problems += _joined_rows(path, lines)
    if problems:
        raise ConfigError(problems)
    return TemplateFile(path, front, "\n".join(lines[end + 1 :]), end + 2)


def _joined_rows(path: Path, lines: list[str]) -> Iterator[str]:
    for number, (line, following) in enumerate(pairwise(lines), 1):
        if _ROW.match(line) and _NEXT_ROW.match(following):
            yield f"{path}:{number}: a row that ends with a tag is joined to the next; leave an empty line below it"


def _front_matter(path: Path, lines: list[str]) -> tuple[dict[str, str], list[str]]:
    front: dict[str, str] = {}
    problems: list[str] = []
    for number, line in enumerate(lines, 2):
        key, _, value = (part.strip() for part in line.partition(":"))
        if key not in _KEYS or not value:
            problems.append(f"{path}:{number}: {line.strip()!r} is not understood; allowed are {', '.join(_KEYS)}")
        elif key in front:
            problems.append(f"{path}:{number}: {key} stands there twice")
        front[key] = value
    problems += [f"{path}:1: {key} is missing from the front matter" for key in _KEYS if key not in front]
    if front.get("reader", "plr") not in READERS:
        problems.append(f"{path}: reader is {front['reader']!r}; allowed are {', '.join(READERS)}")
    return front, problems
