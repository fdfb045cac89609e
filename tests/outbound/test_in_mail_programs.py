"""What mail programs do to HTML leaves every mail as it was meant: what they drop is nowhere needed."""

from __future__ import annotations

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from selectolax.lexbor import LexborHTMLParser

from mailbot.outbound.samples import sample
from mailbot.outbound.template import load
from tests.outbound.days import DIGESTS

TEMPLATES = load(Path(__file__).parents[2] / "templates", ZoneInfo("Europe/London"))
GMAIL_CLIPS_AT, GMAIL_DROPS_STYLES_FROM = 102 * 1024, 16 * 1024
UNKNOWN_TO_OUTLOOK = re.compile(
    r"display:\s*(?:flex|grid)|position:|float:|calc\(|var\(|url\(|background-image|@import|@font-face", re.IGNORECASE
)
SAYS_NOTHING = {"here", "click here", "link", "this link", "more", "read more"}


def html(name: str, changed: object = None) -> str:
    return TEMPLATES.render(name, {**sample(name), **(changed if isinstance(changed, dict) else {})}).html


@pytest.mark.parametrize("name", TEMPLATES.names)
def test_nothing_rests_on_css_that_outlook_does_not_know(name: str) -> None:
    """Its Word engine lays out by tables, with widths of their own; what stands in <style> may be dropped."""
    page = html(name)
    assert not UNKNOWN_TO_OUTLOOK.findall(page)
    tree = LexborHTMLParser(page)
    assert all(
        table.attributes.get("width") or "width" in (table.attributes["style"] or "") for table in tree.css("table")
    )
    for selector in ("td.words", "p", "a", "th", "td.head"):
        assert all(node.attributes.get("style") for node in tree.css(selector)), selector


@pytest.mark.parametrize("name", TEMPLATES.names)
def test_gmail_shows_all_of_it_in_its_own_styles(name: str) -> None:
    page = html(name)
    assert len(page.encode()) < GMAIL_CLIPS_AT / 2
    assert len("".join(re.findall(r"<style.*?</style>", page, re.DOTALL)).encode()) < GMAIL_DROPS_STYLES_FROM


def test_gmail_does_not_clip_the_digest_of_a_bad_day() -> None:
    assert len(html("digest", DIGESTS["a bad day"]).encode()) < GMAIL_CLIPS_AT / 2


@pytest.mark.parametrize("name", TEMPLATES.names)
def test_a_link_says_by_itself_what_it_does(name: str) -> None:
    links = LexborHTMLParser(html(name)).css("a")
    said = [" ".join(link.text().split()) for link in links]
    assert all(len(words) > 2 and words.lower() not in SAYS_NOTHING for words in said), said
    commands = {
        (words, link.attributes["href"]) for words, link in zip(said, links, strict=True) if _writes_a_word(link)
    }
    assert len({words for words, _ in commands}) == len(commands)


def _writes_a_word(link: object) -> bool:
    href = link.attributes["href"] or ""  # type: ignore[attr-defined]
    return "&body=" in href


@pytest.mark.parametrize("name", [name for name in TEMPLATES.names if "<th" in html(name)])
def test_the_columns_of_a_table_are_named(name: str) -> None:
    heads = LexborHTMLParser(html(name)).css("th")
    assert all(head.text().strip() for head in heads)
