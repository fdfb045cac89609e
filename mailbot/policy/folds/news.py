"""Folds of news: written, released, stopped."""

from __future__ import annotations

from mailbot.model.facts import NewsReleased, NewsStopped, NewsWritten
from mailbot.policy.entries import News
from mailbot.policy.folds.dispatch import fold
from mailbot.policy.state import State


@fold.register
def _news_written(fact: NewsWritten, state: State, number: int) -> None:
    state.news[fact.news] = News(fact)


@fold.register
def _news_released(fact: NewsReleased, state: State, number: int) -> None:
    state.news[fact.news].released = fact
    state.news_by_liaison[fact.liaisons[0]].append(fact.news)
    state.touched.add(fact.liaisons[0])


@fold.register
def _news_stopped(fact: NewsStopped, state: State, number: int) -> None:
    news = state.news[fact.news]
    if news.released is not None:
        state.news_by_liaison[news.released.liaisons[0]].remove(fact.news)
        state.touched.add(news.released.liaisons[0])
    news.released = None
