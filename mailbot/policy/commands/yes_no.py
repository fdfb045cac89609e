"""YES and NO of an officer, which are commands only in answer to mail that asked for one of them (law 11). Pure."""

from __future__ import annotations

from mailbot.policy.commands import introductions
from mailbot.policy.commands.call import Call
from mailbot.policy.commands.meetings import attended, not_attended
from mailbot.policy.decision import Decision


def yes(call: Call) -> Decision | None:
    """YES: they attended the meeting."""
    return attended(call) if _was_asked_who_attended(call) else None


def no(call: Call) -> Decision | None:
    """NO: nobody attended the meeting, or the introduction is not to be sent."""
    return not_attended(call) if _was_asked_who_attended(call) else introductions.no(call)


def _was_asked_who_attended(call: Call) -> bool:
    return call.arrival.answers_template == "meeting-after"
