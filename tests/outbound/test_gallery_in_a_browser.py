"""Every mail as a browser shows it: nobody is kept out, nothing is cut off, in light and in dark.

The pictures are kept in `build/mails/`, to be looked at: each mail on a phone and on a desktop.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, sync_playwright

from mailbot.outbound.gallery import gallery
from mailbot.outbound.samples import sample
from mailbot.outbound.template import Templates, load

ROOT = Path(__file__).parents[2]
MESSAGES = sorted(path.stem for path in (ROOT / "templates").glob("[!_]*.md"))
PICTURES = ROOT / "build" / "mails"
PHONE, DESKTOP = ViewportSize(width=320, height=640), ViewportSize(width=680, height=800)
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
    page.set_content(templates.render(name, sample(name)).html)
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
