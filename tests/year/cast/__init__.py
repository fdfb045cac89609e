"""The cast: a year of what the people of the county do, by chance from a seed.

They answer in time, late or never, phone, hold, are denied their answer, change and are away. Each life is written by
itself; nothing here knows what mailbot will say to it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from tests.year.cast.cast import BEGINS_AT, CLOSURES, ENDS_AT, Cast
from tests.year.cast.concerns import concerns
from tests.year.cast.contacts import contacts
from tests.year.cast.coordination import (
    answers_to_digests,
    answers_to_several_lines,
    holds_for_many,
    second_thoughts,
    strangers,
)
from tests.year.cast.handover import handovers
from tests.year.cast.introductions import answers_to_notices
from tests.year.cast.machines import automatic_replies, returned_mail
from tests.year.cast.meetings import meetings, own_calendars
from tests.year.cast.news import news
from tests.year.cast.questions import misspellings, questions
from tests.year.cast.roster import absences, changes, departures, joins, late_mail, reassignments, vacancies
from tests.year.cast.watches import courses, watched
from tests.year.county import councils, watches
from tests.year.story import Event, Story, Writes

_LIVES: tuple[tuple[str, Callable[[Cast], Iterator[Event]]], ...] = (
    ("", changes),
    ("", joins),
    ("named-contact", vacancies),
    ("change-of-plr", handovers),
    ("", reassignments),
    ("", departures),
    ("absence", absences),
    ("introduction", answers_to_notices),
    ("concern", concerns),
    ("reply-deadline", questions),
    ("reply-deadline", late_mail),
    ("monthly-contact", contacts),
    ("council-meeting", meetings),
    ("council-meeting", own_calendars),
    ("neighbourhood-watch", watched),
    ("annual-e-learning", courses),
    ("monthly-contact", returned_mail),
    ("absence", automatic_replies),
    ("reply-deadline", holds_for_many),
    ("reply-deadline", misspellings),
    ("reply-deadline", strangers),
    ("reply-deadline", answers_to_digests),
    ("reply-deadline", answers_to_several_lines),
    ("reply-deadline", second_thoughts),
    ("news", news),
)
"""What people do, and the rule that it is about: who is where comes first, for it says who does the rest."""


def live(seed: int, rules: tuple[str, ...]) -> Story:
    """Write the story of a year; each part of it has dice of its own, so that one can be changed by itself."""
    cast = Cast(random.Random(seed), notices=seed % 2 == 1)
    for rule, life in _LIVES:
        if not rule or rule in rules:
            cast.dice = random.Random(f"{seed} {life.__name__}")
            cast.events += life(cast)
    events = [cast.by_now(one) for one in cast.events]
    events = [one for one in events if BEGINS_AT < one.at < ENDS_AT and not cast.has_left(one)]
    events = [one for one in events if not isinstance(one, Writes) or one.by.address]
    rows = (*councils(), *(watches() if "neighbourhood-watch" in rules else ()))
    return Story(rows, BEGINS_AT, ENDS_AT, tuple(sorted(events, key=lambda one: one.at)), CLOSURES, rules, cast.notices)
