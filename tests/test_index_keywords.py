import json
from pathlib import Path

import pytest
from fakes import an_article

from index.article import Passage
from index.errors import MirrorUnreadable
from index.keywords import Keywords
from index.span import Span
from index.words import stems


def passage(number: int, text: str, language: str = "nl") -> Passage:
    return Passage(number, an_article(text, title="Kop", language=language), Span(0, len(text)))


@pytest.fixture
def keywords(tmp_path: Path) -> Keywords:
    keywords = Keywords(tmp_path / "keywords")
    keywords.taking(
        [
            passage(1, "De burgers van Oekraïne vluchten."),
            passage(2, "De dijk brak, de dijk liep over."),
            passage(3, "The citizens fled the dike.", "en"),
        ],
        [],
    )()
    return keywords


def search(keywords: Keywords, words: str, language: str = "nl") -> list[int]:
    return list(keywords.search({(language, stem): 1.0 for stem in stems(words, language)}, 10))


def test_words_are_found_in_any_inflection_and_without_diacritics(keywords: Keywords) -> None:
    assert search(keywords, "burger") == [1]
    assert search(keywords, "OEKRAINE") == [1]
    assert search(keywords, "citizen", "en") == [3]
    assert search(keywords, "dijken") == [2]


def test_each_language_is_searched_in_its_own_field(keywords: Keywords) -> None:
    assert search(keywords, "citizen", "nl") == []


def test_heavier_terms_decide(keywords: Keywords) -> None:
    assert list(keywords.search({("nl", "dijk"): 0.1, ("nl", "burger"): 1.0}, 10)) == [1, 2]
    assert list(keywords.search({("nl", "dijk"): 1.0, ("nl", "burger"): 0.1}, 10)) == [2, 1]


def test_no_terms_find_nothing(keywords: Keywords) -> None:
    assert keywords.search({}, 10) == {}


def test_applying_twice_changes_nothing_and_gone_is_gone(keywords: Keywords) -> None:
    keywords.taking([passage(2, "De brug ging dicht.")], [1])()
    keywords.taking([passage(2, "De brug ging dicht.")], [1])()
    assert keywords.count() == 2
    assert search(keywords, "burger") == search(keywords, "dijk") == []
    assert search(keywords, "brug") == [2]


def test_spread_is_the_share_of_passages_that_hold_a_word(keywords: Keywords) -> None:
    assert keywords.spread("nl", "dijk") == pytest.approx(1 / 3)
    assert keywords.spread("nl", "nergens") == 0.0


def test_a_damaged_index_is_said_to_be_so_and_can_be_cleared(keywords: Keywords, tmp_path: Path) -> None:
    keywords.close()
    (tmp_path / "keywords" / "meta.json").write_text("broken")
    with pytest.raises(MirrorUnreadable, match="--rebuild"):
        Keywords(tmp_path / "keywords").count()
    keywords.clear()
    assert keywords.count() == 0


def test_a_file_that_a_killed_writer_left_is_no_hindrance(tmp_path: Path) -> None:
    keywords = Keywords(tmp_path)
    passages = [Passage(number, an_article(f"De dijk {number} brak."), Span(0, 14)) for number in range(1, 11)]
    keywords.taking(passages, [])()
    (segment,) = {path.stem for path in tmp_path.glob("*.idx")}
    left = [f"{segment}.{number}.del" for number in range(100)]  # as one killed while it deleted, at whatever count
    managed = tmp_path / ".managed.json"
    managed.write_text(json.dumps([*json.loads(managed.read_text("utf-8")), *left]), "utf-8")
    for name in left:
        (tmp_path / name).touch()
    keywords.taking([], [1])()
    assert keywords.ids() == set(range(2, 11))
    keywords.close()
