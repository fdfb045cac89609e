"""Contexts: what each message of ours says, from the ids in its Mail to names, words and links (`samples/`).

Mails hold ids; `names` looks them up, and each other module here knows what one family of templates is given.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from mailbot.model.mail import Mail
from mailbot.outbound.contexts import (
    absences,
    commands,
    contacts,
    coordination,
    courses,
    desk,
    digest,
    introductions,
    invitations,
    meetings,
    news,
    plans,
    plr_changes,
    questions,
    reports,
    rosters,
)
from mailbot.outbound.contexts.further import further
from mailbot.outbound.contexts.names import House, Names
from mailbot.policy.commands.in_turn import SEVERAL
from mailbot.policy.state import OFFICER_DAY

_CONTEXTS = {
    **absences.CONTEXTS,
    **commands.CONTEXTS,
    **contacts.CONTEXTS,
    **coordination.CONTEXTS,
    **courses.CONTEXTS,
    **desk.CONTEXTS,
    **digest.CONTEXTS,
    **introductions.CONTEXTS,
    **invitations.CONTEXTS,
    **meetings.CONTEXTS,
    **news.CONTEXTS,
    **plr_changes.CONTEXTS,
    **plans.CONTEXTS,
    **questions.CONTEXTS,
    **reports.CONTEXTS,
    **rosters.CONTEXTS,
}


def context(mail: Mail, names: Names) -> dict[str, object]:
    """Give a template all that it may use."""
    values = names.house.values() | commands.actions(mail, names)
    if mail.template == SEVERAL:
        return values | commands.several(mail, names, context)
    if mail.template == OFFICER_DAY:
        return values | _officer_day(mail, names)
    return values | _CONTEXTS.get(mail.template, further)(mail, names)


def _officer_day(mail: Mail, names: Names) -> dict[str, object]:
    """Give each section what a mail by its template alone would have, its rows numbered on from those before it."""
    sections: Sequence[Mapping[str, Any]] = mail.data["sections"]  # type: ignore[assignment]
    listed = []
    for section in sections:
        data = {**section["data"], "first": section["first"]}
        causes = tuple(cause for cause in mail.causes if cause.rule in section["rules"])
        alone = replace(mail, template=section["template"], data=data, causes=causes)
        listed.append({"template": alone.template, "values": context(alone, names)})
    return {"officer_name": names.person(mail.to).name, "sections": listed}


__all__ = ["House", "Names", "context"]
