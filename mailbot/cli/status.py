"""`mailbot status`: what is open, late, queued and failed; is the inbox being read."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from mailbot.app import changes
from mailbot.app.deployment import load
from mailbot.cli.options import config_option


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@config_option
def status(as_json: bool, config: Path | None) -> None:
    """Say how the programme and its mail stand; works while `mailbot run` runs."""
    found = changes.status(load(config), datetime.now(UTC))
    if as_json:
        click.echo(json.dumps(found))
        return
    inbox, outbox, obligations = found["inbox"], found["outbox"], found["obligations"]
    read = f"read until {inbox['read_until']}" if inbox["read_until"] else "not read yet"
    click.echo(f"Inbox        {inbox['state']}, {read}")
    click.echo(f"Outbox       {outbox['queued']} queued ({outbox['retrying']} retrying), {outbox['failed']} failed")
    click.echo(f"Obligations  {obligations['open']} open ({obligations['late']} late, {obligations['held']} held)")
    click.echo(f"Messages     {found['held_messages']} held for a person to place")
    click.echo(f"Roster       {found['liaisons']} liaisons")
    click.echo(f"Ledger       {found['facts']} facts")
    for alarm in found["alarms"]:
        click.echo(f"ALARM        {alarm}")
