// What the page does: asks, stops, corrects, shows the quotation of a mark, opens the article. Gradio runs it with
// `element`, `trigger`, `props`, `server` and `watch`; it renders `value` anew into the same elements, so nothing that
// must outlive an answer is put inside `element`.

const ui = (navigator.language || "").toLowerCase().startsWith("nl") ? "nl" : "en";
document.documentElement.lang = ui;
props.words = props.languages[ui];
const spoken = (name) => {
  const text = document.createElement("textarea");
  text.innerHTML = props.languages[ui][name];
  return text.value;
};
const find = (selector, within = element) => within.querySelector(selector);
const all = (selector, within = element) => [...within.querySelectorAll(selector)];

// -- The name of this page: the server knows the conversation by it. --
const named = "knipsel-page";
let page = null;
try { page = sessionStorage.getItem(named); } catch { /* a browser may keep nothing */ }
const goesOn = page !== null;
if (!goesOn) {
  page = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  try { sessionStorage.setItem(named, page); } catch { /* then a page loaded anew begins anew */ }
}

// -- Asking --
const box = () => find("#question");
const lastTurn = () => all(".turn").at(-1);
let selected = null;   // the turn whose evidence is shown; null for the last one
let asking = 0;        // when the question that is being answered was asked, or last had news; 0 while there is none
let next = null;       // a question sent meanwhile is asked next, not dropped; Gradio would ask the first one twice
const LOST_MS = 90_000;
function ask(sent) {
  if (Date.now() - asking < LOST_MS) {
    next = sent;
    return;
  }
  asking = Date.now();
  selected = editing = null;
  trigger("ask", { page, ui, ...sent });
}
function answered() {
  asking = 0;
  if (next === null) return;
  const sent = next;
  next = null;
  ask(sent);
}
function grow() {
  const field = box();
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight + 2, 160)}px`;
}
function send() {
  const question = box().value;
  box().value = "";
  grow();
  ask({ how: "new", question });
}
function correct(form, how) {
  const sent = Object.fromEntries(new FormData(form));
  ask({ how, of: Number(form.dataset.of), ...sent });
}
let editing = null;    // the turn that is being corrected: its form opens once its answer has come in
function edit(turn, field) {
  editing = { turn, field };
  const form = find(`#correct-${turn}`);
  if (!form) return;
  form.hidden = false;
  all(`[data-edit="${turn}"]`).forEach((chip) => chip.setAttribute("aria-expanded", "true"));
  find({ when: "[name=first]", spoken: "[name=language]" }[field] || "[name=question]", form).focus();
}
function close(turn) {
  editing = null;
  const form = find(`#correct-${turn}`);
  form.hidden = true;
  all(`[data-edit="${turn}"]`).forEach((chip) => chip.setAttribute("aria-expanded", "false"));
  find(`[data-edit="${turn}"]`).focus();
}

// -- The evidence of one answer at a time --
function showEvidence() {
  const last = lastTurn();
  const turn = selected ?? (last ? last.dataset.turn : null);
  const shown = all(".of-turn").filter((one) => one.dataset.of === String(turn) && one.innerHTML);
  all(".of-turn").forEach((one) => one.classList.toggle("shown", shown.includes(one)));
  find(".beside").classList.toggle("filled", shown.length > 0);
  all(".turn").forEach((one) => one.classList.toggle("selected", one.dataset.turn === String(turn)));
}

// -- What has come in is read out by the sentence, not by the letter --
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

// -- The card of a mark: the quotation, and what there is to know of it --
const card = document.createElement("div");
card.className = "cite";
card.id = "cite";
card.setAttribute("role", "tooltip");
card.hidden = true;
element.closest("main").append(card);
let over = null;
function showCard(mark) {
  const source = find(`#source-${mark.dataset.cite}`);
  if (!source) return;
  over = mark;
  const quote = document.createElement("q");
  quote.textContent = (find("blockquote mark", source) || find("blockquote", source)).textContent;
  quote.lang = find("blockquote", source).lang;
  card.replaceChildren(quote, ...all("h3, .told, .translation, .facts", source).map((part) => {
    const copy = part.cloneNode(true);
    if (copy.tagName !== "H3") return copy;
    const title = document.createElement("p");
    title.className = "title";
    title.textContent = copy.textContent;
    return title;
  }));
  card.hidden = false;
  mark.setAttribute("aria-describedby", "cite");
  const at = mark.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.left - 24, innerWidth - card.offsetWidth - 8));
  const below = at.bottom + 6 + card.offsetHeight < innerHeight || at.top < card.offsetHeight + 12;
  card.style.left = `${left}px`;
  card.style.top = `${below ? at.bottom + 6 : at.top - card.offsetHeight - 6}px`;
}
function hideCard() {
  if (over) over.removeAttribute("aria-describedby");
  over = null;
  card.hidden = true;
}

// -- The reading pane --
const reader = document.createElement("dialog");
reader.className = "reader";
reader.setAttribute("aria-labelledby", "reader-title");
reader.innerHTML = `<div class="bar"><button type="button" class="back">${props.languages[ui].back}</button>
<span class="which" aria-live="polite"></span>
<button type="button" class="earlier">${props.languages[ui].earlier}</button>
<button type="button" class="later">${props.languages[ui].later}</button></div><div class="article" tabindex="0"></div>`;
document.querySelector(".gradio-container").append(reader);
find(".article", reader).setAttribute("role", "region");
find(".article", reader).setAttribute("aria-label", spoken("reader"));
let opened = null;     // the source that is open: turn and number
let openedBy = null;   // what gets the focus back
let asked = 0;
const spanOf = (source) => [Number(source.dataset.start), Number(source.dataset.end)];
const siblings = (place) => all(`.source[id^="source-${place.split("-")[0]}-"]`);
async function open(place, by) {
  const source = find(`#source-${place}`);
  if (!source) return;
  hideCard();
  opened = place;
  if (by) openedBy = by;
  const others = siblings(place);
  const sameArticle = others.filter((one) =>
    one.dataset.article === source.dataset.article && one.dataset.revision === source.dataset.revision);
  const mine = ++asked;
  const html = await server.article({
    article: source.dataset.article, revision: Number(source.dataset.revision),
    span: spanOf(source), spans: sameArticle.map(spanOf), ui,
  }).catch(() => "");
  if (mine !== asked) return;
  find(".article", reader).innerHTML = html || `<h2 id="reader-title">${props.languages[ui].unread}</h2>`;
  const at = others.indexOf(source);
  find(".which", reader).textContent = `${at + 1} / ${others.length}`;
  find(".earlier", reader).disabled = at <= 0;
  find(".later", reader).disabled = at >= others.length - 1;
  if (!reader.open) reader.showModal();
  const here = find("#here", reader) || find(".article", reader);
  here.focus({ preventScroll: true });
  here.scrollIntoView({ block: "center" });
}
function step(by) {
  const others = siblings(opened);
  const next = others[others.findIndex((one) => one.id === `source-${opened}`) + by];
  if (next) open(next.id.replace("source-", ""));
}
find(".back", reader).addEventListener("click", () => reader.close());
find(".earlier", reader).addEventListener("click", () => step(-1));
find(".later", reader).addEventListener("click", () => step(1));
reader.addEventListener("click", (event) => { if (event.target === reader) reader.close(); });
reader.addEventListener("close", () => {
  const back = openedBy?.isConnected ? openedBy : box();
  back.focus();
  hideCard();
});

// -- Listening --
element.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.target.matches(".ask")) send();
  else correct(event.target, "corrected");
});
element.addEventListener("click", (event) => {
  const pressed = event.target.closest("button, [role=button]");
  if (!pressed) return;
  const { cite, open: place, edit: turn, field, cancel, anytime, retry, show } = pressed.dataset;
  if (cite) open(cite, pressed);
  else if (place) open(place, pressed);
  else if (turn) edit(turn, field);
  else if (cancel) close(cancel);
  else if (anytime) correct(find(`#correct-${anytime}`), "anytime");
  else if (retry) ask({ how: "retry", of: Number(retry) });
  else if (show) {
    selected = show;
    showEvidence();
    find(".of-turn.shown")?.focus();
    find(".of-turn.shown")?.scrollIntoView({ block: "nearest" });
  } else if (pressed.matches(".stop")) trigger("stop", { page, ui });
  else if (pressed.matches(".example")) {
    box().value = pressed.textContent;
    grow();
    box().focus();
  }
});
element.addEventListener("input", (event) => { if (event.target === box()) grow(); });
element.addEventListener("keydown", (event) => {
  if (event.target === box() && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send();
  } else if (event.target.matches("g[role=button]") && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    open(event.target.dataset.cite, event.target);
  } else if (event.key === "Escape") {
    const form = event.target.closest("form.correct");
    if (form) close(form.dataset.of);
    hideCard();
  }
});
for (const [begin, end] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
  element.addEventListener(begin, (event) => {
    const mark = event.target.closest("[data-cite]");
    if (mark && (begin === "pointerover" || mark.matches(":focus-visible"))) showCard(mark);
  });
  element.addEventListener(end, (event) => {
    const to = event.relatedTarget;
    if (event.target.closest("[data-cite]") && !(to instanceof Node && card.contains(to))) hideCard();
  });
}
card.addEventListener("pointerleave", hideCard);
addEventListener("scroll", hideCard, { passive: true, capture: true });

// -- After each change of the conversation --
let turns = 0;
watch("value", () => {
  props.words = props.languages[ui];   // Gradio has put the server's back
  requestAnimationFrame(changed);
});
function changed() {
  const shown = all(".turn");
  const working = lastTurn()?.dataset.state === "working";
  element.classList.toggle("begun", shown.length > 0);
  element.classList.toggle("working", working);
  showEvidence();
  readOut();
  quiet = false;
  if (editing && find(`#correct-${editing.turn}`)?.hidden) edit(editing.turn, editing.field);
  const latest = shown.length ? Number(lastTurn().dataset.turn) : 0;
  if (latest !== turns && latest) lastTurn().scrollIntoView({ block: "start" });
  turns = latest;
  if (working) asking = Date.now();
  else answered();
}
if (goesOn) trigger("restore", { page, ui });
else quiet = false;
if (matchMedia("(min-width: 901px)").matches) box().focus({ preventScroll: true });
