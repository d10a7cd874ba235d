"""The reader for NewsML-G2, on messages written for this test."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from pathlib import Path

from fakes import read_one

from index.article import Article
from index.readers.source import Noted, Unreadable

NS = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
NITF = """<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">
<body><body.head><hedline><hl1>Kop uit NITF</hl1></hedline></body.head><body.content>
<p>De <org>Velder Haven</org> gaat dicht.</p><p>Dat zei de <person>wethouder</person>.</p>
</body.content></body></nitf></inlineXML>"""


def _xhtml(text: str, language: str = "") -> str:
    lang = f' xml:lang="{language}"' if language else ""
    return (
        f'<inlineXML contenttype="application/xhtml+xml"{lang}><html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title>niet</title></head><body>{text}</body></html></inlineXML>"
    )


def _item(
    body: str,
    *,
    guid: str = "urn:newsml:velder.example:20240131:1",
    version: int = 1,
    about: str = "",
    content: str = "",
    tag: str = "newsItem",
) -> str:
    return f"""<{tag} guid="{guid}" version="{version}" standard="NewsML-G2" xml:lang="nl" {NS}>
<itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:VPD"><name>Velder Persdienst</name></provider>
<versionCreated>2024-02-01T09:00:00+01:00</versionCreated><firstCreated>2024-01-31T23:30:00+01:00</firstCreated>{about}
</itemMeta><contentMeta>{content}</contentMeta><contentSet>{body}</contentSet></{tag}>"""


def _message(*items: str) -> str:
    return (
        f'<?xml version="1.0"?>\n<newsMessage {NS}><header/><itemSet>\n'
        + "\n".join(items)
        + "\n</itemSet></newsMessage>"
    )


def test_an_item_has_all_that_its_metadata_say(tmp_path: Path) -> None:
    content = """<urgency>3</urgency><by>Door Anna de Wit</by><dateline>VELDEN, 31 jan</dateline>
    <headline xml:lang="en">Port closes</headline><headline xml:lang="nl">Haven dicht</headline>
    <subject qcode="medtop:20000316"><name xml:lang="en">shipping</name><name xml:lang="nl">scheepvaart</name></subject>
    <subject literal="haven"/><keyword>kade</keyword><language tag="nl-NL"/>"""
    about = '<service qcode="svc:bin"><name>Binnenland</name></service><pubStatus qcode="stat:usable"/>'
    about += '<link rel="irel:seeAlso" href="https://velder.example/1"/>'
    (article,), notes = read_one(tmp_path / "a.xml", _message(_item(NITF, about=about, content=content)))
    assert article.text == "De Velder Haven gaat dicht.\n\nDat zei de wethouder."
    assert (article.id, article.title) == ("urn:newsml:velder.example:20240131:1", "Haven dicht")
    assert (str(article.published), article.language) == ("2024-01-31", "nl")
    assert article.published_at and article.published_at.isoformat() == "2024-01-31T23:30:00+01:00"
    assert article.modified_at and article.modified_at.isoformat() == "2024-02-01T09:00:00+01:00"
    assert (article.author, article.outlet, article.section) == ("Anna de Wit", "Velder Persdienst", "Binnenland")
    assert article.keywords == ("scheepvaart", "haven", "kade")
    assert article.url == "https://velder.example/1"
    assert not notes


def test_each_language_is_an_article_of_its_own(tmp_path: Path) -> None:
    content = '<headline xml:lang="nl">Haven dicht</headline><headline xml:lang="en-GB">Port closes</headline>'
    content += '<language tag="nl"/><language tag="en"/>'
    body = _xhtml("<p>De haven gaat dicht.</p>", "nl") + _xhtml("<p>The port closes.</p>", "en-GB")
    (dutch, english), _ = read_one(tmp_path / "a.xml", _item(body, content=content))
    assert (dutch.id, dutch.title, dutch.text, dutch.language) == (
        "urn:newsml:velder.example:20240131:1#nl",
        "Haven dicht",
        "De haven gaat dicht.",
        "nl",
    )
    assert (english.id, english.title, english.text, english.language) == (
        "urn:newsml:velder.example:20240131:1#en-GB",
        "Port closes",
        "The port closes.",
        "en",
    )


def test_two_renditions_in_one_language_are_one_article(tmp_path: Path) -> None:
    body = _xhtml("<p>De haven gaat dicht.</p>", "nl")
    body += '<inlineData xml:lang="nl" contenttype="text/plain">Dicht.</inlineData>'
    (article,), notes = read_one(tmp_path / "a.xml", _item(body))
    assert (article.id, article.text) == ("urn:newsml:velder.example:20240131:1", "De haven gaat dicht.")
    assert not notes


def test_the_newest_version_of_an_item_is_taken_whatever_their_order(tmp_path: Path) -> None:
    items = [_item(_xhtml(f"<p>Versie {n}.</p>"), version=n) for n in (2, 10, 9)]
    (article,), notes = read_one(tmp_path / "a.xml", _message(*items))
    assert article.text == "Versie 10."
    assert [note.reason[:12] for note in notes] == ["is version 2", "is version 9"]
    assert all(isinstance(note, Noted) for note in notes)


def test_what_is_withdrawn_embargoed_or_no_text_is_not_taken_and_named(tmp_path: Path) -> None:
    text = _xhtml("<p>Tekst.</p>")
    items = [
        _item(text, guid="g:1", about='<pubStatus qcode="stat:canceled"/>'),
        _item(text, guid="g:2", about='<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/withheld"/>'),
        _item(text, guid="g:3", about="<embargoed>2999-01-01T00:00:00Z</embargoed>"),
        _item(text, guid="g:4", about="<embargoed/>"),
        _item('<remoteContent href="https://velder.example/x.html"/>', guid="g:5"),
        _item("", guid="g:6", tag="packageItem"),
        _item("", guid="g:7", tag="conceptItem"),
        _item(text, guid="g:8").replace("ninat:text", "ninat:picture"),
        _item(text, guid="g:9", about="<embargoed>2024-02-02T06:00:00+01:00</embargoed>"),
        _item("", guid="g:10"),
    ]
    (article,), refused = read_one(tmp_path / "a.xml", _message(*items))
    assert (article.id, str(article.published)) == ("g:9", "2024-02-02")
    assert [(isinstance(one, Noted), one.reason) for one in refused] == [
        (True, "is canceled by its source"),
        (True, "is withheld by its source"),
        (False, "is under embargo until 2999-01-01T00:00:00Z; not read before"),
        (False, "is under embargo until its source says otherwise; not read before"),
        (False, "has its text elsewhere (https://velder.example/x.html); only what is in the file is read"),
        (True, "is a packageItem, which has no text of its own"),
        (True, "is a conceptItem, which has no text of its own"),
        (True, "is a picture, not a text"),
        (False, "has no body"),
    ]
    assert [one.withdrawn for one in refused if isinstance(one, Noted)][:2] == ["g:1", "g:2"]
    assert [one.line for one in refused[:3]] == [3, 7, 11]


def test_inline_data_may_be_plain_html_or_packed(tmp_path: Path) -> None:
    packed = base64.b64encode("Één alinea.\n\nNog één.".encode()).decode()
    items = [
        _item('<inlineData contenttype="text/plain">Regel een\nregel twee\n\nNieuwe alinea.</inlineData>', guid="g:1"),
        _item(
            '<inlineData contenttype="text/html">&lt;p&gt;A &amp;amp; B&lt;/p&gt;&lt;p&gt;C&lt;/p&gt;</inlineData>',
            guid="g:2",
        ),
        _item(f'<inlineData contenttype="text/plain" encoding="base64">{packed}</inlineData>', guid="g:3"),
        _item('<inlineData contenttype="text/plain" encoding="base64">!!</inlineData>', guid="g:4"),
        _item('<inlineData contenttype="text/plain" encoding="gzip">x</inlineData>', guid="g:5"),
    ]
    articles, refused = read_one(tmp_path / "a.xml", _message(*items))
    assert [article.text for article in articles] == [
        "Regel een\nregel twee\n\nNieuwe alinea.",
        "A & B\n\nC",
        "Één alinea.\n\nNog één.",
    ]
    assert [one.reason for one in refused] == [
        "says base64, but is not the base64 of UTF-8",
        "has its text packed as gzip, which is not read",
    ]


def test_a_prefix_a_missing_date_and_hostile_items_cost_only_themselves(tmp_path: Path) -> None:
    dated = _item(_xhtml("<p>Goed.</p>"), guid="g:1")
    undated = _item(_xhtml("<p>Ooit.</p>"), guid="g:2").replace("firstCreated", "x").replace("versionCreated", "x")
    prefixed = (
        '<n:newsItem xmlns:n="http://iptc.org/std/nar/2006-10-01/" guid="g:3"><n:itemMeta><n:versionCreated>2024'
        '</n:versionCreated></n:itemMeta><n:contentSet><n:inlineData contenttype="text/plain">Jaar.</n:inlineData>'
        "</n:contentSet></n:newsItem>"
    )
    bomb = '<!DOCTYPE newsMessage [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>'
    message = bomb + _message(dated, undated, prefixed, _item(_xhtml("<p>&c;</p>"))).removeprefix(
        '<?xml version="1.0"?>'
    )
    articles, refused = read_one(tmp_path / "a.xml", message)
    assert [(article.id, str(article.published)) for article in articles] == [("g:1", "2024-01-31"), ("g:3", "2024")]
    assert [one.reason.split(";")[0] for one in refused] == [
        "has no date",
        "uses the entity &c",
    ]


def test_an_embargo_that_has_passed_is_when_it_was_published(tmp_path: Path) -> None:
    item = _item(_xhtml("<p>Tekst.</p>"), about="<embargoed>2024-03-01T05:00:00Z</embargoed>")
    (article,), _ = read_one(tmp_path / "a.xml", item)
    assert isinstance(article, Article)
    assert article.published_at == datetime(2024, 3, 1, 5, tzinfo=UTC)


def test_a_file_of_other_items_only_says_so(tmp_path: Path) -> None:
    articles, refused = read_one(tmp_path / "a.xml", _item("", tag="planningItem"))
    assert not articles
    assert [type(one) for one in refused] == [Noted]
    articles, refused = read_one(tmp_path / "b.xml", f"<newsMessage {NS}/>")
    assert [(type(one), one.reason) for one in refused] == [(Unreadable, "has no newsItem that can be read")]
