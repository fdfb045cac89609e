"""The deeds: how everything that happens in a story is done to mailbot, as by the mail programs of those who do it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import singledispatch
from typing import TYPE_CHECKING

from tests.e2e import client
from tests.e2e.bot import LIAISON
from tests.year import story as told

if TYPE_CHECKING:
    from tests.year.stage import Stage


class Unanswerable(Exception):
    """Somebody was to answer a mail that they never got."""


@singledispatch
def happens(event: told.Event, stage: Stage) -> None:
    """Let one thing happen; raises Unanswerable."""
    raise NotImplementedError(type(event))


@happens.register(told.RosterChanges)
def _(event: told.RosterChanges, stage: Stage) -> None:
    stage.rows[event.row.name] = event.row
    stage.import_rows()


@happens.register(told.Asks)
def _(event: told.Asks, stage: Stage) -> None:
    text = "Could somebody look at the hedge on Church Lane? It hides the 30 sign."
    stage.sends(event, client.new(event.by.address, LIAISON, f"Hedge ({event.name})", text, stage.at))


@happens.register(told.NamesCouncil)
def _(event: told.NamesCouncil, stage: Stage) -> None:
    asked = stage.received(
        event, lambda mail: mail.template == "which-council" and stage.named(mail.key) == event.question
    )
    council = next(one.council for one in stage.story.events if getattr(one, "name", "") == event.question)
    stage.replies(event, asked, f"It is about {council}.")


@happens.register(told.AsksMore)
def _(event: told.AsksMore, stage: Stage) -> None:
    stage.replies(event, stage.in_thread(event), "When will that be? Could you tell us the day?")


@happens.register(told.Thanks)
def _(event: told.Thanks, stage: Stage) -> None:
    stage.replies(event, stage.in_thread(event), "Thank you very much.")


@happens.register(told.SaysUnclear)
def _(event: told.SaysUnclear, stage: Stage) -> None:
    stage.replies(event, stage.in_thread(event), "We spoke of it at the last meeting.")


@happens.register(told.SaysNotAnswered)
def _(event: told.SaysNotAnswered, stage: Stage) -> None:
    stage.replies(event, stage.in_thread(event), "NOT ANSWERED\n\nNobody has told us who cuts it.")


@happens.register(told.SaysWhetherAnswered)
def _(event: told.SaysWhetherAnswered, stage: Stage) -> None:
    thread = stage.passed_on(event.question)[0].thread
    asked = stage.received(event, lambda mail: mail.template == "told-answered" and mail.thread == thread)
    stage.replies(event, asked, "YES" if event.yes else "NO")


@happens.register(told.Answers)
def _(event: told.Answers, stage: Stage) -> None:
    stage.replies(event, stage.relay_to(event), "Highways will cut it next week.")


@happens.register(told.NotesAnswered)
def _(event: told.NotesAnswered, stage: Stage) -> None:
    stage.replies(event, stage.relay_to(event), "ANSWERED")


@happens.register(told.PhonesAbout)
def _(event: told.PhonesAbout, stage: Stage) -> None:
    stage.replies(event, stage.relay_to(event), "PHONED")


@happens.register(told.SaysNoReplyNeeded)
def _(event: told.SaysNoReplyNeeded, stage: Stage) -> None:
    stage.replies(event, stage.relay_to(event), f"NO REPLY NEEDED {event.reason}".strip())


@happens.register(told.Holds)
def _(event: told.Holds, stage: Stage) -> None:
    until = f" until {written(event.until)}" if event.until else ""
    stage.replies(event, stage.relay_to(event), f"HOLD{until}\n\n{event.reason}".strip())


@happens.register(told.WritesToPlr)
def _(event: told.WritesToPlr, stage: Stage) -> None:
    prompt = stage.prompt(event)
    links = client.links(prompt, f"subject={event.council}")
    if not links:
        raise Unanswerable(event.name)
    stage.sends(event, client.follow_link(event.by.address, links[0], stage.at, text="How are things with you?"))


@happens.register(told.Logs)
def _(event: told.Logs, stage: Stage) -> None:
    prompt = stage.prompt(event)
    rows = re.findall(rf"(\d+)\. {event.council}", client.text_of(prompt))
    if not rows:
        raise Unanswerable(event.name)
    on = f" {written(event.on)}" if event.on else ""
    stage.replies(event, prompt, f"{event.how} {rows[0]}{on}")


@happens.register(told.SaysWhetherInTouch)
def _(event: told.SaysWhetherInTouch, stage: Stage) -> None:
    asked = stage.received(
        event,
        lambda mail: (
            mail.template == "contact-check"
            and stage.council(mail.causes[0].liaison) == event.council
            and stage.at - mail.queued_at < timedelta(days=14)
        ),
    )
    stage.replies(event, asked, "YES" if event.yes else "NO")


@happens.register(told.GoesAway)
def _(event: told.GoesAway, stage: Stage) -> None:
    cover = f" cover {event.cover.name}" if event.cover else ""
    text = f"AWAY {written(event.from_on)} to {written(event.until_on)}{cover}"
    stage.sends(event, client.new(event.by.address, LIAISON, "Away", text, stage.at))


@happens.register(told.ComesBack)
def _(event: told.ComesBack, stage: Stage) -> None:
    noted = stage.received(event, lambda mail: mail.template == "absence-noted" and stage.named(mail.key) == event.away)
    stage.replies(event, noted, "BACK")


@happens.register(told.RaisesConcern)
def _(event: told.RaisesConcern, stage: Stage) -> None:
    text = "CONCERN\n\nNobody has been to see us for a long time."
    stage.sends(event, client.new(event.by.address, LIAISON, "In confidence", text, stage.at))


@happens.register(told.AnswersConcern)
def _(event: told.AnswersConcern, stage: Stage) -> None:
    raised = stage.received(event, lambda mail: bool(mail.relays) and stage.named(mail.key) == event.concern)
    stage.replies(event, raised, "CLOSE" if event.closes else "I will speak to them this week.")


def written(day: date) -> str:
    """Write a day as people do."""
    return f"{day.day} {day:%B %Y}"
