"""Rule files: what is read, and that each mistake is named by file and key with what is allowed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.errors import ConfigError
from mailbot.policy.rule_files import parse_rules
from mailbot.policy.rule_words import Anchor, Moment
from mailbot.policy.rules import MET_BY, Rule, Step
from mailbot.policy.step_templates import STEP_TEMPLATES
from mailbot.policy.working_time import Amount, Unit
from tests.policy.county import ALL_RULES
from tests.policy.scenario import RULES, TEMPLATES

GOOD = """
title  = "Points of contact reply to PLRs"
source = "Contact expectations"
each   = "question"
owner  = "officer"
due    = "5 working days"
met_by = ["answer"]
hold   = { limit = "10 working days", reason = true }

[[step]]
name = "reminder"
at   = "2 working days before due"
send = "reply-reminder"
to   = "officer"

[[step]]
name = "escalation"
at   = "due"
escalate = "overdue"
"""


def one(text: str, name: str = "reply-deadline") -> Rule:
    (rule,) = parse_rules({name: text}, TEMPLATES)
    return rule


def problems_of(files: Mapping[str, str]) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as raised:
        parse_rules(files, TEMPLATES)
    return raised.value.problems


def test_a_rule_file_is_read_as_it_is_written() -> None:
    rule = one(GOOD)
    assert (rule.name, rule.each, rule.owner, rule.met_by) == ("reply-deadline", "question", "officer", ("answer",))
    assert rule.due == Amount(5, Unit.WORKING_DAYS)
    assert rule.hold is not None
    assert (rule.hold.limit, rule.hold.reason) == (Amount(10, Unit.WORKING_DAYS), True)
    reminder, escalation = rule.step
    assert reminder.at == Moment(Anchor.DUE, Amount(2, Unit.WORKING_DAYS), before=True)
    assert (reminder.send, reminder.to, reminder.together, reminder.escalate) == (
        "reply-reminder",
        "officer",
        None,
        None,
    )
    assert (escalation.at, escalation.escalate) == (Moment(Anchor.DUE), "overdue")


def test_the_rules_of_the_repository_are_good() -> None:
    assert {rule.name for rule in parse_rules(RULES, TEMPLATES)} == {"introduction", "reply-deadline"}


def test_a_version_changes_with_the_file_and_not_with_its_name() -> None:
    assert one(GOOD).version == one(GOOD, "another").version
    assert one(GOOD).version != one(GOOD.replace("5 working", "6 working")).version


@pytest.mark.parametrize(
    ("each", "met_by", "waits"), [("question", "answer", True), ("liaison", "introduction", False)]
)
def test_a_rule_that_mail_can_meet_waits_for_the_mailbox_to_be_read(each: str, met_by: str, waits: bool) -> None:
    """Law 5."""
    text = GOOD.replace('"question"', f'"{each}"').replace('"answer"', f'"{met_by}"')
    assert one(text.partition("hold")[0]).waits_for_mail is waits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("start", Moment(Anchor.START)),
        ("due", Moment(Anchor.DUE)),
        ("2 working days before due", Moment(Anchor.DUE, Amount(2, Unit.WORKING_DAYS), before=True)),
        ("5 working days after due", Moment(Anchor.DUE, Amount(5, Unit.WORKING_DAYS))),
        ("1 week after start", Moment(Anchor.START, Amount(1, Unit.WEEKS))),
        ("30 minutes before due", Moment(Anchor.DUE, Amount(30, Unit.MINUTES), before=True)),
    ],
)
def test_a_moment_is_read_as_people_write_it(text: str, expected: Moment) -> None:
    assert Moment.parse(text) == expected


@given(st.text(max_size=40))
def test_no_text_but_a_moment_is_one(text: str) -> None:
    try:
        moment = Moment.parse(text)
    except ValueError as error:
        assert str(error)
    else:
        assert text.endswith(moment.anchor.value)


UNITS = "working days, working hours, minutes, days, weeks, months"
MOMENTS = "start, plan, due, AMOUNT after start, AMOUNT before or after plan, AMOUNT before or after due"
_KINDS = get_args(Rule.model_fields["each"].annotation)
EACH = f'write {", ".join(f"{chr(34)}{kind}{chr(34)}" for kind in _KINDS[:-1])} or "{_KINDS[-1]}"'
RULE_KEYS = ", ".join(key for key in Rule.model_fields if key not in ("name", "version"))
SMALL = "write small letters, digits and hyphens, a letter first"
FORMER = 'write a name that the step had before in quotes, or several as ["reminder", "early-word"]'
PROGRAMMES = 'write the programmes as the roster names them, in small letters, as ["plr"]'
STEP_KEYS = ", ".join(Step.model_fields)

WRONG: list[tuple[str, str, str, str]] = [
    # what is written instead, of what; the key that is named; what is said of it
    ('each   = "question"', 'each   = "message"', "each", EACH),
    ('each   = "question"', 'each   = "Question"', "each", EACH),
    ('each   = "question"', 'each   = ["question"]', "each", EACH),
    ('each   = "question"', "", "each", "this key is needed"),
    ('each   = "question"', 'each   = "liaison"', "met_by",
     "answer meets nothing that is owed for each liaison; allowed: introduction"),
    ('title  = "Points of contact reply to PLRs"', "", "title", "this key is needed"),
    ('title  = "Points of contact reply to PLRs"', "title = 5", "title", "write text, in quotes"),
    ('source = "Contact expectations"', "", "source", "this key is needed"),
    ('source = "Contact expectations"', 'sauce = "Contact expectations"', "sauce",
     f"unknown key; allowed: {RULE_KEYS}"),
    ('owner  = "officer"', "", "owner", "this key is needed"),
    ('owner  = "officer"', 'owner  = "officer"\ncounts_as_contact = true', "",
     'counts_as_contact: each = "news" needs it, and nothing else has it'),
    ('send = "reply-reminder"', "relay = true", "step reminder", 'passed on to = "plr", and without send'),
    ('owner  = "officer"', 'owner  = "sergeant"', "owner", 'write "officer" or "coordinator"'),
    ('owner  = "officer"', 'owner  = ["officer"]', "owner", 'write "officer" or "coordinator"'),
    ('due    = "5 working days"', "", "due", "this key is needed"),
    ('due    = "5 working days"', "due = 5", "due", "write an amount of time in quotes"),
    ('due    = "5 working days"', 'due = "soon"', "due",
     f"'soon' is no amount of time; write a number up to 9999 and one of: {UNITS}"),
    ('due    = "5 working days"', 'due = "5 workdays"', "due", UNITS),
    ('due    = "5 working days"', 'due = "0 working days"', "due", UNITS),
    ('due    = "5 working days"', 'due = "-5 working days"', "due", UNITS),
    ('due    = "5 working days"', 'due = "5.5 days"', "due", UNITS),
    ('due    = "5 working days"', 'due = "5 years"', "due", UNITS),
    ('due    = "5 working days"', 'due = ""', "due", UNITS),
    ('met_by = ["answer"]', "", "met_by", "this key is needed"),
    ('met_by = ["answer"]', "met_by = []", "met_by", "write at least one"),
    ('met_by = ["answer"]', 'met_by = "answer"', "met_by", "write a list, in square brackets"),
    ('met_by = ["answer"]', 'met_by = ["reply"]', "met_by",
     "reply meets nothing that is owed for each question; allowed: answer"),
    ('met_by = ["answer"]', 'met_by = ["answer", "mail-accepted"]', "met_by", "allowed: answer"),
    ('met_by = ["answer"]', 'met_by = ["contact"]', "met_by", "allowed: answer"),
    ('due    = "5 working days"', 'due    = "5 working days"\nlasting = "3 working days"', "",
     'lasting: each = "absence" needs it, and nothing else has it'),
    ('each   = "question"', 'each   = "absence"\nlasting = "3 weeks"', "met_by", "allowed: cover, back"),
    ('limit = "10 working days", reason', 'limit = "a while", reason', "hold.limit", UNITS),
    ('limit = "10 working days", reason', "reason", "hold.limit", "this key is needed"),
    ("reason = true", 'reason = "yes, please"', "hold.reason", "write true or false"),
    ('limit = "10 working days", reason', 'limit = "2 weeks", reason', "hold", "no number of working days"),
    ("reason = true", "because = true", "hold.because", "unknown key; allowed: limit, reason"),
    ('hold   = { limit = "10 working days", reason = true }', "hold = 10", "hold", "write it in braces, as { limit ="),
    ('name = "reminder"', "", "step 1: name", "this key is needed"),
    ('name = "reminder"', 'name = "Reminder"', "step 1: name", SMALL),
    ('name = "reminder"', 'name = ""', "step 1: name", SMALL),
    ('name = "reminder"', 'name = "the reminder"', "step 1: name", SMALL),
    ('name = "reminder"', 'name = "escalation"', "",
     "two steps are called escalation; each step needs a name of its own"),
    ('name = "escalation"', 'name = "later"\nformerly = "reminder"', "step",
     "formerly: reminder: a step is called so now; give what none is called now"),
    ('name = "reminder"', 'name = "reminder"\nformerly = "reminder"', "step",
     "formerly: reminder: a step is called so now; give what none is called now"),
    ('name = "reminder"', 'name = "reminder"\nformerly = ["word", "word"]', "step",
     "formerly: word: only one step can have been called so; say it once"),
    ('name = "reminder"', 'name = "reminder"\nformerly = "The word"', "step reminder: formerly", FORMER),
    ('name = "reminder"', 'name = "reminder"\nformerly = ["word", 2]', "step reminder: formerly", FORMER),
    ('name = "reminder"', 'name = "reminder"\nformerly = true', "step reminder: formerly", FORMER),
    ('at   = "2 working days before due"', "", "step reminder: at", "this key is needed"),
    ('at   = "2 working days before due"', 'at = "2 working days"', "step reminder: at",
     f"is no moment; allowed: {MOMENTS}"),
    ('at   = "2 working days before due"', 'at = "end"', "step reminder: at", MOMENTS),
    ('at   = "2 working days before due"', 'at = "some days before due"', "step reminder: at", UNITS),
    ('at   = "2 working days before due"', 'at = "1 day before start"', "step reminder: at",
     "nothing can happen before an obligation starts"),
    ('at   = "2 working days before due"', "at = 2026-06-01", "step reminder: at", "write a moment in quotes"),
    ('at   = "2 working days before due"', 'at = "2 working days prior to due"', "step reminder: at", MOMENTS),
    ('at   = "2 working days before due"', 'at = "due - 2 working days"', "step reminder: at", MOMENTS),
    ('at   = "2 working days before due"', 'at = "09:00"', "step reminder: at", MOMENTS),
    ('at   = "2 working days before due"', "at = 09:00:00", "step reminder: at", "write a moment in quotes"),
    ('at   = "due"', 'at = "due"\nevery = "5 minutes"', "step escalation: every",
     "5 minutes is too often for a mail; write it in days, weeks or months, as 5 working days"),
    ('at   = "due"', 'at = "due"\nevery = "1 working hour"', "step escalation: every", "is too often for a mail"),
    ('at   = "due"', 'at = "due"\nevery = "monthly"', "step escalation: every", UNITS),
    ('at   = "due"', 'at = "due"\nhold = { limit = "9 working days" }', "step escalation: hold",
     "it stands above the first [[step]]"),
    ('at   = "due"', 'at = "due"\nreason = true', "step escalation: reason",
     'it stands in hold, as hold = { limit = "10 working days" }'),
    ('owner  = "officer"', 'owner = "officer"\nsend = "reply-reminder"', "send", "it stands below a [[step]]"),
    ('owner  = "officer"', 'owner = "officer"\nlimit = "10 working days"', "limit", "it stands in hold, as hold ="),
    ('met_by = ["answer"]', 'met-by = ["answer"]', "met-by", f"unknown key; perhaps met_by; allowed: {RULE_KEYS}"),
    ('title  = "Points of contact reply to PLRs"', 'Title = "PLRs"', "Title", "unknown key; perhaps title; allowed: "),
    ("[[step]]", "[[steps]]", "steps", "unknown key; perhaps step; allowed: "),
    ('title  = "Points of contact reply to PLRs"', 'title = ""', "title", "write some words"),
    ('escalate = "overdue"', 'escalate = ""', "step escalation: escalate", "write some words"),
    ('escalate = "overdue"', 'escalate = "overdue"\nspread = 1.5', "step escalation: spread",
     "write a whole number from 0 to 20"),
    ('escalate = "overdue"', 'escalate = "overdue"\nspread = true', "step escalation: spread", "from 0 to 20"),
    ('escalate = "overdue"', 'escalate = "overdue"\nspread = "2 working days"', "step escalation: spread", "to 20"),
    ('escalate = "overdue"', 'escalate = "overdue"\nhours = "office"', "step escalation",
     "together and hours say how a mail is sent, and there is none here: leave them out"),
    ("reason = true", 'reason = "true"', "hold.reason", "write true or false"),
    ('met_by = ["answer"]', 'met_by = ["answer", "answer"]', "met_by", "write each once; allowed: answer"),
    ('owner  = "officer"', 'owner = "officer"\nprogrammes = "plr"', "programmes", PROGRAMMES),
    ('owner  = "officer"', 'owner = "officer"\nprogrammes = []', "programmes", PROGRAMMES),
    ('owner  = "officer"', 'owner = "officer"\nprogrammes = ["PLR"]', "programmes", PROGRAMMES),
    ('due    = "5 working days"', 'due = "5 days working"', "due", UNITS),
    ('due    = "5 working days"', 'due = "five working days"', "due", UNITS),
    ('due    = "5 working days"', 'due = "50000 working days"', "due", "write a number up to 9999"),
    ('send = "reply-reminder"', 'send = "reply-reminder.md"', "step reminder: send", "there is no template"),
    ('send = "reply-reminder"', 'send = "monthly-prompt"', "step reminder: send",
     "monthly-prompt is not for each = 'question' and to = 'officer'; allowed: answer-due, reply-reminder,"),
    ('send = "reply-reminder"', 'send = "reply-date-passed"', "step reminder: send",
     "reply-date-passed is not for each = 'question' and to = 'officer'"),
    ('to   = "officer"', 'to = "sam@force.example"', "step reminder: to", 'write "plr", "officer",'),
    ('to   = "officer"', 'to = ["officer", "clerk"]', "step reminder: to", 'write "plr", "officer",'),
    ('at   = "due"', 'at = "due"\nevery = "day"', "step escalation: every", UNITS),
    ('send = "reply-reminder"', 'send = "reminder"', "step reminder: send",
     "there is no template 'reminder' for a step; allowed: answer-due, reply-reminder, one of your own in templates/"),
    ('send = "reply-reminder"', 'send = "_signposts"', "step reminder: send", "there is no template '_signposts'"),
    ('send = "reply-reminder"', "", "step reminder", "a step needs send, escalate or both"),
    ('to   = "officer"', "", "step reminder", "send and to go together"),
    ('to   = "officer"', 'to = "mayor"', "step reminder: to",
     'write "plr", "officer", "clerk", "coordinator", "deputy" or "answers_to"'),
    ('to   = "officer"', 'to = "officer"\ntogether = true', "step reminder: together", 'write "recipient"'),
    ('to   = "officer"', 'to = "officer"\nhours = "day"', "step reminder: hours", 'write "office"'),
    ('to   = "officer"', 'too = "officer"', "step reminder: too", f"unknown key; perhaps to; allowed: {STEP_KEYS}"),
    ('escalate = "overdue"', 'escalate = "overdue"\nto = "officer"', "step escalation", "send and to go together"),
    ('escalate = "overdue"', "escalate = true", "step escalation: escalate", "write text, in quotes"),
    ("[[step]]\nname = \"escalation\"", "[step]\nname = \"escalation\"", "",
     "line 16 is not TOML: [step]: each step stands under [[step]], in two pairs of brackets"),
    ('title  =', 'name = "x"\ntitle  =', "name", "unknown key"),
    ('title  =', 'version = "1"\ntitle  =', "version", "unknown key"),
    ('title  =', "title  == ", "", 'line 2 is not TOML: title == "Points of contact reply to PLRs": text stands in'),
]  # fmt: skip


def whole(each: str, met_by: str, *lines: str, due: str = "5 working days", step: str = "") -> str:
    """Write a rule about any kind of thing, as short as it can be."""
    head = ['title = "A promise"', 'source = "Contact expectations"', f'each = "{each}"', 'owner = "coordinator"']
    return "\n".join(
        [*head, f'due = "{due}"', f'met_by = ["{met_by}"]', *lines, *([f"[[step]]\n{step}"] if step else [])]
    )


NEEDS = {
    "period": ("contact", ('settles = "3 working days"',), "end of period"),
    "spell": ("contact", ('of = "monthly"', 'when = "2 in a row missed"'), "5 working days"),
    "absence": ("cover", ('lasting = "3 working days"',), "1 working day"),
    "person": ("confirmed", ('role = "PLR contact"', 'course = "e-learning"'), "2 months"),
    "news": ("news-stopped", ("counts_as_contact = false",), "10 minutes"),
}
"""What a kind needs besides what every rule has: what can meet it, its own keys, and when it is due."""


@pytest.mark.parametrize("each", _KINDS)
def test_each_kind_of_thing_is_promised_with_the_keys_that_it_needs_and_no_others(each: str) -> None:
    met_by, lines, due = NEEDS.get(each, (MET_BY[each][0], (), "5 working days"))
    monthly = whole("period", "contact", 'settles = "4 working days"', due="end of period")
    rules = parse_rules({"monthly": monthly, "rule": whole(each, met_by, *lines, due=due)}, TEMPLATES)
    assert [rule.each for rule in rules if rule.name == "rule"] == [each]


RELAY = 'name = "copies"\nat = "due"\nrelay = true\nto = "plr"'
NOTICE = 'name = "a"\nat = "due"\nescalate = "waits"'
WRONG_FOR_ITS_KIND: list[tuple[str, str]] = [
    # a whole file; all that is said of it, after the name of the file
    (whole("council", "attended", 'hold = { limit = "10 working days" }'),
     'hold: each = "question" may have it, and nothing else'),
    (whole("liaison", "introduction", 'begun = "later"'),
     "begun: 'later' is unknown; allowed: since live_from, before live_from, at any time"),
    (whole("question", "answer", 'begun = "at any time"'), 'begun: each = "liaison" may have it, and nothing else'),
    (whole("concern", "concern-closed", 'silence = "6 months"'),
     'silence: each = "missing-plr" may have it, and nothing else'),
    (whole("missing-plr", "named", 'silence = "6 weeks"'),
     "silence: 6 weeks is no number of months; write it as 6 months"),
    (whole("person", "confirmed", 'role = "PLR contact"', due="2 months"),
     'role and course: each = "person" needs both, and nothing else has them'),
    (whole("person", "confirmed", 'course = "e-learning"', due="2 months"),
     'role and course: each = "person" needs both, and nothing else has them'),
    (whole("post", "named", 'role = "PLR contact"', 'course = "e-learning"'),
     'role and course: each = "person" needs both, and nothing else has them'),
    (whole("council", "attended", 'again = "12 months"'), 'again: each = "person" may have it, and nothing else'),
    (whole("person", "confirmed", 'role = ""', 'course = "e-learning"'),
     "role: write some words"),
    (whole("news", "news-stopped"), 'counts_as_contact: each = "news" needs it, and nothing else has it'),
    (whole("news", "news-stopped", 'counts_as_contact = "yes, please"'), "counts_as_contact: write true or false"),
    (whole("concern", "concern-closed", step='name = "a"\nat = "due"\nsend = "concern-waiting"\nto = "officer"'),
     'step: to: "officer" is told of no concern: it is raised in confidence from them'),
    (whole("concern", "concern-closed", step='name = "a"\nat = "due"\nsend = "concern-waiting"\nto = "clerk"'),
     "step a: send: concern-waiting is not for each = 'concern' and to = 'clerk'; allowed: one of your own in"
     " templates/"),
    ("# later", "nothing is promised in it; write a promise, or remove the file"),
    (whole("question", "answer", 'step = "reminder"'),
     "step: write each step under [[step]], in two pairs of brackets"),
    (whole("question", "answer").replace('met_by = ["answer"]', "") + f'\n[[step]]\n{NOTICE}\nmet_by = ["answer"]',
     "step a: met_by: it stands above the first [[step]]"),
    (whole("question", "answer", step=RELAY), 'step: relay: each = "news" alone has words that are to be passed on'),
    (whole("news", "news-stopped", "counts_as_contact = true", step=RELAY.replace("plr", "clerk")),
     'step copies: relay: what somebody wrote is passed on to = "plr", and without send'),
    (whole("absence", "cover"), 'lasting: each = "absence" needs it, and nothing else has it'),
    (whole("absence", "cover", 'lasting = "3 weeks"'),
     "lasting: 3 weeks is no number of working days; write it as 3 working days"),
    (whole("period", "contact", due="end of period"), 'settles: each = "period" needs it, and nothing else has it'),
    (whole("period", "contact", 'settles = "3 working days"', due="1 month"),
     'due: "end of period" belongs to each = "period", and to nothing else'),
    (whole("question", "answer", due="end of period"),
     'due: "end of period" belongs to each = "period", and to nothing else'),
    (whole("spell", "contact", 'of = "monthly"'), 'of and when: each = "spell" needs both, and nothing else has them'),
    (whole("spell", "contact", 'of = "monthly"', 'when = "2 in a row missed"'),
     "of: there is no rule 'monthly' for each period; allowed: none"),
    (whole("spell", "contact", 'of = "monthly"', 'when = "often"'),
     'when: \'often\' is no spell; write "2 in a row missed" or "2 in a row or 3 of 6 missed"'),
    (whole("spell", "contact", 'of = "monthly"', 'when = "2 in a row or 7 of 6 missed"'),
     "when: '2 in a row or 7 of 6 missed' can never or always be so; write the smaller number first, and none of 0"),
    (whole("concern", "concern-closed", step=f'{NOTICE}\nunless = "arranged"'),
     'step: unless: "answered" belongs to each = "concern", "arranged" to each = "council"'),
    (whole("council", "attended", step=f'{NOTICE}\nunless = "answered"'),
     'step: unless: "answered" belongs to each = "concern", "arranged" to each = "council"'),
    (whole("request", "arranged", step=NOTICE.replace("due", "plan")),
     'step: at: "plan" belongs to each = "period" or "council": nothing else has a planned day'),
    (whole("post", "named", step=f"{NOTICE}\nspread = 21"),
     "step a: spread: write a whole number from 0 to 20"),
    (whole("plr-change", "named"),
     "met_by: named meets nothing that is owed for each plr-change;"
     " allowed: plr-change-confirmed, plr-change-refused"),
    (whole("missing-plr", "plr-change-confirmed"),
     "met_by: plr-change-confirmed meets nothing that is owed for each missing-plr; allowed: named, plr-stays"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), WRONG_FOR_ITS_KIND, ids=[said[:60] for _, said in WRONG_FOR_ITS_KIND])
def test_what_does_not_fit_its_kind_is_said_in_one_message(text: str, said: str) -> None:
    assert problems_of({"rule": text}) == (f"rules/rule.toml: {said}",)


@pytest.mark.parametrize(("instead_of", "written", "key", "said"), WRONG, ids=[f"{w}-{k}" for _, w, k, _ in WRONG])
def test_a_wrong_rule_file_fails_for_the_expected_reason(instead_of: str, written: str, key: str, said: str) -> None:
    assert instead_of in GOOD
    problems = problems_of({"reply-deadline": GOOD.replace(instead_of, written, 1)})
    place = f"rules/reply-deadline.toml: {key}: " if key else "rules/reply-deadline.toml: "
    assert [problem for problem in problems if problem.startswith(place) and said in problem], problems


NOT_TOML: list[tuple[str, str, str]] = [
    # what is written instead, of what; all that is said of it, after the name of the file
    ('due    = "5 working days"', "due = 5 working days",
     'line 6 is not TOML: due = 5 working days: text stands in straight quotes, as "5 working days", a list in square'
     " brackets; true and false are small"),
    ('due    = "5 working days"', 'due = "5 working days', 'line 6 is not TOML: due = "5 working days: its quotes are'
     " not closed"),
    ('due    = "5 working days"', "due = “5 working days”",
     'line 6 is not TOML: due = “5 working days”: text stands in straight quotes, as "5 working days", a list in'
     " square brackets; true and false are small"),
    ('due    = "5 working days"', 'due: "5 working days"',
     'line 6 is not TOML: due: "5 working days": a line is a key, "=" and its value'),
    ('due    = "5 working days"', 'due = "5 days"\ndue = "6 days"',
     'line 7 is not TOML: due = "6 days": this key is there twice'),
    ("[[step]]", "[[step]", "line 10 is not TOML: [[step]: each step stands under [[step]], in two pairs of brackets"),
    ("hold   = { limit", "hold = {\nlimit", "line 8 is not TOML: hold = {: what stands in braces stands in one line"),
    ('escalate = "overdue"\n', "escalate", 'line 19 is not TOML: escalate: a line is a key, "=" and its value'),
    ('title  =', '{"title":',
     'line 2 is not TOML: {"title": "Points of contact reply to PLRs": a line is a key, "=" and its value, or [[step]],'
     ' or a note after "#"'),
]  # fmt: skip


@pytest.mark.parametrize(("instead_of", "written", "said"), NOT_TOML, ids=[written for _, written, _ in NOT_TOML])
def test_what_is_not_toml_is_said_by_its_line_in_plain_words(instead_of: str, written: str, said: str) -> None:
    assert instead_of in GOOD
    assert problems_of({"rule": GOOD.replace(instead_of, written, 1)}) == (f"rules/rule.toml: {said}",)


@pytest.mark.parametrize("name", ["Reply-deadline", "reply deadline", "reply-deadline (1)", "1st-reminder", "règle"])
def test_a_rule_is_called_by_one_plain_word(name: str) -> None:
    assert problems_of({name: GOOD}) == (
        f"rules/{name}.toml: the name of a file is small letters, digits and hyphens, a letter first, as"
        " reply-deadline.toml",
    )


def test_a_copy_of_a_rule_is_not_a_second_one() -> None:
    assert problems_of({"reply": GOOD, "reply-deadline": GOOD}) == (
        "rules/reply-deadline.toml: it is the same as rules/reply.toml; all would be sent twice: remove one",
    )


def test_what_follows_from_a_mistake_in_another_file_is_not_said_again() -> None:
    monthly = whole("period", "contact", "settles = 3", due="end of period")
    spell = whole("spell", "contact", 'of = "monthly"', 'when = "2 in a row missed"')
    assert [problem.partition(":")[0] for problem in problems_of({"monthly": monthly, "spell": spell})] == [
        "rules/monthly.toml"
    ]


@pytest.mark.parametrize("of", ["spell", "other", "question", "monthly.toml"])
def test_a_spell_is_of_missed_periods_and_neither_of_itself_nor_of_another_spell(of: str) -> None:
    spell = whole("spell", "contact", f'of = "{of}"', 'when = "2 in a row missed"')
    other = whole("spell", "contact", 'of = "monthly"', 'when = "3 in a row missed"')
    monthly = whole("period", "contact", 'settles = "3 working days"', due="end of period")
    assert problems_of({"spell": spell, "other": other, "monthly": monthly, "question": GOOD}) == (
        f"rules/spell.toml: of: there is no rule {of!r} for each period; allowed: monthly",
    )


@pytest.mark.parametrize("rule", parse_rules(ALL_RULES, TEMPLATES), ids=lambda rule: rule.name)
def test_every_template_that_a_rule_of_the_repository_sends_is_known_to_be_for_it(rule: Rule) -> None:
    assert STEP_TEMPLATES.keys() <= TEMPLATES
    assert all(step.send in STEP_TEMPLATES for step in rule.step if step.send is not None)


def test_two_steps_cannot_have_had_one_name() -> None:
    text = GOOD.replace('name = "reminder"', 'name = "first"\nformerly = "word"')
    text = text.replace('name = "escalation"', 'name = "second"\nformerly = ["old-word", "word"]')
    assert problems_of({"rule": text}) == (
        "rules/rule.toml: step: formerly: word: only one step can have been called so; say it once",
    )


def test_a_problem_is_said_once() -> None:
    assert len(problems_of({"a": GOOD.replace("5 working days", "soon")})) == 1


def test_every_problem_of_every_file_is_said_at_once() -> None:
    wrong = GOOD.replace("5 working days", "soon").replace('to   = "officer"', 'to = "mayor"')
    said = problems_of({"b": wrong, "a": GOOD.replace("reply-reminder", "nothing"), "c": GOOD})
    assert [problem.partition(":")[0] for problem in said] == ["rules/a.toml", "rules/b.toml", "rules/b.toml"]


def test_a_recurring_step_recurs_by_an_amount() -> None:
    rule = one(GOOD + 'every = "5 working days"\n')
    assert rule.step[1].every == Amount(5, Unit.WORKING_DAYS)


def test_a_file_without_steps_is_a_promise_without_reminders() -> None:
    assert one(GOOD.partition("[[step]]")[0]).step == ()


@given(st.text(max_size=300))
def test_no_text_makes_reading_fail_but_with_a_problem_of_its_file(text: str) -> None:
    try:
        parse_rules({"any": text}, TEMPLATES)
    except ConfigError as error:
        assert all(problem.startswith("rules/any.toml: ") for problem in error.problems)
