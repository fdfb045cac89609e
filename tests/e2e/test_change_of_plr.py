"""A change of PLR, by real mail: announced ahead, confirmed, carried out and handed over; a PLR who has left."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from mailbot.app.forecast import forecast
from mailbot.model.facts import (
    LiaisonChanged,
    MailFailed,
    MessageHeld,
    PlrChangeConfirmed,
    PlrChangeProposed,
    PlrChangeRefused,
    PlrLeft,
    QuestionAsked,
    StepTaken,
)
from tests.e2e import client
from tests.e2e.bot import COORDINATOR, LIAISON, Bot, RealPost, deployed, local
from tests.e2e.conftest import OFFICER, PLR
from tests.servers.dovecot import Dovecot

CLERK = "clerk@harpole-pc.example"
ROBIN = "robin.ames@harpole-pc.example"
DALE, MARSH = "j.dale@force.example", "lindsay.marsh@wendle-pc.example"
ROSTER = f"""council,plr_name,plr_email,officer_name,officer_email,clerk_name,clerk_email,since
Harpole Parish Council,Pat Hall,{PLR},PC A. Reed,{OFFICER},Morgan Birch,{CLERK},2025-01-01
Wendle Parish Council,Lindsay Marsh,{MARSH},PCSO J. Dale,{DALE},Lindsay Marsh,{MARSH},2025-01-01
"""
RULES = ("change-of-plr", "introduction", "missing-plr", "named-contact", "reply-deadline")


@pytest.fixture
def bot(tmp_path: Path, own_dovecot: Dovecot) -> Iterator[Bot]:
    started = Bot(deployed(tmp_path, rules=RULES), RealPost(own_dovecot), local("2026-06-02 10:00"))
    started.import_roster(ROSTER)
    yield started
    started.remove()


def writes(bot: Bot, sender: str, text: str, at: str, *, subject: str = "The police contact") -> None:
    bot.arrives(client.new(sender, LIAISON, subject, text, local(at)), at)


def replies(bot: Bot, sender: str, to_mail: EmailMessage, text: str, at: str) -> None:
    bot.arrives(client.reply(sender, to_mail, text, local(at)), at)


def subjects(bot: Bot, address: str) -> list[str]:
    return [str(mail["Subject"]) for mail in bot.inbox(address)]


def asks(bot: Bot, at: str = "2026-06-02 11:00") -> EmailMessage:
    """Have Pat ask something, and give what the officer reads."""
    writes(bot, PLR, "Could somebody look at the hedge? It is Mrs Lowe's.", at, subject="Hedge on Church Lane")
    bot.inbox(PLR)
    return bot.inbox(OFFICER)[-1]


def named(bot: Bot, address: str, words: str) -> EmailMessage:
    """Give the one new mail whose subject has these words."""
    [found] = [mail for mail in bot.inbox(address) if words in str(mail["Subject"])]
    return found


def plrs(bot: Bot) -> dict[str, str]:
    """The address of each PLR on the roster, by council."""
    people = bot.service.ledger.person
    rows = bot.service.books.state.roster().values()
    councils = bot.service.ledger.council
    return {councils(row.council).name: people(row.plr or "").address for row in rows}  # type: ignore[union-attr]


def test_a_change_that_is_announced_ahead_holds_from_its_day_and_hands_over_what_is_open(bot: Bot) -> None:
    hedge = asks(bot, "2026-06-26 11:00")
    writes(bot, PLR, f"CHANGE Robin Ames {ROBIN} from 1 July", "2026-06-26 12:00")
    asked = named(bot, PLR, "Robin Ames")
    assert "Wednesday 1 July 2026" in client.text_of(asked)
    assert bot.facts(PlrChangeConfirmed) == []
    replies(bot, PLR, asked, "YES", "2026-06-26 12:10")
    noted = named(bot, PLR, "Noted")
    assert "May Robin Ames read what you wrote" in client.text_of(noted)
    assert "from Wed 1 July" in str(named(bot, OFFICER, "new PLR")["Subject"])
    foretold = {found.template: found.at for found in forecast(bot.deployment, bot.at, days=7)}
    assert {foretold[name].date().isoformat() for name in ("hand-over", "introduction")} == {"2026-07-01"}
    bot.turn("2026-07-01 08:59")
    assert plrs(bot)["Harpole Parish Council"] == PLR
    bot.inbox(OFFICER), bot.inbox(PLR)
    bot.turn("2026-07-01 09:00")
    assert plrs(bot)["Harpole Parish Council"] == ROBIN
    over = named(bot, PLR, "no longer")
    assert "Robin Ames" in client.text_of(over)
    to_robin = bot.inbox(ROBIN)
    assert any("PC A. Reed" in str(mail["From"]) for mail in to_robin)
    [summary] = [mail for mail in to_robin if "What is open" in str(mail["Subject"])]
    text = client.text_of(summary)
    assert "Hedge on Church Lane" in text
    assert "Friday 3 July 2026" in text
    assert "Mrs Lowe" not in "".join(client.text_of(mail) for mail in to_robin)
    replies(bot, OFFICER, hedge, "Highways will cut it.", "2026-07-01 11:00")
    [answer] = bot.inbox(ROBIN)
    assert client.text_of(answer).startswith("Highways will cut it.")
    assert bot.inbox(PLR) == []


def test_mail_about_a_question_that_was_handed_over_greets_the_new_plr_and_names_who_asked(bot: Bot) -> None:
    asks(bot)
    bot.import_roster(ROSTER.replace(f"Pat Hall,{PLR}", f"Robin Ames,{ROBIN}"))
    bot.turn("2026-06-05 09:06")
    reminder = named(bot, OFFICER, "Robin Ames is waiting for your answer")
    assert "Write to Robin Ames" in client.text_of(reminder)
    bot.inbox(ROBIN)
    bot.turn("2026-06-09 17:06")
    passed = named(bot, ROBIN, "Pat Hall’s message to PC A. Reed has not been forgotten")
    assert client.text_of(passed).startswith("Dear Robin Ames,")
    assert "the answer to Pat Hall’s message “Hedge on Church Lane”" in client.text_of(passed)
    replies(bot, OFFICER, reminder, "ANSWERED", "2026-06-10 10:00")
    told = named(bot, ROBIN, "Pat Hall’s message has been answered")
    assert client.text_of(told).startswith("Dear Robin Ames,")
    replies(bot, ROBIN, told, "NOT ANSWERED", "2026-06-10 11:00")
    assert "Robin Ames, Harpole Parish Council, is still waiting" in client.text_of(bot.inbox(OFFICER)[-1])


def test_a_clerk_who_reads_for_a_plr_is_greeted_by_their_own_name(bot: Bot) -> None:
    asks(bot)
    writes(bot, PLR, "AWAY 8 to 19 June", "2026-06-05 10:00")
    bot.inbox(CLERK)
    bot.turn("2026-06-09 17:06")
    passed = named(bot, CLERK, "Pat Hall’s message to PC A. Reed has not been forgotten")
    assert client.text_of(passed).startswith("Dear Morgan Birch,")


def test_without_a_word_on_it_what_was_written_stays_with_its_writer(bot: Bot) -> None:
    asks(bot)
    writes(bot, PLR, f"CHANGE Robin Ames {ROBIN}", "2026-06-02 12:00")
    replies(bot, PLR, named(bot, PLR, "Robin Ames"), "YES", "2026-06-02 12:10")
    assert plrs(bot)["Harpole Parish Council"] == ROBIN
    assert "Mrs Lowe" not in "".join(map(client.text_of, bot.inbox(ROBIN)))


def test_what_was_written_is_passed_on_where_its_writer_agreed(bot: Bot) -> None:
    asks(bot, "2026-06-29 12:00")
    writes(bot, PLR, f"CHANGE Robin Ames {ROBIN} from 1 July", "2026-06-29 12:30")
    replies(bot, PLR, named(bot, PLR, "Robin Ames"), "YES", "2026-06-29 12:40")
    replies(bot, PLR, named(bot, PLR, "Noted"), "YES", "2026-06-29 12:50")
    named(bot, PLR, "what you wrote may be passed on")
    bot.turn("2026-07-01 09:01")
    hedges = [mail for mail in bot.inbox(ROBIN) if "Hedge on Church Lane" in str(mail["Subject"])]
    assert [client.text_of(mail) for mail in hedges] == ["Could somebody look at the hedge? It is Mrs Lowe's."]


def test_in_between_mail_goes_to_whoever_is_named_for_exactly_that_time(bot: Bot) -> None:
    hedge = asks(bot)
    jo = "jo.hart@harpole-pc.example"
    writes(bot, PLR, f"CHANGE Robin Ames {ROBIN} from 8 June, meanwhile Jo Hart {jo}", "2026-06-02 12:00")
    replies(bot, OFFICER, hedge, "Still Pat's to read.", "2026-06-02 12:05")
    asked, answer = bot.inbox(PLR)
    assert client.text_of(answer).startswith("Still Pat's")
    assert "Jo Hart, jo.hart@harpole-pc.example" in client.text_of(asked)
    replies(bot, PLR, asked, "YES", "2026-06-02 12:10")
    replies(bot, OFFICER, hedge, "Highways will cut it.", "2026-06-05 11:00")
    [answer] = bot.inbox(jo)
    assert client.text_of(answer).startswith("Highways will cut it.")
    replies(bot, jo, answer, "When will that be?", "2026-06-05 12:00")
    assert "When will that be?" in client.text_of(bot.inbox(OFFICER)[-1])
    bot.inbox(jo)
    bot.turn("2026-06-08 09:01")
    replies(bot, OFFICER, hedge, "It is cut.", "2026-06-08 11:00")
    assert any(client.text_of(mail).startswith("It is cut.") for mail in bot.inbox(ROBIN))
    assert bot.inbox(jo) == []


def test_a_change_from_another_address_is_asked_at_the_one_on_record_then_of_the_clerk(bot: Bot) -> None:
    writes(bot, "r.ames@post.example", f"CHANGE Harpole Parish Council: Robin Ames {ROBIN}", "2026-06-02 12:00")
    asked = named(bot, PLR, "Robin Ames")
    assert "r.ames@post.example, an address that we do not know" in client.text_of(asked)
    replies(bot, "r.ames@post.example", asked, "YES", "2026-06-02 12:30")
    assert bot.facts(PlrChangeConfirmed) == []
    bot.turn("2026-06-04 17:10")
    bot.turn("2026-06-05 09:01")
    asked = named(bot, CLERK, "Robin Ames")
    replies(bot, CLERK, asked, "YES", "2026-06-05 10:00")
    assert len(bot.facts(PlrChangeConfirmed)) == 1
    assert plrs(bot)["Harpole Parish Council"] == ROBIN


@pytest.mark.parametrize(("word", "plr"), [("APPROVE", ROBIN), ("REFUSE", PLR)])
def test_what_nobody_at_the_council_confirms_the_coordinator_decides(bot: Bot, word: str, plr: str) -> None:
    writes(bot, "r.ames@post.example", f"CHANGE Harpole: Robin Ames {ROBIN}", "2026-06-02 12:00")
    bot.turn("2026-06-05 09:01")
    bot.turn("2026-06-09 17:10")
    decide = named(bot, COORDINATOR, "Please decide")
    assert ROBIN in client.text_of(decide)
    replies(bot, COORDINATOR, decide, word, "2026-06-10 10:00")
    assert plrs(bot)["Harpole Parish Council"] == plr
    assert len(bot.facts(PlrChangeConfirmed)) + len(bot.facts(PlrChangeRefused)) == 1
    [answer] = bot.inbox(COORDINATOR)
    assert "Harpole Parish Council" in client.text_of(answer)


def test_a_no_changes_nothing(bot: Bot) -> None:
    writes(bot, "r.ames@post.example", f"CHANGE Harpole: Robin Ames {ROBIN}", "2026-06-02 12:00")
    replies(bot, PLR, named(bot, PLR, "Robin Ames"), "NO", "2026-06-02 12:10")
    assert "Nothing has changed" in client.text_of(named(bot, PLR, "Nothing has changed"))
    bot.turn("2026-06-12 09:01")
    assert plrs(bot)["Harpole Parish Council"] == PLR
    assert bot.inbox(CLERK) == []


def test_whoever_confirmed_a_change_may_take_it_back_until_its_day_by_no_and_by_yes_again(bot: Bot) -> None:
    writes(bot, PLR, f"CHANGE Robin Ames {ROBIN} from 1 July", "2026-06-02 12:00")
    asked = named(bot, PLR, "Robin Ames")
    replies(bot, PLR, asked, "YES", "2026-06-02 12:10")
    named(bot, OFFICER, "new PLR from Wed 1 July")
    replies(bot, PLR, asked, "NO", "2026-06-10 12:10")
    off = named(bot, PLR, "Nothing has changed")
    named(bot, OFFICER, "Pat Hall stays")
    replies(bot, PLR, off, "UNDO", "2026-06-10 12:20")
    named(bot, OFFICER, "new PLR from Wed 1 July")
    replies(bot, PLR, asked, "NO", "2026-06-10 12:30")
    bot.turn("2026-07-01 09:06")
    assert plrs(bot)["Harpole Parish Council"] == PLR
    assert bot.inbox(CLERK) == []
    assert bot.inbox(COORDINATOR) == []


def test_a_yes_that_is_undone_is_asked_of_nobody_else_and_may_be_given_again(bot: Bot) -> None:
    """Whoever gave notice withdrew it: neither the Clerk nor the coordinator is to decide on it."""
    writes(bot, PLR, f"CHANGE Robin Ames {ROBIN} from 1 July", "2026-06-02 12:00")
    asked = named(bot, PLR, "Robin Ames")
    replies(bot, PLR, asked, "YES", "2026-06-02 12:10")
    replies(bot, PLR, named(bot, PLR, "Noted"), "UNDO", "2026-06-10 12:10")
    for day in ("2026-06-10 12:20", "2026-06-17 09:06"):
        bot.turn(day)
    assert bot.inbox(CLERK) == []
    assert bot.inbox(COORDINATOR) == []
    replies(bot, PLR, asked, "YES", "2026-06-17 12:10")
    bot.turn("2026-07-01 09:06")
    assert plrs(bot)["Harpole Parish Council"] == ROBIN


def test_of_a_change_written_twice_nobody_is_asked_about_the_slip_once_the_other_is_confirmed(bot: Bot) -> None:
    writes(bot, PLR, f"CHANGE Robin Aimes {ROBIN} from 1 July", "2026-06-02 12:00")
    writes(bot, PLR, f"CHANGE Robin Ames {ROBIN} from 1 July", "2026-06-02 12:02")
    replies(bot, PLR, named(bot, PLR, "Robin Ames"), "YES", "2026-06-02 12:10")
    for day in ("2026-06-05 09:06", "2026-06-10 09:06", "2026-06-17 09:06"):
        bot.turn(day)
    assert bot.inbox(CLERK) == []
    assert bot.inbox(COORDINATOR) == []


def test_what_is_not_said_is_asked_for(bot: Bot) -> None:
    writes(bot, PLR, "CHANGE", "2026-06-02 12:00")
    asked = named(bot, PLR, "from when?")
    assert bot.facts(PlrChangeProposed) == []
    replies(bot, PLR, asked, f"CHANGE\nRobin Ames\n{ROBIN}\nfrom 1 July", "2026-06-02 12:10")
    assert "Wednesday 1 July 2026" in client.text_of(named(bot, PLR, "Robin Ames"))
    assert bot.inbox(OFFICER) == []


def test_she_has_left_stops_mail_at_once_and_the_clerk_then_the_coordinator_is_asked(bot: Bot) -> None:
    hedge = asks(bot)
    replies(bot, OFFICER, hedge, "We will look.", "2026-06-02 15:00")
    [answer] = bot.inbox(PLR)
    replies(bot, PLR, answer, "Hello, Pat Hall has left the council.\n\nKind regards\nThe office", "2026-06-03 10:00")
    assert len(bot.facts(PlrLeft)) == 1
    named(bot, PLR, "no longer write")
    bot.turn("2026-06-03 10:06")
    asked = named(bot, CLERK, "Who is the police contact")
    assert "has left" in client.text_of(asked)
    replies(bot, OFFICER, hedge, "Highways will cut it.", "2026-06-03 11:00")
    [answer] = bot.inbox(CLERK)
    assert client.text_of(answer).startswith("Highways will cut it.")
    bot.turn("2026-06-10 17:10")
    asked = named(bot, COORDINATOR, "Who is the police contact")
    replies(bot, COORDINATOR, asked, f"CHANGE Robin Ames {ROBIN}", "2026-06-11 10:00")
    assert plrs(bot)["Harpole Parish Council"] == ROBIN
    named(bot, COORDINATOR, "Approved")
    bot.turn("2026-06-11 10:10")
    assert any("PC A. Reed" in str(mail["From"]) for mail in bot.inbox(ROBIN))
    assert bot.inbox(PLR) == []


def test_at_an_address_of_several_plrs_whoever_is_named_has_left_and_nobody_else(bot: Bot) -> None:
    bot.import_roster(ROSTER.replace(PLR, MARSH), correct=True)
    bot.turn("2026-06-02 10:10")
    bot.inbox(MARSH)
    writes(bot, MARSH, "Hello, Pat Hall has left the council.\n\nLindsay", "2026-06-03 10:00")
    left = bot.facts(PlrLeft)
    roster = bot.service.books.state.liaisons
    councils = [bot.service.ledger.council(roster[fact.liaison].row.council) for fact in left]  # type: ignore[attr-defined]
    assert [council.name for council in councils if council] == ["Harpole Parish Council"]
    told = named(bot, MARSH, "no longer write to Pat Hall")
    assert "We will not write to Pat Hall again." in client.text_of(told)


def test_left_is_taken_back_by_back(bot: Bot) -> None:
    hedge = asks(bot)
    writes(bot, PLR, "LEFT", "2026-06-03 10:00")
    noted = named(bot, PLR, "no longer write")
    replies(bot, PLR, noted, "BACK", "2026-06-03 10:10")
    named(bot, PLR, "Pat Hall is the police contact")
    replies(bot, OFFICER, hedge, "Highways will cut it.", "2026-06-03 11:00")
    assert any(client.text_of(mail).startswith("Highways") for mail in bot.inbox(PLR))


def test_the_clerk_names_the_new_plr_in_answer_to_our_question(bot: Bot) -> None:
    writes(bot, CLERK, "LEFT", "2026-06-03 10:00")
    bot.turn("2026-06-03 10:06")
    asked = named(bot, CLERK, "Who is the police contact")
    replies(bot, CLERK, asked, f"CHANGE Robin Ames {ROBIN}", "2026-06-03 10:10")
    confirm = named(bot, CLERK, "Robin Ames")
    replies(bot, CLERK, confirm, "YES", "2026-06-03 10:20")
    assert plrs(bot)["Harpole Parish Council"] == ROBIN
    bot.turn("2026-06-12 09:01")
    assert not [fact for fact in bot.facts(StepTaken) if isinstance(fact, StepTaken) and "new PLR" in fact.escalates]


def test_without_another_clerk_the_coordinator_is_asked_at_once(bot: Bot) -> None:
    writes(bot, MARSH, "LEFT", "2026-06-03 10:00")
    assert "Sam Okafor" in client.text_of(named(bot, MARSH, "no longer write"))
    bot.turn("2026-06-03 10:06")
    assert "Wendle" in str(named(bot, COORDINATOR, "Who is the police contact")["Subject"])


def test_notice_without_a_name_sends_mail_to_the_clerk_from_that_day_who_is_then_asked(bot: Bot) -> None:
    hedge = asks(bot)
    writes(bot, PLR, "CHANGE from 8 June, not known yet who", "2026-06-02 12:00")
    replies(bot, PLR, named(bot, PLR, "leaving"), "YES", "2026-06-02 12:10")
    bot.inbox(PLR)
    replies(bot, OFFICER, hedge, "We will look.", "2026-06-05 11:00")
    assert len(bot.inbox(PLR)) == 1
    assert bot.inbox(CLERK) == []
    bot.turn("2026-06-08 09:01")
    named(bot, CLERK, "Who is the police contact")
    replies(bot, OFFICER, hedge, "It is cut.", "2026-06-08 11:00")
    assert [client.text_of(mail).splitlines()[0] for mail in bot.inbox(CLERK)] == ["It is cut."]


def test_the_coordinator_says_that_a_silent_plr_is_still_the_contact(bot: Bot) -> None:
    for day in ("2026-12-02 12:06", "2026-12-07 09:06", "2026-12-09 17:10"):
        bot.turn(day)
    asked = next(mail for mail in bot.inbox(COORDINATOR) if "contact of Harpole" in str(mail["Subject"]))
    [still] = client.links(asked, "still the contact")
    bot.arrives(client.follow_link(COORDINATOR, still, bot.at), "2026-12-10 10:00")
    assert "Noted: Pat Hall is the police contact of Harpole Parish Council" in subjects(bot, COORDINATOR)
    bot.turn("2026-12-17 17:10")
    digests = [client.text_of(mail) for mail in bot.inbox(COORDINATOR)]
    assert [words for words in digests if "Harpole" in words.partition("Resolved")[0]] == []


def test_late_mail_of_the_plr_before_reaches_the_officer_and_starts_no_clock(bot: Bot) -> None:
    hedge = asks(bot)
    bot.import_roster(ROSTER.replace(f"Pat Hall,{PLR}", f"Robin Ames,{ROBIN}"))
    bot.turn("2026-06-03 09:01")
    replies(bot, OFFICER, hedge, "It is cut.", "2026-06-03 11:00")
    bot.inbox(ROBIN), bot.inbox(OFFICER)
    before = len(bot.facts(QuestionAsked))
    writes(bot, PLR, "Could you look at the bus shelter too?", "2026-06-04 10:00", subject="Bus shelter")
    relayed, notice = sorted(bot.inbox(OFFICER), key=lambda mail: "Bus" not in str(mail["Subject"]))
    assert client.text_of(relayed) == "Could you look at the bus shelter too?"
    assert "no longer the PLR" in client.text_of(notice)
    assert len(bot.facts(QuestionAsked)) == before
    assert [fact.reason for fact in bot.facts(MessageHeld) if isinstance(fact, MessageHeld)] == ["former-plr"]
    replies(bot, OFFICER, relayed, "Yes, next week.", "2026-06-04 11:00")
    assert bot.inbox(ROBIN) == []
    assert [mail for mail in bot.inbox(PLR) if "next week" in client.text_of(mail)] == []


def test_an_import_that_names_another_plr_hands_over_as_an_announced_change_does(bot: Bot) -> None:
    asks(bot)
    bot.import_roster(ROSTER.replace(f"Pat Hall,{PLR}", f"Robin Ames,{ROBIN}"))
    bot.turn("2026-06-03 09:01")
    named(bot, ROBIN, "What is open for Harpole Parish Council")
    named(bot, PLR, "You are no longer the police contact of Harpole Parish Council")
    named(bot, OFFICER, "Robin Ames is now the PLR of Harpole Parish Council")
    history = [fact.plr for fact in bot.facts(LiaisonChanged) if isinstance(fact, LiaisonChanged)]
    assert len(set(history)) == 3


def test_a_new_address_of_the_same_plr_is_no_new_person(bot: Bot) -> None:
    new = "pat@harpole-pc.example"
    writes(bot, PLR, f"CHANGE Pat Hall {new}", "2026-06-02 12:00")
    replies(bot, PLR, named(bot, PLR, "new address"), "YES", "2026-06-02 12:10")
    assert plrs(bot)["Harpole Parish Council"] == new
    assert len(bot.facts(LiaisonChanged)) == 2
    assert any("Noted" in subject for subject in subjects(bot, new))


def test_an_address_that_does_not_exist_leads_to_the_clerk(bot: Bot) -> None:
    bot.turn("2026-06-02 10:05")
    hedge = asks(bot)
    post = bot.post
    assert isinstance(post, RealPost)
    post.smtp.refuse("550 5.1.1 there is no such mailbox")
    replies(bot, OFFICER, hedge, "Highways will cut it.", "2026-06-03 11:00")
    assert len(bot.facts(MailFailed)) == 1
    bot.turn("2026-06-03 11:10")
    assert "come back" in client.text_of(named(bot, CLERK, "Who is the police contact"))


def test_whoever_agrees_after_the_change_has_their_words_passed_on_then(bot: Bot) -> None:
    asks(bot)
    writes(bot, PLR, f"CHANGE Robin Ames {ROBIN}", "2026-06-02 12:00")
    replies(bot, PLR, named(bot, PLR, "Robin Ames"), "YES", "2026-06-02 12:10")
    noted = named(bot, PLR, "Noted")
    bot.turn("2026-06-02 12:20")
    bot.inbox(ROBIN)
    replies(bot, PLR, noted, "YES", "2026-06-03 10:00")
    [words] = bot.inbox(ROBIN)
    assert client.text_of(words) == "Could somebody look at the hedge? It is Mrs Lowe's."


def test_the_coordinator_makes_late_mail_a_question_by_linking_it(bot: Bot) -> None:
    bot.import_roster(ROSTER.replace(f"Pat Hall,{PLR}", f"Robin Ames,{ROBIN}"))
    bot.turn("2026-06-03 09:01")
    writes(bot, PLR, "Could you look at the bus shelter too?", "2026-06-04 10:00", subject="Bus shelter")
    bot.turn("2026-06-05 08:36")
    digest = bot.inbox(COORDINATOR)[-1]
    assert "no longer the PLR" in client.text_of(digest)
    replies(bot, COORDINATOR, digest, "LINK 1 to Harpole", "2026-06-05 09:00")
    [asked] = bot.facts(QuestionAsked)
    assert asked.happened_at == local("2026-06-04 10:00")
    assert "Bus shelter" in client.text_of(bot.inbox(COORDINATOR)[-1])


def test_a_clerk_of_several_councils_is_asked_which_one_and_their_change_goes_on_from_there(bot: Bot) -> None:
    sal = "sal.ivey@thornbeck-pc.example"
    bot.import_roster(ROSTER + f"Thornbeck Parish Council,Sal Ivey,{sal},PC A. Reed,{OFFICER},Morgan Birch,{CLERK},\n")
    writes(bot, CLERK, f"CHANGE Robin Ames {ROBIN}", "2026-06-03 10:00")
    which = named(bot, CLERK, "Which council")
    replies(bot, CLERK, which, "Thornbeck", "2026-06-03 10:10")
    replies(bot, CLERK, named(bot, CLERK, "Robin Ames"), "YES", "2026-06-03 10:20")
    assert (plrs(bot)["Thornbeck Parish Council"], plrs(bot)["Harpole Parish Council"]) == (ROBIN, PLR)
    writes(bot, CLERK, f"CHANGE Harpole Robin Ames {ROBIN}", "2026-06-04 10:00")
    replies(bot, CLERK, named(bot, CLERK, "Is Robin Ames to be"), "YES", "2026-06-04 10:20")
    rows = bot.service.books.state.roster().values()
    assert len({row.plr for row in rows}) == 2
