// What the widget says, in Dutch and English; an answer's own phrases are those of the chat (ui/phrases.py).

const PHRASES = {
  nl: {
    title: "Vraag het archief",
    about: "Elke zin van een antwoord staat woord voor woord in een artikel.",
    question: "Je vraag",
    placeholder: "Bijvoorbeeld: hoeveel mensen werden er geëvacueerd?",
    ask: "Vraag",
    stop: "Stop",
    close: "Sluiten",
    full: "Hele chat",
    new_tab: "nieuw tabblad",
    talk: "Gesprek",
    selected: "Vraag over de selectie: “{words}”",
    asked: "Vraag: {question}",
    searching: "Zoeken in het archief …",
    queued: "In de rij: nummer {position}.",
    found: "{passages} passages gevonden …",
    found_one: "1 passage gevonden …",
    ask_next: "Vraag ook",
    writing: "{by} schrijft …",
    stopped: "Gestopt.",
    answered: "Het antwoord is klaar. Bronnen: {sources}.",
    source: "Bron {number}: {told}",
    back: "Terug naar het gesprek",
    loading: "Het artikel komt eraan …",
    read: "Lees in het archief",
    open: "Naar de krant",
    older: "Dit is revisie {revision}; de nieuwste is {newest}.",
    gone: "Dit artikel staat niet meer in zijn bron, sinds {day}.",
    not_said: "Het archief zegt het niet.",
    unknown: "Dit staat nergens in het archief: {words}.",
    unfinished: "Let op: {passages} passages zijn nog niet doorzocht.",
    unfinished_one: "Let op: 1 passage is nog niet doorzocht.",
    unsearched: "Let op: gezocht is op woorden alleen.",
    untold: "Wat gevonden is, gaat niet over deze periode: {period}.",
    nearest: "Het dichtst in de buurt komen:",
    also_in: "Ook in {where}",
    evidence_one: "{articles} artikelen, 1 oorspronkelijk",
    evidence_many: "{articles} artikelen, {origins} oorspronkelijk",
    according: "Volgens {source}",
    reported: "bericht van {when}",
    replaces: "Eerder: {before} ({when}).",
    corrected: "Gecorrigeerd: eerst stond er {before} ({when}).",
    timeline: "Hoe het getal veranderde",
    disagreement: "De cijfers lopen uiteen",
    column_time: "Van",
    column_figure: "Aantal",
    column_source: "Volgens",
    fate_superseded: "achterhaald",
    fate_corrected: "fout, later gecorrigeerd",
    written_by: "Geschreven door {by}, uit de citaten.",
    fell_back: "Dit zijn zinnen uit de artikelen zelf; wat {by} schreef, hield geen stand of kwam niet.",
    declined: "{by} vond in de passages geen antwoord.",
    translated: "vertaald door {by}",
    period: "Periode: {told}",
    assumed: "geen jaar genoemd, het laatste genomen",
    archive_as_of: "het archief zoals het was op {day}",
    understood_as: "Begrepen als: {question}",
    until: "tot en met {day}",
    since: "sinds {day}",
    unreachable: "Het archief is nu niet te bereiken. Probeer het straks opnieuw.",
    cut: "De verbinding is verbroken. Stel de vraag opnieuw.",
    refused: "Deze pagina mag het archief niet raadplegen. Wie Knipsel beheert, moet het adres van deze pagina opgeven bij de site “{site}”.",
    no_token: "Het archief liet deze pagina niet binnen. Laad de pagina opnieuw.",
    too_often: "Er zijn te veel vragen achter elkaar gesteld. Probeer het over {seconds} seconden opnieuw.",
    too_many: "Er staan al vragen van je open. Wacht tot die beantwoord zijn.",
    busy: "Er wachten te veel vragen. Probeer het over {seconds} seconden opnieuw.",
    unavailable: "In het archief kan nu niet worden gezocht. Probeer het straks opnieuw.",
    too_long: "Het antwoord duurde te lang. Stel een nauwere vraag.",
    no_article: "Dit artikel staat niet meer in het archief.",
    refused_empty: "Stel een vraag.",
    refused_long: "Die vraag is te lang. Stel haar in hoogstens duizend tekens.",
    refused_wordless: "Daar staan geen woorden in waarop te zoeken is. Stel de vraag in een zin.",
    failed: "Dat is niet gelukt. Geef dit nummer door aan wie Knipsel beheert: {request}.",
    check: "Zie de selectie na",
    checked: "Nagezien: “{words}”",
    checking: "{sentences} zinnen worden nagezien …",
    check_done: "De tekst is nagezien.",
    sentence: "Zin {number}",
    verdict_supported: "Staat in het archief.",
    verdict_superseded: "Was zo, later anders.",
    verdict_contradicted: "Het archief zegt iets anders.",
    verdict_related: "Zo niet gevonden; dit komt in de buurt.",
    verdict_not_found: "Niet gevonden.",
    verdict_not_checkable: "Niet te controleren.",
    text_empty: "Er is geen tekst om na te zien.",
    text_long: "Die tekst is te lang. Selecteer hoogstens tweeduizend tekens.",
    text_wordless: "Daar staan geen woorden in waarop te zoeken is. Selecteer een zin of een alinea.",
  },
  en: {
    title: "Ask the archive",
    about: "Every sentence of an answer stands word for word in an article.",
    question: "Your question",
    placeholder: "For example: how many people were evacuated?",
    ask: "Ask",
    stop: "Stop",
    close: "Close",
    full: "Full chat",
    new_tab: "new tab",
    talk: "Conversation",
    selected: "Ask about the selection: “{words}”",
    asked: "Question: {question}",
    searching: "Searching the archive …",
    queued: "In the queue: number {position}.",
    found: "Found {passages} passages …",
    found_one: "Found 1 passage …",
    ask_next: "Ask next",
    writing: "{by} is writing …",
    stopped: "Stopped.",
    answered: "The answer is complete. Sources: {sources}.",
    source: "Source {number}: {told}",
    back: "Back to the conversation",
    loading: "Fetching the article …",
    read: "Read in the archive",
    open: "Read at the outlet",
    older: "This is revision {revision}; the newest is {newest}.",
    gone: "This article is no longer in its source, since {day}.",
    not_said: "The archive does not say.",
    unknown: "Nothing in the archive mentions: {words}.",
    unfinished: "Mind: {passages} passages are not searched yet.",
    unfinished_one: "Mind: 1 passage is not searched yet.",
    unsearched: "Mind: only words were searched.",
    untold: "Nothing that was found tells of this period: {period}.",
    nearest: "What comes nearest:",
    also_in: "Also in {where}",
    evidence_one: "{articles} articles, 1 origin",
    evidence_many: "{articles} articles, {origins} origins",
    according: "According to {source}",
    reported: "reported {when}",
    replaces: "Before that: {before} ({when}).",
    corrected: "Corrected: at first it said {before} ({when}).",
    timeline: "How the figure changed",
    disagreement: "The figures differ",
    column_time: "As of",
    column_figure: "Figure",
    column_source: "According to",
    fate_superseded: "superseded",
    fate_corrected: "wrong, later corrected",
    written_by: "Written by {by} from the quotations.",
    fell_back: "These are sentences of the articles themselves; what {by} wrote did not stand or did not come.",
    declined: "{by} found no answer in the passages.",
    translated: "translated by {by}",
    period: "Period: {told}",
    assumed: "no year named, the latest taken",
    archive_as_of: "the archive as it stood on {day}",
    understood_as: "Understood as: {question}",
    until: "until {day}",
    since: "since {day}",
    unreachable: "The archive cannot be reached now. Try again later.",
    cut: "The connection was cut. Ask again.",
    refused: "This page may not ask the archive. Who keeps Knipsel has to declare the address of this page for the site “{site}”.",
    no_token: "The archive did not let this page in. Load the page again.",
    too_often: "Too many questions were asked in a row. Try again in {seconds} seconds.",
    too_many: "Questions of yours are open already. Wait until they are answered.",
    busy: "Too many questions are waiting. Try again in {seconds} seconds.",
    unavailable: "The archive cannot be searched now. Try again later.",
    too_long: "The answer took too long. Ask something narrower.",
    no_article: "This article is no longer in the archive.",
    refused_empty: "Ask a question.",
    refused_long: "That question is too long. Ask it in at most a thousand characters.",
    refused_wordless: "There are no words in it to search for. Ask it in a sentence.",
    failed: "That did not work. Give this number to who keeps Knipsel: {request}.",
    check: "Check the selection",
    checked: "Checked: “{words}”",
    checking: "Checking {sentences} sentences …",
    check_done: "The text is checked.",
    sentence: "Sentence {number}",
    verdict_supported: "The archive says so.",
    verdict_superseded: "Was so, later changed.",
    verdict_contradicted: "The archive says otherwise.",
    verdict_related: "Not found as such; this comes near.",
    verdict_not_found: "Not found.",
    verdict_not_checkable: "Cannot be checked.",
    text_empty: "There is no text to check.",
    text_long: "That text is too long. Select at most two thousand characters.",
    text_wordless: "There are no words in it to search for. Select a sentence or a paragraph.",
  },
};

// Returns a phrase in Dutch for `nl`, otherwise in English.
export function say(phrase, language, words = {}) {
  const told = (PHRASES[language] ?? PHRASES.en)[phrase];
  return told.replace(/\{(\w+)\}/g, (_, name) => words[name] ?? "");
}

// Returns how a person writes a date or period of the archive: `2024`, `2024-01`, `2024-01-31`, `2024-01-01/2024-02-03`.
export function day(iso, language) {
  const [first, last] = iso.split("/");
  if (last === undefined) return moment(first, language);
  if (first === "..") return say("until", language, { day: moment(last, language) });
  if (last === "..") return say("since", language, { day: moment(first, language) });
  return `${moment(first, language)} – ${moment(last, language)}`;
}

function moment(iso, language) {
  const parts = ["year", "month", "day"].slice(0, iso.split("-").length);
  const told = new Date(parts.length === 1 ? `${iso}-01` : iso);
  if (Number.isNaN(told.getTime())) return iso;
  const kinds = { year: "numeric", month: "long", day: "numeric" };
  const options = Object.fromEntries(parts.map((part) => [part, kinds[part]]));
  return new Intl.DateTimeFormat(language === "nl" ? "nl" : "en-GB", { ...options, timeZone: "UTC" }).format(told);
}

const OF_CODES = {
  unreachable: "unreachable",
  cut: "cut",
  "origin-not-allowed": "refused",
  "site-unknown": "refused",
  "not-found": "refused", // of a site without a name
  "token-elsewhere": "refused",
  "token-missing": "no_token",
  "token-invalid": "no_token",
  "token-expired": "no_token",
  "too-often": "too_often",
  "too-many-streams": "too_many",
  busy: "busy",
  "archive-unavailable": "unavailable",
  "too-long": "too_long",
  "article-unknown": "no_article",
};

// Returns what went wrong and what to do, for the person who asked; `problem` is a Problem.
export function wrong(problem, language, site) {
  const words = { site, seconds: problem.retry_after_s ?? 10, request: problem.request_id ?? "–" };
  if (problem.code === "question-refused" && ["empty", "long", "wordless"].includes(problem.reason)) {
    return say(`refused_${problem.reason}`, language);
  }
  if (problem.code === "text-refused" && ["empty", "long", "wordless"].includes(problem.reason)) {
    return say(`text_${problem.reason}`, language);
  }
  return say(OF_CODES[problem.code] ?? "failed", language, words);
}
