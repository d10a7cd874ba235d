"""Dutch and English words that end a noun phrase: prepositions, conjunctions, pronouns, auxiliary and common verbs."""

from __future__ import annotations

PREPOSITIONS = frozenset(
    """
    in op aan bij met voor na naar uit tot om door tegen over onder boven tussen tijdens sinds vanaf van per wegens
    binnen buiten langs rond zonder via volgens naast te achter ondanks omheen dankzij on at by for with from to into
    of about after before since between during against under through within without near off up down out across around
    along as towards toward among amid despite until till following according compared including excluding too back
    away apart due
    """.split()
)
CONJUNCTIONS = frozenset(
    """
    en of maar want dat die dan als omdat toen terwijl hoewel zodat waarbij waarvan waardoor waarin waar wie wat
    and or but that which who whom whose when while because if where than although though whether what vs versus
    """.split()
)
PRONOUNS = frozenset(
    """
    er het ze zij hij we wij ik jij je u hun hem haar dit deze daar hier zich elkaar ook nog al niet geen daarna
    daarbij daarvan daarmee daardoor daarom toen nu weer wel intussen inmiddels vervolgens vandaag gisteren morgen
    vanochtend vanmiddag vanavond vannacht zaterdag zondag maandag dinsdag woensdag donderdag vrijdag samen meer
    minder maandagavond dinsdagavond woensdagavond donderdagavond vrijdagavond zaterdagavond zondagavond
    it he she they we i you him them us this these those there here not also still now then later
    again so each today yesterday tonight more less ago earlier together
    monday tuesday wednesday thursday friday saturday sunday
    """.split()
)
SAID_BY = frozenset("hij zij ze hem haar hen he she they him them it we wij ik i".split())
ARTICLES = frozenset(
    "de het een the a an zijn haar hun onze ons his her their its our my mijn deze dit this that these those".split()
)
VERBS = frozenset(
    """
    is zijn was waren wordt worden werd werden heeft hebben had hadden kan kunnen kon konden zal zullen zou zouden
    moet moeten moest moesten mag mogen mocht wil willen wilde wilden gaat gaan ging gingen komt komen kwam kwamen
    staat staan stond stonden blijft blijven bleef bleven raakt raken raakte raakten krijgt krijgen kreeg kregen doet
    doen deed deden ligt liggen lag lagen zit zitten zat zaten maakt maken maakte maakten lijkt lijken leek leken gaf
    geeft geven gaven haalde haalden wonnen won verloor verloren bleek blijkt reed reden vroeg vroegen neemt nam
    vielen viel kosten bracht brachten begon begonnen leven wonen werken telt tellen telden stemden stemde hield
    hielden trok trokken tekenden deelden meededen overleefde overleefden stierf stierven overleden overleed
    verdronken verdwijnen verdween verdwenen are were be been being has have can could will would shall should may
    might must do does did get got go goes went gone come came comes say says said make made makes take took takes
    give gave given remain remains remained live lived work worked die died vote voted turned attended left lost fell
    rose rise rises grew stands stood stay stayed became become becomes want wanted killed injured wounded hurt
    arrested evacuated displaced drowned held stranded missing trapped dead
    """.split()
)
STOPS = PREPOSITIONS | CONJUNCTIONS | PRONOUNS | ARTICLES | VERBS
INSTITUTIONS = frozenset(
    """
    gemeente politie overheid regering ministerie provincie organisatie brandweer waterschap bedrijf vereniging club
    vakbond stichting universiteit ziekenhuis bureau dienst instituut raad bond krant omroep partij rechtbank leger
    commissie kamer bank fabriek museum school autoriteiten justitie gezondheidsdienst veiligheidsregio stadhuis
    """.split()
)
