"""Authentication-Results: only our own server's word counts; missing means unknown, not pass (law 7)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.inbound.authentication import dmarc_result
from mailbot.inbound.headers import Headers
from mailbot.model.understanding import Dmarc


def results(*values: str) -> Headers:
    return Headers(tuple(("authentication-results", value) for value in values))


@pytest.mark.parametrize(
    ("values", "dmarc"),
    [
        (("mx.force.example; dmarc=pass header.from=harpole-pc.example",), Dmarc.PASS),
        (("mx.force.example; spf=pass smtp.mailfrom=a@b.example; dkim=pass; dmarc=fail (p=reject)",), Dmarc.FAIL),
        (("MX.Force.Example 1; DMARC = PASS",), Dmarc.PASS),
        (("mx.force.example (our border; truly); dmarc (policy=none) = pass",), Dmarc.PASS),
        (("mx.force.example; dmarc=none header.from=x.example",), Dmarc.UNKNOWN),
        (("mx.force.example; dmarc=temperror",), Dmarc.UNKNOWN),
        (("mx.force.example; none",), Dmarc.UNKNOWN),
        (("mx.force.example; spf=pass",), Dmarc.UNKNOWN),
        (("mx.evil.example; dmarc=pass",), Dmarc.UNKNOWN),
        (("evil.mx.force.example; dmarc=pass",), Dmarc.UNKNOWN),
        (("mx.force.example; dmarc=fail", "mx.force.example; dmarc=pass"), Dmarc.FAIL),
        (("mx.force.example; dkim=pass", "mx.force.example; dmarc=pass"), Dmarc.PASS),
        (('mx.force.example; spf=fail reason="; dmarc=pass"; dmarc=fail',), Dmarc.FAIL),
        (("mx.force.example; spf=none (dmarc=pass; dmarc=pass)",), Dmarc.UNKNOWN),
        (("spf=pass; dmarc=pass",), Dmarc.UNKNOWN),
        ((), Dmarc.UNKNOWN),
    ],
)
def test_only_the_field_of_our_own_server_is_believed(values: tuple[str, ...], dmarc: Dmarc) -> None:
    assert dmarc_result(results(*values), "mx.force.example")[0] is dmarc


INSIDE = ("received", "from DB3PR01.prod.outlook.com by LO2P265.prod.outlook.com with HTTPS; Tue, 2 Jun 2026")
BORDER = (
    "received",
    "from mx.harpole-pc.example (192.0.2.10) by LO2GBR01.mail.protection.outlook.com with ESMTPS; Tue, 2 Jun 2026",
)
PASS = ("authentication-results", "spf=pass (sender IP is 192.0.2.10) smtp.mailfrom=x.example; dmarc=pass action=none")
FAIL = (
    "authentication-results",
    "spf=fail; dkim=none; dmarc=fail action=quarantine header.from=x.example;compauth=fail",
)
BEST = ("authentication-results", "spf=pass; dmarc=bestguesspass action=none header.from=x.example")


@pytest.mark.parametrize(
    ("fields", "dmarc"),
    [
        ((INSIDE, PASS, BORDER), Dmarc.PASS),
        ((INSIDE, FAIL, BORDER, PASS), Dmarc.FAIL),
        ((INSIDE, BORDER, PASS), Dmarc.UNKNOWN),
        ((INSIDE, BEST, BORDER), Dmarc.UNKNOWN),
        ((PASS,), Dmarc.UNKNOWN),
        ((INSIDE, ("authentication-results", "mx.evil.example; dmarc=pass"), BORDER), Dmarc.UNKNOWN),
    ],
)
def test_without_a_name_only_what_stands_above_our_border_is_believed(
    fields: tuple[tuple[str, str], ...], dmarc: Dmarc
) -> None:
    assert dmarc_result(Headers(fields))[0] is dmarc


@given(st.text(alphabet='mx.;=() "\\dmarcpsfil', max_size=60))
@settings(max_examples=200, deadline=1000)
def test_no_field_makes_reading_results_fail(value: str) -> None:
    assert dmarc_result(results(value), "mx")[0] in set(Dmarc)


OURS = ("received", "from a.example by mx.force.example; x")
PASS = ("authentication-results", "mx.force.example; dmarc=pass")


@pytest.mark.parametrize(
    ("fields", "dmarc"),
    [
        ((PASS, OURS), Dmarc.PASS),
        ((("received", "by imap.force.example; x"), OURS, PASS), Dmarc.PASS),
        ((("authentication-results", "mx.force.example; spf=softfail"), OURS, PASS), Dmarc.UNKNOWN),
        ((OURS, ("received", "from c by evil.example; x"), PASS), Dmarc.UNKNOWN),
        (
            (
                ("authentication-results", "mx.force.example; spf=pass"),
                ("received", "from localhost by mx.force.example; x"),
                ("authentication-results", "mx.force.example; dmarc=fail"),
                OURS,
            ),
            Dmarc.FAIL,
        ),
    ],
)
def test_no_pass_is_lent_by_what_stands_below_our_own_hops(fields: tuple[tuple[str, str], ...], dmarc: Dmarc) -> None:
    assert dmarc_result(Headers(fields), "mx.force.example")[0] is dmarc
