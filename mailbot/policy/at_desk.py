"""At the desk: mail of ours to one person, in a thread of its own, so that what is answered to it is never relayed.

Pure (law 6).
"""

from __future__ import annotations

from collections.abc import Mapping

from mailbot.policy.arrival import Arrival
from mailbot.policy.decision import Decision
from mailbot.policy.letter import letter


def at_desk(
    arrival: Arrival, reader: str, template: str, about: tuple[str, ...], data: Mapping[str, object]
) -> Decision:
    """Answer somebody with a mail of ours in a desk thread of its own, so that their reply to it is never relayed."""
    key = f"{template}:{arrival.message}"
    return letter(key, reader, template, data, about=about, parent=arrival.message, **arrival.times)
