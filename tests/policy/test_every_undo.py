"""Every command that can be undone is, and everything is as it was before it (design, Mail conventions)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import Any

import pytest

from mailbot.model.facts import ContactMade, Method
from mailbot.policy.commands import COMMANDS, OF_NO_ROW, OF_THE_COORDINATOR
from mailbot.policy.state import State
from mailbot.reports.digest import due_digest
from tests.policy.scenario import BEGUN, COORDINATOR, HARPOLE, ROOT, Outcome, Scenario, at, row

RULES = {path.stem: path.read_text() for path in (ROOT / "rules").glob("*.toml")}
HARPOLE_NAMED: dict[str, Any] = {"councils_listed": ("harpole",), "councils_named": ("harpole",)}
WENDLE = row("wendle", "les", "ames", role="PLR contact")


def snapshot(state: State) -> dict[str, object]:
    """Everything that a command of these may change, in an order that does not matter."""
    return {
        "questions": sorted((id_, str(one.closed_by), str(one.holds)) for id_, one in state.open_questions.items()),
        "contacts": {liaison: list(made) for liaison, made in state.contacts.items() if made},
        "meetings": {
            council: (
                one.arrangement and one.arrangement.fact.on,
                list(one.attended),
                list(one.updates),
                list(one.requests),
            )
            for council, one in state.meetings.items()
        },
        "plans": {liaison: one.row.plan for liaison, one in state.liaisons.items()},
        "away": {person: state.absences.on(person, at("Fri 19 June 12:00").date()) for person in ("pat", "reed")},
        "courses": {key: list(on) for key, on in state.courses.items() if on},
        "engaged": list(state.engaged),
        "lines": (
            dict(state.seen),
            dict(state.snoozed),
            {key: list(words) for key, words in state.excuses.items() if words},
            sorted(state.held),
        ),
        "holds": list(state.wide_holds),
        "officers": dict(state.officers_coming),
        "plrs": dict(state.plr_changes.coming),
        "concerns": {key: one.closed for key, one in state.concerns.items()},
    }


def desk(county: Scenario) -> str | None:
    return None


def digest(county: Scenario) -> str | None:
    """The coordinator was told of a question that is late, and of a message that cannot be placed."""
    county.ticks("Mon 1 June 09:00")
    county.delivers("Mon 1 June 09:01")
    county.asks("Mon 8 June 10:00")
    county.writes(None, "Tue 9 June 10:00", message="stray")
    for now in ("Thu 11 June 09:00", "Mon 15 June 17:00"):
        county.ticks(now)
    sent = county.commit("", due_digest(county.state, county.programme, time(8, 30), at("Tue 16 June 08:30")))
    return sent.mail("digest").thread


def asked(county: Scenario) -> str | None:
    county.asks("Fri 12 June 10:00")
    return None


def arranged(county: Scenario) -> str | None:
    county.writes("reed", "Mon 15 June 10:00", says="ARRANGED Harpole 20 July", **HARPOLE_NAMED)
    return None


def arranged_before(county: Scenario) -> str | None:
    county.writes("reed", "Mon 1 June 10:00", says="ARRANGED Harpole 10 June", **HARPOLE_NAMED)
    return None


Before = Callable[[Scenario], "str | None"]

UNDONE: list[tuple[Before, str, str, dict[str, Any]]] = [
    (asked, "reed", "ANSWERED Harpole", HARPOLE_NAMED),
    (asked, "reed", "PHONED Harpole", HARPOLE_NAMED),
    (desk, "reed", "MET Harpole 12 June", HARPOLE_NAMED),
    (desk, "reed", "EMAILED Harpole", HARPOLE_NAMED),
    (asked, "reed", "HOLD Harpole survey until 26 June", HARPOLE_NAMED),
    (asked, "reed", "NO REPLY NEEDED Harpole she rang", HARPOLE_NAMED),
    (desk, "reed", "ARRANGED Harpole 20 July", HARPOLE_NAMED),
    (arranged, "reed", "CANCELLED Harpole", HARPOLE_NAMED),
    (desk, "reed", "ATTENDED Harpole 12 June", HARPOLE_NAMED),
    (arranged_before, "reed", "NOT ATTENDED Harpole", HARPOLE_NAMED),
    (desk, "reed", "UPDATED Harpole", HARPOLE_NAMED),
    (desk, "reed", "PLAN Harpole last Friday", HARPOLE_NAMED),
    (desk, "reed", "AWAY 18 June to 30 June", {}),
    (desk, "reed", "ENGAGED Mosque 40 people", {"text": "ENGAGED Mosque 40 people"}),
    (desk, "ames", "CONFIRMED", {}),
    (desk, "pat", "AWAY 18 June to 30 June", {}),
    (desk, "pat", "PLAN last Friday", {}),
    (desk, "pat", "MEETING 20 July", {}),
    (digest, COORDINATOR, "ACK 1", {}),
    (digest, COORDINATOR, "SNOOZE 1 until 26 June", {}),
    (digest, COORDINATOR, "EXCUSE 1 the owner has seen to it", {}),
    (digest, COORDINATOR, "CLOSE 2", {}),
    (digest, COORDINATOR, "ANSWERED 1", {}),
    (digest, COORDINATOR, "REASSIGN 1 to Ames from 1 July", {"officers_named": ("ames",)}),
    (desk, COORDINATOR, "HOLD FORCE flooding until 26 June", {}),
]

STANDS = {
    "SEND": "it has gone",
    "NO": "an introduction: tests of introduction notices",
    "YES": "the same as ATTENDED; of a PLR who stays, CHANGE says otherwise",
    "APPROVE": "a roster stands; a change of PLR: test_undo",
    "REFUSE": "test_undo",
    "CHANGE": "test_undo",
    "LINK": "it has been passed on",
    "HELP": "it changes nothing",
    "STATUS": "it changes nothing",
    "REPORT": "it changes nothing",
    "UNDO": "it is written again",
}
"""Commands that are taken back in another way, or elsewhere."""


@pytest.mark.parametrize(("before", "writer", "says", "more"), UNDONE, ids=[f"{one[1]}: {one[2]}" for one in UNDONE])
def test_everything_is_as_it_was_before_the_command(
    before: Before, writer: str, says: str, more: dict[str, Any]
) -> None:
    county = Scenario(HARPOLE, WENDLE, rules=RULES)
    county.record(_contact(), _contact("wendle"))
    thread = before(county)
    was = snapshot(county.state)
    done = county.writes(writer, "Tue 16 June 10:00", thread=thread, says=says, **more)
    assert snapshot(county.state) != was, "it was carried out"
    answer = answer_of(done, writer)
    if "undo" not in answer.data:
        assert answer.template == "meeting-arranged", "which offers CANCELLED, and UNDO works all the same"
    undone = county.writes(
        writer, "Tue 16 June 10:05", thread=answer.thread, says="UNDO", answers_template=answer.template
    )
    assert undone.mail("undone").data["lines"] == [{"keyword": keyword_of(done), "why": ""}]
    assert snapshot(county.state) == was


def answer_of(done: Outcome, writer: str) -> Any:
    (mail,) = [mail for mail in done.mails if mail.to == writer and mail.template and mail.parent == done.message]
    return mail


def keyword_of(done: Outcome) -> str:
    (fact,) = [fact for fact in done.decision.facts if fact.kind == "command"]
    return str(getattr(fact, "keyword", ""))


def _contact(liaison: str = "harpole") -> ContactMade:
    """A contact of before, which no command of these made."""
    return ContactMade(
        happened_at=BEGUN,
        recorded_at=BEGUN,
        liaison=liaison,
        method=Method.PHONE,
        by="reed",
        plr="pat",
        message="before",
    )


def test_no_command_is_forgotten() -> None:
    known = {*COMMANDS, *OF_NO_ROW, *OF_THE_COORDINATOR}
    tried = {word for _, _, says, _ in UNDONE for word in known if f"{says} ".startswith(f"{word} ")}
    assert known - tried - set(STANDS) == set()
