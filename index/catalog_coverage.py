"""Which months an archive's articles were published in."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field

# A date that is neither a day nor a month begins and ends in two months.
_BY_MONTH = """
    SELECT substr(published_start, 1, 7), substr(published_start, 1, 7) = substr(published_end, 1, 7), count(*)
    FROM articles WHERE current = 1 GROUP BY 1, 2 ORDER BY 1
"""
# Of all articles it would read every text there is; those of the latest ones are told soon.
_LANGUAGES = """
    SELECT DISTINCT language FROM (
        SELECT language FROM articles WHERE current = 1 ORDER BY published_start DESC, published_end DESC LIMIT 500
    ) ORDER BY language
"""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many articles were published in each month, `2024-01`, the first month first; months without are left out.

    `undated` articles are dated by a year, or by a stretch of more than one month. `languages` are those of the 500
    latest articles.
    """

    months: dict[str, int] = field(default_factory=dict)
    undated: int = 0
    languages: tuple[str, ...] = ()

    @property
    def articles(self) -> int:
        """All articles that are searched."""
        return sum(self.months.values()) + self.undated


def coverage_of(connection: sqlite3.Connection) -> Coverage:
    """Count the newest revisions of the articles by month, in one pass that reads no text."""
    rows = connection.execute(_BY_MONTH).fetchall()
    months = {month: articles for month, dated, articles in rows if dated}
    undated = sum(articles for _, dated, articles in rows if not dated)
    return Coverage(months, undated, tuple(language for (language,) in connection.execute(_LANGUAGES)))
