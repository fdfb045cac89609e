"""The benchmarks tell facts of their own: they have to be those that mailbot knows."""

from __future__ import annotations

from bench.policy import Clock, folded, history


def test_the_made_up_facts_of_the_benchmark_are_folded_and_ticked_over() -> None:
    facts = history(18, 200)
    assert folded(facts).last_fact == len(facts) == 200
    assert Clock(18).building > 0
