"""The reader for RSS and Atom, on feeds written for this test, broken as feeds are."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes import read_one

from index.readers.entry import Entry
from index.readers.feeds import article_of, feed_items, recognises
from index.readers.source import Noted, SourceFile, Unreadable

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>De Velderbode &amp;amp; Co</title><link>https://velder.example/</link><language>nl-nl</language>
<atom:link rel="self" href="https://velder.example/feed"/><image><title>Logo</title><link>x</link></image>
ITEMS</channel></rss>"""
ATOM = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="nl" xml:base="https://velder.example/nieuws/">
<title type="html">Velder &lt;b&gt;Nieuws&lt;/b&gt;</title><link href="./"/><id>urn:feed</id>
<author><name>Redactie</name></author><updated>2024-02-02T00:00:00Z</updated>
ITEMS</feed>"""


def entries(path: Path, content: str) -> tuple[list[Entry], list[Unreadable]]:
    path.write_text(content, "utf-8")
    found = list(feed_items(SourceFile(path, "feed")))
    return (
        [item for item in found if isinstance(item, Entry)],
        [item for item in found if isinstance(item, Unreadable)],
    )


def test_an_item_with_its_full_content_has_all_fields(tmp_path: Path) -> None:
    item = """<item><title>Haven &amp;quot;dicht&amp;quot;</title><link>https://velder.example/1</link>
    <guid isPermaLink="false">1042</guid><pubDate>Mon, 31 Jan 24 23:30:00 CET</pubDate>
    <dc:creator><![CDATA[Anna de Wit]]></dc:creator><dc:creator>B. Smit</dc:creator>
    <author>redactie@velder.example (De Redactie)</author>
    <category>Haven</category><category domain="x">Economie</category><media:keywords>kade, schip</media:keywords>
    <description>Kort.</description><media:content url="x.jpg"><media:title>Foto</media:title></media:content>
    <content:encoded><![CDATA[<p>De haven gaat&nbsp;dicht &amp; blijft dicht.</p><figure><img src="x">
    <figcaption>Foto</figcaption></figure><script>alert(1)</script><p>Tweede.</p>]]></content:encoded></item>"""
    (article,), notes = read_one(tmp_path / "a.xml", RSS.replace("ITEMS", item))
    assert article.text == "De haven gaat dicht & blijft dicht.\n\nTweede."
    assert (article.id, article.url) == ("https://velder.example/#1042", "https://velder.example/1")
    assert (article.title, article.outlet, article.language) == ('Haven "dicht"', "De Velderbode & Co", "nl")
    assert article.author == "Anna de Wit, B. Smit, De Redactie"
    assert article.keywords == ("Haven", "Economie", "kade", "schip")
    assert article.published_at and article.published_at.isoformat() == "2024-01-31T23:30:00+01:00"
    assert not notes


def test_an_item_with_a_description_only_keeps_its_link_for_who_may_fetch_it(tmp_path: Path) -> None:
    item = """<item><guid>https://velder.example/2</guid><pubDate>31 Jan 2024</pubDate>
    <source url="https://vpd.example/feed">VPD</source><description>&lt;p&gt;De haven.&lt;/p&gt;</description></item>"""
    (entry,), _ = entries(tmp_path / "a.rss", RSS.replace("ITEMS", item))
    assert (entry.link, entry.summary, entry.content) == ("https://velder.example/2", "De haven.", "")
    assert (entry.id, entry.published, entry.outlet) == ("https://velder.example/2", "2024-01-31", "VPD")
    file = SourceFile(tmp_path / "a.rss", "feed")
    assert article_of(entry, file).text == "De haven."
    assert article_of(entry, file, "De hele pagina.").text == "De hele pagina."


def test_a_description_that_is_longer_than_the_content_is_the_content(tmp_path: Path) -> None:
    item = "<item><description>Een veel langere tekst.</description><content:encoded>Kort.</content:encoded></item>"
    (entry,), _ = entries(tmp_path / "a.rss", RSS.replace("ITEMS", item))
    assert (entry.content, entry.summary) == ("Een veel langere tekst.", "Kort.")


def test_a_broken_feed_gives_its_items_and_says_by_line_what_was_lost(tmp_path: Path) -> None:
    good = "<item><guid>https://velder.example/{0}</guid><pubDate>{1}</pubDate><description>{2}</description></item>\n"
    items = good.format(1, "Thu, 01 Feb 2024 10:00:00 +0100", "Jansen & Zonen&nbsp;sluit<br>nu")
    items += good.format(2, "Thu, 01 Feb 2024 10:00:00 GMT", "Regel<b>een")
    items += good.format(3, "", "Zonder datum")
    items += good.format(4, "gisteren", "Vage datum")
    items += good.format(5, "2024-02-01", "  ")
    items += good.format(6, "do, 1 februari 2024 10:00", "Café’s dicht\x0b")
    feed = RSS.replace("ITEMS", items).encode("cp1252")
    articles, refused = read_one(tmp_path / "a.xml", feed)
    assert [article.text for article in articles] == ["Jansen & Zonen sluit\nnu", "Café’s dicht"]
    assert [str(article.published) for article in articles] == ["2024-02-01"] * 2
    assert [(one.line, one.reason.split(";")[0]) for one in refused if not isinstance(one, Noted)] == [
        (7, "is broken on line 7: mismatched tag"),
        (8, "has no date"),
        (9, "'gisteren' is not a date"),
        (10, "has no body"),
    ]
    assert {one.reason.split(";")[0] for one in refused if isinstance(one, Noted)} == {
        "has bare ampersands",
        "has <br> of HTML without an end",
        "uses HTML's &nbsp",
        "has bytes that are not UTF-8",
    }


def test_an_item_that_names_itself_nowhere_keeps_its_id_when_the_feed_moves_on(tmp_path: Path) -> None:
    item = "<item><title>Haven dicht</title><description>Tekst.</description></item>"
    for before in ("", "<item><guid>urn:1</guid></item>\n"):
        found, _ = entries(tmp_path / "a.rss", RSS.replace("ITEMS", before + item))
        assert found[-1].id == "https://velder.example/#Haven dicht"


def test_rss_1_has_its_items_beside_the_channel(tmp_path: Path) -> None:
    rdf = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:d="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://velder.example/"><title>Velder</title>
    <link>https://velder.example/</link><d:language>en</d:language></channel>
    <item rdf:about="https://velder.example/1"><title>Port</title><link>https://velder.example/1</link>
    <description>The port closes.</description><d:date>2024-01-31T23:30+01:00</d:date><d:creator>A</d:creator>
    <d:subject>Ports</d:subject></item></rdf:RDF>"""
    (article,), notes = read_one(tmp_path / "a.rdf", rdf)
    assert (article.id, article.title, article.outlet) == ("https://velder.example/1", "Port", "Velder")
    assert (str(article.published), article.author, article.language) == ("2024-01-31", "A", "en")
    assert article.keywords == ("Ports",) and not notes


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (
            '<content type="html">&lt;p&gt;Een &amp;amp; twee&lt;/p&gt;&lt;p&gt;Drie&lt;/p&gt;</content>',
            "Een & twee\n\nDrie",
        ),
        (
            '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Een <b>twee</b></p><p>Drie</p></div>'
            "</content>",
            "Een twee\n\nDrie",
        ),
        ("<content>Een &lt;twee&gt;</content>", "Een <twee>"),
        ('<content type="text/html" mode="escaped">&lt;p&gt;Een&lt;/p&gt;</content>', "Een"),
        ('<content type="image/png">aGFsbG8=</content><summary>Kort.</summary>', "Kort."),
        ('<content type="text/html" src="https://velder.example/1"/><summary>Kort.</summary>', "Kort."),
    ],
    ids=["html", "xhtml", "text", "atom 0.3", "picture", "elsewhere"],
)
def test_content_of_atom_is_read_as_its_type_says(tmp_path: Path, content: str, text: str) -> None:
    entry = f"<entry><id>urn:1</id><title>T</title><updated>2024-01-31T10:00:00Z</updated>{content}</entry>"
    (article,), _ = read_one(tmp_path / "a.atom", ATOM.replace("ITEMS", entry))
    assert article.text == text


def test_an_entry_of_atom_has_all_fields_its_links_made_whole(tmp_path: Path) -> None:
    entry = """<entry xml:lang="en" xml:base="2024/"><id>tag:velder.example,2024:1</id>
    <title type="html">Port &amp;amp; quay</title><link rel="enclosure" href="a.mp3"/>
    <link rel="alternate" type="application/pdf" href="1.pdf"/><link type="text/html" href="1.html"/>
    <published>2024-01-31T23:30:00+01:00</published><updated>2024-02-01T09:00:00Z</updated>
    <author><name>Anna de Wit</name><email>a@velder.example</email></author><author><name>B. Smit</name></author>
    <category term="port" label="Ports"/><category term="quay"/><summary>Short.</summary>
    <content type="html">The port closes.</content></entry>"""
    plain = "<entry><id>urn:2</id><title>T</title><updated>2024-01-30T10:00:00Z</updated>"
    plain += "<summary>De kade.</summary></entry>"
    (article, other), notes = read_one(tmp_path / "a.xml", ATOM.replace("ITEMS", entry + plain))
    assert article.url == "https://velder.example/nieuws/2024/1.html"
    assert (article.id, article.title, article.language) == ("tag:velder.example,2024:1", "Port & quay", "en")
    assert (article.author, article.outlet) == ("Anna de Wit, B. Smit", "Velder Nieuws")
    assert (str(article.published), article.keywords) == ("2024-01-31", ("Ports", "quay"))
    assert article.modified_at and article.modified_at.isoformat() == "2024-02-01T09:00:00+00:00"
    assert (other.author, other.language, str(other.published)) == ("Redactie", "nl", "2024-01-30")
    assert not notes


def test_a_feed_that_uses_a_prefix_without_declaring_it_is_read(tmp_path: Path) -> None:
    feed = "<rss><channel><title>V</title><item><content:encoded>&lt;p&gt;A&lt;/p&gt;</content:encoded>"
    feed += "<dc:date>2024-01-31</dc:date><dc:creator>X</dc:creator></item></channel></rss>"
    (article,), _ = read_one(tmp_path / "a.xml", feed)
    assert (article.text, article.author) == ("A", "X")


def test_an_empty_feed_says_so(tmp_path: Path) -> None:
    articles, (refused,) = read_one(tmp_path / "a.xml", RSS.replace("ITEMS", ""))
    assert not articles and refused.reason == "has no entry that can be read"


@pytest.mark.parametrize(("base", "href"), [("", "http://[x"), ("http://[x", "http://[y")])
def test_an_address_that_is_none_costs_the_link_only(tmp_path: Path, base: str, href: str) -> None:
    entry = f'<entry xml:base="{base}"><id>urn:1</id><link href="{href}"/><summary>A</summary>'
    entry += "<updated>2024-01-31T10:00:00Z</updated></entry>"
    (article,), _ = read_one(tmp_path / "a.xml", ATOM.replace("ITEMS", entry))
    assert article.url == ""


@pytest.mark.parametrize(
    ("head", "is_feed"),
    [
        (b"<rss version='2.0'>", True),
        (b'<rss xmlns:wp="http://wordpress.org/export/1.2/">', False),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', True),
        (b"<feed>", False),
        (b"<html>", False),
    ],
)
def test_a_feed_is_told_by_its_first_element(head: bytes, is_feed: bool) -> None:
    assert recognises(head) == is_feed
