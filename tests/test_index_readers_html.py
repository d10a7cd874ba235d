"""A page of a news site becomes the article on it, whatever else is there."""

import json
import time
from pathlib import Path

import pytest
from test_index_readers import read_all

from index.article import Article
from index.readers.html import article_of, recognises
from index.readers.source import SourceFile, Unreadable

FILE = SourceFile(Path("crawl.warc"), "crawl")
URL = "https://www.test.example/nieuws/dijk-hield"
FIRST = "De dijk bij Velder hield woensdag stand, zei het waterschap in de vroege ochtend."
SECOND = "Volgens dijkgraaf Jansen was dat net, en vielen er geen gewonden in de hele polder."
BODY = f"""
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport en spel</a></li></ul></nav>
<article><h1>Dijk hield</h1><p>{FIRST}</p><p>{SECOND.replace("net", "<b>net</b>")}</p>
<aside><a href="/x">Lees ook: iets heel anders over de dijk</a></aside></article>
<section id="comments" class="comments"><p>Wat een onzin, schreef een lezer onder het stuk.</p></section>
<footer>Copyright De Test, alle rechten voorbehouden.</footer>"""
LD = {
    "@type": "NewsArticle",
    "headline": "Dijk hield &amp; meer",
    "datePublished": "2024-01-31T23:30:00-05:00",
    "dateModified": "2024-02-01T09:00:00+01:00",
    "author": [{"@type": "Person", "name": "A. Jansen"}, "B. de Vries", "https://test.example/auteur"],
    "publisher": {"@type": "Organization", "name": "De Test"},
    "articleSection": ["Binnenland", "Regio"],
    "inLanguage": "nl-NL",
    "keywords": "dijk, water",
    "mainEntityOfPage": {"@type": "WebPage", "@id": URL},
}
META = {
    "og:title": "Dijk hield",
    "article:published_time": "2024-01-30T08:00:00+01:00",
    "article:modified_time": "2024-01-30T09:00:00+01:00",
    "og:site_name": "De Meta",
    "article:section": "Regio",
    "og:locale": "nl_NL",
}


def page(head: str = "", body: str = BODY, lang: str = "") -> str:
    return (
        f"<!DOCTYPE html><html{lang}><head><title>Dijk hield | De Test</title>{head}</head><body>{body}</body></html>"
    )


def ld(*things: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(thing)}</script>' for thing in things)


def metas(values: dict[str, str]) -> str:
    return "".join(f'<meta property="{name}" content="{value}">' for name, value in values.items())


def read_page(content: str | bytes, url: str = URL, charset: str | None = None) -> Article:
    return article_of(content if isinstance(content, bytes) else content.encode(), url, charset, FILE)


DATED = metas({"article:published_time": "2024-01-30"})


def test_the_text_is_the_article_without_menus_comments_and_headline() -> None:
    article = read_page(page(DATED))
    assert article.text == f"{FIRST}\n\n{SECOND}"
    assert article.title == "Dijk hield" and article.id == article.url == URL


def test_json_ld_gives_every_field() -> None:
    article = read_page(page(ld(LD) + metas(META)))
    assert article.title == "Dijk hield & meer"
    assert str(article.published) == "2024-01-31"
    assert article.published_at and article.published_at.isoformat() == LD["datePublished"]
    assert article.modified_at and article.modified_at.isoformat() == LD["dateModified"]
    assert (article.author, article.outlet) == ("A. Jansen, B. de Vries", "De Test")
    assert (article.section, article.language, article.keywords) == ("Binnenland", "nl", ("dijk", "water"))


def test_meta_elements_give_what_json_ld_does_not() -> None:
    tags = '<meta property="article:tag" content="dijk"><meta property="article:tag" content="water">'
    author = '<meta name="author" content="A. Jansen"><meta property="article:author" content="https://x.example/a">'
    article = read_page(page(metas(META) + tags + author))
    assert article.published_at and article.published_at.isoformat() == META["article:published_time"]
    assert article.modified_at and article.modified_at.isoformat() == META["article:modified_time"]
    assert (article.author, article.outlet, article.section) == ("A. Jansen", "De Meta", "Regio")
    assert (article.language, article.keywords) == ("nl", ("dijk", "water"))


@pytest.mark.parametrize(
    "script",
    [
        json.dumps({"@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, LD]}),
        json.dumps([LD | {"@type": ["Thing", "https://schema.org/ReportageNewsArticle"]}]),
        json.dumps({"@type": "WebPage", "mainEntity": LD}),
        json.dumps({"@graph": [LD | {"author": {"@id": "#j"}}, {"@id": "#j", "name": ["A. Jansen", "B. de Vries"]}]}),
        "<!--\n" + json.dumps(LD) + "\n-->",
        "//<![CDATA[\n" + json.dumps(LD) + "\n//]]>",
        json.dumps(LD)[:-1] + ",}",
        json.dumps(LD | {"description": "x"}).replace('"x"', '"een\nregel"'),
        json.dumps([LD | {"headline": "Iets anders", "author": "X", "mainEntityOfPage": "https://x.example"}, LD]),
    ],
    ids=["graph", "types", "page", "by id", "comment", "cdata", "comma", "newline", "other articles"],
)
def test_json_ld_is_found_in_whatever_way_it_is_written(script: str) -> None:
    article = read_page(page(f'<script type="application/ld+json">{script}</script>'))
    assert article.author == "A. Jansen, B. de Vries"
    assert str(article.published) == "2024-01-31"


@pytest.mark.parametrize(
    "script", ["{broken", "[" * 100_000, '{"a":' * 50_000, "null", '"x"', "[{}]" * 3, '{"@type": {"a": 1}}']
)
def test_json_ld_that_is_none_costs_nothing_but_itself(script: str) -> None:
    article = read_page(page(f'<script type="application/ld+json">{script}</script>{DATED}'))
    assert str(article.published) == "2024-01-30"


def test_the_body_in_json_ld_counts_where_it_has_more() -> None:
    long = f"<p>{FIRST}</p><p>{SECOND}</p>" * 3
    assert read_page(page(ld(LD | {"articleBody": long}))).text == "\n\n".join([FIRST, SECOND] * 3)
    assert read_page(page(ld(LD | {"articleBody": FIRST}))).text == f"{FIRST}\n\n{SECOND}"
    assert read_page(page(ld(LD | {"articleBody": FIRST}), body="<div id='app'></div>")).text == FIRST


@pytest.mark.parametrize(
    ("head", "body", "url", "published"),
    [
        ('<meta itemprop="datePublished" content="2024-01-30T08:00:00Z">', BODY, URL, "2024-01-30"),
        ('<meta name="DC.date.issued" content="2024-01-30">', BODY, URL, "2024-01-30"),
        ('<meta name="pubdate" content="Tue, 30 Jan 2024 08:00:00 +0100">', BODY, URL, "2024-01-30"),
        ("", BODY.replace("<p>", "<p><time datetime='2024-01-30'>gisteren</time>", 1), URL, "2024-01-30"),
        ("", BODY.replace("<p>", "<p><time pubdate datetime='2024-01'></time>", 1), URL, "2024-01"),
        ("", BODY, "https://test.example/2024/01/30/dijk", "2024-01-30"),
        ("", BODY, "https://test.example/nieuws/2024-1-30-dijk", "2024-01-30"),
    ],
)
def test_a_date_is_found_where_pages_put_it(head: str, body: str, url: str, published: str) -> None:
    assert str(read_page(page(head, body), url).published) == published


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (page(), "has no date"),
        (page(DATED, "<nav><a href='/'>Home</a></nav>"), "has no body"),
        (page(metas({"article:published_time": "gisteren"})), "'gisteren' is not a date"),
        ("", "empty page"),
        (page(DATED, "<i>" + "x" * 5_100_000), "more than 5,000,000 bytes"),
        (page(DATED, "<b></b>" * 110_000), "more than 100,000 elements"),
        (page(DATED, BODY + "Eén").encode("cp850"), "nor surely Windows-1252"),
    ],
)
def test_a_page_that_is_no_article_is_named(content: str | bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_page(content)


@pytest.mark.parametrize(
    ("charset", "declared", "http"),
    [
        ("windows-1252", "utf-8", None),
        ("utf-8", "iso-8859-1", "iso-8859-1"),
        ("utf-16", "utf-8", None),
        ("windows-1252", "", None),
        ("cp850", "", "cp850"),
        ("cp850", "cp850", None),
    ],
)
def test_the_charset_is_told_by_the_bytes_where_the_declaration_is_wrong(
    charset: str, declared: str, http: str | None
) -> None:
    said = BODY.replace("vroege", "één of andere Belgische café-").encode(charset)
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">{DATED}'
    whole = (
        page(head, "@@")
        .encode(charset)
        .replace("@@".encode(charset).removeprefix(b"\xff\xfe"), said.removeprefix(b"\xff\xfe"))
    )
    assert "één of andere Belgische café" in read_page(whole, charset=http).text


@pytest.mark.parametrize(
    ("canonical", "expected"),
    [
        ("/nieuws/dijk", "https://www.test.example/nieuws/dijk"),
        ("https://test.example/nieuws/dijk#top", "https://test.example/nieuws/dijk"),
        ("https://m.test.example/dijk", "https://m.test.example/dijk"),
        ("https://andere.example/gestolen", URL),
        ("https://www.test.example/", URL),
        ("javascript:alert(1)", URL),
        ("http://[kapot", URL),
        ("", URL),
    ],
)
def test_a_page_names_itself_only_on_its_own_host(canonical: str, expected: str) -> None:
    article = read_page(
        page(f'<link rel="canonical" href="{canonical}">{DATED}'), URL + "?utm=1#a" if not canonical else URL
    )
    assert article.id.partition("?")[0] == expected


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "content",
    [
        page(DATED, BODY + "<div>" * 90_000),
        page(DATED, f'<p title="{"x" * 4_000_000}">' + BODY),
        page(metas({"og:title": "x" * 4_000_000}) + DATED),
        page(DATED, "<script>" + "while(1);" * 400_000 + "</script>" + BODY),
        page(DATED, BODY + "&" * 1_000_000),
        page(DATED, BODY + "<p><a href=x>" * 40_000),
        page(DATED, "<table>" * 5_000 + BODY),
        page(ld(*[{"@type": "NewsArticle"}] * 2_000) + DATED),
        page(f'<script type="application/ld+json">{{{" " * 2_000_000},{" " * 2_000_000}</script>{DATED}'),
        page(f'<script type="application/ld+json">{"//" * 1_000_000}</script>{DATED}'),
        page(DATED, "<span itemprop=x>" * 200 + "woord " * 700_000),
    ],
    ids="deep attribute meta script ampersands links tables json-ld spaces slashes itemprop".split(),
)
def test_a_hostile_page_is_read_or_named_and_takes_seconds(content: str) -> None:
    began = time.monotonic()
    try:
        article = read_page(content)
        assert "while(1)" not in article.text and len(article.title) <= 1_000
    except Unreadable:
        pass
    assert time.monotonic() - began < 10


def test_saved_pages_are_read_from_files_of_any_name(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page(ld(LD)), "utf-8")
    (tmp_path / "dijk-hield").write_text(f"<!-- saved -->\n{page(ld(LD))}", "utf-8")
    (tmp_path / "c.txt").write_text('<?xml version="1.0"?>' + page(ld(LD)), "utf-8")
    (tmp_path / "d.html").write_text("date 2024 Gewone tekst met een verkeerde naam.", "utf-8")
    articles, skipped = read_all(tmp_path)
    assert [article.id.rpartition("/")[2] for article in articles] == ["a", "c", "d", "dijk-hield"] and not skipped
    assert articles[0].url == URL


def test_a_feed_with_html_in_it_is_no_page() -> None:
    assert recognises(b"\xef\xbb\xbf<!-- a --><HTML>") and recognises(page().encode("utf-16"))
    assert not recognises(b"<?xml version='1.0'?><rss><html>") and not recognises(b"<p>x</p>")
    assert not recognises(b"<!---->" * 500 + b"x") and not recognises(b"<!--" * 1000)
