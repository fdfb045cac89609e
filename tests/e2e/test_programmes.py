"""Further programmes, by real mail: Neighbourhood Watch, courses, and a made-up one of files and roster rows alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from email.message import EmailMessage
from pathlib import Path

import pytest

from mailbot.app.deployment import load
from mailbot.model.facts import ContactMade, CourseConfirmed, Engaged, Method, Outcome, VerdictGiven
from tests.e2e import client
from tests.e2e.bot import COORDINATOR, LIAISON, ROOT, Bot, RealPost, deployed, local
from tests.e2e.conftest import OFFICER, PLR
from tests.servers.dovecot import Dovecot

LEE = "lee.carter@watch.example"
ROBIN = "robin.ashe@watch.example"
WATCH = f"""council,programme,plr_name,plr_email,officer_name,officer_email,plan,every,since
Church Lane Watch,neighbourhood-watch,Lee Carter,{LEE},PCSO M. Lund,{OFFICER},second Tuesday,3 months,2025-01-01
Mill Road Watch,neighbourhood-watch,Robin Ashe,{ROBIN},PCSO M. Lund,{OFFICER},15,1 month,2025-01-01
"""

Starts = Callable[..., Bot]


@pytest.fixture
def start(tmp_path: Path, own_dovecot: Dovecot) -> Iterator[Starts]:
    """Starts a bot, on 29 May 2026, with a roster, some of our rules, and further files by their paths."""
    bots: list[Bot] = []

    def started(
        roster: str, rules: Sequence[str] = (), files: Mapping[str, str] | None = None, at: str = "2026-05-29 09:00"
    ) -> Bot:
        deployed(tmp_path, rules=(*rules, "reply-deadline"))
        (tmp_path / "templates").unlink()
        shutil.copytree(ROOT / "templates", tmp_path / "templates")
        for name, text in (files or {}).items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        bots.append(Bot(load(tmp_path / "config.toml"), RealPost(own_dovecot), local(at)))
        bots[-1].import_roster(roster)
        return bots[-1]

    yield started
    for bot in bots:
        bot.remove()


def all_of(mail: EmailMessage) -> str:
    """Everything that a reader can see of a mail: subject, sender, text and HTML."""
    html = mail.get_body(("html",))
    return f"{mail['Subject']} {mail['From']} {client.text_of(mail)} {html.get_content() if html else ''}"


def test_scheme_coordinators_meet_their_officer_as_often_as_the_two_agreed(start: Starts) -> None:
    bot = start(WATCH, ["neighbourhood-watch"])
    bot.turn("2026-06-01 09:06")
    [prompt] = bot.inbox(OFFICER)
    words = client.text_of(prompt)
    row = 1 if "1. Lee Carter" in words else 2
    bot.turn("2026-06-09 09:06")
    [reminder] = bot.inbox(OFFICER)
    assert "Lee Carter" in str(reminder["Subject"])
    bot.arrives(client.reply(OFFICER, prompt, f"MET {row} 9 June", bot.at), "2026-06-09 15:00")
    [contact] = bot.facts(ContactMade)
    assert contact.method is Method.IN_PERSON
    bot.turn("2026-06-15 09:06")
    for day in range(22, 31):
        bot.turn(f"2026-06-{day} 17:06")
    [check] = bot.inbox(ROBIN)
    bot.arrives(client.reply(ROBIN, check, "YES", bot.at), "2026-06-30 18:00")
    assert len(bot.facts(ContactMade)) == 2
    bot.turn("2026-07-06 09:06")
    outcomes = [(fact.rule, fact.outcome) for fact in bot.facts(VerdictGiven)]
    assert outcomes == [("neighbourhood-watch", Outcome.MET)] * 2
    bot.turn("2026-07-15 09:06")
    bot.inbox(OFFICER)
    bot.turn("2026-08-03 09:06")
    [august] = bot.inbox(OFFICER)
    assert "Robin Ashe, Mill Road Watch" in client.text_of(august)


def test_no_mail_of_neighbourhood_watch_says_plr(start: Starts) -> None:
    bot = start(WATCH, ["neighbourhood-watch"])
    bot.turn("2026-06-01 09:06")
    [prompt] = bot.inbox(OFFICER)
    to_lee, *_ = client.links(prompt, "subject=Church Lane Watch")
    bot.arrives(client.follow_link(OFFICER, to_lee, bot.at, text="When shall we meet?"), "2026-06-02 10:00")
    [written] = bot.inbox(LEE)
    bot.arrives(client.reply(LEE, written, "Could you come on Tuesday at ten?", bot.at), "2026-06-02 12:00")
    bot.arrives(client.new(ROBIN, LIAISON, "Vans", "Could somebody look at the vans?", bot.at), "2026-06-02 13:00")
    row = 1 if "1. Lee Carter" in client.text_of(prompt) else 2
    bot.arrives(client.reply(OFFICER, prompt, f"PHONED {row} 1 June", bot.at), "2026-06-03 09:00")
    for day in range(8, 31):
        bot.turn(f"2026-06-{day:02} 17:06")
    seen = [mail for address in (OFFICER, LEE, ROBIN) for mail in map(client.parsed, bot.post.read(address))]
    templates = {str(mail["Subject"]) for mail in seen}
    assert len(templates) > 5
    assert [str(mail["Subject"]) for mail in seen if "PLR" in all_of(mail) or "Police Liaison" in all_of(mail)] == []
    assert any("[NW-" in str(mail["Subject"]) for mail in seen)


def test_an_answer_in_a_programme_without_a_date_promises_none(start: Starts) -> None:
    bot = start(WATCH, ["neighbourhood-watch"])
    bot.arrives(client.new(ROBIN, LIAISON, "Vans", "Could somebody look at the vans?", bot.at), "2026-06-02 13:00")
    [relayed] = [mail for mail in bot.inbox(OFFICER) if mail["Auto-Submitted"] is None]
    assert "answer by" not in str(relayed["Subject"])
    assert bot.inbox(ROBIN) == []


LEARNING = f"""council,plr_name,plr_email,officer_name,officer_email,role,since
Harpole Parish Council,Pat Hall,{PLR},PC A. Reed,{OFFICER},"PLR contact, first aider",2025-01-01
Wendle Parish Council,Lee Carter,{LEE},PC A. Reed,{OFFICER},PLR contact,2025-01-01
Marsh Parish Council,Robin Ashe,{ROBIN},PCSO M. Lund,m.lund@force.example,,2025-01-01
"""


def test_a_course_is_prompted_confirmed_and_asked_for_again_a_year_later(start: Starts) -> None:
    bot = start(LEARNING, ["annual-e-learning"], at="2025-05-29 09:00")
    bot.turn("2025-06-30 09:06")
    [prompt] = bot.inbox(OFFICER)
    assert "Please complete e-learning by Tue 29 July" in str(prompt["Subject"])
    [link] = client.links(prompt, "CONFIRMED 1")
    bot.arrives(client.follow_link(OFFICER, link, bot.at), "2025-07-01 10:00")
    [noted] = bot.inbox(OFFICER)
    assert "Wednesday 1 July 2026" in client.text_of(noted)
    [fact] = bot.facts(CourseConfirmed)
    assert fact.course == "e-learning"
    bot.turn("2025-08-04 08:36")
    [verdict] = bot.facts(VerdictGiven)
    assert (verdict.rule, verdict.outcome) == ("annual-e-learning", Outcome.MET)
    bot.turn("2026-06-01 12:06")
    [again] = bot.inbox(OFFICER)
    bot.turn("2026-07-01 12:10")
    bot.turn("2026-07-02 08:36")
    *_, digest = bot.inbox(COORDINATOR)
    words = client.text_of(digest)
    assert "e-learning" in words and "PC A. Reed" in words
    bot.arrives(client.reply(OFFICER, again, "CONFIRMED e-learning 2 July", bot.at), "2026-07-02 11:00")
    bot.turn("2026-07-06 08:36")
    assert [verdict.outcome for verdict in bot.facts(VerdictGiven)] == [Outcome.MET, Outcome.LATE]


RBW_PROMPT = """\
---
subject: Farms to call this quarter{% if rows | length == 1 %}: {{ rows[0].council }}{% endif %}
preheader: A call to each is enough.
reader: officer
---
Dear {{ reader_name }},

**Please call each of these farms once this quarter.**

{% for row in rows %}
- {{ row.council }}: [{{ row.plr_name }}]({{ row.reply_href }}), [called]({{ row.phoned_href }})
{% endfor %}

You get this email because you are the rural officer of {{ organisation }}.
"""
RBW_CHECK = """\
---
subject: Has {{ officer_name }} called {{ council }}?
preheader: A yes or a no is enough.
reader: plr
---
Dear {{ plr_name }},

**Has {{ officer_name }} called you this quarter?** It was to be by {{ due_by | day }}.

[Yes]({{ yes_href }} "YES")

[No]({{ no_href }} "NO")

{% include "_signposts" %}

You get this email because {{ council }} belongs to the Rural Business Watch.
"""
RBW = """\
title  = "Rural officers call every farm of the Rural Business Watch once a quarter"
source = "Agreement of the Rural Business Watch"
programmes = ["rural-business-watch"]
each   = "period"
owner  = "officer"
due    = "end of period"
met_by = ["contact"]
settles = "3 working days"

[[step]]
name = "prompt"
at   = "start"
send = "farms-to-call"
to   = "officer"
together = "recipient"

[[step]]
name = "check"
at   = "5 working days before due"
send = "farm-called"
to   = "plr"
"""
RBW_COURSE = """\
title  = "Rural officers pass the livestock course once"
source = "Agreement of the Rural Business Watch"
programmes = ["rural-business-watch"]
each   = "person"
role   = "rural officer"
course = "livestock"
owner  = "officer"
due    = "3 months"
met_by = ["confirmed"]

[[step]]
name = "prompt"
at   = "1 month before due"
send = "course-prompt"
to   = "officer"

[[step]]
name = "lapsed"
at   = "due"
escalate = "livestock course not passed"
"""
FARMS = f"""council,programme,plr_name,plr_email,officer_name,officer_email,role,every,since
Hill Farm,rural-business-watch,Lee Carter,{LEE},PC A. Reed,{OFFICER},rural officer,3 months,2025-01-01
Mill Farm,rural-business-watch,Robin Ashe,{ROBIN},PC A. Reed,{OFFICER},rural officer,3 months,2025-01-01
"""


def test_a_further_programme_is_rule_files_templates_and_roster_rows_and_no_code(start: Starts) -> None:
    files = {
        "templates/farms-to-call.md": RBW_PROMPT,
        "templates/farm-called.md": RBW_CHECK,
        "rules/farms-called.toml": RBW,
        "rules/livestock-course.toml": RBW_COURSE,
    }
    bot = start(FARMS, files=files)
    bot.turn("2026-06-01 09:06")
    [prompt] = bot.inbox(OFFICER)
    assert str(prompt["Subject"]) == "Farms to call this quarter"
    hill = 1 if client.text_of(prompt).index("Hill Farm") < client.text_of(prompt).index("Mill Farm") else 2
    bot.arrives(client.reply(OFFICER, prompt, f"PHONED {hill} 3 June", bot.at), "2026-06-03 15:00")
    [noted] = bot.inbox(OFFICER)
    assert "phoned Lee Carter" in client.text_of(noted)
    bot.turn("2026-07-29 09:06")
    [course] = bot.inbox(OFFICER)
    bot.arrives(client.reply(OFFICER, course, "CONFIRMED", bot.at), "2026-07-30 10:00")
    bot.turn("2026-08-24 17:06")
    [check] = bot.inbox(ROBIN)
    assert str(check["Subject"]).startswith("Has PC A. Reed called Mill Farm? [RBW-")
    assert "Tuesday 1 September 2026" in client.text_of(check)
    assert bot.inbox(LEE) == []
    bot.arrives(client.reply(ROBIN, check, "NO", bot.at), "2026-08-25 09:00")
    bot.turn("2026-09-04 17:06")
    bot.turn("2026-09-07 08:36")
    [digest] = bot.inbox(COORDINATOR)
    assert "Mill Farm" in client.text_of(digest) and "Hill Farm" not in client.text_of(digest)
    outcomes = sorted((fact.rule, fact.outcome.value) for fact in bot.facts(VerdictGiven))
    assert outcomes == [("farms-called", "lapsed"), ("farms-called", "met"), ("livestock-course", "met")]


def test_an_officer_records_contact_with_a_group_and_takes_it_back(start: Starts) -> None:
    bot = start(LEARNING)
    words = "ENGAGED Harpole Mosque 12 June 40 people, open day"
    bot.arrives(client.new(OFFICER, LIAISON, "Open day", words, bot.at), "2026-06-15 10:00")
    [fact] = bot.facts(Engaged)
    assert (fact.on.isoformat(), fact.people) == ("2026-06-12", 40)
    [noted] = bot.inbox(OFFICER)
    assert "Harpole Mosque" in client.text_of(noted) and "40 people" in client.text_of(noted)
    [undo] = client.links(noted, "UNDO")
    bot.arrives(client.follow_link(OFFICER, undo, bot.at), "2026-06-15 10:05")
    assert bot.service.books.state.engaged == []
