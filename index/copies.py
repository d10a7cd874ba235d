"""Whether two articles print one text: wire copy that outlets took over, cut, or edited a little."""

from __future__ import annotations

import re
import struct
import unicodedata
from hashlib import blake2b

from index.period import Period

RULES = 1  # raised when any of what follows changes: bands of other rules cannot be compared

_SHINGLE = 3  # words: two articles on one event share words and pairs of words, but few runs of three
# 24 bands of 3: of pairs whose shingles overlap by half it finds 0.96, of those by a tenth 0.02 (1 - (1 - s^3)^24;
# Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4). Each pair that it finds is compared word by word.
_BANDS, _ROWS = 24, 3
_SEED = 1
_FEWEST_WORDS = 20  # shorter texts ("Paris, 3 May: no report today") are alike without one being taken from the other
_OVERLAP = 0.4  # of the shingles of both, the least that copies share; measured by bench/copies.py
_CONTAINED = 0.7  # of the shingles of the shorter one, where the rest of the longer was cut
_SAME_NUMBERS = 0.5  # of the numbers of the one that has fewer: market reports share their words, not their figures

_LONGEST_SPAN = 120  # months that an article dated by a span is compared with

_ACCENT = re.compile(r"[\u0300-\u036f]")
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")


def bands(text: str) -> tuple[int, ...]:
    """Return hashes of a text, of which two texts share one at least if they are likely copies; none of a short text.

    They are 64-bit integers, MinHash signatures of its shingles cut into bands (locality-sensitive hashing).
    """
    from rensa import RMinHash  # type: ignore[import-untyped]

    words = _words(text)
    if len(words) < _FEWEST_WORDS:
        return ()
    sketch = RMinHash(num_perm=_BANDS * _ROWS, seed=_SEED)
    sketch.update([" ".join(shingle) for shingle in _shingles(words)])
    digest = sketch.digest()
    rows = (digest[start : start + _ROWS] for start in range(0, _BANDS * _ROWS, _ROWS))
    return tuple(_hash(struct.pack(f">{_ROWS + 1}I", band, *row)) for band, row in enumerate(rows))


def is_copy(one: str, other: str) -> bool:
    """Tell whether two texts are one, printed twice: most of the shorter stands in the longer, figures and all."""
    first, second = _words(one), _words(other)
    shingles, others = set(_shingles(first)), set(_shingles(second))
    shared = len(shingles & others)
    if not shared or not _numbers_agree(set(first), set(second)):
        return False
    return shared >= _OVERLAP * len(shingles | others) or shared >= _CONTAINED * min(len(shingles), len(others))


def months(published: Period) -> tuple[int, ...]:
    """Return the months in which copies of an article may have been printed, the one that it is kept under first.

    Wire copy is printed within days. What is dated by a year or a longer span is kept under 0, and compared with all of
    its months.
    """
    first, last = (12 * day.year + day.month for day in (published.start, published.end))
    around = tuple(range(first - 1, min(last + 2, first + _LONGEST_SPAN)))
    return (first, *(month for month in around if month != first), 0) if last - first <= 1 else (0, *around)


def _words(text: str) -> list[str]:
    return _WORD.findall(_ACCENT.sub("", unicodedata.normalize("NFKD", text.casefold())))


def _shingles(words: list[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[start:] for start in range(_SHINGLE)), strict=False))


def _numbers_agree(one: set[str], other: set[str]) -> bool:
    numbers, others = ({word for word in words if word[0].isdigit()} for words in (one, other))
    fewer = min(len(numbers), len(others))
    return len(numbers & others) >= _SAME_NUMBERS * fewer


def _hash(row: bytes) -> int:
    return int.from_bytes(blake2b(row, digest_size=8).digest(), "big", signed=True)
