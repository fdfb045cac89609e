"""What happens in a made-up county, in plain words: who wrote, phoned, met, changed or was away, and when.

Nothing here knows mailbot. The same story is played to mailbot by `stage` and judged by `reference`; both give an
account of it in the words of `account`.
"""

from __future__ import annotations

from tests.year.story.account import Account, Chance, Listed, Sent, Story, Told, Verdict
from tests.year.story.clock import BEGINNING, LONDON, day, local, looks, minute
from tests.year.story.concerns import AnswersConcern, RaisesConcern
from tests.year.story.contacts import Confirms, Logs, Notes, SaysWhetherInTouch, WritesToPlr
from tests.year.story.desk import (
    AnswersLine,
    AnswersLines,
    AnswersNews,
    HoldsForMany,
    Misspells,
    SendsAsItIs,
    SendsNews,
    StopsNews,
    WritesFromElsewhere,
    WritesNews,
)
from tests.year.story.event import About, Event, Writes
from tests.year.story.handover import Announces, Decides, SaysLeft, SaysStays, SaysWhetherSo
from tests.year.story.machines import MailComesBack, RepliesAutomatically, SaysYesAway, TakesBack
from tests.year.story.meetings import (
    AnswersInvitation,
    Arranges,
    AsksForMeeting,
    Attends,
    CallsOff,
    Invites,
    OfMeeting,
    SaysNotAttended,
    SaysWhetherItSuits,
    WritesUpdate,
)
from tests.year.story.people import COORDINATOR, Council, Person
from tests.year.story.questions import (
    Answers,
    Asks,
    AsksMore,
    Holds,
    NamesCouncil,
    NotesAnswered,
    PhonesAbout,
    SaysNoReplyNeeded,
    SaysNotAnswered,
    SaysUnclear,
    SaysWhetherAnswered,
    Thanks,
)
from tests.year.story.roster import ComesBack, GoesAway, Leaves, Reassigns, RosterChanges

__all__ = [
    "BEGINNING",
    "COORDINATOR",
    "LONDON",
    "About",
    "Account",
    "Announces",
    "Answers",
    "AnswersConcern",
    "AnswersInvitation",
    "AnswersLine",
    "AnswersLines",
    "AnswersNews",
    "Arranges",
    "Asks",
    "AsksForMeeting",
    "AsksMore",
    "Attends",
    "CallsOff",
    "Chance",
    "ComesBack",
    "Confirms",
    "Council",
    "Decides",
    "Event",
    "GoesAway",
    "Holds",
    "HoldsForMany",
    "Invites",
    "Leaves",
    "Listed",
    "Logs",
    "MailComesBack",
    "Misspells",
    "NamesCouncil",
    "Notes",
    "NotesAnswered",
    "OfMeeting",
    "Person",
    "PhonesAbout",
    "RaisesConcern",
    "Reassigns",
    "RepliesAutomatically",
    "RosterChanges",
    "SaysLeft",
    "SaysNoReplyNeeded",
    "SaysNotAnswered",
    "SaysNotAttended",
    "SaysStays",
    "SaysUnclear",
    "SaysWhetherAnswered",
    "SaysWhetherInTouch",
    "SaysWhetherItSuits",
    "SaysWhetherSo",
    "SaysYesAway",
    "SendsAsItIs",
    "SendsNews",
    "Sent",
    "StopsNews",
    "Story",
    "TakesBack",
    "Thanks",
    "Told",
    "Verdict",
    "Writes",
    "WritesFromElsewhere",
    "WritesNews",
    "WritesToPlr",
    "WritesUpdate",
    "day",
    "local",
    "looks",
    "minute",
]
