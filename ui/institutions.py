"""Names of those who say so, Dutch and English: all other sources keep the words of their article."""

from __future__ import annotations

from functools import cache

from index.words import stems

# Dutch | English, each with its article; what stands behind a further bar is found too, and never shown.
_NAMES = """
de Mensenrechtenraad van de Verenigde Naties | the UN Human Rights Council | the United Nations Human Rights Council
de VN-missie voor de mensenrechten in Oekraïne | the UN human rights mission in Ukraine
het VN-mensenrechtenbureau | the UN human rights office
de Verenigde Naties | the United Nations
de VN | the UN
de Veiligheidsraad | the Security Council
de Wereldgezondheidsorganisatie | the World Health Organization
het Rode Kruis | the Red Cross
Artsen zonder Grenzen | Doctors Without Borders
het Internationaal Atoomenergieagentschap | the International Atomic Energy Agency
het Internationaal Strafhof | the International Criminal Court
de Europese Commissie | the European Commission
de Europese Centrale Bank | the European Central Bank
de NAVO | NATO
Russische autoriteiten | Russian authorities
de Russische autoriteiten | the Russian authorities
Oekraïense autoriteiten | Ukrainian authorities
de Oekraïense autoriteiten | the Ukrainian authorities
de lokale autoriteiten | the local authorities
lokale autoriteiten | local authorities
de autoriteiten | the authorities
het Russische ministerie van Defensie | the Russian defence ministry | the Russian Ministry of Defence
het Oekraïense ministerie van Defensie | the Ukrainian defence ministry
het ministerie van Defensie | the defence ministry | the Ministry of Defence
het ministerie van Volksgezondheid | the health ministry | the Ministry of Health
het ministerie van Buitenlandse Zaken | the foreign ministry
het ministerie van Financiën | the finance ministry
de luchtmacht | the air force
het leger | the army
de lokale gouverneur | the local governor
de gouverneur | the governor
de burgemeester | the mayor
de regering | the government
het kabinet | the cabinet
de minister | the minister
de premier | the prime minister
de president | the president
de gemeente | the municipality
de gemeenteraad | the town council
het stadhuis | the town hall
de provincie | the province
de veiligheidsregio | the safety region
het waterschap | the water board
de politie | the police | police
de brandweer | the fire brigade | the fire service | the fire department
het Openbaar Ministerie | the public prosecutor | the Public Prosecution Service
de rechtbank | the court
de vakbond | the union | the trade union
de ondernemingsraad | the works council
de directie | the management
het bestuur | the board
het ziekenhuis | the hospital
de universiteit | the university
de organisatie | the organisers
een woordvoerder | a spokesman | a spokesperson
het Centraal Bureau voor de Statistiek | Statistics Netherlands
het RIVM | the Dutch health institute RIVM
het KNMI | the Dutch weather institute KNMI
"""
_PLACE = {"nl": 0, "en": 1}


def in_language(name: str, language: str, wanted: str) -> str | None:
    """Return a source's name in the language that is wanted; None where the table does not have it."""
    column = _PLACE.get(wanted, 1)
    return _table(language).get(tuple(stems(name, language)), (None, None))[column]


@cache
def _table(language: str) -> dict[tuple[str, ...], tuple[str, str]]:
    table = dict[tuple[str, ...], tuple[str, str]]()
    for line in _NAMES.strip().splitlines():
        dutch, english, *more = (part.strip() for part in line.split("|"))
        for name in (dutch,) if language == "nl" else (english, *more):
            table.setdefault(tuple(stems(name, language)), (dutch, english))
    return table
