"""The reader for WordPress exports, on files written for this test."""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path

import pytest
from fakes import read_one

from index.article import Article
from index.readers import read
from index.readers.source import Noted, SourceFile
from index.readers.wordpress import post_prose

WXR = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.4" -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>De Velderbode</title><link>https://velder.example</link>
<language>nl-NL</language><wp:author><wp:author_login><![CDATA[adewit]]></wp:author_login>
<wp:author_display_name><![CDATA[Anna de Wit]]></wp:author_display_name></wp:author>
<wp:category><wp:cat_name>Haven</wp:cat_name></wp:category>
ITEMS</channel></rss>"""


def _post(content: str, number: int = 7, **fields: str) -> str:
    told = {
        "wp:post_id": str(number),
        "wp:post_date": "2024-01-31 23:30:00",
        "wp:post_date_gmt": "2024-01-31 22:30:00",
        "wp:post_modified": "2024-07-01 09:00:00",
        "wp:post_modified_gmt": "2024-07-01 07:00:00",
        "wp:status": "publish",
        "wp:post_type": "post",
        "wp:post_password": "",
    } | {f"wp:{name}": value for name, value in fields.items()}
    rest = "".join(f"<{name}><![CDATA[{value}]]></{name}>" for name, value in told.items())
    return f"""<item><title><![CDATA[Haven &amp; kade]]></title><link>https://velder.example/haven/</link>
<pubDate>Wed, 31 Jan 2024 22:30:00 +0000</pubDate><dc:creator><![CDATA[adewit]]></dc:creator>
<guid isPermaLink="false">https://velder.example/?p={number}</guid><description></description>
<content:encoded><![CDATA[{content}]]></content:encoded>{rest}
<category domain="category" nicename="haven"><![CDATA[Haven]]></category>
<category domain="post_tag" nicename="kade"><![CDATA[kade]]></category></item>"""


def test_a_published_post_has_all_fields_in_the_sites_own_time(tmp_path: Path) -> None:
    content = "<!-- wp:paragraph -->\n<p>De haven\ngaat dicht.</p>\n<!-- /wp:paragraph -->\n\n"
    content += (
        '<!-- wp:image {"id":3} --><figure><img src="x"/><figcaption>Foto</figcaption></figure><!-- /wp:image -->'
    )
    content += "<!-- wp:paragraph --><p>Tweede.</p><!-- /wp:paragraph -->"
    (article,), notes = read_one(tmp_path / "a.xml", WXR.replace("ITEMS", _post(content)))
    assert article.text == "De haven gaat dicht.\n\nTweede."
    assert (article.id, article.url) == ("https://velder.example/?p=7", "https://velder.example/haven/")
    assert (article.title, article.author, article.outlet) == ("Haven & kade", "Anna de Wit", "De Velderbode")
    assert (article.section, article.keywords, article.language) == ("Haven", ("kade",), "nl")
    assert article.published_at and article.published_at.isoformat() == "2024-01-31T23:30:00+01:00"
    assert article.modified_at and article.modified_at.isoformat() == "2024-07-01T09:00:00+02:00"
    assert not notes


def test_what_is_no_published_post_is_one_line_with_numbers(tmp_path: Path) -> None:
    posts = [
        _post("Goed.", 1),
        _post("x", 2, status="draft"),
        _post("x", 3, status="draft"),
        _post("x", 4, status="trash"),
        _post("x", 5, post_type="page"),
        _post("x", 6, post_type="attachment", status="inherit"),
        _post("x", 8, **{"post_password": "geheim"}),
    ]
    (article,), (note,) = read_one(tmp_path / "a.xml", WXR.replace("ITEMS", "\n".join(posts)))
    assert article.text == "Goed."
    assert isinstance(note, Noted)
    assert note.reason == (
        "beside the published posts it has 1 of type attachment, 1 of type page, 2 of type post (draft), "
        "1 of type post (trash), 1 of type post (with a password); these are no articles"
    )


def test_a_post_without_moment_or_words_is_named(tmp_path: Path) -> None:
    never = "0000-00-00 00:00:00"
    undated = _post("Tekst.", 1, post_date=never, post_date_gmt=never).replace("Wed, 31 Jan 2024 22:30:00 +0000", "")
    posts = [undated, _post("[gallery ids='1,2']", 2), _post("Goed.", 3, post_date_gmt=never)]
    (article,), refused = read_one(tmp_path / "a.wxr", WXR.replace("ITEMS", "\n".join(posts)))
    assert article.published_at and article.published_at.isoformat() == "2024-01-31T23:30:00"
    assert [one.reason.split(";")[0] for one in refused] == ["has no date", "has no body"]
    assert [one.line for one in refused] == [9, 15]


@pytest.mark.parametrize(
    ("content", "prose"),
    [
        ("Eerste alinea\nmet <b>vet</b>.\n\nTweede &amp; laatste.", "Eerste alinea\nmet vet.\n\nTweede & laatste."),
        ("Voor.\n\n[caption id='a' width=\"3\"]<img src='x'/> Foto[/caption]\n\nNa.", "Voor.\n\nNa."),
        ("Hij zei: “Dat [sic] klopt [...]”", "Hij zei: “Dat [sic] klopt [...]”"),
        ('[kader kleur="rood"]In een kader.[/kader] Erna.', "In een kader. Erna."),
        ("[dropcap]D[/dropcap]e haven", "De haven"),
        ("[embed]https://x.example[/embed]Tekst", "Tekst"),
        ("<p>Een</p>\n<p>Twee</p>", "Een\n\nTwee"),
        ("<ul>\n<li>een</li>\n<li>twee</li>\n</ul>", "een\n\ntwee"),
    ],
)
def test_a_post_is_prose_without_blocks_and_shortcodes(content: str, prose: str) -> None:
    assert post_prose(content) == prose


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "junk",
    ["[gallery]", "[gallery ", "[caption][/embed]", "[aa b='", "<!-- wp:", "<p> x ", "\n ", "[/a{0}]", "[aa b=c "],
)
def test_a_post_takes_time_in_proportion_to_its_length(junk: str) -> None:
    began = time.process_time()
    post_prose("".join(junk.replace("{0}", f"a{number}") for number in range(1_000_000 // len(junk))) + "[/caption]")
    assert time.process_time() - began < 10


def test_a_control_character_in_one_post_costs_nothing(tmp_path: Path) -> None:
    posts = _post("Een\x0btwee.", 1) + _post("Drie.", 2)
    articles, notes = read_one(tmp_path / "a.xml", WXR.replace("ITEMS", posts))
    assert [article.text for article in articles] == ["Eentwee.", "Drie."] and not notes


def test_an_export_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    before, after = WXR.split("ITEMS")
    body = "<p>" + "De haven gaat dicht. " * 1_000 + "</p>"
    with path.open("w", encoding="utf-8") as file:
        file.write(before)
        for number in range(200):
            file.write(_post(body, number))
        file.write(after)
    tracemalloc.start()
    count = sum(isinstance(item, Article) for item in read(SourceFile(path, "a")))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 200
    assert peak < path.stat().st_size / 2
