"""Steps that a rule file has forgotten: taken under a name that no step of it has now, or had formerly. Pure.

The file may have lost them on purpose; renamed, they would be taken again.
"""

from __future__ import annotations

from mailbot.policy.obligations import obligations
from mailbot.policy.programme import Programme
from mailbot.policy.state import State


def forgotten_steps(programme: Programme, state: State) -> tuple[tuple[str, str], ...]:
    """List, by rule and name, what was taken for something that is open and that its rule knows no more."""
    known = {
        rule.name: {name for step in rule.step for name in (step.name, *step.formerly)} for rule in programme.rules
    }
    forgotten = [
        (key, taken.step)
        for key, steps in state.steps.items()
        if key[0] in known and key not in state.verdicts
        for taken in steps
        if taken.step not in known[key[0]]
    ]
    if not forgotten:
        return ()
    open_ = {(owed.rule.name, owed.id) for owed in obligations(programme, state) if owed.met_at is None}
    return tuple(sorted({(key[0], step) for key, step in forgotten if key in open_}))
