"""Which articles were forgotten and must not come back: known by a salted digest of their ids, nothing else."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime

from index.catalog import Catalog
from index.catalog_writing import WritableCatalog
from index.errors import BackupUnreadable


class Forgotten:
    """The articles that were forgotten, by their ids; changed inside `catalog.transaction()`."""

    def __init__(self, catalog: WritableCatalog) -> None:
        self._catalog = catalog
        self._digests = {row[0] for row in catalog.connection.execute("SELECT digest FROM forgotten")}

    def __contains__(self, article_id: str) -> bool:
        return bool(self._digests) and self._digest(article_id) in self._digests

    def add(self, article_ids: Iterable[str]) -> None:
        """Have articles not come back."""
        salt = json.dumps(secrets.token_hex(16))
        self._catalog.connection.execute("INSERT OR IGNORE INTO facts VALUES ('salt', ?)", (salt,))
        now = datetime.now(UTC).isoformat(timespec="seconds")
        digests = [self._digest(article_id) for article_id in article_ids]
        rows = ((digest, now) for digest in digests)
        self._catalog.connection.executemany("INSERT OR IGNORE INTO forgotten VALUES (?, ?)", rows)
        self._digests |= set(digests)

    def allow(self, article_ids: Iterable[str]) -> None:
        """Let articles come back with the next run; every file that has some withheld is read again."""
        digests = [self._digest(article_id) for article_id in article_ids]
        connection = self._catalog.connection
        connection.executemany("DELETE FROM forgotten WHERE digest = ?", ((digest,) for digest in digests))
        connection.execute("UPDATE files SET digest = '', stamp = '' WHERE withheld > 0")
        self._digests -= set(digests)

    def take_over(self, later: Catalog) -> list[str]:
        """Have articles not come back that were forgotten in a later state of this archive; return those still here.

        Raises BackupUnreadable for the catalog of another archive, whose digests tell nothing about this one.
        """
        connection, rows = self._catalog.connection, later.connection.execute("SELECT * FROM forgotten").fetchall()
        if not rows:
            return []
        salt, here = _salt_in(later), _salt_in(self._catalog)
        if here not in (None, salt):
            raise BackupUnreadable(f"{later.path.parent} is no later state of this archive: it forgot other articles")
        connection.execute("INSERT OR REPLACE INTO facts VALUES ('salt', ?)", (salt,))
        connection.executemany("INSERT OR IGNORE INTO forgotten VALUES (?, ?)", rows)
        self._digests |= {digest for digest, _ in rows}
        known = connection.execute("SELECT DISTINCT id FROM articles").fetchall()
        return [article_id for (article_id,) in known if article_id in self]

    def _digest(self, article_id: str) -> str:
        told = _salt_in(self._catalog)
        salt = bytes.fromhex(json.loads(told)) if told else b""
        return hashlib.blake2b(article_id.encode("utf-8", "replace"), key=salt, digest_size=32).hexdigest()


def _salt_in(catalog: Catalog) -> str | None:
    """Return what an archive's digests are salted with, as JSON; None where nothing was ever forgotten."""
    row = catalog.connection.execute("SELECT value FROM facts WHERE name = 'salt'").fetchone()
    return str(row[0]) if row else None
