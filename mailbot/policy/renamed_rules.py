"""Renamed rules: files that are new where another is gone under which something had begun. Pure.

A rule is called as its file is, so under another name it is another promise: what is open begins anew, and what has
ended is judged anew. Whether it is the same one, its owner knows.
"""

from __future__ import annotations

from mailbot.policy.programme import Programme
from mailbot.policy.state import State


def renamed_rules(programme: Programme, state: State) -> tuple[tuple[str, str], ...]:
    """List the former and the present name of what may be one rule: it reads the same, or has the steps taken by it.

    To be asked before the versions of the files as they stand are recorded.
    """
    known = {of.removeprefix("rule "): version for of, version in state.versions.items() if of.startswith("rule ")}
    gone = known.keys() - {rule.name for rule in programme.rules}
    new = [rule for rule in programme.rules if rule.name not in known]
    if not gone or not new:
        return ()
    taken: dict[str, set[str]] = {name: set() for name, _ in state.verdicts}
    for (name, _), steps in state.steps.items():
        taken.setdefault(name, set()).update(step.step for step in steps)
    return tuple(
        (former, rule.name)
        for former in sorted(gone & taken.keys())
        for rule in new
        if rule.version == known[former] or (taken[former] and taken[former] <= {step.name for step in rule.step})
    )
