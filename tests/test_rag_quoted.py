"""A quotation stands in its passage to the letter, but for marks, dashes and white space."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.span import Span
from rag.as_data import as_data
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


def test_what_a_prompt_shows_otherwise_is_found_where_the_article_has_it() -> None:
    text = "Toen. De burge\u00admeester [van <b>Sluiswijk</b>]\u2028zag 2\u200b500\u202e mensen {gaan}. Daarna."
    passage = Span(6, len(text))
    shown = as_data(passage.of(text))
    assert shown == "De burgemeester (van (b)Sluiswijk(/b)) zag 2500 mensen (gaan). Daarna."
    for words in (shown, shown.removesuffix(" Daarna."), "burgemeester (van (b)Sluiswijk", "zag 2500 mensen (gaan)"):
        span = find_quoted(words, text, passage)
        assert span and as_data(span.of(text)).rstrip(".") == words.rstrip(".")


@given(st.text(st.sampled_from("ab1 .\n\u2028[]<>|{}\"'“-–\u200b\u202e\xad\x1b\ufeffé"), max_size=60))
def test_data_is_one_line_without_marks_and_is_found_again(text: str) -> None:
    shown = as_data(text)
    assert not re.search(r"[\[\]<>{}\n\x1b\u2028\u200b\u202e]", shown) and as_data(shown) == shown
    span = find_quoted(shown, text, Span(0, len(text)))
    assert span is None or as_data(span.of(text)) in shown


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
