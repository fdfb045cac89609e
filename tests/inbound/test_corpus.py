"""Every mail of the corpus is understood as its `.expected.json` says: only the keys that stand there are compared."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from mailbot.cli import main

CORPUS = Path(__file__).parents[1] / "corpus"
MAILS = sorted(CORPUS.glob("*.eml"))


@cache
def explained() -> dict[str, dict[str, Any]]:
    """Run the command once over the whole folder, as a person would; the lines by the file they speak of."""
    result = CliRunner().invoke(main, ["explain", "--json", str(CORPUS)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    lines = [json.loads(line) for line in result.output.splitlines()]
    return {Path(line["file"]).name: line for line in lines}


@pytest.mark.parametrize("mail", MAILS, ids=[mail.stem for mail in MAILS])
def test_a_mail_of_the_corpus_is_understood_as_expected(mail: Path) -> None:
    expected = json.loads(mail.with_suffix(".expected.json").read_text(encoding="utf-8"))
    actual = explained()[mail.name]
    assert expected == {key: actual.get(key) for key in expected}


def test_no_expectation_of_the_corpus_has_lost_its_mail() -> None:
    expectations = {path.name.removesuffix(".expected.json") for path in CORPUS.glob("*.expected.json")}
    assert expectations == {mail.stem for mail in MAILS}
