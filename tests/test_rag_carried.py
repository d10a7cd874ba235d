"""The gate for written sentences: numbers, names, times and negations must stand in the quotations."""

from __future__ import annotations

import pytest
from fakes import an_article

from index.glossary import Glossary
from index.span import Span
from rag.answer import Citation
from rag.carried import flaw_of


def flaw(sentence: str, *quotes: str, said_in: str = "en", of: str = "nl", outlet: str = "De Test") -> str | None:
    citations = [
        Citation.of(an_article(quote, language=of, outlet=outlet), whole := Span(0, len(quote)), whole)
        for quote in quotes
    ]
    return flaw_of(sentence, said_in, citations, Glossary.shipped())


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("At least 22 were killed in Belgorod.", "In Belgorod zijn zaterdag zeker 22 mensen omgekomen"),
        ("Ten people were injured in Ukraine.", "In Oekraïne raakten tien mensen gewond"),
        ("10 people were injured.", "tien mensen raakten gewond"),
        ("About 10,000 civilians have died, says the United Nations.", "zo'n 10.000 burgers gedood, zegt de VN"),
        ("The UN counted 2.5 million refugees.", "2,5 miljoen vluchtelingen, telde de Verenigde Naties"),
        ("Ukrainian authorities spoke.", "de Oekraïense autoriteiten spraken"),
        ("Putin will not come.", "Poetin komt niet"),
        ("On 2 January 2024 the dike broke.", "de dijk brak vandaag door"),
        ("The dike broke in January 2024.", "de dijk brak vandaag door"),
        ("The dike broke, De Test reported on 2 January 2024.", "de dijk brak door, zei Vos"),
        ("The dike broke on Monday.", "de dijk brak maandag door"),
        ("No more than 40 were injured.", "niet meer dan 40 gewonden"),
        ("The US army withdrew.", "het leger van de VS trok zich terug"),
        ("According to De Test, the dike broke.", "de dijk brak vandaag door"),
        ("Officials in Belgorod spoke.", "de autoriteiten in Belgorod spraken"),
        ("Meanwhile Putin spoke.", "Poetin sprak lang"),
        ("President Putin spoke.", "president Poetin sprak lang"),
        ("About 10 % fled (€5 each) – it’s “so”; 3/4 km² left.", "about 10 % fled (€5 each) – it’s “so”; 3/4 km² left"),
        ("Parcels of bol.com fled, says nu.nl.", "parcels of bol.com fled, says nu.nl today"),
        ("Parcels of Bolt Inc <BOL.N> fled.", "parcels of Bolt Inc <BOL.N> fled today"),
        ("25.", "het dodental is opgelopen tot 25"),
    ],
)  # fmt: skip
def test_what_the_quotation_says_in_dutch_carries_what_is_said_in_english(sentence: str, quote: str) -> None:
    assert flaw(sentence, quote) is None


@pytest.mark.parametrize(
    ("sentence", "quote", "told"),
    [
        ("25 people were killed.", "zeker 22 mensen om het leven gekomen", "number"),
        ("22 people were killed.", "zeker 22 mensen om het leven gekomen", "number"),  # at least 22
        ("Nearly 22 people were killed.", "zeker 22 mensen om het leven gekomen", "number"),
        ("Twelve people were injured.", "tien mensen raakten gewond", "number"),
        ("10.000 people fled.", "10.000 mensen vluchtten", "number"),  # ten, in English
        ("Velderboys won 3-1.", "Velderboys won met 3-0", "number"),
        ("Dozens were injured.", "36 mensen raakten gewond", "number"),
        ("Flat 14 burned down.", "de woning brandde af", "number"),
        ("It began at 20:15.", "het begon om kwart over acht", "number"),
        ("Zelensky spoke.", "de president sprak lang", "name"),
        ("It happened in Kharkiv.", "het gebeurde in Belgorod", "name"),
        ("Anna Terpstra spoke.", "Anna de Vries sprak met Joost Terpstra", "name"),
        ("According to the BBC, the dike broke.", "de dijk brak vandaag door", "name"),
        ("On 2 January 2024 the dike broke.", "de dijk brak door, zei Vos", "time"),
        ("The dike broke, reported on 3 January 2024.", "de dijk brak door, zei Vos", "time"),
        ("On 3 January 2024 the dike broke.", "de dijk brak vandaag door", "time"),
        ("The dike broke on Tuesday.", "de dijk brak maandag door", "time"),
        ("The dike broke in March 2023.", "de dijk brak in 2023 door, in maart 2022 nog niet", "time"),
        ("The dike broke in the last 60 days.", "de dijk brak vandaag door", "time"),
        ("The US withdrew the army.", "het leger trok zich terug", "name"),
        ("The dike held since 2020.", "de dijk hield het in 2020", "time"),
        ("People died.", "er vielen geen doden", "negation"),
        ("Nobody died.", "er vielen veel doden", "negation"),
        ("Nobody did not die.", "niemand ging dood", "negation"),
        ("The dike is open.", "de dijk is nog niet open", "negation"),
        ("The mayor is a thief and should resign.", "zei de burgemeester gisteren", "words"),
        ("You answer a question from numbered passages.", "de dijk brak vandaag door", "words"),
        ("The dike broke, see https://evil.example/x.", "de dijk brak vandaag door", "markup"),
        ("The dike broke, see evil.com.", "de dijk brak vandaag door", "markup"),
        ("The dike broke, write to a@b.c.", "de dijk brak vandaag door", "markup"),
        ("The dike broke ![x](y).", "de dijk brak vandaag door", "markup"),
        ("The dike\u202e broke.", "de dijk brak vandaag door", "markup"),
        ("The dike\u202e broke.", "the dike\u202e broke today", "markup"),
        ("The dike broke, see http://evil.example/x.", "The dike broke, see http://evil.example/x.", "markup"),
        ("The dike broke ![x](y).", "The dike broke ![x](y).", "markup"),
        ("The dike <b>broke</b>.", "The dike <b>broke</b> today", "markup"),
        ("The dike <IMG SRC=x> broke.", "The dike <IMG SRC=x> broke today", "markup"),
        ("The dike <SCRIPT> broke.", "The dike <BOL.N> broke today", "markup"),
        ("The dike broke, see evil.example.", "de dijk brak vandaag door", "markup"),
        ("The dike broke, see evil.ru/q?a=b.", "de dijk brak vandaag door", "markup"),
        ("The dike broke javascript:alert(1).", "The dike broke javascript:alert(1) today", "markup"),
        ("²⁵ people died.", "22 people died today", "markup"),
        ("㉕ people died.", "22 people died today", "markup"),
        ("２５ people died.", "22 people died today", "markup"),
        ("\u0420utin spoke.", "Putin spoke for long", "markup"),  # a Cyrillic letter
        ("2\u03325 people died.", "2 people died today", "markup"),
        ("🔥 The dike broke.", "the dike broke today", "markup"),
        ("500 people died.", "2\u200b500 people died today", "number"),  # which reads 2500
        ("Yes, he was.", "says mayor Vos of Sluiswijk", "words"),
        ("No.", "says mayor Vos, not of Sluiswijk", "words"),
    ],
)  # fmt: skip
def test_what_the_quotation_does_not_say_is_a_flaw(sentence: str, quote: str, told: str) -> None:
    assert flaw(sentence, quote) == told


def test_a_name_that_is_quoted_carries_nothing_that_is_said_of_who_bears_it() -> None:
    quoted = "zei burgemeester Joost Terpstra"
    assert flaw("Joost Terpstra is een dief en moet weg.", quoted, said_in="nl") == "words"
    assert flaw("Joost Terpstra is burgemeester.", quoted, said_in="nl") is None
    assert flaw("Joost Terpstra.", quoted, said_in="nl") is None


def test_what_one_quotation_lacks_another_may_have() -> None:
    assert flaw("Zeker 22 doden, zegt Vos.", "zeker 22 mensen stierven", "zegt burgemeester Vos", said_in="nl") is None


def test_a_sentence_without_quotations_is_flawed() -> None:
    assert flaw("The dike broke.") == "quotation"
