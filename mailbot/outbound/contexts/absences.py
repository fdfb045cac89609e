"""What templates are given. Absences: what is noted, proposed and over, and what a cover is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from mailbot.model.mail import Mail
from mailbot.model.people import Role
from mailbot.outbound.contexts.names import Names, ids_of


def _absence(mail: Mail, names: Names) -> dict[str, object]:
    until_on = mail.data["until_on"]
    return {
        "reader_name": names.person(mail.to).name,
        "from_on": date.fromisoformat(str(mail.data["from_on"])),
        "until_on": date.fromisoformat(str(until_on)) if until_on else None,
    }


def _absence_noted(mail: Mail, names: Names) -> dict[str, object]:
    return _absence(mail, names) | {
        "person_name": names.person(mail.data["person"]).name,
        "stand_in_name": " and ".join(names.person(one).name for one in ids_of(mail.data["stand_ins"])),
        "stand_in_is_away": mail.data["stand_in_is_away"],
        "for_plr": mail.data["for_plr"],
        "back_href": names.link(mail, "BACK"),
    }


def _absence_proposed(mail: Mail, names: Names) -> dict[str, object]:
    return _absence(mail, names) | {"for_plr": mail.data["for_plr"], "yes_href": names.link(mail, "YES")}


def _absence_over(mail: Mail, names: Names) -> dict[str, object]:
    return {
        "reader_name": names.person(mail.to).name,
        "person_name": names.person(mail.data["person"]).name,
        "for_plr": mail.data["for_plr"],
    }


def _absence_cover(mail: Mail, names: Names) -> dict[str, object]:
    person = str(mail.data["person"])
    return _absence(mail, names) | {
        "officer_name": names.person(mail.to).name,
        "person_name": names.person(person).name,
        "councils": [names.council(liaison) for liaison in names.state.liaisons_of(person, Role.OFFICER)],
    }


def _stand_in(mail: Mail, names: Names) -> dict[str, object]:
    """Tell a cover, or the Clerk of a council, whom they read for, or do no more."""
    reader = names.person(mail.to).name
    liaison = mail.data.get("liaison")
    of = {"council": names.council(str(liaison))} if liaison else {"officer_name": reader}
    return _absence(mail, names) | {"person_name": names.person(mail.data["person"]).name, **of}


def _absence_not_noted(mail: Mail, names: Names) -> dict[str, object]:
    return {"officer_name": names.person(mail.to).name, "why": mail.data["why"]}


CONTEXTS: Mapping[str, Callable[[Mail, Names], dict[str, object]]] = {
    "absence-noted": _absence_noted,
    "absence-proposed": _absence_proposed,
    "absence-over": _absence_over,
    "absence-cover": _absence_cover,
    "absence-cover-over": _stand_in,
    "absence-stand-in": _stand_in,
    "absence-stand-in-over": _stand_in,
    "absence-not-noted": _absence_not_noted,
}
