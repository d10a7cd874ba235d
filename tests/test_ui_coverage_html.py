"""The archive by month, as a strip of bars."""

from datetime import date

from index.catalog_coverage import Coverage
from index.period import Period
from rag.asked_period import AskedPeriod
from ui.coverage_html import coverage_html


def test_every_month_has_a_bar_and_those_asked_about_are_marked() -> None:
    asked = AskedPeriod(Period(date(2023, 12, 15), date(2024, 1, 31)), None)
    strip = coverage_html(Coverage({"2023-11": 4, "2024-01": 2}, undated=1), asked, "en")
    assert strip.count("<rect") == 3 and strip.count('class="asked"') == 2
    assert "7 articles, November 2023 – January 2024; the most, 4, in November 2023." in strip
    assert "In the period asked about: 2." in strip and "1 without a month." in strip


def test_a_long_archive_is_told_by_the_year_so_that_the_strip_is_bounded() -> None:
    months = {f"{year}-06": 1 for year in range(1990, 2025)}
    strip = coverage_html(Coverage(months), None, "nl")
    assert strip.count("<rect") == 35 and "Het archief per jaar" in strip


def test_an_empty_archive_has_no_strip() -> None:
    assert coverage_html(Coverage(), None, "nl") == ""
