"""Turns a deployment's clock once and does all that is due, and has the process die as by `kill -9` on the way.

`killed_turn.py POINT COUNT CONFIG INSTANT IMAP_PORT SMTP_PORT`: as `killed`, at an instant that a test chooses.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime
from pathlib import Path

from mailbot.app.deployment import load
from mailbot.app.service import EMBEDDED_PASSWORD, Servers, Service
from mailbot.ledger.ledger import Change, Ledger
from mailbot.model.facts import DigestSent, StepTaken
from mailbot.model.servers import Server
from tests.e2e import killed
from tests.e2e.bot import LIAISON


def _takes_steps(ledger: Ledger, change: Change) -> bool:
    return any(isinstance(fact, StepTaken | DigestSent) for fact in change.facts)


POINTS = {
    "before the steps are taken": killed.Point(Ledger, "commit", False, _takes_steps),
    "after the steps are taken": killed.Point(Ledger, "commit", True, _takes_steps),
    **{point: found for point, found in killed.POINTS.items() if "submission" in point or "acceptance" in point},
}


async def turn(config: Path, at: datetime, imap_port: int, smtp_port: int) -> None:
    """Read what is there, do what is due, and deliver what follows."""
    imap, smtp = (Server("127.0.0.1", port, "none", LIAISON, EMBEDDED_PASSWORD) for port in (imap_port, smtp_port))
    async with Service(load(config), lambda: at, servers=Servers(imap, smtp)) as service:
        await service.turn()


if __name__ == "__main__":
    point, times, config, at, imap_port, smtp_port = sys.argv[1:]
    killed.die_at(POINTS[point], int(times))
    asyncio.run(turn(Path(config), datetime.fromisoformat(at), int(imap_port), int(smtp_port)))
