"""Which time of a sentence dates a figure: that of its own clause, and never one that dates something else."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from index.annotate.figures import Figure, figures, times
from index.annotate.figures.clauses import Clause
from index.annotate.figures.tokens import Token
from index.catalog_figures import reported_figures
from index.period import Period
from index.span import Span


def dated(sentence: str, language: str) -> list[str | None]:
    return [one.as_of.of(sentence) if one.as_of else None for one in figures(sentence, language)]


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("Nearly 320 families depend on it, against 240 a year ago.", "en", [None, "a year ago"]),
        ("There were 23 complaints, compared with 61 complaints in 2022.", "en", [None, "2022"]),
        ("Some 4,000 people had come, fewer than half of last year's 9,000.", "en", [None, "last year"]),
        ("The number of jobs is 410, up from 380 jobs in 2021.", "en", [None, "2021"]),
        ("Er zijn 24 stembureaus, twee meer dan bij de vorige verkiezingen, vier jaar geleden.", "nl", [None]),
        ("Er kwamen 320 gezinnen, tegen 240 in 2022.", "nl", [None, "2022"]),
        ("Er kwamen 320 gezinnen, vergeleken met 240 gezinnen in 2022.", "nl", [None, "2022"]),
        ("De raad stemde woensdagavond met 16 tegen 15 stemmen voor.", "nl", ["woensdagavond"]),
        ("On Wednesday 19 councillors voted for it and 12 against.", "en", ["Wednesday", "Wednesday"]),
        ("In 2020 more than 100 houses burned and 12 people died.", "en", ["2020", "2020"]),
    ],
)
def test_the_time_of_what_a_figure_is_compared_with_is_not_its_own(
    sentence: str, language: str, expected: list[str | None]
) -> None:
    assert dated(sentence, language)[: len(expected)] == expected


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("Het bad uit 1974 kost de gemeente 1,3 miljoen euro per jaar.", "nl", [None]),
        ("The 1962 flats had room for almost 400 people.", "en", [None]),
        ("Het bedrijf bestaat sinds 1951 en heeft 164 mensen in dienst.", "nl", [None]),
        ("The firm was founded in 1951 and employs 164 people.", "en", [None]),
        ("De vereniging, opgericht in 1951, heeft 300 leden.", "nl", [None]),
        ("Thousands of fans came to the fair, a convention launched in 1997.", "en", [None]),
        ("In the 2022 elections the party won 8 seats.", "en", ["2022"]),
        ("Er zijn 40 huizen gebouwd in 2021.", "nl", ["2021"]),
        ("In 1951 the firm employed 164 people.", "en", ["1951"]),
    ],
)
def test_the_year_of_a_thing_does_not_date_a_figure_beside_it(
    sentence: str, language: str, expected: list[str | None]
) -> None:
    assert dated(sentence, language) == expected


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("It paid 140,000 euros for the works, which were stolen in February 2023.", "en", [None]),
        ("Police recovered two of the six paintings that were stolen in February.", "en", [None, "February"]),
        ("Het museum kocht drie tekeningen van een schilder die in 2019 overleed.", "nl", [None]),
        ("De brug, die in mei dichtging, trekt nu 300 kijkers.", "nl", [None]),
        ("Roelofs, who lost eleven ewes in March, showed a photograph of two wolves.", "en", ["March", None]),
        ("A shooting in the town on Friday, which killed 50 people, shocked everyone.", "en", ["Friday"]),
        ("Over eleven migrants who died in 2015 a film was made.", "en", ["2015"]),
        ("De krant, die vrijdag op 21.500 adressen is bezorgd, is van papier.", "nl", ["vrijdag"]),
        ("On Saturday the authorities said that 22 houses were lost.", "en", ["Saturday"]),
        ("De wethouder zei vrijdag dat de brug 11 miljoen euro kost.", "nl", ["vrijdag"]),
    ],
)
def test_the_time_of_a_relative_clause_dates_what_stands_in_it_or_right_before_it(
    sentence: str, language: str, expected: list[str | None]
) -> None:
    assert dated(sentence, language) == expected


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("The town announced it yesterday, a month after inspectors found 47 cracks.", "en", [None]),
        ("De directeur deed dinsdag een bod, een dag nadat 13 lijnen waren uitgevallen.", "nl", [None]),
        ("All three nations offered assistance after a ship vanished in December 2014.", "en", [None]),
        ("Three weeks before the May 3 vote, she stood at 12 percent.", "en", [None]),
        ("At least 20 people died after a fire on Saturday.", "en", ["Saturday"]),
        ("Four people died when the dike broke on Friday.", "en", ["Friday"]),
        ("The town had two celebrations, for the bridge reopened on Saturday.", "en", [None]),
        ("Er kwamen 300 mensen, omdat de winkel zaterdag dichtging.", "nl", [None]),
        ("The authority attached one condition: prices may not rise until 2028.", "en", [None]),
        ("Vorig jaar werden na de verkiezingen zeventien stemmen gevonden.", "nl", ["Vorig jaar"]),
        ("Dat was na de onrust van mei, toen zeven supporters werden aangehouden, de zorg.", "nl", ["mei"]),
        (
            "Two cities: dozens dead and over 150 injured in the attack of 29 December.",
            "en",
            [None, "29 December", "29 December"],
        ),
        ("New Year: 122 missiles on 31 December.", "en", ["31 December"]),
    ],
)
def test_the_time_of_another_clause_does_not_date_a_figure(
    sentence: str, language: str, expected: list[str | None]
) -> None:
    assert dated(sentence, language) == expected


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        ("Dat werk kost 38 miljoen euro en moet eind 2025 klaar zijn.", "nl", [None]),
        ("De commissie telt vijf leden en moet vóór 1 december rapport uitbrengen.", "nl", [None]),
        ("The study started last March and asked 512 nurses.", "en", [None]),
        ("There were 85 objections and on Friday the government gave way.", "en", [None]),
        ("Lonen stijgen 6 procent per 1 april en 4 procent per 1 januari.", "nl", ["1 april", "1 januari"]),
        ("In April they fired 122 missiles and sent 90 drones in May.", "en", ["April", "May"]),
        ("On Monday, police searched homes and arrested 5 people over a robbery in May.", "en", ["Monday"]),
        ("Sales rose to 320 cars in May from 280 cars in April.", "en", ["May", "April"]),
        ("Thirty people died in the fire, and a memorial was opened in 2020.", "en", [None]),
        ("Before the war began in 2014 the town had 60,000 inhabitants.", "en", [None]),
        ("Er werden 40 auto's gestolen in maart, april en mei.", "nl", [None]),
        ("There were 12 deaths in 2021, 15 in 2022 and 9 in 2023.", "en", ["2021", "2022", "2023"]),
        ("Op woensdag, 16 maart, kwamen 300 mensen.", "nl", ["woensdag, 16 maart"]),
        ("A fire on Saturday destroyed 200 homes and killed two people.", "en", ["Saturday", "Saturday"]),
        ("On Saturday a storm hit the town and left 300 people stranded.", "en", ["Saturday"]),
        ("Zaterdag vielen er 20 doden en raakten 30 mensen gewond.", "nl", ["Zaterdag", "Zaterdag"]),
    ],
)
def test_of_two_clauses_that_and_joins_each_has_its_own_time(
    sentence: str, language: str, expected: list[str | None]
) -> None:
    assert dated(sentence, language) == expected


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("It counted 144 nests, the highest number since 2006.", "en"),
        ("With 39 dead it was the deadliest attack since 2001.", "en"),
        ("Er werden 144 nesten geteld, het hoogste aantal sinds 2006.", "nl"),
        ("Met 22.000 bezoekers was het voor het eerst sinds 2015 uitverkocht.", "nl"),
    ],
)
def test_a_record_since_a_year_is_of_no_time_that_the_year_tells(sentence: str, language: str) -> None:
    assert dated(sentence, language)[0] is None


def test_who_died_did_not_die_after_it_was_printed() -> None:
    printed = Period.parse("2023-12-01")
    (died,) = reported_figures("Four people died in the night of 12 to 13 January.", "en", printed)
    (moved,) = reported_figures("400 people will be evacuated on 13 January.", "en", printed)
    assert died.as_of is None and moved.as_of == Period.parse("2024-01-13")


def test_a_figure_is_held_against_the_two_times_beside_it_however_long_its_sentence_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried, is_of = list[Span](), times._is_of

    def counting(text: str, words: Sequence[Token], figure: Figure, time: Span, inner: Sequence[Clause]) -> bool:
        tried.append(time)
        return is_of(text, words, figure, time, inner)

    monkeypatch.setattr(times, "_is_of", counting)
    found = figures("In 2021, which 20 people saw, " * 60, "en")
    assert len(found) == 60 and len(tried) <= 2 * len(found)
