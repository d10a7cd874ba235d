"""What is copied of an answer: its marks point at its sources, and nothing of an article becomes markup."""

import re
from collections.abc import Iterator
from dataclasses import replace

import lxml.html
import mwparserfromhell
import pytest
from clippings import FIRST, HOSTILE, SECOND, TODAY, an_answer, belgorod, citation
from fakes import an_article
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.archive import Hit
from index.article import Passage
from index.span import Span
from rag.answer import NothingFound
from rag.question import Question, Rewriting
from ui.escaping import readable
from ui.kept.as_html import as_html
from ui.kept.as_markdown import as_markdown
from ui.kept.as_wikitext import as_wikitext
from ui.kept.clipped import clipping_of
from ui.kept.clipping import Clipping, Line, Source
from ui.kept.safe_link import safe_link

_FIELDS = ("text", "title", "outlet", "author", "id", "url")
_SOME = st.one_of(
    st.text(min_size=1, max_size=60),
    st.lists(st.sampled_from(HOSTILE.split(" ")), min_size=1, max_size=8).map(" ".join),
    st.text(alphabet="*_`[]<>&#~|$^@={}'\\:/ -!()\n1.aw", min_size=1, max_size=30),
)
_TEXT = _SOME.filter(lambda text: plain(text) != "")


def plain(text: str) -> str:
    """Return a text as a reader sees it: line ends as spaces, without what steers it."""
    return re.sub(r"[ \t\r\n\f\v\u2028\u2029]+", " ", readable(text)).strip()


def clipping(text: str = FIRST, **fields: str) -> Clipping:
    return clipping_of(an_answer(citation(text, **fields)), TODAY)


def tokens_of(markdown: str) -> Iterator[Token]:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for block in parser.parse(markdown):
        yield block
        yield from block.children or ()


def rendered(markdown: str) -> str:
    return "".join(token.content for token in tokens_of(markdown) if token.type in ("text", "text_special"))


def test_markdown_tells_the_question_the_answer_and_footnotes_with_all_there_is_to_know() -> None:
    assert as_markdown(clipping_of(belgorod(), TODAY)) == (
        "## Hoeveel doden vielen er in Belgorod?\n\n"
        "Gevraagd op 25 november 2026\n\n"
        "**25 doden, 1 januari 2024, volgens de gouverneur** [^1]\n\n"
        "Eerder: zeker 22, volgens Russische autoriteiten (30 december 2023). [^2]\n\n"
        f"> “{SECOND}” [^1] (2 artikelen, 1 oorspronkelijk)\n\n"
        f"> “{FIRST}” [^2]\n\n"
        "### Hoe het getal veranderde\n\n"
        "- 30 december 2023: zeker 22 (achterhaald) · Russische autoriteiten [^2]\n"
        "- 1 januari 2024: 25 · de gouverneur [^1]\n\n"
        "### Bronnen\n\n"
        f"[^1]: “{SECOND}” — De Twee · 1 januari 2024 · Dodental stijgt. Volgens de gouverneur. "
        "woord voor woord in het artikel. Ook in De Drie (2 januari 2024). <https://twee.example/25>\n\n"
        f"[^2]: “{FIRST}” — De Een · 30 december 2023 · Zeker 22 doden. Volgens Russische autoriteiten. "
        "woord voor woord in het artikel.\n"
    )


def test_a_mark_leads_to_the_source_of_its_number_in_each_form() -> None:
    told = clipping_of(belgorod(), TODAY)
    lines = as_markdown(told).splitlines()
    for quote, number in ((SECOND, 1), (FIRST, 2)):
        assert any(line.startswith(f"> “{quote}” [^{number}]") for line in lines)
        assert any(line.startswith(f"[^{number}]: “{quote}”") for line in lines)
    page = lxml.html.fromstring(as_html(told))
    for link in page.iterfind(".//sup/a"):
        (source,) = page.xpath("//li[@id=$id]", id=link.get("href").removeprefix("#"))
        assert source.getparent().index(source) + 1 == int(link.text.strip("[]"))
    quoted = [link.get("href") for link in page.xpath("//blockquote[not(ancestor::li)]//sup/a")]
    found = [page.get_element_by_id(one[1:]).findtext(".//blockquote/p") for one in quoted]
    assert found == [f"“{SECOND}”", f"“{FIRST}”"]
    wiki = mwparserfromhell.parse(as_wikitext(told))
    refs = wiki.filter_tags(matches=lambda tag: tag.tag == "ref")
    told_once = {str(ref.get("name").value): str(ref.contents) for ref in refs if not ref.self_closing}
    assert len(told_once) == 2 and {str(ref.get("name").value) for ref in refs} == set(told_once)
    for block in wiki.filter_tags(matches=lambda tag: tag.tag == "blockquote"):
        (ref,) = block.contents.filter_tags(matches=lambda tag: tag.tag == "ref")
        assert str(block.contents)[1:].split("”")[0] in told_once[str(ref.get("name").value)]


@pytest.mark.parametrize("field", _FIELDS)
def test_nothing_of_a_hostile_article_becomes_markdown(field: str) -> None:
    told = as_markdown(clipping(**{field: HOSTILE}))
    kinds = {token.type for token in tokens_of(told)}
    assert kinds <= {"heading_open", "heading_close", "inline", "text", "text_special", "paragraph_open"} | {
        "paragraph_close", "blockquote_open", "blockquote_close", "softbreak"
    }  # fmt: skip
    if field in ("text", "title", "outlet"):
        assert plain(HOSTILE) in rendered(told)


@settings(max_examples=80, deadline=None)
@given(_TEXT)
def test_what_goes_into_markdown_comes_out_as_text(text: str) -> None:
    told = Clipping(text, "", "nl", "", "", TODAY, True, (Line("written", text, (1,)), Line("quotation", text)))
    shown = rendered(as_markdown(told))
    assert shown == f"{plain(text)}Gevraagd op 25 november 2026{plain(text)} [^1]“{plain(text)}”"


@settings(max_examples=80, deadline=None)
@given(_TEXT)
def test_what_goes_into_html_comes_out_as_text(text: str) -> None:
    source = replace(clipping().sources[0], quote=text, title=text, outlet=text, translation=text, url=text)
    told = Clipping(text, "", "nl", "", "", TODAY, True, (Line("quotation", text, (1,)),), sources=(source,))
    page = lxml.html.fromstring(as_html(told))
    known = {*"article h2 p blockquote sup a section h3 ol li cite br time ul small span".split()}
    assert {element.tag for element in page.iter()} <= known
    shown = plain(page.findtext("h2") or "")
    assert shown == plain(text)
    quoted = page.findtext(".//li/blockquote/p") or ""
    assert (quoted[0], plain(quoted[1:-1]), quoted[-1]) == ("“", plain(text), "”")


@settings(max_examples=80, deadline=None)
@given(_TEXT)
def test_what_goes_into_wikitext_comes_out_as_text(text: str) -> None:
    told = as_wikitext(Clipping(text, "", "nl", "", "", TODAY, True, (Line("written", text),)))
    parsed = mwparserfromhell.parse(told)
    assert not parsed.filter_templates() and not parsed.filter_wikilinks() and not parsed.filter_external_links()
    assert not parsed.filter_arguments() and not parsed.filter_comments() and not parsed.filter_headings()
    assert [str(tag.tag) for tag in parsed.filter_tags()] in (["b", "dd", "span"],)
    assert parsed.strip_code(normalize=True, collapse=False).count(plain(text)) >= 2


@pytest.mark.parametrize("field", _FIELDS)
def test_nothing_of_a_hostile_article_becomes_wikitext(field: str) -> None:
    told = as_wikitext(clipping(**{field: HOSTILE}))
    parsed = mwparserfromhell.parse(told)
    assert not parsed.filter_templates() and not parsed.filter_wikilinks() and not parsed.filter_comments()
    assert {str(tag.tag) for tag in parsed.filter_tags()} <= {"b", "dd", "blockquote", "ref", "references"}
    assert all(str(link.url).startswith("https://") for link in parsed.filter_external_links())
    own = re.sub(r"<[^>]*>|'''|^[:*#] |\[https\S+", "", told, flags=re.M)
    for begins in ("~~", "''", "__", "://", "RFC 1", "ISBN 9", "mailto:", "{", "}", "|", "[[", "<"):
        assert begins not in own


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://krant.example/a?b=c&d=%20#e", "https://krant.example/a?b=c&d=%20#e"),
        ("http://krant.example:8080/één", "http://krant.example:8080/%C3%A9%C3%A9n"),
        ("https://café.example/x", "https://xn--caf-dma.example/x"),
        ("https://krant.example/a b>c]d}'e|f~~~~__TOC__", "https://krant.example/a%20b%3Ec%5Dd%7D%27e%7Cf%7E%7E%7E%7E%5F%5FTOC%5F%5F"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//evil.example", ""),
        ("https://wie:wat@evil.example/", ""),
        ("https://[::1", ""),
        ("ftp://krant.example/", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_only_addresses_of_the_web_become_links_and_end_where_they_end(url: str, link: str) -> None:
    assert safe_link(url) == link


@pytest.mark.parametrize("form", [as_markdown, as_html, as_wikitext])
def test_that_the_archive_does_not_say_is_handed_out_too(form: type) -> None:
    question = Question.parse("Hoeveel doden vielen er in Rotterdam?")
    hit = Hit(Passage(1, an_article(FIRST), Span(0, len(FIRST))), 1, {"keywords": 1})
    told = form(clipping_of(NothingFound(question, (hit,), ("Rotterdam",)), TODAY))
    for words in ("Het archief zegt het niet.", "Dit staat nergens in het archief: Rotterdam.", FIRST, "Een kop"):
        assert words in told
    assert "Rotterdam niet" in told and "[^" not in told


def test_a_follow_up_is_told_as_typed_and_as_understood() -> None:
    answer = belgorod()
    asked = replace(answer.question, rewritten=Rewriting("En in Belgorod?", "Hoeveel doden vielen er?"))
    told = as_markdown(clipping_of(replace(answer, question=asked), TODAY))
    assert told.startswith("## En in Belgorod?\n\nBegrepen als: Hoeveel doden vielen er in Belgorod? · Gevraagd op")


def test_two_answers_on_one_page_do_not_share_their_anchors() -> None:
    first, second = (clipping_of(an_answer(citation(text)), TODAY) for text in (FIRST, SECOND))
    names = [set(re.findall(r'id="([^"]+)"', as_html(one))) for one in (first, second)]
    assert names[0].isdisjoint(names[1])


def test_a_source_without_an_address_has_no_link() -> None:
    source: Source = clipping(url="javascript:alert(1)").sources[0]
    assert source.url and "href" not in re.sub(r'href="#[^"]*"', "", as_html(clipping(url=source.url)))
