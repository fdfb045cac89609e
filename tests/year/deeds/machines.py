"""How mail servers send mail back and answer for who is away, and what people reply to our asking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mailbot.model.mail import Mail
from tests.year import story as told
from tests.year.deeds.deed import happens, written
from tests.year.deeds.machine_mail import automatic_reply, returned

if TYPE_CHECKING:
    from tests.year.stage import Stage


@happens.register(told.MailComesBack)
def mail_comes_back(event: told.MailComesBack, stage: Stage) -> None:
    relays = {mail.key for mail in stage.passed_on(event.message)} if event.message else ()
    mail = stage.arrived(event, event.to, lambda mail: mail.key in relays or _introduces(mail, event.council, stage))
    stage.sends(event, returned(event.by.address, mail, event.to.address, for_good=event.for_good))


def _introduces(mail: Mail, council: str, stage: Stage) -> bool:
    return any(cause.rule == "introduction" and stage.council(cause.liaison) == council for cause in mail.causes)


@happens.register(told.RepliesAutomatically)
def replies_automatically(event: told.RepliesAutomatically, stage: Stage) -> None:
    relays = {mail.key for mail in stage.passed_on(event.message)}
    mail = stage.received(event, lambda mail: mail.key in relays)
    until = f" until {written(event.until_on)}" if event.until_on else ""
    words = f"I am out of the office{until}. For anything urgent please call 101."
    stage.sends(event, automatic_reply(event.by.address, mail, words, stage.at))


@happens.register(told.SaysYesAway)
def says_yes_away(event: told.SaysYesAway, stage: Stage) -> None:
    asked = stage.received(
        event, lambda mail: mail.template == "absence-proposed" and stage.named(mail.key) == event.reply
    )
    stage.replies(event, asked, "YES")
