"""The documents say what is there, and all of it: commands, options, keys, columns, templates, standards, links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, get_args

import click
import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from mailbot.app.roster_file import COLUMNS
from mailbot.cli import main
from mailbot.config import Config, load
from mailbot.policy.rule_words import Anchor
from mailbot.policy.rules import Hold, Recipient, Rule, Step
from mailbot.policy.working_time import Unit
from mailbot.reports.digest_words import HELD_REASONS

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
OPERATOR, RULES, RFCS = (ROOT / "docs" / name for name in ("operator.md", "rules.md", "rfcs.md"))
every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


@cache
def tokens(document: Path) -> tuple[Token, ...]:
    return tuple(MarkdownIt("commonmark").enable("table").parse(document.read_text(encoding="utf-8")))


def inline(document: Path) -> Iterator[Token]:
    for token in tokens(document):
        yield from token.children or ()


def codes(text: str) -> set[str]:
    """Give what stands as code in a line or a table."""
    return set(re.findall(r"`([^`]+)`", text))


def section(document: Path, heading: str) -> str:
    """Give the text below the one heading that contains these words, up to the next heading of its rank or above."""
    lines = document.read_text(encoding="utf-8").splitlines()
    (start,) = (number for number, line in enumerate(lines) if line.startswith("#") and heading in line)
    rank = len(lines[start]) - len(lines[start].lstrip("#"))
    ends = (n for n, line in enumerate(lines[start + 1 :], start + 1) if re.match(rf"#{{1,{rank}}} ", line))
    return "\n".join(lines[start + 1 : next(ends, len(lines))])


def first_cells(text: str) -> set[str]:
    """Give what stands as code in the first column of every table."""
    return {code for line in text.splitlines() if line.startswith("|") for code in codes(line.split("|")[1])}


def anchors(document: Path) -> set[str]:
    headings = (
        following.content
        for token, following in zip(tokens(document), tokens(document)[1:], strict=False)
        if token.type == "heading_open"
    )
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def commands(group: click.Group = main, path: str = "mailbot") -> dict[str, click.Command]:
    found: dict[str, click.Command] = {}
    for name, command in group.commands.items():
        one = {f"{path} {name}": command}
        found |= commands(command, f"{path} {name}") if isinstance(command, click.Group) else one
    return found


def options(command: click.Command) -> set[str]:
    return {name for each in command.params if isinstance(each, click.Option) for name in each.opts}


def written_commands(document: Path) -> Iterator[list[str]]:
    """Give every command line that the document shows, as code in a line or in a block without a language."""
    shown = [token.content for token in inline(document) if token.type == "code_inline"]
    shown += [
        line
        for token in tokens(document)
        if token.type in ("fence", "code_block") and not token.info
        for line in token.content.splitlines()
    ]
    for line in shown:
        words = re.sub(r'"[^"]*"', "QUOTED", line).split()
        if len(words) > 1 and Path(words[0]).name in ("mailbot", "make"):
            yield [Path(words[0]).name, *words[1:]]


@every_document
def test_no_relative_link_or_anchor_is_dead(document: Path) -> None:
    targets = [str(token.attrs.get("href") or token.attrs.get("src") or "") for token in inline(document)]
    dead = []
    for target in filter(None, targets):
        path, _, anchor = target.partition("#")
        where = document.parent / path if path else document
        if not re.match(r"\w+:", target) and (
            not where.exists() or (anchor and where.suffix == ".md" and anchor not in anchors(where))
        ):
            dead.append(target)
    assert dead == []


@every_document
def test_every_command_line_that_is_shown_exists(document: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    unknown = []
    for program, *words in written_commands(document):
        if program == "make":
            exists = all("=" in word or f"\n{word}:" in makefile for word in words)
        else:
            name = next((path for path in commands() if f"mailbot {' '.join(words)} ".startswith(f"{path} ")), None)
            known = options(commands()[name]) if name else set()
            given = {word.rstrip(",.;") for word in words if word.startswith("--")} - {"--help", "--version"}
            exists = (name is not None or words[0] in ("roster", "--version")) and given <= known
        if not exists:
            unknown.append([program, *words])
    assert unknown == []


@every_document
def test_every_file_and_name_of_the_code_that_is_mentioned_exists(document: Path) -> None:
    gone = []
    events = logged()
    for code in (token.content for token in inline(document) if token.type == "code_inline"):
        if re.fullmatch(r"(mailbot|tests|docs|templates|rules|examples)/[a-z0-9_./-]*", code):
            gone += [] if (ROOT / code).exists() else [code]
        elif (
            re.fullmatch(r"(app|cli|inbound|ledger|model|outbound|policy|reports)(\.\w+)+", code) and code not in events
        ):
            gone += [] if resolves(f"mailbot.{code}") else [code]
    assert gone == []


def logged() -> set[str]:
    """Give the names of all events."""
    return {
        event
        for path in (ROOT / "mailbot").rglob("*.py")
        for event in re.findall(r'log\.\w+\("([a-z_]+\.[a-z_]+)"', path.read_text(encoding="utf-8"))
    }


def resolves(dotted: str) -> bool:
    """Whether a dotted name is a module, or something in one."""
    try:
        resolve_name(dotted)
    except (ImportError, AttributeError):
        return False
    return True


@pytest.mark.parametrize("command", commands().items(), ids=lambda item: item[0])
def test_every_command_and_every_option_is_documented(command: tuple[str, click.Command]) -> None:
    name, found = command
    rows = [
        line
        for line in section(OPERATOR, "Commands").splitlines()
        if any(code == name or code.startswith(f"{name} ") for code in codes(line.partition("|")[2].partition("|")[0]))
    ]
    assert len(rows) == 1, f"docs/operator.md needs one row for `{name}`"
    assert options(found) - {"--config"} - {code.split()[0] for code in codes(rows[0])} == set()


@pytest.mark.parametrize("name", Config.model_fields)
def test_every_configuration_key_is_documented_and_no_other(name: str) -> None:
    heading = "[imap]" if name == "smtp" else f"[{name}]"
    annotation = Config.model_fields[name].annotation
    model: Any = next(iter(get_args(annotation)), annotation)
    documented = first_cells(section(OPERATOR, heading))
    assert set(model.model_fields) - documented == set()
    smtp: Any = get_args(Config.model_fields["smtp"].annotation)[0]
    assert documented - set(smtp.model_fields if name == "imap" else model.model_fields) == set()


def test_what_the_default_configuration_shows_commented_out_is_right_once_it_is_not(tmp_path: Path) -> None:
    text = (ROOT / "config.toml").read_text(encoding="utf-8")
    shown = re.sub(r"(?m)^# (?=\[\w+\]|\w+ = )", "", text).replace('server = "embedded"', 'server = "imap"')
    (tmp_path / "config.toml").write_text(shown, encoding="utf-8")
    config = load(tmp_path / "config.toml")
    written = {(name, key) for name in Config.model_fields for key in getattr(config, name).model_fields_set}
    assert {("imap", "host"), ("smtp", "connections"), ("oauth2", "tenant"), ("service", "live_from")} <= written


def test_every_column_of_the_roster_is_documented_and_no_other() -> None:
    assert first_cells(section(OPERATOR, "The roster file")) == set(COLUMNS)


@pytest.mark.parametrize(("heading", "model"), [("The promise", Rule), ("A hold", Hold), ("A step", Step)])
def test_every_key_of_a_rule_file_is_documented_and_no_other(heading: str, model: Any) -> None:
    not_written = {"name", "version"} if model is Rule else set()
    assert first_cells(section(RULES, heading)) == set(model.model_fields) - not_written


def test_every_value_that_a_rule_file_may_hold_is_documented() -> None:
    text = RULES.read_text(encoding="utf-8")
    values = {value for key in ("each", "owner") for value in get_args(Rule.model_fields[key].annotation)}
    assert {value for value in values | set(get_args(Recipient)) if f'`"{value}"`' not in text} == set()
    assert {unit for unit in Unit if unit not in section(RULES, "Amounts")} == set()
    assert {anchor for anchor in Anchor if f"`{anchor}`" not in section(RULES, "Moments")} == set()


def test_the_rule_that_is_shown_is_the_one_in_force() -> None:
    (shown,) = (token.content for token in tokens(RULES) if token.info == "toml")
    written = (ROOT / "rules" / "reply-deadline.toml").read_text(encoding="utf-8")
    assert shown == re.sub(r" +#.*", "", written)


def test_every_rule_file_is_named_beside_the_promise_that_it_keeps() -> None:
    named = codes(section(ROOT / "docs" / "laws.md", "Expectations"))
    assert {f"[{path.stem}]" for path in (ROOT / "rules").glob("*.toml")} - named == set()


def test_every_template_is_documented_and_no_other() -> None:
    text = section(RULES, "Templates")
    messages = {path.stem for path in (ROOT / "templates").glob("[!_]*.md")}
    assert first_cells(text) == messages
    assert {path.stem for path in (ROOT / "templates").glob("_*.md")} - codes(text) == set()


def test_every_standard_that_the_code_keeps_is_listed_where_it_is_kept() -> None:
    cited: dict[str, set[str]] = {}
    for path in (ROOT / "mailbot").rglob("*.py"):
        for numbers in re.findall(r"RFC (\d{4}(?:(?:, | to | and )(?:RFC )?\d{4})*)", path.read_text(encoding="utf-8")):
            for number in re.findall(r"\d{4}", numbers):
                cited.setdefault(number, set()).add(str(path.relative_to(ROOT)))
    rows = [line.split("|") for line in RFCS.read_text(encoding="utf-8").splitlines() if line.startswith("| RFC")]
    listed = {number for row in rows for number in re.findall(r"\b\d{4}\b", row[1])}
    assert set(cited) == listed
    for row in rows:
        kept = set().union(*(cited[number] for number in re.findall(r"\b\d{4}\b", row[1])))
        assert codes(row[3]) - kept == set()


def test_every_reason_for_holding_a_message_is_explained_to_the_coordinator() -> None:
    table = section(ROOT / "docs" / "coordinator.md", "Messages that could not be placed")
    assert {reason for reason in HELD_REASONS.values() if f"| {reason} |" not in table} == set()


def test_every_event_that_is_logged_is_named_for_the_operator() -> None:
    assert logged() - {token.content for token in inline(OPERATOR)} == set()


def test_every_document_is_reached_from_the_readme() -> None:
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        document = waiting.pop()
        if document in reached:
            continue
        reached.add(document)
        links = (str(token.attrs.get("href", "")).partition("#")[0] for token in inline(document))
        targets = [(document.parent / link).resolve() for link in links if link and ":" not in link]
        waiting += [path for path in targets if path.suffix == ".md"]
        waiting += [path for target in targets if target.is_dir() for path in target.glob("*.md")]
    assert set(DOCUMENTS) - reached == set()
