"""Who may ask, over real HTTP: what a browser sends from pages of all kinds, and what somebody who means harm does."""

import asyncio
import json
import select
import stat
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from socket import create_connection
from time import time
from urllib.parse import urlsplit

import httpx
import jwt
import pytest
from api_server import SITES, WIKI, serving, token_of
from fakes import built, markdown
from starlette.types import Message

from index.archive import Archive
from ui.api.guarded import lingering

KEY = "a-key-of-a-program-0001"
OTHER = "https://a.docs.example"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with closing(built(tmp_path_factory.mktemp("api"), {"dijk.md": markdown("Dijk", "De dijk brak.")})) as archive:
        yield archive


@pytest.fixture(scope="module")
def address(archive: Archive) -> Iterator[str]:
    with serving(archive, rate_of_address=0, rate_of_token=0) as address:
        yield address


@pytest.fixture(scope="module")
def keyed(archive: Archive) -> Iterator[str]:
    with serving(archive, api_keys=f"{KEY}, another-key-of-one-0002", rate_of_address=0) as address:
        yield address


def code_of(response: httpx.Response) -> str:
    assert response.headers["content-type"] == "application/problem+json", response.text
    return str(response.json()["code"])


def search(address: str, headers: dict[str, str]) -> httpx.Response:
    return httpx.get(f"{address}/api/v1/search", params={"q": "dijk"}, headers=headers)


NOT_DECLARED = [
    "null",
    "https://evil.example",
    "http://wiki.example",
    "https://wiki.example:8443",
    "https://wiki.example.evil.example",
    "https://evilwiki.example",
    "https://wiki.example@evil.example",
    "https://WIKI.example",
    "https://wiki.example/",
    "https://wiki.example.",
    "https://sub.wiki.example",
    "https://wiki.еxample".encode().decode("latin-1"),
    "https://docs.example",
    "https://evildocs.example",
    "https://a.docs.example.evil.example",
    "https://.docs.example",
    "https://evil.example/.docs.example",
    "https://evil.example#.docs.example",
    "http://a.docs.example",
    "http://docs",
    "file://",
    "chrome-extension://wiki.example",
    "*",
    "https://wiki.example, https://evil.example",
]


@pytest.mark.parametrize("origin", NOT_DECLARED)
def test_a_page_of_no_declared_origin_gets_nothing_whatever_it_sends(address: str, origin: str) -> None:
    sent = {"Origin": origin.encode("latin-1"), "Authorization": token_of(address)["Authorization"].encode()}
    asked = httpx.get(f"{address}/api/v1/search", params={"q": "dijk"}, headers=sent)
    fetched = httpx.post(f"{address}/api/v1/sites/wiki/token", headers={"Origin": origin.encode("latin-1")})
    for told in (asked, fetched):
        assert told.status_code == 403 and code_of(told) == "origin-not-allowed"
        assert "access-control-allow-origin" not in told.headers and "Origin" in told.headers["vary"]
    preflight = {"Origin": origin.encode("latin-1"), "Access-Control-Request-Method": "POST"}
    told = httpx.options(f"{address}/api/v1/ask", headers=preflight)
    assert told.status_code == 400 and "access-control-allow-origin" not in told.headers


@pytest.mark.parametrize(("site", "origin"), [("wiki", WIKI), ("docs", OTHER), ("docs", "http://docs:8080")])
def test_a_page_of_a_declared_origin_gets_in_with_the_token_of_its_site(address: str, site: str, origin: str) -> None:
    told = search(address, token_of(address, site, origin))
    assert told.status_code == 200 and told.headers["access-control-allow-origin"] == origin
    assert "Origin" in told.headers["vary"] and "access-control-allow-credentials" not in told.headers
    assert "set-cookie" not in told.headers
    assert told.headers["x-content-type-options"] == "nosniff" and told.headers["cache-control"] == "no-store"


def test_a_preflight_tells_a_declared_page_what_it_may_send(address: str) -> None:
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"}
    told = httpx.options(f"{address}/api/v1/ask", headers={"Origin": WIKI, **asked})
    assert told.status_code == 200 and told.headers["access-control-allow-origin"] == WIKI
    refused = httpx.options(
        f"{address}/api/v1/ask", headers={"Origin": WIKI, "Access-Control-Request-Method": "DELETE"}
    )
    assert refused.status_code == 400


def test_a_problem_can_be_read_by_the_page_that_it_is_for(address: str) -> None:
    told = search(address, {"Origin": WIKI})
    assert (told.status_code, code_of(told)) == (401, "token-missing")
    assert told.headers["access-control-allow-origin"] == WIKI and told.headers["www-authenticate"] == "Bearer"
    assert "X-Request-Id" in told.headers["access-control-expose-headers"]


def test_a_token_of_one_page_is_no_good_to_another(address: str) -> None:
    for origin in (OTHER, "http://docs:8080"):
        told = search(address, {**token_of(address), "Origin": origin})
        assert (told.status_code, code_of(told)) == (403, "token-elsewhere")
    bearer = {"Authorization": token_of(address)["Authorization"]}
    assert code_of(search(address, bearer)) == "token-elsewhere", "nor to a program"


def test_a_site_gives_no_token_to_the_pages_of_another(address: str) -> None:
    told = httpx.post(f"{address}/api/v1/sites/wiki/token", headers={"Origin": OTHER})
    assert (told.status_code, code_of(told)) == (403, "origin-not-allowed")
    unknown = httpx.post(f"{address}/api/v1/sites/nowhere/token", headers={"Origin": WIKI})
    assert (unknown.status_code, code_of(unknown)) == (404, "site-unknown")
    assert code_of(httpx.post(f"{address}/api/v1/sites/wiki/token")) == "origin-not-allowed", "nor to a program"


def test_a_token_that_was_tampered_with_forged_or_has_expired_is_refused(archive: Archive, address: str) -> None:
    good = token_of(address)["Authorization"].removeprefix("Bearer ")
    head, body, mark = good.split(".")
    secret, now = (archive.folder / "secret").read_bytes(), int(time())
    claims = jwt.decode(good, secret, algorithms=["HS256"])
    unsigned = jwt.encode(claims, None, algorithm="none")
    forged = [
        f"{head}.{body}.{mark[:-4]}AAAA",
        f"{head}.{body[:-2]}.{mark}",
        f"{head}.{body}.",
        unsigned,
        f"{unsigned}{mark}",
        jwt.encode(claims, b"x" * 64, algorithm="HS256"),
        jwt.encode({**claims, "iss": "somebody"}, secret, algorithm="HS256"),
        jwt.encode({**claims, "iat": now + 3_600}, secret, algorithm="HS256"),
        jwt.encode({key: claims[key] for key in claims if key != "exp"}, secret, algorithm="HS256"),
        jwt.encode({key: claims[key] for key in claims if key != "origin"}, secret, algorithm="HS256"),
        "..",
        "a.b.c",
    ]
    for token in forged:
        told = search(address, {"Origin": WIKI, "Authorization": f"Bearer {token}"})
        assert (told.status_code, code_of(told)) == (401, "token-invalid"), token
    old = jwt.encode({**claims, "iat": now - 700, "exp": now - 100}, secret, algorithm="HS256")
    told = search(address, {"Origin": WIKI, "Authorization": f"Bearer {old}"})
    assert (told.status_code, code_of(told)) == (401, "token-expired")
    assert stat.S_IMODE((archive.folder / "secret").stat().st_mode) == 0o600


def test_a_token_of_a_site_that_is_no_longer_declared_is_refused(archive: Archive, address: str) -> None:
    token = token_of(address)
    with serving(archive, sites=json.dumps({"docs": {"origins": [WIKI]}})) as elsewhere:
        assert code_of(search(elsewhere, token)) == "token-elsewhere"
    with serving(archive, sites="") as nowhere:
        assert code_of(search(nowhere, token)) == "origin-not-allowed"


def test_knipsels_own_page_gets_a_token_for_a_site_and_need_not_say_its_origin_again(address: str) -> None:
    token = token_of(address, "wiki", address)
    assert search(address, token).status_code == 200
    assert search(address, {"Authorization": token["Authorization"]}).status_code == 200
    assert code_of(search(address, {**token, "Origin": WIKI})) == "token-elsewhere"


def test_a_program_needs_a_key_where_there_are_keys(keyed: str) -> None:
    assert (search(keyed, {}).status_code, code_of(search(keyed, {}))) == (401, "key-missing")
    for wrong in (KEY[:-1], f"{KEY}x", "é" * 20, "Basic"):
        told = search(keyed, {"Authorization": f"Bearer {wrong}".encode()})  # type: ignore[dict-item]
        assert (told.status_code, code_of(told)) == (401, "key-invalid")
    for right in (KEY, "another-key-of-one-0002"):
        assert search(keyed, {"Authorization": f"Bearer {right}"}).status_code == 200
    assert code_of(search(keyed, {"Authorization": f"Basic {KEY}"})) == "key-missing"
    assert code_of(search(keyed, {"Authorization": f"Bearer {KEY}", "Origin": WIKI})) == "token-invalid"


@pytest.mark.parametrize(
    "header",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example"},
        {"Host": "evil.example:7860"},
        {"X-Forwarded-For": "127.0.0.1"},
        {"Forwarded": "for=127.0.0.1"},
        {"Via": "1.1 proxy"},
        {"X-Real-IP": "127.0.0.1"},
    ],
)
def test_without_keys_only_this_machine_asking_for_itself_gets_in(address: str, header: dict[str, str]) -> None:
    assert search(address, {}).status_code == 200
    assert code_of(search(address, header)) == "key-missing"


def test_a_page_that_hides_its_origin_gets_nothing(address: str) -> None:
    for where in ("cross-site", "same-site"):
        assert code_of(search(address, {"Sec-Fetch-Site": where})) == "origin-not-allowed"
    assert search(address, {"Sec-Fetch-Site": "none"}).status_code == 200


def test_pages_of_other_sites_get_neither_the_metrics_nor_what_is_for_programs(address: str) -> None:
    token = token_of(address)
    for path in ("/metrics", "/v1/models", "/mcp"):
        assert httpx.get(address + path, headers=token).status_code == 403, path
    assert httpx.get(f"{address}/metrics", headers={"Host": "evil.example"}).status_code == 401
    assert httpx.get(f"{address}/metrics").status_code == 200


def test_an_address_is_believed_only_from_a_proxy_that_is_set(archive: Archive) -> None:
    with serving(archive, rate_of_address=2, proxies="10.0.0.0/8") as address:
        told = [search(address, {"X-Forwarded-For": f"192.0.2.{n}"}).status_code for n in range(4)]
        assert told == [401, 401, 429, 429], "one address, whatever it says"
    with serving(archive, rate_of_address=2, proxies="127.0.0.1, 10.0.0.0/8", api_keys=KEY) as address:
        key = {"Authorization": f"Bearer {KEY}"}
        told = [
            search(address, {**key, "X-Forwarded-For": f"203.0.113.9, 192.0.2.{n}, 10.0.0.7"}).status_code
            for n in (1, 1, 1, 2)
        ]
        assert told == [200, 200, 429, 200], "the last one that is no proxy"


def test_a_token_is_good_for_so_many_requests_a_minute(archive: Archive) -> None:
    with serving(archive, rate_of_token=3) as address:
        token = token_of(address)
        told = [search(address, token) for _ in range(4)]
        assert [one.status_code for one in told] == [200, 200, 200, 429]
        assert (
            code_of(told[3]) == "too-often" and int(told[3].headers["retry-after"]) == told[3].json()["retry_after_s"]
        )
        assert told[3].headers["access-control-allow-origin"] == WIKI
        assert search(address, token_of(address)).status_code == 200, "another page of the same person"


@pytest.mark.parametrize("told", ["declared", "chunked", "lied"])
def test_a_body_that_is_too_large_is_not_read(address: str, told: str) -> None:
    connection, body = HTTPConnection(urlsplit(address).netloc), b'{"question": "' + b"x" * 70_000 + b'"}'
    connection.putrequest("POST", "/api/v1/ask")
    connection.putheader("Content-Type", "application/json")
    if told == "declared":
        connection.putheader("Content-Length", str(10**15))
        connection.endheaders()
    elif told == "lied":
        connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
    else:
        connection.putheader("Transfer-Encoding", "chunked")
        connection.endheaders(iter([body, b""]), encode_chunked=True)
    response = connection.getresponse()
    assert response.status == 413 and json.load(response)["code"] == "too-large"
    connection.close()


@pytest.mark.parametrize(
    ("path", "size", "chunked"),
    [("/api/v1/ask", 100_000, False), ("/api/v1/ask", 200_000, True), ("/v1/chat/completions", 2_000_000, False)],
)
def test_who_is_still_sending_a_body_that_is_too_large_reads_why_it_is_refused(
    address: str, path: str, size: int, chunked: bool
) -> None:
    parts = urlsplit(address)
    told = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {size}"
    part, end = b"x" * 1_000, b"0\r\n\r\n" if chunked else b""
    with create_connection(("127.0.0.1", parts.port), 20) as slow:
        slow.sendall(
            f"POST {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n{told}\r\n\r\n".encode()
        )
        if not chunked:
            select.select([slow], [], [], 20)  # it has been refused by now
        for _ in range(size // len(part)):
            slow.sendall(b"3e8\r\n" + part + b"\r\n" if chunked else part)
        slow.sendall(end)
        answered = b"".join(iter(lambda: slow.recv(65_536), b""))
    assert answered.startswith(b"HTTP/1.1 413") and b'"too-large"' in answered


def test_a_body_that_is_too_large_is_not_waited_for_without_end(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.api.guarded._LINGERS_S", 0.2)
    with serving(archive) as address, create_connection(("127.0.0.1", urlsplit(address).port), 20) as slow:
        host = urlsplit(address).netloc
        slow.sendall(f"POST /api/v1/ask HTTP/1.1\r\nHost: {host}\r\nContent-Length: 100000\r\n\r\nx".encode())
        answered = b"".join(iter(lambda: slow.recv(65_536), b""))
    assert answered.startswith(b"HTTP/1.1 413"), "and then the connection is closed"


def test_a_body_that_has_no_end_is_not_read_on() -> None:
    read, told = list[int](), list[Message]()

    async def receive() -> Message:
        read.append(65_536)
        return {"type": "http.request", "body": bytes(65_536), "more_body": True}

    async def send(message: Message) -> None:
        told.append(message)

    async def refuse() -> None:
        _, ended = lingering(receive, send)
        await ended({"type": "http.response.start", "status": 413})
        await ended({"type": "http.response.body", "body": b"no"})

    asyncio.run(refuse())
    _, *bodies = told
    assert sum(read) == 1024 * 1024 and [one["body"] for one in bodies] == [b"no", b""]
    assert [one.get("more_body", False) for one in bodies] == [True, False]


def test_a_body_that_does_not_come_is_given_up(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.api.guarded.SLOWEST_BODY_S", 0.2)
    with serving(archive) as address, closing(create_connection(("127.0.0.1", urlsplit(address).port))) as slow:
        host = urlsplit(address).netloc
        slow.sendall(f"POST /api/v1/ask HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n".encode())
        slow.sendall(b'Content-Length: 100\r\n\r\n{"question": ')
        slow.settimeout(20)
        answered = b"".join(iter(lambda: slow.recv(65_536), b""))
        assert (
            answered.startswith(b"HTTP/1.1 408") and b'"code":"slow"' in answered and b"connection: close" in answered
        )


@pytest.mark.parametrize(
    "path",
    [
        "../../etc/passwd",
        "..%2f..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/secret",
        "/etc/passwd",
        "%00",
        "dijk%00.md",
        "..%5c..%5csecret",
        "%ff%fe",
        "source/dijk/../../secret",
        "' OR '1'='1",
        "x" * 5_000,
        "",
    ],
)
def test_no_path_leads_out_of_the_archive(address: str, path: str) -> None:
    connection = HTTPConnection(urlsplit(address).netloc)
    connection.putrequest("GET", f"/api/v1/articles/{path.replace(' ', '%20')}")
    connection.endheaders()
    response = connection.getresponse()
    assert response.status == 404 and json.load(response)["code"] in ("article-unknown", "not-found")
    connection.close()


@pytest.mark.parametrize(
    "place",
    ["start=0", "end=3", "start=3&end=3", "start=5&end=2", "start=-1&end=2", "start=0&end=99999", "start=x&end=y"],
)
def test_a_span_that_the_text_does_not_have_is_refused(address: str, place: str) -> None:
    assert code_of(httpx.get(f"{address}/api/v1/articles/source/dijk?{place}")) == "invalid"


@pytest.mark.parametrize("number", ["0", "-1", "99", "9007199254740993", "1e3"])
def test_a_revision_that_there_is_not_is_refused(address: str, number: str) -> None:
    told = httpx.get(f"{address}/api/v1/articles/source/dijk?revision={number}")
    assert code_of(told) in ("invalid", "article-unknown")


@pytest.mark.parametrize(
    "told", ["a b", "<script>", "x" * 65, "", "a\tb", "é", 'a"b', "a;b", "../x", "${jndi:ldap://x}", "a,b"]
)
def test_a_request_id_that_could_be_more_than_an_id_is_not_taken_over(address: str, told: str) -> None:
    headers = {"X-Request-Id": told.encode()}
    given = httpx.get(f"{address}/health/live", headers=headers).headers["x-request-id"]  # type: ignore[arg-type]
    assert given != told and given.isalnum()


def test_a_header_cannot_be_put_in_by_way_of_an_id(address: str) -> None:
    with closing(create_connection(("127.0.0.1", urlsplit(address).port))) as raw:
        raw.sendall(
            b"GET /health/live HTTP/1.1\r\nHost: x\r\nX-Request-Id: a\rSet-Cookie: b=c\r\nConnection: close\r\n\r\n"
        )
        raw.settimeout(20)
        answered = b"".join(iter(lambda: raw.recv(65_536), b""))
        assert b"set-cookie" not in answered.lower()


def test_what_is_not_there_and_what_cannot_be_done_are_problems_too(address: str) -> None:
    assert code_of(httpx.get(f"{address}/api/v1/nowhere")) == "not-found"
    assert code_of(httpx.get(f"{address}/api/v1/ask")) == "method-not-allowed"
    assert code_of(httpx.get(f"{address}/api/v2/ask")) == "not-found"
    assert SITES and httpx.get(f"{address}/health/ready").json() == {"status": "ready"}
