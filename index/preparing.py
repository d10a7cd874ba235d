"""Works out what is kept of an article beside its text before anything is written: passages, figures, times, bands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.article import Article
from index.catalog_figures import FigureRow, figure_rows
from index.catalog_times import TimeRow, time_rows
from index.copies import bands
from index.errors import ArticleUnprepared
from index.splitter import split


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is kept of an article beside its text, as rows of the catalog that have yet to get the article's key.

    Rows and not objects, because most come from another process and have to be cheap to send.
    """

    passages: list[tuple[int, int]]
    figures: list[FigureRow]
    times: list[TimeRow]
    bands: tuple[int, ...]


Preparation = Prepared | ArticleUnprepared


def prepare(article: Article) -> Prepared:
    """Return what is kept of an article; raise ArticleUnprepared, naming it, where the rules fail on its text."""
    text, language, published = article.text, article.language, article.published
    try:
        return Prepared(
            passages=[(span.start, span.end) for span in split(text)],
            figures=figure_rows(text, language, published),
            times=time_rows(text, language, published),
            bands=bands(text),
        )
    except Exception as failed:  # whatever it is, it is told with the article's name, and the other articles go on
        reason = f"{type(failed).__name__}: {failed}"
        raise ArticleUnprepared(
            f"the article {article.id!r} could not be read for its figures and times ({reason})"
        ) from failed


def prepare_all(articles: Iterable[Article]) -> list[Preparation]:
    """Return what is kept of each article, or why there is nothing."""
    return [_prepared(article) for article in articles]


def _prepared(article: Article) -> Preparation:
    try:
        return prepare(article)
    except ArticleUnprepared as failed:
        return ArticleUnprepared(*failed.args)  # without its cause, which may not travel between processes
