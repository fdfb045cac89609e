"""`mailbot demo`: a story told in the terminal, each mail as its reader sees it."""

from __future__ import annotations

import asyncio
import logging
import time
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from rich.console import Console, Group
from rich.panel import Panel
from rich.text import Text

from mailbot.app.demo import Scene, story
from mailbot.app.logging import log_to_stderr
from mailbot.cli.options import config_option

_PAUSE_SECONDS = 1.2
_LOCAL = ZoneInfo("Europe/London")


@click.command()
@config_option
def demo(config: Path | None) -> None:
    """Tell the story of one question: introduced, asked, reminded, overdue, answered, settled.

    Works without a deployment, on the rules and templates that mailbot carries.
    """
    log_to_stderr(logging.WARNING)
    asyncio.run(_tell(config))


async def _tell(config: Path | None) -> None:
    console = Console(width=min(100, Console().width))
    console.print(
        "\nA month of the programme, on a mail server of its own with the clock turned. Nothing is sent out.\n"
    )
    async for scene in story(config):
        _show(scene, console)
        if console.is_terminal:
            time.sleep(_PAUSE_SECONDS)


def _show(scene: Scene, console: Console) -> None:
    at = scene.at.astimezone(_LOCAL)
    console.rule(f"[bold]{at:%A} {at.day} {at:%B %Y, %H:%M}[/bold]", align="left")
    console.print(f"{scene.title}\n")
    for mail in scene.mails:
        console.print(_mail(mail))
        console.print()


def _mail(mail: EmailMessage) -> Panel:
    body = mail.get_body(("plain",))
    text = body.get_content() if body else ""
    head = Text()
    for name in ("From", "To", "Subject"):
        head.append(f"{name}: ", style="bold")
        head.append(f"{mail[name]}\n")
    return Panel(Group(head, Text(text.strip())), title=f"in the inbox of {mail['To']}", title_align="left")
