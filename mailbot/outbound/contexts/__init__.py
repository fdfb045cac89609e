"""Contexts: what each message of ours says, from the ids in its Mail to names, words and links (`samples.py`).

Mails hold ids; `names` looks them up, and each other module here knows what one family of templates is given.
"""

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
    return values | _CONTEXTS.get(mail.template, further)(mail, names)


__all__ = ["House", "Names", "context"]
