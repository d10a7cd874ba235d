"""Sessions: who is signed in, until they sign out, stay away, or have been signed in for long."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from time import time

from ui.people.accounts import Accounts, User

IDLE_S, LONGEST_S = 24 * 3_600.0, 14 * 86_400.0  # since the last request, and since signing in
_SEEN_S = 60.0  # that a session was used is written down no more often
_MOST = 50  # of one user; the oldest ends first
_OF_SESSION = """
    SELECT users.id, name, role, since, password, seen_s FROM sessions JOIN users ON users.id = user
    WHERE hash = ? AND began_s > ? AND seen_s > ?
"""


class Sessions:
    """Sessions of users, kept beside them; a browser has 256 random bits, of which only the hash is kept.

    `now` is the time in seconds of Unix.
    """

    def __init__(self, accounts: Accounts, now: Callable[[], float] = time) -> None:
        self._accounts = accounts
        self._now = now

    def begin(self, user: User) -> str:
        """Return the value by which a browser is known as a user's; empty where the user has changed meanwhile."""
        value, now = secrets.token_hex(32), self._now()
        with self._accounts.opened() as file:
            file.execute("DELETE FROM sessions WHERE began_s <= ? OR seen_s <= ?", (now - LONGEST_S, now - IDLE_S))
            begun = file.execute(
                "INSERT INTO sessions SELECT ?, id, ?, ? FROM users WHERE id = ? AND password = ?",
                (_hash(value), now, now, user.id, user.password),
            )
            file.execute(
                "DELETE FROM sessions WHERE user = ? AND hash NOT IN "
                "(SELECT hash FROM sessions WHERE user = ? ORDER BY began_s DESC, rowid DESC LIMIT ?)",
                (user.id, user.id, _MOST),
            )
        return value if begun.rowcount else ""

    def user_of(self, value: str) -> User | None:
        """Return whose session it is; None for one that has ended, or never was."""
        if not value:
            return None
        now = self._now()
        with self._accounts.opened() as file:
            row = file.execute(_OF_SESSION, (_hash(value), now - LONGEST_S, now - IDLE_S)).fetchone()
            if row is None:
                return None
            *told, seen_s = row
            if now - seen_s > _SEEN_S:
                file.execute("UPDATE sessions SET seen_s = ? WHERE hash = ?", (now, _hash(value)))
        return User(*told)

    def end(self, value: str) -> None:
        """End a session, if there is one."""
        with self._accounts.opened() as file:
            file.execute("DELETE FROM sessions WHERE hash = ?", (_hash(value),))

    def end_all(self) -> None:
        """End every session: everybody has to sign in anew."""
        with self._accounts.opened() as file:
            file.execute("DELETE FROM sessions")


def _hash(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()
