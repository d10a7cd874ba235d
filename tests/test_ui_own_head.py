"""The chat's page names its own icon, and nothing at the root of a host that may be another's."""

import re
from collections.abc import AsyncIterator, Callable

import httpx
import pytest
from api_server import serving
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from index.archive import Archive
from ui.own_head import OwnHead

GRADIOS = '<link rel="manifest" href="/manifest.json" />'


def test_the_page_as_it_is_served_has_an_icon_and_links_to_nothing_at_the_root(
    archive_of: Callable[..., Archive],
) -> None:
    with serving(archive_of({"a.txt": "date 2024 De dijk brak."}), chat=True) as address:
        page = httpx.get(address)
    assert page.text.count('<link rel="icon" href="data:image/svg+xml,') == 1 and page.text.rstrip().endswith("</html>")
    assert re.findall(r'<(?:link|script)[^>]+(?:href|src)="/[^"]*"', page.text) == []


@pytest.fixture
def client() -> TestClient:
    async def parts() -> AsyncIterator[bytes]:
        yield f"<head>{GRADIOS[:20]}".encode()
        yield f"{GRADIOS[20:]}</head>é".encode()

    routes = [
        Route("/page", lambda _: HTMLResponse(f"<head>{GRADIOS}</head>é")),
        Route("/parts", lambda _: StreamingResponse(parts(), media_type="text/html")),
        Route("/packed", lambda _: HTMLResponse(GRADIOS, headers={"Content-Encoding": "identity"})),
        Route("/json", lambda _: JSONResponse(GRADIOS)),
        Route("/nothing", lambda _: Response(status_code=404)),
    ]
    return TestClient(OwnHead(Starlette(routes=routes)))


@pytest.mark.parametrize("path", ["/page", "/parts"])
def test_a_page_is_changed_whole_and_says_how_long_it_is(client: TestClient, path: str) -> None:
    told = client.get(path)
    assert GRADIOS not in told.text and 'rel="icon"' in told.text and told.text.endswith("</head>é")
    assert told.headers["content-length"] == str(len(told.content))
    assert client.head("/page").status_code == 200


@pytest.mark.parametrize("path", ["/packed", "/json", "/nothing"])
def test_what_is_no_page_is_left_alone(client: TestClient, path: str) -> None:
    assert 'rel="icon"' not in client.get(path).text
