"""Commands are whole first lines (law 11): what is one, what resembles one, and what is prose."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.inbound.command import KEYWORDS, find_command, looks_like_command
from mailbot.inbound.command_details import with_details
from mailbot.inbound.spelling import edits_between
from mailbot.model.understanding import Command

COMMANDS = [
    ("SEND", "SEND", ""),
    ("Send", "SEND", ""),
    ("send.", "SEND", ""),
    ("*SEND*", "SEND", ""),
    ("“SEND”", "SEND", ""),
    ("Send it please", "SEND", "it please"),
    ("SEND thanks", "SEND", "thanks"),
    ("\n\n  SEND  \n\nPC Reed", "SEND", ""),
    ("SEND\r\nKind regards", "SEND", ""),
    ("PHONED 12 June", "PHONED", "12 June"),
    ("phoned 12 june", "PHONED", "12 june"),
    ("3 PHONED 12 June", "PHONED", "3 12 June"),
    ("PHONED 3 12 June", "PHONED", "3 12 June"),
    ("3. PHONED 12 June", "PHONED", "3 12 June"),
    ("3) phoned yesterday", "PHONED", "3 yesterday"),
    ("PHONED Pat, who is content", "PHONED", "Pat, who is content"),
    ("1-40 ACK", "ACK", "1-40"),
    ("1, 2 and 5 ACK", "ACK", "1, 2 and 5"),
    ("ACK", "ACK", ""),
    ("ACK 4", "ACK", "4"),
    ("ack 1-3", "ACK", "1-3"),
    ("excuse 1 he was in court", "EXCUSE", "1 he was in court"),
    ("Reassign 3 to PCSO Lund", "REASSIGN", "3 to PCSO Lund"),
    ("Link 7 to Harpole", "LINK", "7 to Harpole"),
    ("Snooze 2 until after the fair", "SNOOZE", "2 until after the fair"),
    ("STATUS Harpole", "STATUS", "Harpole"),
    ("MET 14/06/2026", "MET", "14/06/2026"),
    ("Met yesterday", "MET", "yesterday"),
    ("EMAILED 2026-06-12", "EMAILED", "2026-06-12"),
    ("ATTENDED 9 June", "ATTENDED", "9 June"),
    ("attended 9th June 7pm", "ATTENDED", "9th June 7pm"),
    ("UPDATED 9 June", "UPDATED", "9 June"),
    ("ENGAGED 25 at the mosque open day", "ENGAGED", "25 at the mosque open day"),
    ("HOLD waiting for the warrant", "HOLD", "waiting for the warrant"),
    ("HOLD 5 days: waiting for the warrant", "HOLD", "5 days: waiting for the warrant"),
    ("HOLD: waiting for the warrant", "HOLD", "waiting for the warrant"),
    ("HOLD WAITING FOR THE WARRANT", "HOLD", "WAITING FOR THE WARRANT"),
    ("hold until Friday", "HOLD", "until Friday"),
    ("NO REPLY NEEDED he rang me", "NO REPLY NEEDED", "he rang me"),
    ("no reply needed", "NO REPLY NEEDED", ""),
    ("2 NO REPLY NEEDED duplicate", "NO REPLY NEEDED", "2 duplicate"),
    ("NOT ANSWERED", "NOT ANSWERED", ""),
    ("Not answered.", "NOT ANSWERED", ""),
    ("AWAY 1 to 14 August", "AWAY", "1 to 14 August"),
    ("Away until 14 June", "AWAY", "until 14 June"),
    ("BACK", "BACK", ""),
    ("CHANGE the new PLR is Jo Marsh", "CHANGE", "the new PLR is Jo Marsh"),
    ("MEETING 12 June 7pm village hall", "MEETING", "12 June 7pm village hall"),
    ("CONCERN I have not heard from anybody since May", "CONCERN", "I have not heard from anybody since May"),
    ("concern", "CONCERN", ""),
    ("YES", "YES", ""),
    ("yes please", "YES", "please"),
    ("Yes, that's fine thanks", "YES", "that's fine thanks"),
    ("No he didn’t", "NO", "he didn’t"),
    ("NO", "NO", ""),
    ("PLAN 3rd week", "PLAN", "3rd week"),
    ("LEFT Pat Hall has moved away", "LEFT", "Pat Hall has moved away"),
    ("HELP", "HELP", ""),
    ("Help!", "HELP", ""),
    ("NEWS surgery moved to the library", "NEWS", "surgery moved to the library"),
    ("STATUS", "STATUS", ""),
    ("CONFIRMED 12 June", "CONFIRMED", "12 June"),
    ("UNDO 3", "UNDO", "3"),
    ("SNOOZE 7 days", "SNOOZE", "7 days"),
    ("snooze until Monday", "SNOOZE", "until Monday"),
    ("EXCUSE 4 flood response", "EXCUSE", "4 flood response"),
    ("REASSIGN 4 PC Amir Khan", "REASSIGN", "4 PC Amir Khan"),
    ("CLOSE 2", "CLOSE", "2"),
    ("LINK 2", "LINK", "2"),
    ("APPROVE", "APPROVE", ""),
    ("REFUSE the dates overlap", "REFUSE", "the dates overlap"),
    ("REPORT", "REPORT", ""),
]

RESEMBLANCES = [
    "HLOD waiting for the warrant",
    "Hlod",
    "HODL waiting for the warrant",
    "HOLDS waiting",
    "SEDN",
    "sedn",
    "Sned it",
    "SEND the van round on Friday",
    "SEND but change Friday to Monday",
    "Please send",
    "Hold: waiting for the warrant",
    "hold pending the warrant",
    "Hold - waiting for CPS",
    "3 hold waiting for CPS",
    "PHOEND 12 June",
    "phoend 12 June",
    "PHONE 12 June",
    "UPDATE 9 June",
    "ATTENED 9 June",
    "EMIALED 12 June",
    "ANSWRED",
    "Answerd",
    "NO REPLY NEDED he rang",
    "NOREPLY NEEDED he rang",
    "No reply needed, he rang me this morning",
    "No repply needed",
    "NOT ANSWRED",
    "Not answered yet",
    "CONCERNS about the officer",
    "CONCREN the officer never replies",
    "Concern: the officer never replies",
    "Concern about PC Reed",
    "Concern regarding the officer",
    "concern - nobody answers",
    "SNOZE 7 days",
    "EXCUES 4 flood",
    "REASIGN 4 Khan",
    "YES but not on Tuesday",
    "APROVE",
    "Aprove",
    "REFUES",
    "MEETNG 12 June",
    "CONFIRM 12 June",
    "UNOD",
    "SATUS",
    "AKC 4",
]

PROSE = [
    "Send my regards to Jo",
    "Send us a photograph if it happens again and we will look",
    "Sending this on for your information",
    "Sent from the wrong account earlier, sorry",
    "Held a meeting with the school on Tuesday",
    "Hold on, let me ask the sergeant",
    "Holding the line is difficult at present",
    "Holidays start next week so expect more youths in the park",
    "Hold your surgery in the hall by all means",
    "Met with the parish council yesterday",
    "Met Pat outside the shop and talked it through",
    "Metal thieves have been at the church roof",
    "Phoned you this morning but no answer",
    "Phone me when you can",
    "Phone 01604 555 0123",
    "Phones were stolen from a car on Church Lane",
    "Emailed the school about the parking",
    "Email is best for me",
    "Attended the scene with my colleague",
    "Attendance at the meeting was good",
    "Updated figures are attached",
    "Update:",
    "Updates will follow",
    "Engaged with the family and they are content",
    "Answered on the phone I think",
    "Away from the village there is less trouble",
    "Away games bring the most parking",
    "Back in the spring we spoke about the hedge",
    "Back to the parking, then",
    "Change is coming to the High Street",
    "Changes to the bus route mean more parking",
    "Meeting on Tuesday was cancelled",
    "Meeting went well, thank you",
    "Meetings are on the first Monday of the month",
    "Concerned residents have been in touch",
    "Concerns have been raised about speeding",
    "Concern is growing in the village",
    "Yes I can do Tuesday",
    "Yes we saw the van again last night",
    "Yes?",
    "Yesterday someone smashed the bus shelter",
    "No news this month",
    "No problem, see you then",
    "No idea who it was",
    "No one has been in touch",
    "No parking signs would help",
    "Nobody has replied",
    "Not much to report",
    "Not sure which house it is",
    "Noted, thank you",
    "North Street is the worst",
    "November is fine",
    "Plan for the fete is attached",
    "Plans for the fete are attached",
    "Planning application is on the website",
    "Left a message for you on Monday",
    "Left hand side of the road by the church",
    "Help would be welcome with the parking",
    "Helpful, thank you",
    "News travels fast here",
    "New signs are up",
    "Newsletter is attached",
    "Status of the bus shelter is the same",
    "Confirmed with the school that Tuesday is fine",
    "Confirming Tuesday at 7",
    "Close to the school there is a van",
    "Closed the road for an hour",
    "Link to the survey is below",
    "Links below",
    "Approved by the council last night",
    "Refuse has been dumped in the lay-by",
    "Refused entry to the hall, they came back",
    "Report of a burglary on Mill Lane",
    "Reports of speeding have gone up",
    "Reporting a broken window at the pavilion",
    "Excuse the delay in replying",
    "Excuse me for asking again",
    "Acknowledged with thanks",
    "Ack-ack guns at the museum fair",
    "Undoubtedly the same lads",
    "Undone gates let the sheep out",
    "Dear Pat",
    "Dear All,",
    "Hello",
    "Hi Pat,",
    "HELLO PAT",
    "Good morning",
    "GOOD MORNING OFFICER",
    "Thanks for letting me know",
    "THANKS",
    "Thank you",
    "Ok",
    "Seen.",
    "Noted",
    "Sent",
    "CCTV has been fitted",
    "PCSO Khan will call",
    "ASB is up",
    "PC Reed has looked into this",
    "I will hold a surgery on 12 June",
    "I met them on 12 June",
    "We phoned 12 people",
    "The answer is no",
    "12 Church Lane is the house",
    "3 June is fine",
    "14 people came",
    "1-40 is the bus that stops there",
    "Seventeen cars were parked outside the school",
    "The hedge has been cut",
    "Could someone look at the parking outside the school",
    "Tuesday suits me",
    "Many thanks for the answer",
    "www.example.org",
    "",
    "   ",
    "👍",
]


@pytest.mark.parametrize(("text", "keyword", "argument"), COMMANDS)
def test_a_first_line_beginning_with_a_keyword_is_a_command(text: str, keyword: str, argument: str) -> None:
    assert find_command(text, KEYWORDS) == Command(keyword, argument)
    assert looks_like_command(text, KEYWORDS)


@pytest.mark.parametrize("text", RESEMBLANCES)
def test_a_misspelt_or_taken_back_command_resembles_one_and_is_none(text: str) -> None:
    assert find_command(text, KEYWORDS) is None
    assert looks_like_command(text, KEYWORDS)


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_no_command_and_resembles_none(text: str) -> None:
    assert find_command(text, KEYWORDS) is None
    assert not looks_like_command(text, KEYWORDS)


def test_only_the_offered_keywords_are_commands() -> None:
    assert find_command("YES", ("SEND", "HOLD")) is None
    assert not looks_like_command("YES", ("SEND", "HOLD"))


def test_a_command_below_the_first_line_is_prose() -> None:
    assert find_command("Thank you for this.\n\nSEND", KEYWORDS) is None


@pytest.mark.parametrize(
    ("word", "other", "edits"),
    [
        ("SEDN", "SEND", 1),
        ("HLOD", "HOLD", 1),
        ("SEND", "SEND", 0),
        ("HOLDS", "HOLD", 1),
        ("", "MET", 3),
        ("TOLD", "HELD", 2),
    ],
)
def test_a_swap_of_neighbours_is_one_edit(word: str, other: str, edits: int) -> None:
    assert edits_between(word, other) == edits


@given(st.text())
def test_any_text_is_read_without_an_error(text: str) -> None:
    command = find_command(text, KEYWORDS)
    assert command is None or looks_like_command(text, KEYWORDS)


@given(st.sampled_from(KEYWORDS), st.text())
def test_whatever_follows_a_keyword_in_capitals_is_held_back_at_least(keyword: str, rest: str) -> None:
    """Law 11: it goes to nobody, unless it asks something of its reader."""
    if "?" not in rest:
        assert looks_like_command(f"{keyword} {rest}", KEYWORDS)


@pytest.mark.parametrize("piece", ["1 ", "1-", "1,", "SEND ", "HOLD", "\n", " \n", "*", "1 and ", "é", "\x00"])
def test_long_repetition_is_read_within_a_second(piece: str) -> None:
    began = time.process_time()
    looks_like_command(piece * (200_000 // len(piece)), KEYWORDS)
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ARRANGED 1 14 July at 7.30pm, village hall", ((1,), "2026-07-14", "19:30", "village hall", "")),
        ("ATTEND 14 July 19:30 village hall", ((), "2026-07-14", "19:30", "village hall", "")),
        ("Attend 14 July 19:30 village hall", ((), "2026-07-14", "19:30", "village hall", "")),
        ("ARRANGE 3 14/07 at 19.30 the Old School", ((3,), "2026-07-14", "19:30", "the Old School", "")),
        ("ARRANGED 7.30pm on 14 July", ((), "2026-07-14", "19:30", "", "")),
        ("ARRANGED 1 15 July 2026 19:00", ((1,), "2026-07-15", "19:00", "", "")),
        ("ARRANGED 2 14 July", ((2,), "2026-07-14", None, "", "")),
        ("ARRANGED 1 on 14 July 7.30pm village hall", ((1,), "2026-07-14", "19:30", "village hall", "")),
        ("ATTENDED 1 on 1 June 2026", ((1,), "2026-06-01", None, "", "")),
        ("Not attended 1 on 1 June 2026", ((1,), "2026-06-01", None, "", "")),
        ("UPDATED 12 on 1 June 2026", ((12,), "2026-06-01", None, "", "")),
        ("PHONED 3 on 3 June", ((3,), "2026-06-03", None, "", "")),
        ("PHONED 1, 2 and 3 on 3 June", ((1, 2, 3), "2026-06-03", None, "", "")),
        ("CONFIRMED 2 on 3 June", ((2,), "2026-06-03", None, "", "")),
        ("ARRANGED 14 July at 7", ((), "2026-07-14", None, "", "is “at 7” in the morning or in the evening")),
        ("MEETING 14 July at 7 in the hall", ((), "2026-07-14", None, "in the hall", "")),
        ("MEETING 14 July 7pm in the Village Hall", ((), "2026-07-14", "19:00", "in the Village Hall", "")),
    ],
)
def test_a_row_has_its_day_and_a_meeting_its_hour_and_its_place_too(line: str, expected: tuple[object, ...]) -> None:
    """What is no certain hour is asked of the officer; a PLR's MEETING goes to the officer as it is."""
    found = find_command(line, KEYWORDS)
    assert found is not None
    read = with_details(found, date(2026, 6, 10))
    hour = f"{read.time_of_day:%H:%M}" if read.time_of_day else None
    assert (read.rows, str(read.on), hour, read.said, read.asked) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Cancelled, sorry - I am in court", "Cancel the meeting please", "Attend the meeting on Tuesday",
        "Arranged 14 July with the clerk as discussed", "I did not attend the meeting", "Attending to it now",
    ],
)  # fmt: skip
def test_prose_about_meetings_is_no_command(line: str) -> None:
    assert find_command(line, KEYWORDS) is None
