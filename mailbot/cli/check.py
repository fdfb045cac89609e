"""`mailbot check`: everything that was configured is tried, and every problem is said at once."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from mailbot.app.check import check as checked
from mailbot.cli.options import config_option


@click.command()
@click.option("--no-send", is_flag=True, help="Send no message: plus addressing is then not proved.")
@config_option
def check(config: Path | None, no_send: bool) -> None:
    """Check configuration, rules, templates and roster, then log in to both mail servers.

    Plus addressing is proved by one message that is sent to the mailbox itself, and to nobody else.
    """
    findings = asyncio.run(checked(config, datetime.now(UTC), send=not no_send, say=_say))
    for line in findings.passed:
        click.echo(f"ok       {line}")
    for line in findings.warnings:
        click.echo(f"warning  {line}")
    for line in findings.problems:
        click.echo(f"PROBLEM  {line}", err=True)
    sys.exit(1 if findings.problems else 0)


def _say(line: str) -> None:
    click.echo(f"...      {line}")
