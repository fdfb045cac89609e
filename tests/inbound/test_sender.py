"""Senders: the one From address, and what in it imitates somebody else (law 7)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.inbound.headers import Headers
from mailbot.inbound.sender import addresses, delivered_to, find_sender
from mailbot.model.understanding import Address


def from_field(*values: str) -> Headers:
    return Headers(tuple(("from", value) for value in values))


@pytest.mark.parametrize(
    ("value", "name", "address"),
    [
        ("pat@harpole-pc.example", "", "pat@harpole-pc.example"),
        ("Pat Hall <pat@harpole-pc.example>", "Pat Hall", "pat@harpole-pc.example"),
        ('"Hall, Pat" <pat@harpole-pc.example>', "Hall, Pat", "pat@harpole-pc.example"),
        (r'"Pat \"Paddy\" Hall" <pat@harpole-pc.example>', 'Pat "Paddy" Hall', "pat@harpole-pc.example"),
        ("pat@harpole-pc.example (Pat Hall)", "", "pat@harpole-pc.example"),
        ("=?utf-8?q?Hall=2C_Pat?= <pat@harpole-pc.example>", "Hall, Pat", "pat@harpole-pc.example"),
        ("Police: pat@harpole-pc.example;", "", "pat@harpole-pc.example"),
        ("<@relay.example:pat@harpole-pc.example>", "", "pat@harpole-pc.example"),
        ("Pat <PAT@Harpole-PC.example.>", "Pat", "PAT@Harpole-PC.example"),
        ("Pat <pat@harpole-pc.example", "Pat", "pat@harpole-pc.example"),
        ('"pat hall"@harpole-pc.example', "", '"pat hall"@harpole-pc.example'),
        ("Pat <mailto:pat@harpole-pc.example>", "Pat", "pat@harpole-pc.example"),
    ],
)
def test_the_one_address_of_from_is_found(value: str, name: str, address: str) -> None:
    assert find_sender(from_field(value)) == (Address(name, address), [])


@pytest.mark.parametrize(
    "value", ["", "<>", "Pat Hall", "undisclosed-recipients:;", "pat@", "@harpole-pc.example", "pat hall@x y.example"]
)
def test_a_from_without_a_usable_address_gives_no_sender(value: str) -> None:
    assert find_sender(from_field(value)) == (None, ["From: no address that can be used"])


@pytest.mark.parametrize(
    "values", [("a@x.example, b@y.example",), ("a@x.example", "b@y.example"), ("Both: a@x.example, b@y.example;",)]
)
def test_more_than_one_address_gives_no_sender(values: tuple[str, ...]) -> None:
    assert find_sender(from_field(*values)) == (None, ["From: more than one address (a@x.example, b@y.example)"])


def test_the_same_address_twice_is_one() -> None:
    assert find_sender(from_field("a@x.example", "A <A@x.example>"))[0] == Address("A", "A@x.example")


@pytest.mark.parametrize(
    "value",
    [
        '"Jane <jane@council.example>" <x@evil.example>',
        "Jane <jane@council.example> <x@evil.example>",
        "jane@council.example <x@evil.example>",
        "=?utf-8?q?jane=40council=2Eexample?= <x@evil.example>",
        "jane＠council.example <x@evil.example>",
    ],
)
def test_a_name_that_shows_another_address_is_flagged_and_not_believed(value: str) -> None:
    sender, odd = find_sender(from_field(value))
    assert sender is not None
    assert sender.address == "x@evil.example"
    assert odd == ["From: the name shows another address (jane@council.example) than the mail is from (x@evil.example)"]


@pytest.mark.parametrize(
    ("domain", "flagged"),
    [
        ("harpole-pc.example", False),
        ("mail.harpole-pc.example", False),
        ("bickton-pc.example", False),
        ("harpo1e-pc.example", True),
        ("harpole-pc.exarnple", True),
        ("hаrpole-pc.example", True),
        ("xn--hrpole-pc-4fh.example", True),
        ("harpoel-pc.example", True),
        ("harpole-pcc.example", True),
        ("harpolepc.example", True),
        ("harpole-pc.example.evil.example", True),
    ],
)
def test_a_domain_that_looks_like_a_known_one_is_flagged(domain: str, flagged: bool) -> None:
    assert bool(find_sender(from_field(f"pat@{domain}"), {"harpole-pc.example"})[1]) is flagged


def test_addresses_of_delivery_are_gathered_once_each() -> None:
    fields = (
        ("delivered-to", "liaison+abc@force.example"),
        ("x-original-to", "<liaison@force.example>"),
        ("received", "from a by b with ESMTPS id 1\tfor <liaison+abc@force.example>; Tue, 2 Jun 2026"),
        ("received", "from c by d for other@force.example; Tue, 2 Jun 2026"),
    )
    expected = ("liaison+abc@force.example", "liaison@force.example", "other@force.example")
    assert expected == delivered_to(Headers(fields))


@given(st.text(alphabet='ab@.<>"\\(),;: =?é\x00\u202e', max_size=80))
@settings(max_examples=300, deadline=1000)
def test_no_field_makes_reading_addresses_fail(value: str) -> None:
    for address in addresses(value):
        assert "@" in address.address
        assert not any(ord(letter) < 32 for letter in address.address + address.name)
