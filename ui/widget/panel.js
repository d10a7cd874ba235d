// The panel: a conversation, a question, an article; a dialog over the page, or a part of it.
import { ArticlePane } from "./article.js";
import { CheckTurn } from "./check.js";
import { link, make } from "./elements.js";
import { keepInside } from "./focus.js";
import { say } from "./phrases.js";
import { SelectionOffers } from "./selection.js";
import { Server } from "./server.js";
import { STYLE } from "./style.js";
import { Turn } from "./turn.js";

const LONGEST = 1000; // characters of a question
const REMEMBERED = 6; // earlier questions that the server takes

export class Panel {
  #told;
  #server;
  #talk;
  #form;
  #question;
  #send;
  #offers;
  #heard = make("div", { class: "heard", role: "log", "aria-live": "polite" });
  #pane;
  #asking = null;
  #looking = null;
  #history = [];

  // `told`: server, site, language, inline, launcher.
  constructor(told) {
    this.#told = told;
    const { language, inline } = told;
    this.#server = new Server(told.server, told.site);
    this.#pane = new ArticlePane(this.#server, language, told.site);
    this.#talk = make("div", { class: "talk", tabindex: "0", role: "region", "aria-label": say("talk", language) });
    this.#talk.append(make("p", { class: "about" }, say("about", language)));
    this.#form = this.#makeForm();
    const asking = make("div", { class: "asking" }, this.#makeHead(), this.#talk, this.#form);
    const frame = make("div", { class: "frame", dir: "ltr", lang: language }, asking, this.#pane.element, this.#heard);
    this.element = make(inline ? "section" : "dialog", { class: "panel", "aria-labelledby": "title" }, frame);
    this.element.addEventListener("keydown", (event) => this.#key(event));
    this.#closeBeside();
    this.element.addEventListener("close", () => this.#closed());
    this.style = new CSSStyleSheet();
    this.style.replaceSync(STYLE);
  }

  // Shows the panel; `selection` is what was selected on the page.
  open(selection = "") {
    if (this.#told.inline || this.element.open) return;
    this.element.showModal();
    this.#told.launcher.hidden = true;
    this.#offers.offer(selection);
    this.#question.focus();
  }

  // Hides it, and lets go of every connection.
  close() {
    this.#looking?.abort();
    this.#pane.close();
    if (!this.#told.inline && this.element.open) this.element.close();
  }

  #closed() {
    this.close();
    this.#told.launcher.hidden = false;
    this.#told.launcher.focus();
  }

  // A press on the page beside the panel closes it; one that began in the panel selects text.
  #closeBeside() {
    const isBeside = (event) => event.target === this.element;
    let began = false;
    this.element.addEventListener("pointerdown", (event) => (began = isBeside(event)));
    this.element.addEventListener("click", (event) => began && isBeside(event) && this.close());
  }

  #makeHead() {
    const { language, server, inline } = this.#told;
    const close = make("button", { type: "button", class: "close", "aria-label": say("close", language) }, "×");
    close.addEventListener("click", () => this.close());
    const full = link(server, `${say("full", language)} ↗`, { class: "full", title: say("new_tab", language) });
    const title = make("h2", { id: "title" }, say("title", language));
    return make("header", { class: "head" }, title, full, inline ? null : close);
  }

  #makeForm() {
    const { language } = this.#told;
    const words = { rows: "2", maxlength: LONGEST, placeholder: say("placeholder", language), dir: "auto" };
    this.#question = make("textarea", { ...words, "aria-label": say("question", language), enterkeyhint: "send" });
    this.#send = make("button", { type: "submit", class: "send" }, say("ask", language));
    this.#offers = new SelectionOffers(language, {
      ask: (words) => this.#quote(words),
      check: (text) => this.#check(text),
    });
    this.#question.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      if (!this.#asking) this.#form.requestSubmit();
    });
    const form = make("form", {}, this.#offers.element, this.#question, this.#send);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.#asking) this.#asking.abort();
      else this.#ask(this.#question.value.trim());
    });
    return form;
  }

  #quote(words) {
    this.#question.value = `“${words}” `;
    this.#question.focus();
  }

  async #ask(question) {
    if (!question) return;
    this.#question.value = "";
    const done = ({ standing }) => (this.#history = [...this.#history, standing].slice(-REMEMBERED));
    const turn = new Turn(question, this.#told.language, {
      ...this.#listening,
      ask: (next) => this.#asking || this.#ask(next),
    });
    await this.#follow(turn, (signal) => this.#server.ask(question, this.#history, signal), done);
  }

  async #check(text) {
    const turn = new CheckTurn(text, this.#told.language, this.#listening);
    this.#question.focus();
    await this.#follow(turn, (signal) => this.#server.check(text, signal), () => {});
  }

  get #listening() {
    return {
      announce: (text, language) => this.#heard.append(make("p", { lang: language, dir: "auto" }, text)),
      read: (citation, from) => this.#pane.open(citation, from),
    };
  }

  // Shows a turn and what becomes of it; `done` takes the data of the event that has all of it.
  async #follow(turn, eventsOf, done) {
    this.#looking?.abort(); // for what to ask next after the last one
    const asking = (this.#asking = this.#looking = new AbortController());
    const { signal } = asking;
    let answered = false;
    this.#begin(turn);
    try {
      for await (const event of eventsOf(signal)) {
        turn.tell(event);
        if (answered || (event.name !== "answered" && event.name !== "done")) continue;
        answered = true;
        done(event.data);
        this.#mayAsk(asking);
      }
    } catch (problem) {
      if (answered) return; // without anything to ask next
      if (signal.aborted) turn.stopped();
      else turn.failed(problem, this.#told.site);
    } finally {
      this.#mayAsk(asking);
    }
  }

  #mayAsk(after) {
    if (this.#asking !== after) return;
    this.#asking = null;
    this.#send.textContent = say("ask", this.#told.language);
  }

  #begin(turn) {
    this.#heard.replaceChildren();
    this.#offers.hide();
    this.#send.textContent = say("stop", this.#told.language);
    this.#talk.append(turn.element);
    this.#talk.scrollTop = turn.element.offsetTop;
  }

  #key(event) {
    if (event.key === "Escape" && this.#pane.isOpen) {
      event.preventDefault(); // the panel itself stays
      this.#pane.close();
    } else if (event.key === "Tab" && !this.#told.inline) {
      keepInside(event, this.element);
    }
  }
}
