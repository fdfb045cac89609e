"""How the roster is imported again, and how people say that they are away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.e2e import client
from tests.e2e.bot import LIAISON
from tests.year import story as told
from tests.year.deeds.deed import happens, written

if TYPE_CHECKING:
    from tests.year.stage import Stage


@happens.register(told.RosterChanges)
def roster_changes(event: told.RosterChanges, stage: Stage) -> None:
    stage.export_rows()
    stage.rows[event.row.name] = event.row
    stage.import_rows()


@happens.register(told.Leaves)
def leaves(event: told.Leaves, stage: Stage) -> None:
    stage.export_rows()
    del stage.rows[event.council]
    stage.import_rows(end_missing=True)


@happens.register(told.Reassigns)
def reassigns(event: told.Reassigns, stage: Stage) -> None:
    from_on = f" from {written(event.from_on)}" if event.from_on else ""
    text = f"REASSIGN {event.council} to {event.officer.name}{from_on}"
    stage.sends(event, client.new(event.by.address, LIAISON, "Another officer", text, stage.at))


@happens.register(told.GoesAway)
def goes_away(event: told.GoesAway, stage: Stage) -> None:
    cover = f" cover {event.cover.name}" if event.cover else ""
    text = f"AWAY {written(event.from_on)} to {written(event.until_on)}{cover}"
    stage.sends(event, client.new(event.by.address, LIAISON, "Away", text, stage.at))


@happens.register(told.ComesBack)
def comes_back(event: told.ComesBack, stage: Stage) -> None:
    noted = stage.received(event, lambda mail: mail.template == "absence-noted" and stage.named(mail.key) == event.away)
    stage.replies(event, noted, "BACK")
