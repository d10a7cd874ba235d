"""By what people are known, made from the settings."""

from __future__ import annotations

import hashlib
import hmac

from ui.people.browsers import Browsers
from ui.people.seen import People
from ui.settings import Settings


def people_of(settings: Settings, secret: bytes, *, served_locally: bool) -> People:
    """Return what knows people; `secret` is the archive's, `served_locally` whether only this machine can reach us."""
    key = hmac.new(secret, b"knipsel: the ids of people", hashlib.sha256).digest()
    edits_here = served_locally and not settings.url and not settings.proxies
    return Browsers(key, settings.url, edits_here=edits_here)
