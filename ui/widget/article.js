// The article of a citation, open at the quotation.
import { line, link, make } from "./elements.js";
import { day, say, wrong } from "./phrases.js";

export class ArticlePane {
  #server;
  #language;
  #site;
  #body = make("div", { class: "text", tabindex: "0", role: "region" });
  #back;
  #from = null;
  #fetching = null;

  constructor(server, language, site) {
    this.#server = server;
    this.#language = language;
    this.#site = site;
    this.#back = make("button", { type: "button", class: "back", onclick: () => this.close() }, say("back", language));
    this.element = make("section", { class: "pane", hidden: true }, this.#back, this.#body);
  }

  get isOpen() {
    return !this.element.hidden;
  }

  // Shows the article of a citation; `from` gets the focus back.
  async open(citation, from) {
    this.#from = from;
    this.#cover(true);
    this.#body.setAttribute("aria-label", citation.title);
    this.#body.replaceChildren(make("p", { class: "progress", role: "status" }, say("loading", this.#language)));
    this.#back.focus();
    this.#fetching?.abort();
    const { signal } = (this.#fetching = new AbortController());
    try {
      this.#show(await this.#server.article(citation, signal));
    } catch (problem) {
      if (signal.aborted) return;
      const told = wrong(problem, this.#language, this.#site);
      this.#body.replaceChildren(make("p", { class: "progress wrong", role: "alert" }, told));
    }
  }

  close() {
    if (!this.isOpen) return;
    this.#fetching?.abort();
    this.#cover(false);
    this.#from?.focus();
  }

  // What lies under it can be neither reached nor heard.
  #cover(covers) {
    this.element.hidden = !covers;
    this.element.previousElementSibling.inert = covers;
  }

  #show(article) {
    const { span, revision } = article;
    const newest = article.newest_revision;
    const quotation = make("mark", {}, span.quote);
    const text = make("div", { class: "whole", dir: "auto", lang: article.language }, span.before, quotation, span.after);
    this.#body.replaceChildren(
      make("h2", { dir: "auto", lang: article.language }, article.title),
      make("p", { class: "told" }, line(article.outlet, day(article.published, this.#language), article.author)),
      ...this.#remarks([
        article.superseded && say("older", this.#language, { revision, newest }),
        article.gone_since && say("gone", this.#language, { day: day(article.gone_since, this.#language) }),
      ]),
      text,
      make("p", {}, link(article.url, say("open", this.#language), { class: "open" })),
    );
    this.#body.scrollTop = quotation.offsetTop - this.#body.clientHeight / 3;
  }

  #remarks(said) {
    return said.filter(Boolean).map((told) => make("p", { class: "told" }, told));
  }
}
