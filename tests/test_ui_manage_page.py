"""The page on which the archive is kept, over real HTTP: who may, what it shows, what harm may be sent."""

from __future__ import annotations

import gzip
import io
import logging
import os
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from api_server import serving
from conftest import ROOT
from fakes import WordEncoder, built, markdown
from web_server import Reply, Site, site

from index.archive import Archive
from index.readers import packed
from index.sync import sync
from ui.manage.indexing import Indexing

HOSTILE = '<img src=x onerror="alert(1)">'
DIKE = markdown("Dijk breekt", "De dijk bij Sluiswijk brak.", outlet=HOSTILE)
WAITS = (sys.executable, "-c", "import signal, sys; signal.signal(15, lambda *_: sys.exit(130)); signal.pause()")
BY_WORDS = (sys.executable, str(ROOT / "tests" / "index_by_words.py"), "index", "--progress-json")
RSS = (
    "<rss version='2.0'><channel><title>De Bode</title><item><guid isPermaLink='false'>n1</guid>"
    f"<title>{HOSTILE.replace('<', '&amp;lt;')}</title><pubDate>Mon, 08 Jan 2024 10:00:00 +0100</pubDate>"
    "<description>De veerpont vaart weer.</description></item></channel></rss>"
)

Serve = Callable[..., httpx.Client]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with closing(built(tmp_path, {"dijk.md": DIKE})) as archive:
        yield archive


@pytest.fixture
def serve(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Give a function that serves the archive and returns a client as a browser's page is one, of an editor."""
    with ExitStack() as ending:

        def served(command: tuple[str, ...] = WAITS, **settings: object) -> httpx.Client:
            monkeypatch.setenv("PYTHONPATH", str(ROOT))
            monkeypatch.setattr("ui.manage.managing.Indexing", lambda told: Indexing(told, command))
            told = {"sources": tmp_path / "knipsel.toml", "rate_of_address": 0, **settings}
            address = ending.enter_context(serving(archive, **told))
            headers = {"Origin": address, "Accept-Language": "nl-BE,nl;q=0.9,en;q=0.5"}
            return ending.enter_context(httpx.Client(base_url=address, headers=headers, timeout=30))

        yield served


@pytest.fixture
def served() -> Iterator[Site]:
    with site() as one:
        yield one


def send(client: httpx.Client, name: str, content: bytes, **headers: str) -> httpx.Response:
    return client.post("/manage/uploads", content=content, headers={"X-Name": quote(name), **headers})


def said(response: httpx.Response) -> str:
    """Return what the notice of a page says."""
    notice = re.search(r'data-part="notice"[^>]*>([^<]*)<', response.text)
    assert notice, response.text
    return notice[1]


def test_an_editor_sees_what_the_archive_holds_and_nothing_of_it_is_markup(serve: Serve, tmp_path: Path) -> None:
    (tmp_path / "knipsel.toml").write_text(f"[[source]]\npath = 'source'\nname = '{HOSTILE}'\n")
    page = serve().get("/manage")
    assert page.status_code == 200 and '<html lang="nl">' in page.text
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
    assert "onerror=&quot;alert(1)&quot;" in page.text and "<img" not in page.text
    assert "<script>" not in page.text and not re.search(r"\son\w+=\"", page.text) and "style=" not in page.text
    assert "1 artikel · laatst" in page.text and "1 nieuw" in page.text and "Het archief per maand" in page.text
    assert str(tmp_path / "source") in page.text and "niemand" in page.text
    for name in ("manage.css", "manage.js"):
        asset = serve().get(f"/manage/assets/{name}")
        assert asset.status_code == 200 and asset.headers["x-content-type-options"] == "nosniff"
    assert serve().get("/manage/assets/..%2Fchat%2Fpage.js").status_code == 404


CHANGES = ["index", "index/stop", "uploads", "uploads/remove", "feeds", "feeds/remove"]


def test_a_reader_sees_and_changes_nothing(serve: Serve, archive: Archive, caplog: pytest.LogCaptureFixture) -> None:
    client = serve()
    client.headers["X-Forwarded-For"] = "192.0.2.7"  # by a proxy: then it is not known to come from this machine
    page = client.get("/manage")
    assert page.status_code == 403 and "voor wie het archief mag wijzigen" in page.text and "Dijk" not in page.text
    assert client.get("/manage/progress").status_code == 403
    assert client.get("/manage/may").json() == {"edits": False}
    with caplog.at_level(logging.INFO, "knipsel.audit"):
        for change in CHANGES:
            refused = client.post(f"/manage/{change}", headers={"X-Name": "dijk.md"}, content=DIKE)
            assert refused.status_code == 403 and "voor wie het archief mag wijzigen" in refused.text
    assert [record.msg["audit"] for record in caplog.records if record.name == "knipsel.audit"] == ["refused"] * 6
    assert not (archive.folder / "uploads").exists()
    assert 'lang="en"' in client.get("/manage", headers={"Accept-Language": "fr"}).text


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1", "http://evil.example:7860"])
def test_a_page_of_another_site_can_have_a_browser_change_nothing(serve: Serve, archive: Archive, origin: str) -> None:
    client = serve()
    for change in CHANGES:
        refused = client.post(f"/manage/{change}", headers={"Origin": origin, "X-Name": "dijk.md"}, content=DIKE)
        assert refused.status_code == 403, change  # by the front door already
    for headers in ({"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post("/manage/index", headers=headers).status_code == 403
    del client.headers["Origin"]
    for change in CHANGES:
        refused = client.post(f"/manage/{change}", headers={"X-Name": "dijk.md"}, content=DIKE)
        assert refused.status_code == 403 and "niet van een pagina van Knipsel" in refused.text
    assert not (archive.folder / "uploads").exists()


def test_a_file_is_kept_under_another_name_and_told_by_its_own(
    serve: Serve, archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    client, name = serve(), f"../../{HOSTILE}\n.md"
    with caplog.at_level(logging.INFO, "knipsel.audit"):
        kept = send(client, name, DIKE.encode())
    label = f"{HOSTILE} .md"
    assert kept.status_code == 201
    assert kept.json() == {"outcome": "kept", "told": f"{label}: toegevoegd, 1 artikel (Dijk breekt).", "faults": []}
    [stored] = [path for path in (archive.folder / "uploads").iterdir() if not path.name.startswith(".")]
    assert re.fullmatch(r"[0-9a-f]{32}\.md", stored.name) and stored.read_text() == DIKE
    [line] = [record.msg for record in caplog.records if record.name == "knipsel.audit"]
    assert line["audit"] == "upload kept" and line["what"] == f"{label} ({stored.name})" and line["role"] == "editor"
    assert len(line["person"]) == 32 and line["request_id"] and line["address"] == "127.0.0.1"
    again = send(client, "kopie.md", DIKE.encode())
    assert again.status_code == 200 and again.json()["told"] == f"kopie.md: was er al, als {label}."
    page = client.get("/manage").text
    assert "<img" not in page and page.count("onerror") and "geüploade bestanden" in page
    removed = client.post("/manage/uploads/remove", data={"stored": stored.name})
    assert removed.status_code == 200 and "is verwijderd" in said(removed) and not stored.exists()
    assert client.post("/manage/uploads/remove", data={"stored": stored.name}).status_code == 409
    assert client.post("/manage/uploads/remove", data={"stored": "../catalog.sqlite3"}).status_code == 409
    assert (archive.folder / "catalog.sqlite3").exists()


def test_what_no_reader_can_read_is_refused_with_what_is_wrong(serve: Serve, archive: Archive) -> None:
    client = serve()
    refused = send(client, "plaatje.png", b"\x89PNG\r\n\x1a\n" + bytes(1000))
    assert refused.status_code == 200 and refused.json()["outcome"] == "refused"
    assert refused.json()["faults"] and refused.json()["faults"][0].startswith("plaatje.png: ")
    lines = b'{"title": "Een", "date": "2024-01-02", "text": "De dijk brak."}\n{"title": "Twee", "text": "x"}\n{kapot'
    part = send(client, "half.jsonl", lines)
    assert part.status_code == 201 and "1 artikel (Een)" in part.json()["told"]
    assert [fault.partition(":")[0] for fault in part.json()["faults"]] == [
        "half.jsonl, regel 2",
        "half.jsonl, regel 3",
    ]
    assert send(client, "leeg.md", b"").json()["outcome"] == "refused"
    assert len([path for path in (archive.folder / "uploads").iterdir() if path.suffix == ".jsonl"]) == 1


def test_a_bomb_is_given_up(serve: Serve, archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "_FREE", 1 << 20)
    bomb, zipped = b'{"text": "' + b"0" * 20_000_000, io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("bomb.jsonl", bomb)
    client = serve()
    for name, content in (("bom.zip", zipped.getvalue()), ("bom.jsonl.gz", gzip.compress(bomb))):
        refused = send(client, name, content)
        assert refused.json()["outcome"] == "refused" and "given up as a bomb" in refused.json()["faults"][0]
    assert [path for path in (archive.folder / "uploads").iterdir()] == []


def test_size_and_number_are_limited_whatever_a_request_says_of_its_length(serve: Serve, archive: Archive) -> None:
    client = serve(upload_mb=1, uploads_most=1)
    large = send(client, "groot.md", DIKE.encode() + b"x" * 1_000_000)
    assert large.status_code == 413 and large.json()["told"] == "groot.md: niet toegevoegd, groter dan 1,0 MB."

    def pieces() -> Iterator[bytes]:  # without a Content-Length
        yield from (b"x" * 100_000 for _ in range(11))

    assert client.post("/manage/uploads", content=pieces(), headers={"X-Name": "groot.md"}).status_code == 413
    assert send(client, "een.md", DIKE.encode()).status_code == 201
    full = send(client, "twee.md", DIKE.encode() + b"Meer.")
    assert full.status_code == 409 and "er zijn al 1 bestanden" in full.json()["told"]
    assert len(list((archive.folder / "uploads").iterdir())) == 2  # the file and its label


def test_a_feed_on_a_private_address_is_refused_and_nothing_is_asked_of_it(serve: Serve, served: Site) -> None:
    served.pages["/rss"] = Reply(RSS.encode())
    client = serve()
    refused = client.post("/manage/feeds", data={"url": f"{served.url}/rss"})
    assert refused.status_code == 422 and "an address of a private network" in said(refused)
    assert served.asked == []


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("file:///etc/passwd", "begins with http:// or https://"),
        ("", "begins with http:// or https://"),
        ("http://", "names no host"),
        ("https://x.example/ y", "that is no address"),
        ("https://" + "x" * 3_000, "that is no address"),
    ],
)
def test_what_is_no_address_is_refused(serve: Serve, url: str, why: str) -> None:
    refused = serve().post("/manage/feeds", data={"url": url})
    assert refused.status_code == 422 and why in said(refused)


def test_a_feed_is_added_where_it_is_allowed_and_removed_again_and_a_persons_own_file_stays_as_it_is(
    serve: Serve, served: Site, tmp_path: Path, archive: Archive
) -> None:
    own = tmp_path / "knipsel.toml"
    own.write_text("# my own\n[[source]]\npath = 'source'\n")
    served.pages |= {"/rss": Reply(RSS.encode()), "/": Reply(b"<!doctype html><html><p>Welkom"), "/x": Reply(b"x")}
    client = serve(private_feeds=True)
    added = client.post("/manage/feeds", data={"url": f" {served.url}/rss ", "name": HOSTILE, "pages": "yes"})
    assert added.status_code == 200 and "met nu 1 artikel" in said(added) and "&lt;img" in said(added)
    assert "<img" not in added.text and "feed, hier toegevoegd" in added.text and 'action="../manage/' in added.text
    assert client.post("/manage/feeds", data={"url": f"{served.url}/rss"}).status_code == 422
    for path, why in (("/", "is a page, not a feed"), ("/x", "in none of the formats"), ("/404", "404")):
        refused = client.post("/manage/feeds", data={"url": f"{served.url}{path}"})
        assert refused.status_code == 422 and why in said(refused)
    assert (archive.folder / "sources-added.toml").exists() and own.read_text().startswith("# my own\n")
    removed = client.post("/manage/feeds/remove", data={"place": f"{served.url}/rss"})
    assert removed.status_code == 200 and "wordt niet meer gelezen" in said(removed)
    assert client.post("/manage/feeds/remove", data={"place": f"{served.url}/rss"}).status_code == 409


def test_two_presses_start_one_run_that_is_stopped_in_order_and_another_writer_is_named(
    serve: Serve, archive: Archive, tmp_path: Path
) -> None:
    client = serve()
    nothing = client.post("/manage/index")
    assert nothing.status_code == 409 and "nog niets om te indexeren" in said(nothing)
    watched = client.get("/manage/progress").json()["told"]
    assert "nog niets om te indexeren" in watched, "the page that is watched says why its button is off"
    (tmp_path / "knipsel.toml").write_text("[[source]]\npath = 'source'\n")
    assert client.get("/manage/progress").json()["phase"] == "idle"
    (archive.folder / "writer.pid").write_text(str(os.getpid()))
    busy = client.post("/manage/index")
    assert busy.status_code == 409 and f"proces {os.getpid()} van deze machine schrijft" in said(busy)
    assert client.get("/manage/progress").json()["writer"] == os.getpid()
    (archive.folder / "writer.pid").unlink()
    assert said(client.post("/manage/index")) == "Begonnen."
    again = client.post("/manage/index")
    assert again.status_code == 409 and said(again) == "Er loopt al een ronde."
    now = client.get("/manage/progress").json()
    assert now["goes_on"] and now["told"].startswith("Begonnen 20")
    assert client.post("/manage/index/stop").status_code == 200
    while client.get("/manage/progress").json()["goes_on"]:
        pass
    assert client.get("/manage/progress").json()["told"].startswith("Gestopt; wat gedaan is, blijft.")
    assert client.post("/manage/index/stop").status_code == 409


def test_what_is_uploaded_and_added_is_found_after_a_run_without_a_restart(
    serve: Serve, served: Site, archive: Archive, tmp_path: Path
) -> None:
    (tmp_path / "knipsel.toml").write_text("[[source]]\npath = 'source'\n")
    served.pages["/rss"] = Reply(RSS.encode())
    client = serve(BY_WORDS, private_feeds=True)
    assert client.post("/manage/feeds", data={"url": f"{served.url}/rss"}).status_code == 200
    assert send(client, "kermis.md", markdown("Kermis", "De kermis trok veel bezoekers.").encode()).status_code == 201

    def hits(word: str) -> list[str]:
        return [hit.passage.article.title for hit in archive.search(word, {("nl", word): 1.0}, 5) if hit.words]

    assert hits("kermis") == [] and client.post("/manage/index").status_code == 200
    while (now := client.get("/manage/progress").json())["goes_on"]:
        assert client.get("/health/live").status_code == 200
    assert now["told"] == "Klaar. 2 nieuw, 0 gewijzigd, 1 onveranderd, 0 weg"
    assert hits("kermis") == ["Kermis"] and hits("veerpont") == [HOSTILE]
    page = client.get("/manage").text
    assert "De kermis" not in page and "<img" not in page and "2 nieuw" in page and "uploads" in page


def test_what_a_run_skipped_is_paged_with_where_and_why(serve: Serve, archive: Archive, tmp_path: Path) -> None:
    lines = "".join(f'{{"title": "{HOSTILE.replace(chr(34), "")}", "text": "{n}"}}\n' for n in range(60))
    (tmp_path / "source" / "kapot.jsonl").write_text(lines)
    sync(archive.folder, [tmp_path / "source"], WordEncoder())
    client = serve()
    key = quote(archive.runs(1)[0].began.isoformat(timespec="seconds"))
    page = client.get(f"/manage?run={key}").text
    assert "Overgeslagen, 1 tot 25 van 60" in page and "kapot.jsonl</code>, regel 1<br>has no date" in page
    assert f'href="manage?run={key}&amp;from=25#run"' in page and "60 overgeslagen" in page
    assert "Overgeslagen, 51 tot 60 van 60" in client.get(f"/manage?run={key}&from=50").text
    for odd in ("from=-1", "from=x", "from=99999999999999", "run=<script>", "uploads=1e9"):
        page = client.get(f"/manage?run={key}&{odd}")
        assert page.status_code == 200 and "<script>" not in page.text
