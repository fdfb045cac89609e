"""`mailbot forecast`: every message that would be sent in the coming days, to whom, when and why; sends nothing."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from mailbot.app.deployment import load
from mailbot.app.forecast import Forecast
from mailbot.app.forecast import forecast as forecasts
from mailbot.cli.instants import said
from mailbot.cli.options import config_option


@click.command()
@click.option("--days", type=click.IntRange(1, 366), default=7, show_default=True, help="How far to look ahead.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@config_option
def forecast(days: int, as_json: bool, config: Path | None) -> None:
    """List what would be sent if nobody did anything from now on.

    Sends and stores nothing; works while `mailbot run` runs.
    """
    deployment = load(config)
    found = None
    for found in forecasts(deployment, datetime.now(UTC), days):
        click.echo(json.dumps(_shape(found)) if as_json else _line(found))
    if found is None and not as_json:
        click.echo(f"Nothing would be sent in the next {days} days.")


def _shape(found: Forecast) -> dict[str, str]:
    return asdict(found) | {"at": found.at.isoformat()}


def _line(found: Forecast) -> str:
    what = found.template or "a message passed on"
    council = f" ({found.council})" if found.council else ""
    return f"{said(found.at, found.at.tzinfo)}  {what} to {found.to}{council}\n    {found.why}"
