"""Which outlets an archive has articles of."""

from __future__ import annotations

import sqlite3

CREATE = "CREATE INDEX article_outlet ON articles (outlet) WHERE current = 1"
_MOST = 2_000  # a list that nobody reads to its end
# From one name to the next in the index: as many steps as there are names, however many articles each has.
_NAMES = """
    WITH RECURSIVE names (outlet) AS (
        SELECT min(outlet) FROM articles WHERE current = 1 AND outlet > ''
        UNION ALL
        SELECT (SELECT min(a.outlet) FROM articles a WHERE a.current = 1 AND a.outlet > names.outlet)
        FROM names WHERE names.outlet IS NOT NULL
    )
    SELECT outlet FROM names WHERE outlet IS NOT NULL LIMIT ?
"""


def outlets_of(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the names of the outlets of the newest revisions, at most 2,000, in order, capitals beside small letters.

    An article that names no outlet is of none.
    """
    return tuple(sorted((name for (name,) in connection.execute(_NAMES, (_MOST,))), key=str.casefold))
