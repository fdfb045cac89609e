"""How contacts are made and noted, in mail."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.e2e import client
from tests.e2e.bot import LIAISON
from tests.year import story as told
from tests.year.deeds.deed import Unanswerable, happens, written

if TYPE_CHECKING:
    from tests.year.stage import Stage


@happens.register(told.WritesToPlr)
def writes_to_plr(event: told.WritesToPlr, stage: Stage) -> None:
    prompt = stage.prompt(event)
    links = client.links(prompt, f"subject={event.council}")
    if not links:
        raise Unanswerable(event.name)
    stage.sends(event, client.follow_link(event.by.address, links[0], stage.at, text="How are things with you?"))


@happens.register(told.Logs)
def logs(event: told.Logs, stage: Stage) -> None:
    prompt = stage.prompt(event)
    rows = re.findall(rf"(\d+)\. {event.council}", client.text_of(prompt))
    if not rows:
        raise Unanswerable(event.name)
    on = f" {written(event.on)}" if event.on else ""
    stage.replies(event, prompt, f"{event.how} {rows[0]}{on}")


@happens.register(told.Notes)
def notes(event: told.Notes, stage: Stage) -> None:
    on = f" {written(event.on)}" if event.on else ""
    text = f"{event.how} {event.council}{on}"
    stage.sends(event, client.new(event.by.address, LIAISON, "A contact", text, stage.at))


@happens.register(told.Confirms)
def confirms(event: told.Confirms, stage: Stage) -> None:
    text = f"CONFIRMED {written(event.on)}" if event.on else "CONFIRMED"
    stage.sends(event, client.new(event.by.address, LIAISON, "My course", text, stage.at))


@happens.register(told.SaysWhetherInTouch)
def says_whether_in_touch(event: told.SaysWhetherInTouch, stage: Stage) -> None:
    asked = stage.received(
        event,
        lambda mail: (
            mail.template in ("contact-check", "watch-check")
            and stage.council(mail.causes[0].liaison) == event.council
            and stage.at - mail.queued_at < timedelta(days=14)
        ),
    )
    stage.replies(event, asked, "YES" if event.yes else "NO")
