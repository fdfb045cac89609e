"""`mailbot deadline`: by when something is due, with every day counted or skipped, and why."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from mailbot.cli.instants import FORMATS, said
from mailbot.config import DEFAULT_PATH, Service, WorkingTime, config_path, load
from mailbot.policy.working_time import Amount, Calendar, Deadline, deadline


def _parsed(_ctx: click.Context, _param: click.Parameter, value: str) -> Amount:
    try:
        return Amount.parse(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command("deadline")
@click.argument("arrived", type=click.DateTime(FORMATS), metavar="ARRIVED")
@click.argument("amount", callback=_parsed)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--config", "path", type=click.Path(path_type=Path), help="By default MAILBOT_CONFIG, or config.toml.")
def deadline_command(arrived: datetime, amount: Amount, as_json: bool, path: Path | None) -> None:
    """Say by when AMOUNT is over for what arrived at ARRIVED, in local time.

    Every day is listed, counted or skipped, and why. Works without a deployment: office hours are then 9 to 5, Monday
    to Friday, without closures.

    \b
    mailbot deadline "2026-12-23 16:55" "5 working days"
    """
    calendar = _calendar(path)
    arrived_at = arrived.replace(tzinfo=calendar.zone).astimezone(UTC)
    try:
        found = deadline(calendar, arrived_at, amount)
    except (OverflowError, ValueError) as error:  # dates end with the year 9999
        raise click.UsageError("The deadline lies beyond the calendar; give an earlier time.") from error
    click.echo(json.dumps(_shape(found)) if as_json else _table(found))
    if warning := calendar.horizon_warning(calendar.local_day(found.due_by)):
        click.echo(warning, err=True)


def _calendar(path: Path | None) -> Calendar:
    zone, working_time = Service.model_fields["timezone"].default, WorkingTime()
    where = config_path(path)
    if where != DEFAULT_PATH or where.exists():
        config = load(where)
        zone, working_time = config.service.timezone, config.working_time
    return Calendar.build(zone=zone, **dict(working_time))


def _shape(found: Deadline) -> dict[str, object]:
    zone = found.calendar.zone
    return {
        "arrived_at": found.arrived_at.astimezone(zone).isoformat(),
        "counts_from": found.counts_from.astimezone(zone).isoformat(),
        "due_by": found.due_by.astimezone(zone).isoformat(),
        "days": [{"date": day.date.isoformat(), "counted": day.counted, "why": day.why} for day in found.days],
    }


def _table(found: Deadline) -> str:
    zone = found.calendar.zone
    days = [
        f"{'✓' if day.counted else '·'} {day.date:%a} {day.date.day:>2} {day.date:%b %Y}  {day.why}"
        for day in found.days
    ]
    return "\n".join(
        [
            f"arrived      {said(found.arrived_at, zone)}",
            f"counts from  {said(found.counts_from, zone)}",
            f"due by       {said(found.due_by, zone)}   ({found.amount})",
            "",
            *days,
        ]
    )
