"""How PLRs ask and officers answer, in mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.e2e import client
from tests.e2e.bot import LIAISON
from tests.year import story as told
from tests.year.deeds.deed import happens, written

if TYPE_CHECKING:
    from tests.year.stage import Stage


@happens.register(told.Asks)
def asks(event: told.Asks, stage: Stage) -> None:
    text = "Could somebody look at the hedge on Church Lane? It hides the 30 sign."
    stage.sends(event, client.new(event.by.address, LIAISON, f"Hedge ({event.name})", text, stage.at))


@happens.register(told.NamesCouncil)
def names_council(event: told.NamesCouncil, stage: Stage) -> None:
    asked = stage.received(
        event, lambda mail: mail.template == "which-council" and stage.named(mail.key) == event.question
    )
    council = next(one.council for one in stage.story.events if getattr(one, "name", "") == event.question)
    stage.replies(event, asked, f"It is about {council}.")


@happens.register(told.AsksMore)
def asks_more(event: told.AsksMore, stage: Stage) -> None:
    stage.replies(event, stage.in_thread(event), "When will that be? Could you tell us the day?")


@happens.register(told.Thanks)
def thanks(event: told.Thanks, stage: Stage) -> None:
    stage.replies(event, stage.in_thread(event), "Thank you very much.")


@happens.register(told.SaysUnclear)
def says_unclear(event: told.SaysUnclear, stage: Stage) -> None:
    stage.replies(event, stage.in_thread(event), "We spoke of it at the last meeting.")


@happens.register(told.SaysNotAnswered)
def says_not_answered(event: told.SaysNotAnswered, stage: Stage) -> None:
    stage.replies(event, stage.in_thread(event), "NOT ANSWERED\n\nNobody has told us who cuts it.")


@happens.register(told.SaysWhetherAnswered)
def says_whether_answered(event: told.SaysWhetherAnswered, stage: Stage) -> None:
    thread = stage.passed_on(event.question)[0].thread
    asked = stage.received(event, lambda mail: mail.template == "told-answered" and mail.thread == thread)
    stage.replies(event, asked, "YES" if event.yes else "NO")


@happens.register(told.Answers)
def answers(event: told.Answers, stage: Stage) -> None:
    stage.replies(event, stage.relay_to(event), "Highways will cut it next week.")


@happens.register(told.NotesAnswered)
def notes_answered(event: told.NotesAnswered, stage: Stage) -> None:
    stage.replies(event, stage.relay_to(event), "ANSWERED")


@happens.register(told.PhonesAbout)
def phones_about(event: told.PhonesAbout, stage: Stage) -> None:
    stage.replies(event, stage.relay_to(event), "PHONED")


@happens.register(told.SaysNoReplyNeeded)
def says_no_reply_needed(event: told.SaysNoReplyNeeded, stage: Stage) -> None:
    stage.replies(event, stage.relay_to(event), f"NO REPLY NEEDED {event.reason}".strip())


@happens.register(told.Holds)
def holds(event: told.Holds, stage: Stage) -> None:
    until = f" until {written(event.until)}" if event.until else ""
    stage.replies(event, stage.relay_to(event), f"HOLD{until}\n\n{event.reason}".strip())


@happens.register(told.Misspells)
def misspells(event: told.Misspells, stage: Stage) -> None:
    stage.replies(event, stage.relay_to(event), "HLOD waiting for the survey")


@happens.register(told.SendsAsItIs)
def sends_as_it_is(event: told.SendsAsItIs, stage: Stage) -> None:
    shown = stage.received(
        event, lambda mail: mail.template == "first-line-unclear" and stage.named(mail.key) == event.message
    )
    stage.replies(event, shown, "SEND")
