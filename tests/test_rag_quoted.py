"""A quotation stands in its passage to the letter, but for marks, dashes and white space."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.span import Span
from rag.quoted import find_quoted

TEXT = (
    "Voor de passage. “We gaan dóór”, zei\nVos – die ’s avonds sprak – tegen  1.200 mensen. Onjuist gedrag komt voor."
)
PASSAGE = Span(17, len(TEXT))


def found(words: str) -> str | None:
    span = find_quoted(words, TEXT, PASSAGE)
    return span.of(TEXT) if span else None


@pytest.mark.parametrize(
    ("words", "standing"),
    [
        ("zei Vos – die ’s avonds", "zei\nVos – die ’s avonds"),
        ('"We gaan dóór", zei Vos', "We gaan dóór”, zei\nVos"),
        ("'We gaan dóór', zei Vos - die 's avonds", "We gaan dóór”, zei\nVos – die ’s avonds"),
        ("sprak — tegen 1.200 mensen", "sprak – tegen  1.200 mensen."),
        ("tegen 1.200 mensen …", "tegen  1.200 mensen."),
    ],
)
def test_marks_dashes_and_white_space_may_differ_and_the_article_s_own_are_kept(words: str, standing: str) -> None:
    assert found(words) == standing


@pytest.mark.parametrize(
    "words",
    [
        "we gaan dóór",  # a capital
        "We gaan door, zei Vos",  # an accent and a mark
        "We gaan dóór zei Vos",  # a comma
        "tegen 1200 mensen sprak",  # a number, the order
        "tegen 1.200 vrouwen",  # a word
        "zei Vos die",  # a dash left out
        "juist gedrag komt",  # a part of a word
        "Voor de passage",  # outside the passage
        "We gaan",  # two words
        "1 2 3",  # hardly a letter
        "",
        "…",
    ],
)
def test_nothing_else_may_differ(words: str) -> None:
    assert found(words) is None


@given(st.integers(17, len(TEXT)), st.integers(17, len(TEXT)))
def test_whatever_is_found_is_what_the_article_says_there(start: int, end: int) -> None:
    span = find_quoted(TEXT[start:end], TEXT, PASSAGE)
    assert span is None or span.of(TEXT).rstrip(".") in TEXT[start:end]


def test_hostile_quotations_are_looked_for_in_linear_time() -> None:
    text = " ".join(["a-"] * 3_000)
    began = time.monotonic()
    for words in ("a- " * 200 + "bcdefghijkl", "- " * 340 + "one two three four", "(a+)+ [b] {c} \\d .* abcdefgh"):
        assert find_quoted(words, text, Span(0, len(text))) is None
    assert time.monotonic() - began < 2
