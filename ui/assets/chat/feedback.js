// Whether an answer was right: kept by the server once for each person and answer, and shown as pressed here.
const verdicts = new Map();   // by turn: "right" or "wrong"
const whys = new Set();       // the turns whose form is open
let verdictsOf = null;        // the conversation that they are of
async function judge(turn, verdict, more = {}) {
  const mine = find(`.feedback[data-of="${turn}"]`);
  const kept = await server.feedback({ page, of: Number(turn), verdict, ui, ...more }).catch(() => null);
  const said = find(".said", mine);
  if (kept === null) {
    said.textContent = said.dataset.failed;
    return;
  }
  verdicts.set(turn, kept);
  const sent = Object.keys(more).length > 0;
  if (kept && !sent) whys.add(turn);
  else whys.delete(turn);
  showVerdicts();
  said.textContent = kept ? said.dataset.kept : said.dataset.takenBack;
  if (sent) find(`[data-verdict="${kept}"]`, mine)?.focus();
}
function showVerdicts() {
  for (const mine of all(".feedback")) {
    const turn = mine.dataset.of;
    const pressed = verdicts.get(turn) ?? "";
    for (const button of all("[data-verdict]", mine))
      button.setAttribute("aria-pressed", String(button.dataset.verdict === pressed));
    const form = find(".why", mine);
    form.hidden = !whys.has(turn);
    all(".of-wrong", form).forEach((field) => { field.hidden = pressed !== "wrong"; });
    if (!form.hidden && pressed === "wrong") offerArticles(turn, find("select", form));
  }
}
async function offerArticles(turn, select) {
  if (select.options.length > 1) return;
  const { html } = await listOf(turn);
  if (select.options.length > 1) return;
  const list = document.createElement("template");
  list.innerHTML = html;
  for (const row of all("li.source", list.content))
    select.append(new Option(find("h3", row).textContent, row.dataset.article));
}
element.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-verdict]");
  if (!pressed) return;
  const { turn, verdict } = pressed.dataset;
  judge(turn, verdicts.get(turn) === verdict ? "" : verdict);
});
element.addEventListener("submit", (event) => {
  if (!event.target.matches(".why")) return;
  event.preventDefault();
  const turn = event.target.dataset.of;
  judge(turn, verdicts.get(turn), Object.fromEntries(new FormData(event.target)));
});
afterwards.push(async () => {
  const last = lastTurn();
  if (last?.dataset.state === "working") {
    verdicts.delete(last.dataset.turn);   // another answer comes in its place
    whys.delete(last.dataset.turn);
  }
  showVerdicts();
  if (verdictsOf === page || !find(".feedback")) return;
  verdictsOf = page;
  const pressed = await server.feedback_given({ page, ui }).catch(() => ({}));
  for (const [turn, verdict] of Object.entries(pressed)) if (!verdicts.has(turn)) verdicts.set(turn, verdict);
  showVerdicts();
});
