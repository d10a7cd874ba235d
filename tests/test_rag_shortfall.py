"""What a passage that came near lacks."""

from datetime import date

from fakes import an_article

from index.archive import Hit
from index.article import Article, Passage
from index.period import Period
from index.span import Span
from rag.question import Question
from rag.shortfall import Shortfall, shortfall_of

TODAY = date(2024, 6, 1)


def hit_of(article: Article) -> Hit:
    return Hit(Passage(1, article, Span(0, len(article.text))), 1, {"keywords": 1})


def test_names_that_stand_neither_in_the_passage_nor_in_its_headline_are_told() -> None:
    question = Question.parse("How many people did Vos see in Rotterdam?", today=TODAY)
    hit = hit_of(an_article("At least 22 people died in Belgorod.", title="Vos visits Belgorod"))
    assert shortfall_of(hit, question) == Shortfall(names=("Rotterdam",))


def test_a_passage_without_a_number_falls_short_of_a_question_for_one() -> None:
    hit = hit_of(an_article("De dijk brak vrijdag."))
    assert shortfall_of(hit, Question.parse("Hoeveel dijken braken er?", today=TODAY)).numberless
    assert not shortfall_of(hit, Question.parse("Wanneer brak de dijk?", today=TODAY)).numberless


def test_a_passage_printed_at_another_time_and_telling_of_none_asked_about_falls_short() -> None:
    hit = hit_of(an_article("Er vielen 22 doden.", published=Period.parse("2024-01-02")))
    then = Question.parse("Hoeveel doden vielen er in maart 2022?", today=TODAY)
    now = Question.parse("Hoeveel doden vielen er in januari 2024?", today=TODAY)
    assert shortfall_of(hit, then).elsewhen and not shortfall_of(hit, now).elsewhen
