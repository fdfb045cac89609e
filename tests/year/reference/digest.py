"""The coordinator's digest: on which days it goes, and what it lists."""

from __future__ import annotations

from collections.abc import Iterator

from tests.year import story as told
from tests.year.reference.notebook import Notebook
from tests.year.reference.records import Key, News
from tests.year.story import Listed, Sent, day, local

_STANDS_AS_IT_WAS = ("still", "still_held")


def look(notes: Notebook) -> None:
    """On a working day at half past eight the coordinator is told all that is new, has grown or has ended, once."""
    today = day(notes.now)
    slot = local(f"{today} 08:30")
    if notes.now < slot or not notes.office.is_working(today) or notes.digest_on == today:
        return
    news = [one for one in notes.news if one.at <= slot and not _is_put_off(notes, one.key)]
    lines = [Listed(str(today), heading, about) for heading, about in listed(notes, news)]
    if all(line.heading in _STANDS_AS_IT_WAS for line in lines):
        return
    notes.told_before |= {one.key for one in news if one.heading in ("open", "held")}
    notes.news = [one for one in notes.news if one not in news]
    notes.digest_on = today
    notes.book.sent.append(Sent(str(today), told.COORDINATOR, "digest", ""))
    notes.book.listed += lines


def listed(notes: Notebook, news: list[News]) -> Iterator[tuple[str, str]]:
    """Give the lines: what is open or waits to be placed, and under its own heading whatever else happened."""
    fresh = [one for one in news if one.still()]
    risen = {one.key for one in fresh}
    for key, is_open in notes.open_promises.items():
        if is_open() and (heading := _heading(notes, key, risen, ("new", "grown", "still"))):
            yield heading, key[1]
    for message in notes.unplaced:
        if heading := _heading(notes, ("", message), risen, ("held", "held", "still_held")):
            yield heading, message
    for one in fresh:
        if one.heading not in ("open", "held"):
            yield one.heading, one.about


def _heading(notes: Notebook, key: Key, risen: set[Key], headings: tuple[str, str, str]) -> str:
    """Say whether something is new, has grown, or stands as it was when it was told before; empty if it is not told."""
    if _is_put_off(notes, key):
        return ""
    until, (new, grown, still) = notes.snoozed.get(key), headings
    wakes = until is not None and notes.digest_on is not None and notes.digest_on < until
    if key in risen or wakes:
        return grown if key in notes.told_before else new
    return still if key in notes.told_before and key not in notes.seen else ""


def _is_put_off(notes: Notebook, key: Key) -> bool:
    """Whether they do not want to hear of it yet; what happens of it meanwhile is still to be told."""
    return key in notes.snoozed and day(notes.now) < notes.snoozed[key]
