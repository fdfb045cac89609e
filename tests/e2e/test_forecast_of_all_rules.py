"""Every rule is foretold: a county in which each of them has something to say in the weeks to come, and nobody writes.

What then happens is the same list: the same minute, reader, template and rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from mailbot.app.deployment import load
from tests.e2e import client
from tests.e2e.bot import COORDINATOR, LIAISON, ROOT, Bot, EmbeddedPost, deployed, local
from tests.e2e.hands import Links
from tests.e2e.quarter import Quarter
from tests.e2e.quarter_script import SCRIPT
from tests.e2e.test_beginnings import bounced
from tests.e2e.test_quarter import lived
from tests.e2e.unwritten import Days, days_without_a_word
from tests.policy.test_introduction_notice import with_notice
from tests.servers.certificates import Certificates

PAT, LINDSAY, DEV, KIM = "pat@harpole.example", "lindsay@wendle.example", "dev@marsh.example", "kim@fenby.example"
SAL, LEE, VIC, UNA = "sal@brinton.example", "lee@watch.example", "vic@aldby.example", "una@selham.example"
MORGAN, ALEX, JO, ROBIN = "clerk@harpole.example", "clerk@marsh.example", "clerk@brinton.example", "robin@post.example"
REED, LUND, AMES = "a.reed@force.example", "m.lund@force.example", "b.ames@force.example"
DEPUTY, CHIEF = "deputy@force.example", "chief@force.example"
EVERYBODY = [
    *(PAT, LINDSAY, DEV, KIM, SAL, LEE, VIC, UNA, MORGAN, ALEX, JO, ROBIN, REED, LUND, AMES, DEPUTY, CHIEF, COORDINATOR)
]
CONFIG = {
    "# live_from = 2026-06-01": "live_from = 2026-05-01",
    '# deputy_address = ""  ': f'deputy_address = "{DEPUTY}"  ',
    '# answers_to = ""  ': f'answers_to = "{CHIEF}"  ',
}
HEAD = (
    "council,programme,plr_name,plr_email,clerk_name,clerk_email,officer_name,officer_email,team,role,plan,since,"
    "last_meeting\n"
)
ROSTER = f"""{HEAD}\
Harpole Parish Council,plr,Pat Hall,{PAT},M. Birch,{MORGAN},PC A. Reed,{REED},East,PLR contact,15,2025-01-01,2025-09-24
Wendle Parish Council,plr,Lindsay Marsh,{LINDSAY},,,PC A. Reed,{REED},East,,second Tuesday,2025-01-01,2026-04-01
Marsh Parish Council,plr,Dev Anand,{DEV},Alex Pine,{ALEX},PCSO M. Lund,{LUND},West,,,2025-01-01,2025-07-20
Fenby Parish Meeting,plr,Kim Ash,{KIM},,,PC B. Ames,{AMES},North,,31,2025-01-01,2026-04-01
Brinton Town Council,plr,Sal Ivey,{SAL},Jo Field,{JO},PC B. Ames,{AMES},North,,,2025-01-01,2026-04-01
Church Lane Watch,neighbourhood-watch,Lee Carter,{LEE},,,PCSO M. Lund,{LUND},West,,20,2025-01-01,
"""
VACANT = f"""Thornbeck Parish Council,plr,Ash Reeve,ash@thornbeck.example,,,,,South,,,2026-06-01,
Orston Parish Council,plr,,,,,PCSO M. Lund,{LUND},West,,,2026-06-01,
"""
JUST_BEGUN = f"""Aldby Parish Council,plr,Vic Dunn,{VIC},,,PCSO M. Lund,{LUND},West,,,2026-06-01,
Selham Parish Council,plr,Una Fox,{UNA},,,PCSO M. Lund,{LUND},West,,,2025-01-01,
"""
DAYS = 49
RULES = {path.stem for path in (ROOT / "rules").glob("*.toml")}


class County:
    """A fortnight of June in which people wrote of much that is to come."""

    def __init__(self, directory: Path) -> None:
        deployed(directory, CONFIG, rules=sorted(RULES))
        (directory / "rules" / "introduction.toml").write_text(with_notice(), encoding="utf-8")
        self.directory = directory
        self.bot = Bot(load(directory / "config.toml"), EmbeddedPost(EVERYBODY), local("2026-05-01 09:00"))

    def writes(self, sender: str, text: str, at: str, subject: str = "A word") -> EmailMessage:
        """Write to the mailbox, and give the last mail that comes back."""
        self.bot.arrives(client.new(sender, LIAISON, subject, text, local(f"2026-{at}")), f"2026-{at}")
        return self.bot.inbox(sender)[-1]

    def replies(self, sender: str, to: EmailMessage, text: str, at: str) -> EmailMessage:
        """Answer a mail, and give the last mail that comes back."""
        self.bot.arrives(client.reply(sender, to, text, local(f"2026-{at}")), f"2026-{at}")
        return self.bot.inbox(sender)[-1]

    def passed_on(self, to: str, subject: str) -> EmailMessage:
        """Give the mail of a PLR that an officer has, by its subject."""
        return next(mail for mail in map(client.parsed, self.bot.post.read(to)) if subject in str(mail["Subject"]))

    def lives(self) -> None:
        """From 1 May to the evening of Friday 12 June."""
        self.begins()
        self.asks_for_answers()
        self.announces()
        self.ends_on_friday_evening()

    def begins(self) -> None:
        self.bot.import_roster(ROSTER)
        for day in ("05-01 09:00", "05-01 09:01", "05-04 09:06", "06-01 12:06", "06-04 09:06", "06-05 08:36"):
            self.bot.turn(f"2026-{day}")

    def asks_for_answers(self) -> None:
        """Questions that are late, on hold, held with their team, and simply open; a request; a dead address."""
        words = "Could somebody look at it, please? It is worse than last year."
        self.writes(KIM, words, "06-03 10:00", "Stile")
        self.writes(LINDSAY, words, "06-04 10:00", "Keys")
        self.replies(REED, self.passed_on(REED, "Keys"), "HOLD until 22 June waiting for the county", "06-05 09:30")
        self.writes(KIM, "MEETING\n\nAbout the parking.", "06-05 10:00")
        self.writes(DEV, "MEETING 24 June\n\nAbout the sheds.", "06-05 11:00", "Sheds")
        self.replies(LUND, self.passed_on(LUND, "Sheds"), "ARRANGED 24 June 7pm", "06-08 09:30")
        self.bot.arrives(bounced(self.bot.inbox(LEE)[-1]), "2026-06-08 10:00")
        self.writes(PAT, words, "06-09 10:00", "Hedge")
        self.bot.import_roster(ROSTER + VACANT)
        self.bot.turn("2026-06-10 09:06")
        self.bot.turn("2026-06-10 17:06")
        self.writes(DEV, words, "06-11 10:00", "Lamp")

    def announces(self) -> None:
        """Absences, changes and holds that begin and end; a concern; a line of the digest that is put off."""
        self.bot.turn("2026-06-11 08:36")
        digest = self.bot.inbox(COORDINATOR)[-1]
        self.replies(COORDINATOR, digest, "SNOOZE 1 until 24 June", "06-11 10:10")
        self.writes(KIM, "CONCERN\n\nNobody has been to see us.", "06-11 11:00")
        self.writes(COORDINATOR, "HOLD TEAM West, a flood, until 19 June", "06-12 09:30")
        self.writes(COORDINATOR, "REASSIGN Wendle to PCSO Lund from 1 July", "06-12 09:40")
        self.writes(AMES, "AWAY 22 June to 3 July", "06-12 09:50")
        self.writes(REED, "AWAY 6 to 10 July cover PCSO Lund", "06-12 10:00")
        self.writes(DEV, "AWAY 20 to 31 July", "06-12 10:10")
        change = self.writes(PAT, f"CHANGE Robin Ames {ROBIN} from 29 June", "06-12 11:00")
        self.replies(PAT, change, "YES", "06-12 11:10")
        self.writes(DEV, "CHANGE Quinn Ray quinn@marsh.example from 8 July", "06-12 15:00")

    def ends_on_friday_evening(self) -> None:
        """New pairs, a PLR who has left, and news whose ten minutes run."""
        self.writes(SAL, "LEFT", "06-12 19:00")
        self.bot.at = local("2026-06-12 19:40")
        self.bot.import_roster(ROSTER + VACANT + JUST_BEGUN)
        draft = self.writes(REED, "NEWS Surgery on Saturday\n\nAt the library from ten.", "06-12 19:50")
        self.replies(REED, draft, "SEND", "06-12 19:55")
        self.bot.turn("2026-06-12 19:58")


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    """Ids are drawn alike each time: what is spread by them falls on no other day, in one mail with something else."""
    with pytest.MonkeyPatch.context() as drawn:
        drawn.setattr("mailbot.model.ids.secrets.token_bytes", Random(1).randbytes)
        lived = County(tmp_path_factory.mktemp("county") / "deployment")
        lived.lives()
    yield lived
    lived.bot.remove()


@pytest.fixture(scope="module")
def ledger(county: County) -> str:
    """Everything that lies in the directory of the deployment before anything is foretold."""
    return _bytes_in(county.directory)


@pytest.fixture(scope="module")
def days(county: County, ledger: str, tmp_path_factory: pytest.TempPathFactory) -> Days:
    return days_without_a_word(county.directory, tmp_path_factory.mktemp("copy") / "deployment", county.bot.at, DAYS)


def _bytes_in(directory: Path) -> str:
    digest = sha256()
    for path in sorted(path for path in directory.rglob("*") if path.is_file()):
        digest.update(f"{path} {path.stat().st_size}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def test_what_then_happens_is_what_was_forecast_of_every_rule(days: Days) -> None:
    assert days.happened == sorted(days.foretold)
    assert [left.minute for left in days.foretold] == sorted(left.minute for left in days.foretold)
    written = {rule for left in days.happened for rule in left.rules.split(", ")}
    assert RULES - written == {"absence", "repeated-delay"} <= days.rules  # these tell the coordinator alone


def test_the_forecast_of_a_whole_county_stores_and_sends_nothing(county: County, ledger: str, days: Days) -> None:
    assert days.foretold
    assert _bytes_in(county.directory) == ledger
    assert all(county.bot.inbox(address) == [] for address in (DEPUTY, CHIEF, UNA, VIC))


def at(days: Days, to: str, template: str) -> list[str]:
    """Give the days and minutes for which somebody is foretold a mail of a template."""
    return [left.minute.removeprefix("2026-") for left in days.foretold if (left.to, left.template) == (to, template)]


def test_it_knows_what_begins_and_ends_on_the_way(days: Days) -> None:
    """News in its ten minutes, holds, absences, changes of people, a meeting whose day passes, who is asked next."""
    assert at(days, PAT, "")[0] == at(days, LINDSAY, "")[0] == "06-12 20:10"
    assert at(days, DEPUTY, "concern-waiting") == ["06-15 17:05"]
    assert at(days, CHIEF, "concern-waiting") == ["06-18 17:05"]
    assert at(days, JO, "new-plr-asked") == ["06-15 08:00", "06-18 09:05"]
    assert at(days, LINDSAY, "reply-date-passed") == ["06-25 17:05"]
    assert at(days, DEV, "reply-date-passed") == ["06-25 17:05"]
    assert at(days, ROBIN, "hand-over") == at(days, PAT, "plr-no-more") == ["06-29 09:00"]
    assert at(days, ROBIN, "introduction") == ["07-01 17:00"]
    assert at(days, REED, "no-longer-yours") == ["07-01 09:00"]
    assert at(days, LUND, "meeting-after") == ["07-02 09:05"]
    assert at(days, LUND, "answer-due") == ["07-06 09:05"]
    assert len(at(days, ALEX, "contact-check")) == 1 and len(at(days, DEV, "contact-check")) == 1


@pytest.mark.soak
@pytest.mark.timeout(600)
def test_the_same_holds_at_every_turn_of_a_quarter(tmp_path: Path, certificates: Certificates) -> None:
    """Beginning in the middle of whatever is going on."""
    turns: list[Days] = []

    def then(scene: Callable[[Quarter], None]) -> Callable[[Quarter], None]:
        def played(quarter: Quarter) -> None:
            scene(quarter)
            turns.append(days_without_a_word(tmp_path / "q", tmp_path / scene.__name__, quarter.bot.at, DAYS))

        return played

    lived(tmp_path / "q", certificates, Links(), [then(scene) for scene in SCRIPT])
    assert [sorted(turn.foretold) for turn in turns] == [turn.happened for turn in turns]
    assert len(turns) == len(SCRIPT)
