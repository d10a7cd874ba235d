import re

import pytest
from conftest import ROOT

from ui.page_phrases import PAGE
from ui.phrases import PHRASES

_SAID = re.compile(r"\bsay\(\s*[\"'](\w+)[\"']")


def test_every_phrase_that_is_said_is_there_in_both_languages() -> None:
    said = {phrase for path in (ROOT / "ui").rglob("*.py") for phrase in _SAID.findall(path.read_text("utf-8"))}
    assert len(said) > 20
    for phrases in PHRASES.values():
        assert said <= phrases.keys()


@pytest.mark.parametrize("phrases", [PHRASES, PAGE])
def test_both_languages_have_the_same_phrases(phrases: dict[str, dict[str, str]]) -> None:
    assert phrases["nl"].keys() == phrases["en"].keys()
