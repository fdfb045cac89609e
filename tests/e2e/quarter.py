"""A quarter lived by mail: the clock, everybody's inboxes, and what is true of every mail whatever happens."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage

from mailbot.model.mail import Mail
from tests.e2e import client
from tests.e2e.bot import LIAISON, LONDON, Bot, RealPost, local
from tests.e2e.hands import Hand, Wish

_LOOKS = ("08:36", "09:06", "17:06")
"""When time is looked at on each weekday, beside every mail that arrives."""


_NOT_DONE = ("which-plr", "first-line-unclear", "not-understood", "draft")
"""What answers a command that nobody could carry out."""


_AT_ONCE = ("introduction-to-officer", "introduction-notice")
"""What tells an officer of new people, when the roster changes."""


@dataclass(frozen=True)
class Sent:
    """One mail that left, and what the ledger says of it."""

    at: datetime
    to: str
    mail: EmailMessage
    of: Mail

    @property
    def templates(self) -> set[str]:
        """Every template of which something stands in it."""
        return {self.of.template or "relay", *_templates_in(self.of.data)}


class Quarter:
    """Plays a script by one hand."""

    def __init__(self, bot: Bot, hand: Hand) -> None:
        assert isinstance(bot.post, RealPost)
        self.bot, self.hand, self.smtp = bot, hand, bot.post.smtp
        self.sent: list[Sent] = []
        self.commands: list[tuple[str, str]] = []
        """Who gave which command."""
        self.unanswered: list[str] = []
        self._has_new: set[str] = set()
        self._inboxes: dict[str, list[EmailMessage]] = defaultdict(list)

    # Time

    def until(self, at: str) -> None:
        """Let time pass to a London time of 2026, such as `07-14 10:00`."""
        end = local(f"2026-{at}")
        while (look := self._next_look()) < end:
            self._turn(look)
        self._turn(end)

    def _next_look(self) -> datetime:
        day = self.bot.at.astimezone(LONDON).date()
        days = [on for n in range(4) if (on := day + timedelta(days=n)).weekday() < 5]
        looks = (local(f"{on} {look}") for on in days for look in _LOOKS)
        return next(look for look in looks if look > self.bot.at)

    def _turn(self, at: datetime) -> None:
        before = len(self.smtp.accepted)
        self.bot.turn(f"{at.astimezone(LONDON):%Y-%m-%d %H:%M}")
        if len(self.smtp.accepted) > before:
            self.bot.turn(f"{at.astimezone(LONDON):%Y-%m-%d %H:%M}")  # as half a minute later: more may follow from it
        self._note()

    # What people do

    def arrives(self, mail: EmailMessage) -> list[Sent]:
        """Let a mail arrive, two minutes after what was before; gives what it brought about."""
        before = len(self.sent)
        self.bot.at += timedelta(minutes=2)
        self.bot.post.send(mail, self.bot.at)
        self._turn(self.bot.at)
        if len(self.sent) == before:  # what it set going is due at the next look
            self._turn(self.bot.at)
        return self.sent[before:]

    def writes(self, sender: str, subject: str, text: str) -> list[Sent]:
        """Write to the mailbox itself."""
        return self.arrives(client.new(sender, LIAISON, subject, text, self.bot.at))

    def replies(self, sender: str, to: str | EmailMessage, text: str) -> list[Sent]:
        """Answer the last mail of a template, or a certain one."""
        return self.arrives(client.reply(sender, self._mail(sender, to), text, self.bot.at))

    def writes_to(self, sender: str, by: str, name: str, text: str) -> list[Sent]:
        """Write to somebody by the address that the last mail of a template has for them."""
        return self.arrives(self.hand.writes(sender, self._mail(sender, by), name, text, self.bot.at))

    def says(
        self, sender: str, to: str | EmailMessage, keyword: str, rest: str = "", *, about: str = "", note: str = ""
    ) -> list[Sent]:
        """Give a command as the mail shows it, or as the last HELP did; it is answered once."""
        helps = [one for one in ("help-plr", "help-officer", "help-coordinator") if self.has(sender, one)]
        helped = [self.last(sender, one) for one in helps]
        wish = Wish(keyword, about, rest, note)
        written = self.hand.command(sender, [self._mail(sender, to), *helped], wish, self.bot.at)
        before = len(self.sent)
        if not any(one.to == sender for one in self.arrives(written)):
            self.bot.at += timedelta(minutes=6)  # what a rule answers waits for the mailbox to be read (law 5)
            self._turn(self.bot.at)
        sent = self.sent[before:]
        self.commands.append((sender, keyword))
        mine = [one for one in sent if one.to == sender and one.of.template]
        answers = [one for one in mine if not one.of.causes or one.of.template == "new-plr-asked"]
        if len(answers) != 1 or answers[0].of.template in _NOT_DONE:
            said = client.text_of(written).splitlines()[:1]
            self.unanswered.append(f"{self.bot.at:%d %b} {sender} {said}: {[sorted(one.templates) for one in sent]}")
        return sent

    def chooses(self, sender: str, to: str, name: str) -> list[Sent]:
        """Choose one of what a mail lists."""
        return self.arrives(self.hand.chooses(sender, self.last(sender, to), name, self.bot.at))

    def types(self, sender: str, to: str | EmailMessage, line: str) -> list[Sent]:
        """Give a command in reply to what a person wrote, which has neither link nor hint (law 6)."""
        self.commands.append((sender, line.partition(" ")[0]))
        return self.replies(sender, to, line)

    # What they have got

    def inbox(self, address: str) -> list[EmailMessage]:
        """Read somebody's mail."""
        if address in self._has_new:
            self._has_new.remove(address)
            self._inboxes[address] += self.bot.inbox(address)
        return self._inboxes[address]

    def last(self, address: str, what: str, about: str = "") -> EmailMessage:
        """Give the last mail of a template that somebody has; or, after a tilde, with these words in its subject.

        `about` are words of its text, where one person has several at once, in an order of chance.
        """
        for mail in reversed([one for one in self.inbox(address) if about in client.text_of(one)]):
            if what.startswith("~") and what[1:] in str(mail["Subject"]):
                return mail
            if not what.startswith("~") and what in self._templates(mail):
                return mail
        raise AssertionError(f"{address} has no {what}: {[str(mail['Subject']) for mail in self.inbox(address)][-8:]}")

    def has(self, address: str, what: str) -> bool:
        """Whether somebody has had a mail of a template."""
        return any(what in self._templates(mail) for mail in self.inbox(address))

    def _mail(self, address: str, what: str | EmailMessage) -> EmailMessage:
        return self.last(address, what) if isinstance(what, str) else what

    def _templates(self, mail: EmailMessage) -> set[str]:
        return next((one.templates for one in self.sent if one.mail["Message-ID"] == mail["Message-ID"]), set())

    def _note(self) -> None:
        for submission in self.smtp.accepted[len(self.sent) :]:
            mail = client.parsed(submission.raw)
            entry = self.bot.service.ledger.mail_by_message_id(str(mail["Message-ID"]).strip("<>"))
            assert entry is not None
            [address] = submission.recipients
            self._has_new.add(address)
            self.sent.append(Sent(self.bot.at, address, mail, entry.mail))

    # What is true of all of it

    def used(self) -> set[str]:
        """Every template that somebody got something of."""
        return set().union(*(one.templates for one in self.sent))

    def a_day(self, address: str, *, at_once: bool = False) -> Counter[str]:
        """Count by days what comes to somebody unasked; `at_once` with what is passed on and tells of changes."""
        theirs = [one.of for one in self.sent if one.to == address]
        days = [f"{one.at.astimezone(LONDON):%m-%d}" for one in self.sent if one.to == address]
        return Counter(
            day
            for day, mail in zip(days, theirs, strict=True)
            if (mail.causes and mail.template and mail.template not in _AT_ONCE)
            or (at_once and (mail.relays or mail.causes))
        )


def _templates_in(data: object) -> Iterator[str]:
    if isinstance(data, Mapping):
        if isinstance(named := data.get("template"), str):
            yield named
        for value in data.values():
            yield from _templates_in(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _templates_in(value)
