"""Who changed what in the archive and when, a line of the server's log each."""

from __future__ import annotations

import logging

from starlette.requests import Request

from ui.people.person import person_of

_log = logging.getLogger("knipsel.audit")


def note(request: Request, did: str, what: str = "") -> None:
    """Log that the person of a request did something, to what; refused attempts too."""
    person = person_of(request.scope)
    who = {"person": person.id, "name": person.name or None, "role": person.role}
    at = {"address": request.client.host if request.client else None, "request_id": request.state.request_id}
    _log.info({"audit": did, "what": what or None, **who, **at})
