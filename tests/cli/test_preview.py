"""`mailbot preview` shows every message as people see it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from mailbot.cli.preview import preview
from mailbot.outbound.gallery import in_dark

ROOT = Path(__file__).parents[2]
MESSAGES = [path.stem for path in (ROOT / "templates").glob("[!_]*.md")]


def test_the_gallery_holds_every_message_in_five_views(tmp_path: Path) -> None:
    page = tmp_path / "preview.html"
    result = CliRunner().invoke(preview, ["--config", str(ROOT / "config.toml"), "--output", str(page)])
    assert result.exit_code == 0, result.output
    assert str(page) in result.output
    html = page.read_text("utf-8")
    assert html.count("<iframe") == 4 * len(MESSAGES)
    assert html.count("<pre>") == len(MESSAGES)
    assert all(f'<section id="{name}">' in html for name in MESSAGES)


def test_the_dark_view_applies_what_a_reader_in_the_dark_gets() -> None:
    assert in_dark("@media (prefers-color-scheme: dark) {}") == "@media all {}"
