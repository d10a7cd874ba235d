"""How much the archive has of each month, as a strip of bars: pure, and escapes everything that it is given."""

from __future__ import annotations

from collections.abc import Iterator

from index.catalog_coverage import Coverage
from index.period import Period
from rag.asked_period import AskedPeriod
from rag.timing import overlap
from ui.escaping import escape
from ui.phrases import say
from ui.wording import count_words, number_words

_MOST_MONTHS = 120  # bars; a longer archive is told by the year
_HEIGHT = 48


def coverage_html(coverage: Coverage, asked: AskedPeriod | None, language: str) -> str:
    """Return the strip, the same in words, and how much is in the period asked about; empty of an empty archive."""
    if not coverage.months:
        return ""
    by_year = len(list(_months(*_ends(coverage.months)))) > _MOST_MONTHS
    counts = _by_year(coverage.months) if by_year else coverage.months
    period = asked.period if asked and asked.bounds else None
    told = _told(counts, coverage, period, language)
    title = say("coverage_years" if by_year else "coverage", language)
    bars = list(_bars(counts, period, by_year=by_year))
    label = escape(f"{title}. {told}")
    box = f'viewBox="0 0 {len(bars) * 6} {_HEIGHT}" preserveAspectRatio="none"'
    strip = f'<svg {box} role="img" aria-label="{label}">'
    return (
        f'<figure class="coverage"><figcaption>{escape(title)}</figcaption>{strip}{"".join(bars)}</svg>'
        f'<p class="ends"><span>{escape(min(counts))}</span><span>{escape(max(counts))}</span></p>'
        f"<p>{escape(told)}</p></figure>"
    )


def _bars(counts: dict[str, int], period: Period | None, *, by_year: bool) -> Iterator[str]:
    most = max(counts.values())
    first, last = _ends(counts)
    stretches = map(str, range(int(first), int(last) + 1)) if by_year else _months(first, last)
    for at, stretch in enumerate(stretches):
        height = round(_HEIGHT * counts.get(stretch, 0) / most, 1)
        asked = ' class="asked"' if period and overlap(Period.parse(stretch), period) else ""
        yield f'<rect{asked} x="{at * 6}" y="{_HEIGHT - height}" width="5" height="{height}"/>'


def _told(counts: dict[str, int], coverage: Coverage, period: Period | None, language: str) -> str:
    fullest = max(counts, key=lambda stretch: counts[stretch])
    first, last, when = (Period.parse(one).describe(language) for one in (min(counts), max(counts), fullest))
    words = {"first": first, "last": last, "when": when, "most": number_words(counts[fullest], language)}
    told = [say("coverage_told", language, articles=count_words(coverage.articles, "articles", language), **words)]
    if period:
        inside = sum(n for month, n in coverage.months.items() if overlap(Period.parse(month), period))
        told.append(say("coverage_period", language, articles=number_words(inside, language)))
    if coverage.undated:
        told.append(say("coverage_undated", language, articles=number_words(coverage.undated, language)))
    return " ".join(told)


def _ends(counts: dict[str, int]) -> tuple[str, str]:
    return min(counts), max(counts)


def _by_year(months: dict[str, int]) -> dict[str, int]:
    years: dict[str, int] = {}
    for month, articles in months.items():
        years[month[:4]] = years.get(month[:4], 0) + articles
    return years


def _months(first: str, last: str) -> Iterator[str]:
    """Yield every month from one through another, as `2024-01`."""
    at, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return (f"{month // 12:04}-{month % 12 + 1:02}" for month in range(at, end + 1))
