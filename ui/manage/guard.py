"""Who may change the archive, and from which page: an editor, from a page of Knipsel's own."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request

from ui.people.person import Person, person_of


def editor_of(request: Request) -> Person | None:
    """Return the editor who makes a request; None where whoever makes it may not change the archive."""
    person = person_of(request.scope)
    return person if person.edits() else None


def is_from_own_page(headers: Headers, own: frozenset[str]) -> bool:
    """Tell whether a page of Knipsel's makes a request: no other site's page may have a browser change anything.

    `own` are Knipsel's origins where they are known; else it is the host that the browser asked for. A request that
    does not say where it comes from is refused: every browser says so with a POST.
    """
    origin = headers.get("origin", "")
    if headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return False
    if own:
        return origin in own
    return bool(origin) and urlsplit(origin).netloc == headers.get("host", "")
