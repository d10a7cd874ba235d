"""Signing in over real HTTP, and what somebody who means harm tries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from http.cookies import SimpleCookie

import httpx
import pytest
from api_server import WIKI, serving, token_of
from chat_client import PAGE, ask, conversation, event, join, messages
from fakes import built, markdown
from signing_in import PASSWORD, two_accounts

from index.archive import Archive
from ui.people.accounts import Accounts
from ui.people.guesses import OF_NAME

QUESTION = "Hoeveel doden vielen er bij Sluiswijk?"
DIKE = markdown("Dijk", "De dijk bij Sluiswijk brak. Er vielen zeker drie doden, zei Vos.")
HTML = {"Accept": "text/html,application/xhtml+xml"}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with closing(built(tmp_path_factory.mktemp("sign-in"), {"dijk.md": DIKE})) as archive:
        yield archive


@pytest.fixture(scope="module")
def accounts(archive: Archive) -> Accounts:
    return two_accounts(archive)


@pytest.fixture(scope="module")
def address(archive: Archive, accounts: Accounts) -> Iterator[str]:
    with serving(archive, chat=True, auth="users", rate_of_address=0) as address:
        yield address


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, headers=HTML) as client:
        yield client


def sign_in(client: httpx.Client, name: str = "anna", password: str = PASSWORD, **more: str) -> httpx.Response:
    return client.post("/sign-in", data={"name": name, "password": password, **more})


def is_signed_in(client: httpx.Client) -> bool:
    return client.get("/masthead").status_code == 200


def test_a_page_leads_to_the_door_and_from_there_back(client: httpx.Client) -> None:
    told = client.get("/config?a=b%26c")
    assert told.status_code == 303 and told.headers["location"] == "/sign-in?next=%2Fconfig%3Fa%3Db%2526c"
    page = client.get(told.headers["location"])
    assert page.status_code == 200 and 'name="next" value="/config?a=b%26c"' in page.text
    told = sign_in(client, next="/config?a=b")
    assert told.status_code == 303 and told.headers["location"] == "/config?a=b"
    cookie = SimpleCookie(told.headers["set-cookie"])["knipsel-session"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/" and len(cookie.value) == 64
    assert client.get("/config").status_code == 200
    assert client.get("/").headers["cache-control"] == "no-store"
    assert client.get("/sign-in").status_code == 303


def test_what_a_program_asks_of_the_page_is_a_problem_and_not_the_door(client: httpx.Client) -> None:
    for told in (
        client.get("/gradio_api/info", headers={"Accept": "*/*"}),
        client.post("/gradio_api/queue/join", json={}),
        client.get("/gradio_api/queue/data", params={"session_hash": "x"}, headers={"Accept": "text/event-stream"}),
        client.post("/gradio_api/upload", files={"files": b"a"}),
        client.get("/gradio_api/file=/etc/passwd", headers={"Accept": "image/*"}),
    ):
        assert told.status_code == 401 and told.json()["code"] == "sign-in-needed"
        assert told.headers["content-type"] == "application/problem+json"


def test_the_page_of_the_door_may_do_nothing_but_send_its_form_here(client: httpx.Client) -> None:
    told = client.get("/sign-in", headers={"Accept-Language": "nl-BE,nl;q=0.9"})
    policy = told.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "form-action 'self'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy and told.headers["cache-control"] == "no-store"
    assert '<html lang="nl">' in told.text and "Wachtwoord" in told.text and "<script" not in told.text
    assert '<html lang="en">' in client.get("/sign-in").text


def test_a_wrong_password_and_an_unknown_name_are_told_the_same(client: httpx.Client) -> None:
    wrong, unknown = sign_in(client, "bob", "wrong " * 3), sign_in(client, "nobody-of-us", "wrong " * 3)
    assert wrong.status_code == unknown.status_code == 403
    assert wrong.text.replace("bob", "nobody-of-us") == unknown.text
    assert "set-cookie" not in wrong.headers and not is_signed_in(client)
    assert 'role="alert"' in wrong.text and "wrong wrong" not in wrong.text


def test_what_is_typed_as_a_name_stays_text(client: httpx.Client) -> None:
    told = sign_in(client, '"><script>alert(1)</script>', next='"><script>alert(2)</script>')
    assert told.status_code == 403 and "<script" not in told.text


@pytest.mark.parametrize("on", ["https://evil.example", "//evil.example", "/\\evil.example", "/\t//evil.example"])
def test_the_door_leads_to_no_other_site(client: httpx.Client, on: str) -> None:
    assert sign_in(client, next=on).headers["location"] == "/"
    assert client.get("/sign-in", params={"next": on}).headers["location"] == "/"


def test_a_session_that_was_there_before_signing_in_is_not_the_one_after(address: str, client: httpx.Client) -> None:
    client.cookies.set("knipsel-session", "f" * 64, domain="127.0.0.1")
    sign_in(client)
    mine = client.cookies.get("knipsel-session", domain="127.0.0.1")
    assert mine != "f" * 64
    with httpx.Client(base_url=address, cookies={"knipsel-session": "f" * 64}) as other:
        assert not is_signed_in(other)
    sign_in(client, "bob")
    with httpx.Client(base_url=address, cookies={"knipsel-session": str(mine)}) as other:
        assert not is_signed_in(other), "the session before is over"


@pytest.mark.parametrize(
    "change", [lambda value: value[:-1] + ("0" if value[-1] != "0" else "1"), str.upper, str.title]
)
def test_a_cookie_that_was_tampered_with_is_nobodys(address: str, client: httpx.Client, change: type[str]) -> None:
    sign_in(client)
    changed = change(client.cookies["knipsel-session"])
    with httpx.Client(base_url=address, cookies={"knipsel-session": changed}) as other:
        assert is_signed_in(other) == (changed == client.cookies["knipsel-session"])


def test_who_signs_out_or_is_removed_or_gets_a_new_password_is_out_at_once(
    client: httpx.Client, accounts: Accounts
) -> None:
    sign_in(client)
    before = client.cookies["knipsel-session"]
    told = client.post("/sign-out")
    assert told.status_code == 303 and told.headers["location"] == "/sign-in"
    client.cookies.set("knipsel-session", before, domain="127.0.0.1")
    assert not is_signed_in(client)
    client.cookies.clear()
    accounts.add("carl", "reader", PASSWORD)
    sign_in(client, "carl")
    assert is_signed_in(client)
    accounts.give_password("carl", "another long password")
    assert not is_signed_in(client)
    sign_in(client, "carl", "another long password")
    assert is_signed_in(client)
    accounts.remove("carl")
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": WIKI},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1:7860"},
        {"Origin": "http://127.0.0.1:1"},
    ],
)
def test_a_page_of_another_site_signs_nobody_in_or_out_and_asks_nothing(
    client: httpx.Client, headers: dict[str, str]
) -> None:
    sign_in(client)
    for told in (
        client.post("/sign-in", data={"name": "bob", "password": PASSWORD}, headers=headers),
        client.post("/sign-out", headers=headers),
        client.post("/gradio_api/queue/join", json={}, headers=headers),
        client.post("/gradio_api/upload", files={"files": b"a"}, headers=headers),
    ):
        assert told.status_code == 403 and told.json()["code"] == "origin-not-allowed"
        assert "set-cookie" not in told.headers
    assert is_signed_in(client)


def test_guessing_is_slowed_down_for_a_name_even_where_it_does_not_exist(archive: Archive, accounts: Accounts) -> None:
    with serving(archive, auth="users") as address, httpx.Client(base_url=address) as client:
        for name in ("dora", "anna"):
            told = [sign_in(client, name, "wrong password") for _ in range(OF_NAME + 1)]
            assert {one.status_code for one in told[:-1]} == {403} and told[-1].status_code == 429
            assert 60 <= int(told[-1].headers["retry-after"]) <= 91 and "in 2 min." in told[-1].text
            assert sign_in(client, name).status_code == 429, "not even the right one is looked at"
        assert sign_in(client, "bob").status_code == 303


def test_spaces_after_a_name_are_no_way_to_guess_on(archive: Archive, accounts: Accounts) -> None:
    spaces = (f"{' ' * at}\t{' ' * (80 - at)}x" for at in range(OF_NAME + 1))  # what stands after them is cut off
    with serving(archive, auth="users") as address, httpx.Client(base_url=address) as client:
        told = [sign_in(client, f"anna{after}", "wrong password").status_code for after in spaces]
        assert told == [403] * OF_NAME + [429]


def test_a_form_without_end_is_refused(client: httpx.Client) -> None:
    assert sign_in(client, password="a" * 10_000).status_code == 413
    told = client.post("/sign-in", content=b"\xff\xfe&&&=;" + b"a=b&" * 5)
    assert told.status_code == 403
    assert client.post("/sign-in", content=b"a=b&" * 20).status_code == 422


def test_two_people_who_ask_at_once_each_have_their_own_conversation(address: str) -> None:
    with (
        httpx.Client(base_url=address) as anna,
        httpx.Client(base_url=address) as bob,
        httpx.Client(base_url=address) as anna_elsewhere,
    ):
        for client, name in ((bob, "bob"), (anna, "anna"), (anna_elsewhere, "anna")):
            assert sign_in(client, name).status_code == 303
        shown = ask(bob, QUESTION)
        assert "zeker drie" in shown
        assert conversation(anna) == "" and event(anna, "stop", {"page": PAGE}) == ""
        ask(anna, "Wie brak de dijk bij Sluiswijk?")
        assert conversation(bob) == shown and conversation(anna) != shown
        assert conversation(anna_elsewhere) == conversation(anna), "one person has one conversation in all browsers"


def test_who_learns_the_name_of_anothers_session_reads_nothing_of_it(address: str) -> None:
    sent = {"page": PAGE, "ui": "nl", "how": "new", "question": QUESTION}
    with httpx.Client(base_url=address) as anna, httpx.Client(base_url=address) as bob:
        sign_in(anna)
        sign_in(bob, "bob")
        assert join(anna, "ask", sent, "a-name-that-bob-knows").status_code == 200
        [told] = messages(bob, "a-name-that-bob-knows")
        assert told["msg"] == "unexpected_error" and told["session_not_found"]
        *_, done, closed = messages(anna, "a-name-that-bob-knows")
        assert done["msg"] == "process_completed" and done["success"] and closed["msg"] == "close_stream"
        assert "zeker drie" in str(done["output"]) or "zeker drie" in conversation(anna)


def test_an_event_without_end_is_refused(client: httpx.Client) -> None:
    sign_in(client, "bob")
    assert client.post("/gradio_api/queue/join", content=b"[" * 1_100_000).status_code == 413
    assert client.post("/gradio_api/queue/join", content=b"[" * 900_000).status_code == 400
    assert client.post("/gradio_api/queue/join", content=b"no json").status_code == 422


@pytest.mark.parametrize("auth", ["users", ""])
def test_nobody_fills_the_disk_or_the_memory_by_way_of_gradio(archive: Archive, accounts: Accounts, auth: str) -> None:
    with serving(archive, chat=True, auth=auth) as address, httpx.Client(base_url=address) as client:
        if auth:
            sign_in(client, "bob")
        told = client.post("/gradio_api/upload", files={"files": ("a.txt", b"a")})
        assert told.status_code == 415 and told.json()["code"] == "unsupported"
        named = {"Content-Type": "Multipart/Form-Data; boundary=b"}
        assert client.post("/gradio_api/upload", content=b"--b--", headers=named).status_code == 415
        assert client.post("/gradio_api/queue/join", content=b"[" * 1_100_000).status_code == 413


def test_the_api_takes_a_person_from_our_own_page_a_token_from_a_site_and_no_stranger(
    client: httpx.Client, address: str
) -> None:
    asked = {"url": "/api/v1/search", "params": {"q": "dijk"}}
    assert client.get(**asked).status_code == 401, "this machine alone is nobody"
    assert client.get(**asked, headers=token_of(address)).status_code == 200
    sign_in(client, "bob")
    assert client.get(**asked).status_code == 200
    assert client.get(**asked, headers={"Origin": address}).status_code == 200
    for headers in ({"Origin": WIKI}, {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.get(**asked, headers=headers).status_code in (401, 403), headers
    for path in ("/v1/models", "/metrics"):
        assert client.get(path).status_code == 401, "that is for programs, with a key"


EDITORS = ["", "/progress", "/index", "/index/stop", "/uploads", "/uploads/remove", "/feeds", "/feeds/remove"]


@pytest.mark.parametrize("path", EDITORS)
def test_a_reader_changes_nothing_of_the_archive_and_an_editor_may(
    client: httpx.Client, address: str, accounts: Accounts, path: str
) -> None:
    how = {"method": "GET" if path in ("", "/progress") else "POST", "headers": {"Origin": address}}
    sign_in(client, "bob")
    assert client.request(url=f"/manage{path}", **how).status_code == 403
    accounts.give_role("bob", "editor")
    try:
        assert client.request(url=f"/manage{path}", **how).status_code not in (401, 403, 404)
    finally:
        accounts.give_role("bob", "reader")


def test_the_masthead_says_who_is_signed_in_and_as_what(client: httpx.Client) -> None:
    sign_in(client, "bob")
    told = client.get("/masthead", params={"ui": "nl"}).text
    assert re.search(r"<span>bob</span> <span class=\"role\">lezer</span>", told) and "Uitloggen" in told
    assert 'action="/sign-out"' in told
    assert "Sign out" in client.get("/masthead").text
