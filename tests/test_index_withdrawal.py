"""What a news agency takes back goes from the archive, and what is only noted of a file does not keep old articles."""

from __future__ import annotations

import zipfile
from pathlib import Path

from fakes import WordEncoder, found

from index.report import SyncReport
from index.sync import sync

ITEM = """<newsItem guid="{guid}" version="{version}" xmlns="http://iptc.org/std/nar/2006-10-01/"><itemMeta>
<versionCreated>2024-01-31T{version:02}:30:00+01:00</versionCreated><pubStatus qcode="stat:{status}"/></itemMeta>
<contentSet>{texts}</contentSet></newsItem>"""
PLAIN = '<inlineData contenttype="text/plain">De haven van {0} gaat dicht.</inlineData>'
BOTH = (
    '<inlineData xml:lang="nl">De haven gaat dicht.</inlineData><inlineData xml:lang="en">The port closes.</inlineData>'
)


def _write(
    path: Path, guid: str, status: str = "usable", version: int = 1, texts: str = PLAIN.format("Velden")
) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(ITEM.format(guid=guid, version=version, status=status, texts=texts), "utf-8")


def _ids(archive: Path) -> set[str]:
    return set(found(archive, "haven port"))


def _sync(tmp_path: Path) -> SyncReport:
    return sync(tmp_path / "archive", [tmp_path / "wire"], WordEncoder())


def _skipped(report: SyncReport) -> list[str]:
    return [skipped.reason for source in report.sources for skipped in source.skipped]


def test_a_later_file_withdraws_an_article_of_an_earlier_one_in_every_language(tmp_path: Path) -> None:
    wire = tmp_path / "wire"
    _write(wire / "1.xml", "urn:velder:1", texts=BOTH)
    _write(wire / "2.xml", "urn:velder:10")
    assert _sync(tmp_path).added == 3
    _write(wire / "3.xml", "urn:velder:1", "canceled", 2)
    report = _sync(tmp_path)
    assert report.removed == 2
    assert _skipped(report) == ["is canceled by its source"]
    assert _ids(tmp_path / "archive") == {"urn:velder:10"}
    assert _sync(tmp_path).removed == 0


def test_an_archive_made_at_once_ends_the_same(tmp_path: Path) -> None:
    wire = tmp_path / "wire"
    _write(wire / "1.xml", "urn:velder:1")
    _write(wire / "2.xml", "urn:velder:10")
    _write(wire / "3.xml", "urn:velder:1", "withheld", 2)
    report = _sync(tmp_path)
    assert (report.added, report.removed) == (2, 1)
    assert _ids(tmp_path / "archive") == {"urn:velder:10"}


def test_a_note_keeps_no_article_that_has_gone_from_its_file(tmp_path: Path) -> None:
    path = tmp_path / "wire" / "feed.xml"
    path.parent.mkdir()
    item = "<item><guid>https://velder.example/{0}</guid><pubDate>31 Jan 2024</pubDate><title>Jansen & Co</title>"
    item += "<description>De haven {0} gaat dicht.</description></item>"
    path.write_text(f"<rss><channel>{item.format(1)}{item.format(2)}</channel></rss>", "utf-8")
    assert _sync(tmp_path).added == 2
    path.write_text(f"<rss><channel>{item.format(2)}</channel></rss>", "utf-8")
    report = _sync(tmp_path)
    assert (report.removed, report.unchanged) == (1, 1)
    assert ["bare ampersands" in note for note in _skipped(report)] == [True]
    assert _skipped(_sync(tmp_path)) == []


def test_the_newer_version_in_another_file_is_the_next_revision_and_stays(tmp_path: Path) -> None:
    wire = tmp_path / "wire"
    _write(wire / "2.xml", "urn:velder:1", version=9)
    assert _sync(tmp_path).added == 1
    _write(wire / "1.xml", "urn:velder:1", version=10, texts=PLAIN.format("Noord"))
    report = _sync(tmp_path)
    assert (report.revised, report.removed, _skipped(report)) == (1, 0, [])
    (wire / "2.xml").write_text((wire / "2.xml").read_text("utf-8") + "\n", "utf-8")
    report = _sync(tmp_path)
    assert (report.revised, report.removed, report.unchanged) == (0, 0, 1)
    assert "has an older version of 'urn:velder:1'" in _skipped(report)[0]
    assert _skipped(_sync(tmp_path)) == []
    assert _ids(tmp_path / "archive") == {"urn:velder:1"}


def test_messages_in_a_zip_are_read_too(tmp_path: Path) -> None:
    _write(tmp_path / "1.xml", "urn:velder:1")
    (tmp_path / "wire").mkdir()
    with zipfile.ZipFile(tmp_path / "wire" / "2024.zip", "w") as packed:
        packed.write(tmp_path / "1.xml", "jan/1.xml")
    assert _sync(tmp_path).added == 1
