"""What the catalog has on record about the archive as a whole: its id, where its vectors are, its generations."""

from __future__ import annotations

import json
import sqlite3
from abc import ABC, abstractmethod
from typing import Any


class Facts(ABC):
    """Reads the facts of a catalog, by their names."""

    @property
    @abstractmethod
    def connection(self) -> sqlite3.Connection:
        """A connection to the catalog, for this thread."""

    @property
    def archive_id(self) -> str:
        """What names this archive where several share a server; empty until it is first indexed."""
        return str((self._fact("archive") or {}).get("id", ""))

    @property
    def vectors_at(self) -> str | None:
        """The server that the vectors were taken in at; None where they are in the archive's folder."""
        where: str | None = self._fact("vectors_at")
        return where

    @property
    def erasing(self) -> bool:
        """Whether what was forgotten has yet to be erased from the files."""
        return bool(self._fact("erasing"))

    @property
    def moving(self) -> bool:
        """Whether vectors began to be moved from the recent store to the large one, and are in both."""
        return bool(self._fact("moving"))

    def generation(self, mirror: str) -> int:
        """Return how often a mirror was brought forward; another number tells a reader that its copy is behind."""
        return int(self._fact(f"generation:{mirror}") or 0)

    def _fact(self, name: str) -> Any:  # noqa: ANN401 - JSON
        row = self.connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return json.loads(row[0]) if row else None
