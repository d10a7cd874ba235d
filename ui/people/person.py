"""Person: who uses the page, as the door let them in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Role = Literal["reader", "editor"]
_KEY = "knipsel.person"


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks: what is theirs is kept under `id`; `name` is what they signed in as, empty where nobody does.

    A reader asks and keeps conversations; an editor may also change what the archive holds. `stays`: whether their
    next request can show that it is theirs, which that of a browser without cookies cannot.
    """

    id: str
    role: Role = "reader"
    name: str = ""
    stays: bool = True

    def edits(self) -> bool:
        """Return whether they may change what the archive holds."""
        return self.role == "editor"


def person_of(scope: Mapping[str, Any]) -> Person:
    """Return whose request it is, of its ASGI scope; KeyError where no door has seen it: nobody gets by."""
    person = scope[_KEY]
    assert isinstance(person, Person)  # noqa: S101 - for the type checker: only `known` puts one there
    return person


def person_in(scope: Mapping[str, Any]) -> Person | None:
    """Return whose request it is, where a door knows: of what is not the page's it need not."""
    return person_of(scope) if _KEY in scope else None


def known(scope: Mapping[str, Any], person: Person) -> dict[str, Any]:
    """Return the scope of a request as that of a person."""
    return {**scope, _KEY: person}
