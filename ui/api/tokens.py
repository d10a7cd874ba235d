"""Tokens: what lets one page load of a site ask, signed, short-lived, and bound to its site and origin."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import time

import jwt

from ui.api.problems import Problem

_ISSUER, _ALGORITHM = "knipsel", "HS256"
_CLAIMS = ["iss", "exp", "iat", "jti", "site", "origin"]
_SECRET_BYTES = 32  # as many as HS256 makes of a key (RFC 7518, 3.2)


class SecretUnusable(Exception):
    """There is no key to sign tokens with; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Token:
    """What a token says: its own id, the site, and the origin whose pages it lets in."""

    id: str
    site: str
    origin: str


class Tokens:
    """Makes tokens and reads them; `secret` signs them, `lives_s` is for how many seconds each is good."""

    def __init__(self, secret: bytes, lives_s: int) -> None:
        self._secret = secret
        self.lives_s = lives_s

    def make(self, site: str, origin: str, now_s: float | None = None) -> str:
        """Return a new token for a page of that origin; `now_s` is the time, of Unix, if it is not now."""
        now_s = int(time() if now_s is None else now_s)
        claims = {"iss": _ISSUER, "iat": now_s, "exp": now_s + self.lives_s, "jti": secrets.token_urlsafe(9)}
        return jwt.encode({**claims, "site": site, "origin": origin}, self._secret, algorithm=_ALGORITHM)

    def read(self, token: str) -> Token:
        """Return what a token says; raise Problem for one that is expired, tampered with or not ours."""
        try:
            claims = jwt.decode(
                token, self._secret, algorithms=[_ALGORITHM], issuer=_ISSUER, options={"require": _CLAIMS}
            )
        except jwt.ExpiredSignatureError:
            raise Problem("token-expired", "the token is too old; fetch a new one") from None
        except jwt.InvalidTokenError:
            raise Problem("token-invalid", "the token was not made by this Knipsel, or was changed") from None
        return Token(str(claims["jti"]), str(claims["site"]), str(claims["origin"]))


def secret_in(told: str, folder: Path) -> bytes:
    """Return the key that tokens are signed with: what was told, or else that of a file, made at the first start.

    `folder` is the archive's; the file `secret` in it is for its owner only. Raises SecretUnusable.
    """
    if told:
        return told.encode()
    path = folder / "secret"
    try:
        if not path.exists():
            _make(path)
        kept = path.read_bytes()
    except OSError as wrong:
        raise SecretUnusable(
            f"the key in {path} cannot be read or made: {wrong.strerror}; or set KNIPSEL_SECRET"
        ) from None
    if len(kept) < _SECRET_BYTES:
        raise SecretUnusable(f"{path} has no key of {_SECRET_BYTES} bytes; remove it, and a new one is made")
    return kept


def _make(path: Path) -> None:
    """Write a new key whole, or leave the one that another process has just written."""
    with NamedTemporaryFile(dir=path.parent) as file:  # for its owner only, as mkstemp makes it
        file.write(secrets.token_hex(_SECRET_BYTES).encode())
        file.flush()
        with suppress(FileExistsError):
            os.link(file.name, path)
