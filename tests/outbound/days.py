"""Days of officers and of the coordinator, ordinary and bad, as what their mails are given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from mailbot.outbound.contexts.offers import FEW, offers
from mailbot.outbound.samples import sample
from mailbot.outbound.samples.coordination import TO_LINE, answer_to_line, held, line

_PLACES = (
    ("Harpole Parish Council", "Pat Hall", "Hedge on Church Lane"),
    ("Little Wenlow Parish Council", "Ffion Pryce-Evans", "Speeding by the school"),
    ("Castle Brinton Town Council", "Dev Anand", ""),
    ("Llanfair-is-y-bryn Community Council", "Siân Llewelyn", "Lamp out at the green"),
    ("St Mary’s and St John’s Parish Meeting", "Aoife O’Dowd", "Fly-tipping"),
    ("Great and Little Thornbeck with Upper Wendlebury Parish Council", "Zoë Featherstonehaugh", "Parking on verges"),
    ("Ashe Parish Council", "Jörg Ames", "Noise"),
    ("Kislingford Parish Council", "Robin Ashe", "Quad bikes"),
)
_TEAMS = ("Brinton NPT", "Harpole NPT", "Thornbeck NPT", "Wendle NPT")
_NOTHING_ELSE: Mapping[str, object] = {
    kind: [] for kind in ("lapsed", "reopened", "on_hold", "excused", "stopped", "failed", "alarms", "still_held")
}


def _lines(numbers: Iterable[int], late_by: str = "", teams: Sequence[str] = _TEAMS) -> list[dict[str, object]]:
    """Give lines by team, each of the next council."""
    numbers = list(numbers)
    told = [
        {
            **line(number, council, plr_name, "PC A. Reed", subject, late_by),
            "team": teams[len(teams) * at // len(numbers)],
            "in_short": len(numbers) > FEW,
        }
        for at, number in enumerate(numbers)
        for council, plr_name, subject in [_PLACES[number % len(_PLACES)]]
    ]
    return _with_answers(told, TO_LINE)


def _with_answers(lines: list[dict[str, object]], words: Sequence[str]) -> list[dict[str, object]]:
    offered = offers([{"team": "", **one, "actions": words} for one in lines], answer_to_line)
    return [{**one, "actions": actions} for one, actions in zip(lines, offered, strict=True)]


_ORDINARY: Mapping[str, object] = {
    **_NOTHING_ELSE,
    "headline": "Police contact programme: 2 new, 1 grown, 1 resolved, 1 to be placed",
    "new": _lines([1, 2], teams=["Harpole NPT"]),
    "grown": _lines([3], "5 working days", teams=["Brinton NPT"]),
    "held": [held(4, "Noise at the hall")],
    "still": [],
}

DIGESTS: Mapping[str, Mapping[str, object]] = {
    "an ordinary day": _ORDINARY,
    "a bad day": {
        **_ORDINARY,
        "headline": "Police contact programme: 5 new, 5 grown, 1 resolved, 2 to be placed",
        "new": _lines(range(1, 6)),
        "grown": _lines(range(6, 11), "5 working days"),
        "held": [held(11, "Noise at the hall"), held(12, "Verge")],
        "still": _lines(range(13, 41), "9 working days"),
        "still_held": [held(41, "Re: Minutes")],
    },
}
"""Five lines, and forty councils in trouble."""

_SECTIONS: list[object] = sample("officer-day")["sections"]  # type: ignore[assignment]
DAYS: Mapping[str, Mapping[str, object]] = {
    "two matters": {"sections": _SECTIONS[:2]},
    "four matters": {"sections": _SECTIONS},
}
