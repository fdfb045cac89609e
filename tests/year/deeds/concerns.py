"""How PLRs and the coordinator write to each other, in mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.e2e import client
from tests.e2e.bot import LIAISON
from tests.year import story as told
from tests.year.deeds.deed import happens

if TYPE_CHECKING:
    from tests.year.stage import Stage


@happens.register(told.RaisesConcern)
def raises_concern(event: told.RaisesConcern, stage: Stage) -> None:
    text = "CONCERN\n\nNobody has been to see us for a long time."
    stage.sends(event, client.new(event.by.address, LIAISON, "In confidence", text, stage.at))


@happens.register(told.AnswersConcern)
def answers_concern(event: told.AnswersConcern, stage: Stage) -> None:
    raised = stage.received(event, lambda mail: bool(mail.relays) and stage.named(mail.key) == event.concern)
    stage.replies(event, raised, "CLOSE" if event.closes else "I will speak to them this week.")
