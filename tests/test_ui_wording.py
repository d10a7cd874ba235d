from dataclasses import replace

import pytest
from fakes import an_article

from index.annotate.figures import figures
from index.period import Period
from index.span import Span
from rag.answer import Citation, Entry, Lead
from ui.institutions import in_language
from ui.wording import figure_words, lead_words, number_words, source_words


def entry(sentence: str, language: str, as_of: str | None = None) -> Entry:
    """Return the first figure of a sentence as an entry."""
    article = an_article(sentence, language=language)
    whole = Span(0, len(sentence))
    period = Period.parse(as_of) if as_of else None
    return Entry(figures(sentence, language)[0], period, article.published, Citation.of(article, whole, whole))


@pytest.mark.parametrize(
    ("value", "dutch", "english"),
    [
        (4, "4", "4"),
        (10_000, "10.000", "10,000"),
        (10.4, "10,4", "10.4"),
        (1_900_000, "1,9 miljoen", "1.9 million"),
        (2_000_000_000, "2 miljard", "2 billion"),
        (1_234_567, "1.234.567", "1,234,567"),
        (0, "0", "0"),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(value: float, dutch: str, english: str) -> None:
    assert (number_words(value, "nl"), number_words(value, "en")) == (dutch, english)


@pytest.mark.parametrize(
    ("sentence", "language", "dutch", "english"),
    [
        ("Er zijn zeker 22 doden.", "nl", "zeker 22", "at least 22"),
        ("More than 300 cows drowned.", "en", "meer dan 300", "more than 300"),
        ("Bijna 90 drones vielen aan.", "nl", "bijna 90", "nearly 90"),
        ("About 2,400 people were evacuated.", "en", "ongeveer 2.400", "about 2,400"),
        ("Hoogstens 5 mensen zijn gewond.", "nl", "hoogstens 5", "at most 5"),
        ("Fewer than 20 people were hurt.", "en", "minder dan 20", "fewer than 20"),
        ("Er vielen tientallen doden.", "nl", "tientallen", "“tientallen”"),
    ],
)
def test_a_bound_is_kept_and_a_vague_number_stays_in_its_own_words(
    sentence: str, language: str, dutch: str, english: str
) -> None:
    told = entry(sentence, language)
    assert (figure_words(told, "nl"), figure_words(told, "en")) == (dutch, english)


@pytest.mark.parametrize(
    ("sentence", "noun", "language", "expected"),
    [
        ("Er zijn zeker 22 doden.", "", "en", "At least 22 killed, reported 2 January 2024"),
        ("Er zijn zeker 22 doden.", "people", "en", "At least 22 people, reported 2 January 2024"),
        ("Er zijn zeker 22 doden.", "", "nl", "Zeker 22 doden, bericht van 2 januari 2024"),
        ("Er is één dode.", "mensen", "nl", "1 dode, bericht van 2 januari 2024"),
        ("Bij de brand kwamen 7 mensen om.", "", "nl", "7 doden, bericht van 2 januari 2024"),
        ("Bij de brand kwamen 7 Poolse burgers om.", "", "nl", "7 Poolse burgers, bericht van 2 januari 2024"),
        ("Er sneuvelden 7 soldaten.", "", "en", "7 “soldaten”, reported 2 January 2024"),
        ("Het dorpshuis kost 1,9 miljoen euro.", "", "en", "1.9 million euros, reported 2 January 2024"),
    ],
)
def test_what_is_counted_is_said_in_the_questions_words_ours_or_quoted(
    sentence: str, noun: str, language: str, expected: str
) -> None:
    assert lead_words(Lead(entry(sentence, "nl"), noun), language) == expected


def test_a_time_of_its_own_goes_before_that_of_print() -> None:
    lead = Lead(entry("Er zijn zeker 22 doden.", "nl", "2023-12-30"))
    assert lead_words(lead, "en") == "At least 22 killed, 30 December 2023"


@pytest.mark.parametrize(
    ("sentence", "wanted", "expected"),
    [
        ("Volgens de politie zijn er 22 doden.", "nl", "de politie"),
        ("Volgens de politie zijn er 22 doden.", "en", "the police"),
        ("Volgens de burgemeester van Arkenrode zijn er 22 doden.", "en", "“de burgemeester van Arkenrode”"),
        ("Volgens Joost Terpstra zijn er 22 doden.", "en", "Joost Terpstra"),
        ("Volgens hem zijn er 22 doden.", "en", ""),
        ("Volgens onze gegevens zijn er 22 doden.", "nl", ""),
        ("Er zijn 22 doden.", "en", ""),
    ],
)
def test_a_source_keeps_its_words_unless_the_table_of_names_has_it(sentence: str, wanted: str, expected: str) -> None:
    assert source_words(entry(sentence, "nl"), wanted) == expected


def test_the_clause_that_tells_more_of_a_source_is_left_out() -> None:
    sentence = "The town hall, which checked the list, counted 9,870 signatures."
    told = entry(sentence, "en")
    source = Span(0, sentence.index(", counted"))
    assert source_words(replace(told, figure=replace(told.figure, source=source)), "en") == "the town hall"


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("The police counted 300 people.", "en", "the police"),
        ("De Russische autoriteiten telden 300 mensen.", "nl", "de Russische autoriteiten"),
        ("The New York Times counted 300 people.", "en", "The New York Times"),
        ("Farmers counted 300 cows, and other farmers none.", "en", "farmers"),
        ("Sanders counted 300 cows.", "en", "Sanders"),
        ("Bakker telde 300 gasten, onder wie een bakker, zei buurman Bakker.", "nl", "Bakker"),
    ],
)
def test_a_source_that_opens_its_sentence_has_no_capital_for_it(sentence: str, language: str, expected: str) -> None:
    assert source_words(entry(sentence, language), language) == expected


@pytest.mark.parametrize(
    ("sentence", "language", "dutch", "english"),
    [
        ("More than 300 cows and pigs drowned.", "en", "Meer dan 300 “cows and pigs”", "More than 300 cows and pigs"),
        ("Er liepen 600 leraren en ouders mee.", "nl", "600 leraren en ouders", "600 “leraren en ouders”"),
        ("Er vielen 22 doden en gewonden vielen er niet.", "nl", "22 doden", "22 killed"),
        ("About 70 people a day make use of them.", "en", "Ongeveer 70 mensen per dag", "About 70 people a day"),
        (
            "Er reden 380 vrachtwagens per werkdag.",
            "nl",
            "380 vrachtwagens per werkdag",
            "380 “vrachtwagens” per working day",
        ),
        ("Het bad kost 1,3 miljoen euro per jaar.", "nl", "1,3 miljoen euro per jaar", "1.3 million euros per year"),
    ],
)
def test_all_that_is_counted_is_said_and_per_what_it_is(sentence: str, language: str, dutch: str, english: str) -> None:
    lead = Lead(entry(sentence, language))
    assert lead_words(lead, "en").rpartition(", reported")[0] == english
    assert lead_words(lead, "nl").rpartition(", bericht")[0] == dutch


@pytest.mark.parametrize(
    ("name", "language", "other"),
    [
        ("de Mensenrechtenraad van de Verenigde Naties", "nl", "the UN Human Rights Council"),
        ("the United Nations Human Rights Council", "en", "de Mensenrechtenraad van de Verenigde Naties"),
        ("The police", "en", "de politie"),
        ("de brandweer", "nl", "the fire brigade"),
    ],
)
def test_names_of_institutions_are_found_in_the_other_language(name: str, language: str, other: str) -> None:
    assert in_language(name, language, "en" if language == "nl" else "nl") == other


def test_a_name_that_the_table_lacks_has_no_translation() -> None:
    assert in_language("de politie van Arkenrode", "nl", "en") is None
