"""One key for what is counted, whether a sentence says it in Dutch or in English."""

from __future__ import annotations

from functools import lru_cache

from index.glossary import Glossary
from index.words import stems

_KEYS = {
    "killed": """
    dood doden dode gedood gedode omgekomen omgekomenen omkwamen omkwam leven levens gesneuveld gesneuvelden overleden
    overleed verdronken verdronk doodgeschoten vermoord vermoorde dodental stierf stierven gestorven
    dodelijk bezweken bezweek
    dead death deaths killed kill kills killing fatalities fatality died dies drowned lives slain toll perished
    murdered
    """,
    "injured": """
    gewond gewonden gewonde gewonden verwond lichtgewond lichtgewonden zwaargewond zwaargewonden
    injured injuring injuries wounded wounding hurt injures
    """,
    "missing": "vermist vermisten vermiste missing unaccounted",
    "evacuated": "geëvacueerd geëvacueerden evacués evacuees evacuate evacueren evacuated evacuating",
    "arrested": "aangehouden gearresteerd opgepakt arrestaties aanhoudingen arrested arrests arresting detained",
    "displaced": "ontheemd ontheemden displaced",
    "stranded": "gestrand gestrande gestranden stranded",
    "missiles": "raketten raket missiles missile rockets rocket kruisraketten",
    "drones": "drones drone",
    "votes": "stemmen stem votes vote ballots",
    "seats": "zetels zetel seats seat raadszetels kamerzetels",
    "goals": "doelpunten doelpunt goals goal treffers",
    "homes": "woningen woning huizen huis homes home houses house",
    "jobs": "banen baan arbeidsplaatsen jobs job",
    "people": "mensen mens personen persoon people person persons",
}
KEY_OF = {word: key for key, words in _KEYS.items() for word in words.split()}
# Nouns that neither stemming nor the glossary brings to one word, in the order Dutch, English.
_JOINED = {
    word: key
    for key, words in {
        "child": "kind kinderen children",
        "woman": "vrouw vrouwen women",
        "man": "man mannen men",
        "city": "stad steden city cities",
        "resident": "inwoner inwoners bewoner bewoners resident residents",
        "officer": "agent agenten officer officers",
        "ship": "schip schepen ship ships",
        "bus": "bus bussen bus buses",
        "student": "student studenten students",
        "building": "gebouw gebouwen building buildings",
        "councillor": "raadslid raadsleden councillor councillors",
        "place": "plek plekken plaats plaatsen place places",
        "truck": "vrachtwagen vrachtwagens truck trucks lorry lorries",
        "protester": "demonstrant demonstranten betoger betogers protester protesters demonstrator demonstrators",
        "hostage": "gijzelaar gijzelaars hostage hostages",
        "bomb": "bom bommen bomb bombs",
    }.items()
    for word in words.split()
}
EVENTS = frozenset(("killed", "injured", "missing", "evacuated", "arrested", "displaced", "stranded"))

CURRENCIES = {
    "euro": "€ euro euros",
    "dollar": "$ us$ a$ c$ hk$ nz$ dollar dollars dlr dlrs",
    "pound": "£ pound pounds pond ponden stg",
    "yen": "¥ yen",
    "mark": "mark marks",
    "franc": "franc francs frank",
    "guilder": "guilder guilders gulden",
    "lira": "lire lira",
    "rupee": "rupee rupees",
    "peso": "peso pesos",
    "yuan": "yuan",
    "rouble": "rouble roubles ruble rubles roebel roebels",
    "crown": "crown crowns kronor kroner kronen kroon",
    "cent": "cts cent cents",
    "percent": "% pct procent percent",
    "percentage point": "procentpunt",
}
MEASURE_KEY = {word: key for key, words in CURRENCIES.items() for word in words.split()} | {"per cent": "percent"}


@lru_cache(maxsize=20_000)
def key_of(noun: str, language: str) -> str:
    """Return one key for a noun in Dutch and English: `missiles` for raketten; else its English stem, or its own."""
    lowered = noun.lower().replace("’", "'")
    if (known := KEY_OF.get(lowered) or _JOINED.get(lowered)) is not None:
        return known
    stemmed = stems(lowered, language)
    if language == "nl" and stemmed:
        _, entries = Glossary.shipped().longest_at(stemmed, 0, "nl")
        if len(stemmed) == 1 and entries and (english := entries[0].phrases["en"]):
            return " ".join(english[0])
    return " ".join(stemmed) or lowered
