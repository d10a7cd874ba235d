"""Sources listed in a file: what may be chosen for each, and what a mistake is answered with."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Write
from fakes import WordEncoder, found, markdown

from index.archive import Archive
from index.errors import SourceMissing, SourcesUnreadable
from index.sources import Source, read_sources
from index.sync import SyncReport, sync


def _listed(tmp_path: Path, text: str) -> Path:
    (tmp_path / "knipsel.toml").write_text(text, "utf-8")
    return tmp_path / "knipsel.toml"


def test_a_file_lists_sources_with_their_choices(tmp_path: Path) -> None:
    file = _listed(
        tmp_path,
        """
        [[source]]
        path = "krant"
        name = "De Krant"
        outlet = "De Krant"
        language = "nl"
        vanished = "keep"

        [[source]]
        path = "/export/articles.csv"
        fields = { title = "kop", text = "tekst", date = "datum" }

        [[source]]
        feed = "https://example.org/rss"
        """,
    )
    krant, export, feed = read_sources(file)
    assert krant == Source(path=tmp_path / "krant", name="De Krant", outlet="De Krant", language="nl", vanished="keep")
    assert (krant.label, krant.location) == ("De Krant", str(tmp_path / "krant"))
    assert (export.path, export.fields["title"], export.vanished) == (Path("/export/articles.csv"), "kop", "remove")
    assert (feed.path, feed.label) == (None, "https://example.org/rss")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (
            '[[source]]\npath = "a"\nlangauge = "nl"',
            r"source 1, langauge: is none of path, feed, name, outlet, language",
        ),
        ('[[source]]\npath = "a"\nname = "X"\nlanguage = "Dutch"', r"source 1 \(X\), language: .*\(it is 'Dutch'\)"),
        (
            '[[source]]\npath = "a"\n[[source]]\npath = "b"\nvanished = "no"',
            r"source 2, vanished: .*'remove' or 'keep'",
        ),
        ('[[source]]\nname = "X"', r"source 1 \(X\): needs a `path` or a `feed`, one of the two"),
        ('[[source]]\npath = "a"\nfeed = "https://b"', r"source 1: needs a `path` or a `feed`"),
        ("[[source]]\npath = 5", r"source 1, path: .*\(it is 5\)"),
        ('[[source]]\npath = "a"\n[[source]]\npath = "./a"', r"source 2: .*/a is listed twice"),
        ('[source]\npath = "a"', r"source: .*list"),
        ("source = []", r"source: .*at least 1"),
        ("", r"source: "),
        ("[[source]\n", r"cannot be read: .*line 1"),
    ],
)
def test_a_mistake_is_named_with_file_entry_and_field(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(SourcesUnreadable, match=rf"knipsel\.toml:? {complaint}"):
        read_sources(_listed(tmp_path, text))


def test_a_file_that_is_not_there_says_what_it_would_hold(tmp_path: Path) -> None:
    with pytest.raises(SourcesUnreadable, match=r"there is no .*\[\[source\]\] with path"):
        read_sources(tmp_path / "knipsel.toml")


def test_outlet_and_language_are_for_articles_that_do_not_say(tmp_path: Path, source: Path) -> None:
    (source / "told.md").write_text(markdown("Kop", "De dijk brak.", outlet="De Test", language="nl"), "utf-8")
    (source / "untold.txt").write_text("date 2024-01-02 De dijk brak.", "utf-8")
    chosen = Source(path=source, outlet="De Krant", language="en")
    sync(tmp_path / "archive", [chosen], WordEncoder())
    archive = Archive.open(tmp_path / "archive", WordEncoder())
    told = {name: archive.article(f"source/{name}") for name in ("told", "untold")}
    archive.close()
    assert {name: (one.outlet, one.language) for name, one in told.items()} == {
        "told": ("De Test", "nl"),
        "untold": ("De Krant", "en"),
    }


def test_other_choices_have_the_files_read_again(tmp_path: Path, source: Path) -> None:
    (source / "a.txt").write_text("date 2024-01-02 De dijk brak.", "utf-8")
    assert sync(tmp_path / "archive", [source], WordEncoder()).added == 1
    assert sync(tmp_path / "archive", [Source(path=source, outlet="De Krant")], WordEncoder()).revised == 1
    assert sync(tmp_path / "archive", [Source(path=source, outlet="De Krant")], WordEncoder()).unchanged == 1


def test_a_vanished_article_is_kept_by_choice_and_marked(tmp_path: Path, source: Path, write: Write) -> None:
    kept, removed = (Source(path=source, vanished=choice) for choice in ("keep", "remove"))  # type: ignore[arg-type]
    write("a.md", "De dijk brak.")
    path = write("b.md", "De brug ging dicht.")
    sync(tmp_path / "archive", [kept], WordEncoder())
    text = path.read_text("utf-8")
    path.unlink()
    report = sync(tmp_path / "archive", [kept], WordEncoder())
    assert (report.kept, report.removed) == (1, 0)
    assert sync(tmp_path / "archive", [kept], WordEncoder()).kept == 0, "it is counted once"
    assert found(tmp_path / "archive", "brug") == ["source/b"]
    assert _gone(tmp_path / "archive") == [False, True]
    path.write_text(text, "utf-8")
    sync(tmp_path / "archive", [kept], WordEncoder())
    assert _gone(tmp_path / "archive") == [False, False]
    path.unlink()
    sync(tmp_path / "archive", [kept], WordEncoder())
    assert sync(tmp_path / "archive", [removed], WordEncoder()).removed == 1, "the choice was changed"
    assert found(tmp_path / "archive", "brug") == []


def test_a_line_that_vanished_is_kept_by_choice(tmp_path: Path, source: Path) -> None:
    lines = [f'{{"id": "{name}", "date": "2024", "text": "De {name} brak."}}' for name in ("dijk", "brug")]
    (source / "a.jsonl").write_text("\n".join(lines), "utf-8")
    kept = Source(path=source, vanished="keep")
    sync(tmp_path / "archive", [kept], WordEncoder())
    (source / "a.jsonl").write_text(lines[0], "utf-8")
    report = sync(tmp_path / "archive", [kept], WordEncoder())
    assert (report.kept, report.unchanged) == (1, 1)
    (source / "a.jsonl").unlink()
    assert sync(tmp_path / "archive", [kept], WordEncoder()).kept == 1


def _gone(folder: Path) -> list[bool]:
    archive = Archive.open(folder, WordEncoder())
    told = [archive.standing(archive.article(f"source/{name}")).gone_since is not None for name in ("a", "b")]
    archive.close()
    return told


def test_a_source_that_is_missing_does_not_keep_the_others_from_being_read(
    tmp_path: Path, source: Path, write: Write, run: Callable[..., SyncReport]
) -> None:
    write("a.md", "De dijk brak.")
    listed = [Source(path=tmp_path / "nowhere", name="elders"), Source(path=source), Source(path=source / "a.md")]
    report = sync(tmp_path / "archive", listed, WordEncoder(), go_on=True)
    assert report.added == 1
    assert [bool(one.failed) for one in report.sources] == [True, False, True]
    assert "there is no" in report.sources[0].failed and "lies in" in report.sources[2].failed
    with pytest.raises(SourceMissing):
        sync(tmp_path / "archive", listed, WordEncoder())
