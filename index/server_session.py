"""HTTP to a vector server: patience with what passes, an error that says what to do for what does not."""

from __future__ import annotations

import ssl

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

from index.errors import VectorServerRefused, VectorServerUnreachable
from index.vector_server import VectorServer

_TRIES = 4
_BACKOFF = wait_exponential_jitter(multiplier=0.2, max=5.0, jitter=0.1)  # seconds; 1.4 in all
_LONGEST_PAUSE_S = 10.0  # that a server may ask for with Retry-After
_CONNECT_S = 5.0
_PASSES = (429, 502, 503, 504)
_QUOTED = 200  # characters of what a server says of its refusal


def session(server: VectorServer) -> httpx.Client:
    """Return an HTTP client for the server. It follows no redirects and takes no proxy from the environment.

    Whatever keeps a request from an answer of 2xx is raised as VectorServerUnreachable or VectorServerRefused, but for
    a 404 of Chroma's own.
    """
    through = httpx.HTTPTransport(verify=_trusted(server))
    return httpx.Client(
        transport=Patient(through, server),
        timeout=httpx.Timeout(server.timeout_s, connect=min(server.timeout_s, _CONNECT_S)),
        headers={"Content-Type": "application/json", **dict([server.header] if server.header else [])},
    )


def _trusted(server: VectorServer) -> ssl.SSLContext | bool:
    if server.ca is None:
        return server.url.startswith("https:")  # to load the usual certificates takes a tenth of a second
    try:
        return ssl.create_default_context(cafile=server.ca)
    except OSError as unusable:  # ssl.SSLError is one: a file that holds no certificate
        raise VectorServerRefused(
            f"cannot read certificates from {server.ca} ({unusable.strerror or unusable}); "
            f"KNIPSEL_CHROMA_CA names a file in PEM format"
        ) from unusable


class _Passing(Exception):
    """What may be over when it is tried again."""

    def __init__(self, what: str, pause_s: float = 0.0) -> None:
        super().__init__(what)
        self.pause_s = pause_s


class Patient(httpx.BaseTransport):
    """Sends each request until it is answered, up to four times.

    Tried again, with longer and longer pauses: connections that fail or break, and 429, 502, 503, 504. All that Knipsel
    asks of Chroma can be repeated without harm. A timeout is not tried again: whoever asks has waited long enough.
    """

    def __init__(self, through: httpx.BaseTransport, server: VectorServer) -> None:
        self._through = through
        self._server = server

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Return the response, with its body read; raise VectorServerUnreachable or VectorServerRefused."""
        tries = Retrying(
            stop=stop_after_attempt(_TRIES), wait=_pause, retry=retry_if_exception_type(_Passing), reraise=True
        )
        try:
            response = tries(self._answer, request)
        except _Passing as still:
            raise self._unreachable(f"{still}, {_TRIES} times") from still.__cause__
        return self._accepted(response)

    def close(self) -> None:
        """Close every connection."""
        self._through.close()

    def _answer(self, request: httpx.Request) -> httpx.Response:
        try:
            response = self._through.handle_request(request)
            response.read()
        except httpx.TimeoutException as silent:
            advice = "raise KNIPSEL_CHROMA_TIMEOUT if it has much to do"
            waited = f"{self._server.timeout_s:g} s"
            raise self._unreachable(f"does not answer within {waited} ({type(silent).__name__})", advice) from silent
        except httpx.TransportError as broken:
            if "CERTIFICATE_VERIFY_FAILED" in str(broken):
                raise self._refused(
                    f"shows a certificate that is not trusted ({broken})",
                    "name the file of the certificates it is signed with as KNIPSEL_CHROMA_CA",
                ) from broken
            raise _Passing(f"cannot be reached ({broken})") from broken
        if response.status_code in _PASSES:
            raise _Passing(f"answers {response.status_code}", _asked_pause(response))
        return response

    def _accepted(self, response: httpx.Response) -> httpx.Response:
        status, is_json = response.status_code, response.headers.get("content-type", "").startswith("application/json")
        if is_json and (response.is_success or (status == httpx.codes.NOT_FOUND and "NotFoundError" in response.text)):
            return response
        if status in (401, 403):
            advice = "set KNIPSEL_CHROMA_HEADER to what it asks for, such as `Authorization: Bearer ...`"
            sent = f"the {self._server.header[0]} header" if self._server.header else "requests without a secret header"
            raise self._refused(f"does not accept {sent} ({status})", advice)
        if response.is_server_error:
            raise self._unreachable(f"answers {status}: {self._said(response)}")
        if status == httpx.codes.NOT_FOUND or not is_json:
            advice = (
                "KNIPSEL_CHROMA has to name its host, port and path, and KNIPSEL_CHROMA_TENANT a tenant that it has"
            )
            raise self._refused(f"does not answer as a Chroma server does ({status})", advice)
        raise self._refused(f"refuses ({status}): {self._said(response)}", "see docs/scale.md")

    def _said(self, response: httpx.Response) -> str:
        told = " ".join(response.text.split())
        return (told.replace(self._server.header[1], "…") if self._server.header else told)[:_QUOTED]

    def _unreachable(self, what: str, advice: str = "see that it runs and can be reached from here") -> Exception:
        return VectorServerUnreachable(f"the vector server {self._server} {what}; {advice}")

    def _refused(self, what: str, advice: str) -> Exception:
        return VectorServerRefused(f"the vector server {self._server} {what}; {advice}")


def _pause(tried: RetryCallState) -> float:
    failed = tried.outcome.exception() if tried.outcome else None
    return max(_BACKOFF(tried), failed.pause_s if isinstance(failed, _Passing) else 0.0)


def _asked_pause(response: httpx.Response) -> float:
    asked = response.headers.get("retry-after", "")
    return min(float(asked), _LONGEST_PAUSE_S) if asked.isdecimal() else 0.0
