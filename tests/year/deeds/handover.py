"""How a change of PLR is announced, confirmed and decided, in mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mailbot.model.mail import Mail
from tests.e2e import client
from tests.e2e.bot import LIAISON
from tests.year import story as told
from tests.year.deeds.deed import happens, written

if TYPE_CHECKING:
    from tests.year.stage import Stage


@happens.register(told.Announces)
def announces(event: told.Announces, stage: Stage) -> None:
    from_on = f" from {written(event.from_on)}" if event.from_on else ""
    who = f" {event.council}: {event.successor.name} {event.successor.address}" if event.successor else ""
    unknown = "" if event.successor else ", not known yet who"
    text = f"CHANGE{who}{from_on}{unknown}{_meanwhile(event)}"
    stage.sends(event, client.new(event.by.address, LIAISON, "The police contact", text, stage.at))


def _meanwhile(event: told.Announces) -> str:
    if event.meanwhile is None:
        return ""
    is_clerk = event.meanwhile.name.startswith("Clerk of")
    return f", meanwhile {'the Clerk' if is_clerk else f'{event.meanwhile.name} {event.meanwhile.address}'}"


@happens.register(told.AgreesToPassOn)
def agrees_to_pass_on(event: told.AgreesToPassOn, stage: Stage) -> None:
    asked = stage.received(
        event,
        lambda mail: (
            mail.template == "plr-change-noted"
            and bool(mail.data["asks_words"])
            and stage.named(str(mail.data["change"])) == event.change
        ),
    )
    stage.replies(event, asked, "YES")


@happens.register(told.SaysWhetherSo)
def says_whether_so(event: told.SaysWhetherSo, stage: Stage) -> None:
    asked = stage.received(event, lambda mail: mail.template == "plr-change-asked" and _is_about(mail, event, stage))
    stage.replies(event, asked, "YES" if event.yes else "NO")


@happens.register(told.Decides)
def decides(event: told.Decides, stage: Stage) -> None:
    asked = stage.received(event, lambda mail: mail.template == "plr-change-decide" and _is_about(mail, event, stage))
    stage.replies(event, asked, "APPROVE" if event.yes else "REFUSE")


@happens.register(told.SaysLeft)
def says_left(event: told.SaysLeft, stage: Stage) -> None:
    stage.sends(event, client.new(event.by.address, LIAISON, "The police contact", "LEFT", stage.at))


@happens.register(told.SaysStays)
def says_stays(event: told.SaysStays, stage: Stage) -> None:
    asked = stage.received(
        event,
        lambda mail: mail.template == "new-plr-asked" and stage.council(mail.causes[0].liaison) == event.council,
    )
    stage.replies(event, asked, "YES")


def _is_about(mail: Mail, event: told.SaysWhetherSo | told.Decides, stage: Stage) -> bool:
    return event.change in {stage.named(one) for one in (mail.key, *(cause.obligation for cause in mail.causes))}
