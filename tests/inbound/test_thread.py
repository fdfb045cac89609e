"""Where a message belongs, by the evidence that came back with it (design, Mail conventions: Threading; law 7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from mailbot.inbound.thread import Entry, place, tokens
from mailbot.model.token import reply_token
from mailbot.model.understanding import Address, Kind, Understood

SECRET = b"sixteen bytes at least"
OWN = "liaison@force.example"
PAT, REED, JO = "pat@harpole-pc.example", "a.reed@force.example", "clerk@parishes.example"
HEDGE, BINS, REMINDER = "t-hedge", "t-bins", "t-reminder"
TAGS = {"hedge": (HEDGE,), "bins2": (BINS,), "twins": (HEDGE, BINS)}


def token(thread: str, person: str) -> str:
    return reply_token(SECRET, thread, person)


def plus(thread: str, person: str) -> str:
    """The address by which somebody writes into a thread."""
    return f"liaison+{token(thread, person)}@force.example"


@dataclass
class KnownCounty:
    """What a deployment of two PLRs and an officer knows: `inbound.thread.Directory`."""

    own_address: str = OWN
    open: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def people_at(self, address: str) -> tuple[str, ...]:
        return {PAT: ("pat",), REED: ("reed",), JO: ("jo", "robin")}.get(address.lower(), ())

    def is_colleague(self, domain: str) -> bool:
        return domain == "force.example"

    def token(self, token: str) -> tuple[str, str] | None:
        given = [(HEDGE, "pat"), (HEDGE, "reed"), (BINS, "pat"), (BINS, "reed"), (REMINDER, "reed")]
        return {reply_token(SECRET, *each): each for each in given}.get(token)

    def entry(self, message_id: str) -> Entry | None:
        return {
            "relay-hedge@force.example": Entry(HEDGE, "relay:m1:reed"),
            "relay-bins@force.example": Entry(BINS, "relay:m2:reed"),
            "asked@harpole-pc.example": Entry(HEDGE, "m1"),
        }.get(message_id)

    def tagged(self, tag: str) -> tuple[str, ...]:
        return TAGS.get(tag, ())

    def open_threads(self, people: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(thread for person in people for thread in self.open.get(person, ()))


def message(sender: str | None = PAT, *to: str, **details: Any) -> Understood:
    return Understood(
        kind=Kind.PERSON,
        may_respond=True,
        sender=Address("", sender) if sender else None,
        to=tuple(Address("", address) for address in to or (OWN,)),
        **details,
    )


def ids(*message_ids: str) -> tuple[str, ...]:
    return tuple(f"{each}@force.example" for each in message_ids)


@pytest.mark.parametrize(
    ("understood", "thread", "parent", "holder"),
    [
        pytest.param(message(PAT, plus(HEDGE, "pat")), HEDGE, "", "pat", id="a token in To"),
        pytest.param(message(PAT, OWN, cc=(Address("", plus(HEDGE, "pat")),)), HEDGE, "", "pat", id="a token in Cc"),
        pytest.param(message(PAT, delivered_to=(plus(HEDGE, "pat"),)), HEDGE, "", "pat", id="a token in Delivered-To"),
        pytest.param(message(PAT, plus(HEDGE, "pat").upper()), HEDGE, "", "pat", id="a token in capitals"),
        pytest.param(
            message(PAT, plus(HEDGE, "pat"), in_reply_to=ids("relay-hedge")), HEDGE, "relay:m1:reed", "pat",
            id="a token, and what it answers",
        ),
        pytest.param(
            message(PAT, plus(HEDGE, "pat"), in_reply_to=ids("relay-bins")), HEDGE, "", "pat",
            id="a token outweighs what it answers",
        ),
        pytest.param(
            message(PAT, plus(HEDGE, "pat"), subject="Re: Bins [PLR-bins2]"), HEDGE, "", "pat",
            id="a token outweighs the subject",
        ),
        pytest.param(message(PAT, in_reply_to=ids("relay-hedge")), HEDGE, "relay:m1:reed", None, id="In-Reply-To"),
        pytest.param(
            message(PAT, in_reply_to=("asked@harpole-pc.example",)), HEDGE, "m1", None,
            id="a reply to one's own message",
        ),
        pytest.param(
            message(PAT, references=ids("relay-hedge", "relay-bins", "unknown")), BINS, "relay:m2:reed", None,
            id="the newest known of References",
        ),
        pytest.param(
            message(PAT, in_reply_to=ids("relay-hedge"), references=ids("relay-bins")), HEDGE, "relay:m1:reed", None,
            id="In-Reply-To outweighs References",
        ),
        pytest.param(
            message(PAT, in_reply_to=ids("unknown"), subject="Re: Bins [PLR-bins2]"), BINS, "", None,
            id="the subject's tag",
        ),
        pytest.param(message(PAT, subject="AW: Bins [plr–bins2 ]"), BINS, "", None, id="a tag that was retyped"),
        pytest.param(
            message(PAT, subject="Bins [PLR-zzzzz] [PLR-bins2]"), BINS, "", None, id="a tag beside an unknown one"
        ),
        pytest.param(message(PAT), None, "", None, id="nothing"),
        pytest.param(message(PAT, f"liaison+{'a' * 16}@force.example"), None, "", None, id="a token never given"),
        pytest.param(message(PAT, f"liaison+{token(HEDGE, 'pat')[:-1]}@force.example"), None, "", None,
                     id="a token cut short"),
        pytest.param(message(PAT, f"other+{token(HEDGE, 'pat')}@force.example"), None, "", None,
                     id="a token at another mailbox"),
        pytest.param(message(PAT, f"liaison+{token(HEDGE, 'pat')}@other.example"), None, "", None,
                     id="a token at another server"),
    ],
)  # fmt: skip
def test_the_evidence_is_weighed_in_its_order(
    understood: Understood, thread: str | None, parent: str, holder: str | None
) -> None:
    placement = place(understood, KnownCounty())
    assert (placement.thread, placement.parent, placement.token_holder) == (thread, parent, holder)
    assert not placement.conflict


@pytest.mark.parametrize("misread", [("o", "0"), ("l", "1"), ("b", "8")])
def test_a_token_survives_misread_characters(misread: tuple[str, str]) -> None:
    letter, digit = misread
    signed = next(
        reply_token(SECRET, f"t{n}", "pat") for n in range(99) if letter in reply_token(SECRET, f"t{n}", "pat")
    )
    retyped = f"liaison+{signed.replace(letter, digit)}@force.example"
    assert list(tokens(message(PAT, retyped), OWN)) == [signed]


@pytest.mark.parametrize(
    ("sender", "writers", "colleague"),
    [
        (PAT, ("pat",), False),
        (PAT.upper(), ("pat",), False),
        (REED, ("reed",), True),
        ("b.cole@force.example", (), True),
        (JO, ("jo", "robin"), False),
        ("b.cole@force.example.evil.example", (), False),
        ("someone@web.example", (), False),
        (None, (), False),
    ],
)
def test_everybody_at_the_from_address_may_have_written(
    sender: str | None, writers: tuple[str, ...], colleague: bool
) -> None:
    """Law 7: the token's holder is told apart from the writer."""
    placement = place(message(sender, plus(HEDGE, "pat")), KnownCounty())
    assert (placement.writers, placement.is_colleague, placement.token_holder) == (writers, colleague, "pat")


def test_tokens_of_several_threads_are_a_conflict_with_both_as_guesses() -> None:
    placement = place(message(PAT, plus(HEDGE, "pat"), plus(BINS, "reed")), KnownCounty())
    assert (placement.conflict, placement.thread, placement.guesses) == (True, None, (HEDGE, BINS))
    assert placement.token_holder is None


def test_an_officer_may_write_to_several_of_their_threads_at_once() -> None:
    placement = place(message(REED, plus(HEDGE, "reed"), plus(BINS, "reed")), KnownCounty())
    assert (placement.thread, placement.others, placement.conflict) == (HEDGE, (BINS,), False)
    assert placement.token_holder == "reed"


def test_one_persons_tokens_from_another_address_are_a_conflict() -> None:
    """Law 7: whoever got hold of an officer's mail does not write to several councils."""
    placement = place(message("someone@web.example", plus(HEDGE, "reed"), plus(BINS, "reed")), KnownCounty())
    assert (placement.conflict, placement.thread, placement.others) == (True, None, ())


def test_the_tokens_of_both_sides_of_one_thread_agree() -> None:
    placement = place(message(REED, plus(HEDGE, "reed"), plus(HEDGE, "pat")), KnownCounty())
    assert (placement.thread, placement.others, placement.conflict) == (HEDGE, (), False)


@pytest.mark.parametrize(
    ("open_threads", "is_reply", "thread", "guesses"),
    [
        ((HEDGE,), True, HEDGE, ()),
        ((HEDGE, BINS), True, None, (HEDGE, BINS)),
        ((), True, None, ()),
        ((HEDGE,), False, None, ()),
        ((HEDGE, BINS), False, None, ()),
    ],
)
def test_a_reply_that_cannot_be_traced_belongs_to_the_one_open_thread(
    open_threads: tuple[str, ...], is_reply: bool, thread: str | None, guesses: tuple[str, ...]
) -> None:
    county = KnownCounty(open={"pat": open_threads, "reed": (HEDGE, BINS)})
    placement = place(message(PAT, in_reply_to=ids("unknown") if is_reply else ()), county)
    assert (placement.thread, placement.guesses) == (thread, guesses)


def test_a_tag_of_several_threads_is_a_guess_and_no_decision() -> None:
    placement = place(message(PAT, subject="Re: [PLR-twins]"), KnownCounty(open={"pat": (HEDGE,)}))
    assert (placement.thread, placement.guesses) == (None, (HEDGE, BINS))


def test_every_decision_says_by_what_it_was_made() -> None:
    said = {
        place(understood, KnownCounty(open={"pat": (HEDGE,)})).reasons
        for understood in (
            message(PAT, plus(HEDGE, "pat")),
            message(PAT, in_reply_to=ids("relay-hedge")),
            message(PAT, subject="[PLR-bins2]"),
            message(PAT, subject="[PLR-twins]"),
            message(PAT, in_reply_to=ids("unknown")),
            message(PAT, plus(HEDGE, "pat"), plus(BINS, "pat")),
        )
    }
    assert len(said) == 6
    assert () not in said
