"""Who says a figure: the one who says it, and nobody who says something else in the same sentence."""

from __future__ import annotations

import pytest

from index.annotate.figures import figures


def said_by(sentence: str, language: str) -> list[str | None]:
    return [one.source.of(sentence) if one.source else None for one in figures(sentence, language)]


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        (
            "Lammers, who leads them, said a lorry weighs nearly 50 tonnes.",
            "en",
            "Lammers, who leads them",
        ),
        ("Twee cijfers van het getal zijn van plaats gewisseld.", "nl", None),
        ("De gemeente stelde haar schatting van de schade bij: 65 miljoen euro.", "nl", "De gemeente"),
        ("Volgens een schatting van de politie waren er 300 mensen.", "nl", "een schatting van de politie"),
        ("Er staan 640 huizen onder water, blijkt uit een telling van de gemeente.", "nl", "de gemeente"),
        (
            "Fenna, die haar boom Els noemde, liet weten dat twee bomen vielen.",
            "nl",
            "Fenna, die haar boom Els noemde",
        ),
        ("Gisteren liet de gemeente weten dat er 40 bomen zijn gekapt.", "nl", None),
        ("Alderwoman Terpstra has found temporary homes for 86 families.", "en", None),
        ("Inspectors found 47 cracks in the bridge.", "en", "Inspectors"),
        ("The inquiry found that 47 bolts were missing.", "en", "The inquiry"),
        ("It announced that the butterfly population counted over-wintering was 144% greater.", "en", "It"),
        ("Volgens commandant Nadia el Amrani waren er vijf mensen aan boord.", "nl", "commandant Nadia el Amrani"),
        ("Al Jazeera reported that 40 people were missing.", "en", "Al Jazeera"),
        ("The Fund to Preserve Windmills reports sixteen fires.", "en", "The Fund to Preserve Windmills"),
        ("According to a 2011 study, 15% of visitors own one.", "en", "a 2011 study"),
    ],
)
def test_a_source_is_the_whole_name_of_somebody_who_says_it(sentence: str, language: str, expected: str | None) -> None:
    assert said_by(sentence, language)[0] == expected


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("Of all who answered 62% were against and on Monday the council announced another plan.", "en", [None]),
        ("Nine people died, and the mayor said that 40 houses burned.", "en", [None, "the mayor"]),
        (
            "Er vielen negen doden en de burgemeester zei dat er 40 huizen branden.",
            "nl",
            [None, "de burgemeester"],
        ),
        ("Er deden 58 leden mee, de gemeente telde 12 procent minder bezoekers.", "nl", [None, "de gemeente"]),
        ("The town counted 12 complaints, and the fund holds 400,000 euros.", "en", ["The town", None]),
        ("Nine people died, the mayor said.", "en", ["the mayor"]),
        ("Two died and 25 were hurt, officials told state media, adding that it was over.", "en", ["officials"] * 2),
        ("The police counted 12 dead and 30 injured.", "en", ["The police", "The police"]),
    ],
)
def test_who_says_something_else_is_not_the_source_of_a_figure(
    sentence: str, language: str, expected: list[str | None]
) -> None:
    assert said_by(sentence, language) == expected
