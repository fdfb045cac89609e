"""`mailbot forecast`: every message that would be sent in the coming days, to whom, when and why; sends nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import groupby
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
    found = forecasts(deployment, datetime.now(UTC), days)
    lines = map(_json, found) if as_json else _paragraphs(found)
    line = None
    for line in lines:
        click.echo(line)
    if line is None and not as_json:
        click.echo(f"Nothing would be sent in the next {days} days.")


def _json(found: Forecast) -> str:
    return json.dumps(asdict(found) | {"at": found.at.isoformat()})


def _paragraphs(found: Iterable[Forecast]) -> Iterator[str]:
    """Give what leaves at one time, by one template and for one reason, as one paragraph with a line a reader."""
    for at, at_once in groupby(found, key=lambda one: one.at.replace(second=0, microsecond=0)):
        alike = sorted(at_once, key=lambda one: (one.template, one.why, one.council, one.to))
        for (template, why), mails in groupby(alike, key=lambda one: (one.template, one.why)):
            yield f"{said(at, at.tzinfo)}  {template or 'a message passed on'}: {why}"
            for mail in mails:
                yield f"    to {mail.to}{f' ({mail.council})' if mail.council else ''}"
