// How a figure changed, as a table: as of when, how many, who says so, and what became of each.
import { make } from "./elements.js";
import { day, say } from "./phrases.js";

export function timelineOf({ timeline, figures }, language, sources) {
  if (!timeline) return [];
  const cell = (name) => make("th", { scope: "col" }, say(`column_${name}`, language));
  const body = make("tbody");
  const table = make(
    "table",
    { class: "timeline" },
    make("caption", {}, say(timeline.disagrees ? "disagreement" : "timeline", language)),
    make("thead", {}, make("tr", {}, cell("time"), cell("figure"), cell("source"))),
    body,
  );
  const cards = [];
  figures.forEach((figure, at) => {
    const who = make("td", { dir: "auto" }, figure.source || figure.citations[0]?.outlet);
    const fate = fateOf(at, timeline);
    const number = make("td", {}, make("span", { class: "figure", dir: "auto" }, figure.text));
    if (fate) number.append(" ", make("span", { class: "fate" }, say(`fate_${fate}`, language)));
    const [row, opened] = sources.cited(
      make("tr", { class: fate }, make("td", {}, timeOf(figure, language)), number, who),
      figure.citations,
      who,
    );
    body.append(row);
    cards.push(opened);
  });
  return [table, ...cards];
}

// Returns the time that a figure is of; or else when it was printed, and that this is all that is known.
export function timeOf(figure, language) {
  return figure.as_of ? day(figure.as_of, language) : say("reported", language, { when: day(figure.known, language) });
}

function fateOf(at, timeline) {
  if (timeline.superseded.some((one) => one.supersedes === at && one.corrects)) return "corrected";
  return timeline.standing.includes(at) ? null : "superseded";
}
