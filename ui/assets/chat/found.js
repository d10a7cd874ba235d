// The list of the articles that a question found, in the place of its sources; and what may be asked next.
const lists = new Map();   // by turn: the list as it came, what narrows it, and its order
let listed = null;         // the turn whose list is shown
async function toggleList(turn) {
  if (listed === turn) return closeList();
  selected = listed = turn;
  showList();
  await listOf(turn);
  if (listed !== turn) return;
  showList();
  find(".of-turn.shown .found h2")?.focus({ preventScroll: true });
  find(".of-turn.shown .found")?.scrollIntoView({ block: "nearest" });
}
async function listOf(turn) {
  if (!lists.has(turn)) {
    const html = await server.found({ page, of: Number(turn), ui }).catch(() => "");
    lists.set(turn, { html, facets: { outlet: new Set(), year: new Set() }, oldest: false });
  }
  return lists.get(turn);
}
function closeList() {
  const turn = listed;
  listed = null;
  showList();
  find(`[data-found="${turn}"]`)?.focus();
}
function showList() {
  showEvidence();
  all(".of-turn").forEach((one) => one.classList.toggle("listing", one.dataset.of === listed));
  all("[data-found]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.found === listed)));
  const list = lists.get(listed);
  const beside = find(`.of-turn[data-of="${listed}"]`);
  if (!list || !beside) return;
  if (!find(".found", beside)) beside.insertAdjacentHTML("beforeend", list.html);
  narrow(beside, list);
}
function narrow(beside, { facets, oldest }) {
  const rows = all(".found li.source", beside);
  const [first, last] = oldest ? [-1, 1] : [1, -1];
  rows.sort((one, other) =>
    (one.dataset.day < other.dataset.day ? first : one.dataset.day > other.dataset.day ? last : 0));
  let shown = 0;
  for (const row of rows) {
    const outlets = JSON.parse(row.dataset.outlets);
    const fits = (!facets.outlet.size || outlets.some((outlet) => facets.outlet.has(outlet)))
      && (!facets.year.size || facets.year.has(row.dataset.year));
    row.hidden = !fits;
    shown += fits;
  }
  const list = find(".found ol", beside);
  if (list && rows.some((row, at) => list.children[at] !== row)) list.append(...rows);
  all("[data-facet]", beside).forEach((button) =>
    button.setAttribute("aria-pressed", String(facets[button.dataset.facet].has(button.dataset.value))));
  find("[data-order]", beside)?.setAttribute("aria-pressed", String(oldest));
  const count = find(".how-many", beside);
  if (!count) return;
  const told = shown === rows.length ? count.dataset.all : count.dataset.told.replace("{shown}", shown);
  if (count.textContent !== told) count.textContent = told;
}
element.addEventListener("click", (event) => {
  const pressed = event.target.closest("button");
  if (!pressed) return;
  const { found, facet, value, order, suggested, show, cite } = pressed.dataset;
  if (found) toggleList(found);
  else if (facet || order) {
    const list = lists.get(listed);
    if (!list) return;
    if (order) list.oldest = !list.oldest;
    else if (!list.facets[facet].delete(value)) list.facets[facet].add(value);
    showList();
  } else if (suggested) ask({ how: "suggested", of: Number(suggested), question: pressed.textContent });
  else if (show || cite) {
    listed = null;
    showList();
  }
}, true);
element.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && listed && event.target.closest(".found")) closeList();
});
afterwards.push(() => {
  const last = lastTurn();
  if (last?.dataset.state === "working") {
    lists.delete(last.dataset.turn);   // it may be asked again, and find others
    listed = null;
  }
  if (listed && !find(`[data-found="${listed}"]`)) listed = null;
  showList();
});
