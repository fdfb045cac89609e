"""The script of a quarter: what everybody does, month by month. It is the same for every hand."""

from __future__ import annotations

import csv
from datetime import UTC, datetime

from mailbot.app.roster import export_roster
from tests.e2e import calendars, client
from tests.e2e.bot import LIAISON, RealPost
from tests.e2e.quarter import Quarter, Sent
from tests.e2e.quarter_cast import (
    ADA,
    COORDINATOR,
    DALE,
    DEPUTY,
    DEV,
    HEADER,
    KIM,
    LEE,
    LINDSAY,
    LUND,
    NEW_ROWS,
    NIA,
    PAT,
    REED,
    ROBIN,
    STRANGER,
    roster,
)

CONCERN = "Nobody has been to see us since the spring."


def changed_roster(q: Quarter, *changes: tuple[str, str], new: bool = False) -> bytes:
    """Change the roster as it stands now, as the coordinator does who exports it first."""
    text = export_roster(q.bot.service.ledger, q.bot.service.books.state)
    if new:
        columns = next(csv.reader(text.splitlines()))
        rows = csv.DictReader([HEADER, *(f"{council},{row}" for council, row in NEW_ROWS.items())])
        text += "".join(",".join(row.get(column, "") for column in columns) + "\r\n" for row in rows)
    for old, changed in changes:
        assert old in text
        text = text.replace(old, changed)
    return text.encode()


def sends_roster(q: Quarter, csv: bytes) -> list[Sent]:
    """The coordinator attaches the roster to a mail."""
    mail = client.new(COORDINATOR, LIAISON, "The roster", "Please find it attached.", q.bot.at)
    mail.add_attachment(csv, "text", "csv", filename="roster.csv")
    return q.arrives(mail)


def begins(q: Quarter) -> None:
    """1 July: the coordinator sends the roster, and everybody is told."""
    sends_roster(q, roster((",plr,Pat Hall", ",plr,")))
    sends_roster(q, roster())
    q.says(COORDINATOR, "roster-offered", "REFUSE")
    sends_roster(q, roster())
    q.says(COORDINATOR, "roster-offered", "APPROVE")
    q.says(COORDINATOR, "roster-decided", "HELP")
    q.until("07-01 09:30")


def july_begins(q: Quarter) -> None:
    """1 and 2 July: prompts, contacts by every way, plans, help, status, groups."""
    q.until("07-01 10:00")
    q.says(REED, "monthly-prompt", "HELP")
    q.says(PAT, "launch", "HELP")
    q.says(PAT, "launch", "PLAN", "last Friday")
    q.says(REED, "monthly-prompt", "PHONED", "1 July", about="Thornbeck")
    q.says(REED, "monthly-prompt", "MET", about="Marsh Parish")
    q.says(REED, "contact-noted", "UNDO")
    q.says(REED, "monthly-prompt", "EMAILED", about="Wendle")
    q.says(REED, "monthly-prompt", "PLAN", "15", about="Marsh Parish Council")
    q.writes_to(REED, "monthly-prompt", "Pat Hall", "Dear Pat, how are things in Harpole?")
    q.says(REED, "monthly-prompt", "STATUS")
    q.says(REED, "help-officer", "ENGAGED", "Harpole Mosque 30 June 40 people")
    q.says(REED, "own-status", "PHONED", about="Marsh Parish", note="PHONED 99")


def questions(q: Quarter) -> None:
    """2 to 15 July: questions that are answered in every way, and two that are not."""
    q.until("07-02 10:00")
    q.replies(PAT, "launch", "Could somebody look at the hedge on Church Lane?")
    q.writes(LINDSAY, "Keys", "Could you tell us who holds the keys of the hall?")
    q.writes(KIM, "Lamp", "Could somebody look at the lamp in Mill Street?")
    q.writes(ADA, "Gate", "Could somebody look at the gate of the park?")
    q.until("07-06 10:00")
    q.says(REED, "monthly-prompt", "ANSWERED", about="Wendle")
    q.says(LINDSAY, "told-answered", "NOT ANSWERED", note="Nobody has told me who has them.")
    q.until("07-07 10:00")
    q.says(REED, "reply-reminder", "ANSWERED", about="hedge")
    q.says(REED, "answered-noted", "UNDO")
    q.says(REED, "reply-reminder", "HOLD", about="hedge")
    q.says(REED, "reply-reminder", "HOLD", "waiting for the county until 17 July", about="hedge")
    q.replies(REED, "hold-noted", "")
    q.writes_to(REED, "reply-reminder", "Lindsay Marsh", "The caretaker has the keys.")
    q.says(LUND, "reply-reminder", "NO REPLY NEEDED", "we spoke of it at the parish meeting", about="Gate")


def concern_and_news(q: Quarter) -> None:
    """8 to 17 July: a concern that waits, news, an absence, a stranger, and a digest that is answered line by line."""
    q.until("07-08 10:00")
    q.says(LUND, "introduction-to-officer", "HELP")
    q.says(DALE, "monthly-prompt", "HELP")
    q.says(KIM, "launch", "HELP")
    q.says(KIM, "help-plr", "CONCERN", note=CONCERN)
    q.says(REED, "help-officer", "NEWS", "Surgery on Saturday", note="I will be at the library from ten to twelve.")
    q.says(REED, "news-draft", "SEND")
    q.says(REED, "news-going", "UNDO")
    q.says(REED, "news-stopped", "SEND")
    q.says(DALE, "help-officer", "NEWS", "FORCE New priorities", note="Please see our new priorities.")
    q.says(COORDINATOR, "help-coordinator", "NEWS FORCE", "New priorities", note="Please see our new priorities.")
    q.says(COORDINATOR, "news-draft", "SEND")
    q.until("07-09 09:30")
    q.writes(REED, "The fair", "Could you tell me when the fair is?")
    q.replies(LUND, "monthly-prompt", "OFFICIAL-SENSITIVE\n\nThe warrant is for Monday.")
    q.until("07-10 09:30")
    q.writes(STRANGER, "Verge", "Could the verge in Brinton be cut too?")
    q.writes(f"Pat Hall <{STRANGER}>", "Ditch", "Could the ditch be cleared too?")
    q.writes(LINDSAY, "Bins", "Could somebody see who burns the bins?")
    q.writes(DEV, "Sheds", "Could somebody look at the sheds that were broken into?")
    q.chooses(DEV, "which-council", "Fenby")
    q.until("07-13 10:00")
    q.replies(DEPUTY, "relay", "I will ring you at noon, Kim.")
    q.says(COORDINATOR, "digest", "STATUS", "Brinton")
    q.says(COORDINATOR, "digest", "ACK", about="Lamp")
    q.says(COORDINATOR, "digest", "LINK", "to Brinton", about="Verge")
    q.says(COORDINATOR, "digest", "CLOSE", about="Ditch")
    q.types(COORDINATOR, "relay", "CLOSE")
    q.writes(KIM, "Fair", "Could somebody come to the fair?")
    q.until("07-14 10:00")
    q.replies(ADA, "acknowledgement", "We spoke of it at the last meeting.")
    q.until("07-15 10:00")
    q.says(LUND, "in-doubt", "NO REPLY NEEDED", "it was settled at the meeting", about="Ada Moss")
    q.until("07-16 10:00")
    q.replies(DALE, "reply-reminder", "HLOD waiting for the county")
    q.replies(DALE, "reply-reminder", "I will be at the fair from two.")
    q.says(DALE, "draft", "SEND")
    q.until("07-20 10:00")
    q.says(COORDINATOR, "digest", "SNOOZE", "until 22 July", about="Bins")
    q.says(COORDINATOR, "digest", "EXCUSE", "because the owner has seen to it", about="Sheds")
    q.says(COORDINATOR, "help-coordinator", "HOLD TEAM", "Harpole NPT, a flood, until 24 July")
    q.says(COORDINATOR, "team-hold-noted", "UNDO")
    q.says(COORDINATOR, "help-coordinator", "REPORT", "1 July to 15 July")
    q.until("07-22 10:00")
    q.replies(DALE, "relay", "It is noted with the county.")


def absences(q: Quarter) -> None:
    """22 July to 3 August: who is away, who covers, who is back; a month's end."""
    q.says(PAT, "help-plr", "PLAN", "last Thursday")
    q.says(PAT, "plan-noted", "UNDO")
    q.says(PAT, "help-plr", "AWAY", "27 to 31 July")
    q.says(PAT, "absence-noted", "BACK")
    q.says(REED, "help-officer", "AWAY", "27 July to 31 July cover PC Nobody")
    q.says(REED, "absence-not-noted", "AWAY", "24 July to 31 July cover PCSO Dale")
    q.says(REED, "absence-noted", "UNDO")
    q.says(REED, "absence-not-noted", "AWAY", "27 July to 31 July cover PCSO Dale")
    away = client.new(LUND, LIAISON, "Automatic reply: Bins", "I am on leave until 31 July.", q.bot.at)
    away["Auto-Submitted"] = "auto-replied"
    q.arrives(away)
    q.says(LUND, "absence-proposed", "YES")
    q.until("07-28 10:00")
    q.says(LUND, "absence-noted", "BACK")
    q.until("07-31 10:00")
    q.says(LEE, "watch-check", "NO")
    q.says(LUND, "course-prompt", "CONFIRMED", "5 August")
    q.says(LUND, "course-not-noted", "CONFIRMED", "30 July")


def meetings(q: Quarter) -> None:
    """3 to 31 August: meetings that are asked for, arranged, moved, called off and attended."""
    q.until("08-03 10:00")
    q.says(ADA, "launch", "HELP")
    q.says(ADA, "help-plr", "MEETING", "11 August 7pm in the Old School", note="About the parking.")
    q.says(LUND, "help-officer", "ARRANGED", "11 August 7pm in the Old School", about="Orston")
    q.arrives(calendars.outlook(ADA, q.last(ADA, "meeting-invitation"), "DECLINED", q.bot.at, comment="I am away."))
    q.says(LUND, "meeting-declined", "ARRANGED", "12 August 7pm")
    wanted = datetime(2026, 8, 13, 18, 0, tzinfo=UTC)
    q.arrives(calendars.outlook_proposes(ADA, q.last(ADA, "meeting-invitation"), wanted, q.bot.at))
    q.says(LUND, "meeting-proposal", "ARRANGED")
    later = datetime(2026, 8, 14, 18, 0, tzinfo=UTC)
    q.arrives(calendars.outlook_proposes(LUND, q.last(LUND, "meeting-arranged"), later, q.bot.at))
    q.says(ADA, "meeting-proposed", "NO")
    q.until("08-10 10:00")
    q.says(REED, "meeting-prompt", "ARRANGED", "18 August 7.30pm village hall", about="Harpole")
    q.says(REED, "meeting-arranged", "CANCELLED")
    q.says(REED, "meeting-prompt", "UPDATED", about="Harpole")
    q.until("08-14 10:00")
    q.says(LUND, "meeting-after", "NOT ATTENDED", about="Orston")
    q.says(LUND, "help-officer", "ATTENDED", "14 August", about="Orston")
    q.says(KIM, "help-plr", "MEETING", note="About the fete.")
    q.says(KIM, "meeting-requested", "UNDO")
    q.says(KIM, "help-plr", "MEETING", note="About the fair.")
    q.until("08-25 10:00")
    q.says(DALE, "meeting-reminder", "UPDATED", "24 August", about="Brinton")
    q.says(LINDSAY, "contact-check", "YES")


def people_change(q: Quarter) -> None:
    """25 August to 11 September: PLRs hand over, leave, or are taken for gone; officers change."""
    q.writes(PAT, "Stile", "Could somebody look at the stile on Church Lane?")
    q.says(PAT, "help-plr", "CHANGE", "Robin Ames")
    q.says(PAT, "plr-change-unclear", "CHANGE", f"Robin Ames {ROBIN} from 28 August, meanwhile the Clerk")
    q.says(PAT, "plr-change-asked", "YES")
    q.says(PAT, "plr-change-noted", "UNDO")
    q.says(PAT, "plr-change-asked", "YES")
    q.says(PAT, "plr-change-noted", "YES")
    q.until("08-28 10:00")
    q.replies(PAT, "acknowledgement", "Could you look at the bus shelter too?")
    q.says(ROBIN, "hand-over", "HELP")
    line = "CHANGE Zoe Finch zoe.finch@fenby-pc.example"
    q.arrives(client.reply("dev@home.example", q.last(DEV, "launch", "Fenby"), line, q.bot.at))
    q.replies(KIM, "launch", "LEFT")
    q.says(KIM, "plr-left-noted", "BACK")
    q.writes(NIA, "Ada Moss", "AWAY 1 to 2 September")
    q.says(NIA, "absence-noted", "HELP")
    q.says(NIA, "help-plr", "AWAY", "1 to 3 September")
    q.until("09-04 10:00")
    q.says(NIA, "help-plr", "LEFT")
    q.until("09-07 10:00")
    q.says(NIA, "new-plr-asked", "CHANGE", "Olive Grey olive.grey@orston-pc.example")
    q.says(NIA, "plr-change-asked", "YES")


def roster_changes(q: Quarter) -> None:
    """8 to 30 September: new councils, officers who leave, a vacant post, a mailbox that cannot be read."""
    q.until("09-08 10:00")
    q.says(COORDINATOR, "plr-change-decide", "REFUSE")
    sends_roster(q, changed_roster(q, new=True))
    q.says(COORDINATOR, "roster-offered", "APPROVE")
    q.until("09-09 09:30")
    q.says(LUND, "introduction-notice", "NO", about="Una Fox")
    q.says(REED, "meeting-prompt", "ARRANGED", "24 September 7.30pm village hall", about="Harpole")
    q.until("09-14 10:00")
    q.says(COORDINATOR, "help-coordinator", "REASSIGN", "Harpole to PCSO Lund")
    q.says(COORDINATOR, "help-coordinator", "CHANGE OFFICER", "Marsh to PCSO Lund from 21 September")
    sends_roster(q, changed_roster(q, (f"PCSO J. Dale,{DALE},01632 960191", ",,")))
    q.says(COORDINATOR, "roster-offered", "APPROVE")
    q.until("09-24 10:00")
    q.smtp.refuse("552 5.3.4 Message too big for system")
    photos = client.new(LINDSAY, LIAISON, "Photographs", "Could you look at these photographs?", q.bot.at)
    photos.add_attachment(b"x" * 2_000_000, maintype="image", subtype="jpeg", filename="hedge.jpg")
    q.arrives(photos)
    q.until("09-28 10:00")
    blackout(q)
    q.until("09-30 18:00")


def blackout(q: Quarter) -> None:
    """The mailbox cannot be read for an hour."""
    assert isinstance(q.bot.post, RealPost)
    delivers, q.smtp.deliver = q.smtp.deliver, None
    q.bot.post.dovecot.stop()
    q.until("09-28 11:00")
    q.bot.post.dovecot.start()
    q.until("09-28 11:10")
    q.smtp.deliver = delivers


SCRIPT = (begins, july_begins, questions, concern_and_news, absences, meetings, people_change, roster_changes)
