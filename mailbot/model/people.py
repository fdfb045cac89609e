"""People and councils as the particulars know them: what is personal, apart from the facts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is in a liaison, or to the programme (expectations, The people)."""

    PLR = "plr"
    OFFICER = "officer"
    CLERK = "clerk"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the roster: how to address and to reach them. `address` may be empty: some are reached by phone."""

    id: str
    name: str
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Council:
    """A parish or town council, or another community, that a liaison serves."""

    id: str
    name: str
    kind: str = ""
