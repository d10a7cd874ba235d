from index.language import language_of
from index.words import stems


def test_diacritics_are_folded_so_that_oekraine_finds_oekraine_with_a_trema() -> None:
    assert stems("Oekraïne", "nl") == stems("OEKRAINE", "nl") != []


def test_words_are_stemmed_per_language() -> None:
    assert stems("burgers", "nl") == stems("burger", "nl")
    assert stems("injuries", "en") == stems("injury", "en")


def test_stop_words_of_the_language_carry_no_meaning() -> None:
    assert stems("de het een hoe wie waar", "nl") == []
    assert stems("the of who which", "en") == []


def test_numbers_and_times_stay_whole() -> None:
    assert stems("zeker 10.000 om 20.15 uur, 3,4 meter", "nl")[1] == "10.000"
    assert "3,4" in stems("3,4 meter", "nl")


def test_a_language_without_a_stemmer_is_folded_only() -> None:
    assert stems("Les Régions", "fr") == ["les", "regions"]


def test_short_questions_are_told_apart() -> None:
    assert language_of("Wie won de derby?") == "nl"
    assert language_of("Who won the derby?") == "en"
    assert language_of("and in Sluiswijk?") == "en"


def test_names_alone_are_taken_for_the_language_given() -> None:
    assert language_of("Belgorod 2024", otherwise="en") == "en"
    assert language_of("", otherwise="nl") == "nl"
