"""Header fields: parameters are read as `email` reads them, whichever way is taken."""

from __future__ import annotations

from email.message import Message

from hypothesis import given
from hypothesis import strategies as st

from mailbot.inbound.headers import parameters

KINDS = st.from_regex(r"[A-Za-z0-9.+-]{1,12}/[A-Za-z0-9.+-]{1,12}", fullmatch=True)
NAMES = st.from_regex(r"[A-Za-z-]{1,10}", fullmatch=True)
VALUES = st.from_regex(r"[A-Za-z0-9.:+/_-]{1,20}", fullmatch=True)
QUOTED = st.from_regex(r'"[A-Za-z0-9.:+/=_-][A-Za-z0-9.:+/=_ -]{0,20}[A-Za-z0-9]"', fullmatch=True)
SPACES = st.sampled_from(["", " ", "\n ", "\t"])


@given(KINDS, st.lists(st.tuples(SPACES, NAMES, VALUES | QUOTED), max_size=4))
def test_ordinary_parameters_are_what_email_makes_of_them(kind: str, pairs: list[tuple[str, str, str]]) -> None:
    value = kind + "".join(f";{space}{name}={text}" for space, name, text in pairs)
    field = Message()
    field["Content-Type"] = value
    [(expected, _), *others] = field.get_params()
    assert parameters(value) == (expected.lower(), {name.lower(): text for name, text in others})
