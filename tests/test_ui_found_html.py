"""The articles that a question found, as a list with facets."""

from __future__ import annotations

import re

from fakes import an_article

from index.archive import Hit
from index.article import Article, Passage
from index.period import Period
from index.span import Span
from rag.search import of_each_article
from ui.found_html import found_html
from ui.next_html import next_html

HOSTILE = '<img src=x onerror="alert(1)"> ${alert(1)}'


def article(name: str, day: str, **fields: object) -> Article:
    return an_article(f"Tekst van {name}. {HOSTILE} " + "woord " * 200, id=name, published=Period.parse(day), **fields)


def hit(rank: int, one: Article, *printings: Article) -> Hit:
    passage = Passage(rank, one, Span(0, len(one.text)))
    return Hit(passage, rank, {}, printings=printings)


ONE = article("een", "2024-01-02", outlet="De Een", title="Kop een")
COPY = article("kopie", "2024-01-03", outlet="De <Twee>", title="Kop kopie")
OLD = article("oud", "2022", outlet="De Een", title=f"Oude kop {HOSTILE}")
NOBODYS = article("niemand", "2023-05", outlet="", title="Kop van niemand")


def test_each_article_stands_once_with_where_else_it_is_printed() -> None:
    hits = [hit(1, ONE, COPY), hit(2, OLD), hit(3, ONE, COPY), hit(4, COPY, ONE), hit(5, NOBODYS)]
    assert [one.rank for one in of_each_article(hits)] == [1, 2, 5]


def test_the_newest_comes_first_and_each_opens_the_reader_at_its_passage() -> None:
    page = found_html([hit(1, OLD), hit(2, ONE, COPY), hit(3, NOBODYS)], 2, "nl")
    assert re.findall(r'data-open="(2f-\d)">(\w+ \w+)', page) == [
        ("2f-1", "Kop een"), ("2f-2", "Kop van"), ("2f-3", "Oude kop")
    ]  # fmt: skip
    assert 'id="source-2f-1" data-article="een" data-revision="1" data-start="0"' in page
    assert "De Een · 2 januari 2024" in page and "ook in De &lt;Twee&gt; (3 januari 2024)" in page
    assert 'data-day="2022-01-01" data-year="2022"' in page
    assert "3 artikelen" in page and "<img" not in page and "${" not in page
    assert max(map(len, re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", page))) < 420


def test_facets_count_each_outlet_that_prints_an_article_and_each_year() -> None:
    page = found_html([hit(1, OLD), hit(2, ONE, COPY), hit(3, NOBODYS)], 2, "en")
    facets = re.findall(
        r'data-facet="(\w+)" data-value="([^"]*)" aria-pressed="false">[^<]*<span class="count">(\d+)', page
    )
    assert facets == [
        ("outlet", "De Een", "2"), ("outlet", "De &lt;Twee&gt;", "1"),
        ("year", "2022", "1"), ("year", "2023", "1"), ("year", "2024", "1"),
    ]  # fmt: skip


def test_where_there_is_nothing_to_choose_from_there_is_no_facet() -> None:
    page = found_html([hit(1, ONE)], 1, "en")
    assert "data-facet" not in page and ">1 article<" in page


def test_what_an_answer_leads_on_to_is_escaped_and_counted_as_it_is_said() -> None:
    page = next_html(1, [f"Wat zei {HOSTILE}?"], 3, "nl")
    assert 'data-found="3" aria-pressed="false">Artikel (1)</button>' in page
    assert "<img" not in page and 'data-suggested="3">Wat zei &lt;img' in page
    assert "Articles (12)" in next_html(12, [], 1, "en") and "suggested" not in next_html(12, [], 1, "en")
    assert next_html(0, [], 1, "en") == ""
