"""Templates: one Markdown file a message becomes subject, text and HTML (design, The house: templates/).

Front matter and body are Jinja2; `layout.html` is the frame of every HTML part. Whatever a value holds, it stands in
the mail as text. A mail with a hole is never rendered: an undefined, empty or None value is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from css_inline import CSSInliner
from jinja2 import DictLoader, StrictUndefined, TemplateError, TemplateSyntaxError, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from mailbot.errors import ConfigError
from mailbot.outbound.line import one_line
from mailbot.outbound.markdown import Markdown, bar, escaped, quotation, to_html, to_text
from mailbot.outbound.samples import SAMPLES, sample
from mailbot.outbound.template_file import TemplateFile, read_template
from mailbot.outbound.wording import date_filters

_SIGNPOSTS = ("999", "101", "Crimestoppers")
_LAYOUT_VALUES = ("subject", "preheader", "organisation", "body")
_LAYOUT_MAY_USE = ("reader",)
_UNRENDERABLE = (TemplateError, TypeError, ValueError, ArithmeticError, AttributeError, LookupError)


@dataclass(frozen=True, slots=True)
class Rendered:
    """One mail as its reader gets it."""

    subject: str
    text: str
    html: str


class Templates:
    """All the templates of a deployment; `load` makes it."""

    def __init__(self, files: Mapping[str, TemplateFile], layout: str, zone: ZoneInfo) -> None:
        self._files = files
        self._lines = _environment(_on_one_line, zone)
        self._bodies = _environment(_in_markdown, zone)
        self._bodies.filters["quotation"] = quotation
        self._bodies.filters["done"] = self._done
        self._bodies.filters["bar"] = bar
        self._bodies.filters["body"] = self._section
        self._bodies.filters["heading"] = self._lines.filters["heading"] = self._heading
        self._bodies.loader = DictLoader({name: file.body for name, file in files.items()})
        shown = {f"{name}/{key}": file.front.get(key, "") for name, file in files.items() for key in _SHOWN}
        self._lines.loader = DictLoader(shown)
        self._layout = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True).from_string(layout)
        self._inliner = CSSInliner(load_remote_stylesheets=False)
        self._needs: dict[str, list[tuple[str, Path, int]]] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The messages that can be rendered."""
        return tuple(sorted(name for name, file in self._files.items() if not file.is_piece))

    def reader(self, name: str) -> str:
        """Say whom a message is for, as its front matter has it."""
        return self._files[name].front["reader"]

    def variables(self, name: str) -> frozenset[str]:
        """Give the variables that a message needs, those of the pieces that it includes too."""
        return frozenset(variable for variable, _, _ in self._needed(name))

    def render(self, name: str, context: Mapping[str, object]) -> Rendered:
        """Render one message; raises ConfigError that says which template it was and why it could not be."""
        subject, preheader, body = self._written(name, context)
        frame = {"subject": subject, "preheader": preheader, "organisation": context.get("organisation", "")}
        frame["reader"] = self.reader(name)
        html = self._layout.render(frame, body=Markup(to_html(body)))
        return Rendered(subject, to_text(body), self._inliner.inline(html))

    def text(self, name: str, context: Mapping[str, object]) -> str:
        """Render the text of a message alone; raises as `render` does."""
        _, _, body = self._written(name, context)
        return to_text(body)

    def _written(self, name: str, context: Mapping[str, object]) -> tuple[str, str, str]:
        """Fill in subject, preheader and body."""
        file = self._files.get(name)
        if file is None or file.is_piece:
            raise ConfigError([f"templates/{name}.md is missing: there is no message of that name"])
        try:
            subject, preheader = (self._lines.get_template(f"{name}/{key}").render(context) for key in _SHOWN)
            return subject, preheader, self._bodies.get_template(name).render(context)
        except _UNRENDERABLE as error:
            raise ConfigError([f"{file.path}: cannot be rendered: {error}"]) from error

    def _done(self, answer: Mapping[str, Any]) -> Markdown:
        """Give what the answer to a command says of that command alone: its block `done`, or else its subject."""
        name, values = answer["template"], answer["given"]
        template = self._bodies.get_template(name)
        if "done" in template.blocks:
            return Markdown("".join(template.blocks["done"](template.new_context(values))).strip())
        return Markdown(escaped(self._lines.get_template(f"{name}/subject").render(values)))

    def _heading(self, section: Mapping[str, Any]) -> str:
        """Give the subject that a section would have as a mail of its own."""
        return self._lines.get_template(f"{section['template']}/subject").render(section["values"])

    def _section(self, section: Mapping[str, Any]) -> Markdown:
        """Give what a section's template says between greeting and footer: its block `section`, else all of it."""
        template = self._bodies.get_template(section["template"])
        said = template.blocks.get("section")
        if said is None:
            return Markdown(template.render(section["values"]))
        return Markdown("".join(said(template.new_context(dict(section["values"])))))

    def problems(self, name: str) -> Iterator[str]:
        """Say what is wrong with one file, without anything of it reaching anybody."""
        file = self._files[name]
        try:
            needed = self._needed(name)
            self._bodies.get_template(name)
        except TemplateSyntaxError as error:
            yield f"{file.path}:{error.lineno + file.body_line - 1}: {error.message}"
            return
        if name in SAMPLES:
            yield from self._problems_beside_sample(name, needed)

    def problems_as_further(self, name: str) -> Iterator[str]:
        """Say what is wrong with a template that a rule sends, and that mailbot knows nothing else of."""
        if name not in SAMPLES:
            yield from self._problems_beside_sample(name, self._needed(name))

    def _problems_beside_sample(self, name: str, needed: list[tuple[str, Path, int]]) -> Iterator[str]:
        unknown = [place for place in needed if place[0] not in sample(name)]
        for variable, path, line in unknown:
            yield f"{path}:{line}: {variable} is not known in {name}; known are {', '.join(sorted(sample(name)))}"
        if unknown:
            return
        try:
            rendered = self.render(name, sample(name, self.reader(name)))
        except ConfigError as error:
            yield from error.problems
            return
        if self.reader(name) == "plr" and (absent := [sign for sign in _SIGNPOSTS if sign not in rendered.text]):
            yield f"{self._files[name].path}: a PLR has to read {', '.join(absent)} in it: include _signposts"

    def _needed(self, name: str) -> list[tuple[str, Path, int]]:
        """Each variable with the file and the line that need it; the pieces are read once for all."""
        if name not in self._needs:
            self._needs[name] = list(self._found_needed(name))
        return self._needs[name]

    def _found_needed(self, name: str) -> Iterator[tuple[str, Path, int]]:
        file = self._files[name]
        for key in _SHOWN:
            for variable, _ in _undeclared(self._lines.parse(file.front.get(key, ""))):
                yield variable, file.path, 1
        body = self._bodies.parse(file.body)
        for variable, line in _undeclared(body):
            yield variable, file.path, line + file.body_line - 1
        for piece in meta.find_referenced_templates(body):
            if piece is None or piece not in self._files:
                raise TemplateSyntaxError(f"includes {piece}, which is not there", 1)
            yield from self._needed(piece)


_SHOWN = ("subject", "preheader")


def load(directory: Path, zone: ZoneInfo) -> Templates:
    """Read every template of a directory; raises ConfigError with all that is wrong, each with file and line.

    The messages that mailbot itself sends have to be there and to render with their sample (`samples/`). Files that
    have not changed since are not read again in one process.
    """
    directory = directory.resolve()
    paths = [*sorted(directory.glob("*.md")), directory / "layout.html"]
    seen = tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in paths if path.exists())
    return _load(directory, zone, seen)


@lru_cache(maxsize=4)
def _load(directory: Path, zone: ZoneInfo, _: tuple[tuple[Path, int, int], ...]) -> Templates:
    problems: list[str] = []
    files: dict[str, TemplateFile] = {}
    for path in sorted(directory.glob("*.md")):
        try:
            files[path.stem] = read_template(path)
        except ConfigError as error:
            problems += error.problems
    layout = _read_layout(directory / "layout.html", problems)
    written = {path.stem for path in directory.glob("*.md")}
    problems += [f"{directory / name}.md is missing: mailbot sends it" for name in sorted(SAMPLES.keys() - written)]
    templates = Templates(files, layout, zone)
    problems += [problem for name in files for problem in templates.problems(name)]
    if problems:
        raise ConfigError(list(dict.fromkeys(problems)))
    return templates


def _read_layout(path: Path, problems: list[str]) -> str:
    try:
        layout = path.read_text("utf-8")
        used = meta.find_undeclared_variables(ImmutableSandboxedEnvironment().parse(layout))
        unknown = used.difference(_LAYOUT_MAY_USE) ^ set(_LAYOUT_VALUES)
        if not unknown:
            return layout
        allowed = f"has to use each of {', '.join(_LAYOUT_VALUES)}, and may use {', '.join(_LAYOUT_MAY_USE)}"
        problems.append(f"{path}: {allowed}; look at {', '.join(sorted(unknown))}")
    except (OSError, UnicodeDecodeError) as error:
        problems.append(f"{path}: cannot be read: {error}")
    except TemplateSyntaxError as error:
        problems.append(f"{path}:{error.lineno}: {error.message}")
    return ""


def _environment(finalize: Callable[[object], str], zone: ZoneInfo) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, finalize=finalize, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    environment.filters.update(date_filters(zone), capital=lambda words: words[:1].upper() + words[1:])
    return environment


def _whole(value: object) -> str:
    """The value as text; a hole is an error."""
    text = str(value)
    if value is None or not text.strip():
        raise ValueError("a value is empty; a mail with a hole in it is not sent")
    return text


def _on_one_line(value: object) -> str:
    return one_line(_whole(value))


def _in_markdown(value: object) -> str:
    text = _whole(value)
    return text if isinstance(value, Markdown) else escaped(text)


def _undeclared(tree: nodes.Template) -> list[tuple[str, int]]:
    undeclared = meta.find_undeclared_variables(tree)
    found = {name.name: name.lineno for name in reversed(list(tree.find_all(nodes.Name))) if name.name in undeclared}
    return sorted(found.items())
