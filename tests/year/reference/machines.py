"""Mail that comes back, and automatic replies: neither moves a clock (law 3)."""

from __future__ import annotations

from tests.year import story as told
from tests.year.reference.absences import begins
from tests.year.reference.contacts import undo
from tests.year.reference.introductions import came_back
from tests.year.reference.notebook import Notebook, happens
from tests.year.reference.records import Asked
from tests.year.story import day


@happens.register
def mail_comes_back(event: told.MailComesBack, notes: Notebook) -> None:
    """What came back for good was no contact; the coordinator is told, and nothing more goes to that address."""
    if not event.for_good:
        return
    notes.without_address.setdefault(event.to.name, event.at)
    notes.is_news("failed", f"to {event.to.name}")
    if event.council:
        return came_back(notes, event.council)
    written = next(one for one in notes.story.events if isinstance(one, told.WritesToPlr) and one.name == event.message)
    undo(notes, written.council, written.at)


@happens.register
def replies_automatically(event: told.RepliesAutomatically, notes: Notebook) -> None:
    """It proposes an absence to whoever is away until a day to come, once, and changes nothing.

    The coordinator is on nobody's roster, and has a deputy.
    """
    until_on, today = event.until_on, day(event.at)
    if until_on is None or until_on < today or notes.away(event.by) or event.by.address == told.COORDINATOR:
        return
    if any((asked.person, asked.until_on) == (event.by, until_on) for asked in notes.asked_away.values()):
        return
    notes.asked_away[event.name] = Asked(event.by, today, until_on)
    notes.send(event.by, "absence-proposed", event.name)


@happens.register
def says_yes_away(event: told.SaysYesAway, notes: Notebook) -> None:
    asked = notes.asked_away[event.reply]
    begins(notes, event, asked.from_on, asked.until_on, None)
