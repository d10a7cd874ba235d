"""Where nobody signs in, each browser is a person of its own."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from starlette.types import Scope

from ui.api.guarded import asking_in
from ui.people.cookie import Cookie
from ui.people.person import Person
from ui.people.seen import Seen

_LIVES_S = 400 * 86_400  # as long as browsers keep a cookie at most (RFC 6265bis)


class Browsers:
    """Knows a browser by 128 random bits in a cookie.

    `key` makes a person's id of them, so that who reads what is kept of a person cannot take their place.
    `edits_here`: whether who asks on this machine may change what the archive holds.
    """

    signs_in = False

    def __init__(self, key: bytes, url: str = "", *, edits_here: bool = False) -> None:
        self._key = key
        self._cookie = Cookie("knipsel-browser", url)
        self._edits_here = edits_here

    def see(self, scope: Scope) -> Seen:
        """Return whose request it is: somebody new where it carries no cookie of ours."""
        kept = self._cookie.read(scope)
        value = kept or secrets.token_hex(16)
        edits = (
            self._edits_here and asking_in(scope).is_local
        )  # else a page could reach this machine by a name of its own
        person = Person(id_of(self._key, "browser", value), "editor" if edits else "reader", stays=bool(kept))
        return Seen(person, self._cookie.kept(value, scope, _LIVES_S))


def id_of(key: bytes, kind: str, value: str) -> str:
    """Return the id of a person, 32 hexadecimal digits, from what they are known by."""
    return hmac.new(key, f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()[:32]
