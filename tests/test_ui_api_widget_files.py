"""The widget's files and the page that frames it, as they are served."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from conftest import ROOT
from fakes import WordEncoder, markdown
from starlette.testclient import TestClient

from index.archive import Archive
from index.glossary import Glossary
from index.sync import sync
from rag.desk import Desk
from ui.api.app import app_of
from ui.api.opening import Served, service_of
from ui.api.widget_files import WidgetFiles
from ui.settings import Settings

SCRIPTS = sorted((ROOT / "ui" / "widget").glob("*.js"))
SITES = """{"wiki": {"origins": ["https://wiki.example", "https://*.wiki.example:8443", "http://[::1]:80"]},
            "six": {"origins": ["http://[::1]"]}}"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Serve an archive of one article, its API and its widget."""
    folder, encoder = tmp_path_factory.mktemp("widget"), WordEncoder()
    (folder / "dijk.md").write_text(markdown("Dijk breekt", "De dijk brak vrijdag."), "utf-8")
    sync(folder / "archive", [folder / "dijk.md"], encoder)
    with closing(Archive.open(folder / "archive", encoder)) as archive:
        settings = Settings(_env_file=None, archive=archive.folder, sites=SITES)
        desk = Desk(archive, Glossary.shipped())
        with TestClient(app_of(service_of(desk, archive, settings, Served("127.0.0.1", 7860)))) as client:
            yield client


def test_all_of_it_is_under_30_kilobytes_and_what_every_page_loads_under_3() -> None:
    widget = WidgetFiles.shipped()
    assert len(widget.loader.compressed) < 3_000
    assert len(widget.loader.compressed) + sum(len(part.compressed) for part in widget.parts.values()) < 30_000


def test_the_loader_names_the_parts_by_a_hash_under_which_they_never_change(client: TestClient) -> None:
    loader = client.get("/widget.js")
    version = re.search(r'VERSION = "(\w{16})"', loader.text)
    assert version and version[1] == WidgetFiles.shipped().version
    assert loader.headers["cache-control"] == "public, max-age=600"
    part = client.get(f"/widget/{version[1]}/panel.js")
    assert part.headers["cache-control"] == "public, max-age=31536000, immutable"
    old = client.get("/widget/0123456789abcdef/panel.js")
    assert (old.status_code, old.text, old.headers["cache-control"]) == (200, part.text, "no-cache")


def test_any_page_may_load_it_and_it_is_what_it_says_it_is(client: TestClient) -> None:
    for path in ("/widget.js", "/widget/any/panel.js"):
        headers = client.get(path).headers
        assert headers["content-type"] == "text/javascript; charset=utf-8"
        assert headers["cross-origin-resource-policy"] == "cross-origin"
        assert headers["access-control-allow-origin"] == "*"
        assert headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in headers


def test_what_a_browser_has_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/widget.js")
    again = client.get("/widget.js", headers={"If-None-Match": f'"other", {first.headers["etag"]}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert client.get("/widget.js", headers={"If-None-Match": 'W/"other"'}).status_code == 200
    assert client.head("/widget.js").headers["etag"] == first.headers["etag"]


def test_it_is_compressed_for_who_takes_that(client: TestClient) -> None:
    with client.stream("GET", "/widget.js", headers={"Accept-Encoding": "gzip"}) as packed:
        assert packed.headers["content-encoding"] == "gzip"
        raw = b"".join(packed.iter_raw())
    plain = client.get("/widget.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(raw) == plain.content


@pytest.mark.parametrize(
    "path", ["/widget/x/widget.js", "/widget/x/..%2f..%2fchat.py", "/widget/x/none.js", "/widget/"]
)
def test_nothing_else_is_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: str(script.name))
def test_no_script_makes_markup_or_code_of_text_or_names_another_host(script: Path) -> None:
    forbidden = r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function|DOMParser|setHTML|srcdoc"
    forbidden += r"|\.cookie|localStorage|sessionStorage|indexedDB|https?://|setAttribute\(\"style|console\."
    assert re.findall(forbidden, script.read_text("utf-8")) == []


def test_the_page_may_be_framed_by_its_site_and_by_nobody_else(client: TestClient) -> None:
    page = client.get("/embed?site=wiki")
    policy = page.headers["content-security-policy"]
    assert policy.endswith("frame-ancestors https://wiki.example https://*.wiki.example:8443")
    assert "default-src 'none'; script-src 'self'; connect-src 'self'" in policy
    assert "unsafe" not in policy
    assert client.get("/embed?site=six").headers["content-security-policy"].endswith("frame-ancestors 'none'")
    assert "set-cookie" not in page.headers


def test_the_page_has_no_script_or_style_of_its_own(client: TestClient) -> None:
    page = client.get("/embed?site=wiki&lang=nl&theme=dark").text
    assert re.findall(r"<script[^>]*>(.*?)</script>", page) == [""]
    assert not re.search(r"<style| style=| on\w+=", page)
    assert '<knipsel-chat inline fill site="wiki" lang="nl" theme="dark">' in page


def test_the_page_is_in_the_language_of_the_browser_unless_told(client: TestClient) -> None:
    dutch = {"Accept-Language": "nl-NL,nl;q=0.9,en;q=0.8"}
    assert '<html lang="nl">' in client.get("/embed?site=wiki", headers=dutch).text
    assert '<html lang="en">' in client.get("/embed?site=wiki&lang=en", headers=dutch).text
    french = {"Accept-Language": "fr-FR, nl;q=0.8"}  # of both, it names only Dutch
    assert '<html lang="nl">' in client.get("/embed?site=wiki", headers=french).text
    assert '<html lang="en">' in client.get("/embed?site=wiki").text


@pytest.mark.parametrize(
    ("query", "status"),
    [("", 404), ("?site=other", 404), ('?site=wiki"><script>', 404), ("?site=wiki&lang=xx", 422)],
)
def test_a_site_that_is_not_declared_has_no_page(client: TestClient, query: str, status: int) -> None:
    refused = client.get(f"/embed{query}", headers={"X-Request-Id": "5f0c"})
    assert refused.status_code == status
    assert refused.headers["content-type"] == "application/problem+json"
