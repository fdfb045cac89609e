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
@config_option
def check(config: Path | None) -> None:
    """Check configuration, rules, templates and roster, then log in to both mail servers."""
    findings = asyncio.run(checked(config, datetime.now(UTC)))
    for line in findings.passed:
        click.echo(f"ok       {line}")
    for line in findings.warnings:
        click.echo(f"warning  {line}")
    for line in findings.problems:
        click.echo(f"PROBLEM  {line}", err=True)
    sys.exit(1 if findings.problems else 0)
