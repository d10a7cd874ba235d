"""Knipsel behind Debian's nginx, with TLS, at the root of a host and below a path, as docs/deploy.md sets it up."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPSConnection
from pathlib import Path
from urllib.parse import quote

import httpx
import httpx2
import pytest
from api_server import events_in, serving
from chromium import chromium, needs_chromium
from conftest import ROOT
from fakes import built, markdown
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from nginx_server import NGINX, Nginx, nginx
from openai import OpenAI
from openai_server import Reply
from openai_server import serving as model_serving
from playwright.sync_api import Browser, ConsoleMessage, Request, expect

from bench.chroma_run import free_port
from index.archive import Archive
from index.glossary import Glossary
from rag.desk import Desk
from rag.model import Message

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(NGINX is None, reason="no nginx; install Debian's package `nginx-light`"),
]
KEY = "a-key-of-one-program-0001"
FIRST = 'Er vielen zeker drie doden. [1] "Er vielen zeker drie doden"\n'
SECOND = 'De dijk bij Sluiswijk brak vrijdag. [1] "De dijk bij Sluiswijk brak vrijdag"\n'
QUESTION = "Hoeveel doden vielen er bij Sluiswijk?"
DIKE = "De dijk bij Sluiswijk brak vrijdag. Er vielen zeker drie doden, zei burgemeester Vos."
ADDRESS_AS_ID = "https://krant.example/a//b?c=1"
FILES = {
    "dijk.md": markdown("Dijk breekt", DIKE),
    "feed.jsonl": json.dumps({"id": ADDRESS_AS_ID, "date": "2024", "title": "Brug", "text": "De brug ging dicht."}),
}
_LOUD = ("error", "warning")
everywhere = pytest.mark.parametrize("below", ["", "/archief"], ids=["root", "path"])


@dataclass
class TwoLines:
    """A language model that writes one line, and the other when it is let; it tells when it was stopped."""

    name: str = "two lines"
    context: int = 8_192
    go: threading.Event = field(default_factory=threading.Event)
    began: threading.Event = field(default_factory=threading.Event)
    stopped: threading.Event = field(default_factory=threading.Event)

    def stream(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        self.began.set()
        try:
            yield FIRST
            while not self.go.wait(0.01):
                yield ""
            yield SECOND
        finally:
            self.stopped.set()


@dataclass(frozen=True)
class Served:
    """Knipsel's API behind nginx, and a client that trusts it."""

    nginx: Nginx
    client: httpx.Client
    model: TwoLines

    def from_address(self, address: str, **headers: str) -> httpx.Response:
        """Search from another address of this machine."""
        transport = httpx.HTTPTransport(verify=self.nginx.tls, local_address=address)
        with httpx.Client(transport=transport, headers={"Authorization": f"Bearer {KEY}", **headers}) as client:
            return client.get(f"{self.nginx.url}/api/v1/search?q=dijk")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    archive = built(tmp_path_factory.mktemp("nginx"), FILES)
    yield archive
    archive.close()


@contextmanager
def behind(folder: Path, archive: Archive, below: str, **settings: object) -> Iterator[Served]:
    """Serve the API of an archive behind nginx, at the root or below a path."""
    model, port = TwoLines(), free_port()
    with nginx(folder, port, below) as front:
        desk = Desk(archive, Glossary.shipped(), model=model)
        told = {"url": front.url, "proxies": "127.0.0.1", "api_keys": KEY, **settings}
        with serving(archive, desk, port=port, **told):
            key = {"Authorization": f"Bearer {KEY}"}
            with httpx.Client(base_url=front.url, verify=front.tls, headers=key, timeout=60) as client:
                yield Served(front, client, model)
    model.go.set()


@everywhere
def test_each_event_arrives_before_the_next_is_made(tmp_path: Path, archive: Archive, below: str) -> None:
    with behind(tmp_path, archive, below) as served:
        seen = list[str]()
        with served.client.stream("POST", "/api/v1/ask", json={"question": QUESTION}) as told:
            for text in told.iter_text():
                seen.append(text)
                if not served.model.go.is_set() and "event: said" in "".join(seen):
                    served.model.go.set()  # only now is the rest written
        names = [name for name, _ in events_in("".join(seen))]
        assert names.count("said") == 2 and names[-1] == "done"
        assert told.http_version == "HTTP/1.1" and "content-encoding" not in told.headers


@everywhere
def test_who_goes_away_stops_the_work_behind_nginx_too(tmp_path: Path, archive: Archive, below: str) -> None:
    with behind(tmp_path, archive, below) as served:
        with served.client.stream("POST", "/api/v1/ask", json={"question": QUESTION}):
            assert served.model.began.wait(60)
        assert served.model.stopped.wait(60) and not served.model.go.is_set()


@everywhere
def test_the_widget_its_frame_and_its_token(tmp_path: Path, archive: Archive, below: str) -> None:
    origin = "https://wiki.example"
    with behind(tmp_path, archive, below) as served:
        loader = served.client.get("/widget.js", headers={"Accept-Encoding": "gzip"})
        assert loader.status_code == 200 and loader.headers["cache-control"] == "public, max-age=600"
        part = served.client.get("/widget/unversioned/panel.js")
        assert part.status_code == 200 and part.headers["content-type"].startswith("text/javascript")
        frame = served.client.get("/embed?site=wiki")
        assert f"frame-ancestors {origin}" in frame.headers["content-security-policy"]
        assert 'src="widget.js"' in frame.text, "beside itself, whatever path that is below"
        del served.client.headers["Authorization"]
        for page in (origin, served.nginx.url.removesuffix(below)):  # the wiki's, and Knipsel's own: /embed
            token = served.client.post("/api/v1/sites/wiki/token", headers={"Origin": page}).json()["token"]
            headers = {"Origin": page, "Authorization": f"Bearer {token}"}
            told = served.client.get("/api/v1/search?q=dijk", headers=headers)
            assert told.status_code == 200 and told.headers["access-control-allow-origin"] == page


@everywhere
def test_programs_find_what_they_look_for_with_their_own_clients(tmp_path: Path, archive: Archive, below: str) -> None:
    with behind(tmp_path, archive, below) as served:
        served.model.go.set()
        url, client = served.nginx.url, httpx.Client(verify=served.nginx.tls)
        with OpenAI(base_url=f"{url}/v1", api_key=KEY, http_client=client, max_retries=0) as openai:
            asked = openai.chat.completions.create(model="knipsel", messages=[{"role": "user", "content": QUESTION}])
            assert "zeker drie doden" in str(asked.choices[0].message.content)

        async def use() -> None:
            headers = {"Authorization": f"Bearer {KEY}"}
            async with (
                httpx2.AsyncClient(headers=headers, verify=served.nginx.tls) as http,
                Client(streamable_http_client(f"{url}/mcp", http_client=http)) as mcp,
            ):
                found = await mcp.call_tool("search_archive", {"query": "dijk"})
                assert not found.is_error and "Dijk breekt" in json.dumps(found.structured_content)

        asyncio.run(use())
        for safe in ("", "/:"):
            told = served.client.get(f"/api/v1/articles/{quote(ADDRESS_AS_ID, safe)}")
            assert told.status_code == 200 and told.json()["text"] == "De brug ging dicht.", told.text
        assert served.client.get("/health/ready").json() == {"status": "ready"}
        assert served.client.get("/api/v1/openapi.json").json()["info"]["title"] == "Knipsel"


@everywhere
def test_limits_are_per_client_whatever_a_client_claims_to_be(tmp_path: Path, archive: Archive, below: str) -> None:
    with behind(tmp_path, archive, below, rate_of_address=2) as served:
        told = [served.from_address("127.0.0.2").status_code for _ in range(3)]
        assert told == [200, 200, 429]
        claimed = {"X-Forwarded-For": "127.0.0.9", "Forwarded": "for=127.0.0.9", "X-Real-IP": "127.0.0.9"}
        assert served.from_address("127.0.0.2", **claimed).status_code == 429
        assert served.from_address("127.0.0.3").status_code == 200


@everywhere
def test_bodies_and_strangers_are_held_off_as_ever(tmp_path: Path, archive: Archive, below: str) -> None:
    with behind(tmp_path, archive, below) as served:
        large = served.client.post("/api/v1/ask", json={"question": "x" * 100_000})
        assert (large.status_code, large.json()["code"]) == (413, "too-large")
        huge = HTTPSConnection("localhost", served.nginx.port, context=served.nginx.tls)
        huge.putrequest("POST", f"{below}/manage/uploads")
        huge.putheader("Content-Length", "200000000")
        huge.endheaders()
        turned_away = huge.getresponse()
        assert turned_away.status == 413 and b"nginx" in turned_away.read()
        huge.close()
        del served.client.headers["Authorization"]
        for headers in ({}, {"Host": "localhost"}, {"X-Forwarded-For": "127.0.0.1"}):
            told = served.client.get("/api/v1/search?q=dijk", headers=headers)
            assert (told.status_code, told.json()["code"]) == (401, "key-missing"), "nobody behind a proxy is local"
        plain = httpx.get(f"http://localhost:{served.nginx.plain_port}/x?y=1", headers={"Host": "localhost"})
        assert (plain.status_code, plain.headers["location"]) == (301, "https://localhost/x?y=1")
        secure = served.client.get("/health/live")
        assert secure.headers["strict-transport-security"] == "max-age=31536000"


class Paced(Sequence[str]):
    """What a model writes: one line, and the other when it is let."""

    def __init__(self, go: threading.Event) -> None:
        self._go = go

    def __len__(self) -> int:
        return 2

    def __getitem__(self, at: object) -> str:
        raise IndexError(at)

    def __iter__(self) -> Iterator[str]:
        yield FIRST
        assert self._go.wait(60)
        yield SECOND


@contextmanager
def chat(folder: Path, port: int, url: str, model_url: str) -> Iterator[None]:
    """Serve a chat as `knipsel chat` does, behind nginx."""
    source = folder / "krant"
    source.mkdir()
    (source / "dijk.md").write_text(FILES["dijk.md"], "utf-8")
    told = {"ARCHIVE": str(folder / "archive"), "URL": url, "PROXIES": "127.0.0.1", "SECOND_LOOK": ""}
    told |= {"MODEL": "openai:script", "MODEL_URL": model_url, "MODEL_KEY": "k", "PORT": str(port)}
    told["SITES"] = json.dumps({"wiki": {"origins": ["https://wiki.example"]}})
    settings = {**os.environ, **{f"KNIPSEL_{name}": value for name, value in told.items()}, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "ui.cli"]
    subprocess.run([*command, "index", str(source)], env=settings, check=True, capture_output=True)
    with subprocess.Popen([*command, "chat"], env=settings, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout and server.stdout.readline() == f"Knipsel: {url}\n"
            yield
        finally:
            server.terminate()


@contextmanager
def trusting(key: str) -> Iterator[Browser]:
    """Start a browser that knows nginx's certificate by its key, and no host but knipsel.example."""
    resolved = "--host-resolver-rules=MAP knipsel.example 127.0.0.1, EXCLUDE localhost, MAP * ~NOTFOUND"
    with chromium(f"--ignore-certificate-errors-spki-list={key}", resolved) as browser:
        yield browser


def _is_left(sent: Request) -> bool:
    """Tell whether it is the stream of an answer, which its reader hangs up itself once all of it has come."""
    return ("/gradio_api/queue/data?" in sent.url or "/api/v1/ask" in sent.url) and sent.failure == "net::ERR_ABORTED"


def of_console(told: ConsoleMessage) -> str:
    return f"{told.location['url']}: {told.text}"


@pytest.mark.browser
@pytest.mark.timeout(900)
@needs_chromium
@everywhere
def test_the_chat_and_the_frame_answer_through_nginx_and_ask_nobody_else(tmp_path: Path, below: str) -> None:
    go, port = threading.Event(), free_port()
    with (
        model_serving(Reply(Paced(go))) as model,
        nginx(tmp_path, port, below, "knipsel.example") as front,
        chat(tmp_path, port, front.url, model.url),
        trusting(front.key) as browser,
    ):
        page = browser.new_page(locale="nl-NL")
        requests, complaints = list[str](), list[str]()
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda told: complaints.append(of_console(told)) if told.type in _LOUD else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "requestfailed", lambda sent: None if _is_left(sent) else complaints.append(f"{sent.url}: {sent.failure}")
        )
        page.on("response", lambda told: complaints.append(f"{told.url}: {told.status}") if told.status > 399 else None)
        page.goto(f"{front.url}/")
        assert page.evaluate("isSecureContext") and page.url == f"{front.url}/"
        page.locator("#question").fill(QUESTION)
        page.locator("#question").press("Enter")
        expect(page.locator(".turn .statement")).to_have_count(1, timeout=60_000)
        expect(page.locator(".turn")).to_have_attribute("data-state", "working")
        go.set()  # the second sentence is written only now: the first has come through
        expect(page.locator(".turn .statement")).to_have_count(2, timeout=60_000)
        expect(page.locator(".turn")).to_have_attribute("data-state", "done")
        page.locator(".turn .mark").first.click()
        expect(page.get_by_role("dialog").locator("mark.here")).to_be_visible()
        assert "\n".join(complaints) == ""
        page.goto(f"{front.url}/embed?site=wiki")
        page.locator("knipsel-chat textarea").fill(QUESTION)
        page.locator("knipsel-chat textarea").press("Enter")
        expect(page.locator("knipsel-chat .statement")).to_have_count(2, timeout=60_000)
        complaints = [told for told in complaints if "/favicon.ico:" not in told]  # a frame's page has none of its own
        assert "\n".join(complaints) == ""
        assert {url for url in requests if not url.startswith((f"{front.url}/", "data:", "blob:"))} == set()
        assert [cookie["name"] for cookie in page.context.cookies() if not cookie["secure"]] == []
