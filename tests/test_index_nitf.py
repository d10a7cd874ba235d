"""The reader for NITF, on documents written for this test."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes import read_one

from index.readers.source import Noted

DOCTYPE = '<!DOCTYPE nitf SYSTEM "http://127.0.0.1:9/nitf-3-4.dtd">\n'
HEAD = """<head><title>Titel van het bestand</title>
<tobject><tobject.subject tobject.subject.refnum="04011002" tobject.subject.matter="havens"/></tobject>
<docdata management-status="usable"><doc-id id-string="velder-20240131-7" regsrc="VPD"/>
<date.issue norm="20240131T233000+0100"/><date.release norm="20240131"/>
<key-list><keyword key="haven"/><keyword key="kade"/></key-list><doc.copyright holder="Velder Persdienst"/></docdata>
<pubdata type="print" name="De Velderbode" date.publication="20240201" position.section="Regio"/></head>"""
BODY = """<body><body.head><hedline><hl1>Haven gaat <em>dicht</em></hl1><hl2>Onderkop</hl2></hedline>
<byline>Door <person>Anna de Wit</person><byttl>verslaggever</byttl></byline><distributor>VPD</distributor>
<dateline><location>VELDEN</location><story.date norm="20240130">30 jan</story.date></dateline>
<abstract><p>Samenvatting.</p></abstract></body.head>
<body.content><block><p>De <org>haven</org> gaat <em>vandaag</em>
dicht, zei <person>J. Smit</person>: <q>“Het kan niet anders.”</q></p>
<media media-type="image"><media-reference source="x.jpg"/><media-caption>De kade.</media-caption></media>
<p>Een tweede alinea.<br/>Nieuwe regel.</p></block>
<table><tr><th>Kade</th><th>Diepte</th></tr><tr><td>Noord</td><td>12,5 m</td></tr></table>
<ul><li>een</li><li>twee</li></ul></body.content><body.end><tagline>(VPD)</tagline></body.end></body>"""
NITF = f'{DOCTYPE}<nitf xml:lang="nl">{HEAD}{BODY}</nitf>'


def test_a_document_has_all_that_its_head_says_and_its_dtd_is_not_fetched(tmp_path: Path) -> None:
    (article,), notes = read_one(tmp_path / "a.xml", NITF)
    assert article.text == (
        "De haven gaat vandaag dicht, zei J. Smit: “Het kan niet anders.”\n\nEen tweede alinea.\nNieuwe regel.\n\n"
        "Kade  Diepte\nNoord  12,5 m\n\neen\n\ntwee"
    )
    assert (article.id, article.title, article.author) == ("velder-20240131-7", "Haven gaat dicht", "Anna de Wit")
    assert (article.outlet, article.section, article.language) == ("De Velderbode", "Regio", "nl")
    assert (str(article.published), article.keywords) == ("2024-02-01", ("haven", "kade", "havens"))
    assert not notes


@pytest.mark.parametrize(
    ("was", "instead", "published"),
    [
        (' date.publication="20240201"', "", "2024-01-31"),
        (' date.publication="20240201"', ' date.publication="2024-02-02T06:00:00Z"', "2024-02-02"),
        (HEAD, "", "2024-01-30"),
    ],
)
def test_its_date_is_when_it_was_printed_or_else_issued_or_told(
    tmp_path: Path, was: str, instead: str, published: str
) -> None:
    (article,), _ = read_one(tmp_path / "a.xml", NITF.replace(was, instead))
    assert str(article.published) == published


def test_a_byline_without_a_marked_person_is_read_too(tmp_path: Path) -> None:
    byline = "<byline>By Anna de Wit, <byttl>Staff Writer</byttl></byline>"
    start, end = NITF.index("<byline>"), NITF.index("<distributor>")
    (article,), _ = read_one(tmp_path / "a.nitf", NITF[:start] + byline + NITF[end:])
    assert article.author == "Anna de Wit"


@pytest.mark.parametrize(
    ("was", "instead", "reason"),
    [
        ('"usable"', '"canceled"', "is canceled by its source"),
        ('"usable"', '"withheld"', "is withheld by its source"),
        ('norm="20240131"/>', 'norm="29990101T060000Z"/>', "is under embargo until 2999-01-01T06:00:00+00:00"),
        (BODY, "<body><body.content/></body>", "has no body"),
        ('"20240201"', '"20241301"', "'2024-13-01' is not a date"),
    ],
)
def test_what_is_not_to_be_read_is_named(tmp_path: Path, was: str, instead: str, reason: str) -> None:
    articles, (refused,) = read_one(tmp_path / "a.xml", NITF.replace(was, instead))
    assert not articles and reason in refused.reason and refused.line == 2
    assert isinstance(refused, Noted) == ("by its source" in reason)


def test_a_document_without_date_or_of_entities_is_named(tmp_path: Path) -> None:
    undated = "<nitf><body><body.content><p>Tekst.</p></body.content></body></nitf>"
    _, (refused,) = read_one(tmp_path / "a.xml", undated)
    assert "has no date" in refused.reason
    declared = '<!DOCTYPE nitf SYSTEM "x.dtd" [<!ENTITY lede SYSTEM "file:///etc/hostname">]>\n'
    articles, (refused,) = read_one(tmp_path / "b.xml", declared + undated.replace("Tekst", "&lede;"))
    assert not articles and "entities are not expanded" in refused.reason and refused.line == 2
