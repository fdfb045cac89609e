"""`mailbot init`: a deployment of one's own, to be edited."""

from __future__ import annotations

from pathlib import Path

import click

from mailbot.app.init import Answers, lay_out


@click.command()
@click.argument("directory", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--organisation", prompt="Organisation, as readers know it", help="As readers know it.")
@click.option("--mailbox", prompt="Address of the one mailbox", help="The address that everybody writes to.")
@click.option("--coordinator-name", prompt="Name of the coordinator", help="Who keeps the programme.")
@click.option("--coordinator-address", prompt="Address of the coordinator", help="Who gets digests and escalations.")
def init(directory: Path, organisation: str, mailbox: str, coordinator_name: str, coordinator_address: str) -> None:
    """Lay out configuration, rules, templates and a sample roster in DIR.

    Asks for what is not given as an option. Nothing that is there already is overwritten.
    """
    answers = Answers(
        organisation=organisation,
        mailbox=mailbox,
        coordinator_name=coordinator_name,
        coordinator_address=coordinator_address,
    )
    for path in lay_out(directory, answers):
        click.echo(f"wrote {path}")
    click.echo(
        f"\nFor a first look on the embedded mail server: cd {directory} && mailbot run\n"
        "For a real mailbox: edit [mail], [imap] and [smtp] in config.toml, then mailbot check"
    )
