"""How news is written, how the coordinator answers to the digest, and what is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.e2e import client
from tests.e2e.bot import LIAISON
from tests.year import story as told
from tests.year.deeds.deed import Unanswerable, happens, written

if TYPE_CHECKING:
    from tests.year.stage import Numbered, Stage


_NOTED = (
    "absence-noted",
    "answered-noted",
    "hold-noted",
    "introduction-stopped",
    "lines-noted",
    "no-reply-noted",
    "officer-change-noted",
    "several-done",
    "team-hold-noted",
)


@happens.register(told.HoldsForMany)
def holds_for_many(event: told.HoldsForMany, stage: Stage) -> None:
    digest = stage.received(event, lambda mail: mail.template == "digest")
    scope = f"TEAM {event.team}" if event.team else "FORCE"
    stage.replies(event, digest, f"HOLD {scope} major incident until {written(event.until)}")


@happens.register(told.TakesBack)
def takes_back(event: told.TakesBack, stage: Stage) -> None:
    done = stage.received(event, lambda mail: mail.template in _NOTED and stage.named(mail.key) == event.message)
    stage.replies(event, done, f"UNDO {event.number}" if event.number else "UNDO")


@happens.register(told.AnswersLine)
def answers_line(event: told.AnswersLine, stage: Stage) -> None:
    digest, lines = stage.latest_digest(event)
    number = _number(event, lines)
    meant = _meant(event, lines[number - 1])
    stage.shows(meant)
    stage.replies(event, digest, _says(meant, number, stage))


@happens.register(told.AnswersLines)
def answers_lines(event: told.AnswersLines, stage: Stage) -> None:
    digest, lines = stage.latest_digest(event)
    numbers = [_number(line, lines) for line in event.lines]
    if len(set(numbers)) < len(numbers):
        raise Unanswerable(event.name)
    meant = [_meant(line, lines[number - 1]) for line, number in zip(event.lines, numbers, strict=True)]
    stage.shows(replace(event, lines=tuple(meant)))
    stage.replies(event, digest, "\n".join(map(_says, meant, numbers, [stage] * len(meant))))


def _number(event: told.AnswersLine, lines: Sequence[Numbered]) -> int:
    return int(event.dice * len(lines)) + 1


def _meant(event: told.AnswersLine, line: Numbered) -> told.AnswersLine:
    return replace(event, rule=line.rule, about=line.about, council=line.council)


def _says(event: told.AnswersLine, number: int, stage: Stage) -> str:
    more = {
        "SNOOZE": f" until {written(event.until)}" if event.until else "",
        "EXCUSE": " the officer was in court",
        "REASSIGN": f" to {event.officer.name}" if event.officer else "",
        "LINK": f" to {stage.asked_about(event.about)}",
    }
    return f"{event.word} {number}{more.get(event.word, '')}"


@happens.register(told.WritesFromElsewhere)
def writes_from_elsewhere(event: told.WritesFromElsewhere, stage: Stage) -> None:
    text = "Could the verge at the school be cut too? Nobody can see the children."
    stage.sends(event, client.new(event.by.address, LIAISON, f"Verge ({event.name})", text, stage.at))


@happens.register(told.WritesNews)
def writes_news(event: told.WritesNews, stage: Stage) -> None:
    text = f"NEWS {event.scope}".strip() + "\n\nThe surgery is on Saturday from ten to twelve, at the library."
    stage.sends(event, client.new(event.by.address, LIAISON, f"Surgery ({event.name})", text, stage.at))


@happens.register(told.SendsNews)
def sends_news(event: told.SendsNews, stage: Stage) -> None:
    shown = stage.received(event, lambda mail: mail.data.get("news") == stage.message(event.news))
    stage.replies(event, shown, "SEND")


@happens.register(told.StopsNews)
def stops_news(event: told.StopsNews, stage: Stage) -> None:
    going = stage.received(
        event, lambda mail: mail.template == "news-going" and mail.data["news"] == stage.message(event.news)
    )
    stage.replies(event, going, "UNDO")


@happens.register(told.AnswersNews)
def answers_news(event: told.AnswersNews, stage: Stage) -> None:
    copies = {mail.key for mail in stage.passed_on(event.news)}
    copy = stage.received(event, lambda mail: mail.key in copies)
    stage.replies(event, copy, "Could you tell us whether the hall would be better?")
