"""Introductions and launch letters: who is owed which, once, and what becomes of one that does not arrive."""

from __future__ import annotations

from datetime import date

import pytest

from mailbot.model.facts import (
    AddressChanged,
    Introduced,
    MailFailed,
    OfficerIntroduced,
    Outcome,
    StepTaken,
    VerdictGiven,
)
from mailbot.model.mail import Mail
from tests.policy.scenario import BEGUN, LIVE_FROM, ROOT, Scenario, at, row

RULES = {
    name: (ROOT / "rules" / f"{name}.toml").read_text()
    for name in ("introduction", "introduction-to-officer", "launch", "reply-deadline")
}
NEW = "Mon 8 June 10:00"


def county(*rows: object) -> Scenario:
    return Scenario(*rows, rules=RULES)  # type: ignore[arg-type]


def failed(mail: Mail, when: str, status: str = "5.1.1") -> MailFailed:
    return MailFailed(
        happened_at=at(when),
        recorded_at=at(when),
        mail=mail.key,
        to=mail.to,
        thread=mail.thread,
        reason="bounced",
        template=mail.template,
        relays=mail.relays,
        status=status,
    )


LETTERS = [
    ("a pair of the time before", BEGUN, "launch to pat"),
    ("a pair that begins at the instant at which it is live", LIVE_FROM, "introduction to pat"),
    ("a pair that begins later", at(NEW), "introduction to pat"),
]


@pytest.mark.parametrize(("pair", "begun_at", "letter"), LETTERS, ids=[one[0] for one in LETTERS])
def test_a_pair_is_owed_a_launch_letter_or_an_introduction_and_never_both(
    pair: str, begun_at: object, letter: str
) -> None:
    liaisons = county(row("harpole", "pat", "reed", when=begun_at))
    assert liaisons.ticks(NEW).sent == sorted(["introduction-to-officer to reed", letter])
    liaisons.delivers(NEW)
    liaisons.ticks("Mon 8 June 10:01")
    for day in ("Tue 9 June 18:00", "Wed 1 July 09:00", "Mon 31 August 18:00"):
        assert liaisons.ticks(day).sent == []
    assert {verdict.outcome for verdict in liaisons.state.verdicts.values()} <= {Outcome.MET, Outcome.LATE}


@pytest.mark.parametrize("since_on", [date(2019, 5, 1), date(2026, 6, 15)], ids=["of before", "of a month ago"])
def test_a_pair_that_the_roster_names_late_is_introduced_then_and_nobody_is_told_that_it_was_not(
    since_on: date,
) -> None:
    imported = at("Mon 13 July 10:00")
    liaisons = county(row("harpole", "pat", "reed", since_on=since_on, when=imported))
    for when in ("Mon 13 July 10:00", "Mon 13 July 10:05", "Thu 16 July 09:00"):
        steps = liaisons.ticks(when).facts(StepTaken)
        assert [step.escalates for step in steps if step.escalates] == []
        liaisons.delivers(when)
    assert {verdict.outcome for verdict in liaisons.state.verdicts.values()} == {Outcome.MET}
    assert {verdict.started_at for verdict in liaisons.state.verdicts.values()} == {imported}


def test_nothing_is_sent_before_the_programme_is_live() -> None:
    liaisons = county(row("harpole", "pat", "reed"))
    assert liaisons.ticks("Sun 31 May 23:59").sent == []
    assert liaisons.ticks("Mon 1 June 00:00").sent == ["introduction-to-officer to reed", "launch to pat"]


def test_a_new_officer_of_a_known_council_is_introduced_and_a_launch_letter_is_not_sent_again() -> None:
    liaisons = county(row("harpole", "pat", "reed"))
    liaisons.ticks(NEW)
    liaisons.delivers(NEW)
    liaisons.ticks("Mon 8 June 10:01")
    liaisons.record(row("harpole", "pat", "ames", when=at("Tue 9 June 10:00")))
    outcome = liaisons.ticks("Tue 9 June 10:00")
    assert outcome.sent == ["introduction to pat", "introduction-to-officer to ames"]
    assert outcome.mail("introduction").data["before"] == "reed"


def test_an_officer_with_many_councils_gets_one_mail_that_presents_them_all() -> None:
    names = ("harpole", "thornbeck", "wendle", "fenby", "marsh", "caldwick", "eastry", "norby", "upton")
    liaisons = county(*(row(name, f"plr-of-{name}", "reed", when=at(NEW)) for name in names))
    outcome = liaisons.ticks(NEW)
    rows = outcome.mail("introduction-to-officer").data["rows"]
    assert sorted(one["liaison"] for one in rows) == sorted(names)  # type: ignore[attr-defined]
    assert len(liaisons.delivers(NEW)) == 2 * 9 + 1 + 9
    liaisons.ticks("Mon 8 June 10:01")
    liaisons.record(row("zeal", "zoe", "reed", when=at("Tue 9 June 10:00")))
    later = liaisons.ticks("Tue 9 June 10:00").mail("introduction-to-officer").data["rows"]
    assert [one["liaison"] for one in later] == ["zeal"]  # type: ignore[attr-defined]


def test_who_is_reached_by_phone_alone_gets_no_letter_and_is_presented_to_the_officer() -> None:
    liaisons = county(row("harpole", "pat", "reed", when=at(NEW), contact_by="phone"))
    assert liaisons.ticks(NEW).sent == ["introduction-to-officer to reed"]


def test_a_letter_that_comes_back_is_owed_again_told_once_and_sent_anew_when_the_address_is_corrected() -> None:
    liaisons = county(row("harpole", "pat", "reed", when=at(NEW)))
    letter = liaisons.ticks(NEW).mail("introduction")
    liaisons.delivers(NEW)
    assert {fact.rule for fact in liaisons.ticks("Mon 8 June 10:01").facts(VerdictGiven)} == {
        "introduction",
        "introduction-to-officer",
    }
    liaisons.record(failed(letter, "Mon 8 June 10:05"))
    assert [owed.rule.name for owed in liaisons.owed()] == ["introduction"]
    assert [step.escalates for step in liaisons.ticks("Tue 9 June 17:00").decision.facts] == ["introduction not sent"]  # type: ignore[attr-defined]
    assert liaisons.ticks("Fri 12 June 17:00").sent == []
    corrected = at("Mon 15 June 10:00")
    liaisons.record(AddressChanged(happened_at=corrected, recorded_at=corrected, person="pat"))
    again = liaisons.ticks("Mon 15 June 10:00")
    assert again.sent == ["introduction to pat"]
    assert again.mail("introduction").key != letter.key
    liaisons.delivers("Mon 15 June 10:00")
    [verdict] = liaisons.ticks("Mon 15 June 10:01").facts(VerdictGiven)
    assert verdict.outcome is Outcome.MET
    assert not liaisons.owed()


def test_a_corrected_address_sends_nothing_again_that_arrived_or_is_still_on_its_way() -> None:
    liaisons = county(row("harpole", "pat", "reed", when=at(NEW)))
    liaisons.ticks(NEW)
    for when in ("Mon 8 June 10:01", "Mon 8 June 12:00"):
        liaisons.record(AddressChanged(happened_at=at(when), recorded_at=at(when), person="pat"))
        assert liaisons.ticks(when).sent == []
        liaisons.delivers(when)


def test_an_officers_mail_that_comes_back_is_owed_again_for_each_of_its_councils() -> None:
    liaisons = county(row("harpole", "pat", "reed", when=at(NEW)), row("wendle", "les", "reed", when=at(NEW)))
    mail = liaisons.ticks(NEW).mail("introduction-to-officer")
    made = [fact for fact in liaisons.delivers(NEW) if isinstance(fact, OfficerIntroduced)]
    assert sorted(fact.liaison for fact in made) == ["harpole", "wendle"]
    liaisons.ticks("Mon 8 June 10:01")
    liaisons.record(failed(mail, "Mon 8 June 10:05"))
    assert [owed.rule.name for owed in liaisons.owed()] == ["introduction-to-officer"] * 2


def test_what_comes_back_later_in_the_same_conversation_does_not_undo_the_introduction() -> None:
    liaisons = county(row("harpole", "pat", "reed", when=at(NEW)))
    thread = liaisons.ticks(NEW).mail("introduction").thread
    liaisons.delivers(NEW)
    liaisons.ticks("Mon 8 June 10:01")
    acknowledged = liaisons.writes("pat", "Mon 8 June 11:00", thread=thread).mail("acknowledgement")
    liaisons.record(failed(acknowledged, "Mon 8 June 11:05"))
    assert {owed.rule.name for owed in liaisons.owed()} == {"reply-deadline"}


def test_the_acceptance_of_a_letter_is_recorded_with_its_pair() -> None:
    liaisons = county(row("harpole", "pat", "reed"))
    mail = liaisons.ticks(NEW).mail("launch")
    [made] = [fact for fact in liaisons.delivers(NEW) if isinstance(fact, Introduced)]
    assert (made.liaison, made.plr, made.officer, made.mail) == ("harpole", "pat", "reed", mail.key)
