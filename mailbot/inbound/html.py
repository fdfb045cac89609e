"""HTML mail to lines: blocks become lines, quotes become depth, and what clients mark becomes marks.

Walks the tree itself, for a generic text extraction splits words at inline tags and forgets who is quoted. Must not
judge what is new; never raises. Source: the HTML that Outlook, Gmail, Apple Mail, Thunderbird, Yahoo and Proton write.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from mailbot.inbound.lines import MAX_CHARACTERS, MAX_LINES, Line, Mark, capped_lines, capped_text

MAX_HTML = 512 * 1024
MAX_DEPTH = 400
_NODES = 60_000
_LONGEST_ATTRIBUTE = 500


def _names_in(words: str) -> frozenset[str]:
    return frozenset(words.split())


_BLOCKS: Final = _names_in(
    """address article blockquote body center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr li main ol p
    pre section table tbody thead tr ul"""
)
_PARAGRAPHS: Final = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6"])
_DROPPED: Final = frozenset(
    ["script", "style", "head", "title", "template", "-comment", "object", "select", "noscript"]
)
_VOID: Final = frozenset(["br", "hr", "img", "wbr", "input", "meta", "link"])

_QUOTE_NAMES: Final = _names_in(
    """yahoo_quoted zmail_extra front-blockquote missive_quote sh-quoted-content
    mail-editor-reference-message-container"""
)
_ATTRIBUTION_NAMES: Final = frozenset(["moz-cite-prefix", "gmail_attr"])
_SIGNATURE_NAMES: Final = _names_in(
    """gmail_signature moz-signature protonmail_signature_block signature ms-outlook-mobile-signature
    applemailsignature ymail_android_signature ymail_ios_signature yahoo-signature
    signature-container linebreakatbeginningofsignature"""
)
_DIVIDER_NAMES: Final = frozenset(
    ["divrplyfwdmsg", "outlookmessageheader", "stopspelling", "zwchr", "olk_src_body_section"]
)

_HIDDEN = re.compile(r"display:none|visibility:hidden|mso-hide:all|font-size:0(?:px|pt|em)?(?:;|$)|max-height:0")
_OUTLOOK_BORDER = re.compile(r"border-top:solid#(?:e1e1e1|b5c4df)|border-top:1(?:\.0)?p[tx]solid#(?:e1e1e1|b5c4df)")
_NO_SPACE_AROUND = re.compile(r"margin:0|margin-top:0|margin-bottom:0")
_EMBEDDED_DATA = re.compile(r"data:[a-z]+/[^\"'>\s]*")
_TAG = re.compile(r"<(/?)([a-z]+)")
_SPACE = re.compile(r"[ \t\n\r\f](?:[ \t\n\r\f]+|(?<! ))")
"""A run of blanks, or one that is no space: single spaces, nearly all of them, stay as they are."""
_HEADER_KEY = re.compile(r"\w[\w ]{1,14}:")
_RULE_LINE = "_" * 32


def html_lines(html: str) -> tuple[list[Line], list[str]]:
    """Read an HTML part: its lines, and what had to be capped, in words."""
    html, problems = _capped(html)
    walk = _Walk()
    body = LexborHTMLParser(html).body
    if body is not None:
        walk.run(body)
    if walk.was_cut:
        problems.append(f"html: only the first {MAX_CHARACTERS // 1024} KB of text were looked at")
    return capped_lines(walk.lines, problems), problems


def _capped(html: str) -> tuple[str, list[str]]:
    problems: list[str] = []
    if "data:" in html:
        html = _EMBEDDED_DATA.sub("", html)
    if len(html) > MAX_HTML:
        html = html[:MAX_HTML]
        problems.append(f"html: only the first {MAX_HTML // 1024} KB were looked at")
    html = html.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    if html.count("<") > 4 * MAX_DEPTH:
        end = _end_of_sane_nesting(html)
        if end < len(html):
            html = html[:end]
            problems.append(f"html: cut where it was nested more than {MAX_DEPTH} deep")
    return html, problems


def _end_of_sane_nesting(html: str) -> int:
    """Find where elements are nested deeper than `MAX_DEPTH`: the time of a parser grows with the square of that."""
    depth = 0
    for tag in _TAG.finditer(html.lower() if not html.islower() else html):
        if tag[2] in _VOID or tag[2] in {"p", "li", "tr", "td", "th"}:
            continue
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        if depth > MAX_DEPTH:
            return tag.start()
    return len(html)


class _Entered(NamedTuple):
    """What is to be undone when an element is left."""

    block: bool
    spaced: bool
    quotes: bool
    marked: bool
    preformatted: bool


class _Traits(NamedTuple):
    """What an element's classes and id say."""

    is_named: bool
    quotes: bool
    mark: Mark
    divides: bool
    is_word_paragraph: bool


class _Style(NamedTuple):
    """What an element's style says."""

    hides: bool
    divides: bool
    is_unspaced: bool
    is_preformatted: bool
    has_no_border: bool


class _Walk:
    """One walk over a tree, in document order, without recursion."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.was_cut = False
        self._parts: list[str] = []
        self._characters = 0
        self._depth = 0
        self._marks: list[Mark] = [Mark.NONE]
        self._divider_is_next = False
        self._preformatted = 0
        self._bullets: list[int] = []
        self._new_paragraph = False
        self._bullet = ""

    def run(self, body: LexborNode) -> None:
        """Visit each node once on the way in, and each element that was entered once on the way out."""
        leaving: list[tuple[LexborNode, _Entered]] = []
        node: LexborNode | None = body
        for _ in range(_NODES):
            if node is None or self._characters > MAX_CHARACTERS or len(self.lines) > 2 * MAX_LINES:
                break
            entered = self._enter(node)
            child = node.child if entered is not None else None
            if child is not None and entered is not None and len(leaving) < 2 * MAX_DEPTH:
                leaving.append((node, entered))
                node = child
                continue
            if entered is not None:
                self._leave(node.tag, entered)
            while (following := node.next) is None and leaving:
                node, entered = leaving.pop()
                self._leave(node.tag, entered)
            node = following if node is not body else None
        self.was_cut = node is not None
        self._break()

    def _enter(self, node: LexborNode) -> _Entered | None:
        """Take in one node; None when there is nothing to leave again, for it is text, void or hidden."""
        tag = node.tag or ""
        if tag == "-text":
            self._text(node.text_content or "")
            return None
        if tag == "br":
            self._break(blank=True)
            return None
        if tag in _DROPPED:
            return None
        attributes = node.attributes
        style = _style((attributes.get("style") or "")[:_LONGEST_ATTRIBUTE]) if attributes else _NO_STYLE
        if style.hides or "hidden" in attributes:
            return None
        if tag == "img":
            self._image(attributes)
            return None
        traits = _traits_of(attributes) if attributes else _NO_TRAITS
        block = tag in _BLOCKS
        spaced = tag in _PARAGRAPHS and not traits.is_word_paragraph and not style.is_unspaced
        if block:
            self._break()
            self._new_paragraph |= spaced
            self._block(tag, divides=traits.divides or style.divides)
        elif tag in {"td", "th"} and self._parts:
            self._parts.append(" ")
        quotes = traits.quotes or (tag == "blockquote" and _is_quote(traits, style, attributes))
        preformatted = tag == "pre" or style.is_preformatted
        marked = traits.mark is not Mark.NONE
        if quotes or marked:
            self._break()
        if marked:
            self._marks.append(traits.mark)
            self._new_paragraph = True
        self._depth += quotes
        self._preformatted += preformatted
        return _Entered(block, spaced, quotes, marked, preformatted)

    def _block(self, tag: str, *, divides: bool) -> None:
        if divides:
            self._divider_is_next = True
        elif tag == "hr":
            self._add(_RULE_LINE)
        if tag == "table":
            self._new_paragraph = True
        if tag in {"ul", "ol"}:
            self._new_paragraph |= not self._bullets
            self._bullets.append(0 if tag == "ol" else -1)
        elif tag == "li":
            self._bullet = self._next_bullet()

    def _leave(self, tag: str | None, entered: _Entered) -> None:
        if entered.block or entered.quotes or entered.marked:
            self._break()
        self._preformatted -= entered.preformatted
        self._depth -= entered.quotes
        if entered.marked:
            self._marks.pop()
        self._new_paragraph |= entered.spaced
        if tag in {"ul", "ol"} and self._bullets:
            self._bullets.pop()
            self._new_paragraph = not self._bullets

    def _text(self, text: str) -> None:
        if not self._preformatted:
            text = _SPACE.sub(" ", text)
            if text == " " and not self._parts:
                return
            self._parts.append(text)
        else:
            *whole, last = text.split("\n")
            for line in whole:
                self._parts.append(line)
                self._break(blank=True)
            self._parts.append(last)
        self._characters += len(text)

    def _image(self, attributes: dict[str, str | None]) -> None:
        """Keep an emoji that a client wrote as an image; other images say nothing to read."""
        alt = attributes.get("alt") or ""
        if 0 < len(alt) <= 4 and not alt.isalnum():
            self._parts.append(alt)

    def _next_bullet(self) -> str:
        if not self._bullets or self._bullets[-1] < 0:
            return "- "
        self._bullets[-1] += 1
        return f"{self._bullets[-1]}. "

    def _break(self, *, blank: bool = False) -> None:
        """End the line that is being gathered; `blank` says that an empty one counts."""
        text = "".join(self._parts)
        self._parts.clear()
        if text.strip():
            self._add(text)
        elif text or blank:
            self._blank()

    def _add(self, text: str) -> None:
        if self._new_paragraph and self.lines:
            self._blank()
        self._new_paragraph = False
        clean = capped_text(text)[0].replace("\n", " ").strip()
        mark = self._marks[-1]
        if self._divider_is_next:
            self._divider_is_next = False
            if _HEADER_KEY.match(clean):
                mark = Mark.DIVIDER
        written = self._bullet + clean
        self._bullet = ""
        self.lines.append(Line(written, written, self._depth, mark))

    def _blank(self) -> None:
        if self.lines and not self.lines[-1].is_blank:
            self.lines.append(Line("", "", self._depth, self._marks[-1]))


def _traits_of(attributes: dict[str, str | None]) -> _Traits:
    classes, identity = attributes.get("class") or "", attributes.get("id") or ""
    return _traits(classes[:_LONGEST_ATTRIBUTE], identity[:_LONGEST_ATTRIBUTE])


@lru_cache(maxsize=512)
def _traits(classes: str, identity: str) -> _Traits:
    """Read the classes and the id, without the "x_" and "m_" that webmail puts before what others wrote."""
    names = {name.removeprefix("x_").removeprefix("m_") for name in f"{classes} {identity}".lower().split()}
    attribution = Mark.ATTRIBUTION if names & _ATTRIBUTION_NAMES else Mark.NONE
    mark = Mark.SIGNATURE if names & _SIGNATURE_NAMES else attribution
    return _Traits(bool(names), bool(names & _QUOTE_NAMES), mark, bool(names & _DIVIDER_NAMES), "msonormal" in names)


@lru_cache(maxsize=512)
def _style(style: str) -> _Style:
    style = style.lower().replace(" ", "")
    return _Style(
        hides=_HIDDEN.search(style) is not None,
        divides=_OUTLOOK_BORDER.search(style) is not None,
        is_unspaced=_NO_SPACE_AROUND.search(style) is not None,
        is_preformatted="white-space:pre" in style,
        has_no_border="border:none" in style or "border-width:0" in style,
    )


# Most elements have no attributes at all.
_NO_TRAITS, _NO_STYLE = _traits("", ""), _style("")


def _is_quote(traits: _Traits, style: _Style, attributes: dict[str, str | None]) -> bool:
    """Tell a quote from a mere indentation, which some clients write as a blockquote without a border."""
    is_cited = "cite" in attributes or (attributes.get("type") or "").lower() == "cite"
    return is_cited or traits.is_named or not style.has_no_border
