from datetime import date

import pytest

from index.period import Period


@pytest.mark.parametrize(
    ("written", "start", "end", "precision"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "year"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("2024-2-5", date(2024, 2, 5), date(2024, 2, 5), "day"),
        ("2024-01-31T23:30:00+01:00", date(2024, 1, 31), date(2024, 1, 31), "day"),
        ("2023-11/2024-01", date(2023, 11, 1), date(2024, 1, 31), "span"),
    ],
)
def test_a_date_keeps_the_precision_it_was_written_with(written: str, start: date, end: date, precision: str) -> None:
    period = Period.parse(written)
    assert (period.start, period.end, period.precision) == (start, end, precision)


@pytest.mark.parametrize(
    "written", ["2024", "2024-01", "2024-01-31", "2023-11-02/2024-01-05", "../2023-11-30", "2022-01-01/.."]
)
def test_the_iso_form_reads_back_as_the_same_period(written: str) -> None:
    assert str(Period.parse(written)) == written
    assert Period.parse(str(Period.parse(written))) == Period.parse(written)


@pytest.mark.parametrize(
    "written", ["", "gisteren", "2023-13", "2023-02-30", "31-12-2023", "20240101", "2024-01-", "0000"]
)
def test_what_is_no_date_is_refused_with_its_own_words(written: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        Period.parse(written)


def test_a_period_is_described_in_the_readers_language() -> None:
    assert Period.parse("2024-01-05").describe("nl") == "5 januari 2024"
    assert Period.parse("2024-01").describe("en") == "January 2024"
    assert Period.parse("2024").describe("nl") == "2024"
    assert Period.parse("2023-11-01/2024-01-05").describe("en") == "1 November 2023 – 5 January 2024"


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        Period(date(2024, 1, 2), date(2024, 1, 1))


@pytest.mark.parametrize(
    ("written", "dutch", "english"),
    [
        ("../2023-11", "tot en met 30 november 2023", "until 30 November 2023"),
        ("2022/..", "sinds 2022", "since 2022"),
        ("2023-03/..", "sinds maart 2023", "since March 2023"),
        ("2022-02-24/..", "sinds 24 februari 2022", "since 24 February 2022"),
    ],
)
def test_a_period_may_be_open_at_one_end(written: str, dutch: str, english: str) -> None:
    period = Period.parse(written)
    assert (period.open_start, period.open_end) == (written.startswith(".."), written.endswith(".."))
    assert (period.describe("nl"), period.describe("en")) == (dutch, english)
    assert period.precision == "span"


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        ("2023", "2024-01", "2023-01-01/2024-01-31"),
        ("", "2023-11-30", "../2023-11-30"),
        ("2022-02", "", "2022-02-01/.."),
        ("", "", "../.."),
    ],
)
def test_a_period_between_two_dates_runs_from_the_first_of_one_through_the_last_of_the_other(
    first: str, last: str, period: str
) -> None:
    assert Period.between(first, last) == Period.parse(period)


@pytest.mark.parametrize(("first", "last"), [("x", ""), ("2024/2025", ""), ("", ".."), ("2024", "2023-12")])
def test_what_is_no_period_between_two_dates_is_refused_with_what_was_written(first: str, last: str) -> None:
    with pytest.raises(ValueError, match=(first or last).replace(".", r"\.")):
        Period.between(first, last)
