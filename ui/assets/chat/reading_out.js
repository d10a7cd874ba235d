// What has come in is read out by the sentence, not by the letter.
const live = document.createElement("div");
live.className = "unseen";
live.setAttribute("role", "status");
live.setAttribute("aria-live", "polite");
document.body.append(live);
const told = new Set();
let quiet = true;      // a conversation that is shown anew is not read out
function readOut() {
  const last = lastTurn();
  if (!last || (!find(".chips", last) && last.dataset.state === "working")) return;
  for (const sentence of all(".lead, .replaced, .statement, .notice p, .nothing > p", last)) {
    const copy = sentence.cloneNode(true);
    all(".marks", copy).forEach((marks) => marks.remove());
    const words = copy.textContent.trim();
    const key = `${last.id} ${words}`;
    if (!words || told.has(key)) continue;
    told.add(key);
    if (quiet) continue;
    const line = document.createElement("p");
    line.lang = find("[lang]", last)?.lang || ui;
    line.textContent = words;
    live.append(line);
    while (live.childElementCount > 12) live.firstElementChild.remove();
  }
}
