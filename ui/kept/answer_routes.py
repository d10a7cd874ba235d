"""GET /a/ID: an answer that was shared, as it was, compared with the archive now; also as a file, and deleted again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib.resources import files
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Header, Request, Response

from index.archive import Archive
from index.errors import ArchiveError
from ui.api.problems import Problem
from ui.api.sites import origin_of
from ui.kept.answer_page import answer_page, nothing_page
from ui.kept.answers import KeptAnswer, KeptAnswers
from ui.kept.as_html import as_html
from ui.kept.as_markdown import as_markdown
from ui.kept.as_wikitext import as_wikitext
from ui.kept.clipping import Clipping
from ui.kept.compared import compared
from ui.page_phrases import browser_language
from ui.people.person import person_of

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cache-Control": "private, no-store",  # it may be deleted, and its articles forgotten
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "same-origin",  # who follows a source does not tell it the link
}
_FORMS: Mapping[str, tuple[str, Callable[[Clipping], str]]] = {
    "md": ("text/markdown", as_markdown),
    "html": ("text/html", as_html),
    "wiki": ("text/plain", as_wikitext),
}


def answers_router(archive: Archive, url: str = "") -> APIRouter:
    """Return the endpoints; `url` is where people find Knipsel, if not at the address that they ask for it by."""
    router, kept = APIRouter(include_in_schema=False), KeptAnswers(archive.folder)

    @router.api_route("/a/answer.css", methods=["GET", "HEAD"])
    def style() -> Response:
        told = files("ui").joinpath("assets", "kept", "answer.css").read_text("utf-8")
        return Response(told, media_type="text/css", headers={**_HEADERS, "Cache-Control": "no-cache"})

    @router.api_route("/a/{name}", methods=["GET", "HEAD"])
    def answer(name: str, request: Request, accept_language: Annotated[str, Header()] = "") -> Response:
        """Show an answer to anybody whom Knipsel lets in and who has its link."""
        person = person_of(request.scope)
        link, _, suffix = name.partition(".")
        found = _now(kept, archive, link)
        if found is None or (suffix and suffix not in _FORMS):
            return _nothing(accept_language)
        if suffix:
            return _file(found, suffix)
        page = answer_page(found, mine=found.maker == person.id)
        return Response(page, media_type="text/html", headers=_HEADERS)

    @router.post("/a/{answer}/delete")
    def delete(answer: str, request: Request, accept_language: Annotated[str, Header()] = "") -> Response:
        """Delete an answer, if it is the person's own and a page of ours asks for it."""
        if not _is_ours(request, url):
            raise Problem("origin-not-allowed", "only Knipsel's own page of an answer may delete it")
        if not kept.delete(answer, person_of(request.scope).id):
            return _nothing(accept_language)
        return Response(status_code=303, headers={**_HEADERS, "Location": f"../{answer}"})

    return router


def _now(kept: KeptAnswers, archive: Archive, answer: str) -> KeptAnswer | None:
    """Return an answer compared with the archive; None where there is none."""
    try:
        found = kept.of(answer)
        return replace(found, clipping=compared(found.clipping, archive)) if found else None
    except ArchiveError:
        raise Problem("archive-unavailable", "the archive cannot be read now, so the answer is not shown") from None


def _file(found: KeptAnswer, suffix: str) -> Response:
    kind, form = _FORMS[suffix]
    saved = {"Content-Disposition": f'attachment; filename="knipsel-{found.id[:8]}.{suffix}"'}
    return Response(form(found.clipping), media_type=kind, headers={**_HEADERS, **saved})


def _nothing(accept_language: str) -> Response:
    return Response(
        nothing_page(browser_language(accept_language)), status_code=404, media_type="text/html", headers=_HEADERS
    )


def _is_ours(request: Request, url: str) -> bool:
    """Tell whether a page of Knipsel's own sent this; what is no browser sends neither of these headers."""
    if site := request.headers.get("sec-fetch-site"):
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    if origin is None or (url and origin == origin_of(url)):
        return True
    return urlsplit(origin).netloc == request.headers.get("host")
