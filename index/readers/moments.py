"""Moments as feeds and news agencies write them, as ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

from index.period import MONTHS

# RFC 822 knows North America's; these are the European ones that feeds write, in hours east of Greenwich.
_ZONES = {
    "WET": 0,
    "WEST": 1,
    "BST": 1,
    "CET": 1,
    "MET": 1,
    "MEZ": 1,
    "CEST": 2,
    "MEST": 2,
    "MESZ": 2,
    "EET": 2,
    "EEST": 3,
}
_LONGEST = 100  # code points of a moment, whoever writes it
_ZONE = re.compile(rf"\s+({'|'.join(_ZONES)})\s*$")
_BASIC = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?")
_LONG = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ]+(\d{2}:\d{2})(:\d{2})?(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?", re.IGNORECASE
)
_DUTCH = {name: english[:3] for name, english in zip(MONTHS["nl"], MONTHS["en"], strict=True)}
_DUTCH |= {name[:3]: english for name, english in list(_DUTCH.items())} | {"mrt": "Mar"}
_WORD = re.compile(r"[a-z]{3,}", re.IGNORECASE)


def iso(text: str) -> str:
    """Return a date or moment as ISO 8601, as precise and with the zone as written; what is neither, as it stands.

    Takes ISO 8601 in its long and basic forms, and RFC 822 with what feeds make of it: years of two digits, wrong or
    no weekdays, European zones, months in Dutch.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return text
    if long := _LONG.fullmatch(text):
        return f"{long[1]}T{long[2]}{long[3] or ':00'}{_offset(long[4])}"
    if basic := _BASIC.fullmatch(text):
        year, month, day, hour, minute, second, zone = basic.groups()
        time = f"T{hour}:{minute}:{second or '00'}{_offset(zone)}" if hour else ""
        return f"{year}-{month}-{day}{time}"
    return _from_mail(text) if _WORD.search(text) else text


def later_than_now(text: str) -> bool:
    """Return whether a moment in ISO 8601 is still to come; one without a zone is taken to be UTC."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return False
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) > datetime.now(UTC)


def local(written: str, in_utc: str) -> str:
    """Return a local moment (`2024-01-31 23:30:00`) with the zone that the same moment in UTC tells."""
    try:
        here, there = datetime.fromisoformat(written), datetime.fromisoformat(in_utc)
        ahead = timedelta(minutes=15 * round((here - there) / timedelta(minutes=15)))
        return here.replace(tzinfo=timezone(ahead)).isoformat()
    except (ValueError, TypeError, OverflowError):
        return iso(written)


def _from_mail(text: str) -> str:
    zone = _ZONE.search(text)
    english = _WORD.sub(lambda word: _DUTCH.get(word[0].lower(), word[0]), text[: zone.start()] if zone else text)
    try:
        parts = parsedate_tz(english if ":" in english else f"{english} 00:00:00")
    except (ValueError, IndexError, TypeError):
        return text
    if parts is None:
        return text
    try:
        moment = datetime(*parts[:6])
    except ValueError:
        return text
    if ":" not in text:
        return moment.date().isoformat()
    offset_s = _ZONES[zone[1]] * 3600 if zone else _seconds(parts[9], text)
    try:
        return moment.isoformat() + ("" if offset_s is None else _signed(offset_s))
    except ValueError:
        return moment.isoformat()


def _seconds(given: int | None, text: str) -> int | None:
    """Return the offset that the mail parser found; its 0 for a zone that it does not know is none."""
    named = re.search(r"(?:\b(?:GMT|UTC|UT|Z)|[+-]\d{4})\s*(?:\(.*\))?$", text, re.IGNORECASE)
    return given if given or named else None


def _signed(offset_s: int) -> str:
    hours, minutes = divmod(abs(offset_s) // 60, 60)
    return f"{'-' if offset_s < 0 else '+'}{hours:02}:{minutes:02}"


def _offset(zone: str | None) -> str:
    if not zone:
        return ""
    if zone.upper() in ("Z", "UTC", "GMT"):
        return "+00:00"
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return f"{zone[0]}{digits[:2]}:{digits[2:]}"
