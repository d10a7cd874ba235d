"""The Dutch words that dates are written with."""

from __future__ import annotations

from index.annotate.dates.feasts import DUTCH as FEASTS
from index.annotate.dates.kinds import KINDS
from index.annotate.dates.lexicon import Entry, Lexicon, listed, numbered

_DAYS = "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag".split()
_PARTS = "ochtend morgen middag avond nacht voormiddag namiddag"
_COUNTS = """
twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien
twintig
"""


_PLURALS = {
    "dagen": "day",
    "weken": "week",
    "maanden": "month",
    "jaren": "year",
    "kwartalen": "quarter",
    "decennia": "decade",
    "weekenden": "weekend",
}


def _units() -> dict[str, Entry]:
    return {
        **listed("UNIT", "dag etmaal", "day"),
        **listed("UNIT", "week", "week"),
        **listed("UNIT", "maand", "month"),
        **listed("ANNUM", "jaar kalenderjaar", "year"),
        **listed("QUARTER", "kwartaal trimester", "quarter"),
        **listed("UNIT", "decennium", "decade"),
        **listed("WEEKEND", "weekend weekeinde", "weekend"),
        **{word: (KINDS["UNITS"], name) for word, name in _PLURALS.items()},
        **numbered("SEASON", "lente/voorjaar zomer herfst/najaar winter"),
    }


def _days() -> dict[str, Entry]:
    joined = {name + part: (KINDS["WEEKDAY"], at) for at, name in enumerate(_DAYS) for part in _PARTS.split()}
    return {
        **numbered("WEEKDAY", " ".join(_DAYS), first=0),
        **joined,
        **numbered("WEEKDAY_SHORT", "ma di wo do vr za zo", first=0),
        **listed("OWN_PART", "'s_ochtends 's_middags 's_avonds 's_nachts 's_morgens"),
        **listed("PART", _PARTS.replace("morgen ", "")),
        **listed("OTHER", "vandaag_de_dag"),
        **listed("TODAY", "vandaag vanochtend vanmorgen vanmiddag vanavond", (0, 0)),
        **listed("TODAY", "gisteren gisteravond gisterochtend gistermorgen gistermiddag gisternacht", (-1, -1)),
        **listed("TODAY", "eergisteren eergisteravond", (-2, -2)),
        **listed("TODAY", "morgen morgenochtend morgenmiddag morgenavond", (1, 1)),
        **listed("TODAY", "overmorgen", (2, 2)),
        **listed("TODAY", "vannacht afgelopen_nacht", (-1, 0)),
        **listed("TODAY", "komende_nacht", (0, 1)),
        **listed(
            "THEN", "die_dag diezelfde_dag dezelfde_dag die_avond diezelfde_avond die_ochtend die_middag", ("day", 0)
        ),
        **listed("THEN", "de_volgende_dag de_dag_erna de_dag_daarna een_dag_later daags_erna daags_daarna", ("day", 1)),
        **listed("THEN", "de_volgende_ochtend de_ochtend_erna", ("day", 1)),
        **listed("THEN", "de_dag_ervoor de_dag_daarvoor een_dag_eerder daags_ervoor", ("day", -1)),
        **listed("THEN", "die_maand diezelfde_maand", ("month", 0)),
        **listed("THEN", "dat_jaar datzelfde_jaar", ("year", 0)),
        **listed("THEN", "het_jaar_erna het_jaar_daarna het_jaar_daarop het_volgende_jaar", ("year", 1)),
        **listed("THEN", "het_jaar_ervoor het_jaar_daarvoor", ("year", -1)),
    }


def _months() -> dict[str, Entry]:
    months = "januari februari maart april mei juni juli augustus september oktober november december"
    return {
        **numbered("MONTH", months),
        **numbered("SHORT", "jan feb/febr mrt apr - jun jul aug sep/sept okt nov dec"),
    }


def _numbers() -> dict[str, Entry]:
    return {
        **numbered("COUNT", _COUNTS, first=2),
        **listed("COUNT", "één", 1),
        **listed("ARTICLE", "een", 1),
        **listed(
            "VAGUE",
            """
            enkele enige paar een_paar meerdere verscheidene anderhalf anderhalve
            ruim ongeveer bijna zeker minstens circa
            """,
        ),
        **numbered("ORDINAL", "eerste tweede derde vierde"),
        **listed("ORDINAL", "laatste", -1),
        **listed("HALF", "helft", 2),
        **{f"q{n}": (KINDS["QUARTER_NUMBER"], n) for n in range(1, 5)},
        **{
            f"jaren {way}": (KINDS["DECADE"], number)
            for number, name in enumerate(_TENS, start=2)
            for way in (name, f"{number}0", f"'{number}0")
        },
    }


_TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig".split()


def _relations() -> dict[str, Entry]:
    return {
        **listed("LAST", "vorige vorig verleden"),
        **listed("PAST", "afgelopen voorbije laatste"),
        **listed("NEXT", "volgende volgend", "next"),
        **listed("NEXT", "komende komend aanstaande aankomende", "coming"),
        **listed("THIS", "deze dit huidige lopende"),
        **listed("EARLIER", "eerder ervoor daarvoor"),
        **listed("LATER", "later erna daarna nadien"),
        **listed("AGO", "geleden terug"),
        **listed("STAGE", "begin aanvang", 0),
        **listed("STAGE", "medio half halverwege midden", 1),
        **listed("STAGE", "eind einde", 2),
    }


def _small() -> dict[str, Entry]:
    return {
        **listed("THE", "de het"),
        **listed("OF", "van"),
        **listed("IN", "in op gedurende tijdens rond omstreeks uit per om"),
        **listed("OVER", "over"),
        **listed("AND", "en"),
        **listed("BETWEEN", "tussen"),
        **listed("UNTIL", "tot tot_en_met t/m tot_aan tot_in tot_en_met_in"),
        **listed("BY", "tegen uiterlijk"),
        **listed("BEFORE", "vóór"),
        **listed("FOR", "voor"),
        **listed("SINCE", "sinds sedert vanaf met_ingang_van al_sinds"),
        **listed("AFTER", "na"),
        **listed("EVERY", "elke elk iedere ieder alle zo'n"),
        **listed("WILL", "zal zullen wordt worden gaat gaan moet begint volgt"),
        **listed("PLANNED", "moeten beginnen verwacht gepland hoopt hopen"),
        **listed("COUNTABLE", _COUNTABLE),
    }


_COUNTABLE = """
mensen personen inwoners euro dollar gulden pond doden gewonden slachtoffers arbeidsplaatsen banen woningen huizen
leden soldaten militairen leerlingen studenten vluchtelingen asielzoekers bezoekers kilometer meter hectare ton kilo
keer stuks miljoen miljard mln mld procent graden uur deelnemers demonstranten agenten zieken patiënten huishoudens
bedrijven medewerkers werknemers stemmen handtekeningen kinderen burgers gevallen meldingen besmettingen exemplaren
"""

LEXICON = Lexicon.of("nl", _units() | _days() | _months() | _numbers() | _relations() | _small(), FEASTS)
