"""Dates that people write in notices of absence, about meetings and calls; written on Monday 1 June 2026."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.inbound.dates import Span, find_away, find_dates

WRITTEN_ON = date(2026, 6, 1)

DATES = [
    ("3 June", "2026-06-03"),
    ("3rd June", "2026-06-03"),
    ("the 3rd of June", "2026-06-03"),
    ("3 June 2026", "2026-06-03"),
    ("3rd June, 2026", "2026-06-03"),
    ("3 Jun", "2026-06-03"),
    ("3 Jun 26", "2026-06-03"),
    ("June 3rd", "2026-06-03"),
    ("June 3, 2026", "2026-06-03"),
    ("Wed 3 June", "2026-06-03"),
    ("Wednesday 3 June", "2026-06-03"),
    ("Weds 3rd June", "2026-06-03"),
    ("Wednesday, 3 June 2026", "2026-06-03"),
    ("Wednesday the 3rd", "2026-06-03"),
    ("Wednesday 3rd", "2026-06-03"),
    ("wednesday 3rd june at 7pm", "2026-06-03"),
    ("7.30pm on Wednesday 3 June", "2026-06-03"),
    ("Wed. 3 June", "2026-06-03"),
    ("Tuesday 9th June in the village hall", "2026-06-09"),
    ("9/6/2026", "2026-06-09"),
    ("09/06/2026", "2026-06-09"),
    ("9.6.26", "2026-06-09"),
    ("9/6/26", "2026-06-09"),
    ("09-06-2026", "2026-06-09"),
    ("2026-06-09", "2026-06-09"),
    ("2026/06/09", "2026-06-09"),
    ("on 9/6", "2026-06-09"),
    ("Tuesday 9/6", "2026-06-09"),
    ("the 9th", "2026-06-09"),
    ("on the 9th", "2026-06-09"),
    ("on the 9th please", "2026-06-09"),
    ("by the 9th", "2026-06-09"),
    ("I am free on the 9th or the 11th", "2026-06-09 2026-06-11"),
    ("either the 9th or 11th June", "2026-06-09 2026-06-11"),
    ("9, 11 and 16 June", "2026-06-09 2026-06-11 2026-06-16"),
    ("9th, 11th and 16th June", "2026-06-09 2026-06-11 2026-06-16"),
    ("9th & 11th June", "2026-06-09 2026-06-11"),
    ("9 June, 11 June and 7 July", "2026-06-09 2026-06-11 2026-07-07"),
    ("9 June and 7 July", "2026-06-09 2026-07-07"),
    ("Tuesday 9 and Thursday 11 June", "2026-06-09 2026-06-11"),
    ("today", "2026-06-01"),
    ("tomorrow", "2026-06-02"),
    ("see you tomorrow at 10", "2026-06-02"),
    ("day after tomorrow", "2026-06-03"),
    ("yesterday", "? 31 May 2026 has passed"),
    ("Friday", "2026-06-05"),
    ("on Friday", "2026-06-05"),
    ("this Friday", "2026-06-05"),
    ("next Friday", "2026-06-12"),
    ("Friday week", "2026-06-12"),
    ("a week on Friday", "2026-06-12"),
    ("a week on Tuesday", "2026-06-09"),
    ("two weeks on Tuesday", "2026-06-16"),
    ("Tuesday fortnight", "2026-06-16"),
    ("a week today", "2026-06-08"),
    ("a fortnight today", "2026-06-15"),
    ("two weeks tomorrow", "2026-06-16"),
    ("in two weeks", "2026-06-15"),
    ("in a fortnight's time", "2026-06-15"),
    ("in 10 days", "2026-06-11"),
    ("in a couple of weeks", "2026-06-15"),
    ("3 days ago", "? 29 May 2026 has passed"),
    ("last Friday", "? 29 May 2026 has passed"),
    ("end of June", "2026-06-30"),
    ("the end of the month", "2026-06-30"),
    ("at the end of next month", "2026-07-31"),
    ("the beginning of July", "2026-07-01"),
    ("start of July", "2026-07-01"),
    ("mid-July", "2026-07-15"),
    ("the middle of July", "2026-07-15"),
    ("end of next week", "2026-06-12"),
    ("end of the week", "2026-06-05"),
    ("first Monday of July", "2026-07-06"),
    ("the second Tuesday in June", "2026-06-09"),
    ("the last Friday of the month", "2026-06-26"),
    ("the 2nd Tuesday in July", "2026-07-14"),
    ("third Wednesday of next month", "2026-07-15"),
    ("Good Friday", "2027-03-26"),
    ("Easter Monday", "2027-03-29"),
    ("Christmas Eve", "2026-12-24"),
    ("Boxing Day", "2026-12-26"),
    ("New Year's Day", "2027-01-01"),
    ("bank holiday Monday", "2026-08-31"),
    ("August bank holiday", "2026-08-31"),
    ("the spring bank holiday", "2027-05-31"),
    ("second of July", "2026-07-02"),
    ("twenty past nine on the tenth of June", "2026-06-10"),
    ("1st to 14th August", "2026-08-01..2026-08-14"),
    ("1 to 14 August", "2026-08-01..2026-08-14"),
    ("1-14 August", "2026-08-01..2026-08-14"),
    ("1–14 August", "2026-08-01..2026-08-14"),
    ("1st-14th August", "2026-08-01..2026-08-14"),
    ("14-21 July", "2026-07-14..2026-07-21"),
    ("14 - 21 July 2026", "2026-07-14..2026-07-21"),
    ("14th till 21st July", "2026-07-14..2026-07-21"),
    ("from 14th until 21st of July", "2026-07-14..2026-07-21"),
    ("from the 14th to the 21st", "2026-06-14..2026-06-21"),
    ("14th through 21st July", "2026-07-14..2026-07-21"),
    ("14 July to 21 July", "2026-07-14..2026-07-21"),
    ("14 July - 3 August", "2026-07-14..2026-08-03"),
    ("28 June to 3 July", "2026-06-28..2026-07-03"),
    ("28th June - 3rd July 2026", "2026-06-28..2026-07-03"),
    ("Mon 8 - Fri 12 June", "2026-06-08..2026-06-12"),
    ("Monday 8 June to Friday 12 June", "2026-06-08..2026-06-12"),
    ("Monday 8th to Friday 12th June", "2026-06-08..2026-06-12"),
    ("from Monday 8th to Friday 12th", "2026-06-08..2026-06-12"),
    ("20 December to 3 January", "2026-12-20..2027-01-03"),
    ("20 Dec 2026 - 3 Jan 2027", "2026-12-20..2027-01-03"),
    ("20/12/2026 to 03/01/2027", "2026-12-20..2027-01-03"),
    ("2026-08-01 to 2026-08-14", "2026-08-01..2026-08-14"),
    ("from 1/8 to 14/8", "2026-08-01..2026-08-14"),
    ("between 3 and 10 June", "2026-06-03..2026-06-10"),
    ("between the 3rd and the 10th", "2026-06-03..2026-06-10"),
    ("between Monday 8th and Friday 12th June", "2026-06-08..2026-06-12"),
    ("from Monday to Friday", "2026-06-08..2026-06-12"),
    ("from tomorrow until Friday", "2026-06-02..2026-06-05"),
    ("from tomorrow until 12 June", "2026-06-02..2026-06-12"),
    ("from Friday for a fortnight", "2026-06-05..2026-06-18"),
    ("from 4 June for two weeks", "2026-06-04..2026-06-17"),
    ("from 4 June for 10 days", "2026-06-04..2026-06-13"),
    ("for two weeks from 4 June", "2026-06-04..2026-06-17"),
    ("a fortnight from the 4th", "2026-06-04..2026-06-17"),
    ("two weeks starting 8 June", "2026-06-08..2026-06-21"),
    ("w/c 15 June", "2026-06-15..2026-06-21"),
    ("w/c Monday 15 June", "2026-06-15..2026-06-21"),
    ("w/c 15th", "2026-06-15..2026-06-21"),
    ("week commencing 15 June", "2026-06-15..2026-06-21"),
    ("week commencing Monday 15th June", "2026-06-15..2026-06-21"),
    ("week beginning the 15th", "2026-06-15..2026-06-21"),
    ("w/b 15 June", "2026-06-15..2026-06-21"),
    ("the week of 15 June", "2026-06-15..2026-06-21"),
    ("next week", "2026-06-08..2026-06-14"),
    ("this week", "2026-06-01..2026-06-07"),
    ("next month", "2026-07-01..2026-07-31"),
    ("this month", "2026-06-01..2026-06-30"),
    ("in August", "2026-08-01..2026-08-31"),
    ("during August", "2026-08-01..2026-08-31"),
    ("over Christmas", "? it is not said which days that is; give the first and the last"),
    ("away from 23/7 back 4/8", "2026-07-23..2026-08-03"),
    ("away from 23 July, back on 4 August", "2026-07-23..2026-08-03"),
    ("off sick since Friday", "2026-05-29.."),
    ("Mon-Wed next week", "2026-06-08..2026-06-10"),
    ("Friday just gone", "? 29 May 2026 has passed"),
    ("July the fourth", "2026-07-04"),
    ("in May", "2027-05-01..2027-05-31"),
    ("throughout July", "2026-07-01..2026-07-31"),
    ("until 14 June", "..2026-06-14"),
    ("until the 5th", "..2026-06-05"),
    ("until Friday", "..2026-06-05"),
    ("until Friday 5th", "..2026-06-05"),
    ("until next Friday", "..2026-06-12"),
    ("until and including 14 June", "..2026-06-14"),
    ("till 14 June", "..2026-06-14"),
    ("up to 14 June", "..2026-06-14"),
    ("until June 14th", "..2026-06-14"),
    ("until next week", "..2026-06-07"),
    ("until September", "..2026-08-31"),
    ("until after Easter", "..2027-03-29"),
    ("until the end of June", "..2026-06-30"),
    ("until the end of next week", "..2026-06-12"),
    ("until tomorrow", "..2026-06-02"),
    ("back on the 5th", "..2026-06-04"),
    ("back on Friday", "..2026-06-04"),
    ("back Monday", "..2026-06-07"),
    ("back next Monday", "..2026-06-07"),
    ("back on Monday 15th", "..2026-06-14"),
    ("back on Monday 15 June", "..2026-06-14"),
    ("back in the office on 15 June", "..2026-06-14"),
    ("back at work on 15 June", "..2026-06-14"),
    ("returning on 15 June", "..2026-06-14"),
    ("returning Monday 15th June", "..2026-06-14"),
    ("I return on 15 June", "..2026-06-14"),
    ("I will return to the office on the 15th", "..2026-06-14"),
    ("return on Monday, 15 June", "..2026-06-14"),
    ("not back until 15 June", "..2026-06-14"),
    ("I won't be back until Monday", "..2026-06-07"),
    ("back after 14 June", "..2026-06-14"),
    ("back in September", "..2026-08-31"),
    ("back a week on Monday", "..2026-06-14"),
    ("back tomorrow", "..2026-06-01"),
    ("from 15 June", "2026-06-15.."),
    ("from Monday", "2026-06-08.."),
    ("from the 15th onwards", "2026-06-15.."),
    ("starting 15 June", "2026-06-15.."),
    ("as of 15 June", "2026-06-15.."),
    ("after 14 June", "2026-06-15.."),
    ("before 14 June", "..2026-06-13"),
    ("after Easter", "2027-03-30.."),
    ("after Christmas", "2026-12-27.."),
    ("vom 1. bis 14. August", "2026-08-01..2026-08-14"),
    ("vom 1.8. bis 14.8.", "2026-08-01..2026-08-14"),
    ("bis zum 14. Juni", "..2026-06-14"),
    ("ab 15. Juni", "2026-06-15.."),
    ("am 15. Juni zurück", "..2026-06-14"),
    ("zurück am 15. Juni", "..2026-06-14"),
    ("du 1er au 14 août", "2026-08-01..2026-08-14"),
    ("jusqu'au 14 juin", "..2026-06-14"),
    ("de retour le 15 juin", "..2026-06-14"),
    ("od 1 do 14 sierpnia", "2026-08-01..2026-08-14"),
    ("do 14 czerwca", "..2026-06-14"),
    ("Mon 3 June", "? 3 June 2026 is a Wednesday, not a Monday"),
    ("Monday 3rd June 2026", "? 3 June 2026 is a Wednesday, not a Monday"),
    ("Friday 4 June", "? 4 June 2026 is a Thursday, not a Friday"),
    ("Tuesday 31 June", "? there is no such day"),
    ("31 June", "? there is no such day"),
    ("30 February", "? there is no such day"),
    ("29 February", "? 29 February 2028 is more than eighteen months ahead"),
    ("3 May", "? either 3 May 2026 or 3 May 2027"),
    ("28 May", "? either 28 May 2026 or 28 May 2027"),
    ("3 June 2025", "? 3 June 2025 has passed"),
    ("1 to 14 May", "? either 14 May 2026 or 14 May 2027"),
    ("3 June 2029", "? 3 June 2029 is more than eighteen months ahead"),
    ("1 January 2028", "? 1 January 2028 is more than eighteen months ahead"),
    ("3 June 2028", "? 3 June 2028 is more than eighteen months ahead"),
    ("25/12/2019", "? 25 December 2019 has passed"),
    ("14 to 1 August", "? 14 August 2025 to 1 August 2026 is most of a year"),
    ("from 14 August to 1 August 2026", "? 14 August 2025 to 1 August 2026 is most of a year"),
    ("1 June 2026 to 1 June 2028", "? 1 June 2028 is more than eighteen months ahead"),
    ("Monday 3 to Friday 12 June", "? 3 June 2026 is a Wednesday, not a Monday"),
    ("Mon 9 - Fri 12 June", "? 9 June 2026 is a Tuesday, not a Monday"),
]
"""Days as ISO dates, ranges as first..last, an open end empty, and what is asked after a question mark."""

NO_DATES = [
    "I may be late",
    "We may 3 times have asked",
    "May I ask about the hedge",
    "I sat in the office",
    "Sat in the office all morning",
    "The sun was out",
    "They wed in the church",
    "march up the road",
    "The march was noisy",
    "Mar the view",
    "12 March Road",
    "14 May Street, Harpole",
    "3 June Close",
    "1 April Cottages",
    "5 August Avenue",
    "House number 12",
    "12 Church Lane",
    "Flat 3, 10 Mill Lane",
    "the 5th floor",
    "the 2nd house on the left",
    "1st Harpole Scouts",
    "the 3rd time this has happened",
    "for the 4th time",
    "1st",
    "the first one",
    "second hand cars",
    "call 01604 555 0123",
    "01604 555 0123",
    "+44 1604 555 0123",
    "07700 900123",
    "ext 1234",
    "NN7 4DD",
    "SW1A 2AA",
    "at 7.30",
    "at 7.30pm",
    "19:30",
    "7pm to 9pm",
    "9-5",
    "between 9 and 5",
    "9am - 5pm",
    "1400hrs",
    "24/7",
    "1/2 a mile",
    "3/4 of the cars",
    "£1.50",
    "£12.6.26",
    "20 mph",
    "30mph zone",
    "7 to 10 cars",
    "14-21 people",
    "3, 10 and 17",
    "row 3",
    "row 3, 10",
    "page 14",
    "version 3.11",
    "10.1.12.5",
    "crime number 26000123456",
    "incident 123 of the month",
    "AB12 CDE",
    "A45",
    "B4525",
    "PC 1234",
    "collar number 1234",
    "2 or 3 lads",
    "twice a week",
    "every Friday",
    "Mondays and Tuesdays",
    "Monday to Friday",
    "open Monday to Friday 9 to 5",
    "We are open from Monday to Friday",
    "office hours from Monday to Friday",
    "week after week",
    "day and night",
    "the other day",
    "one day",
    "two weeks is too long",
    "for a while",
    "soon",
    "later",
    "at the weekend",
    "last night",
    "in the morning",
    "the end of the road",
    "the middle of the village",
    "the start of the footpath",
    "end of",
    "April Jones",
    "Augusta House",
    "June Marsh is the clerk",
    "Jan Marsh",
    "Dec Marsh",
    "Friday's child",
    "www.example.org/2026",
    "pat14june@harpole.example",
    "https://harpole.example/2026-06-05",
    "99 June bugs",
    "0 June",
    "2026",
    "the 2026 budget",
    "in 2026",
    "since 1998",
    "Section 59",
    "Operation May Day",
    "Easter Lane",
    "the back of the hall",
    "back to back",
    "until then",
    "from now on",
    "due soon",
    "32 June",
    "13/13/2026",
    "12/6",
]

AWAY = [
    ("I am away until 14 June", "..2026-06-14"),
    ("I am out of the office and will be back on Monday 15th.", "..2026-06-14"),
    ("Out of the office from 1st to 14th August", "2026-08-01..2026-08-14"),
    ("I am on leave w/c 15 June", "2026-06-15..2026-06-21"),
    ("I am away for two weeks", "2026-06-01..2026-06-14"),
    ("I am away for the next fortnight with no signal", "2026-06-01..2026-06-14"),
    ("I am on annual leave from 25th May returning on 8th June", "2026-05-25..2026-06-07"),
    ("I am on leave from 25 May to 8 June", "2026-05-25..2026-06-08"),
    ("I am on leave from 25 May until 8 June inclusive", "2026-05-25..2026-06-08"),
    ("I am currently on leave between 25 May and 8 June", "2026-05-25..2026-06-08"),
    ("I have been away since 25 May and will be back on 8 June", "2026-05-25..2026-06-07"),
    ("I am away from tomorrow, back next Monday", "2026-06-02..2026-06-07"),
    ("I am on leave all this week", "2026-06-01..2026-06-07"),
    ("I shall be away next week", "2026-06-08..2026-06-14"),
    ("I'm away today", "2026-06-01..2026-06-01"),
    ("I am out of the office on Friday 5 June", "2026-06-05..2026-06-05"),
    ("I will be on leave until after Easter", "..2027-03-29"),
    ("I am on leave, returning Monday 8th June 2026. If urgent ring 101", "..2026-06-07"),
    ("I am away from my desk. I will reply on my return on Tuesday 9 June.", "..2026-06-08"),
    ("Currently out of the office, returning Tuesday 9/6/26", "..2026-06-08"),
    ("Away until September", "..2026-08-31"),
    ("Out of office 25/05/2026 - 05/06/2026", "2026-05-25..2026-06-05"),
    ("Annual leave 2026-08-01 to 2026-08-14", "2026-08-01..2026-08-14"),
    ("I will not be back until Monday", "..2026-06-07"),
    ("I am off sick until further notice", ".."),
    ("I am out of the office with no access to email", ".."),
    ("I am on maternity leave until the end of September", "..2026-09-30"),
    ("The parish office is closed from 24 December and reopens on 4 January", "2026-12-24..2027-01-03"),
    ("The office is closed and will reopen on Monday 8 June", "..2026-06-07"),
    ("On rest days, back on duty Thursday 4 June", "..2026-06-03"),
    ("I am away until 14 June. For urgent matters call 01604 555 0123.", "..2026-06-14"),
    ("I am on leave from Friday for a fortnight", "2026-06-05..2026-06-18"),
    ("I am on leave until Monday 3 June", ".."),
    ("I was on leave until 3 June 2025", ".."),
    ("Ich bin bis zum 14. Juni nicht im Büro.", "..2026-06-14"),
    ("Ich bin vom 1. bis 14. Juni abwesend", "2026-06-01..2026-06-14"),
    ("Ich bin im Urlaub und ab dem 15. Juni wieder im Büro", "..2026-06-14"),
    ("Je suis absent du 1er au 14 juin", "2026-06-01..2026-06-14"),
    ("Absente, de retour le 15 juin", "..2026-06-14"),
    ("Jestem na urlopie od 1 do 14 czerwca", "2026-06-01..2026-06-14"),
    ("Jestem na urlopie, wracam 15 czerwca", "..2026-06-14"),
    ("Sono fuori ufficio fino al 14 giugno", "..2026-06-14"),
    ("Estoy fuera de la oficina hasta el 14 de junio", "..2026-06-14"),
    ("Estou de férias até 14 de junho", "..2026-06-14"),
    ("Sunt în concediu până la 14 iunie", "..2026-06-14"),
    ("Rwyf ar wyliau tan 14 Mehefin", "..2026-06-14"),
    ("Ik ben afwezig tot 14 juni", "..2026-06-14"),
    ("I am in Cornwall until Sunday 14 June with no signal", "..2026-06-14"),
    ("Gone fishing till 14 June", "..2026-06-14"),
    ("1 to 14 August", "2026-08-01..2026-08-14"),
    ("until 14 June", "..2026-06-14"),
]


def _shown(span: Span) -> str:
    if span.asked:
        return f"? {span.asked}"
    return f"{span.from_on}" if span.is_day else f"{span.from_on or ''}..{span.until_on or ''}"


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_a_date_is_read_as_a_person_means_it(text: str, expected: str) -> None:
    assert " ".join(_shown(span) for span in find_dates(text, WRITTEN_ON).spans) == expected


@pytest.mark.parametrize("text", NO_DATES)
def test_words_and_numbers_that_are_no_dates_are_left_alone(text: str) -> None:
    assert find_dates(text, WRITTEN_ON).spans == ()


@pytest.mark.parametrize(("text", "expected"), AWAY)
def test_a_notice_of_absence_gives_the_first_and_last_day_away(text: str, expected: str) -> None:
    away = find_away(text, WRITTEN_ON)
    assert away is not None
    assert f"{away.from_on or ''}..{away.until_on or ''}" == expected


@pytest.mark.parametrize(
    "text", ["Thank you for your message", "We answer within 5 working days", "Our next meeting is on 9 June", ""]
)
def test_a_text_that_speaks_of_no_absence_gives_none(text: str) -> None:
    assert find_away(text, WRITTEN_ON) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("28 May", "2026-05-28"),
        ("on Friday", "2026-05-29"),
        ("yesterday", "2026-05-31"),
        ("3 days ago", "2026-05-29"),
        ("the 28th", "2026-05-28"),
        ("Thursday 28th", "2026-05-28"),
        ("12 December", "2025-12-12"),
        ("25 to 28 May", "2026-05-25..2026-05-28"),
        ("12 June", "? either 12 June 2026 or 12 June 2025"),
        ("12 June 2026", "? 12 June 2026 lies ahead"),
        ("Monday 28 May", "? 28 May 2026 is a Thursday, not a Monday"),
    ],
)
def test_what_has_happened_is_looked_for_in_the_past(text: str, expected: str) -> None:
    spans = find_dates(text, WRITTEN_ON, looking_back=True).spans
    assert " ".join(_shown(span) for span in spans) == expected


def test_days_ranges_and_questions_are_told_apart() -> None:
    dates = find_dates("Tuesday 9 June, or 14 to 21 July, or Mon 3 June", WRITTEN_ON)
    assert dates.days == (date(2026, 6, 9),)
    assert [(span.from_on, span.until_on) for span in dates.ranges] == [(date(2026, 7, 14), date(2026, 7, 21))]
    assert dates.questions == ("“Mon 3 June”: 3 June 2026 is a Wednesday, not a Monday",)


_WORDS = (
    "1 3rd 31st June May 2026 14/6 14.6.26 2026-06-05 Mon Tuesday - to until from back on the , and w/c week weeks next"
    " last for a fortnight end of Easter bank holiday between after before 9999-12-31 0001-01-01 . 29 February"
)
_PIECES = st.sampled_from(_WORDS.split())


@given(st.lists(_PIECES, max_size=30).map(" ".join), st.dates(date(2020, 1, 1), date(2090, 12, 31)))
def test_any_order_of_the_words_of_dates_is_read_without_an_error(text: str, written_on: date) -> None:
    """What is certain is never beyond eighteen months, and no range ends before it begins."""
    find_away(text, written_on)
    for span in find_dates(text, written_on).spans:
        if not span.asked and span.from_on and span.until_on:
            assert span.from_on <= span.until_on <= written_on + timedelta(days=548 + 60 * 14)


@given(st.text(), st.dates(date(1970, 1, 1), date(2150, 12, 31)))
def test_any_text_is_read_without_an_error(text: str, written_on: date) -> None:
    find_dates(text, written_on)
    find_away(text, written_on)


@pytest.mark.parametrize(
    "piece",
    ["1 ", "1-", "1, ", "1 to ", "the ", "w/c ", "Monday ", "Monday, ", "may ", "1 and ", "from ", "back ", "0", "1.",
     "1/", "€", "1st of ", "a week on ", "end of ", "until ", "\n", " \n", "x@", "12/6 ", "for a ", ", "],
)  # fmt: skip
def test_long_repetition_is_read_within_a_second(piece: str) -> None:
    began = time.process_time()
    find_away(piece * (20_000 // len(piece)), WRITTEN_ON)
    assert time.process_time() - began < 1


def test_the_rest_of_a_month_begins_on_the_day_of_writing() -> None:
    (span,) = find_dates("away for the rest of June", date(2026, 6, 17)).spans
    assert _shown(span) == "2026-06-17..2026-06-30"
