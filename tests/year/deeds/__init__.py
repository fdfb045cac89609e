"""The deeds: how everything that happens in a story is done to mailbot, as by the mail programs of those who do it."""

from __future__ import annotations

from tests.year.deeds import concerns, contacts, desk, handover, introductions, machines, meetings, questions, roster  # noqa: F401 - each says how its deeds are done
from tests.year.deeds.deed import Unanswerable, happens

__all__ = ["Unanswerable", "happens"]
