"""What the door sees of a request: whose it is, if it proves that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from starlette.types import Scope

from ui.people.person import Person


@dataclass(frozen=True, slots=True)
class Seen:
    """Whose a request is, None where it proves nobody's; `cookie` is the header of one that the browser is to keep."""

    person: Person | None
    cookie: str = ""


class People(Protocol):
    """Knows people by what their requests carry; `signs_in`: whether they had to say who they are."""

    signs_in: bool

    def see(self, scope: Scope) -> Seen:
        """Return what a request proves."""
        ...
