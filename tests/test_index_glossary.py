from importlib.resources import files

from index.glossary import Glossary
from index.words import stems


def translations(words: str, language: str, wanted: str) -> set[tuple[str, ...]]:
    _, entries = Glossary.shipped().longest_at(stems(words, language), 0, language)
    return {phrase for entry in entries for phrase in entry.phrases[wanted]}


def test_a_word_of_news_is_known_in_the_other_language() -> None:
    assert tuple(stems("omgekomen", "nl")) in translations("killed", "en", "nl")
    assert tuple(stems("Putin", "en")) in translations("Poetin", "nl", "en")


def test_the_longest_phrase_wins() -> None:
    length, _ = Glossary.shipped().longest_at(stems("death toll", "en"), 0, "en")
    assert length == 2


def test_what_is_not_in_it_is_left_alone() -> None:
    assert Glossary.shipped().longest_at(["xyzzy"], 0, "en") == (1, [])


def test_every_line_is_an_entry_or_a_comment_and_no_headword_comes_twice() -> None:
    lines = files("index").joinpath("glossary.tsv").read_text("utf-8").splitlines()
    entries = [line.split("\t") for line in lines if line and not line.startswith("#")]
    assert all(len(entry) == 2 and all(entry) for entry in entries)
    headwords = [dutch.split("|")[0] for dutch, _ in entries]
    assert len(headwords) == len(set(headwords))
