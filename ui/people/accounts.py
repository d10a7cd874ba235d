"""Accounts: who may sign in, in a small SQLite file of its own."""

from __future__ import annotations

import os
import re
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from ui.people.passwords import hashed, is_right
from ui.people.person import Role

NAME = "people.sqlite3"
_NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{0,63}")
_SCHEMA = """
    CREATE TABLE IF NOT EXISTS users (
        id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL CHECK (role IN ('reader', 'editor')),
        password TEXT NOT NULL, since TEXT NOT NULL
    );
    CREATE TABLE IF NOT EXISTS sessions (
        hash TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        began_s REAL NOT NULL, seen_s REAL NOT NULL
    );
"""


class AccountsUnusable(Exception):
    """The file of the users cannot be used; the message names it and says why."""


class AccountRefused(ValueError):
    """What was asked of the accounts cannot be; the message says why."""


@dataclass(frozen=True, slots=True)
class User:
    """Who may sign in: `id` is never another's, even of the same name; `password` is the hash that is kept."""

    id: str
    name: str
    role: Role
    since: str
    password: str = field(repr=False)


class Accounts:
    """The users in a file, which any number of processes may use; raises AccountsUnusable."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, name: str, role: Role, password: str) -> None:
        """Add a user; raise AccountRefused or PasswordRefused."""
        name, kept = named(name), hashed(password)
        if not _NAME.fullmatch(name):
            raise AccountRefused(f"{name!r} is no name to sign in with; take up to 64 of a-z 0-9 . _ @ -")
        told = (secrets.token_hex(16), name, role, kept, datetime.now(UTC).isoformat(timespec="seconds"))
        with self.opened() as file:
            try:
                file.execute("INSERT INTO users (id, name, role, password, since) VALUES (?, ?, ?, ?, ?)", told)
            except sqlite3.IntegrityError:
                raise AccountRefused(f"there is a user {name!r} already") from None

    def remove(self, name: str) -> None:
        """Remove a user, who is signed out everywhere; raise AccountRefused where there is none."""
        with self.opened() as file:
            _one(file.execute("DELETE FROM users WHERE name = ?", (named(name),)), name)

    def give_role(self, name: str, role: Role) -> None:
        """Make a user a reader or an editor, at once; raise AccountRefused where there is none."""
        with self.opened() as file:
            _one(file.execute("UPDATE users SET role = ? WHERE name = ?", (role, named(name))), name)

    def give_password(self, name: str, password: str) -> None:
        """Set a user's password, who is signed out everywhere; raise AccountRefused or PasswordRefused."""
        kept = hashed(password)
        with self.opened() as file:
            _one(file.execute("UPDATE users SET password = ? WHERE name = ?", (kept, named(name))), name)
            file.execute("DELETE FROM sessions WHERE user = (SELECT id FROM users WHERE name = ?)", (named(name),))

    def all(self) -> list[User]:
        """Return the users by name."""
        with self.opened() as file:
            return [
                User(*row) for row in file.execute("SELECT id, name, role, since, password FROM users ORDER BY name")
            ]

    def verified(self, name: str, password: str) -> User | None:
        """Return the user of that name and password; None, after the same time, for a wrong one of either."""
        columns = "SELECT id, name, role, since, password FROM users WHERE name = ?"
        with self.opened() as file:
            row = file.execute(columns, (named(name),)).fetchone()
        user = User(*row) if row else None
        return user if is_right(password, user.password if user else "") else None

    @contextmanager
    def opened(self) -> Iterator[sqlite3.Connection]:
        """Open the file for one transaction; it is made for its owner only."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
            with closing(sqlite3.connect(self._path, timeout=10)) as file, file:
                file.execute("PRAGMA foreign_keys = ON")
                for statement in _SCHEMA.split(";"):
                    file.execute(statement)
                yield file
        except (OSError, sqlite3.OperationalError, sqlite3.DatabaseError) as wrong:
            raise AccountsUnusable(f"the users in {self._path} cannot be read or kept: {wrong}") from None


def named(name: str) -> str:
    """Return a name as it is kept: capitals and spaces around it say nothing."""
    return name.strip().lower()


def _one(done: sqlite3.Cursor, name: str) -> None:
    if not done.rowcount:
        raise AccountRefused(f"there is no user {named(name)!r}; `knipsel user list` names them")
