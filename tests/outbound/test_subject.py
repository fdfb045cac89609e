"""Subjects keep the person's words and carry one mark."""

from __future__ import annotations

from datetime import date

import pytest

from mailbot.outbound.subject import relay_subject


@pytest.mark.parametrize(
    ("subject", "answer_by", "relayed"),
    [
        ("Hedge on Church Lane", date(2026, 6, 12), "Hedge on Church Lane [PLR-qa2bz, answer by Fri 12 June]"),
        ("Hedge on Church Lane", None, "Hedge on Church Lane [PLR-qa2bz]"),
        ("RE: Hedge [PLR-qa2bz, answer by Fri 12 June]", None, "Re: Hedge [PLR-qa2bz]"),
        ("Re: Re: AW: Sv: Hedge", None, "Re: Hedge [PLR-qa2bz]"),
        ("Re[2]: Hedge", None, "Re: Hedge [PLR-qa2bz]"),
        ("RE: [EXTERNAL] Hedge", None, "Re: [EXTERNAL] Hedge [PLR-qa2bz]"),
        ("Fwd: Re: Hedge", None, "Fwd: Re: Hedge [PLR-qa2bz]"),
        ("Response: re: nothing", None, "Response: re: nothing [PLR-qa2bz]"),
        ("Theft [CAD-12345]", None, "Theft [CAD-12345] [PLR-qa2bz]"),
        ("", None, "[PLR-qa2bz]"),
        ("[PLR-kkkkk]", None, "[PLR-qa2bz]"),
    ],
)
def test_a_relayed_subject_is_the_writers_with_one_re_and_one_mark(
    subject: str, answer_by: date | None, relayed: str
) -> None:
    assert relay_subject(subject, "plr", "qa2bz", answer_by) == relayed


def test_a_scheme_coordinators_mail_has_their_own_programmes_mark() -> None:
    assert relay_subject("Burglary", "nhw", "qa2bz") == "Burglary [NHW-qa2bz]"


def test_a_subject_without_end_is_cut() -> None:
    assert len(relay_subject("hedge " * 9999, "plr", "qa2bz")) < 320
