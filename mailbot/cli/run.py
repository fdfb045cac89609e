"""`mailbot run` and `mailbot once`: the service, and one pass of it."""

from __future__ import annotations

import asyncio
import signal
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from mailbot.app.deployment import load
from mailbot.app.logging import log_to_stderr
from mailbot.app.service import EMBEDDED_PASSWORD, Service
from mailbot.cli.options import config_option
from mailbot.errors import ConfigError, MailboxError


def _now() -> datetime:
    return datetime.now(UTC)


@click.command()
@config_option
def run(config: Path | None) -> None:
    """Keep the programme: read the mailbox, send what is due, until stopped."""
    log_to_stderr()
    asyncio.run(_run(config))


@click.command()
@config_option
def once(config: Path | None) -> None:
    """Read what is there, send what is due, and exit: for cron."""
    log_to_stderr()
    asyncio.run(_once(config))


async def _run(path: Path | None) -> None:
    stopping = asyncio.Event()
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signal_number, stopping.set)
    async with Service(load(path), _now) as service:
        if service.embedded is not None:
            _say_where(service)
        await service.run(stopping)


async def _once(path: Path | None) -> None:
    deployment = load(path)
    if deployment.config.mail.server == "embedded":
        raise ConfigError(
            ["config.toml: [mail] server: the embedded server lives only while `mailbot run` does; use that"]
        )
    async with Service(deployment, _now) as service:
        await service.turn()
        if trouble := service.keeper.trouble:
            raise MailboxError(trouble)


def _say_where(service: Service) -> None:
    """Say how any mail program can be the PLR, the officer or the coordinator."""
    assert service.embedded is not None
    console = Console()
    console.print("\n[bold]mailbot is running on its embedded mail server.[/bold] Nothing leaves this machine.\n")
    console.print(
        f"  IMAP 127.0.0.1 port {service.embedded.imap_port}, SMTP 127.0.0.1 port {service.embedded.smtp_port}, "
        f"no encryption\n  user name: the address; password of every mailbox: [bold]{EMBEDDED_PASSWORD}[/bold]\n"
    )
    table = Table(box=None, padding=(0, 2))
    table.add_column("address")
    table.add_column("whose mailbox")
    for address, whose in service.mailboxes().items():
        table.add_row(address, whose)
    console.print(table)
    console.print(
        "\nAdd one of them to any mail program and reply to what arrives. The mailboxes are kept in memory and start\n"
        f"empty; the record is kept in {service.deployment.config.service.data}. Ctrl-C stops.\n"
    )
