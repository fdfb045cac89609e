"""`mailbot rules`: what a rule file promises, in sentences and on a timeline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from mailbot.app.deployment import load
from mailbot.cli.instants import FORMATS, said
from mailbot.cli.options import config_option
from mailbot.policy.explanation import Point, sentences, timeline
from mailbot.policy.rules import Rule
from mailbot.policy.working_time import Day


@click.group()
def rules() -> None:
    """The promises, as the rule files describe them."""


@rules.command()
@click.argument("name")
@click.option(
    "--at", type=click.DateTime(FORMATS), metavar="TIME", help="When the sample starts, in local time; by default now."
)
@config_option
def explain(name: str, at: datetime | None, config: Path | None) -> None:
    """Say in English what the rule NAME promises, and place its steps on a timeline.

    The timeline is that of something which starts at TIME and which nobody meets or holds, with the days that were
    counted and skipped.

    \b
    mailbot rules explain reply-deadline --at "2026-06-03 10:12"
    """
    deployment = load(config)
    rule = _named(name, deployment.rules)
    started_at = at.replace(tzinfo=deployment.zone).astimezone(UTC) if at else datetime.now(UTC)
    try:
        points = timeline(rule, deployment.calendar, started_at)
    except (OverflowError, ValueError) as error:  # dates end with the year 9999
        raise click.UsageError("The timeline goes beyond the calendar; give an earlier time.") from error
    click.echo("\n".join([*sentences(rule), "", *(_line(point, deployment.zone) for point in points)]))


def _named(name: str, known: Sequence[Rule]) -> Rule:
    for rule in known:
        if rule.name == name:
            return rule
    raise click.BadParameter(
        f"there is no rule {name!r}; there are {', '.join(sorted(rule.name for rule in known))}", param_hint="NAME"
    )


def _line(point: Point, zone: ZoneInfo) -> str:
    lines = [f"{said(point.at, zone)}  {point.what}"]
    if counted := [_date(day) for day in point.days if day.counted]:
        lines.append(f"    counted: {', '.join(counted)}")
    if skipped := [f"{_date(day)} ({day.why})" for day in point.days if not day.counted]:
        lines.append(f"    skipped: {', '.join(skipped)}")
    return "\n".join(lines)


def _date(day: Day) -> str:
    return f"{day.date:%a} {day.date.day} {day.date:%b}"
