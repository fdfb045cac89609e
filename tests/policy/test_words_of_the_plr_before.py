"""What a PLR wrote goes to the next one if they agreed, and is theirs alone if they did not (expectations, 7)."""

from __future__ import annotations

import pytest

from mailbot.model.facts import WordsReleased
from tests.policy.scenario import Outcome, Scenario
from tests.policy.test_change_of_plr import answer, change, county, turns

ASKED = "Mon 1 June 10:00"
DAY = "Mon 8 June 09:00"


def noted(made: Scenario, by: str = "pat") -> Outcome:
    """Announce Robin Ames from 8 June, and confirm it."""
    return answer(made, change(made, by).mail("plr-change-asked"), "YES")


@pytest.mark.parametrize(("agrees", "passed"), [(True, ["relay to robin-a"]), (False, [])])
def test_the_words_of_open_questions_pass_on_the_day_if_they_agreed(agrees: bool, passed: list[str]) -> None:
    made = county()
    made.asks(ASKED)
    asked = noted(made).mail("plr-change-noted")
    assert asked.data["asks_words"] is True
    if agrees:
        assert answer(made, asked, "YES", "Wed 3 June 10:00").sent == ["words-released to pat"]
    told = turns(made, DAY).sent
    assert "hand-over to robin-a" in told
    assert [mail for mail in told if mail.startswith("relay")] == passed


def test_a_yes_to_mail_that_did_not_ask_for_their_words_releases_none() -> None:
    """Law 11: what they ask after it stays theirs."""
    made = county()
    asked = noted(made).mail("plr-change-noted")
    assert asked.data["asks_words"] is False
    said = answer(made, asked, "YES", "Wed 3 June 10:00")
    assert (said.facts(WordsReleased), "relay to reed" in said.sent) == ([], True)
    made.asks("Thu 4 June 10:00")
    told = turns(made, DAY).sent
    assert "hand-over to robin-a" in told
    assert [mail for mail in told if mail.startswith("relay")] == []


def test_the_clerks_yes_releases_no_words_of_the_plr() -> None:
    made = county()
    made.asks(ASKED)
    asked = noted(made, "jo").mail("plr-change-noted")
    assert asked.data["asks_words"] is False
    assert answer(made, asked, "YES", "Wed 3 June 10:00").facts(WordsReleased) == []
