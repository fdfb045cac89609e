"""`mailbot preview`: every template as people see it, on one page."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from mailbot import config
from mailbot.outbound.gallery import gallery
from mailbot.outbound.template import load


@click.command()
@click.option("--open", "show", is_flag=True, help="Open the page in the browser.")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), default=Path("preview.html"), show_default=True
)
@click.option("--config", "config_file", type=click.Path(dir_okay=False, path_type=Path), envvar="MAILBOT_CONFIG")
def preview(show: bool, output: Path, config_file: Path | None) -> None:
    """Render every message with made-up people, as text and HTML, on one gallery page."""
    settings = config.load(config_file)
    templates = load(settings.service.templates, ZoneInfo(settings.service.timezone))
    common = {
        "organisation": settings.service.organisation,
        "mailbox_address": settings.mail.address,
        "coordinator_name": settings.coordinator.name,
        "coordinator_address": settings.coordinator.address,
        "website": settings.signposts.website,
        "community_messaging": settings.signposts.community_messaging,
    }
    output.write_text(gallery(templates, common), encoding="utf-8")
    click.echo(f"{len(templates.names)} messages: {output.absolute()}")
    if show:
        webbrowser.open(output.absolute().as_uri())
