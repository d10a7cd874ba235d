"""The reader for the SGML of the Reuters-21578 collection, on elements written for this test."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from index.article import Article
from index.period import Period
from index.readers import files_in, read
from index.readers.source import Unreadable

HEAD = '<!DOCTYPE lewis SYSTEM "lewis.dtd">\n'
HARBOUR = """<REUTERS TOPICS="YES" LEWISSPLIT="TRAIN" NEWID="41">
<DATE> 3-MAR-1987 09:08:57.16</DATE>
<UNKNOWN>&#5;&#5;f0704</UNKNOWN>
<TEXT>&#2;
<TITLE>HARBOUR TO BE DEEPENED &lt;HBR></TITLE>
<AUTHOR>    By Anna de Wit, Reuters</AUTHOR>
<DATELINE>    ROTTERDAM, March 3 - </DATELINE><BODY>The harbour will be deepened by four
metres, the port said.
    Work begins in June & costs 40
mln guilders.
    Quay   depth   cost
    one    12.5    10.0
 Reuter
&#3;</BODY></TEXT>
</REUTERS>
"""
BRIEF = """<REUTERS NEWID="42"><DATE> 3-MAR-1987 09:10:00.00</DATE>
<TEXT TYPE="BRIEF">&#2;
******<TITLE>PORT SAYS MORE LATER
</TITLE>Blah blah blah.
&#3;</TEXT></REUTERS>
"""
UNDATED = '<REUTERS NEWID="43"><DATE>soon</DATE><TEXT><TITLE>X</TITLE><BODY>Body here.</BODY></TEXT></REUTERS>\n'
RAW = """<REUTERS NEWID="44"><DATE>14-OCT-1987 01:00:00.00</DATE>
<TEXT TYPE="UNPROC">&#2;
Grain was loaded in Antwerp.
&#3;</TEXT></REUTERS>
"""


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    path = tmp_path / "news" / "reut-9.sgm"
    path.parent.mkdir()
    path.write_text(HEAD + HARBOUR + BRIEF + UNDATED + RAW, "latin-1")
    return path


def _read(source: Path) -> list[Article | Unreadable]:
    return [item for file in files_in(source) for item in read(file)]


def test_an_element_becomes_an_article_with_its_lines_joined_to_paragraphs(collection: Path) -> None:
    harbour = next(item for item in _read(collection.parent) if isinstance(item, Article))

    assert harbour.id == "reuters:41"
    assert harbour.title == "HARBOUR TO BE DEEPENED <HBR>"
    assert harbour.published == Period.parse("1987-03-03")
    assert (harbour.author, harbour.outlet, harbour.language) == ("Anna de Wit, Reuters", "Reuters", "en")
    assert harbour.text.startswith(
        "The harbour will be deepened by four metres, the port said.\n\nWork begins in June &"
    )
    assert harbour.text.endswith("one    12.5    10.0")


def test_a_brief_and_an_undated_element_are_named_with_their_line_and_cost_no_other(collection: Path) -> None:
    items = _read(collection.parent)

    refused = [(item.line, item.reason) for item in items if isinstance(item, Unreadable)]
    assert refused == [
        (17, "is a brief: a headline without a body"),
        (22, "has no date; an answer must be able to say as of when"),
    ]
    assert [item.text for item in items if isinstance(item, Article)][1:] == ["Grain was loaded in Antwerp."]


def test_a_packed_collection_reads_the_same_and_one_cut_short_keeps_what_was_whole(collection: Path) -> None:
    plain = _read(collection.parent)
    packed = collection.with_suffix(".sgm.gz")
    packed.write_bytes(gzip.compress(collection.read_bytes()))
    collection.unlink()
    assert [item.id for item in _read(packed.parent) if isinstance(item, Article)] == [
        item.id for item in plain if isinstance(item, Article)
    ]

    packed.write_bytes(packed.read_bytes()[:-20])
    *_, last = _read(packed)
    assert isinstance(last, Unreadable)
    assert "cannot be read" in last.reason


def test_an_element_without_end_is_refused_before_it_fills_memory(tmp_path: Path) -> None:
    path = tmp_path / "endless.sgm"
    path.write_text('<REUTERS NEWID="1"><TEXT><BODY>' + "word " * 1_200_000, "latin-1")

    (refused,) = _read(path)

    assert isinstance(refused, Unreadable)
    assert "is longer than" in refused.reason
