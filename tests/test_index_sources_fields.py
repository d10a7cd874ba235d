"""A sources file says in which columns the fields of an article stand, and a mapping that changes is read anew."""

from pathlib import Path

import pytest
from fakes import WordEncoder, found
from test_index_readers_html import LD, ld, page
from test_index_readers_packed import zipped

from index.errors import SourcesUnreadable
from index.sources import read_sources
from index.sync import sync


def sources_in(folder: Path, fields: str) -> Path:
    told = f'[[source]]\npath = "export"\noutlet = "De Test"\n[source.fields]\ndate_format = "%d-%m-%Y"\n{fields}\n'
    (folder / "sources.toml").write_text(told, "utf-8")
    return folder / "sources.toml"


def test_a_mapping_reaches_tables_in_archives_and_a_changed_one_reads_them_anew(tmp_path: Path) -> None:
    (tmp_path / "export").mkdir()
    table = b"kopregel;lead;stuk;pub\nKop;De dijk hield.;Het water zakte.;31-01-2024\n"
    zipped(tmp_path / "export" / "2024.zip", {"januari.csv": table, "p.html": page(ld(LD)).encode()})
    fields = 'title = "kopregel"\ntext = "lead"\ndate = "pub"'
    archive = tmp_path / "archive"
    report = sync(archive, read_sources(sources_in(tmp_path, fields)), WordEncoder())
    assert (report.added, len(report.skipped)) == (2, 0)
    assert found(archive, "zakte") == []
    wider = fields.replace('"lead"', '["lead", "stuk"]')
    report = sync(archive, read_sources(sources_in(tmp_path, wider)), WordEncoder())
    assert (report.revised, report.unchanged) == (1, 1)
    assert found(archive, "zakte") == ["export/2024.zip/januari:2"]


@pytest.mark.parametrize(
    ("fields", "told"), [('titel = "kop"', "titel is none of title"), ("text = 3", "text"), ("title = ''", "not ''")]
)
def test_a_mapping_that_is_wrong_names_its_source(tmp_path: Path, fields: str, told: str) -> None:
    with pytest.raises(SourcesUnreadable, match=f"source 1.*{told}"):
        read_sources(sources_in(tmp_path, fields))
