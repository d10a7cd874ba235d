from itertools import combinations

import pytest

from rag.sources import keys_of, related

# Who says so, in the words of an article and their language; each list names one source.
NAMES = {
    "the UN": (("VN", "nl"), ("de Verenigde Naties", "nl"), ("the UN", "en"), ("the United Nations", "en")),
    "its council": (
        ("de Mensenrechtenraad van de Verenigde Naties", "nl"),
        ("de VN-Mensenrechtenraad", "nl"),
        ("the UN Human Rights Council", "en"),
        ("the Human Rights Council of the United Nations", "en"),
    ),
    "the EU": (("de Europese Unie", "nl"), ("de EU", "nl"), ("the European Union", "en"), ("the EU", "en")),
    "the US": (
        ("de VS", "nl"),
        ("de Verenigde Staten", "nl"),
        ("the US", "en"),
        ("the United States", "en"),
        ("the U.S.", "en"),
    ),
    "NATO": (("de NAVO", "nl"), ("NATO", "en")),
    "a governor": (("de gouverneur ter plaatse", "nl"), ("the local governor", "en")),
}


@pytest.mark.parametrize("source", NAMES)
def test_one_source_is_one_however_its_name_is_written_and_in_either_language(source: str) -> None:
    for one, other in combinations(NAMES[source], 2):
        assert related(keys_of(*one), keys_of(*other)), (one, other)
        assert related(keys_of(*other), keys_of(*one)), (other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Russische autoriteiten", "nl"), ("Ukrainian authorities", "en")),
        (("the European Union", "en"), ("the United Nations", "en")),
        (("the United States", "en"), ("the United Nations", "en")),
        (("de Europese Commissie", "nl"), ("the European Union", "en")),
        (("the ministry of health", "en"), ("the chief of police", "en")),
        (("het ministerie van Defensie", "nl"), ("de burgemeester van Sluiswijk", "nl")),
    ],
)
def test_two_sources_are_not_one_because_they_share_a_word(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert not related(keys_of(*one), keys_of(*other))
    assert not related(keys_of(*other), keys_of(*one))


def test_our_own_count_names_nobody() -> None:
    assert keys_of("onze eigen telling", "nl") == keys_of("our own count", "en") == frozenset()
