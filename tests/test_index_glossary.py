from importlib.resources import files
from pathlib import Path

import pytest

from index.errors import GlossaryUnreadable
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


def test_a_newsroom_adds_its_own_words_to_those_shipped(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("# ours\nVeldermondse kermis|kermis\tVeldermonde fair\n", "utf-8")
    glossary = Glossary.read(own)
    _, entries = glossary.longest_at(stems("Veldermonde fair", "en"), 0, "en")
    assert entries[0].phrases["nl"] == (tuple(stems("Veldermondse kermis", "nl")), ("kermis",))
    assert glossary.longest_at(stems("death toll", "en"), 0, "en")[1]


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"dijk\tdike\nbrug\n", r"own\.tsv, line 2: 'brug'"), (b"\xff\xfe", "own.tsv.*KNIPSEL_GLOSSARY")],
)
def test_a_glossary_that_is_none_is_named_with_its_line(tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "own.tsv").write_bytes(content)
    with pytest.raises(GlossaryUnreadable, match=told):
        Glossary.read(tmp_path / "own.tsv")


def test_a_glossary_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(GlossaryUnreadable, match=r"none\.tsv"):
        Glossary.read(tmp_path / "none.tsv")


def test_every_line_is_an_entry_or_a_comment_and_no_headword_comes_twice() -> None:
    lines = files("index").joinpath("glossary.tsv").read_text("utf-8").splitlines()
    entries = [line.split("\t") for line in lines if line and not line.startswith("#")]
    assert all(len(entry) == 2 and all(entry) for entry in entries)
    headwords = [dutch.split("|")[0] for dutch, _ in entries]
    assert len(headwords) == len(set(headwords))
