"""A notice ahead of an introduction, where a rule file says so: silence sends it, NO stops it, own words replace it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mailbot.model.facts import Introduced, IntroductionStopped, Outcome, VerdictGiven
from mailbot.model.mail import Mail
from tests.policy.scenario import ROOT, Scenario, at, row
from tests.policy.test_introductions import failed

BEGUN = "Mon 8 June 10:00"
GOES = "Wed 10 June 17:00"
NOTICE, LETTER = "introduction-notice to reed", "introduction to pat"


def with_notice(name: str = "introduction", root: Path = ROOT) -> str:
    """Make the rule file that docs/rules.md shows, out of the one that is delivered."""
    shown = re.search(
        r"## Notice of an introduction.*?```text\n(.*?)```", (root / "docs" / "rules.md").read_text(), re.S
    )
    assert shown
    due, _, steps = shown[1].partition("\n")
    text = (root / "rules" / f"{name}.toml").read_text()
    head, first, *rest = re.split(r"(?m)^(?=\[\[step\]\])", text)
    assert 'to   = "plr"' in first
    head = re.sub(r"(?m)^due .*$", due, head)
    return head + steps.strip().replace('send = "introduction"', f'send = "{name}"') + "\n\n" + "".join(rest)


def county(*plrs: str) -> Scenario:
    rows = [row(f"of-{plr}", plr, "reed", when=at(BEGUN)) for plr in plrs or ("pat",)]
    return Scenario(*rows, rules={"introduction": with_notice()})


def noticed(liaisons: Scenario) -> Mail:
    outcome = liaisons.ticks(BEGUN)
    assert outcome.sent == [NOTICE]
    liaisons.delivers(BEGUN)
    return outcome.mail("introduction-notice")


def test_silence_sends_it_on_the_day_that_was_named() -> None:
    liaisons = county()
    [told] = noticed(liaisons).data["rows"]  # type: ignore[misc]
    assert told["goes_at"] == at(GOES).isoformat()
    assert liaisons.ticks("Wed 10 June 16:59").sent == []
    assert liaisons.ticks(GOES).sent == [LETTER]
    liaisons.delivers(GOES)
    [verdict] = liaisons.ticks("Wed 10 June 17:05").facts(VerdictGiven)
    assert verdict.outcome is Outcome.MET


def test_the_notice_of_several_pairs_is_one_mail() -> None:
    assert len(noticed(county("pat", "les", "kim")).data["rows"]) == 3  # type: ignore[arg-type]


@pytest.mark.parametrize("line", ["NO", "NO 1", "NO 1 I have known her for years"])
def test_no_stops_it_for_good_and_is_told_as_excused(line: str) -> None:
    liaisons = county()
    outcome = liaisons.writes("reed", "Tue 9 June 09:00", thread=noticed(liaisons).thread, says=line)
    assert outcome.sent == ["introduction-stopped to reed"]
    [verdict] = liaisons.ticks("Tue 9 June 09:01").facts(VerdictGiven)
    assert verdict.outcome is Outcome.EXCUSED
    for later in (GOES, "Fri 12 June 17:00", "Mon 29 June 09:00"):
        assert liaisons.ticks(later).sent == []


def test_no_names_its_row_among_several() -> None:
    liaisons = county("pat", "les", "kim")
    notice = noticed(liaisons)
    [second] = [one for number, one in enumerate(notice.data["rows"], 1) if number == 2]  # type: ignore[arg-type, var-annotated]
    outcome = liaisons.writes("reed", "Tue 9 June 09:00", thread=notice.thread, says="NO 2")
    [stopped] = outcome.facts(IntroductionStopped)
    assert stopped.liaison == second["liaison"]
    letters = liaisons.ticks(GOES).sent
    assert len(letters) == 2
    assert f"introduction to {second['plr']}" not in letters


def test_no_without_a_row_among_several_stops_none_and_asks() -> None:
    liaisons = county("pat", "les")
    outcome = liaisons.writes("reed", "Tue 9 June 09:00", thread=noticed(liaisons).thread, says="NO")
    assert outcome.facts(IntroductionStopped) == []
    assert [mail.to for mail in outcome.mails] == ["reed"]


def test_what_was_stopped_is_owed_again_when_that_is_undone() -> None:
    liaisons = county()
    stopped = liaisons.writes("reed", "Tue 9 June 09:00", thread=noticed(liaisons).thread, says="NO")
    liaisons.ticks("Tue 9 June 09:01")
    liaisons.writes("reed", "Tue 9 June 10:00", thread=stopped.mail("introduction-stopped").thread, says="UNDO")
    assert liaisons.ticks("Tue 9 June 10:01").sent == []
    assert liaisons.ticks(GOES).sent == [LETTER]


def test_a_no_that_comes_too_late_is_answered_and_changes_nothing() -> None:
    liaisons = county()
    notice = noticed(liaisons)
    liaisons.ticks(GOES)
    liaisons.delivers(GOES)
    liaisons.ticks("Wed 10 June 17:05")
    outcome = liaisons.writes("reed", "Thu 11 June 09:00", thread=notice.thread, says="NO")
    assert outcome.facts(IntroductionStopped) == []
    assert outcome.mail("introduction-stopped").data["has_gone"] is True


def test_the_officers_own_words_are_shown_first_and_go_in_its_place() -> None:
    """Law 6."""
    liaisons = county()
    notice = noticed(liaisons)
    written = liaisons.writes("reed", "Tue 9 June 09:00", thread=notice.thread, text="Dear Pat, good to meet you.")
    assert written.sent == ["draft to reed"]
    assert liaisons.ticks("Tue 9 June 09:01").decision.facts == ()
    sent = liaisons.writes("reed", "Tue 9 June 09:05", thread=written.mail("draft").thread, says="SEND")
    assert sent.sent == ["draft-sent to reed", "relay to pat"]
    [made] = [fact for fact in liaisons.delivers("Tue 9 June 09:06") if isinstance(fact, Introduced)]
    assert (made.liaison, made.plr, made.officer) == ("of-pat", "pat", "reed")
    for later in ("Tue 9 June 09:10", GOES, "Mon 29 June 09:00"):
        assert liaisons.ticks(later).sent == []
    assert [verdict.outcome for verdict in liaisons.state.verdicts.values()] == [Outcome.MET]


def test_a_draft_that_is_never_sent_is_silence() -> None:
    liaisons = county()
    liaisons.writes("reed", "Tue 9 June 09:00", thread=noticed(liaisons).thread, text="Dear Pat")
    assert liaisons.ticks(GOES).sent == [LETTER]


def test_words_that_come_back_were_no_introduction() -> None:
    liaisons = county()
    written = liaisons.writes("reed", "Tue 9 June 09:00", thread=noticed(liaisons).thread, text="Dear Pat")
    relay = liaisons.writes("reed", "Tue 9 June 09:05", thread=written.mail("draft").thread, says="SEND").mail()
    liaisons.delivers("Tue 9 June 09:06")
    liaisons.ticks("Tue 9 June 09:10")
    liaisons.record(failed(relay, "Tue 9 June 10:00"))
    assert [owed.rule.name for owed in liaisons.owed()] == ["introduction"]


def test_no_in_reply_to_mail_that_did_not_offer_it_stops_nothing() -> None:
    """Law 11."""
    liaisons = county()
    noticed(liaisons)
    thread = liaisons.asks("Mon 8 June 11:00")
    outcome = liaisons.writes("reed", "Mon 8 June 12:00", thread=thread, says="NO")
    assert outcome.facts(IntroductionStopped) == []
    assert liaisons.ticks(GOES).sent == [LETTER]
