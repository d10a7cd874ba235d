"""The link of an answer over HTTP: who sees it, as what, who deletes it, and what a browser may do with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from clippings import HOSTILE, TODAY, an_answer, citation
from fakes import markdown
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from index.archive import Archive
from ui.kept.answer_routes import answers_router
from ui.kept.answers import NAME, KeptAnswers
from ui.kept.clipped import clipping_of
from ui.people.person import Person, known

_DIKE = "De dijk bij Sluiswijk brak."
_KERMIS = f"De kermis trok 12.000 bezoekers {HOSTILE.splitlines()[0]}."


class Door:
    """Lets everybody in, as the person that they say they are."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            who = dict(scope["headers"]).get(b"x-person", b"bert").decode()
            scope = known(scope, Person(who))
        await self.app(scope, receive, send)


@pytest.fixture
def archive(archive_of: Callable[..., Archive]) -> Archive:
    return archive_of({"dijk.md": markdown("Dijk", _DIKE), "kermis.md": markdown("Kermis", _KERMIS)})


@pytest.fixture
def link(archive: Archive) -> str:
    fields = {"id": "source/dijk", "title": "Dijk", "url": "https://krant.example/dijk"}
    hostile = citation(
        archive.article("source/kermis").text, id="source/kermis", title=HOSTILE, url=f"https://{HOSTILE}"
    )
    answer = an_answer(citation(_DIKE, **fields), hostile, question="Wat brak er bij Sluiswijk? <b>${x}</b>")
    return KeptAnswers(archive.folder).keep(clipping_of(answer, TODAY), "anna")


@pytest.fixture
def client(archive: Archive) -> Iterator[TestClient]:
    app = FastAPI()
    app.include_router(answers_router(archive, "https://knipsel.example/archief"))
    with TestClient(Door(app), base_url="http://knipsel.local", follow_redirects=False) as client:
        yield client


def test_whoever_has_the_link_sees_the_answer_and_its_page_may_run_nothing(client: TestClient, link: str) -> None:
    told = client.get(f"/a/{link}")
    assert told.status_code == 200 and _DIKE in told.text and "sindsdien niet veranderd" in told.text
    policy = told.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "script-src" not in policy
    assert told.headers["cache-control"] == "private, no-store"
    assert "<script" not in told.text and "<img" not in told.text and 'style="' not in told.text
    assert "&lt;b&gt;" in told.text and '<html lang="nl">' in told.text
    assert 'href="https://krant.example/dijk"' in told.text and "evil" not in "".join(_links(told.text))
    style = client.get("/a/answer.css")
    assert style.headers["content-type"].startswith("text/css") and "@media print" in style.text


def test_an_answer_is_a_file_too(client: TestClient, link: str) -> None:
    for suffix, kind, words in (
        ("md", "text/markdown", f"> “{_DIKE}” [^1]"),
        ("html", "text/html", f"“{_DIKE}”"),
        ("wiki", "text/plain", f"<blockquote>“{_DIKE}”<ref "),
    ):
        told = client.get(f"/a/{link}.{suffix}")
        assert told.headers["content-type"] == f"{kind}; charset=utf-8" and words in told.text
        assert told.headers["content-disposition"] == f'attachment; filename="knipsel-{link[:8]}.{suffix}"'
        assert "sindsdien niet veranderd" in told.text
    assert client.get(f"/a/{link}.exe").status_code == 404


def test_only_who_shared_it_can_delete_it_and_only_from_its_own_page(client: TestClient, link: str) -> None:
    anna = {"X-Person": "anna"}
    assert "/delete" in client.get(f"/a/{link}", headers=anna).text
    assert "/delete" not in client.get(f"/a/{link}").text
    for elsewhere in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://knipsel.local"},
    ):
        assert client.post(f"/a/{link}/delete", headers={**anna, **elsewhere}).status_code == 403
    assert client.post(f"/a/{link}/delete").status_code == 404
    assert client.get(f"/a/{link}").status_code == 200
    done = client.post(f"/a/{link}/delete", headers={**anna, "Origin": "https://knipsel.example"})
    assert (done.status_code, done.headers["location"]) == (303, f"../{link}")
    gone = client.get(f"/a/{link}", headers={"Accept-Language": "nl-BE"})
    assert gone.status_code == 404 and "Onder deze link staat niets" in gone.text


@pytest.mark.parametrize("name", ["x" * 22, "..%2F..%2Fetc", "a'--", "answer.css.md", "%00"])
def test_what_is_no_link_shows_nothing(client: TestClient, link: str, name: str) -> None:
    told = client.get(f"/a/{name}")
    assert told.status_code == 404
    assert "There is nothing under this link" in told.text or "Not Found" in told.text


def test_whom_no_door_has_let_in_sees_nothing(archive: Archive, link: str) -> None:
    app = FastAPI()
    app.include_router(answers_router(archive))
    with TestClient(app, raise_server_exceptions=False) as client:
        told = client.get(f"/a/{link}")
    assert told.status_code == 500 and _DIKE not in told.text


def test_an_archive_that_cannot_be_read_shows_no_answer(client: TestClient, archive: Archive, link: str) -> None:
    with closing(sqlite3.connect(archive.folder / NAME)) as file:
        file.execute("PRAGMA user_version = 9")
    told = client.get(f"/a/{link}")
    assert told.status_code == 503 and _DIKE not in told.text


def _links(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('href="')[1:]]
