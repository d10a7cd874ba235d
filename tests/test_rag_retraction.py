import pytest
from fakes import an_article

from index.article import Article
from index.span import Span
from rag.retraction import denied_beside, put_right, takes_back, wrong_parts


def correction(text: str) -> Article:
    return an_article(text, title="Correctie: 22 doden")


def span_in(text: str, part: str) -> Span:
    return Span(text.index(part), text.index(part) + len(part))


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Wij waren er, zei Vos, en meldden ons.", []),
        ("Wij meldden maandag dat er 20 doden vielen.", [" er 20 doden vielen."]),
        ("Er vielen geen drie maar twee doden.", ["drie"]),
        ("Maandag schreven wij dat er 20 doden vielen.", [" dat er 20 doden vielen."]),
        ("Maandag schreven wij dat er 20 doden vielen; dat moet 22 zijn.", [" dat er 20 doden vielen"]),
        ("Er stond per abuis dat 20 mensen stierven, maar het juiste aantal is 22.", [" 20 mensen stierven, "]),
        ("We said that 4,200 people fled, the correct number is 2,400.", [" that 4,200 people fled"]),
        # What is called official, or right, in the error itself puts nothing right.
        ("Wij schreven dat het officiële dodental 20 was.", [" het officiële dodental 20 was."]),
        ("Toen schreven wij dat het officiële dodental 20 was.", [" dat het officiële dodental 20 was."]),
        (
            "Toen schreven wij, maar op basis van officiële cijfers, dat er 20 waren.",
            [", maar op basis van officiële cijfers, dat er 20 waren."],
        ),
        ("Er vielen 22 doden, niet 20.", ["20"]),
        ("Er vielen 22 doden en geen gewonden.", []),
        ("Er waren 22 mensen, niet in 20 huizen.", []),
        ("It was 22 rather than the 20 that we had.", ["20"]),
    ],
)
def test_the_part_that_is_wrong_ends_where_the_sentence_turns(sentence: str, wrong: list[str]) -> None:
    assert [part.of(sentence) for part in wrong_parts(sentence)] == wrong


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Wij schreven dat er 20 doden vielen; dat moet 22 zijn.", ("22", "Wij schreven")),
        ("Wij schreven dat er 20 doden vielen. Het was 3 graden. Het juiste aantal is 22.", ("22", "Het juiste")),
        ("Wij schreven dat er 20 doden vielen. Dat klopt niet: er vielen 22 doden.", ("22", "Dat klopt")),
        ("Wij schreven dat er 20 doden vielen. Dat is onjuist. Er vielen 22 doden.", ("22", "Er vielen")),
    ],
)
def test_what_is_right_stands_behind_the_turn_or_else_in_a_sentence_that_says_so(
    text: str, right: tuple[str, str]
) -> None:
    first, start = Span(0, text.index(".") + 1), text.index("20")
    stand = put_right(correction(text), first, Span(start, start + 2))
    found = [(sentence.of(text), number) for sentence, number in stand]
    assert [(number.number.of(said), said[: len(right[1])]) for said, number in found] == [right]


def test_a_number_that_it_is_not_is_told_behind_or_before_the_one_that_it_is() -> None:
    sentence = "Er vielen 22 doden, niet 20, en 5 gewonden."
    denied = denied_beside(sentence, span_in(sentence, "22"))
    assert denied and denied.number.of(sentence) == "20"
    assert denied_beside(sentence, span_in(sentence, "5")) is None
    sentence = "Er vielen geen drie maar twee doden; 20 mensen raakten gewond."
    denied = denied_beside(sentence, span_in(sentence, "twee"))
    assert denied and denied.number.of(sentence) == "drie"
    assert denied_beside(sentence, span_in(sentence, "20")) is None


def test_only_an_article_that_corrects_takes_anything_back() -> None:
    said = "Maandag schreven wij dat er 20 doden vielen."
    assert takes_back(correction(said), said)
    assert not takes_back(an_article(said, title="Brand"), said)
    for title in ("Rectificatie", "(Correctie) Brand", "Correction: fire", "Erratum", "[Corrigendum] Fire"):
        assert takes_back(an_article(said, title=title), said)
    assert not takes_back(correction(said), "Er vielen 22 doden, zei de politie.")
