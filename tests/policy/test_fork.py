"""A fork of the state is the state in all but its costs, and leaves what it was made from as it was."""

from __future__ import annotations

from collections import defaultdict
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mailbot.model.facts import Fact
from mailbot.policy.folds import record
from mailbot.policy.fork import fork
from mailbot.policy.state import State
from tests.policy.county import County, Event
from tests.policy.scenario import Scenario
from tests.policy.test_laws import whatever

KEYS = st.sampled_from("abcd")
CHANGES = st.lists(st.tuples(st.sampled_from(("add", "set", "get", "delete", "find")), KEYS), max_size=12)


@dataclass
class Tables:
    """Two tables, of which one makes what is looked up, and a list that stands in both."""

    lists: dict[str, list[int]] = field(default_factory=dict)
    made: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))


def _change(tables: Tables, changes: list[tuple[str, str]], values: list[list[int]]) -> None:
    for number, (what, key) in enumerate(changes):
        match what:
            case "add":
                tables.made[key].append(number)
            case "set":
                tables.lists[key] = tables.made[key] = [number]
            case "get" if key in tables.lists:
                tables.lists[key].append(number)
            case "delete":
                tables.lists.pop(key, None)
            case "find":
                values.append(list(tables.made.get(key) or ()))


def _seen(tables: Tables) -> list[Any]:
    both = (tables.lists, tables.made)
    return [(list(table), list(reversed(table)), len(table), dict(table)) for table in both]


@given(CHANGES, CHANGES, CHANGES)
def test_a_forked_table_does_what_a_table_does(
    before: list[tuple[str, str]], forked: list[tuple[str, str]], again: list[tuple[str, str]]
) -> None:
    plain, found, found_in_fork = Tables(), list[list[int]](), list[list[int]]()
    _change(plain, before, [])
    first = fork(plain)
    expected = deepcopy(plain)
    _change(first, forked, found_in_fork)
    assert _seen(plain) == _seen(expected), "what it was made from stays as it was"
    _change(expected, forked, found)
    second = fork(first)
    _change(second, again, found_in_fork)
    assert _seen(first) == _seen(expected), "a fork of a fork leaves the first as it was"
    _change(expected, again, found)
    assert (_seen(second), found_in_fork) == (_seen(expected), found)


def _all_of(facts: list[Fact], state: State) -> State:
    for fact in facts:
        record(fact, state, state.last_fact + 1)
    return state


@given(whatever, st.integers(0, 400))
def test_facts_recorded_in_a_fork_amount_to_what_they_would_have_in_the_state(events: list[Event], part: int) -> None:
    facts = _history(events)
    part = min(part, len(facts))
    state, same = _all_of(facts[:part], State()), _all_of(facts[:part], State())
    forked = _all_of(facts[part:], fork(state))
    assert state == same
    assert forked == _all_of(facts, State())


def _history(events: list[Event]) -> list[Fact]:
    county = County()
    rows: list[Fact] = [known.row for known in county.scenario.state.liaisons.values()]
    for event in events:
        county.happens(event)
    return [*rows, *county.recorded]


def test_a_question_is_one_in_a_fork_wherever_it_is_looked_up() -> None:
    county = Scenario()
    thread = county.asks("Mon 8 June 10:00")
    forked = fork(county.state)
    (question,) = forked.open_in_liaison("harpole").values()
    assert forked.questions[question.asked.question] is question
    assert forked.open_questions[question.asked.question] is question
    assert forked.open_in_thread(thread) == (question,)
    assert county.state.questions[question.asked.question] is not question


def test_a_fork_copies_only_what_is_looked_up() -> None:
    """However much there is, a mail with several commands costs what they are about."""

    class Uncopied(list[int]):
        def __deepcopy__(self, memo: object) -> Uncopied:
            raise AssertionError("copied, and nobody asked for it")

    tables = Tables({"a": [1], "b": Uncopied([2])})
    forked = fork(tables)
    forked.lists["a"].append(3)
    assert (tables.lists["a"], forked.lists["a"], list(forked.lists)) == ([1], [1, 3], ["a", "b"])
