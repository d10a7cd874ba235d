"""Which characters bytes stand for: UTF-8, what was declared, or Windows-1252 where it makes sense; never a guess."""

from __future__ import annotations

import codecs
import re

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# What is declared as one of these is Windows-1252 in practice, and browsers read it so (WHATWG, Encoding Standard).
_WINDOWS = frozenset(
    "ascii us-ascii latin-1 latin1 l1 iso-8859-1 iso8859-1 iso_8859-1 windows-1252 cp1252 x-cp1252".split()
)
NO_CHARSETS = frozenset("idna punycode unicode_escape raw_unicode_escape utf_7 undefined".split())  # Python's own
_STRAY = re.compile(r"[\udc80-\udcff]")
_WITHIN_WORDS = "’´`·–—…\u00a0\u00ad"
_LETTERS_PER_ACCENT = 3  # Dutch has one accent in two hundred letters; text in another script has nothing else


def decoded(raw: bytes, declared: str = "") -> str | None:
    """Return bytes as text, or None where no reading of them is certain enough.

    A byte order mark decides; then UTF-8 where the bytes are that, whatever was declared; then what was `declared`, if
    the bytes are that; then UTF-8 with strays of Windows-1252, or Windows-1252 throughout, if each of these makes a
    letter or sign that may stand where it does. charset-normalizer 3.5 took Dutch in code page 850 for Windows-1250,
    and Russian for Japanese, each without doubt: it is not asked.
    """
    for mark, charset in _MARKS:
        if raw.startswith(mark):
            return _strictly(raw[len(mark) :], charset)
    declared = declared.strip().lower()
    if declared.startswith(("utf-16", "utf16")) and b"\x00" in raw:
        return _strictly(raw, declared)
    text = _strictly(raw, "utf-8")
    if text is None and declared not in _WINDOWS | {"", "utf-8", "utf8"}:
        text = _strictly(raw, declared)
    return _with_strays(raw, trusted=declared in _WINDOWS) if text is None else text


def _strictly(raw: bytes, charset: str) -> str | None:
    try:
        return str(raw, charset) if codecs.lookup(charset).name.replace("-", "_") not in NO_CHARSETS else None
    except (UnicodeError, LookupError, ValueError):  # LookupError: no such charset; ValueError: a zero in its name
        return None


def _with_strays(raw: bytes, trusted: bool) -> str | None:
    """Return UTF-8 in which the bytes that are none are read as Windows-1252; None where that makes no sense."""
    stray = raw.decode("utf-8", "surrogateescape")
    text = _STRAY.sub(lambda byte: bytes([ord(byte[0]) - 0xDC00]).decode("cp1252", "replace"), stray)
    if trusted:
        return text
    places = [found.start() for found in _STRAY.finditer(stray)]
    accents = sum(text[at].isalpha() for at in places)
    letters = sum(map(str.isalpha, text))
    likely = accents * _LETTERS_PER_ACCENT <= letters and all(_may_stand(text, at) for at in places)
    return text if likely else None


def _may_stand(text: str, at: int) -> bool:
    """Tell whether a character read as Windows-1252 makes sense beside its neighbours."""
    sign, before, after = text[at], text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    if sign == "\N{REPLACEMENT CHARACTER}":
        return False
    if not (before.isalpha() and after.isalpha()):
        return True
    return sign in _WITHIN_WORDS or (sign.isalpha() and not (before.islower() and sign.isupper() and after.islower()))
