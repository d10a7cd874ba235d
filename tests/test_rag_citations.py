from dataclasses import replace

import pytest
from fakes import an_article
from hypothesis import given
from hypothesis import strategies as st

from index.span import Span
from rag.answer import Citation, Statement
from rag.citations import stands, verbatim

TEXT = "De dijk brak. Er vielen zeker 22 doden in Oekraïne."
QUOTE = Span(14, len(TEXT))


def citation(quote: str | None = None, span: Span = QUOTE) -> Citation:
    cited = Citation.of(an_article(TEXT), span, Span(0, len(TEXT)))
    return cited if quote is None else replace(cited, quote=quote)


def passed(*citations: Citation) -> list[Statement]:
    return list(verbatim([Statement("Er vielen zeker 22 doden.", citations)]))


def test_a_quotation_that_stands_in_the_article_passes() -> None:
    assert passed(citation()) == [Statement("Er vielen zeker 22 doden.", (citation(),))]


@pytest.mark.parametrize("at", range(len(QUOTE.of(TEXT))))
def test_a_quotation_that_differs_by_one_character_is_stopped(at: int) -> None:
    true = QUOTE.of(TEXT)
    assert passed(citation(true[:at] + ("#" if true[at] != "#" else "@") + true[at + 1 :])) == []
    assert passed(citation(true[:at] + true[at + 1 :])) == []


@pytest.mark.parametrize(
    "span", [Span(13, len(TEXT)), Span(14, len(TEXT) + 1), Span(-37, 51), Span(20, 14), Span(14, 14)]
)
def test_a_quotation_elsewhere_than_at_its_span_is_stopped(span: Span) -> None:
    assert passed(citation(QUOTE.of(TEXT), span)) == []


def test_an_empty_or_blank_quotation_carries_nothing() -> None:
    assert passed(citation("", Span(3, 3))) == []
    assert passed(citation(" ", Span(2, 3))) == []


def test_a_false_citation_is_taken_away_and_the_true_one_stays() -> None:
    (statement,) = passed(citation("verzonnen"), citation())
    assert statement.citations == (citation(),)


def test_a_statement_without_any_citation_is_dropped() -> None:
    assert passed() == []
    assert list(verbatim([Statement("", (citation(),))])) == []


@given(st.text(min_size=1), st.integers(0, 50), st.integers(0, 60), st.text(max_size=20))
def test_whatever_passes_stands_there_to_the_letter(text: str, start: int, end: int, quote: str) -> None:
    cited = Citation(an_article(text), Span(start, end), quote, Span(0, len(text)))
    if stands(cited):
        assert text[start:end] == quote
