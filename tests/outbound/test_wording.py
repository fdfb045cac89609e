"""Every mail in the words of a public notice: short sentences, easy words, nothing that is not for its reader."""

from __future__ import annotations

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mailbot.outbound.samples import sample
from mailbot.outbound.template import load

TEMPLATES = load(Path(__file__).parents[2] / "templates", ZoneInfo("Europe/London"))
FOR_THE_COUNCIL = [name for name in TEMPLATES.names if TEMPLATES.reader(name) in ("plr", "anyone")]
FOR_ONE = [name for name in TEMPLATES.names if TEMPLATES.reader(name) != "coordinator"]
FOREIGN = ("behind it", "behind the number", "no more the", "there again", "wrote to us of", "anew", "has got it")


def said(name: str) -> str:
    """Give what a mail says between greeting and footer, without addresses."""
    return re.sub(r"\S+@\S+|https?://\S+", "it", TEMPLATES.render(name, sample(name)).text.rsplit("* * *", 1)[0])


def sentences(text: str) -> list[str]:
    """Take a text apart at full stops, question marks, colons and the ends of paragraphs."""
    whole = re.sub(r"\b(P?CS?O?) ([A-Z])\. ", r"\1 \2 ", text)
    return [one for one in re.split(r"(?<=[.?!:])\s|\n+", whole) if len(one.split()) > 1]


def syllables(word: str) -> int:
    """Count groups of vowels, a silent e at the end apart."""
    return max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", word.lower()))))


def reading_ease(text: str) -> float:
    """Flesch: 60 and more is plain English."""
    words = re.findall(r"[A-Za-z’']+", text)
    per_sentence = len(words) / len(sentences(text))
    return 206.835 - 1.015 * per_sentence - 84.6 * sum(map(syllables, words)) / len(words)


def reading_grade(text: str) -> float:
    """Flesch and Kincaid: the years of school that it takes to follow."""
    words = re.findall(r"[A-Za-z’']+", text)
    return 0.39 * len(words) / len(sentences(text)) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def own_words(name: str) -> str:
    """Give what a mail says beside the signposts, which are short and the same everywhere."""
    paragraphs = said(name).split("\n\n")
    return "\n\n".join(one for one in paragraphs if not re.search(r"999|101|Crimestoppers", one))


@pytest.mark.parametrize("name", FOR_ONE)
def test_the_first_sentence_is_short(name: str) -> None:
    first = next(one for one in sentences(said(name)) if not one.startswith(("Dear", "Hello")))
    assert len(first.split()) <= 32, first


@pytest.mark.parametrize("name", TEMPLATES.names)
def test_no_sentence_is_long(name: str) -> None:
    longest = max(sentences(said(name)), key=lambda one: len(one.split()))
    assert len(longest.split()) <= 42, longest


@pytest.mark.parametrize("name", FOR_THE_COUNCIL)
def test_what_the_council_reads_is_plain_english(name: str) -> None:
    assert reading_ease(said(name)) >= 60
    assert reading_grade(own_words(name)) <= 8


@pytest.mark.parametrize("name", TEMPLATES.names)
def test_a_mail_is_written_in_the_english_of_its_readers(name: str) -> None:
    assert not [words for words in FOREIGN if words in said(name)]


@pytest.mark.parametrize("name", [name for name in TEMPLATES.names if name.startswith("watch-")])
def test_neighbourhood_watch_never_reads_plr(name: str) -> None:
    mail = TEMPLATES.render(name, sample(name))
    assert "PLR" not in mail.subject + mail.text + mail.html
