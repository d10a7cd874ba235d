import time
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.time_quality import read_table
from index.annotate.dates import dates, time_expressions
from index.period import Period

ANCHOR = Period.parse("2024-01-10")  # a Wednesday


def _rows() -> Iterator[tuple[str, Period, str, list[tuple[str, str]]]]:
    for language in ("nl", "en"):
        for anchor, sentence, labelled in read_table(ROOT / "tests" / f"dates_{language}.tsv"):
            yield language, anchor, sentence, [(span.of(sentence), str(period)) for span, period in labelled]


ROWS = list(_rows())


def _found(sentence: str, language: str, anchor: Period = ANCHOR) -> list[tuple[str, str]]:
    return [(one.span.of(sentence), str(one.period)) for one in time_expressions(sentence, anchor, language)]


def test_the_tables_have_a_hundred_and_fifty_sentences_a_language() -> None:
    assert min(sum(row[0] == language for row in ROWS) for language in ("nl", "en")) >= 150


@pytest.mark.parametrize(
    ("language", "anchor", "sentence", "labelled"), ROWS, ids=[f"{row[0]} {row[1]} {row[2][:50]}" for row in ROWS]
)
def test_a_sentence_says_when(language: str, anchor: Period, sentence: str, labelled: list[tuple[str, str]]) -> None:
    assert _found(sentence, language, anchor) == labelled


@pytest.mark.parametrize("day", [date(2024, 1, day) for day in (1, 2, 6, 7, 15, 30, 31)])
@pytest.mark.parametrize(
    "words", ["vandaag", "gisteren", "afgelopen zaterdag", "zaterdag", "deze week", "vorige week woensdag", "vannacht"]
)
def test_of_an_article_dated_by_its_month_the_true_day_lies_in_the_period(words: str, day: date) -> None:
    of_the_month = time_expressions(words, Period.parse("2024-01"), "nl")[0].period
    of_the_day = time_expressions(words, Period(day, day), "nl")[0].period
    assert of_the_month.start <= of_the_day.start and of_the_day.end <= of_the_month.end


@pytest.mark.parametrize(
    "words", ["oudejaarsavond", "op 31 december", "november vorig jaar", "vorige maand", "sinds 2022", "in december"]
)
def test_what_names_its_own_month_is_as_exact_for_a_month_as_for_a_day(words: str) -> None:
    of_the_month = time_expressions(words, Period.parse("2024-01"), "nl")[0].period
    assert of_the_month == time_expressions(words, ANCHOR, "nl")[0].period


def test_november_of_last_year_in_an_article_of_january_2024_is_november_2023() -> None:
    assert _found("In november vorig jaar", "nl", Period.parse("2024-01")) == [("november vorig jaar", "2023-11")]


@pytest.mark.parametrize(
    ("language", "sentence", "period"),
    [
        ("en", "by November", "../2023-11-30"),
        ("en", "until November", "../2023-11-30"),
        ("en", "before November", "../2023-10-31"),
        ("en", "after November", "2023-12-01/.."),
        ("en", "since November", "2023-11-01/.."),
        ("en", "From 3 January 2024 on", "2024-01-03/.."),
        ("nl", "tot november", "../2023-11-30"),
        ("nl", "tot en met november", "../2023-11-30"),
        ("nl", "vóór november", "../2023-10-31"),
        ("nl", "vanaf november", "2023-11-01/.."),
        ("nl", "tot maart", "../2024-03-31"),
    ],
)
def test_until_and_by_take_in_the_month_that_they_name_and_before_does_not(
    language: str, sentence: str, period: str
) -> None:
    assert _found(sentence, language) == [(sentence.removesuffix(" on"), period)]


@pytest.mark.parametrize(
    "sentence",
    ["after Monday's vote", "before the 2016 election", "by Sunday's deadline", "after the December 2019 vote"],
)
def test_a_bound_of_a_thing_that_a_date_belongs_to_is_no_bound_of_the_date(sentence: str) -> None:
    assert not any(one.period.open_start or one.period.open_end for one in time_expressions(sentence, ANCHOR, "en"))


@pytest.mark.parametrize(
    ("sentence", "language"),
    [("30 februari 2023", "nl"), ("op 31-11-2023", "nl"), ("February 30, 2023", "en"), ("in 2023-13", "en")],
)
def test_a_day_that_does_not_exist_is_no_period(sentence: str, language: str) -> None:
    assert not any(one.period.precision == "day" for one in time_expressions(sentence, ANCHOR, language))


def test_leap_day_is_that_of_the_nearest_leap_year() -> None:
    assert _found("Op 29 februari", "nl", Period.parse("2023-01-10")) == [("29 februari", "2024-02-29")]


def test_expressions_stand_in_order_and_do_not_overlap() -> None:
    for language, anchor, sentence, _ in ROWS:
        spans = [one.span for one in time_expressions(sentence, anchor, language)]
        assert all(left.end <= right.start for left, right in pairwise(spans))


def test_the_ends_of_the_calendar_are_not_overrun() -> None:
    assert _found("tweehonderd, 20 jaar geleden en gisteren", "nl", Period(date.min, date.min)) == []
    assert _found("tomorrow and in 31 years from now", "en", Period(date.max, date.max)) == []


def test_spans_are_given_without_an_anchor_and_for_what_cannot_be_resolved() -> None:
    sentence = "Enkele dagen geleden, om 8.30 uur, en on Friday night"
    assert [span.of(sentence) for span in dates(sentence)] == ["Enkele dagen geleden", "8.30 uur", "Friday night"]


@pytest.mark.parametrize(
    "repeated",
    """
    tot_ 1 1_ _ 3- 2024_ 5_mei_ sinds_de_ from_Monday_to_ ' jan._ between_2019_and_ de_nacht_van_ eind_van_de_ MAY_
    two_days_later_ 's_ 5_mei,_ in_May,_ last_ 2024- wordt_ maandag_
    """.split(),
)
def test_a_hundred_thousand_characters_of_anything_are_read_in_linear_time(repeated: str) -> None:
    piece = repeated.replace("_", " ")
    short, long = (piece * (length // len(piece)) for length in (10_000, 100_000))
    for language in ("nl", "en"):
        least = min(_seconds(short, language) for _ in range(3))
        assert min(_seconds(long, language) for _ in range(2)) < 60 * max(least, 0.005)  # a square would be 100 times


def _seconds(text: str, language: str) -> float:
    began = time.process_time()
    time_expressions(text, ANCHOR, language)
    return time.process_time() - began


_SAID = st.sampled_from([word for _, _, sentence, _ in ROWS for word in sentence.split()])
_DAY = st.dates(date(1, 1, 1), date(9999, 12, 31))


@settings(max_examples=300, deadline=None)
@given(st.lists(_SAID | st.text(max_size=6), max_size=14), _DAY, _DAY, st.sampled_from(["nl", "en"]))
def test_any_words_in_any_order_give_spans_in_order_or_none(
    words: list[str], one: date, other: date, lang: str
) -> None:
    text = " ".join(words)
    spans = [found.span for found in time_expressions(text, Period(min(one, other), max(one, other)), lang)]
    assert all(span.of(text).strip() == span.of(text) != "" for span in spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert all(left.end <= right.start for left, right in pairwise(dates(text)))
