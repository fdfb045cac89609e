"""HTML mail becomes lines that know how deeply they are quoted."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.inbound.html import MAX_HTML, html_lines
from mailbot.inbound.lines import Mark


def texts(html: str) -> list[str]:
    return [line.text for line in html_lines(html)[0]]


def depths(html: str) -> dict[str, int]:
    return {line.text: line.depth for line in html_lines(html)[0] if line.text}


LINES = [
    ("<p>It is <b>c</b>ut.</p>", ["It is cut."]),
    ("<div>one<br>two</div><div>three</div>", ["one", "two", "three"]),
    ("<div>one</div><div><br></div><div>two</div>", ["one", "", "two"]),
    ("<p>one</p><p>two</p>", ["one", "", "two"]),
    ("<p class=MsoNormal>one<o:p></o:p></p><p class=MsoNormal>two</p>", ["one", "two"]),
    ("<p class=MsoNormal>one</p><p class=MsoNormal>&nbsp;</p><p class=MsoNormal>two</p>", ["one", "", "two"]),
    ("a\n  wrapped\tline", ["a wrapped line"]),
    ("<pre>one\n  two</pre>", ["one", "two"]),
    ("Three:<ul><li>gate<li>lamp</ul>", ["Three:", "", "- gate", "- lamp"]),
    ("<ol><li>first</li><li>then</li></ol>", ["1. first", "2. then"]),
    ("<table><tr><td>14</td><td>9</td></tr><tr><td>31</td></tr></table>", ["14 9", "31"]),
    ('<a href="https://harpole.example">the list</a>', ["the list"]),
    ("Tom &amp; Siân &lt;3", ["Tom & Siân <3"]),
    ("<style>p{}</style><script>x()</script><title>t</title>seen<!-- not -->", ["seen"]),
    ('<div style="display: none">not</div><span style="visibility:hidden">nor</span><p hidden>nor</p>seen', ["seen"]),
    ('<img src="cid:x" alt="👍">', ["👍"]),
    ('<img src="cid:x" alt="Council crest">seen', ["seen"]),
    ("one<hr>two", ["one", "_" * 32, "two"]),
    ("", []),
]


@pytest.mark.parametrize(("html", "expected"), LINES)
def test_blocks_are_lines_and_inline_elements_are_not(html: str, expected: list[str]) -> None:
    assert expected == texts(html)


QUOTES = [
    '<blockquote class="gmail_quote">old</blockquote>',
    '<blockquote type="cite">old</blockquote>',
    '<blockquote cite="mid:x@force.example">old</blockquote>',
    '<div class="protonmail_quote"><blockquote class="protonmail_quote">old</blockquote></div>',
    '<div id="ydp1yahoo" class="yahoo_quoted"><div>old</div></div>',
    '<div class="x_yahoo_quoted"><div>old</div></div>',
    '<div id="mail-editor-reference-message-container"><p>old</p></div>',
    "<blockquote><blockquote>older</blockquote>old</blockquote>",
]


@pytest.mark.parametrize("quote", QUOTES)
def test_what_a_client_puts_into_its_quote_is_deeper_and_what_follows_is_not(quote: str) -> None:
    found = depths(f"<div>above</div>{quote}<div>below</div>")
    assert (found["above"], found["old"], found["below"]) == (0, 1, 0)
    assert found.get("older", 2) == 2


def test_an_indentation_is_no_quote() -> None:
    indented = '<blockquote style="margin: 0 0 0 40px; border: none; padding: 0px">indented</blockquote>'
    assert depths(indented) == {"indented": 0}


MARKS = [
    ('<div id="divRplyFwdMsg"><b>Avsändare:</b> A</div>', Mark.DIVIDER),
    ('<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>Avsändare:</b> A</p></div>', Mark.DIVIDER),
    ('<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p>A box of mine</p></div>', Mark.NONE),
    ('<div class="gmail_signature">Pat</div>', Mark.SIGNATURE),
    ('<div id="x_Signature"><p>Pat</p></div>', Mark.SIGNATURE),
    ('<div class="moz-cite-prefix">On 12/06/2026 10:14, A wrote:</div>', Mark.ATTRIBUTION),
]


@pytest.mark.parametrize(("html", "mark"), MARKS)
def test_what_a_client_marks_is_marked(html: str, mark: Mark) -> None:
    assert [line.mark for line in html_lines(html)[0]] == [mark]


def test_what_was_capped_is_said() -> None:
    assert html_lines("a" * (MAX_HTML + 1))[1][0] == "html: only the first 512 KB were looked at"
    assert html_lines("<div>" * 50_000 + "x")[1] == ["html: cut where it was nested more than 400 deep"]
    assert html_lines("<p>" + "word " * 20_000)[1] == []


@settings(max_examples=200, deadline=1000)
@given(st.lists(st.sampled_from([case[0] for case in LINES] + QUOTES + ["</div>", "<div", '="', "\ud800", "\0"])))
def test_whatever_is_opened_and_not_closed_nothing_is_raised(pieces: list[str]) -> None:
    lines, _ = html_lines("".join(pieces))
    assert all(line.depth >= 0 for line in lines)


ADVERSARIAL = {
    "1 MB of <": "<" * 1_000_000,
    "50,000 nested divs": "<div>" * 50_000 + "x",
    "50,000 nested bold": "<b>" * 50_000 + "x",
    "50,000 nested quotes": "<blockquote>" * 50_000 + "x",
    "25,000 misnested": "<b><p>" * 25_000,
    "20,000 nested tables": "<table><tr><td>" * 20_000,
    "20,000 crossed pairs": "<b><i></b></i>" * 20_000,
    "100,000 attributes": "<div " + "a=b " * 100_000 + ">x",
    "200,000 breaks": "<br>" * 200_000,
    "100,000 comments": "<!--" * 100_000,
    "3 MB of an embedded picture": '<img src="data:image/png;base64,' + "A" * 3_000_000 + '">x',
    "a style of 500 KB": '<p style="' + "a:b;" * 125_000 + '">x',
}


@pytest.mark.parametrize("html", ADVERSARIAL.values(), ids=list(ADVERSARIAL))
def test_adversarial_html_takes_no_time(html: str) -> None:
    began = time.process_time()
    html_lines(html)
    assert time.process_time() - began < 0.5
