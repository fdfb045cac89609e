"""`mailbot explain`: files, folders, mbox and standard input, as lines for programs and pictures for people."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from mailbot.cli import main

PERSON = (
    b"From: Pat Hall <pat@harpole-pc.example>\nSubject: Hedge\nDate: Tue, 2 Jun 2026 09:14:00 +0100\n\nIs it ours?\n"
)
AWAY = b"From: Jo Marsh <jo@x.example>\nSubject: Away\nDate: Tue, 2 Jun 2026 09:14:00 +0100\n"
AWAY += b"Auto-Submitted: auto-replied\n\nI am out of the office until 14 June.\n"


def explain(*arguments: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["explain", *arguments], input=given)


def lines(*arguments: str, given: bytes | None = None) -> list[dict[str, Any]]:
    result = explain("--json", *arguments, given=given)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.output.splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b-person.eml").write_bytes(PERSON)
    (tmp_path / "a-away.eml").write_bytes(AWAY)
    (tmp_path / "a-away.expected.json").write_text("{}")
    (tmp_path / "cur").mkdir()
    (tmp_path / "cur" / "1.host:2,S").write_bytes(PERSON)
    return tmp_path


def test_a_line_has_the_shape_that_others_rely_on(folder: Path) -> None:
    (line,) = lines(str(folder / "a-away.eml"))
    assert {key: line[key] for key in list(line)[:14]} == {
        "file": str(folder / "a-away.eml"),
        "kind": "auto-reply",
        "may_respond": False,
        "from": "jo@x.example",
        "subject": "Away",
        "message_id": "",
        "new_text": "I am out of the office until 14 June.",
        "quoted_text": "",
        "signature": "",
        "asks": "in-doubt",
        "bounce": None,
        "away": {"from": None, "until": "2026-06-14"},
        "command": None,
        "calendar": None,
    }
    assert line["signals"] == ["Auto-Submitted: auto-replied"]
    assert line["problems"] == []


def test_a_folder_gives_every_mail_in_it_and_no_expectations(folder: Path) -> None:
    assert [Path(line["file"]).name for line in lines(str(folder))] == ["a-away.eml", "b-person.eml", "1.host:2,S"]


def test_an_mbox_gives_each_of_its_mails_with_its_number(tmp_path: Path) -> None:
    box = tmp_path / "box"
    second = AWAY.replace(b"I am out", b">From Monday I am out")
    box.write_bytes(b"From a@x Tue Jun  2 09:14:00 2026\n" + PERSON + b"\nFrom b@x Tue Jun  2 09:15:00 2026\n" + second)
    found = [(line["file"], line["kind"]) for line in lines(str(box))]
    assert found == [(f"{box}#1", "person"), (f"{box}#2", "auto-reply")]
    assert lines(str(box))[1]["new_text"].startswith("From Monday")


def test_standard_input_is_a_message_too() -> None:
    assert [(line["file"], line["from"]) for line in lines("-", given=PERSON)] == [("-", "pat@harpole-pc.example")]


def test_a_file_that_is_not_there_is_said_and_the_others_are_explained(folder: Path) -> None:
    result = explain("--json", str(folder / "none.eml"), str(folder / "b-person.eml"))
    assert result.exit_code == 1
    assert "none.eml: No such file or directory; give a message, an mbox file or a folder" in result.output
    assert '"kind": "person"' in result.output


def test_without_a_file_the_usage_is_shown() -> None:
    assert explain().exit_code == 2


def test_the_picture_shows_what_was_found_and_why(folder: Path) -> None:
    shown = explain(str(folder / "a-away.eml")).output
    for words in ("auto-reply, must not be answered", "Auto-Submitted: auto-replied", "2026-06-14", "new text"):
        assert words in shown


def test_our_own_mail_is_known_by_the_address_that_is_given() -> None:
    assert lines("-", "--own-address", "pat@harpole-pc.example", given=PERSON)[0]["kind"] == "own"


def test_the_picture_says_in_words_whom_a_bounce_is_about(tmp_path: Path) -> None:
    (tmp_path / "bounce.eml").write_bytes(
        b"From: MAILER-DAEMON@mx.example\nTo: liaison@force.example\nSubject: failure notice\n\n"
        b"<pat@harpole-pc.example>:\n550 5.1.1 no such user here\n"
    )
    shown = explain(str(tmp_path / "bounce.eml")).output
    assert "pat@harpole-pc.example: failed 5.1.1, permanent" in shown
    assert "asks" not in shown
