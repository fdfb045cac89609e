"""The mail of an officer's day: one mail of several rules, whose rows mean one thing throughout (law 6)."""

from __future__ import annotations

from mailbot.model.facts import ContactMade
from tests.policy.scenario import HARPOLE, ROOT, RULES, THORNBECK, Scenario, at

DAY = RULES | {"monthly-contact": (ROOT / "rules" / "monthly-contact.toml").read_text(encoding="utf-8")}


def day() -> Scenario:
    """On Mon 15 June the answer to Pat is due, and contact with both is planned."""
    county = Scenario(HARPOLE, THORNBECK, rules=DAY)
    county.ticks("Mon 1 June 09:00")
    county.asks("Mon 8 June 10:00", "pat")
    county.ticks("Thu 11 June 09:00")
    return county


def test_what_several_rules_ask_of_a_day_is_one_mail_with_its_rows_numbered_through() -> None:
    mail = day().ticks("Mon 15 June 09:00").mail("officer-day")
    sections = mail.data["sections"]
    assert [(one["template"], one["first"]) for one in sections] == [("answer-due", 1), ("contact-reminder", 2)]  # type: ignore[attr-defined]


def test_a_number_means_its_row_whatever_section_it_stands_in() -> None:
    county = day()
    mail = county.ticks("Mon 15 June 09:00").mail("officer-day")
    [*_, last] = county.state.threads[mail.thread].opened.about
    outcome = county.writes("reed", "Mon 15 June 10:00", thread=mail.thread, says="PHONED 3")
    [made] = outcome.facts(ContactMade)
    assert made.liaison == county.state.threads[last].opened.liaison
    assert made.happened_at == at("Mon 15 June 10:00")
    assert county.open_questions(), "a call with somebody else answers no question"


def test_a_call_that_the_plr_denies_counts_for_no_month() -> None:
    county = day()
    reminder = county.ticks("Mon 15 June 09:00").mail("officer-day")
    county.writes("reed", "Mon 15 June 10:00", thread=reminder.thread, says="PHONED 1")
    assert county.state.contacts["harpole"]
    [thread] = [one for one, known in county.state.threads.items() if known.questions]
    county.writes("pat", "Mon 15 June 12:00", thread=thread, says="NOT ANSWERED")
    assert not county.state.contacts["harpole"]
    assert county.open_questions()
