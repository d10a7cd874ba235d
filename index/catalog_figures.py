"""The figures of the articles in the catalog: written when an article is taken in, read with its passages."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from index.annotate.dates import TimeExpression, time_expressions
from index.annotate.figures import Bound, Counted, Figure, figures
from index.language import LANGUAGES
from index.period import Period
from index.sentences import sentences
from index.span import Span

_COLUMNS = (
    'f.start, f."end", f.sentence_start, f.sentence_end, f.value, f.magnitude, f.bound, '
    "f.counted, f.counted_start, f.counted_end, f.who_start, f.who_end, f.source_start, f.source_end, "
    "f.time_start, f.time_end, f.as_of_start, f.as_of_end, f.former"
)
_INSERT = "INSERT INTO figures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ARTICLES_AT_ONCE = 1_000
_DONE = frozenset(("killed", "injured"))  # what befell people is told when it has

FigureRow = tuple[object, ...]  # a row of the table without its article


@dataclass(frozen=True, slots=True)
class ReportedFigure:
    """A figure in an article, and the sentence that reports it; all spans are of the article's text.

    `as_of` are the days that the figure's expression of time means, read against the article's date. None where it has
    none, or one that cannot be resolved: then all that is known is when it was printed, which is no time of an event.
    """

    figure: Figure
    sentence: Span
    as_of: Period | None = None


def figure_rows(text: str, language: str, published: Period) -> list[FigureRow]:
    """Return the figures of an article's text as they are kept; only Dutch and English ones have any."""
    return [_row(reported) for reported in reported_figures(text, language, published)]


def write_figures(connection: sqlite3.Connection, key: int, rows: Iterable[FigureRow]) -> None:
    """Put the figures of the article with this key on record."""
    connection.executemany(_INSERT, ((key, *row) for row in rows))


def drop_figures(connection: sqlite3.Connection, article: int) -> None:
    """Take the figures of an article off the record."""
    connection.execute("DELETE FROM figures WHERE article = ?", (article,))


def rewrite_figures(connection: sqlite3.Connection) -> None:
    """Read the figures of all articles that are searched anew: the rules have changed, or there were none yet."""
    connection.execute("DELETE FROM figures")
    query = (
        "SELECT key, text, language, published_start, published_end FROM articles "
        "WHERE current = 1 AND key > ? ORDER BY key LIMIT ?"
    )
    last = -1
    while rows := connection.execute(query, (last, _ARTICLES_AT_ONCE)).fetchall():
        for key, text, language, first, latest in rows:
            published = Period(date.fromisoformat(first), date.fromisoformat(latest))
            write_figures(connection, key, figure_rows(text, language, published))
        last = rows[-1][0]


def reported_figures(text: str, language: str, published: Period) -> Iterator[ReportedFigure]:
    """Yield the figures of an article's text, in order; their times are read against when it was published."""
    if language not in LANGUAGES:
        return
    for sentence in sentences(text):
        said = sentence.of(text)
        if found := figures(said, language):
            dated = any(figure.as_of for figure in found)
            times = time_expressions(said, published, language) if dated else ()
            for figure in found:
                yield ReportedFigure(figure.shifted(sentence.start), sentence, _as_of(figure, times, published))


def _as_of(figure: Figure, times: Sequence[TimeExpression], published: Period) -> Period | None:
    if (dated := figure.as_of) is None:
        return None
    period = next((time.period for time in times if time.span.overlaps(dated)), None)
    # `Four died in the night of 13 January`, printed in December: which year is not known, but no later one
    to_come = period is not None and period.start > published.end
    return None if to_come and figure.counted.key in _DONE else period


def figures_in(connection: sqlite3.Connection, passages: Sequence[int]) -> dict[int, list[ReportedFigure]]:
    """Return the figures that lie in each of the passages."""
    query = (
        f"SELECT p.id, {_COLUMNS} FROM passages p "  # noqa: S608 - constants only
        'JOIN figures f ON f.article = p.article AND f.start >= p.start AND f."end" <= p."end" '
        f"WHERE p.id IN ({','.join('?' * len(passages))}) ORDER BY p.id, f.start"
    )
    found = dict[int, list[ReportedFigure]]()
    for passage, *row in connection.execute(query, passages):
        found.setdefault(passage, []).append(_reported(row))
    return found


def _row(reported: ReportedFigure) -> FigureRow:
    figure, sentence, as_of = reported.figure, reported.sentence, reported.as_of
    return (
        *(figure.span.start, figure.span.end, sentence.start, sentence.end),
        *(figure.value, figure.order, str(figure.bound)),
        *(figure.counted.key, figure.counted.span.start, figure.counted.span.end),
        *_ends(figure.counted.who),
        *_ends(figure.source),
        *_ends(figure.as_of),
        *((as_of.start.isoformat(), as_of.end.isoformat()) if as_of else (None, None)),
        int(figure.former),
    )


def _ends(span: Span | None) -> tuple[int | None, int | None]:
    return (span.start, span.end) if span else (None, None)


def _reported(row: Sequence[Any]) -> ReportedFigure:
    start, end, sentence_start, sentence_end, value, order, bound, key, counted_start, counted_end, *rest = row
    who, source, time = (_span(*rest[at : at + 2]) for at in (0, 2, 4))
    first, last, former = rest[6:]
    figure = Figure(
        span=Span(start, end),
        value=value,
        order=order,
        bound=Bound(bound),
        counted=Counted(Span(counted_start, counted_end), key, who),
        source=source,
        as_of=time,
        former=bool(former),
    )
    as_of = Period(date.fromisoformat(first), date.fromisoformat(last)) if first else None
    return ReportedFigure(figure, Span(sentence_start, sentence_end), as_of)


def _span(start: int | None, end: int | None) -> Span | None:
    return None if start is None or end is None else Span(start, end)
