"""Protective markings are found where people and labels put them, and prose is not taken for one (law 8)."""

from __future__ import annotations

import pytest

from mailbot.inbound.headers import Headers
from mailbot.inbound.marking import all_words, find_marking

OS = "OFFICIAL-SENSITIVE"
GUID = "MSIP_Label_0a1b2c3d-0000-1111-2222-333344445555"


@pytest.mark.parametrize(
    ("name", "value", "marking"),
    [
        ("msip_labels", f"{GUID}_Enabled=True;{GUID}_Name=OFFICIAL-SENSITIVE;{GUID}_Method=Privileged", OS),
        ("msip_labels", f"{GUID}_Enabled=true; {GUID}_Name=Official Sensitive - Personal", OS),
        ("msip_labels", f"{GUID}_Enabled=False;{GUID}_Name=OFFICIAL-SENSITIVE", ""),
        ("msip_labels", f"{GUID}_Enabled=True;{GUID}_Name=OFFICIAL", ""),
        ("x-protective-marking", "VER=2018.1, NS=example, SEC=OFFICIAL:Sensitive", OS),
        ("x-protective-marking", "SECRET", "SECRET"),
        ("x-classification", "TOP SECRET", "TOP SECRET"),
        ("x-classification", "secretariat", ""),
        ("x-protective-marking", "OFFICIAL", ""),
        ("sensitivity", "Company-Confidential", ""),
        ("subject", "[OFFICIAL-SENSITIVE] Warrant on Friday", OS),
        ("subject", "RE: OFFICIAL-SENSITIVE: Warrant on Friday", OS),
        ("subject", "Warrant on Friday - OFFICIAL SENSITIVE", OS),
        ("subject", "Warrant (Official-Sensitive)", OS),
        ("subject", "SECRET: the operation", "SECRET"),
        ("subject", "Fwd: [TOP SECRET] the operation", "TOP SECRET"),
        ("subject", "The operation - SECRET", "SECRET"),
        ("subject", "OFFICIAL: surgery dates", ""),
        ("subject", "It is no secret that the hedge is high", ""),
        ("subject", "SECRET SANTA at the village hall", ""),
        ("subject", "Secret garden open day", ""),
        ("subject", "Is official sensitive training open to PLRs?", ""),
        ("subject", "The secretary's report", ""),
    ],
)
def test_a_marking_in_a_field_is_found(name: str, value: str, marking: str) -> None:
    assert find_marking(Headers(((name, value),)))[0] == marking


@pytest.mark.parametrize(
    ("line", "marking"),
    [
        ("OFFICIAL-SENSITIVE", OS),
        ("OFFICIAL - SENSITIVE", OS),
        ("Official Sensitive", OS),
        ("** OFFICIAL SENSITIVE **", OS),
        ("[OFFICIAL-SENSITIVE: PERSONAL]", OS),
        ("OFFICIAL-SENSITIVE [LOCSEN]", OS),
        ("OFFICIAL-SENSITIVE COMMERCIAL", OS),
        ("Protective marking: OFFICIAL-SENSITIVE", OS),
        ("Classification: SECRET", "SECRET"),
        ("SECRET", "SECRET"),
        ("TOP SECRET", "TOP SECRET"),
        ("SECRET - UK EYES ONLY", "SECRET"),
        ("OFFICIAL", ""),
        ("It is no secret that we are short of officers.", ""),
        ("Secret", ""),
        ("SECRET SANTA COLLECTION", ""),
        ("This is not OFFICIAL-SENSITIVE and may be shared.", ""),
        ("The official sensitive about the hedge is on leave.", ""),
    ],
)
@pytest.mark.parametrize("place", ["first", "last", "quoted"])
def test_a_line_of_its_own_is_a_marking_and_prose_is_none(line: str, marking: str, place: str) -> None:
    prose = "\n".join(["The warrant is on Friday."] * 20)
    text = {"first": f"{line}\n\n{prose}", "last": f"{prose}\n{line}\n", "quoted": f"Thanks.\n> {line}\n> {prose}"}[
        place
    ]
    assert find_marking(Headers(), text)[0] == marking


def test_a_line_in_the_middle_of_a_long_text_is_no_marking() -> None:
    prose = "\n".join(["The play has three acts."] * 20)
    assert find_marking(Headers(), f"{prose}\nSECRET\n{prose}") == ("", "")


@pytest.mark.parametrize(
    "line",
    [
        "<<OFFICIAL-SENSITIVE>>",
        "Security Classification - OFFICIAL-SENSITIVE//HANDLE WITH CARE",
        "OFFICIAL–SENSITIVE when completed",
        "OFFICIAL - SENSITIVE: POLICE",
    ],
)
def test_what_stands_around_a_marking_does_not_hide_it(line: str) -> None:
    assert find_marking(Headers(()), f"{line}\n\nThe hedge on Church Lane.")[0] == "OFFICIAL-SENSITIVE"


@pytest.mark.parametrize(
    ("file", "marking"),
    [
        ("OFFICIAL-SENSITIVE plan.pdf", OS),
        ("plan_OFFICIAL_SENSITIVE_v2.docx", OS),
        ("SECRET - plan.pdf", "SECRET"),
        ("Secret garden open day.pdf", ""),
        ("official.sensitive.training.pdf", ""),
    ],
)
def test_what_is_attached_may_be_marked_by_its_name(file: str, marking: str) -> None:
    assert find_marking(Headers(), files=["hedge.jpg", file])[0] == marking


@pytest.mark.parametrize(
    ("html", "marking"),
    [
        ("<p>Warrant.</p><p style='font-size:0;color:#fff'>OFFICIAL-SENSITIVE</p>", OS),
        ("<style>p { color: red }</style><div hidden>Classification: OFFICIAL-SENSITIVE</div><p>Warrant.</p>", OS),
        ("<div style='display:none'>OFFICIAL - SENSITIVE</div><p>Warrant.</p>", OS),
        ("<p>It is no secret that the hedge is high.</p>", ""),
    ],
)
def test_a_marking_that_nobody_is_shown_is_a_marking(html: str, marking: str) -> None:
    assert find_marking(Headers(), all_words(html))[0] == marking
