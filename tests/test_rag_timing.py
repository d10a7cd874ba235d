import pytest
from fakes import an_article

from index.annotate.dates import TimeExpression, time_expressions
from index.archive import Hit
from index.article import Passage
from index.period import Period
from index.span import Span
from rag.timing import HAPPENED_THEN, OUTSIDE, PRINTED_THEN, REPORTED_THEN, fit, worth

ANCHOR = Period.parse("2024-01-10")


def told(text: str) -> list[TimeExpression]:
    return time_expressions(text, ANCHOR, "nl")


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("In november 2023 vielen er doden.", "2023-11", 1.0),
        ("Op 3 november 2023 vielen er doden.", "2023-11", 1.0),
        ("In november 2023 vielen er doden.", "2023-12", 0.0),
        ("In 2023 vielen er doden.", "2023-11", 30 / 365),
        ("In 2023 vielen er doden.", "../2023-11-30", 334 / 365),
        ("Tot november vorig jaar vielen er doden.", "2023-11", 1.0),
        ("Tot november vorig jaar vielen er doden.", "../2023-11-30", 1.0),
        ("Tot november vorig jaar vielen er doden.", "2023-07", 0.0),
        ("Tot november vorig jaar vielen er doden.", "../2023-02-28", 0.0),
        ("Sinds 2022 is het oorlog.", "2022-01-01/..", 1.0),
        ("Sinds 2022 is het oorlog.", "2023", 0.0),
        ("Gisteren en in 2021 vielen er doden.", "2024-01", 1.0),
        ("Er vielen doden.", "2024-01", 0.0),
    ],
)
def test_a_text_fits_as_far_as_the_days_that_it_tells_of_lie_in_the_period(
    text: str, asked: str, expected: float
) -> None:
    assert fit(Span(0, len(text)), told(text), Period.parse(asked)) == pytest.approx(expected)


def test_only_the_times_of_the_sentence_itself_count() -> None:
    text = "In maart 2023 brak de dijk. In mei 2023 was hij hersteld."
    second = Span(text.index("In mei"), len(text))
    assert fit(second, told(text), Period.parse("2023-05")) == 1.0
    assert fit(second, told(text), Period.parse("2023-03")) == 0.0


def test_an_expression_that_says_any_time_says_nothing() -> None:
    always = TimeExpression(Span(0, 4), Period.between("", ""))
    assert fit(Span(0, 4), [always], Period.parse("2023")) == 0.0


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("In maart 2023 vielen er doden.", "2024-01-10", HAPPENED_THEN),
        ("Er vielen doden.", "2023-03-10", REPORTED_THEN),
        ("In juli 2022 vielen er doden.", "2023-03-10", PRINTED_THEN),
        ("In juli 2022 vielen er doden.", "2024-01-10", OUTSIDE),
        ("Er vielen doden.", "2024-01-10", OUTSIDE),
    ],
)
def test_what_happened_then_goes_before_what_was_only_printed_then(text: str, published: str, expected: float) -> None:
    article = an_article(text, published=Period.parse(published))
    times = tuple(time_expressions(text, article.published, "nl"))
    hit = Hit(Passage(1, article, Span(0, len(text))), 1, {"keywords": 1}, times)
    assert worth(hit, Period.parse("2023-03")) == expected
