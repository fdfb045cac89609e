"""NO: an officer stops the introduction that they were given notice of; they introduce themselves, or the coordinator.

Source: expectations, paragraph 1; docs/rules.md, Notice of an introduction.
"""

from __future__ import annotations

from mailbot.model.facts import IntroductionStopped
from mailbot.model.people import Role
from mailbot.policy.commands.call import Call
from mailbot.policy.decision import Decision


def no(call: Call) -> Decision | None:
    """NO: the introduction of a row is not sent; None where none was offered to be stopped."""
    thread = call.state.threads.get(call.thread or "")
    found = map(call.state.introductions.get, thread.opened.about if thread else ())
    introduction = next((one for one in found if one is not None and one.to is Role.PLR), None)
    if introduction is None:
        return None
    arrived = Decision((call.arrival.fact(writer=call.writer),))
    data: dict[str, object] = {"has_gone": introduction.made_at is not None}
    if introduction.made_at is None:
        stopped = IntroductionStopped(
            **call.arrival.times,
            introduction=introduction.obligation,
            liaison=introduction.liaison,
            by=call.writer,
            message=call.arrival.message,
        )
        arrived += Decision((stopped,))
    return arrived + call.done("introduction-stopped", data)
