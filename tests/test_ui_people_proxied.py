"""People whom a reverse proxy signs in: its header, and those that are not its."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlsplit

import httpx
import pytest
from api_server import serving
from chat_client import PAGE, ask, conversation
from fakes import built, markdown

from index.archive import Archive
from ui.people.proxied import Proxied
from ui.people.proxies import networks_in
from ui.settings import Settings

DIKE = markdown("Dijk", "De dijk bij Sluiswijk brak. Er vielen zeker drie doden, zei Vos.")
HEADER = "X-Forwarded-User"
PROXIED = Proxied(b"k" * 32, HEADER, networks_in("10.0.0.0/8, 2001:db8::1, 192.0.2.7"), ("anna", "eve@krant.example"))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with closing(built(tmp_path_factory.mktemp("proxied"), {"dijk.md": DIKE})) as archive:
        yield archive


@pytest.fixture(scope="module")
def address(archive: Archive) -> Iterator[str]:
    """Serve behind a proxy on this machine."""
    with serving(archive, chat=True, auth="header", proxies="127.0.0.1", editors="anna", rate_of_address=0) as address:
        yield address


def scope_of(*names: str, peer: str = "10.1.2.3", header: str = HEADER) -> dict[str, object]:
    headers = [(header.lower().encode(), name.encode("latin-1")) for name in names]
    return {"type": "http", "headers": headers, "client": ("203.0.113.9", 0), "knipsel.peer": peer}


@pytest.mark.parametrize("peer", ["10.1.2.3", "::ffff:10.1.2.3", "2001:db8::1", "192.0.2.7"])
def test_a_proxy_says_who_asks_and_the_settings_who_edits(peer: str) -> None:
    anna, bob = (PROXIED.see(scope_of(name, peer=peer)).person for name in ("anna", "bob"))
    assert anna and bob and (anna.name, anna.role, bob.name, bob.role) == ("anna", "editor", "bob", "reader")
    assert anna.id != bob.id and "anna" not in anna.id
    assert anna == PROXIED.see(scope_of("anna")).person


@pytest.mark.parametrize(
    "peer", ["", "203.0.113.9", "127.0.0.1", "2001:db8::2", "::ffff:192.0.2.8", "10.1.2.3:80", "unix:"]
)
def test_nobody_else_says_who_asks(peer: str) -> None:
    assert PROXIED.see(scope_of("anna", peer=peer)).person is None


@pytest.mark.parametrize(
    "names",
    [
        (),
        ("",),
        ("anna", "anna"),
        ("bob", "anna"),
        ("bob, anna",),
        ("anna ",),
        ("an\xfena",),
        ("anna\x00",),
        ("anna\n",),
        ("<b>anna</b>",),
        ("a" * 129,),
        ("(null)",),
        ("-",),
    ],
)
def test_a_header_that_comes_twice_or_holds_what_no_name_does_names_nobody(names: tuple[str, ...]) -> None:
    assert PROXIED.see(scope_of(*names)).person is None


def test_another_header_than_the_one_that_is_set_names_nobody() -> None:
    for header in ("X_Forwarded_User", "X-Forwarded-Users", "Remote-User"):
        assert PROXIED.see(scope_of("anna", header=header)).person is None


def test_two_people_behind_a_proxy_each_have_their_own_conversation(address: str) -> None:
    with (
        httpx.Client(base_url=address, headers={HEADER: "anna"}) as anna,
        httpx.Client(base_url=address, headers={HEADER: "bob", "X-Forwarded-For": "203.0.113.9"}) as bob,
    ):
        shown = ask(bob, "Hoeveel doden vielen er bij Sluiswijk?", PAGE)
        assert "zeker drie" in shown and conversation(bob) == shown and conversation(anna) == ""
        assert "redacteur" in anna.get("/masthead?ui=nl").text and "lezer" in bob.get("/masthead?ui=nl").text
        assert "form" not in bob.get("/masthead").text, "the proxy signs them out"


def test_who_comes_without_the_proxys_word_is_told_so_in_their_language(address: str) -> None:
    told = httpx.get(address, headers={"Accept": "text/html", "Accept-Language": "nl"})
    assert told.status_code == 401 and "voordeur van uw redactie" in told.text
    assert httpx.get(f"{address}/config").json()["code"] == "sign-in-needed"
    assert httpx.get(f"{address}/sign-in").status_code == 401
    assert httpx.get(f"{address}/sign-in", headers={HEADER: "anna"}).status_code == 404


def test_a_stranger_who_spoofs_the_header_is_not_believed_even_as_the_proxys_client(archive: Archive) -> None:
    with serving(archive, auth="header", proxies="192.0.2.7", editors="anna") as address:
        for headers in ({HEADER: "anna"}, {HEADER: "anna", "X-Forwarded-For": "192.0.2.7"}):
            assert httpx.get(f"{address}/masthead", headers=headers).status_code == 401


def test_a_header_that_comes_twice_over_http_is_refused(address: str) -> None:
    connection = HTTPConnection(str(urlsplit(address).netloc), timeout=10)
    connection.putrequest("GET", "/masthead")
    for name in ("anna", "anna"):
        connection.putheader(HEADER, name)
    connection.endheaders()
    assert connection.getresponse().status == 401
    connection.close()


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"auth": "header"}, "needs KNIPSEL_PROXIES"),
        ({"auth": "header", "proxies": "*"}, "KNIPSEL_PROXIES has"),
        ({"auth": "header", "proxies": "proxy.internal"}, "KNIPSEL_PROXIES has"),
        ({"auth": "oidc"}, "'users' or 'header'"),
        ({"editors": "anna"}, "goes with KNIPSEL_AUTH=header"),
        ({"auth": "users", "editors": "anna"}, "goes with KNIPSEL_AUTH=header"),
        ({"auth_header": "X-Forwarded-For"}, "is no header"),
        ({"auth_header": "X-User: anna"}, "is no header"),
    ],
)
def test_settings_that_would_let_in_others_than_was_meant_are_refused(told: dict[str, str], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Settings(_env_file=None, **told)  # type: ignore[arg-type]
