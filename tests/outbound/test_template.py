"""Templates render whole or not at all, and no value in them can be anything but text."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from mailbot.errors import ConfigError
from mailbot.outbound.line import one_line
from mailbot.outbound.markdown import Markdown, escaped, quotation, to_html, to_text
from mailbot.outbound.samples import SAMPLES, sample
from mailbot.outbound.template import Rendered, Templates, load
from mailbot.outbound.wording import full_day, moment, short_day
from tests.outbound.days import DIGESTS

DIRECTORY = Path(__file__).parents[2] / "templates"
LONDON = ZoneInfo("Europe/London")
TEMPLATES = load(DIRECTORY, LONDON)
READ_BY_PLRS = [name for name in TEMPLATES.names if TEMPLATES.reader(name) in ("plr", "anyone")]

# What a PLR must never read, as words of their own (addresses apart).
FORBIDDEN = {
    "bot",
    "ticket",
    "sla",
    "obligation",
    "token",
    "liaison",
    "escalated",
    "breach",
    "overdue",
    "missed",
    "plr",
}
BLAME = {"late", "overdue", "failed", "failure", "missed", "breach", "neglected", "ignored", "must"}

NASTY = 'Foo *Bar* [x](http://evil.example) <b>&amp; `c` | # 1. "q"\r\nBcc: x@y.example\0'


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DIRECTORY, tmp_path / "templates"))


def rendered(name: str, changed: Mapping[str, object] = {}) -> Rendered:
    return TEMPLATES.render(name, {**sample(name, TEMPLATES.reader(name)), **changed})


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", re.sub(r"\S+@\S+", "", text.lower())))


def visible(html: str) -> str:
    """The words of a page; the elements of a block stand on lines of their own in its source."""
    tree = LexborHTMLParser(html)
    return " ".join((tree.body.text() if tree.body else "").split())


@pytest.mark.parametrize("name", TEMPLATES.names)
def test_every_message_renders_without_a_hole(name: str) -> None:
    mail = rendered(name)
    for shown in (mail.subject, mail.text, visible(mail.html)):
        assert shown.strip()
        assert not re.search(r"\{[{%]|%\}|None|Undefined|\[\]|\\\\|  ,| ,|\(\)|“”", shown)


@pytest.mark.parametrize("name", TEMPLATES.names)
def test_text_and_html_say_the_same(name: str) -> None:
    mail = rendered(name)
    assert set(re.findall(r"\w{3,}", mail.text)) - {"https"} <= set(re.findall(r"\w{3,}", visible(mail.html)))


@pytest.mark.parametrize("name", READ_BY_PLRS)
def test_expectation_10_a_plr_reads_the_signposts_early(name: str) -> None:
    text = rendered(name).text
    assert text.index("999") < 700
    assert "\n\nIn an emergency, always call 999." in text
    for sign in ("not watched around the clock", "101", "force.example", "Crimestoppers", "coordinator@force.example"):
        assert sign in text[: text.index("999") + 500]


@pytest.mark.parametrize("name", READ_BY_PLRS)
def test_a_plr_reads_plain_words(name: str) -> None:
    mail = rendered(name)
    assert not words(f"{mail.subject} {mail.text} {visible(mail.html)}") & FORBIDDEN


@pytest.mark.parametrize("name", [name for name in TEMPLATES.names if TEMPLATES.reader(name) == "officer"])
def test_an_officer_reads_no_blame(name: str) -> None:
    mail = rendered(name)
    assert not words(f"{mail.subject} {mail.text}") & BLAME


@pytest.mark.parametrize("name", TEMPLATES.names)
def test_every_message_says_why_its_reader_gets_it(name: str) -> None:
    assert "You get this email" in rendered(name).text.rsplit("* * *", 1)[1]


def test_templates_that_have_not_changed_are_read_once_by_whatever_path_they_are_reached(tmp_path: Path) -> None:
    shutil.copytree(DIRECTORY, tmp_path / "templates")
    (tmp_path / "reached").symlink_to(tmp_path / "templates")
    first = load(tmp_path / "templates", LONDON)
    assert load(tmp_path / "reached", LONDON) is first
    with (tmp_path / "templates" / "introduction.md").open("a") as introduction:
        introduction.write("\nMore.\n")
    assert load(tmp_path / "reached", LONDON) is not first


def test_the_made_up_reader_of_a_further_programme_is_who_it_is_for() -> None:
    assert rendered("watch-check").text.startswith("Dear Pat Hall,")
    assert rendered("watch-prompt").text.startswith("Dear PC A. Reed,")


def test_introductions_name_the_community_messaging_service_where_there_is_one() -> None:
    assert "Example Alert" in rendered("introduction").text
    assert "For news" not in rendered("introduction", {"community_messaging": ""}).text


def test_what_may_be_missing_leaves_no_gap() -> None:
    bare = {"website": "", "community_messaging": "", "officer_phone": "", "subject": "", "officer_name": "PC A. Reed"}
    for name in READ_BY_PLRS:
        text = rendered(name, bare).text
        assert not re.search(r" [,.;]|  |“”|or use\b(?! h)", text), name


def test_an_acknowledgement_names_the_day_and_says_nothing_of_clocks() -> None:
    mail = rendered("acknowledgement")
    assert mail.subject == "Your message has reached PC A. Reed"
    assert "You can expect an answer by Friday 12 June 2026." in mail.text


def test_a_reminder_of_one_message_may_be_answered_itself_and_one_of_several_not() -> None:
    several = rendered("reply-reminder")
    one = rendered("reply-reminder", {"questions": SAMPLES["answer-due"]["questions"]})
    assert one.subject == "Pat Hall is waiting for your answer"
    assert "You may also reply to this email" in one.text
    assert several.subject == "3 messages are waiting for your answer"
    assert "Please do not answer several people in one email." in several.text
    assert "(no subject)" in several.text


def test_an_action_is_a_link_and_shows_its_typed_form() -> None:
    mail = rendered("draft")
    assert "Send it to Pat Hall: reply with SEND as the first line" in mail.text
    link = LexborHTMLParser(mail.html).css_first("a.action")
    assert link is not None
    assert link.attributes["href"] == "mailto:liaison%2Bk3v7q2m5x4zt6wra@force.example?subject=SEND&body=SEND"
    assert "or reply with SEND as the first line" in visible(mail.html)


def test_a_draft_shows_the_words_line_by_line() -> None:
    assert "> The hedge is:" not in rendered("draft").text
    assert (
        "> Dear Pat,\n>\n> I walked down Church Lane this morning. The hedge is:\n>\n"
        ">   * 2 m over the footpath at no. 14\n>   * clear everywhere else\n" in rendered("draft").text
    )


def test_the_digest_gives_the_days_counted_and_those_taken_out_but_weekends() -> None:
    text = rendered("digest").text
    assert "Pat Hall to PC A. Reed, Fri 5 June at 9:12am; due Fri 12 June, 5 working days from Mon 8 June;" in text
    holiday = {"on": date(2026, 6, 9), "why": "closed"}
    line = {**SAMPLES["digest"]["new"][0], "skipped": [*SAMPLES["digest"]["new"][0]["skipped"], holiday]}  # type: ignore[index]
    assert "Mon 8 June, without Tue 9 June (closed);" in rendered("digest", {"new": [line]}).text
    assert "reminded Wed 10 June, Fri 12 June" in text
    assert "4. j.marlow@post.example: Noise at the hall" in text
    assert "LINK 4 · CLOSE 4 · SNOOZE 4 · ACK 4" in text
    assert "In contact this month: 31 of 40 ████████░░\n" in text


def test_what_stands_as_it_was_is_in_short_by_team_where_there_is_much_of_it_and_keeps_its_numbers() -> None:
    [line] = SAMPLES["digest"]["still"]  # type: ignore[misc]
    still = [{**line, "number": number, "team": "Ashe NPT" if number == 8 else "Wendle NPT"} for number in range(7, 19)]
    few = rendered("digest", {"still": still[:2], "still_held": []}).text
    assert (
        "\n7. Ashe Parish Council: Flooded underpass · ACK 7\n8. Ashe Parish Council: Flooded underpass · ACK 8\n"
        in few
    )
    many = rendered("digest", {"still": still, "still_held": []}).text
    assert "12 as before. Reply" in many
    assert "ACK 7-18 says that you have seen them all" in many
    assert "- Ashe NPT: 8 Ashe Parish Council\n- Wendle NPT: 7 Ashe Parish Council, 9 Ashe" in many


@pytest.mark.parametrize(
    ("changed", "begins"),
    [
        ({}, "1 new, 1 grown, 1 without contact, 1 resolved, 1 to be placed; 2 as before. Reply as in SNOOZE 1"),
        ({"grown": [], "lapsed": [], "held": [], "still": [], "still_held": []}, "1 new, 1 resolved. Reply as"),
        ({"new": [], "grown": [], "lapsed": [], "held": [], "still": []}, "1 resolved; 1 as before.\n"),
        ({"new": [], "grown": [], "lapsed": [], "held": [], "answered": []}, "Nothing new is late since the last"),
    ],
)
def test_the_digest_begins_with_what_there_is_and_counts_no_nothing(changed: Mapping[str, object], begins: str) -> None:
    text = rendered("digest", changed).text
    assert text.startswith(begins)
    assert " 0 " not in text[:200]


def test_lines_that_are_many_share_their_answers_by_team_and_what_has_grown_is_said_in_short() -> None:
    text = rendered("digest", DIGESTS["a bad day"]).text
    assert "Brinton NPT\n\n6. Ashe Parish Council: Noise, due Fri 12 June.\n7. Kislingford" in text
    assert "Quad bikes, due Fri 12 June.\nACK 6-7 · SNOOZE 6-7 · EXCUSE 6-7 · REASSIGN 6-7\n" in text
    assert not re.search(r"ACK (?:1|2|6|7) ", text)
    assert "reminded Wed 10 June, Fri 12 June.\nACK 3 · SNOOZE 3" in text


def test_lines_without_answers_of_their_own_end_where_their_words_end() -> None:
    lines: list[dict[str, object]] = DIGESTS["a bad day"]["new"]  # type: ignore[assignment]
    for mail in (rendered("digest", DIGESTS["a bad day"]), rendered("left-unacted", {"open": lines})):
        assert "\\" not in mail.text + mail.html
        assert " \n" not in mail.text


def test_the_team_of_a_few_lines_stands_beside_their_title() -> None:
    assert "\nNew: Harpole NPT\n----" in rendered("digest", DIGESTS["an ordinary day"]).text


def test_a_word_that_is_typed_is_not_broken_in_two() -> None:
    words = LexborHTMLParser(rendered("digest", DIGESTS["a bad day"]).html).css("a.word")
    assert {"ACK 1-2", "REASSIGN 6-7"} <= {word.text() for word in words}
    assert all("nowrap" in (word.attributes["style"] or "") for word in words)


def test_a_digest_of_nothing_but_a_failed_mail_has_no_empty_sections() -> None:
    empty = {"new": [], "grown": [], "answered": [], "held": [], "alarms": [], "still": [], "still_held": []}
    text = rendered("digest", empty).text
    assert "Mail that did not arrive" in text
    assert not {"New", "Still open, as before", "Resolved since", "Messages that could not be placed"} & set(
        text.split("\n")
    )


@pytest.mark.parametrize("name", TEMPLATES.names)
def test_a_name_is_nothing_but_text_wherever_it_stands(name: str) -> None:
    """A council called "Foo *Bar* [x](y)" breaks neither Markdown nor HTML nor a header."""
    mail = TEMPLATES.render(name, _poisoned(sample(name)))
    plain = rendered(name)
    assert "\n" not in mail.subject
    assert "\0" not in mail.subject + mail.text + mail.html
    assert elements(mail.html) == elements(plain.html)
    assert "evil.example" not in " ".join(links(mail.html))


def _poisoned(value: object) -> object:
    """The same context with every plain text poisoned; links stay what they are."""
    if isinstance(value, Mapping):
        kept = ("href", "website", "address", "typed", "template")
        return {key: item if key.endswith(kept) else _poisoned(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_poisoned(item) for item in value]
    return NASTY if isinstance(value, str) and value and "\n" not in value else value


def elements(html: str) -> list[str | None]:
    return [node.tag for node in LexborHTMLParser(html).css("body *")]


def links(html: str) -> Iterator[str]:
    return (node.attributes["href"] or "" for node in LexborHTMLParser(html).css("a"))


@given(st.text())
def test_escaped_text_comes_out_of_markdown_as_it_went_in(text: str) -> None:
    if one_line(text):
        assert to_text(escaped(text)) == one_line(text) + "\n"
        assert elements(f"<body>{to_html(escaped(text))}") == ["p"]


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=1).filter(str.strip))
def test_escaped_ascii_is_exactly_what_is_read(text: str) -> None:
    assert to_text(escaped(text)) == " ".join(text.split()) + "\n"
    assert visible(f"<body>{to_html(escaped(text))}") == " ".join(text.split())


@pytest.mark.parametrize("text", ["", " \n\n"])
def test_a_quotation_of_nothing_says_so(text: str) -> None:
    assert to_text(quotation(text)) == "> (no words)\n"


@given(st.lists(st.text(st.characters(codec="ascii", exclude_categories=["Cc"])), min_size=1))
def test_a_quotation_keeps_every_line(lines: list[str]) -> None:
    text = "\n".join(line.rstrip() for line in lines).strip()
    if text:
        quoted = to_text(quotation(text)).rstrip("\n")
        assert quoted.split("\n") == [f"> {line}".rstrip() for line in text.split("\n")]
        assert set(elements(f"<body>{to_html(quotation(text))}")) <= {"blockquote", "p", "br"}


def test_a_table_becomes_lines_in_text() -> None:
    table = "| Council | Due |\n|---|---|\n| Harpole | Fri 12 June |\n| Brinton | Mon 15 June |\n"
    assert to_text(table) == "Council\n-------\n\nHarpole: Fri 12 June\nBrinton: Mon 15 June\n"
    long = table + f"| Great and Little Thornbeck | {'later ' * 9}|\n"
    assert to_text(long).endswith("\n\nGreat and Little Thornbeck\n" + "later " * 8 + "later\n")
    assert "<td>Fri 12 June</td>" in to_html(table)


def test_markdown_is_not_escaped_twice() -> None:
    assert isinstance(quotation("a*b"), Markdown)
    assert to_text("[police](https://www.force.example)") == "police (https://www.force.example)\n"


@pytest.mark.parametrize("hole", [None, "", "  ", "\n"])
def test_a_mail_with_a_hole_is_not_rendered(hole: object) -> None:
    with pytest.raises(ConfigError, match=r"acknowledgement\.md: cannot be rendered: a value is empty"):
        rendered("acknowledgement", {"plr_name": hole})


def test_a_mail_that_lacks_a_variable_is_not_rendered() -> None:
    lacking = {key: value for key, value in SAMPLES["draft"].items() if key != "text"}
    with pytest.raises(ConfigError, match="'text' is undefined"):
        TEMPLATES.render("draft", lacking)
    with pytest.raises(ConfigError, match=r"templates/nonsense\.md is missing"):
        TEMPLATES.render("nonsense", {})


def test_the_variables_of_a_message_are_known_with_those_of_its_pieces() -> None:
    assert TEMPLATES.variables("acknowledgement") == {
        *("plr_name", "officer_name", "organisation", "subject", "answer_by", "is_past", "council"),
        *("website", "coordinator_name", "coordinator_address", "help_href"),
    }


def test_every_problem_of_a_directory_is_said_at_once(directory: Path) -> None:
    head = "---\nsubject: s\npreheader: p\nreader: {}\n---\n"
    (directory / "draft.md").write_text(head.format("officer") + "Dear {{ offcer_name }}\n")
    (directory / "alarm.md").write_text(head.format("coordinator") + "one\n{% if ended %}\n")
    (directory / "digest.md").write_text("---\nsubjet: s\nreader: king\n---\nx\n")
    (directory / "which-plr.md").unlink()
    (directory / "acknowledgement.md").write_text(head.format("plr") + "Dear {{ plr_name }}\n")
    (directory / "too-large.md").write_text(head.format("plr") + '{% include "_nothing" %}\n')
    (directory / "draft-sent.md").write_text(head.format("officer") + "{{ officer_name | shout }}\n")
    (directory / "introduction.md").write_text("Dear all\n")
    (directory / "hand-over.md").write_text(
        head.format("plr")
        + "{% for row in rows %}\n- {{ row.subject }}{% if row.on_hold %}, on hold{% endif %}\n{% endfor %}\n"
    )
    (directory / "layout.html").write_text("{{ body }}{{ logo }}")
    with pytest.raises(ConfigError) as error:
        load(directory, LONDON)
    said = [problem.removeprefix(f"{directory}/") for problem in error.value.problems]
    for begins, holds in [
        ("draft.md:6: offcer_name is not known", "officer_name"),
        ("alarm.md:", "Unexpected end of template"),
        ("digest.md:2: 'subjet: s' is not understood", "allowed are subject, preheader, reader"),
        ("digest.md:1: subject is missing", ""),
        ("digest.md: reader is 'king'", "allowed are plr, officer, coordinator, anyone"),
        ("which-plr.md is missing", ""),
        ("acknowledgement.md: a PLR has to read 999, 101, Crimestoppers", "_signposts"),
        ("too-large.md:", "includes _nothing, which is not there"),
        ("draft-sent.md:6: No filter named 'shout'", ""),
        ("introduction.md:1: begin with front matter", ""),
        ("hand-over.md:7: a row that ends with a tag is joined to the next", "empty line"),
        ("layout.html: has to use each of", "logo"),
    ]:
        assert [problem for problem in said if problem.startswith(begins) and holds in problem], (begins, said)


def test_a_template_cannot_reach_out_of_its_sandbox(directory: Path) -> None:
    evil = "---\nsubject: s\npreheader: p\nreader: officer\n---\n{{ text.__class__.__mro__ }}\n"
    (directory / "draft.md").write_text(evil)
    with pytest.raises(ConfigError, match=r"draft\.md: cannot be rendered: access to attribute '__class__'"):
        load(directory, LONDON)


def test_html_is_accessible_and_plain() -> None:
    html = LexborHTMLParser(rendered("introduction").html)
    assert html.root is not None
    assert html.root.attributes["lang"] == "en-GB"
    assert html.css_first("title").text() == rendered("introduction").subject
    assert all(table.attributes.get("role") == "presentation" for table in html.css("table"))
    assert html.css("div[role=main]")
    assert not html.css("img, script, link, iframe, form")
    assert "prefers-color-scheme" in html.css_first("style").text()


def test_days_and_moments_are_local_and_british() -> None:
    winter, summer = datetime(2026, 1, 5, 23, 59, tzinfo=UTC), datetime(2026, 6, 5, 23, 5, tzinfo=UTC)
    assert moment(winter.astimezone(LONDON)) == "Monday 5 January 2026 at 11:59pm"
    assert moment(summer.astimezone(LONDON)) == "Saturday 6 June 2026 at 12:05am"
    assert moment(date(2026, 6, 5)) == full_day(date(2026, 6, 5)) == "Friday 5 June 2026"
    assert short_day(date(2026, 6, 5)) == "Fri 5 June"
    passed = rendered("reply-date-passed", {"answer_by": summer, "new_answer_by": date(2026, 6, 9)}).text
    assert "by Saturday 6 June 2026" in passed
    assert "you can now expect an answer by Tuesday 9 June 2026" in passed


@pytest.mark.parametrize(
    "template", ["monthly-prompt", "own-status", "contact-reminder", "watch-prompt", "watch-reminder"]
)
def test_who_is_reached_by_phone_alone_is_listed_with_a_number_and_no_address(template: str) -> None:
    """An email that a link opened would reach nobody."""
    [row, *_] = sample(template)["rows"]  # type: ignore[misc]
    by_phone = row | {"by_phone": True, "plr_phone": "01632 960 107"}
    mail = rendered(template, {"rows": [by_phone]})
    assert "by phone only: 01632 960 107" in " ".join(mail.text.split()).replace("By phone", "by phone")
    assert row["reply_address"] not in mail.text
    assert row["reply_href"] not in unescape(mail.html)


@pytest.mark.parametrize(
    ("period", "asked"),
    [
        ({}, "Has PC A. Reed been in touch with you this month for Harpole Parish Council,"),
        ({"is_month": False}, "Has PC A. Reed been in touch with you since Monday 1 June 2026 for Harpole"),
        ({"away_name": "Jo Ashe"}, "Has PC A. Reed been in touch with Jo Ashe, or with you in their place, this month"),
    ],
)
def test_a_check_says_of_whom_since_when_and_for_which_council(period: dict[str, object], asked: str) -> None:
    assert asked in " ".join(rendered("contact-check", period).text.split())


def test_an_officer_whose_cover_is_away_too_reads_so_and_how_to_name_another() -> None:
    officers = {
        "reader_name": "PC A. Reed",
        "person_name": "PC A. Reed",
        "for_plr": False,
        "stand_in_name": "PC L. Ames",
    }
    text = " ".join(rendered("absence-noted", {**officers, "stand_in_is_away": True}).text.split())
    assert "go to PC L. Ames, who is away then too. To name another colleague, reply to this email" in text
    assert "away then too" not in rendered("absence-noted", officers).text


@pytest.mark.parametrize(
    ("template", "expects"),
    [
        ("acknowledgement", "You can expect"),
        ("answer-awaited", "You can expect"),
        ("not-answered", "with the same day"),
    ],
)
def test_nobody_is_told_to_expect_an_answer_by_a_day_that_has_passed(template: str, expects: str) -> None:
    ahead, past = rendered(template), rendered(template, {"is_past": True})
    assert expects in ahead.text
    assert expects in ahead.html
    assert expects not in past.text + past.html


@settings(max_examples=30, deadline=None)
@given(st.text(min_size=1), st.text(min_size=1))
def test_whatever_somebody_is_called_their_mail_can_be_rendered_or_is_refused(name: str, subject: str) -> None:
    templates: Templates = TEMPLATES
    try:
        mail = templates.render("acknowledgement", {**SAMPLES["acknowledgement"], "plr_name": name, "subject": subject})
    except ConfigError as error:
        assert "a value is empty" in str(error)
    else:
        assert elements(mail.html) == elements(rendered("acknowledgement").html)
