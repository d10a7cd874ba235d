// What is selected on the page, and what can be done with it: it is only read, and sent once one of the two is pressed.
import { make } from "./elements.js";
import { say } from "./phrases.js";

const LONGEST_ASKED = 300; // characters that are put into a question
const LONGEST_CHECKED = 2000; // code points that the server takes
const SHOWN = 60;

// `ask` takes words for a question, `check` a text with its paragraphs.
export class SelectionOffers {
  #language;
  #ask;
  #check = make("button", { type: "button", class: "selected check" });

  constructor(language, { ask, check }) {
    this.#language = language;
    this.#ask = make("button", { type: "button", class: "selected" });
    this.#check.textContent = say("check", language);
    this.element = make("div", { class: "offers", hidden: true }, this.#ask, this.#check);
    this.#ask.addEventListener("click", () => this.#take(() => ask(words(this.#text).slice(0, LONGEST_ASKED))));
    this.#check.addEventListener("click", () => this.#take(() => check(cut(this.#text))));
  }

  #text = "";

  // Offers a text that was selected; nothing for an empty one.
  offer(text) {
    this.#text = text.trim().replace(/\s*\n\s*/g, "\n\n"); // a line that ends there is a heading, an item, a cell
    const shown = words(this.#text);
    const told = shown.length > SHOWN ? `${shown.slice(0, SHOWN)}…` : shown;
    this.#ask.textContent = say("selected", this.#language, { words: told });
    this.element.hidden = !this.#text;
  }

  hide() {
    this.element.hidden = true;
  }

  #take(act) {
    this.hide();
    act();
  }
}

// Returns a selection as a question has it: in one line.
function words(text) {
  return text.replace(/\s+/g, " ");
}

// Returns as much of a text as can be checked, up to the last sentence or word that is whole.
function cut(text) {
  const points = Array.from(text);
  if (points.length <= LONGEST_CHECKED) return text;
  const kept = points.slice(0, LONGEST_CHECKED).join("");
  const stops = [...kept.matchAll(/[.!?…]["'”’»)]*(?=\s)/g)].map((stop) => stop.index + stop[0].length);
  const end = stops.at(-1) ?? kept.lastIndexOf(" ");
  return end > 0 ? kept.slice(0, end) : kept;
}
