// Asking.
const box = () => find("#question");
const lastTurn = () => all(".turn").at(-1);
let selected = null;   // the turn whose evidence is shown; null for the last one
let asking = 0;        // when the question that is being answered was asked, or last had news; 0 while there is none
let streaming = false; // whether what comes in comes to this tab
let next = null;       // a question sent meanwhile is asked next, not dropped; Gradio would ask the first one twice
const LOST_MS = 90_000;
function ask(sent) {
  if (Date.now() - asking < LOST_MS) {
    next = sent;
    return;
  }
  asking = Date.now();
  streaming = true;
  selected = editing = null;
  trigger("ask", { page, ui, ...sent });
}
function answered() {
  asking = 0;
  streaming = false;
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
  ask({ how, of: Number(form.dataset.of), ...sent, outlets: outletsIn(form) });
}
let editing = null;    // the turn that is being corrected: its form opens once its answer has come in
function edit(turn, field) {
  editing = { turn, field };
  const form = find(`#correct-${turn}`);
  if (!form) return;
  form.hidden = false;
  showOutlets(form);
  all(`[data-edit="${turn}"]`).forEach((chip) => chip.setAttribute("aria-expanded", "true"));
  find({ when: "[name=first]", known: "[name=as_of]", spoken: "[name=language]", outlet: ".outlets input" }[field] || "[name=question]", form)?.focus();
}
function close(turn) {
  editing = null;
  const form = find(`#correct-${turn}`);
  form.hidden = true;
  all(`[data-edit="${turn}"]`).forEach((chip) => chip.setAttribute("aria-expanded", "false"));
  find(`[data-edit="${turn}"]`).focus();
}
