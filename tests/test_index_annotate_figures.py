import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Write
from fakes import BEFORE_SCHEMA_5, WordEncoder, markdown
from hypothesis import given
from hypothesis import strategies as st

from index.annotate.figures import LONGEST_SENTENCE, Figure, figures
from index.annotate.figures.bounds import Bound
from index.annotate.figures.values import Value, value_of
from index.archive import Archive
from index.catalog_figures import ReportedFigure
from index.sync import SyncReport


def told(figure: Figure, sentence: str) -> tuple[float | None, str, str]:
    return figure.value if figure.value is not None else figure.order, str(figure.bound), figure.counted.key


@pytest.mark.parametrize(
    ("number", "language", "value"),
    [
        ("10.000", "nl", 10_000),
        ("10,000", "en", 10_000),
        ("1.234.567", "nl", 1_234_567),
        ("2,5 miljoen", "nl", 2_500_000),
        ("2.5 million", "en", 2_500_000),
        ("1.2 mln", "nl", 1_200_000),
        ("1.2bn", "en", 1_200_000_000),
        ("anderhalf miljoen", "nl", 1_500_000),
        ("een half miljoen", "nl", 500_000),
        ("half a million", "en", 500_000),
        ("tweeëntwintig", "nl", 22),
        ("zesentwintighonderd", "nl", 2_600),
        ("driehonderdvijftig", "nl", 350),
        ("vijfendertigduizend", "nl", 35_000),
        ("honderd", "nl", 100),
        ("Eén", "nl", 1),
        ("een dozijn", "nl", 12),
        ("een twintigtal", "nl", 20),
        ("a dozen", "en", 12),
        ("twenty-two", "en", 22),
        ("two hundred and fifty", "en", 250),
        ("niemand", "nl", 0),
        ("22", "en", 22),
        ("1,234.5", "en", 1_234.5),
        ("1.234,5", "nl", 1_234.5),
    ],
)
def test_a_number_is_worth_what_its_language_says(number: str, language: str, value: float) -> None:
    assert value_of(number, language) == Value(value)


@pytest.mark.parametrize(
    ("number", "language", "order"),
    [
        ("tientallen", "nl", 10),
        ("honderden", "nl", 100),
        ("enkele duizenden", "nl", 1_000),
        ("tienduizenden", "nl", 10_000),
        ("tientallen miljoenen", "nl", 10_000_000),
        ("dozens", "en", 10),
        ("hundreds of thousands", "en", 100_000),
        ("several hundred", "en", 100),
    ],
)
def test_a_vague_number_has_no_value_but_an_order(number: str, language: str, order: float) -> None:
    assert value_of(number, language) == Value(None, order)


@pytest.mark.parametrize("number", ["1,000.090,000", "9" * 400, "veel", "12,34,5"])
def test_what_is_no_number_has_no_value(number: str) -> None:
    assert value_of(number, "en") is None


@pytest.mark.parametrize(
    ("sentence", "language", "expected"),
    [
        # what befell people, each number to its own
        ("Zeker 22 mensen zijn omgekomen bij de beschieting.", "nl", [(22, "at_least", "killed")]),
        ("Ruim honderd anderen raakten gewond.", "nl", [(100, "more_than", "injured")]),
        ("At least 22 people were killed in the shelling.", "en", [(22, "at_least", "killed")]),
        (
            "Er vielen tientallen doden en ruim 150 gewonden in de stad.",
            "nl",
            [(10, "about", "killed"), (150, "more_than", "injured")],
        ),
        (
            "The blast killed twelve workers and injured almost thirty others.",
            "en",
            [(12, "exactly", "killed"), (30, "nearly", "injured")],
        ),
        ("Drie vissers worden nog vermist.", "nl", [(3, "exactly", "missing")]),
        ("Some 1,200 residents were evacuated overnight.", "en", [(1_200, "about", "evacuated")]),
        ("De politie hield in het stadion elf supporters aan.", "nl", [(11, "exactly", "arrested")]),
        ("Niemand raakte gewond.", "nl", [(0, "exactly", "injured")]),
        ("Het dodental is vandaag opgelopen tot 25.", "nl", [(25, "exactly", "killed")]),
        ("The number of injured rose to more than 40.", "en", [(40, "more_than", "injured")]),
        # bounds
        ("Bijna negentig drones vlogen over de haven.", "nl", [(90, "nearly", "drones")]),
        ("No more than 300 votes were disputed.", "en", [(300, "at_most", "votes")]),
        ("Nog geen tien woningen zijn klaar.", "nl", [(10, "less_than", "homes")]),
        ("Zo'n 9.000 mensen kwamen kijken.", "nl", [(9_000, "about", "people")]),
        ("Bij de bank verdwijnen vierhonderd of meer banen.", "nl", [(400, "at_least", "jobs")]),
        # things, money, shares, a match
        (
            "Het leger vuurde 122 raketten af op zes steden.",
            "nl",
            [(122, "exactly", "missiles"), (6, "exactly", "city")],
        ),
        ("Six cities were hit.", "en", [(6, "exactly", "city")]),
        ("De brug kost 8.5 miljoen euro.", "nl", [(8_500_000, "exactly", "euro")]),
        ("De club betaalt € 3,4 miljoen.", "nl", [(3_400_000, "exactly", "euro")]),
        ("The merger is worth about $1.2bn.", "en", [(1.2e9, "about", "dollar")]),
        ("Slechts 31 procent ging stemmen.", "nl", [(31, "exactly", "percent")]),
        ("The tank held 34,000 litres of solvent.", "en", [(34_000, "exactly", "litr")]),
        ("Two city councillors left.", "en", [(2, "exactly", "councillor")]),
        ("Three house fires broke out.", "en", [(3, "exactly", "fire")]),
        ("Op 3 van de 14 meetpunten was het te veel.", "nl", [(3, "exactly", "meetpunt"), (14, "exactly", "meetpunt")]),
        (
            "The fare will be between 8.50 and 10 dollars.",
            "en",
            [(8.5, "at_least", "dollar"), (10, "at_most", "dollar")],
        ),
        ("De thuisploeg verloor met 0-3 van de koploper.", "nl", [(None, "exactly", "score")]),
    ],
)
def test_a_sentence_gives_its_figures(
    sentence: str, language: str, expected: list[tuple[float | None, str, str]]
) -> None:
    assert [told(figure, sentence) for figure in figures(sentence, language)] == expected


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Een 34-jarige man uit de stad liep drie dagen langs de dijk.", "nl"),
        ("The 34-year-old walked for three days.", "en"),
        ("De schipper, een man van 54, bleef kalm.", "nl"),
        ("Op 12 mei 2023 om 14.30 uur ging de brug dicht.", "nl"),
        ("It happened in the night of 12 to 13 January.", "en"),
        ("Artikel 12 en nummer 7 van het reglement gaan hierover.", "nl"),
        ("He watches Formula 1 and drives a Boeing 747.", "en"),
        ("One of them said that one cannot know.", "en"),
        ("Het water stond 1,4 meter hoog en het was 30 graden.", "nl"),
        ("He called three times within five minutes.", "en"),
        ("Hij woont op Kade 14 in de stad.", "nl"),
        ("She came second, he was eleventh.", "en"),
        ("Bel 0800-1234 of 112.", "nl"),
        ("Er was toen niemand thuis.", "nl"),
        ("Hij deed het op zijn 22e.", "nl"),
    ],
)
def test_what_counts_nothing_gives_no_figure(sentence: str, language: str) -> None:
    assert figures(sentence, language) == []


@pytest.mark.parametrize(
    ("sentence", "language", "source"),
    [
        ("Volgens de lokale gouverneur is het dodental opgelopen tot 25.", "nl", "de lokale gouverneur"),
        ("Er zijn 25 doden, aldus gouverneur Ivan Petrov.", "nl", "gouverneur Ivan Petrov"),
        ("Zaterdag meldden Russische autoriteiten dat er 22 doden waren.", "nl", "Russische autoriteiten"),
        ("De brandweer zei dat er vier gewonden zijn.", "nl", "De brandweer"),
        ('"Er zijn vier gewonden", zei burgemeester Els de Wit.', "nl", "burgemeester Els de Wit"),
        ("Er kwamen 9.000 bezoekers, meldt de organisatie.", "nl", "de organisatie"),
        (
            "Volgens de Mensenrechtenraad van de Verenigde Naties zijn er zeker 10.000 burgers gedood.",
            "nl",
            "de Mensenrechtenraad van de Verenigde Naties",
        ),
        ("At least ten people died, according to the fire service.", "en", "the fire service"),
        ("Russian authorities said at least 22 people had died.", "en", "Russian authorities"),
        ("The mayor of Harbour Town reported 14 injured.", "en", "The mayor of Harbour Town"),
        (
            "Ann Brook, spokeswoman for the harbour, said 14 people were hurt.",
            "en",
            "Ann Brook, spokeswoman for the harbour",
        ),
        ('"We lost 58 jobs," said the negotiator, Will Prins.', "en", "the negotiator"),
        ("Vier mensen raakten gewond.", "nl", None),
    ],
)
def test_a_figure_has_who_says_so(sentence: str, language: str, source: str | None) -> None:
    [figure] = figures(sentence, language)
    assert (figure.source.of(sentence) if figure.source else None) == source


def test_two_sources_in_one_sentence_each_have_their_own_figure() -> None:
    sentence = "The inspectors counted 34,000 barrels; the company says it was 26,500."
    assert [figure.source.of(sentence) for figure in figures(sentence, "en") if figure.source] == [
        "The inspectors",
        "the company",
    ]


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Het aantal doden ging van 22 naar 25.", "nl"),
        ("The death toll rose from 22 to 25.", "en"),
        ("The death toll rose to 25 from 22.", "en"),
    ],
)
def test_of_two_figures_in_a_change_the_older_one_is_marked(sentence: str, language: str) -> None:
    found = figures(sentence, language)
    assert {figure.value: figure.former for figure in found} == {22: True, 25: False}
    assert {figure.counted.key for figure in found} == {"killed"}


def test_a_figure_says_who_is_counted_and_where_all_of_it_stands() -> None:
    sentence = "Tot november vorig jaar waren volgens de raad zeker 10.000 Oekraïense burgers om het leven gekomen."
    [figure] = figures(sentence, "nl")
    assert figure.span.of(sentence) == "zeker 10.000"
    assert figure.counted.who is not None and figure.counted.who.of(sentence) == "Oekraïense burgers"
    assert figure.counted.span.of(sentence) == "leven"
    assert figure.as_of is not None and figure.as_of.of(sentence) == "Tot november vorig jaar"
    assert (figure.value, figure.bound) == (10_000, Bound.AT_LEAST)


@pytest.mark.parametrize(
    ("sentence", "language", "dated"),
    [
        ("At least 10,000 civilians were killed since Russia invaded the country in February 2022.", "en", None),
        ("Since the invasion of February 2022 at least 10,000 civilians were killed.", "en", None),
        ("Sinds Rusland Oekraïne in februari 2022 aanviel, zijn zeker 10.000 burgers gedood.", "nl", None),
        ("Zeker 10.000 burgers zijn gedood sinds de inval in februari 2022.", "nl", None),
        (
            "Er zijn 10.000 burgers gedood, vanaf de inval in februari 2022 tot november 2023.",
            "nl",
            "februari 2022 tot november 2023",
        ),
        ("Up to November, 10,000 civilians were killed since the invasion of February 2022.", "en", "Up to November"),
        ("Since February 2022 at least 10,000 civilians were killed.", "en", "Since February 2022"),
        ("Since the invasion, 300 civilians were killed in March 2022 alone.", "en", "March 2022"),
        ("Sinds zaterdag zijn er 22 mensen gedood.", "nl", "Sinds zaterdag"),
    ],
)
def test_the_time_of_what_it_is_counted_from_does_not_date_a_figure(
    sentence: str, language: str, dated: str | None
) -> None:
    (figure,) = figures(sentence, language)
    assert (figure.as_of.of(sentence) if figure.as_of else None) == dated


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Er zijn een vrouw van 79 en haar man van 82 gevonden.", "nl"),
        ("The victims were a woman of 79 and her husband of 82 found there.", "en"),
        ("Zij wist dat hij niet bij de achttien hoorde.", "nl"),
        ("Hij voorspelt dat de stad niet onder de tien miljoen uitkomt.", "nl"),
        ("She weighed 3,410 grams.", "en"),
        ("The ship is 250 ft long.", "en"),
    ],
)
def test_ages_verbs_and_weights_are_nothing_that_is_counted(sentence: str, language: str) -> None:
    assert figures(sentence, language) == []


def test_a_number_that_is_denied_beside_it_does_not_hide_what_befell_people() -> None:
    sentence = "Two people, not one, were injured when the barge struck the bridge."
    assert next((one.value, one.counted.key) for one in figures(sentence, "en")) == (2, "injured")
    (people,) = figures("Forty people were there, not injured.", "en")
    assert people.counted.key == "people"


def test_of_dead_animals_it_is_said_which_they_are_and_of_ages_that_nobody_was_hurt_by_them() -> None:
    sentence = "Er zijn zeker 60 dode wilde ganzen gevonden."
    (geese,) = figures(sentence, "nl")
    assert geese.counted.who is not None and geese.counted.who.of(sentence) == "wilde ganzen"
    (injured,) = figures("Forty people were injured, ranging in age from nine to 81.", "en")
    assert injured.value == 40


@pytest.mark.parametrize(
    ("dutch", "english"),
    [
        ("Het leger verloor twaalf vliegtuigen.", "The army lost twelve planes."),
        ("Er kwamen 400 kinderen.", "There were 400 children."),
        ("Zij plantten 4.100 bomen.", "They planted 4,100 trees."),
        ("Er zijn 300 woningen gebouwd.", "They built 300 homes."),
        ("Zeker tien soldaten zijn gesneuveld.", "At least ten soldiers died."),
    ],
)
def test_dutch_and_english_have_one_key_for_what_they_count(dutch: str, english: str) -> None:
    [one], [other] = figures(dutch, "nl"), figures(english, "en")
    assert (one.value, one.counted.key) == (other.value, other.counted.key)


@pytest.mark.parametrize(
    "unit",
    ["volgens volgens ", "1 ", "1", " ", "zei ", "1,", "van 22 naar ", "doden 1 aan ", "een paar ", "a" * 50 + "en "],
)
def test_hostile_text_costs_little(unit: str) -> None:
    """Each piece is as long as a sentence may be; 100 kB of them, and all of it as one."""
    piece = (unit * LONGEST_SENTENCE)[:LONGEST_SENTENCE]
    began = time.process_time()
    for _ in range(100_000 // LONGEST_SENTENCE):
        figures(piece, "nl")
    figures(unit * (100_000 // len(unit)), "nl")
    assert time.process_time() - began < 10


_WORDS = """
22 10.000 1.2 8,5 3-1 tientallen honderd een één two dozen half million miljoen € $ % procent euro mensen people doden
gewonden gewond killed om omgekomen leven het lives of van de the naar to tot from between and en er maar onder wie
among , ; : . ( ) - – " volgens according zei said meldde De Vries United States U.S. dodental toll number aantal
hield aan niet per januari 1,000.090,000 ² ٣
""".split()
_PIECES = [*_WORDS, "9" * 400]


@given(pieces=st.lists(st.sampled_from(_PIECES), max_size=25), language=st.sampled_from(["nl", "en"]))
def test_whatever_the_words_every_span_lies_in_the_sentence(pieces: list[str], language: str) -> None:
    sentence = " ".join(pieces)
    for figure in figures(sentence, language):
        spans = (figure.span, figure.counted.span, figure.counted.who, figure.source, figure.as_of)
        assert all(0 <= span.start < span.end <= len(sentence) for span in spans if span is not None)
        assert figure.value is not None or figure.order is not None or figure.counted.key == "score"


def reported(archive: Archive) -> list[tuple[str, ReportedFigure]]:
    """Return every figure in the archive, with its article's text."""
    passages = archive.passages(range(100))
    found = archive.figures(passage.id for passage in passages)
    return [(passage.article.text, one) for passage in passages for one in found.get(passage.id, [])]


def test_figures_are_stored_at_indexing_with_their_places_in_the_article(
    archive_of: Callable[[dict[str, str]], Archive],
) -> None:
    body = "De brug ging dicht.\n\nVolgens de lokale gouverneur is het dodental vandaag opgelopen tot 25."
    [(text, one)] = reported(archive_of({"a.md": markdown("Een kop", body)}))
    assert one.sentence.of(text).startswith("Volgens de lokale")
    assert (one.figure.value, one.figure.bound, one.figure.counted.key) == (25, Bound.EXACTLY, "killed")
    spans = (one.figure.span, one.figure.counted.span, one.figure.source, one.figure.as_of)
    assert [span.of(text) for span in spans if span] == ["25", "dodental", "de lokale gouverneur", "vandaag"]


def test_what_was_stored_is_what_the_sentence_gives(archive_of: Callable[[dict[str, str]], Archive]) -> None:
    body = "Tientallen mensen zijn gedood, meldt de politie. Het aantal doden ging van 22 naar 25."
    stored = reported(archive_of({"a.md": markdown("Een kop", body)}))
    text = stored[0][0]
    assert [one.figure for _, one in stored] == [
        figure.shifted(one.sentence.start)
        for one in {one.sentence: one for _, one in stored}.values()
        for figure in figures(one.sentence.of(text), "nl")
    ]
    assert [one.figure.former for _, one in stored] == [False, True, False]


@pytest.mark.parametrize(
    ("language", "date", "body", "expected"),
    [
        ("nl", "2024-01", "Tot november vorig jaar kwamen zeker 10.000 burgers om het leven.", "../2023-11-30"),
        ("nl", "2024-01-02", "De gouverneur meldde vandaag dat er nu 25 doden zijn.", "2024-01-02"),
        ("en", "2024-01-02", "At least 22 people were killed on Saturday.", "2023-12-30"),
        ("en", "2024-01-02", "At least 22 people were killed.", None),
        ("nl", "2024-01-02", "Een paar dagen geleden kwamen 22 mensen om.", None),
    ],
)
def test_a_figure_is_dated_by_its_own_words_read_against_the_articles_date_or_not_at_all(
    archive_of: Callable[..., Archive], language: str, date: str, body: str, expected: str | None
) -> None:
    archive = archive_of({"a.md": markdown("Kop", body, date=date, language=language)})
    ((_, one),) = reported(archive)
    assert (str(one.as_of) if one.as_of else None) == expected


def test_a_revised_article_has_only_its_new_figures(
    tmp_path: Path, write: Write, run: Callable[..., SyncReport]
) -> None:
    write("a.md", "Er waren 22 doden.")
    run()
    write("a.md", "Er waren 25 doden.")
    run()
    archive = Archive.open(tmp_path / "archive", WordEncoder())
    assert [one.figure.value for _, one in reported(archive)] == [25]
    archive.close()
    with sqlite3.connect(tmp_path / "archive" / "catalog.sqlite3") as catalog:
        assert catalog.execute("SELECT count(*) FROM figures").fetchone() == (1,)
    catalog.close()


def test_a_removed_article_takes_its_figures_with_it(
    tmp_path: Path, write: Write, run: Callable[..., SyncReport]
) -> None:
    gone = write("a.md", "Er waren 22 doden.")
    write("b.md", "De brug ging dicht.")
    run()
    gone.unlink()
    run()
    with sqlite3.connect(tmp_path / "archive" / "catalog.sqlite3") as catalog:
        assert catalog.execute("SELECT count(*) FROM figures").fetchone() == (0,)
    catalog.close()


def test_an_archive_of_before_there_were_figures_gets_them_at_the_next_run(
    tmp_path: Path, write: Write, run: Callable[..., SyncReport]
) -> None:
    write("a.md", "Er waren 22 doden.")
    run()
    with sqlite3.connect(tmp_path / "archive" / "catalog.sqlite3") as catalog:
        catalog.executescript(f"""
            {BEFORE_SCHEMA_5}
            DROP TABLE figures;
            DROP TABLE times;
            DELETE FROM facts WHERE name = 'figures';
            UPDATE facts SET value = '2' WHERE name = 'schema';
        """)
    catalog.close()
    assert run().unchanged == 1
    archive = Archive.open(tmp_path / "archive", WordEncoder())
    assert [one.figure.value for _, one in reported(archive)] == [22]
    archive.close()


def test_figures_of_other_rules_are_read_anew(tmp_path: Path, write: Write, run: Callable[..., SyncReport]) -> None:
    write("a.md", "Er waren 22 doden.")
    run()
    with sqlite3.connect(tmp_path / "archive" / "catalog.sqlite3") as catalog:
        catalog.execute("UPDATE figures SET value = 99")
        catalog.execute("UPDATE facts SET value = '0' WHERE name = 'figures'")
    catalog.close()
    run()
    archive = Archive.open(tmp_path / "archive", WordEncoder())
    assert [one.figure.value for _, one in reported(archive)] == [22]
    archive.close()
