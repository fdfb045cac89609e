"""Every mail as a browser shows it: nobody is kept out, nothing is cut off, in light and in dark.

The pictures are kept in `build/mails/`, to be looked at: each mail on a phone and on a desktop.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, sync_playwright

from mailbot.outbound.gallery import gallery
from mailbot.outbound.mailto import mailto
from mailbot.outbound.samples import sample
from mailbot.outbound.template import Templates, load
from tests.outbound.days import DAYS, DIGESTS

ROOT = Path(__file__).parents[2]
MESSAGES = sorted(path.stem for path in (ROOT / "templates").glob("[!_]*.md"))
PICTURES = ROOT / "build" / "mails"
PHONE, DESKTOP = ViewportSize(width=320, height=640), ViewportSize(width=680, height=800)
COMMON_PHONE, COMMON_DESKTOP = ViewportSize(width=390, height=844), ViewportSize(width=1200, height=900)
QUIET = ("--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update")
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """Debian's Chromium, which tests/servers/install sees to."""
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is missing: run tests/servers/install"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*QUIET, "--no-sandbox"])
        yield browser.new_page()
        browser.close()


@pytest.fixture(scope="module")
def templates() -> Templates:
    return load(ROOT / "templates", ZoneInfo("Europe/London"))


@pytest.mark.parametrize("name", MESSAGES)
def test_a_mail_keeps_nobody_out_and_fits_a_phone(name: str, page: Page, templates: Templates) -> None:
    """WCAG 2 as axe-core checks it, and no word that has to be scrolled to sideways at 320 pixels."""
    page.set_viewport_size(PHONE)
    page.set_content(templates.render(name, sample(name, templates.reader(name))).html)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page).response["violations"]
        assert not found, [(one["id"], scheme, one["nodes"][0]["html"][:200]) for one in found]
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        _keep(page, f"{name}-phone-{scheme}")
    page.set_viewport_size(DESKTOP)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        _keep(page, f"{name}-desktop-{scheme}")


LONG_ADDRESS = "liaison+abcdefghijklmnopqrstuvwxyz234567@community-engagement.force.example"
LONG: Mapping[str, str] = {
    "council": "Llanfairpwllgwyngyllgogerychwyrndrobwll with St Mary’s & Wendlebury",
    "plr_name": "Gwenllian O’Dowd-ap-Llywelyn-Featherstonehaugh",
    "officer_name": "PCSO Aoife O’Dowd-Featherstonehaugh",
    "subject": "🚗 Parking & “speeding” outside Ysgol Llanfairpwllgwyngyllgogerychwyrndrobwll 🚸",
    "reply_address": LONG_ADDRESS,
    "reply_href": mailto(LONG_ADDRESS),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_no_name_is_too_long_for_a_phone(name: str, page: Page, templates: Templates) -> None:
    page.set_viewport_size(PHONE)
    page.set_content(templates.render(name, _renamed(sample(name))).html)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def _renamed(value: object) -> Any:
    """The same context with the longest names, wherever there is one."""
    if isinstance(value, Mapping):
        return {key: LONG[key] if key in LONG and item else _renamed(item) for key, item in value.items()}
    return [_renamed(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    ("name", "changed", "of_a_phone", "of_a_desktop"),
    [
        ("monthly-prompt", {}, 1.5, 1),
        ("officer-day", DAYS["two matters"], 1, 1),
        ("officer-day", DAYS["four matters"], 1.25, 1),
        ("reply-reminder", {}, 1, 1),
        ("digest", DIGESTS["an ordinary day"], 1, 0.9),
        ("digest", DIGESTS["a bad day"], 2.75, 2),
    ],
)
def test_a_mail_to_be_worked_through_is_a_screen_and_little_more(
    name: str, changed: Mapping[str, object], of_a_phone: float, of_a_desktop: float, page: Page, templates: Templates
) -> None:
    """All of it, the reason for it and the addresses for webmail at its foot included, in a font that runs wide."""
    page.set_content(templates.render(name, {**sample(name), **changed}).html)
    for screen, share in ((COMMON_PHONE, of_a_phone), (COMMON_DESKTOP, of_a_desktop)):
        page.set_viewport_size(screen)
        assert _bottom(page, ".sheet") <= share * screen["height"]


def test_what_is_to_be_done_is_within_the_first_screen(page: Page, templates: Templates) -> None:
    """The table of nine PLRs, and the lines of an ordinary digest down to its figures."""
    for name, changed, last in (
        ("monthly-prompt", {}, ".words table"),
        ("digest", DIGESTS["an ordinary day"], ".words ul"),
    ):
        page.set_content(templates.render(name, {**sample(name), **changed}).html)
        for screen in (COMMON_PHONE, COMMON_DESKTOP):
            page.set_viewport_size(screen)
            assert _bottom(page, last) <= screen["height"], (name, screen)


def _bottom(page: Page, selector: str) -> float:
    found = page.eval_on_selector(selector, "one => one.getBoundingClientRect().bottom + scrollY")
    return float(found)


def test_the_gallery_shows_every_mail(page: Page, templates: Templates, tmp_path: Path) -> None:
    written = tmp_path / "preview.html"
    written.write_text(gallery(templates, {}), encoding="utf-8")
    page.goto(written.as_uri())
    shown = page.eval_on_selector_all("section", "found => found.map(one => one.id)")
    assert sorted(shown) == MESSAGES
    views = page.eval_on_selector_all("iframe", "found => found.map(one => one.contentDocument.body.innerText.length)")
    assert len(views) == 4 * len(MESSAGES)
    assert min(views) > 100


def _keep(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
