"""The contact check: what a PLR says to it counts for the period that they were asked about (expectations, 2)."""

from __future__ import annotations

import pytest

from mailbot.model.facts import ContactMade, Outcome, VerdictGiven
from tests.policy.scenario import HARPOLE, ROOT, Scenario, at, row

RULES = {"monthly-contact": (ROOT / "rules" / "monthly-contact.toml").read_text(encoding="utf-8")}
ASKED_BY = at("Fri 26 June 09:06")
"""The check comes five working days before the end of June, put off by up to two."""


@pytest.fixture
def county() -> tuple[Scenario, str]:
    """Pat has been asked whether PC Reed was in touch in June; the thread of that mail."""
    scenario = Scenario(HARPOLE, rules=RULES)
    scenario.ticks("Mon 1 June 09:06")
    check = next(mail for mail in scenario.ticks(ASKED_BY).mails if mail.template == "contact-check")
    return scenario, check.thread


@pytest.mark.parametrize("said", ["Sun 28 June 20:15", "Tue 30 June 23:50", "Wed 1 July 00:10", "Thu 2 July 10:00"])
def test_a_yes_counts_for_the_month_that_was_asked_about_even_when_it_is_over(
    county: tuple[Scenario, str], said: str
) -> None:
    scenario, thread = county
    scenario.writes("pat", said, thread=thread, says="YES", answers_template="contact-check")
    verdicts = scenario.ticks("Fri 10 July 09:06").facts(VerdictGiven)
    assert [(fact.outcome, fact.due_by) for fact in verdicts] == [(Outcome.MET, at("Wed 1 July 00:00"))]


@pytest.mark.parametrize(
    ("said", "read", "june"),
    [
        ("Thu 2 July 10:00", "Thu 2 July 10:00", Outcome.MET),
        ("Thu 2 July 10:00", "Thu 9 July 10:00", Outcome.MET),
        ("Thu 9 July 10:00", "Thu 9 July 10:00", Outcome.LAPSED),
    ],
)
def test_a_yes_counts_if_it_arrived_before_the_month_was_settled_whenever_it_was_read(
    county: tuple[Scenario, str], said: str, read: str, june: Outcome
) -> None:
    """Laws 4, 5 and 9: no tick came between, and the mailbox was not read until then."""
    scenario, thread = county
    scenario.writes("pat", said, read=read, thread=thread, says="YES", answers_template="contact-check")
    [verdict] = scenario.ticks("Fri 10 July 09:06").facts(VerdictGiven)
    assert verdict.outcome is june


def test_a_yes_is_no_contact_of_the_month_after(county: tuple[Scenario, str]) -> None:
    scenario, thread = county
    decided = scenario.writes("pat", "Thu 9 July 10:00", thread=thread, says="YES", answers_template="contact-check")
    [contact] = decided.facts(ContactMade)
    assert (contact.happened_at, contact.recorded_at) == (ASKED_BY, at("Thu 9 July 10:00"))
    late = scenario.ticks("Thu 6 August 09:06").facts(VerdictGiven)
    assert [(fact.outcome, fact.due_by) for fact in late][-1] == (Outcome.LAPSED, at("Sat 1 August 00:00"))


@pytest.mark.parametrize(
    ("says", "contacts"),
    [(["YES", "YES"], 1), (["YES", "NO"], 0), (["NO", "YES"], 1), (["YES", "NO", "YES", "YES"], 1)],
)
def test_what_is_said_last_counts_and_counts_once(county: tuple[Scenario, str], says: list[str], contacts: int) -> None:
    scenario, thread = county
    for hour, word in enumerate(says, start=10):
        when = f"Mon 29 June {hour}:00"
        told = scenario.writes("pat", when, thread=thread, says=word, answers_template="contact-check")
        assert told.sent == ["check-noted to pat"]
    assert len(scenario.state.contacts["harpole"]) == contacts
    [verdict] = scenario.ticks("Fri 10 July 09:06").facts(VerdictGiven)
    assert verdict.outcome is (Outcome.MET if contacts else Outcome.LAPSED)


@pytest.mark.parametrize("writer", [None, "les"])
def test_a_yes_from_an_address_that_is_not_theirs_is_no_word_of_theirs(
    county: tuple[Scenario, str], writer: str | None
) -> None:
    """Law 7: what comes with a PLR's token from elsewhere goes on as a message, and its commands wait."""
    scenario, thread = county
    details = {"says": "YES", "token": "pat", "answers_template": "contact-check"}
    told = scenario.writes(writer, "Mon 29 June 10:00", thread=thread, **details)
    assert told.facts(ContactMade) == []
    assert "relay to reed" in told.sent


def test_a_plr_who_is_reached_by_phone_is_not_asked_by_mail() -> None:
    """They need no address, and nothing that could not be sent is told to the coordinator every month."""
    scenario = Scenario(row("wendle", "les", "ames", contact_by="phone"), rules=RULES)
    assert scenario.ticks("Mon 1 June 09:06").sent == ["monthly-prompt to ames"]
    assert scenario.ticks("Mon 15 June 09:06").sent == ["contact-reminder to ames"]
    assert scenario.ticks("Tue 30 June 17:06").sent == []
