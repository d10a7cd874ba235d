import pytest

from index.words import stems
from rag.answer_span import answer_span
from rag.question import Question


def marked(asked: str, sentence: str, language: str = "nl") -> str | None:
    question = Question.parse(asked)
    matched = frozenset(stems(asked, language)) & frozenset(stems(sentence, language))
    span, _ = answer_span(question, sentence, matched, language)
    return span.of(sentence) if span else None


@pytest.mark.parametrize(
    ("asked", "sentence", "answer"),
    [
        ("Hoeveel doden vielen er?", "Om 20.15 uur op 3 mei 2023 waren er zeker 22 doden en 150 gewonden.", "zeker 22"),
        ("Hoeveel gewonden vielen er?", "Er waren zeker 22 doden en ruim 150 gewonden.", "ruim 150"),
        ("Hoeveel kostte de brug?", "De brug kostte 2,5 miljoen euro, meldt artikel 12.", "2,5 miljoen euro"),
        ("Hoeveel doden vielen er?", "Er vielen tientallen doden.", "tientallen"),
        (
            "Wie is de dijkgraaf?",
            "De dijk is veilig, zegt dijkgraaf Pieter Okkerse namens het waterschap.",
            "Pieter Okkerse",
        ),
        ("Wie is de brandweercommandant?", "Brandweercommandant Nadia el Amrani was er.", "Nadia el Amrani"),
        ("Wanneer begon de brand?", "De brand begon dinsdagavond om 21.40 uur.", "dinsdagavond"),
        ("Waar brak de dijk?", "De dijk brak bij Sluiswijk.", "Sluiswijk"),
        ("Hoe laat sluiten de stembureaus?", "De 24 stembureaus sluiten woensdag om 21.00 uur.", "21.00 uur"),
        ("In welk jaar brak de dijk?", "Op 13 januari vertelde hij dat de dijk in 1953 brak.", "1953"),
        ("Waar werd de man gevonden?", "De man is dinsdag dood gevonden in zijn schuur.", "zijn schuur"),
        ("Wie leidt het museum?", "In Arkenrode wordt museum De Steeg geleid door Paula Westra.", "Paula Westra"),
        ("Wie is de oudste kiezer?", "De oudste kiezer stemde: Jo Nijland van 94.", "Jo Nijland"),
        ("Hoeveel procent stemde?", "Van de 400 mensen stemde om 10.00 uur 31 procent.", "31 procent"),
        ("Welk bedrag kreeg de club?", "De club kreeg na 118 duels 85.000 euro.", "85.000 euro"),
        ("Wat zei Vos?", 'Vos zei: "Wij laten niemand achter."', "Wij laten niemand achter."),
    ],
)
def test_the_part_that_answers_is_the_one_nearest_to_what_was_asked(asked: str, sentence: str, answer: str) -> None:
    assert marked(asked, sentence) == answer


def test_a_number_of_the_question_itself_is_no_answer() -> None:
    assert marked("Hoeveel van de 31 zetels kreeg Velder Lokaal?", "Er zijn 31 zetels.") is None


def test_english_numbers_are_marked_with_their_bound() -> None:
    sentence = "At least 10,000 civilians were killed by November 2023, and 5% fled at 8:15 pm."
    assert marked("How many civilians were killed?", sentence, "en") == "At least 10,000"
