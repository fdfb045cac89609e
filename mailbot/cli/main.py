"""The command group, and the one place where an error of ours becomes a message and an exit status."""

from __future__ import annotations

import sys

import click

from mailbot.cli.check import check
from mailbot.cli.deadline import deadline_command
from mailbot.cli.demo import demo
from mailbot.cli.explain import explain
from mailbot.cli.forecast import forecast
from mailbot.cli.init import init
from mailbot.cli.preview import preview
from mailbot.cli.roster import roster
from mailbot.cli.rules import rules
from mailbot.cli.run import once, run
from mailbot.cli.status import status
from mailbot.errors import ConfigError, MailbotError


class Commands(click.Group):
    """A group that prints what is wrong in plain words instead of a traceback, and exits with 1."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ConfigError as error:
            for problem in error.problems:
                click.echo(problem, err=True)
        except MailbotError as error:
            click.echo(str(error), err=True)
        sys.exit(1)


@click.group(cls=Commands)
@click.version_option(package_name="mailbot")
def main() -> None:
    """Keep a programme of promised contact by email."""


for command in (check, deadline_command, demo, explain, forecast, init, once, preview, roster, rules, run, status):
    main.add_command(command)
