"""`mailbot roster`: import the programme's pairs from a CSV file, and export them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from mailbot.app import changes
from mailbot.app.deployment import load
from mailbot.cli.options import config_option


@click.group()
def roster() -> None:
    """The pairs of councils, PLRs and points of contact."""


@roster.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option("--correct", is_flag=True, help="Somebody whose name and address both changed is still the same person.")
@click.option("--end-missing", is_flag=True, help="End the liaisons that have no row, even if they are more than half.")
@config_option
def import_(file: Path, dry_run: bool, correct: bool, end_missing: bool, config: Path | None) -> None:
    """Show what FILE.csv changes, and apply it as one change.

    The file is the whole roster: a liaison without a row ends. Works while `mailbot run` runs.
    """
    differences = changes.import_roster(
        load(config),
        file.read_bytes(),
        file.name,
        datetime.now(UTC),
        correct=correct,
        end_missing=end_missing,
        dry_run=dry_run,
    )
    for difference in differences:
        click.echo(difference)
    if not differences:
        click.echo("Nothing changes: the roster says what is there already.")
    elif dry_run:
        click.echo("Nothing was changed: this was a dry run.")


@roster.command()
@config_option
def export(config: Path | None) -> None:
    """Print the roster as CSV, with the ids by which rows are known."""
    click.echo(changes.export_roster(load(config), datetime.now(UTC)), nl=False)
