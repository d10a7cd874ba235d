"""Whose a request is, over real HTTP and through Gradio's queue."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from http.cookies import SimpleCookie
from pathlib import Path

import httpx
import pytest
from api_server import serving
from chat_client import ask, conversation
from fakes import built, markdown

from index.archive import Archive
from ui.people.browsers import Browsers
from ui.people.cookie import Cookie
from ui.people.opening import people_of, told_at_start
from ui.settings import Settings

QUESTION = "Hoeveel doden vielen er bij Sluiswijk?"
DIKE = markdown("Dijk", "De dijk bij Sluiswijk brak. Er vielen zeker drie doden, zei Vos.")
KEY = b"k" * 32


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with closing(built(tmp_path_factory.mktemp("door"), {"dijk.md": DIKE})) as archive:
        yield archive


@pytest.fixture(scope="module")
def address(archive: Archive) -> Iterator[str]:
    with serving(archive, chat=True) as address:
        yield address


def scope_of(
    cookie: str = "", host: str = "127.0.0.1:7860", client: str = "127.0.0.1", **more: str
) -> dict[str, object]:
    headers = {"host": host, "cookie": cookie, **more}
    told = [(name.encode(), value.encode("latin-1")) for name, value in headers.items() if value]
    return {"type": "http", "scheme": "http", "path": "/", "headers": told, "client": (client, 1)}


def test_each_browser_has_its_own_conversation_even_where_it_knows_the_name_of_anothers_page(address: str) -> None:
    with httpx.Client(base_url=address) as one, httpx.Client(base_url=address) as other:
        for client in (one, other):
            assert client.get("/").status_code == 200
        shown = ask(one, QUESTION)
        assert "zeker drie" in shown and conversation(one) == shown
        assert conversation(other) == ""
        one.cookies.clear()
        assert conversation(one) == ""


def test_the_first_page_has_the_browser_keep_a_cookie_that_scripts_and_other_sites_cannot_use(address: str) -> None:
    with httpx.Client(base_url=address) as client:
        told = client.get("/")
        [header] = told.headers.get_list("set-cookie")
        cookie = SimpleCookie(header)["knipsel-browser"]
        assert len(cookie.value) == 32 and cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/"
        assert int(cookie["max-age"]) == 400 * 86_400 and not cookie["secure"]
        assert "private" in told.headers["cache-control"] and "Cookie" in told.headers["vary"]
        assert SimpleCookie(client.get("/").headers["set-cookie"])["knipsel-browser"].value == cookie.value
        for path in ("/config", "/theme.css", "/health/live", "/widget.js", "/api/v1/openapi.json", "/embed?site=wiki"):
            assert "set-cookie" not in client.get(path).headers, path


def test_the_cookie_is_bound_to_where_people_find_knipsel() -> None:
    told = Browsers(KEY, "https://krant.example/archief").see(scope_of()).cookie
    assert told.startswith("__Secure-knipsel-browser=") and "; Path=/archief; " in told and told.endswith("; Secure")
    told = Browsers(KEY, "https://krant.example").see(scope_of()).cookie
    assert told.startswith("__Host-knipsel-browser=") and "; Path=/; " in told and told.endswith("; Secure")


def test_the_id_of_a_person_is_not_their_cookie_and_needs_the_key() -> None:
    value = "ab" * 16
    ids = [Browsers(key).see(scope_of(f"knipsel-browser={value}")).person for key in (KEY, KEY, b"j" * 32)]
    assert ids[0] and ids[2] and ids[0] == ids[1] and ids[0].id != ids[2].id
    assert value not in ids[0].id and len(ids[0].id) == 32


@pytest.mark.parametrize(
    "cookie",
    [
        "knipsel-browser=",
        "knipsel-browser=../../etc/passwd",
        "knipsel-browser=" + "AB" * 16,
        "knipsel-browser=" + "a" * 200,
        f"knipsel-browser={'a' * 32}; knipsel-browser={'b' * 32}",
        f"__Host-knipsel-browser={'a' * 32}",
    ],
)
def test_a_cookie_that_is_not_ours_makes_somebody_new(cookie: str) -> None:
    browsers = Browsers(KEY)
    people = {browsers.see(scope_of(cookie)).person for _ in range(2)}
    assert len(people) == 2 and Cookie("knipsel-browser").read(scope_of(cookie)) == ""


@pytest.mark.parametrize(
    ("scope", "edits_here", "role"),
    [
        (scope_of(), True, "editor"),
        (scope_of(host="localhost:7860"), True, "editor"),
        (scope_of(), False, "reader"),
        (scope_of(host="evil.example:7860"), True, "reader"),  # a name of its own that leads to this machine
        (scope_of(client="192.0.2.7"), True, "reader"),
        (scope_of(**{"x-forwarded-for": "192.0.2.7"}), True, "reader"),
    ],
)
def test_who_asks_on_this_machine_edits_where_no_other_can_ask(
    scope: dict[str, object], edits_here: bool, role: str
) -> None:
    person = Browsers(KEY, edits_here=edits_here).see(scope).person
    assert person and person.role == role


@pytest.mark.parametrize(
    ("told", "served_locally", "said"),
    [
        ({}, True, ""),
        ({}, False, "everybody who can reach"),
        ({"url": "https://krant.example"}, True, "everybody who can reach"),
        ({"proxies": "127.0.0.1"}, True, "everybody who can reach"),
        ({"auth": "header", "proxies": "127.0.0.1"}, False, ""),
        ({"auth": "users"}, False, "nobody can sign in yet: knipsel user add"),
    ],
)
def test_who_starts_the_server_is_told_who_can_use_it(
    tmp_path: Path, told: dict[str, str], served_locally: bool, said: str
) -> None:
    settings = Settings(_env_file=None, archive=tmp_path, **told)  # type: ignore[arg-type]
    people = people_of(settings, KEY, served_locally=served_locally)
    line = told_at_start(people, settings, served_locally=served_locally)
    assert line.startswith(said) and bool(line) == bool(said) and "\n" not in line


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_a_page_of_another_site_puts_nothing_in_the_queue_even_where_nobody_signs_in(
    address: str, headers: dict[str, str]
) -> None:
    told = httpx.post(f"{address}/gradio_api/queue/join", json={}, headers=headers)
    assert told.status_code == 403 and told.json()["code"] == "origin-not-allowed"
    assert httpx.post(f"{address}/gradio_api/queue/join", json={}, headers={"Origin": address}).status_code == 422


def test_a_browser_that_keeps_no_cookie_can_ask_and_finds_nothing_later(address: str) -> None:
    class Forgetful(httpx.Client):
        def send(self, request: httpx.Request, **how: object) -> httpx.Response:  # type: ignore[override]
            request.headers.pop("cookie", None)
            return super().send(request, **how)  # type: ignore[arg-type]

    with Forgetful(base_url=address) as client:
        assert "zeker drie" in ask(client, QUESTION) and conversation(client) == ""
