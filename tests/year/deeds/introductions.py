"""How officers answer to the notice of an introduction, in mail."""

from __future__ import annotations

import re
from dataclasses import replace
from email.message import EmailMessage
from typing import TYPE_CHECKING

from tests.e2e import client
from tests.year import story as told
from tests.year.deeds.deed import happens

if TYPE_CHECKING:
    from tests.year.stage import Stage

_WORDS = "Dear all, I am your officer now, and I look forward to our first meeting."


@happens.register(told.StopsIntroduction)
def stops_introduction(event: told.StopsIntroduction, stage: Stage) -> None:
    notice = _notice(event, stage)
    number, of = _row(event, notice)
    stage.replies(event, notice, f"NO {number}" if of > 1 else "NO")


@happens.register(told.IntroducesThemselves)
def introduces_themselves(event: told.IntroducesThemselves, stage: Stage) -> None:
    notice = _notice(event, stage)
    number, of = _row(event, notice)
    stage.shows(replace(event, is_shown=of == 1))
    if of == 1:
        return stage.replies(event, notice, _WORDS)
    links = client.links(notice, "liaison+")
    stage.sends(event, client.follow_link(event.by.address, links[of + number - 1], stage.at, text=_WORDS))


@happens.register(told.SendsIntroduction)
def sends_introduction(event: told.SendsIntroduction, stage: Stage) -> None:
    shown = stage.received(event, lambda mail: mail.template == "draft" and stage.named(mail.key) == event.message)
    stage.replies(event, shown, "SEND")


def _notice(event: told.AnswersNotice, stage: Stage) -> EmailMessage:
    return stage.received(
        event,
        lambda mail: (
            mail.queued_at >= event.since
            and any(
                cause.rule in ("introduction", "launch")
                and cause.step == "notice"
                and stage.council(cause.liaison) == event.council
                for cause in mail.causes
            )
        ),
    )


def _row(event: told.AnswersNotice, notice: EmailMessage) -> tuple[int, int]:
    """Find the number of a council in a notice, and how many it is about."""
    rows = re.findall(r"^#*\s*(\d+)\. .*, (.+)$", client.text_of(notice), re.M)
    return int({council: n for n, council in rows}[event.council]), len(rows)
