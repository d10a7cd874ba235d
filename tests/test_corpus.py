"""The sample archive holds what its README promises; every later test stands on it."""

from collections import Counter

import pytest
from conftest import CORPUS, ROOT, SEED

from index.article import Article
from index.readers import Unreadable, files_in, read

FIELDS = ("title", "outlet", "language", "url", "author")


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    items = [item for file in files_in(CORPUS) for item in read(file)]
    assert not [str(item) for item in items if isinstance(item, Unreadable)]
    return [item for item in items if isinstance(item, Article)]


def test_there_are_enough_articles_about_two_thirds_dutch(articles: list[Article]) -> None:
    assert len(articles) >= 120
    languages = Counter(article.language for article in articles)
    assert set(languages) == {"nl", "en"}
    assert 0.6 <= languages["nl"] / len(articles) <= 0.72


def test_every_article_has_every_field_and_a_newspapers_length(articles: list[Article]) -> None:
    for article in articles:
        assert all(getattr(article, field) for field in FIELDS), article.id
        assert 150 <= len(article.text.split()) <= 500, (article.id, len(article.text.split()))
        assert 2022 <= article.published.start.year <= 2024, article.id


def test_headlines_tell_articles_apart_and_outlets_are_few(articles: list[Article]) -> None:
    assert [title for title, count in Counter(article.title for article in articles).items() if count > 1] == []
    assert len({article.outlet for article in articles}) == 7
    assert len({article.url for article in articles}) == len(articles)


def test_dates_come_as_days_months_and_years(articles: list[Article]) -> None:
    assert {article.published.precision for article in articles} == {"day", "month", "year"}


def test_some_stories_were_printed_by_two_outlets(articles: list[Article]) -> None:
    paragraphs = Counter(paragraph for article in articles for paragraph in article.text.split("\n\n"))
    assert sum(1 for paragraph, count in paragraphs.items() if count > 1 and len(paragraph) > 100) >= 10


@pytest.mark.skipif(not SEED.is_dir(), reason="the seed article is not part of the repository")
def test_no_sentence_of_the_seed_article_was_copied(articles: list[Article]) -> None:
    from index.sentences import sentences

    seed = next(SEED.glob("*.txt")).read_text("utf-8")
    copied = [span.of(seed) for span in sentences(seed) if any(span.of(seed) in article.text for article in articles)]
    assert copied == []


def test_the_corpus_holds_articles_only() -> None:
    assert {path.suffix for path in CORPUS.rglob("*") if path.is_file()} == {".md"}
    assert (CORPUS / "README.md").exists() and ROOT / "corpus" == CORPUS
