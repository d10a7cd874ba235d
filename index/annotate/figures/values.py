"""What a number is worth: `10.000`, `2,5 miljoen`, `zesentwintighonderd`, `half a million`, `tientallen`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from math import prod

_LARGE = {
    "dozijn": 12,
    "dozen": 12,
    "honderd": 100,
    "hundred": 100,
    "k": 1_000,
    "duizend": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "mln": 1_000_000,
    "miljoen": 1_000_000,
    "million": 1_000_000,
    "bn": 1_000_000_000,
    "mld": 1_000_000_000,
    "mrd": 1_000_000_000,
    "miljard": 1_000_000_000,
    "billion": 1_000_000_000,
    "tn": 10**12,
    "biljoen": 10**12,
    "trillion": 10**12,
}
# A vague number, with the power of ten that it stands for.
_VAGUE = {
    "tientallen": 10,
    "dozens": 10,
    "scores": 10,
    "tens": 10,
    "honderden": 100,
    "hundreds": 100,
    "duizenden": 1_000,
    "thousands": 1_000,
    "tienduizenden": 10_000,
    "honderdduizenden": 100_000,
    "miljoenen": 1_000_000,
    "millions": 1_000_000,
    "miljarden": 1_000_000_000,
    "billions": 1_000_000_000,
}
_SOME = re.compile(r"\b(?:enkele|een paar|several|a few|a couple of|vele|many)\b")
NOUGHT = frozenset(("niemand", "nobody", "no one", "none", "geen enkele"))

SMALL = {
    word: float(value)
    for words in (
        "nul één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien "
        "achttien negentien",
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen",
    )
    for value, word in enumerate(words.split())
}
for _words in (
    "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    "twenty thirty forty fifty sixty seventy eighty ninety",
):
    SMALL |= {word: 10.0 * value for value, word in enumerate(_words.split(), start=2)}
SMALL |= {"een": 1.0, "eén": 1.0, "a": 1.0, "half": 0.5, "anderhalf": 1.5, "anderhalve": 1.5, "tweeënhalf": 2.5}

_LONGEST = 20  # digits and marks; what is longer is no number of anything
_ABOUT_A = re.compile(r"een (\w+)tal")
_DUTCH_COMPOUND = re.compile(r"(?:(\w+?)(?:en|ën))?(twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)")
_DIGITS = re.compile(r"\d[\d., ]*")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Value:
    """What a number is worth, or, for a vague one (`tientallen`), only the power of ten that it stands for."""

    exact: float | None
    order: float | None = None


@lru_cache(maxsize=10_000)
def value_of(text: str, language: str) -> Value | None:
    """Return what a number is worth, None if it is not one: `10.000` is ten thousand in `nl`, and ten in `en`.

    `text` is the number alone, without its bound and its unit.
    """
    lowered = " ".join(text.lower().split())
    if lowered in NOUGHT:
        return Value(0.0)
    words = _WORD.findall(lowered)
    if orders := [_VAGUE[word] for word in words if word in _VAGUE]:
        return Value(None, float(prod(orders) * prod(_LARGE.get(word, 1) for word in words if word not in _VAGUE)))
    if some := _SOME.search(lowered):
        return Value(None, float(prod(_LARGE.get(word, 1) for word in _WORD.findall(lowered[some.end() :]))))
    exact = _exact(lowered, language)
    return None if exact is None else Value(exact)


def _exact(text: str, language: str) -> float | None:
    if digits := _DIGITS.match(text):
        number = _written(digits.group().rstrip("., "), language)
        scale = prod(_LARGE.get(word, 1) for word in _WORD.findall(text[digits.end() :]))
        return None if number is None else round(number * scale, 6)
    if about := _ABOUT_A.fullmatch(text):
        return _word(about[1])
    total, part = 0.0, 0.0
    for word in re.split(r"[\s-]+", text.removeprefix("een ")):
        if word in ("and", "of", "en"):
            continue
        if (large := _LARGE.get(word)) is None:
            value = _word(word)
            if value is None:
                return None
            # "half a million": the article after a fraction counts for nothing.
            part += 0.0 if word == "a" and part else value
        elif large >= 1_000:
            total, part = total + (part or 1.0) * large, 0.0
        else:
            part = (part or 1.0) * large
    return total + part


def _written(digits: str, language: str) -> float | None:
    """Read digits with the signs of the language: in Dutch a dot parts thousands and a comma is decimal."""
    thousands, decimal = (".", ",") if language == "nl" else (",", ".")
    digits = digits.replace(" ", "")
    if len(digits) > _LONGEST:
        return None
    parts = digits.split(decimal)
    if len(parts) > 2:
        # "1.200.000" in an English text, "1,200,000" in a Dutch one: only thousands can be parted twice.
        thousands, parts = decimal, [digits]
    groups = parts[0].split(thousands)
    if len(groups) > 1 and (any(len(group) != 3 for group in groups[1:]) or len(groups[0]) > 3):
        # "1.2" in a Dutch text is a decimal all the same.
        return float(".".join(groups)) if len(groups) == 2 and len(parts) == 1 else None
    whole, rest = "".join(groups), "".join(parts[1:])
    return float(f"{whole}.{rest}") if (whole + rest).isdigit() else None


def _word(word: str) -> float | None:
    """Read one word, a Dutch compound included: `zesentwintighonderd`, `driehonderdvijftig`."""
    if word in SMALL:
        return SMALL[word]
    for name, scale in (("duizend", 1_000.0), ("honderd", 100.0)):
        before, found, after = word.partition(name)
        if found:
            times = _word(before) if before else 1.0
            rest = _word(after.removeprefix("en") if after not in SMALL else after) if after else 0.0
            return None if times is None or rest is None else times * scale + rest
    if compound := _DUTCH_COMPOUND.fullmatch(word):
        ones = SMALL.get(compound[1], 0.0) if compound[1] else 0.0
        return SMALL[compound[2]] + ones
    return None
