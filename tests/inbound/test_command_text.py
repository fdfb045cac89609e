"""Commands behind a greeting and in the subject, and prose that stays prose there (law 11)."""

from __future__ import annotations

import quopri
from datetime import UTC, datetime

import pytest

from mailbot.inbound.command_text import find_commands
from mailbot.inbound.understand import Settings, understand
from mailbot.model.understanding import Understood

SETTINGS = Settings(arrived_at=datetime(2026, 6, 3, 8, 14, tzinfo=UTC), own_address="liaison@force.example")


def keywords(text: str) -> list[str]:
    lines, _ = find_commands(text, "")
    return [command.keyword for command in lines.commands] or ([f"resembles {lines.resembles}"] * bool(lines.resembles))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hi, PHONED 3 yesterday", ["PHONED"]),
        ("Hi PHONED 3 yesterday", ["PHONED"]),
        ("Hello, phoned 3 yesterday", ["PHONED"]),
        ("Hi\nPHONED 3 yesterday", ["PHONED"]),
        ("Hi Sam,\n\nACK 1-3", ["ACK"]),
        ("Hi Sam,\n\nAck 1-3", ["ACK"]),
        ("Dear Sam\nEXCUSE 2 on long term sick", ["EXCUSE"]),
        ("Dear Sam Okafor,\nREASSIGN 4 to Lund", ["REASSIGN"]),
        ("Good morning,\nMET 2\nPHONED 4", ["MET", "PHONED"]),
        ("Morning all - ANSWERED 2", ["ANSWERED"]),
        ("Dear all,\nAWAY 1 to 14 August\nThanks", ["AWAY"]),
        ("Hello, AWAY 1 to 14 August", ["AWAY"]),
        ("Hi there, UNDO", ["UNDO"]),
        ("Hi PC Reed, PLAN last Friday", ["PLAN"]),
        ("Hi, HLOD waiting for the warrant", ["resembles HOLD"]),
        ("Hi Sam\nHLOD 2 waiting for the warrant", ["resembles HOLD"]),
        ("Hi, CONCERN about PC Reed", ["CONCERN"]),
        ("Hello\nCONCERNED about PC Reed", ["resembles CONCERN"]),
        ("Morning all\nNEWS\nThe surgery moves.", ["resembles NEWS"]),
        ("Hi Pat, met your clerk yesterday at the hall", []),
        ("Hi Pat,\nMet yesterday\nIt went well, see you on Friday.", []),
        ("Hi Pat,\nYes, Tuesday is fine", []),
        ("Hi Pat,\nNo", []),
        ("Hi Pat,\nPhoned the county, who will cut it", []),
        ("Dear PC Reed,\nThe meeting is on Tuesday.", []),
        ("Hi,\nI PHONED 3 times yesterday", []),
        ("Hi John, Back on Monday", []),
        ("Morning! Any news?", []),
        ("Hi", []),
    ],
)
def test_a_command_behind_a_greeting_is_one_and_what_is_said_to_somebody_is_none(
    text: str, expected: list[str]
) -> None:
    assert keywords(text) == expected


def test_the_note_of_a_command_begins_with_it_and_other_words_stay_as_they_are() -> None:
    _, text = find_commands("Hi Sam,\n\nHOLD 2 until Friday\nWaiting for the county.", "")
    assert text == "HOLD 2 until Friday\nWaiting for the county."
    lines, text = find_commands("Hi Sam,\n\nHLOD 2\nWaiting.", "")
    assert (lines.unclear_line, text) == (2, "Hi Sam,\n\nHLOD 2\nWaiting.")


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("PHONED 3 12 June", ["PHONED"]),
        ("Re: PHONED 3 yesterday", ["PHONED"]),
        ("RE: Re: ACK 1-3 [PLR-1a2b]", ["ACK"]),
        ("STATUS", ["STATUS"]),
        ("Re: Hedge on Church Lane [PLR-1a2b, answer by Fri 12 June]", []),
        ("Meeting minutes", []),
        ("NEWS", ["resembles NEWS"]),
        ("HLOD waiting for the warrant", ["resembles HOLD"]),
        ("", []),
    ],
)
def test_the_subject_of_a_mail_without_words_is_its_first_line(subject: str, expected: list[str]) -> None:
    lines, _ = find_commands("", subject, has_words=False)
    resembles = [f"resembles {lines.resembles}"] * bool(lines.resembles)
    assert ([command.keyword for command in lines.commands] or resembles) == expected


def mail(body: bytes, subject: str = "Re: Your councils", headers: bytes = b"", charset: str = "utf-8") -> Understood:
    head = (
        b"From: PC A. Reed <a.reed@force.example>\r\nTo: liaison+abc@force.example\r\n"
        b"Message-ID: <1@phone.example>\r\nMIME-Version: 1.0\r\nSubject: " + subject.encode() + b"\r\n"
        b"Content-Type: text/plain; charset=" + charset.encode() + b"\r\n" + headers
    )
    return understand(head + b"\r\n" + body, SETTINGS)


@pytest.mark.parametrize(
    ("body", "headers", "charset"),
    [
        (quopri.encodestring("Hi,\r\n\r\nPHONED 3 yesterday – she’s well.".encode()),
         b"Content-Transfer-Encoding: quoted-printable\r\n", "utf-8"),
        ("PHONED 3 yesterday – she\u2019s well.\r\n\r\nSent from my iPhone\r\n".encode("cp1252"), b"", "windows-1252"),
        ("\u201cPhoned 3 yesterday\u201d\r\n\r\nGet Outlook for Android\r\n".encode(), b"", "utf-8"),
        ("Phoned\u00a03\u00a0yesterday.\r\n\r\nOn 2 June 2026, Example Police wrote:\r\n> 3. Harpole\r\n".encode(),
         b"", "utf-8"),
        (b"\r\n\r\nphoned 3 yesterday\r\n\r\n-- \r\nPC A. Reed\r\n", b"", "utf-8"),
    ],
)  # fmt: skip
def test_a_phone_may_dress_a_command_as_it_likes(body: bytes, headers: bytes, charset: str) -> None:
    [command] = mail(body, headers=headers, charset=charset).commands
    assert (command.keyword, command.rows, str(command.on)) == ("PHONED", (3,), "2026-06-02")


@pytest.mark.parametrize(
    "body", [b"", b"\r\n\r\nOn 2 June 2026, Example Police wrote:\r\n> 1. Harpole\r\n> 2. Orston\r\n"]
)
def test_a_subject_that_was_written_over_is_the_command_of_a_mail_without_words(body: bytes) -> None:
    understood = mail(body, "Re: ACK 1-2", b"In-Reply-To: <0@force.example>\r\n")
    [command] = understood.commands
    assert (command.keyword, command.rows) == ("ACK", (1, 2))


def test_the_subject_of_a_mail_with_words_is_none() -> None:
    understood = mail(b"The hedge is cut.\r\n", "PHONED 3")
    assert (understood.commands, understood.resembles) == ((), "")


def test_a_subject_that_says_concern_goes_before_whatever_stands_in_the_mail() -> None:
    """Law 12: no officer sees it."""
    understood = mail(b"He never answers.\r\n", "CONCERN")
    assert (understood.commands, understood.resembles) == ((), "CONCERN")
    assert mail(b"It is under the bridge.\r\n", "Concern about parking").resembles == ""
    answer = mail(b"I will ring him.\r\n", "Re: CONCERN", b"In-Reply-To: <0@force.example>\r\n")
    assert answer.resembles == "", "the coordinator answers it"
