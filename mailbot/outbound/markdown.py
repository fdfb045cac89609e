"""Markdown as the two things that people receive: text that reads well by itself, and HTML (CommonMark, tables).

A link with a title is an action: the link writes an email, and the title is what to type where links do not work. Where
the title is the address that the link writes to, it is a letter: the address stands beside it.
Values are escaped before they stand in Markdown, so that nobody's name can become markup.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from markdown_it.utils import EnvType, OptionsDict

from mailbot.outbound.line import is_control, one_line

_PUNCTUATION = re.compile(f"([{re.escape(string.punctuation)}])")
_INDENT = re.compile(r"^ +|(?<= ) +", re.MULTILINE)
_NO_BREAK_SPACE = "\u00a0"
_BAR = "bar:"
"""What a Markdown image is of here: a bar, by how many per cent of it are filled."""
_LINE = 72
"""How many characters most programs show on a line of text; a row of a table that is longer takes two."""
_LONGEST_WORD = 24
"""How many characters of a link fit one line of a phone."""
# Outlook on the desktop ignores padding in links; these spaces give a button its width and height there.
_OUTLOOK_START = (
    '<!--[if mso]><i style="letter-spacing:20px;mso-font-width:-100%;mso-text-raise:20pt">&nbsp;</i><![endif]-->'
)
_OUTLOOK_END = '<!--[if mso]><i style="letter-spacing:20px;mso-font-width:-100%">&nbsp;</i><![endif]-->'


class Markdown(str):
    """Markdown already: not to be escaped again."""

    __slots__ = ()


def escaped(text: str) -> str:
    """Write the text on one line so that Markdown reads it as nothing but text (CommonMark section 2.4)."""
    return _PUNCTUATION.sub(r"\\\1", one_line(text))


def quotation(text: str) -> Markdown:
    """Set somebody's words off as a quotation, line by line and blank line by blank line as they wrote them."""
    written = [_quoted(line) for line in text.strip().splitlines()] or ["(no words)"]
    # Markdown takes any number of blank lines for one: those after the first are given something to hold.
    lines = [line or ("" if before else "&nbsp;") for line, before in zip(written, ["", *written], strict=False)]
    return Markdown(
        "\n".join(
            f"> {line}\\" if line and following else f"> {line}"
            for line, following in zip(lines, [*lines[1:], ""], strict=True)
        )
    )


def _quoted(line: str) -> str:
    """One line; runs of spaces, which Markdown would swallow, become no-break spaces."""
    written = line.encode("utf-8", "replace").decode().expandtabs(4).rstrip()
    plain = "".join(character for character in written if not is_control(character))
    return _INDENT.sub(lambda run: "&nbsp;" * len(run[0]), _PUNCTUATION.sub(r"\\\1", plain))


@lru_cache(maxsize=1)
def _tokens(source: str) -> Sequence[Token]:
    """Parse a body once for both forms of a mail, which are made one after the other."""
    return _COMMONMARK.parse(source)


def to_html(source: str) -> str:
    """Render the body of a mail as HTML; each action is a button followed by its typed form."""
    return str(_COMMONMARK.renderer.render(_tokens(source), _COMMONMARK.options, {}))


def to_text(source: str) -> str:
    """Render the body of a mail as text: tables become lists, links their address where it is of use."""
    blocks = _blocks(SyntaxTreeNode(_tokens(source)).children)
    return blocks.replace(_NO_BREAK_SPACE, " ") + "\n"


def _link_open(_: RendererProtocol, tokens: Sequence[Token], at: int, __: OptionsDict, ___: EnvType) -> str:
    href = escape(str(tokens[at].attrs["href"]))
    if "title" not in tokens[at].attrs:
        return f'<a class="word" href="{href}">' if _is_word(tokens[at + 1].content) else f'<a href="{href}">'
    if _is_letter(str(tokens[at].attrs["href"]), str(tokens[at].attrs["title"])):
        return f'<a href="{href}">'
    return f'<a class="action" href="{href}">{_OUTLOOK_START}<span style="mso-text-raise:10pt">'


def _link_close(_: RendererProtocol, tokens: Sequence[Token], at: int, __: OptionsDict, ___: EnvType) -> str:
    opened = next(token for token in reversed(tokens[:at]) if token.type == "link_open")
    if "title" not in opened.attrs:
        return "</a>"
    typed = escape(str(opened.attrs["title"]))
    if _is_letter(str(opened.attrs["href"]), str(opened.attrs["title"])):
        return f'</a> <span class="address">{typed}</span>'
    return (
        f'</span>{_OUTLOOK_END}</a> <span class="typed">or reply with <strong>{typed}</strong> as the first line</span>'
    )


def _is_word(label: str) -> bool:
    """Whether a link shows what is typed, as in ACK 1-3, which stands on one line."""
    return label.isupper() and len(label) <= _LONGEST_WORD


def _is_letter(href: str, title: str) -> bool:
    return unquote(href.partition("?")[0]) == f"mailto:{title}"


def bar(figure: Mapping[str, int]) -> Markdown:
    """Name the bar of a `count` out of `of`, as the destination of a Markdown image."""
    return Markdown(f"{_BAR}{100 * figure['count'] // figure['of'] if figure['of'] else 0}")


def _bar(_: RendererProtocol, tokens: Sequence[Token], at: int, __: OptionsDict, ___: EnvType) -> str:
    """Draw a bar of table cells, which every client shows without images; its figure stands beside it."""
    percent = int(str(tokens[at].attrs["src"]).removeprefix(_BAR))
    cells = [(percent, "done", "#1a5fa8"), (100 - percent, "rest", "#b1b4b6")]
    drawn = "".join(
        f'<td class="bar {which}" width="{width}%" bgcolor="{colour}" style="background:{colour}">&nbsp;</td>'
        for width, which, colour in cells
        if width
    )
    return (
        '<table class="bar" role="presentation" aria-hidden="true" width="90" cellpadding="0" cellspacing="0"'
        f' border="0"><tr>{drawn}</tr></table>'
    )


_COMMONMARK = MarkdownIt("commonmark", {"html": False}).enable("table")
_COMMONMARK.add_render_rule("image", _bar)
_COMMONMARK.add_render_rule("link_open", _link_open)
_COMMONMARK.add_render_rule("link_close", _link_close)


def _blocks(nodes: Sequence[SyntaxTreeNode], between: str = "\n\n") -> str:
    return between.join(block for block in map(_block, nodes) if block)


def _block(node: SyntaxTreeNode) -> str:
    match node.type:
        case "heading":
            title = _inline(node.children)
            return title if node.tag > "h2" else f"{title}\n{('=' if node.tag == 'h1' else '-') * min(len(title), 70)}"
        case "bullet_list":
            return "\n".join(_item("- ", item) for item in node.children)
        case "ordered_list":
            first = int(node.attrs.get("start", 1))
            return "\n".join(_item(f"{number}. ", item) for number, item in enumerate(node.children, first))
        case "blockquote":
            return _prefixed("> ", "> ", _blocks(node.children))
        case "table":
            return _table(node)
        case "hr":
            return "* * *"
        case "code_block" | "fence":
            return node.content.rstrip("\n")
        case _:
            return _inline(node.children)


def _item(bullet: str, item: SyntaxTreeNode) -> str:
    tight = all(child.hidden for child in item.children if child.type == "paragraph")
    return _prefixed(bullet, " " * len(bullet), _blocks(item.children, "\n" if tight else "\n\n"))


def _prefixed(first: str, others: str, block: str) -> str:
    return first + "\n".join(line if at == 0 else (others + line).rstrip() for at, line in enumerate(block.split("\n")))


def _table(table: SyntaxTreeNode) -> str:
    """Each row as a line that its first cell begins, or two: a table of text falls apart in a proportional font."""
    head, *bodies = table.children
    title = _inline(head.children[0].children[0].children)
    rows = [_row(row.children) for body in bodies for row in body.children]
    between = "\n\n" if any("\n" in row for row in rows) else "\n"
    return f"{title}\n{'-' * len(title)}\n\n{between.join(rows)}"


def _row(cells: Sequence[SyntaxTreeNode]) -> str:
    first, *others = (_inline(cell.children) for cell in cells)
    rest = " ".join(others)
    return f"{first}: {rest}" if len(first) + len(rest) < _LINE else f"{first}\n{rest}"


def _inline(nodes: Sequence[SyntaxTreeNode]) -> str:
    return "".join(map(_piece, nodes)).replace(" \n", "\n")


def _piece(node: SyntaxTreeNode) -> str:
    match node.type:
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "link":
            return _link(_inline(node.children), str(node.attrs["href"]), str(node.attrs.get("title", "")))
        case "image":
            filled = round(int(str(node.attrs["src"]).removeprefix(_BAR)) / 10)
            return "█" * filled + "░" * (10 - filled)
        case "inline" | "strong" | "em":
            return _inline(node.children)
        case _:
            return node.content


def _link(label: str, href: str, typed: str) -> str:
    if typed and _is_letter(href, typed):
        return f"{label}: {typed}"
    if typed:
        return f"{label}: reply with {typed} as the first line"
    if href.startswith("https:") and label not in href:
        return f"{label} ({href})"
    return label
