"""Action links survive every mail program (RFC 6068)."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from mailbot.outbound.mailto import mailto

ADDRESS = "liaison+k3v7q2m5x4zt6wra@force.example"


def test_spaces_and_line_breaks_are_written_as_rfc_6068_says() -> None:
    assert mailto(ADDRESS, "SEND it", "SEND\n& done") == (
        "mailto:liaison%2Bk3v7q2m5x4zt6wra@force.example?subject=SEND%20it&body=SEND%0D%0A%26%20done"
    )


def test_a_link_without_words_is_the_address_alone() -> None:
    assert mailto("coordinator@force.example") == "mailto:coordinator@force.example"


@given(st.text(st.characters(codec="utf-8"), min_size=1), st.text(st.characters(codec="utf-8"), min_size=1))
def test_what_is_put_into_a_link_comes_out_again(subject: str, body: str) -> None:
    link = urlsplit(mailto(ADDRESS, subject, body))
    filled = parse_qs(link.query, keep_blank_values=True, errors="strict")
    assert unquote(link.path) == ADDRESS
    assert filled["subject"] == [subject]
    assert filled.get("body", [""]) == ["\r\n".join(body.splitlines())]
