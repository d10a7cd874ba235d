// An outcome as elements: what the chat shows of it (ui/render.py), in a narrow place.
import { make, marked } from "./elements.js";
import { say } from "./phrases.js";
import { passageCard } from "./source.js";
import { timeOf, timelineOf } from "./timeline.js";

// Returns one statement with its marks; a quotation is between quotation marks.
export function statementOf(statement, language, sources) {
  const words = marked(statement.text, statement.highlight);
  const spoken = statement.citations[0]?.language ?? language;
  const text = statement.quotation
    ? make("q", { dir: "auto", lang: spoken }, ...words)
    : make("span", { dir: "auto" }, ...words);
  const block = make("p", { class: statement.quotation ? "statement" : "statement written" }, text);
  const cited = sources.cited(block, statement.citations);
  const { articles, origins } = statement.evidence ?? {};
  if (articles > 1) {
    block.append(" ", told(say(origins === 1 ? "evidence_one" : "evidence_many", language, { articles, origins })));
  }
  return cited;
}

// Returns a whole outcome.
export function outcomeOf(outcome, language, sources, read) {
  return outcome.answered ? answerOf(outcome, language, sources) : nothingOf(outcome, language, read);
}

// Returns the first that an outcome has to say, for who hears it.
export function gistOf(outcome, language) {
  if (!outcome.answered) return say("not_said", language);
  return outcome.lead?.text ?? "";
}

function answerOf(outcome, language, sources) {
  const [first, ...rest] = outcome.statements;
  return [
    ...leadOf(outcome.lead, language, sources),
    ...(first ? statementOf(first, language, sources) : []),
    ...timelineOf(outcome, language, sources),
    ...rest.flatMap((statement) => statementOf(statement, language, sources)),
    ...remarks([outcome.unsearched && say("unsearched", language), modelOf(outcome.written, language)]),
  ];
}

function leadOf(lead, language, sources) {
  if (!lead) return [];
  const blocks = sources.cited(make("p", { class: "lead", dir: "auto" }, lead.text), lead.figure.citations.slice(0, 1));
  const before = lead.replaces;
  if (!before) return blocks;
  const source = before.source ? `, ${lower(say("according", language, { source: before.source }))}` : "";
  const words = { before: before.text + source, when: timeOf(before, language) };
  const replaced = make("p", { class: "replaced" }, say(lead.corrected ? "corrected" : "replaces", language, words));
  return [...blocks, ...sources.cited(replaced, before.citations.slice(0, 1))];
}

function nothingOf(outcome, language, read) {
  const { understood, unknown_words: unknown, unfinished, untold, unsearched, written, nearest } = outcome;
  const heading = nearest.length > 0 && make("h4", {}, say("nearest", language));
  return [
    make("p", { class: "lead" }, say("not_said", language)),
    ...remarks([
      untold && say("untold", language, { period: understood.period?.told ?? "" }),
      written && say("declined", language, { by: written.by }),
      unknown.length > 0 && say("unknown", language, { words: unknown.join(", ") }),
      unfinished > 0 && say(unfinished === 1 ? "unfinished_one" : "unfinished", language, { passages: unfinished }),
      unsearched && say("unsearched", language),
    ]),
    ...(heading ? [heading] : []),
    ...nearest.map((hit) => passageCard(hit, language, read)),
  ];
}

function modelOf(written, language) {
  return written && say(written.fell_back ? "fell_back" : "written_by", language, { by: written.by });
}

function remarks(said) {
  return said.filter(Boolean).map((text) => make("p", { class: "told", dir: "auto" }, text));
}

function told(text) {
  return make("span", { class: "told" }, text);
}

function lower(text) {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
