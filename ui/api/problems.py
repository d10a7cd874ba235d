"""Problem: what went wrong with a request, told as application/problem+json (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

# The codes of docs/api.md: the status of each, and what it is in a few words.
CODES: Mapping[str, tuple[int, str]] = {
    "malformed": (400, "The body is not JSON"),
    "token-missing": (401, "A page needs a token"),
    "token-invalid": (401, "That token is not one of ours"),
    "token-expired": (401, "That token is too old"),
    "key-missing": (401, "A program needs a key"),
    "sign-in-needed": (401, "That needs a person"),
    "key-invalid": (401, "That key is not one of ours"),
    "origin-not-allowed": (403, "That site may not use Knipsel"),
    "token-elsewhere": (403, "That token is of another page"),
    "not-found": (404, "There is nothing there"),
    "site-unknown": (404, "No site has that name"),
    "article-unknown": (404, "No article has that id"),
    "method-not-allowed": (405, "That cannot be done there"),
    "not-acceptable": (406, "It cannot be told like that"),
    "slow": (408, "The body came too slowly"),
    "too-large": (413, "The body is too large"),
    "unsupported": (415, "The body is of another kind"),
    "invalid": (422, "A field is missing or wrong"),
    "question-refused": (422, "That is no question"),
    "text-refused": (422, "That is no text to check"),
    "too-often": (429, "Too many requests"),
    "too-many-streams": (429, "Too many questions are open already"),
    "busy": (503, "Too many questions are waiting"),
    "archive-unavailable": (503, "The archive cannot be searched"),
    "too-long": (504, "The answer took too long"),
    "failed": (500, "Knipsel failed"),
}
_OF_STATUS = {400: "malformed", 404: "not-found", 405: "method-not-allowed", 413: "too-large", 415: "unsupported"}


class Problem(HTTPException):
    """A request that is refused or failed; `code` is one of CODES, `more` are further members of the problem.

    It is Starlette's own exception so that FastAPI lets it pass where it reads a body.
    """

    def __init__(self, code: str, detail: str, **more: object) -> None:
        super().__init__(CODES[code][0], detail, _headers(code, more))
        self.code, self.more = code, more

    @classmethod
    def later(cls, code: str, detail: str, after_s: float) -> Problem:
        """Return a refusal that need not stand: the same request may be made again after so many seconds."""
        return cls(code, detail, retry_after_s=max(1, round(after_s + 0.5)))

    @classmethod
    def of_status(cls, status: int, detail: str) -> Problem:
        """Return the problem that the framework told by a status of its own."""
        return cls(_OF_STATUS.get(status, "malformed" if status < 500 else "failed"), detail)

    def as_json(self, request_id: str) -> dict[str, Any]:
        """Return the members of the problem, for the request of that id."""
        status, title = CODES[self.code]
        told = {"type": f"urn:knipsel:problem:{self.code}", "code": self.code, "title": title, "status": status}
        return {**told, "detail": self.detail, "request_id": request_id, **self.more}

    def response(self, request_id: str) -> JSONResponse:
        """Return the problem as a response, with what HTTP itself has a header for."""
        told = self.as_json(request_id)
        return JSONResponse(told, self.status_code, self.headers, media_type="application/problem+json")


def _headers(code: str, more: Mapping[str, object]) -> dict[str, str]:
    """Return what HTTP itself has a header for."""
    told = {"Cache-Control": "no-store"}
    if CODES[code][0] == 401:
        told["WWW-Authenticate"] = "Bearer"
    if code in ("slow", "too-large"):
        told["Connection"] = "close"  # the rest of the body is not read
    if "retry_after_s" in more:
        told["Retry-After"] = str(more["retry_after_s"])
    return told
