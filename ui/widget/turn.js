// One question and what becomes of it, as its events come.
import { gistOf, outcomeOf, statementOf } from "./answer.js";
import { line, make } from "./elements.js";
import { day, say, wrong } from "./phrases.js";
import { Sources } from "./source.js";

export class Turn {
  #language;
  #announce;
  #read;
  #sources;
  #understood = make("p", { class: "understood" });
  #answered = false;
  #ask;
  #progress = make("p", { class: "progress" });
  #answer = make("div", { class: "answer" });

  // `announce` tells a sentence to who hears the page, `read` shows the article of a citation,
  // `ask` asks a question that was suggested.
  constructor(question, language, { announce, read, ask }) {
    this.#language = language;
    this.#announce = announce;
    this.#read = read;
    this.#ask = ask;
    this.#sources = new Sources(language, read);
    const asked = make("h3", { class: "asked", dir: "auto" }, question);
    this.element = make("section", { class: "turn" }, asked, this.#understood, this.#answer, this.#progress);
    this.#goesOn(say("searching", language));
  }

  // Takes in an event.
  tell({ name, data }) {
    if (name === "queued") this.#goesOn(say("queued", this.#language, data), true);
    if (name === "understood") this.#understand(data);
    if (name === "found") this.#goesOn(say(data.passages === 1 ? "found_one" : "found", this.#language, data));
    if (name === "writing") this.#goesOn(say("writing", this.#language, data));
    if (name === "said") this.#say(data);
    if (name === "answered" || (name === "done" && !this.#answered)) this.#done(data.outcome);
    if (name === "done") this.#suggest(data.follow_ups ?? []);
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

  // An answer is in the language of its question: so is what stands around its sentences.
  #understand(understood) {
    this.#language = understood.language === "nl" ? "nl" : "en";
    this.#sources = new Sources(this.#language, this.#read);
    this.element.lang = this.#language;
    const { rewritten, question, period, as_of: asOf } = understood;
    this.#understood.textContent = line(
      rewritten && say("understood_as", this.#language, { question }),
      period && say("period", this.#language, { told: period.told }),
      period?.assumed && say("assumed", this.#language),
      asOf && say("archive_as_of", this.#language, { day: day(asOf, this.#language) }),
    );
  }

  #say(statement) {
    this.#answer.append(...statementOf(statement, this.#language, this.#sources));
    this.#announce(statement.text, this.#language);
  }

  // What was shown gives way to the outcome; what was open, and where the focus was, stays so.
  #done(outcome) {
    const marks = (state) => [...this.#answer.querySelectorAll(`.mark${state}`)].map((mark) => mark.dataset.place);
    const open = new Set(marks("[aria-expanded=true]"));
    const [focused] = marks(":focus");
    this.#answered = true;
    this.#sources.take(outcome);
    this.#answer.replaceChildren(...outcomeOf(outcome, this.#language, this.#sources, this.#read));
    for (const mark of this.#answer.querySelectorAll(".mark")) {
      if (open.delete(mark.dataset.place)) mark.click();
      if (mark.dataset.place === focused) mark.focus();
    }
    this.#progress.remove();
    const answered = say("answered", this.#language, { sources: this.#sources.count });
    this.#announce(`${gistOf(outcome, this.#language)} ${outcome.answered ? answered : ""}`.trim(), this.#language);
  }

  // Questions that the archive answers: each a button.
  #suggest(questions) {
    if (!questions.length) return;
    const buttons = questions.map((question) => {
      const button = make("button", { type: "button", class: "next", dir: "auto" }, question);
      button.addEventListener("click", () => this.#ask(question));
      return make("li", {}, button);
    });
    const label = say("ask_next", this.#language);
    this.element.append(make("ul", { class: "suggested", "aria-label": label }, ...buttons));
  }

  #goesOn(told, aloud = false) {
    this.#progress.textContent = told;
    if (aloud) this.#announce(told, this.#language);
  }
}
