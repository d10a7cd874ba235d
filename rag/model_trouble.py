"""What went wrong with a model, whichever library says so, as one of our errors with what to do next."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from json import JSONDecodeError
from time import time

from rag.model import ModelBusy, ModelError, ModelFailed, ModelMissing, ModelOverflow, ModelRefused, ModelUnreachable
from rag.streaming import TooSlow

_OVERFLOW = re.compile(
    r"context.?(?:length|window|size)|maximum.context|prompt is too long|too many tokens|input tokens exceed",
    re.IGNORECASE,
)
_NO_KEY = re.compile(r"api[_ -]?key|authenticat|credential", re.IGNORECASE)
_NOT_THERE = re.compile(r"connect|timeout|timed out|disconnect|peer closed|incomplete", re.IGNORECASE)
_SECRET = re.compile(r"\b(?=[\w-]*\d)[\w-]{20,}\b")  # no error of a server may show a key on the screen
_CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)  # a terminal would obey them
_LOGIN = re.compile(r"//[^/@]*@")
_BUSY, _OVERLOADED = (429, 503), 529
_TOLD = 200  # code points of what the other side says


def told_of(error: Exception, name: str, url: str) -> ModelError:
    """Return an error of a client library, of the network or of reading too slow a stream, as a ModelError."""
    status, said = getattr(error, "status_code", 0), _said(error)
    where = f"{name} at {_LOGIN.sub('//', url)}" if url else name
    if isinstance(error, TooSlow):
        waited = f"{error.waited_s:g} s"
        return ModelUnreachable(f"{where} took longer than {waited}; try again, or raise KNIPSEL_MODEL_TIMEOUT_S")
    if isinstance(error, ImportError):
        return ModelMissing(f"{where}: a package is missing ({said})")
    kinds = " ".join(kind.__name__ for kind in type(error).__mro__)
    if _OVERFLOW.search(f"{getattr(error, 'code', '')} {said}") or "ContextOverflow" in kinds:
        return ModelOverflow(f"{where} cannot read that much; set KNIPSEL_MODEL_CONTEXT to the tokens that it takes")
    if isinstance(error, JSONDecodeError):
        return ModelFailed(f"{where} answers otherwise than it should; is KNIPSEL_MODEL_URL right?")
    if isinstance(status, int) and status > 0:  # Ollama's client says -1 where an error comes while it writes
        return _of_status(status, said, where, error)
    if isinstance(error, OSError) or _NOT_THERE.search(kinds):
        return ModelUnreachable(f"{where} does not answer, or broke off; is it running, is KNIPSEL_MODEL_URL right?")
    if _NO_KEY.search(said):
        return ModelRefused(f"{where} wants a key; set KNIPSEL_MODEL_KEY, or the provider's own environment variable")
    if _NOT_THERE.search(said):
        return ModelUnreachable(f"{where} broke off ({said}); try again")
    return ModelFailed(f"{where} failed: {said}")


def _of_status(status: int, said: str, where: str, error: Exception) -> ModelError:
    if status in (401, 403):
        return ModelRefused(f"{where} refuses the key ({status}); set KNIPSEL_MODEL_KEY to one that it takes")
    if status == 404:
        return ModelMissing(f"{where} is not there (404: {said}); is the model pulled, is KNIPSEL_MODEL_URL right?")
    if status in _BUSY or status == _OVERLOADED:
        wait_s = _retry_after_s(error)
        when = "later" if wait_s is None else f"in {wait_s:.0f} s"
        busy = ModelBusy(f"{where} has too much to do ({status}); try again {when}")
        busy.retry_after_s = wait_s
        return busy
    failed = ModelFailed(f"{where} failed ({status}: {said})")
    if status >= 500:
        failed.retry_after_s = 0.0
    return failed


def _said(error: Exception) -> str:
    """Return what an error says, in one line, without what may be a key."""
    body = getattr(error, "body", None)
    message = body.get("message") if isinstance(body, Mapping) else getattr(error, "error", None)
    said = _CONTROL.sub(" ", str(message or error or type(error).__name__))
    return _SECRET.sub("…", " ".join(said.split()))[:_TOLD]


def _retry_after_s(error: Exception) -> float | None:
    """Return the seconds of a Retry-After header, given as seconds or as a date (RFC 9110, 10.2.3)."""
    # Ollama's client has no response in its error, but raises it while it handles one that has.
    response = getattr(error, "response", None) or getattr(error.__context__, "response", None)
    headers = getattr(response, "headers", {})
    told = str(headers.get("retry-after", "")).strip()
    try:
        return max(0.0, float(told))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - time())
    except ValueError:
        return None
