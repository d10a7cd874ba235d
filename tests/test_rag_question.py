from datetime import date

import pytest

from index.period import ALWAYS, Period
from rag.question import LONGEST_QUESTION, Question, QuestionRefused
from rag.wanted import Wanted


@pytest.mark.parametrize(
    ("asked", "language", "wanted"),
    [
        ("Hoeveel burgers waren er tot november omgekomen?", "nl", Wanted.NUMBER),
        ("how many people were killed in Belgorod?", "en", Wanted.NUMBER),
        ("Hoe hoog stond het water in de Velder?", "nl", Wanted.NUMBER),
        ("What was the turnout in the council election?", "en", Wanted.NUMBER),
        ("Wat was de opkomst bij de verkiezingen?", "nl", Wanted.NUMBER),
        ("Wie is de dijkgraaf van het waterschap?", "nl", Wanted.PERSON),
        ("Who scored the winning goal?", "en", Wanted.PERSON),
        ("Wanneer begon de brand?", "nl", Wanted.TIME),
        ("When did the bridge reopen?", "en", Wanted.TIME),
        ("Waar brak de dijk?", "nl", Wanted.PLACE),
        ("Where did the dike break?", "en", Wanted.PLACE),
        ("Wat zei Joost Terpstra over de dijk?", "nl", Wanted.WORDS),
        ("What did the governor say about the toll?", "en", Wanted.WORDS),
        ("Waarom fuseren de ziekenhuizen?", "nl", Wanted.ANYTHING),
        ("Why was the bridge closed?", "en", Wanted.ANYTHING),
        ("Welke oud-burgemeester opende de brug?", "nl", Wanted.PERSON),
        ("Which football player was sent off?", "en", Wanted.PERSON),
        ("Voor welk bedrag werd de brug verkocht?", "nl", Wanted.NUMBER),
        ("At what hour did the polling stations close?", "en", Wanted.TIME),
        ("In welk theater was het debat?", "nl", Wanted.PLACE),
        ("How did the alderwoman justify the hotel bill?", "en", Wanted.WORDS),
        ("What did the coach do when his striker was hurt?", "en", Wanted.ANYTHING),
        ("Which bridge did the man who lost his dog cross?", "en", Wanted.ANYTHING),
    ],
)
def test_a_question_tells_its_language_and_what_it_wants(asked: str, language: str, wanted: Wanted) -> None:
    question = Question.parse(asked)
    assert (question.language, question.wanted) == (language, wanted)


def test_what_follows_how_many_is_what_is_counted() -> None:
    assert Question.parse("Hoeveel huizen liepen onder?").counted == "huizen liepen onder"
    assert Question.parse("Who was it?").counted == ""


def test_names_are_those_of_the_question_not_its_first_word() -> None:
    assert Question.parse("Wat zei Hanneke Vos in Sluiswijk?").names == ("Hanneke Vos", "Sluiswijk")


def test_invisible_characters_are_no_part_of_a_question() -> None:
    assert Question.parse("  Wie\u200b is\n\nde\x00 burgemeester\udce9?\u202e ").text == "Wie is de burgemeester ?"


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ("", "empty"),
        (" \n\t\u200b", "empty"),
        ("x" * (LONGEST_QUESTION + 1), "long"),
        ("waar " * 2_000, "long"),
        ("a" + "\u0301\u0323" * 500_000, "long"),
        ("😀😀😀", "wordless"),
        ("?!.*+[](){}^$|\\", "wordless"),
        ("de het een", "wordless"),
    ],
)
def test_what_is_no_question_is_refused_with_a_reason(asked: str, reason: str) -> None:
    with pytest.raises(QuestionRefused) as refused:
        Question.parse(asked)
    assert refused.value.reason == reason


def test_without_a_day_to_count_from_no_period_is_read() -> None:
    assert Question.parse("Wat gebeurde er in maart 2023?").asked is None


def test_a_question_knows_the_period_that_it_asks_about() -> None:
    question = Question.parse("Hoeveel burgers waren er tot november omgekomen?", today=date(2024, 1, 10))
    assert question.asked and str(question.asked.period) == "../2023-11-30" and question.asked.assumed
    assert question.subject == question.text


@pytest.mark.parametrize("period", [Period.parse("2022"), ALWAYS])
def test_a_period_set_by_hand_takes_the_place_of_the_one_that_is_named_and_of_its_words(period: Period) -> None:
    text = "Hoeveel burgers waren er in maart 2023 en in mei 2023 omgekomen?"
    question = Question.parse(text, today=date(2024, 1, 10), period=period)
    assert question.asked and (question.asked.period, question.asked.by_hand) == (period, True)
    assert question.text == text
    assert question.subject.split() == "Hoeveel burgers waren er in en in omgekomen?".split()


def test_a_period_may_be_set_by_hand_where_the_question_names_none() -> None:
    question = Question.parse("Wie is de burgemeester?", period=Period.parse("2022"))
    assert question.asked and question.asked.span is None and not question.asked.assumed


def test_setting_the_period_of_a_question_for_articles_leaves_it_one_for_articles() -> None:
    question = Question.parse("Artikelen uit maart over de brug", today=date(2024, 1, 10), period=Period.parse("2022"))
    assert question.asked and question.asked.published
