from datetime import date

import pytest

from index.period import Period
from rag.asked_period import AskedPeriod, asked_period

TODAY = date(2024, 3, 5)
LATEST = Period.parse("2024-01")


def _asked(question: str, language: str, today: date = TODAY, latest: Period | None = LATEST) -> AskedPeriod:
    asked = asked_period(question, language, today, latest)
    assert asked is not None
    return asked


@pytest.mark.parametrize(
    ("question", "language", "words", "period"),
    [
        ("How many civilians had died by November?", "en", "by November", "../2023-11-30"),
        ("Wat gebeurde er in februari?", "nl", "februari", "2023-02"),
        ("Wat gebeurde er op oudejaarsavond?", "nl", "oudejaarsavond", "2023-12-31"),
        ("What happened on 29 February?", "en", "29 February", "2020-02-29"),
        ("How many people died between November and January?", "en", "between November and January", "2023-11/2024-01"),
        ("Hoeveel winst was er in het derde kwartaal?", "nl", "derde kwartaal", "2023-07/2023-09"),
    ],
)
def test_without_a_year_the_latest_that_the_archive_can_have_is_taken_and_it_says_so(
    question: str, language: str, words: str, period: str
) -> None:
    asked = _asked(question, language)
    assert (asked.span.of(question), asked.period, asked.assumed) == (words, Period.parse(period), True)


def test_an_archive_that_runs_past_today_is_not_asked_about_the_future() -> None:
    asked = _asked("Wat gebeurde er in maart?", "nl", date(2024, 2, 1), Period.parse("2024-12"))
    assert str(asked.period) == "2023-03"


def test_an_empty_archive_is_asked_up_to_today() -> None:
    assert str(_asked("What happened in March?", "en", latest=None).period) == "2024-03"


@pytest.mark.parametrize(
    ("question", "language", "period"),
    [
        ("What happened last month?", "en", "2024-02"),
        ("Wat gebeurde er gisteren?", "nl", "2024-03-04"),
        ("Hoeveel burgers waren er tot november vorig jaar omgekomen?", "nl", "../2023-11-30"),
        ("How many had died by November 2022?", "en", "../2022-11-30"),
        ("Wat is er sinds 24 februari 2022 veranderd?", "nl", "2022-02-24/.."),
        ("Hoeveel doden vielen er in 2022 en 2023?", "nl", "2022-01-01/2023-12-31"),
    ],
)
def test_a_year_that_is_named_or_counted_from_today_is_not_assumed(question: str, language: str, period: str) -> None:
    asked = _asked(question, language)
    assert (str(asked.period), asked.assumed) == (period, False)


@pytest.mark.parametrize(
    ("question", "language", "published"),
    [
        ("Which articles published in March mention Belgorod?", "en", True),
        ("Which articles from January are about the strike?", "en", True),
        ("What did the paper of 5 January say?", "en", True),
        ("What was published in March about the dyke?", "en", True),
        ("Of which black hole was the first picture published in April 2019?", "en", False),
        ("How many people died in March?", "en", False),
        ("How many cases were reported in March?", "en", False),
        ("Artikelen van maart over de brug", "nl", True),
        ("Artikelen over Belgorod uit december", "nl", True),
        ("Wat stond er in de krant van 5 januari?", "nl", True),
        ("Artikelen over de brand van december", "nl", False),
        ("Hoeveel mensen kwamen er in maart om?", "nl", False),
    ],
)
def test_when_it_was_printed_is_told_from_when_it_happened(question: str, language: str, published: bool) -> None:
    assert _asked(question, language).published is published


def test_when_it_happened_goes_before_when_it_was_printed() -> None:
    question = "Which articles published in January tell of the strike in December?"
    asked = _asked(question, "en")
    assert (asked.span.of(question), asked.published) == ("December", False)


@pytest.mark.parametrize(
    "question", ["Wie is de burgemeester?", "Who may march on Moscow?", "Hoeveel van de 2000 huizen?"]
)
def test_a_question_without_a_time_asks_about_none(question: str) -> None:
    assert asked_period(question, "nl" if "de" in question else "en", TODAY, LATEST) is None


def test_a_weekday_that_the_archive_does_not_reach_may_be_any_weeks_and_is_not_taken() -> None:
    question = "What happened on Saturday?"
    assert asked_period(question, "en", TODAY, LATEST) is None
    assert str(_asked(question, "en", latest=Period.parse("2024-03-05")).period) == "2024-03-02"
