// The outlets that a question may be limited to: boxes in the form, made once it is opened, for they may be many.
let outlets = null;        // their names, once they have been asked for
const chosen = new Map();  // by the form's turn, what is ticked: Gradio may empty a form while an answer comes in
async function showOutlets(form) {
  const field = find(".outlets", form);
  if (find("div", field)) return;
  const boxes = document.createElement("div");
  field.append(boxes);
  outlets ??= server.outlets({}).catch(() => []);
  const names = await outlets;
  if (!boxes.isConnected || boxes.childElementCount) return;
  const ticked = chosen.get(form.dataset.of) ?? new Set(JSON.parse(field.dataset.chosen));
  chosen.set(form.dataset.of, ticked);
  boxes.append(...(names.length > 12 ? [searchBox(boxes)] : []), ...names.map((name) => boxOf(name, ticked)));
  if (editing?.field === "outlet" && String(editing.turn) === form.dataset.of) find("input", boxes)?.focus();
}
function boxOf(name, ticked) {
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.value = name;
  box.checked = ticked.has(name);
  box.addEventListener("change", () => (box.checked ? ticked.add(name) : ticked.delete(name)));
  label.append(box, name);
  return label;
}
function searchBox(boxes) {
  const search = document.createElement("input");
  search.type = "search";
  search.placeholder = spoken("find_outlet");
  search.setAttribute("aria-label", spoken("find_outlet"));
  search.addEventListener("input", () => {
    const words = search.value.toLowerCase();
    for (const label of all("label", boxes)) label.hidden = !label.textContent.toLowerCase().includes(words);
  });
  search.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  return search;
}
function outletsIn(form) {
  if (!find(".outlets [type=checkbox]", form)) return null;   // they have not come: left as they were
  return [...(chosen.get(form.dataset.of) ?? [])];
}
afterwards.push(() => {
  if (editing === null) chosen.clear();
  else all("form.correct").filter((form) => !form.hidden).forEach(showOutlets);
});
