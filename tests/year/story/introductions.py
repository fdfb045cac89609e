"""Officers get notice of an introduction, and answer to it before it goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tests.year.story.event import Writes


@dataclass(frozen=True, kw_only=True)
class AnswersNotice(Writes):
    """Whoever got the notice writes a word about the introduction to the PLR of a council."""

    council: str
    since: datetime
    """Since when the two are a pair: it is this notice that they answer."""


class StopsIntroduction(AnswersNotice):
    """They reply NO."""


@dataclass(frozen=True, kw_only=True)
class IntroducesThemselves(AnswersNotice):
    """They write words of their own: in reply to the notice of one, or by the link that it has for each of several.

    Whether they are shown what they replied, as the PLR will see it, stands empty until there is a notice.
    """

    is_shown: bool = False


@dataclass(frozen=True, kw_only=True)
class SendsIntroduction(AnswersNotice):
    """They were shown what they had written, `message`, and reply SEND."""

    message: str
