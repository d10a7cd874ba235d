// A text of the page and what the archive says of each of its sentences, as they come.
import { line, make } from "./elements.js";
import { say, wrong } from "./phrases.js";
import { Sources } from "./source.js";

const SIGNS = { supported: "✓", superseded: "↻", contradicted: "✗", related: "≈", not_found: "–", not_checkable: "·" };
const SHOWN = 160;

export class CheckTurn {
  #language;
  #announce;
  #read;
  #sources;
  #progress = make("p", { class: "progress" });
  #verdicts = make("ol", { class: "verdicts" });
  #counts = {};

  // `announce` tells a sentence to who hears the page, `read` shows the article of a citation.
  constructor(text, language, { announce, read }) {
    this.#language = language;
    this.#announce = announce;
    this.#read = read;
    this.#sources = new Sources(language, read);
    const words = text.replace(/\s+/g, " ");
    const shown = words.length > SHOWN ? `${words.slice(0, SHOWN)}…` : words;
    const asked = make("h3", { class: "asked", dir: "auto" }, say("checked", language, { words: shown }));
    this.element = make("section", { class: "turn" }, asked, this.#verdicts, this.#progress);
    this.#goesOn(say("searching", language));
  }

  // Takes in an event.
  tell({ name, data }) {
    if (name === "queued") this.#goesOn(say("queued", this.#language, data), true);
    if (name === "reading") this.#begin(data);
    if (name === "judged") this.#judge(data);
    if (name === "done") this.#done(data.outcome);
  }

  // Tells that it was stopped; what was said by then stays.
  stopped() {
    this.#goesOn(say("stopped", this.#language), true);
  }

  // Tells what went wrong; what was said by then stays.
  failed(problem, site) {
    this.#goesOn(wrong(problem, this.#language, site), true);
    this.#progress.classList.add("wrong");
  }

  // What is said of a text is in its language, as an answer is in that of its question.
  #begin({ language, sentences }) {
    this.#language = language === "nl" ? "nl" : "en";
    this.#sources = new Sources(this.#language, this.#read);
    this.element.lang = this.#language;
    this.#goesOn(say("checking", this.#language, { sentences }));
  }

  #judge(judged) {
    const { number, sentence, verdict, told, citations, was, now } = judged;
    const known = verdict in SIGNS ? verdict : "not_found";
    this.#counts[known] = (this.#counts[known] ?? 0) + 1;
    const label = say(`verdict_${known}`, this.#language);
    this.#sources.take({ figures: [was, ...(now ?? [])].filter(Boolean) });
    this.#verdicts.append(
      make(
        "li",
        { class: `verdict ${known}` },
        make("p", { class: "sentence", dir: "auto" }, sentence),
        ...this.#finding(known, label, told, citations, now ?? []),
      ),
    );
    this.#announce(line(say("sentence", this.#language, { number }), label, told), this.#language);
  }

  // Returns the mark, the words, the first quotation as a card, and the others behind numbered marks.
  #finding(known, label, told, citations, now) {
    const sign = make("span", { class: "sign", "aria-hidden": "true" }, SIGNS[known]);
    const block = make("p", { class: "finding" }, sign, " ", make("strong", {}, label));
    if (told) block.append(" ", make("span", { class: "told", dir: "auto" }, told));
    const [first, ...rest] = citations;
    if (!first) return [block];
    const shown = make("div", { class: "cards" }, this.#sources.card(first));
    const others = [...rest, ...now.flatMap((figure) => figure.citations)];
    return [...this.#sources.cited(block, others, block, first), shown];
  }

  #done({ remarks }) {
    this.#progress.remove();
    this.element.append(...remarks.map((told) => make("p", { class: "told", dir: "auto" }, told)));
    const counts = Object.keys(SIGNS).filter((name) => this.#counts[name]);
    const each = counts.map((name) => `${say(`verdict_${name}`, this.#language)}: ${this.#counts[name]}`);
    this.#announce(`${say("check_done", this.#language)} ${each.join(", ")}.`, this.#language);
  }

  #goesOn(told, aloud = false) {
    this.#progress.textContent = told;
    if (aloud) this.#announce(told, this.#language);
  }
}
