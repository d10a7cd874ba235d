import re

from conftest import ROOT

from index.report import COUNTED
from ui.manage.phrases import PHRASES, told
from ui.manage.words import formats_words
from ui.page_phrases import browser_language

_TOLD = re.compile(r"\b(?:told|said|_said)\(\s*[\"'](\w+)[\"']")
_PLACES = re.compile(r"\{(\w+)\}")


def test_every_phrase_of_the_page_is_there_in_both_languages_with_the_same_places_and_is_said_somewhere() -> None:
    dutch, english = PHRASES["nl"], PHRASES["en"]
    assert dutch.keys() == english.keys()
    for name in dutch:
        assert set(_PLACES.findall(dutch[name])) == set(_PLACES.findall(english[name])), name
    sources = "".join(
        path.read_text("utf-8") for path in (ROOT / "ui" / "manage").glob("*.py") if "phrases_" not in path.name
    )
    assert set(_TOLD.findall(sources)) <= dutch.keys()
    told_by_kind = re.compile(r"stage_|kind_|ending_|_told$")  # names that are put together
    said = {*re.findall(r"[\"'](\w+)[\"']", sources), *COUNTED}
    assert [name for name in dutch if name not in said and not told_by_kind.search(name)] == []


def test_a_format_whose_name_is_words_is_named_in_either_language() -> None:
    assert "plain text, " in formats_words("en") and formats_words("en").endswith(", RSS or Atom")
    dutch = formats_words("nl")
    assert "platte tekst, " in dutch and dutch.endswith(", RSS of Atom")
    assert re.findall(r"\b(?:with|or|plain|export)\b(?! van)", dutch) == []
    assert dutch.count(", ") == formats_words("en").count(", ")


def test_the_language_is_the_first_that_a_browser_wants_of_both() -> None:
    assert [browser_language(told) for told in ("nl-BE,nl;q=0.9,en", "fr, nl;q=0.5", "en-GB,nl", "", "x" * 9999)] == [
        *("nl", "nl", "en", "en", "en")
    ]
    assert told("remove", "fr") == "Remove"
