"""Where people sign in: each is known by the session that began then."""

from __future__ import annotations

from starlette.types import Scope

from ui.people.accounts import Accounts
from ui.people.browsers import id_of
from ui.people.cookie import Cookie
from ui.people.person import Person
from ui.people.seen import Seen
from ui.people.sessions import Sessions


class SignedIn:
    """Knows a person by the session in a cookie; `key` makes a person's id of the user's."""

    signs_in = True

    def __init__(self, key: bytes, accounts: Accounts, url: str = "") -> None:
        self._key = key
        self.accounts = accounts
        self.sessions = Sessions(accounts)
        self.cookie = Cookie("knipsel-session", url)

    def see(self, scope: Scope) -> Seen:
        """Return whose session a request carries."""
        user = self.sessions.user_of(self.cookie.read(scope))
        return Seen(Person(id_of(self._key, "user", user.id), user.role, user.name) if user else None)
