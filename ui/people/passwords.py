"""Passwords: kept only as Argon2id hashes, by the parameters that RFC 9106 recommends where memory is scarce."""

from __future__ import annotations

import secrets
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 12, 512  # characters; what is longer is refused before it costs anything


class PasswordRefused(ValueError):
    """A password that is too easy to guess, or too long; the message says what is asked."""


def hashed(password: str) -> str:
    """Return what is kept of a new password; raise PasswordRefused."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordRefused(f"a password has {SHORTEST} to {LONGEST} characters; a few words will do")
    return _hasher().hash(_composed(password))


def is_right(password: str, kept: str) -> bool:
    """Tell whether a password is the one that was kept; of one that nobody can have, in the same time, that it is not.

    An empty `kept` is that of a person who does not exist.
    """
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(kept or nobodys(), _composed(password[:LONGEST])) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


@cache
def nobodys() -> str:
    """Return the hash of a password that nobody has; the first call takes as long as making one does."""
    return _hasher().hash(secrets.token_hex(32))


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


def _composed(password: str) -> str:
    """Return a password as it is hashed, whichever way a keyboard makes its accents."""
    return unicodedata.normalize("NFC", password)
