"""Automatic replies that no field admits to: two signs, of the subject, of the text, and of how it was sent.

Must not decide by one of them: people write all of it too. The words are in `out_of_office`, the fields in
`machine_fields`; what a field does admit is for `kind`.
"""

from __future__ import annotations

import re

from mailbot.inbound.bounce_signs import is_impersonal, is_postmaster, speaks_of_your_mail
from mailbot.inbound.headers import Headers
from mailbot.inbound.machine_fields import is_answer, is_from_list, is_mailing, takes_no_replies
from mailbot.inbound.out_of_office import (
    acknowledges,
    asks_for_proof,
    begins_as_automatic,
    begins_with_thanks,
    calls_itself_automatic,
    fits_machine_subject,
    is_about_its_mailbox,
    is_absence_before_reply,
    is_absence_subject,
    is_acknowledgement_subject,
    is_bare_absence_subject,
    is_dated,
    is_machine_subject,
    is_notes_absence,
    promises_to_answer,
    speaks_of_absence,
)
from mailbot.model.understanding import Address

FIRST_WORDS = 300
MACHINES_SAY = (speaks_of_absence, begins_with_thanks, acknowledges, calls_itself_automatic)


def find_automatic(headers: Headers, text: str, sender: Address | None, weak: list[str]) -> list[str]:
    """Give the signs by which a message is an automatic reply, or none; `weak` are the marks in its fields."""
    subject = headers.text("subject")
    answers = is_answer(headers)
    if why := _by_subject(subject, text, answers=answers, marked=bool(weak)):
        return why
    if is_acknowledgement_subject(subject) and _acknowledges_in_nobodys_name(text, sender):
        return ["the text acknowledges something in nobody's name", "and so does the subject"]
    if begins_as_automatic(text) and (answers or weak or subject.lower().startswith("re:")):
        return ["the text begins by calling itself automatic", "and it answers something"]
    if sender and takes_no_replies(sender) and not is_mailing(headers):
        if calls_itself_automatic(text):
            return ["the text calls itself automatic", "and its sender takes no replies"]
        if "all" in headers.text("x-auto-response-suppress").lower() and not answers:
            return ["it wants no automatic reply", "and its sender takes no replies"]
    if begins_with_thanks(text) and calls_itself_automatic(text[:FIRST_WORDS]) and is_impersonal(text):
        return ["the text begins by thanking, and calls itself automatic", "in nobody's name"]
    if is_impersonal(text) and asks_for_proof(text):
        return ["the text holds a message until its sender proves to be a person", "in nobody's name"]
    if weak and not is_from_list(headers):
        if promises_to_answer(text) and speaks_of_absence(text) and "?" not in text[:FIRST_WORDS]:
            return ["the text speaks of an absence, and promises to answer", "and a field agrees"]
        if _acknowledges_in_nobodys_name(text, sender):
            return ["the text acknowledges something in nobody's name", "and a field agrees"]
        if is_about_its_mailbox(text) and is_impersonal(text):
            return ["the text tells of its mailbox, in nobody's name", "and a field agrees"]
    if sender and is_postmaster(sender) and calls_itself_automatic(text):
        return ["From: a mail system", "the text calls itself automatic"]
    return []


def _by_subject(subject: str, text: str, *, answers: bool, marked: bool) -> list[str]:
    is_machine = is_machine_subject(subject)
    if is_machine and (answers or marked or any(says(text) for says in MACHINES_SAY)):
        return ["Subject: as of an automatic reply", "and the text or a field agrees"]
    if is_machine and fits_machine_subject(subject, text):
        return ["Subject: as of an automatic reply", "and the text fits it"]
    if is_absence_before_reply(subject) and speaks_of_absence(text):
        return ["Subject: an absence before Re:", "and the text agrees"]
    if is_absence_subject(subject) and speaks_of_absence(text):
        if answers or marked:
            return ["Subject: as of an out-of-office", "and the text and a field agree"]
        if promises_to_answer(text) and not is_dated(subject) and "?" not in text[:FIRST_WORDS]:
            return ["Subject: as of an out-of-office", "and the text promises to answer"]
    if is_bare_absence_subject(subject) and _answers_in_an_absence(text, answers=answers, marked=marked):
        return ["Subject: an absence", "and the text agrees, and promises to answer"]
    if is_notes_absence(subject, text):
        return ["Subject: as of an out-of-office", "and the text is that of the same program"]
    if is_acknowledgement_subject(subject) and calls_itself_automatic(text[:FIRST_WORDS]):
        return ["the text begins by calling itself automatic", "and the subject acknowledges something"]
    return []


def _acknowledges_in_nobodys_name(text: str, sender: Address | None) -> bool:
    """Tell an office's acknowledgement from a person's, who signs with the first name in their From."""
    if not acknowledges(text) or not is_impersonal(text):
        return False
    first_name = re.match(r"[^\W\d_]{2,30}", sender.name) if sender else None
    if first_name is None:
        return True
    return re.search(rf"(?:^|[.!] ){first_name[0]}[.,!]?\s{{0,9}}$", text[: 5 * FIRST_WORDS], re.MULTILINE) is None


def _answers_in_an_absence(text: str, *, answers: bool, marked: bool) -> bool:
    if not (speaks_of_absence(text) and promises_to_answer(text)) or "?" in text[: 2 * FIRST_WORDS]:
        return False
    return marked or begins_with_thanks(text) or (answers and speaks_of_your_mail(text))
