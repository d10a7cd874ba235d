"""The golden questions themselves: enough of each kind, and every accepted answer really stands in its articles."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from conftest import CORPUS, ROOT

from index.article import Article
from index.readers import files_in, read
from rag.evaluation.golden import GoldenQuestion, read_questions
from rag.evaluation.match import states


def questions(name: str) -> list[GoldenQuestion]:
    items = list(read_questions(ROOT / "bench" / "golden" / f"{name}.jsonl"))
    good = [item for item in items if isinstance(item, GoldenQuestion)]
    assert len(good) == len(items)
    return good


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    items = (item for file in files_in(CORPUS) for item in read(file))
    return {item.id: item for item in items if isinstance(item, Article)}


@pytest.mark.parametrize("name", ["dev", "test", "fit", "talk"])
def test_every_accepted_answer_stands_in_every_article_that_is_said_to_state_it(
    name: str, articles: dict[str, Article]
) -> None:
    wrong = [
        (question.id, article)
        for question in questions(name)
        for article in question.articles
        if not states(f"{articles[article].title}\n{articles[article].text}", question.answers)
    ]
    assert wrong == []


def test_no_story_is_in_both_halves() -> None:
    dev, test = ({question.story for question in questions(name)} for name in ("dev", "test"))
    assert dev and test and not dev & test
    assert {question.story for question in questions("talk")} <= dev


def test_what_weights_are_fitted_on_is_of_no_story_and_no_article_of_the_test_questions() -> None:
    fit, test = questions("fit"), questions("test")
    assert len(fit) >= 100
    assert not {one.story for one in fit} & {one.story for one in test}
    assert not {article for one in fit for article in one.articles} & {each for one in test for each in one.articles}


def test_there_are_enough_questions_of_each_kind_language_and_pair(articles: dict[str, Article]) -> None:
    both = questions("dev") + questions("test")
    assert len(both) >= 240
    unanswerable = Counter(question.kind for question in both if not question.answerable)
    assert 0.22 <= unanswerable.total() / len(both) <= 0.28
    assert set(unanswerable) == {"near miss", "not covered"}
    assert abs(unanswerable["near miss"] - unanswerable["not covered"]) <= 4
    kinds = Counter(question.kind for question in both if question.answerable)
    asked_for = "who|how many|when|where|said|time limit|changing figure|opposing claims|follow-up".split("|")
    assert set(kinds) == set(asked_for) and min(kinds.values()) >= 8
    pairs = Counter[tuple[str, str]]()
    for question in both:
        spoken = {articles[article].language for article in question.articles}
        if spoken:
            pairs[question.language, question.language if question.language in spoken else min(spoken)] += 1
    assert min(pairs[pair] for pair in (("nl", "nl"), ("en", "en"), ("en", "nl"), ("nl", "en"))) >= 25


def test_there_are_enough_questions_about_real_news_in_both_languages() -> None:
    languages = Counter(question.language for question in questions("wikinews"))
    assert languages.total() >= 120 and min(languages["nl"], languages["en"]) >= 50


def test_there_are_enough_conversations_in_both_languages() -> None:
    talks = questions("talk")
    languages = Counter(question.language for question in talks)
    assert all(question.history for question in talks) and min(languages["nl"], languages["en"]) >= 15


def test_the_repository_holds_no_article_of_another_origin() -> None:
    files = [path for path in Path(ROOT / "bench").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    # The encoder learned from pairs written for it; all else in bench/ is code, figures, labels and questions.
    written = [path for path in files if path.parent.name == "pairs" or path.name == "function_words.tsv"]
    labels = [path for path in files if path.parent.name in ("time_labels", "copies_labels")]
    assert {path.suffix for path in written} == {".tsv"}
    assert {path.suffix for path in labels} == {".tsv", ".md"}
    assert {path.suffix for path in set(files) - set(written) - set(labels)} <= {".py", ".json", ".jsonl"}
