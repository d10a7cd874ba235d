// The sources of one answer: numbered marks in it, and the card that a mark opens.
import { line, link, make } from "./elements.js";
import { day, say } from "./phrases.js";

const placeOf = (citation) => JSON.stringify([citation.article, citation.revision, citation.start, citation.end]);

export class Sources {
  #language;
  #read;
  #numbers = new Map();
  #says = new Map();
  #translations = new Map();
  #by = "";

  // `read` shows the article of a citation.
  constructor(language, read) {
    this.#language = language;
    this.#read = read;
  }

  get count() {
    return this.#numbers.size;
  }

  // Takes from an outcome who says the figure of a quotation, and how a model translated it.
  take(outcome) {
    const figures = [outcome.lead?.figure, outcome.lead?.replaces, ...(outcome.figures ?? [])].filter(Boolean);
    for (const figure of figures) {
      if (figure.source && figure.citations.length > 0) this.#says.set(placeOf(figure.citations[0]), figure.source);
    }
    for (const one of outcome.translations ?? []) this.#translations.set(placeOf(one), one.text);
    this.#by = outcome.written?.by ?? "";
  }

  // Returns a block that ends in the marks of its citations, and behind it the place where their cards open; `shown`
  // is a citation that needs no mark.
  cited(block, citations, end = block, shown = null) {
    const cards = make("div", { class: "cards" });
    const marks = make("span", { class: "marks" });
    for (const [place, citation] of new Map(citations.map((one) => [placeOf(one), one]))) {
      if (!shown || place !== placeOf(shown)) marks.append(this.#mark(citation, cards));
    }
    end.append(" ", marks);
    return [block, cards];
  }

  // Returns the card of a citation.
  card(citation) {
    return this.#card(citation, this.#numberOf(citation));
  }

  #numberOf(citation) {
    const place = placeOf(citation);
    if (!this.#numbers.has(place)) this.#numbers.set(place, this.#numbers.size + 1);
    return this.#numbers.get(place);
  }

  #mark(citation, cards) {
    const place = placeOf(citation);
    const number = this.#numberOf(citation);
    const told = say("source", this.#language, { number, told: toldOf(citation, this.#language) });
    const mark = make("button", { type: "button", class: "mark", "aria-expanded": "false", "aria-label": told }, number);
    mark.dataset.place = place;
    let card = null;
    mark.addEventListener("click", (event) => {
      const opens = mark.getAttribute("aria-expanded") === "false";
      mark.setAttribute("aria-expanded", String(opens));
      if (opens) cards.append((card = this.#card(citation, number)));
      else card.remove();
      if (opens && event.isTrusted) card.scrollIntoView({ block: "nearest" });
    });
    return mark;
  }

  #card(citation, number) {
    const place = placeOf(citation);
    const [says, translation] = [this.#says.get(place) ?? citation.source, this.#translations.get(place)];
    const by = say("translated", this.#language, { by: this.#by });
    return cardOf(citation, this.#language, this.#read, {
      number,
      quote: make("mark", {}, citation.quote),
      under: [
        translation && make("p", { class: "translation" }, make("q", { dir: "auto" }, translation), " ", small(by)),
        says && make("p", { class: "told" }, say("according", this.#language, { source: says })),
        citation.also_in.length > 0 && make("p", { class: "told" }, alsoTold(citation, this.#language)),
      ],
    });
  }
}

// Returns the card of a passage that comes near, where nothing answers.
export function passageCard(hit, language, read) {
  return cardOf(hit, language, read, { number: null, quote: hit.text, under: [] });
}

function cardOf(cited, language, read, { number, quote, under }) {
  const away = link(cited.url, say("open", language), { class: "open" });
  const reading = make("button", { type: "button", class: "read" }, say("read", language));
  reading.addEventListener("click", () => read(cited, reading));
  return make(
    "article",
    { class: "source" },
    make(
      "header",
      {},
      number && make("span", { class: "number", "aria-hidden": "true" }, number),
      make(
        "div",
        {},
        make("h4", { dir: "auto", lang: cited.language }, cited.title),
        make("p", { class: "told" }, line(cited.outlet, day(cited.published, language))),
      ),
    ),
    make("blockquote", { dir: "auto", lang: cited.language }, quote),
    ...under.filter(Boolean),
    make("p", { class: "ways" }, reading, away && " ", away),
  );
}

function toldOf(article, language) {
  return line(article.outlet, day(article.published, language), article.title);
}

function alsoTold(citation, language) {
  const places = citation.also_in.map((other) => `${other.outlet || other.title} (${day(other.published, language)})`);
  return say("also_in", language, { where: places.join(", ") });
}

function small(text) {
  return make("span", { class: "told" }, text);
}
