"""Fetches over HTTP with bounds on everything: time, size, redirects, addresses, and how often a host is asked."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from importlib.metadata import version
from types import TracebackType
from typing import TYPE_CHECKING, Self

from index.web.addresses import AddressRefused, place_of

if TYPE_CHECKING:
    import httpx

_TIMEOUT_S = 20.0  # without a byte
_DEADLINE_S = 120.0  # for the whole of one answer: a server that drips a byte a second holds nobody up
_PAUSE_S = 1.0  # between two requests to one host
_LONGEST_PAUSE_S = 30.0  # that a robots.txt may ask for
_MOST_REDIRECTS = 5
_LARGEST = 50_000_000  # bytes, unpacked; feeds of whole articles stay under 10 MB
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
AGENT = f"Knipsel/{version('knipsel')} (news archive reader)"


class FetchFailed(Exception):
    """Why nothing was fetched, to be read after a URL; `status` is what the server answered, 0 where nothing."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask it later whether its answer has changed (RFC 9110, 13.1)."""

    etag: str = ""
    last_modified: str = ""

    def headers(self) -> dict[str, str]:
        """Return the headers of a conditional request; none where the server gave nothing."""
        told = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in told.items() if value}


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: its body, unpacked, where it came from in the end, and the charset that its header names, if any."""

    url: str
    body: bytes
    validators: Validators
    charset: str | None


class Fetcher:
    """Fetches one thing at a time; each host is left alone for a second between two requests.

    `wait` and `clock` are time's own, for tests to replace.
    """

    def __init__(
        self,
        *,
        pause_s: float = _PAUSE_S,
        timeout_s: float = _TIMEOUT_S,
        deadline_s: float = _DEADLINE_S,
        largest: int = _LARGEST,
        wait: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        import httpx

        self._pauses: dict[str, float] = {}
        self._pause_s, self._deadline_s, self._largest = pause_s, deadline_s, largest
        self._wait, self._clock = wait, clock
        self._asked: dict[str, float] = {}
        self._refused: dict[str, float] = {}
        headers = {"User-Agent": AGENT, "Accept-Encoding": "gzip, deflate"}
        # trust_env: a newsroom's proxy and its own certificates are set in the environment
        self._client = httpx.Client(timeout=timeout_s, headers=headers, follow_redirects=False, trust_env=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self._client.close()

    def get(self, url: str, known: Validators = Validators(), *, private: bool = False) -> Fetched | None:
        """Return what is at a URL, None where it is as it was when these validators were given; raise FetchFailed.

        `private` allows addresses of private networks, and redirects to them.
        """
        import httpx

        try:
            at = httpx.URL(url)
            for _ in range(_MOST_REDIRECTS + 1):
                answer = self._asked_once(at, known, private)
                if not isinstance(answer, httpx.URL):
                    return answer
                at = answer
        except (AddressRefused, httpx.InvalidURL) as refused:
            raise FetchFailed(str(refused)) from None
        except ValueError as wrong:  # `http://a..b`, which Python's own resolver refuses in its own way
            raise FetchFailed(f"is no address: {wrong}") from None
        except httpx.TimeoutException:
            raise FetchFailed("does not answer: no byte came in time") from None
        except (httpx.HTTPError, OSError) as failed:
            raise FetchFailed(f"cannot be fetched: {failed}") from None
        raise FetchFailed(f"redirects more than {_MOST_REDIRECTS} times")

    def pause_for(self, host: str, seconds: float) -> None:
        """Leave a host alone for longer than others between two requests, as its robots.txt asks."""
        self._pauses[host] = min(max(seconds, self._pause_s), _LONGEST_PAUSE_S)

    def _asked_once(self, url: httpx.URL, known: Validators, private: bool) -> Fetched | httpx.URL | None:
        """Return an answer, None for one that has not changed, or the URL that it redirects to."""
        place = place_of(url, allow_private=private)
        self._be_polite(url.netloc.decode())
        # To the address that was looked at, with the name for the server and for its certificate.
        request = self._client.build_request(
            "GET",
            url.copy_with(host=place.address),
            headers={"Host": url.netloc.decode(), **known.headers()},
            extensions={"sni_hostname": place.host},
        )
        answer = self._client.send(request, stream=True)
        try:
            if answer.status_code == HTTPStatus.NOT_MODIFIED and known.headers():
                return None
            if answer.status_code in _REDIRECTS and "location" in answer.headers:
                return url.join(answer.headers["location"])
            self._require_good(answer, url.netloc.decode())
            body = self._body(answer)
        finally:
            answer.close()
        validators = Validators(answer.headers.get("etag", ""), answer.headers.get("last-modified", ""))
        return Fetched(str(url), body, validators, answer.charset_encoding)

    def _require_good(self, answer: httpx.Response, host: str) -> None:
        if answer.status_code == HTTPStatus.OK:
            return
        if answer.status_code in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
            self._refused[host] = answer.status_code
        phrase = answer.reason_phrase or "no reason given"
        raise FetchFailed(f"answers {answer.status_code} ({phrase})", answer.status_code)

    def _body(self, answer: httpx.Response) -> bytes:
        began, body = self._clock(), bytearray()
        for part in answer.iter_bytes(65_536):
            body += part
            if len(body) > self._largest:
                raise FetchFailed(f"has more than {self._largest:,} bytes")
            if self._clock() - began > self._deadline_s:
                raise FetchFailed(f"is not there whole after {self._deadline_s:g} seconds")
        return bytes(body)

    def _be_polite(self, host: str) -> None:
        """Wait until the host may be asked again; raise FetchFailed where it has asked to be left alone."""
        if status := self._refused.get(host):
            raise FetchFailed(f"is not asked again: {host} answered {status:g} before; the next run asks")
        since = self._clock() - self._asked.get(host, -_LONGEST_PAUSE_S)
        pause = self._pauses.get(host, self._pause_s)
        if since < pause:
            self._wait(pause - since)
        self._asked[host] = self._clock()
