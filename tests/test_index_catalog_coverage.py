"""Which months an archive's articles were published in."""

from collections.abc import Callable

from fakes import markdown

from index.archive import Archive


def test_articles_are_counted_by_the_month_they_were_published_in(archive_of: Callable[..., Archive]) -> None:
    archive = archive_of(
        {
            "a.md": markdown("Een", "De dijk bij Sluiswijk brak vrijdag.", "2024-01-02"),
            "b.md": markdown("Twee", "Het water staat hoog bij Sluiswijk.", "2024-01"),
            "c.md": markdown("Drie", "Er is brand in een loods in Overvelde.", "2023-12-30"),
            "d.md": markdown("Vier", "Het was een nat jaar voor de boeren.", "2023"),
        }
    )
    coverage = archive.coverage()
    assert coverage.months == {"2023-12": 1, "2024-01": 2}
    assert (coverage.undated, coverage.articles, coverage.languages) == (1, 4, ("nl",))
