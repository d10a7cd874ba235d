from dataclasses import replace

import pytest
from fakes import an_article
from hypothesis import given
from hypothesis import strategies as st

from index.annotate.figures import Bound, Counted, Figure
from index.span import Span
from rag.answer import Citation, Entry, Lead, Statement, Timeline
from rag.citations import carried_lead, carried_timeline, stands, verbatim

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


def entry(**parts: Span) -> Entry:
    """Return `zeker 22 doden` of the quotation as a figure, with some of its parts elsewhere."""
    told = {"span": Span(24, 32), "counted": Span(33, 38), "who": None, "source": None, "as_of": None, **parts}
    counted = Counted(told["counted"], "killed", told["who"])  # type: ignore[arg-type]
    figure = Figure(told["span"], 22.0, None, Bound.AT_LEAST, counted, told["source"], told["as_of"])  # type: ignore[arg-type]
    cited = citation()
    return Entry(figure, None, cited.article.published, cited)


def test_a_lead_whose_parts_all_lie_in_its_quotation_passes() -> None:
    whole = entry(who=Span(33, 38), source=Span(42, 50), as_of=Span(14, 16))
    assert carried_lead(Lead(whole)) == Lead(whole)
    assert carried_timeline(Timeline((whole,))) == Timeline((whole,))


@pytest.mark.parametrize("part", ["span", "counted", "who", "source", "as_of"])
@pytest.mark.parametrize("elsewhere", [Span(0, 7), Span(10, 20), Span(45, len(TEXT) + 1)])
def test_a_lead_of_which_one_part_lies_outside_its_quotation_does_not_pass(part: str, elsewhere: Span) -> None:
    outside = entry(**{part: elsewhere})
    assert carried_lead(Lead(outside)) is None
    assert carried_timeline(Timeline((outside,))).entries == ()
    assert carried_lead(Lead(entry(), replaces=outside)) == Lead(entry())
    (kept,) = carried_timeline(Timeline((replace(entry(), supersedes=outside, corrects=True),))).entries
    assert kept == entry()


def test_a_lead_whose_quotation_does_not_stand_does_not_pass() -> None:
    assert carried_lead(Lead(replace(entry(), citation=citation("verzonnen")))) is None
    (kept,) = carried_timeline(Timeline((replace(entry(), others=(citation("verzonnen"),)),))).entries
    assert kept.others == ()
