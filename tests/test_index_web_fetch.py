import gzip
import socket
from collections.abc import Iterator
from itertools import repeat

import httpx
import pytest
from web_server import Reply, Site, site

from index.web.addresses import AddressRefused, place_of
from index.web.fetch import AGENT, Fetcher, FetchFailed, Validators
from index.web.robots import Robots


class Clock:
    """A clock that only waiting moves."""

    def __init__(self) -> None:
        self.now, self.waits = 100.0, list[float]()

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


@pytest.fixture
def served() -> Iterator[Site]:
    with site() as one:
        yield one


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(pause_s=0) as one:
        yield one


def test_a_page_is_fetched_with_its_charset_and_what_to_ask_with_next_time(served: Site, fetcher: Fetcher) -> None:
    headers = {
        "ETag": '"1"',
        "Last-Modified": "Mon, 01 Jan 2024 10:00:00 GMT",
        "Content-Type": "text/xml; charset=cp1252",
    }
    served.pages["/feed"] = Reply(b"<rss/>", headers=headers)
    found = fetcher.get(f"{served.url}/feed", private=True)
    assert found is not None and found.body == b"<rss/>" and found.charset == "cp1252"
    assert found.validators == Validators('"1"', "Mon, 01 Jan 2024 10:00:00 GMT")
    assert served.asked[0][1]["user-agent"] == AGENT
    assert served.asked[0][1]["host"] == served.url.removeprefix("http://")
    assert fetcher.get(f"{served.url}/feed", found.validators, private=True) is None
    assert served.asked[1][1]["if-none-match"] == '"1"'
    assert served.asked[1][1]["if-modified-since"] == "Mon, 01 Jan 2024 10:00:00 GMT"


def test_redirects_are_followed_a_few_times(served: Site, fetcher: Fetcher) -> None:
    served.pages["/old"] = Reply(status=301, headers={"Location": "/new"})
    served.pages["/new"] = Reply(b"here")
    found = fetcher.get(f"{served.url}/old", private=True)
    assert found is not None and found.url == f"{served.url}/new" and found.body == b"here"
    served.pages["/round"] = Reply(status=302, headers={"Location": "/round"})
    with pytest.raises(FetchFailed, match="redirects more than 5 times"):
        fetcher.get(f"{served.url}/round", private=True)


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://example.org/", "javascript:alert(1)", "http://"])
def test_a_redirect_to_what_is_no_web_page_is_refused(served: Site, fetcher: Fetcher, location: str) -> None:
    served.pages["/"] = Reply(status=302, headers={"Location": location})
    with pytest.raises(FetchFailed):
        fetcher.get(f"{served.url}/", private=True)


@pytest.mark.parametrize(
    "host",
    "127.0.0.1 localhost 10.0.0.8 192.168.1.1 172.16.0.1 169.254.169.254 0.0.0.0 100.64.0.1 224.0.0.1 [::1] [fe80::1] "
    "[fd00::1] [::ffff:10.0.0.1] [64:ff9b::a00:1] [2002:7f00:1::] 2130706433 0x7f000001 0177.0.0.1".split(),
)
def test_an_address_of_a_private_network_is_not_fetched_from(host: str) -> None:
    with pytest.raises((AddressRefused, httpx.InvalidURL), match=r"private|Invalid"):
        place_of(httpx.URL(f"http://{host}/"), allow_private=False)


def test_a_redirect_into_the_private_network_is_refused_too(served: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(host: str, *_: object, **__: object) -> list[tuple[object, ...]]:
        port = int(served.url.rpartition(":")[2])
        address = "127.0.0.1" if host == "inside.example" else "93.184.216.34"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert place_of(httpx.URL("http://news.example/"), allow_private=False).address == "93.184.216.34"
    with (
        Fetcher(pause_s=0) as fetcher,
        pytest.raises(FetchFailed, match=r"inside.example is 127.0.0.1.*private = true"),
    ):
        fetcher.get("http://inside.example/")
    assert served.asked == []


def test_a_name_that_has_a_private_address_among_public_ones_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    with pytest.raises(AddressRefused, match=r"10\.0\.0\.1"):
        place_of(httpx.URL("http://rebinding.example/"), allow_private=False)


def test_what_is_too_large_is_let_go_packed_or_not(served: Site) -> None:
    served.pages["/endless"] = Reply(parts=lambda: repeat(b"x" * 65_536))
    served.pages["/bomb"] = Reply(gzip.compress(bytes(50_000_000)), headers={"Content-Encoding": "gzip"})
    with Fetcher(pause_s=0, largest=1_000_000) as fetcher:
        for path in ("/endless", "/bomb"):
            with pytest.raises(FetchFailed, match="more than 1,000,000 bytes"):
                fetcher.get(served.url + path, private=True)


def test_a_server_that_drips_is_let_go_at_the_deadline(served: Site) -> None:
    ticks = iter(range(0, 10_000, 10))
    served.pages["/"] = Reply(parts=lambda: repeat(b"x"))
    with (
        Fetcher(pause_s=0, deadline_s=100, clock=lambda: float(next(ticks))) as fetcher,
        pytest.raises(FetchFailed, match="not there whole after 100 seconds"),
    ):
        fetcher.get(served.url, private=True)


def test_a_server_that_says_nothing_is_let_go() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with (
            Fetcher(pause_s=0, timeout_s=0.2) as fetcher,
            pytest.raises(FetchFailed, match="no byte came"),
        ):
            fetcher.get(url, private=True)


def test_nobody_there_no_such_page_and_an_error_of_the_server_are_said(served: Site, fetcher: Fetcher) -> None:
    served.pages["/500"] = Reply(status=500)
    with pytest.raises(FetchFailed, match="answers 404") as missing:
        fetcher.get(f"{served.url}/none", private=True)
    assert missing.value.status == 404
    with pytest.raises(FetchFailed, match="answers 500"):
        fetcher.get(f"{served.url}/500", private=True)
    with pytest.raises(FetchFailed, match="cannot be fetched"):
        fetcher.get("http://127.0.0.1:1/", private=True)
    with pytest.raises(FetchFailed):
        fetcher.get("http://[/", private=True)


@pytest.mark.parametrize(
    "url", ["http://a..b/", f"http://{'a' * 64}.example/", "http://127.0.0.1:99999/", "http://[x/"]
)
def test_what_looks_like_an_address_and_is_none_is_said(fetcher: Fetcher, url: str) -> None:
    with pytest.raises(FetchFailed):
        fetcher.get(url, private=True)
    assert not Robots(fetcher, private=True).allow(url)


def test_a_host_that_is_busy_is_not_asked_again_in_this_run(served: Site, fetcher: Fetcher) -> None:
    served.pages["/feed"] = Reply(status=429, headers={"Retry-After": "3600"})
    with pytest.raises(FetchFailed, match="answers 429"):
        fetcher.get(f"{served.url}/feed", private=True)
    with pytest.raises(FetchFailed, match="not asked again"):
        fetcher.get(f"{served.url}/other", private=True)
    assert served.paths() == ["/feed"]


def test_a_host_is_left_alone_between_two_requests_longer_where_its_robots_ask(served: Site) -> None:
    clock = Clock()
    served.pages |= {path: Reply(b"x") for path in ("/a", "/b", "/c")}
    served.pages["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 5\nDisallow: /private\n")
    with Fetcher(wait=clock.wait, clock=lambda: clock.now) as fetcher:
        fetcher.get(f"{served.url}/a", private=True)
        fetcher.get(f"{served.url}/b", private=True)
        assert clock.waits == [1.0]
        robots = Robots(fetcher, private=True)
        assert robots.allow(f"{served.url}/c") and not robots.allow(f"{served.url}/private/page")
        fetcher.get(f"{served.url}/c", private=True)
    assert clock.waits == [1.0, 1.0, 5.0]
    assert served.paths().count("/robots.txt") == 1


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False)])
def test_a_host_without_robots_forbids_nothing_and_one_that_fails_forbids_all(
    served: Site, fetcher: Fetcher, status: int, allowed: bool
) -> None:
    served.pages["/robots.txt"] = Reply(status=status)
    assert Robots(fetcher, private=True).allow(f"{served.url}/page") is allowed


def test_robots_that_cannot_be_read_forbid_all(served: Site, fetcher: Fetcher) -> None:
    served.pages["/robots.txt"] = Reply("User-agent: *\nCrawl-delay: ²\n".encode())
    assert not Robots(fetcher, private=True).allow(f"{served.url}/page")
