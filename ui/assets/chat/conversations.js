// The list of conversations. It stands outside `element`, as all that must outlive an answer.
(() => {
const talks = document.createElement("nav");
talks.className = "talks";
talks.id = "talks";
talks.hidden = true;
talks.setAttribute("aria-label", spoken("talks"));
const sure = document.createElement("dialog");
sure.className = "sure";
sure.setAttribute("aria-labelledby", "sure-words");
{
  const word = (name) => props.languages[ui][`talks_${name}`];
  talks.innerHTML = `<div class="bar"><h2>${props.languages[ui].talks}</h2>
<button type="button" class="close">${word("close")}</button></div>
<button type="button" class="new strong">${word("new")}</button>
<label class="unseen" for="talks-search">${word("search")}</label>
<input type="search" id="talks-search" maxlength="200" placeholder="${word("search")}" autocomplete="off">
<p class="found" role="status"></p><ul></ul>`;
  sure.innerHTML = `<p id="sure-words">${word("sure")}</p><p class="which"></p>
<p class="buttons"><button type="button" class="no">${word("cancel")}</button>
<button type="button" class="yes strong">${word("delete")}</button></p>`;
}
document.querySelector(".gradio-container").prepend(talks);
document.querySelector(".gradio-container").append(sure);
const worded = (name, words = {}) =>
  Object.entries(words).reduce((text, [key, value]) => text.replace(`{${key}}`, () => value), spoken(`talks_${name}`));
const day = new Intl.DateTimeFormat(ui === "nl" ? "nl-NL" : "en-GB", { day: "numeric", month: "long", year: "numeric" });
const covers = matchMedia("(max-width: 900px)");
const opener = () => find(".show-talks");
const sought = find("#talks-search", talks);
const say = (text) => { find(".found", talks).textContent = text; };
let news = "";   // what came of the last thing that was done: a listing that comes after it leaves it there

function showTalks(open) {
  talks.hidden = !open;
  document.body.classList.toggle("with-talks", open);
  opener().setAttribute("aria-expanded", String(open));
  cover();
  if (open) {
    listTalks();
    sought.focus();
  } else opener().focus({ preventScroll: true });
}
function cover() { element.inert = covers.matches && !talks.hidden; }
covers.addEventListener("change", cover);

// Listing: what was asked for last is what is shown, whichever answer comes last.
let listing = 0;
async function listTalks() {
  const mine = ++listing, search = sought.value;
  const found = await server.list_conversations({ search }).catch(() => null);
  if (mine !== listing || talks.hidden) return;
  if (find("form", talks)) return;   // a title is being written
  const list = find("ul", talks);
  const had = list.contains(document.activeElement) ? document.activeElement : null;
  const [held, what] = had ? [had.closest("li").dataset.page, had.className] : [];
  list.replaceChildren(...(found || []).map(talkItem));
  if (held) (itemOf(held) && find(`.${what}`, itemOf(held)) || sought).focus();
  if (!found) say(worded("unread"));
  else if (news) say(news);
  else if (!found.length) say(worded(search.trim() ? "unfound" : "none"));
  else say(search.trim() ? worded("found", { number: found.length }) : "");
}
const itemOf = (name) => all("li", talks).find((one) => one.dataset.page === name);
function button(className, text, name) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.textContent = text;
  if (name) made.setAttribute("aria-label", name);
  return made;
}
function talkItem({ page: name, title, at }) {
  const item = document.createElement("li");
  item.dataset.page = name;
  item.dataset.title = title;
  const go = button("go", title);
  const when = document.createElement("span");
  when.className = "day";
  when.textContent = day.format(new Date(at));
  go.append(when);
  if (name === page) go.setAttribute("aria-current", "true");
  item.append(go, button("rename", worded("rename"), worded("rename_one", { title })),
    button("delete", worded("delete"), worded("delete_one", { title })));
  return item;
}

// Going to another conversation. What comes in of the one that is left goes on at the server.
function turnTo(name) {
  goTo(name);
  asking = turns = 0;
  streaming = false;
  next = selected = editing = null;
  quiet = true;
  hideCard();
  all("li .go", talks).forEach((one) => {
    if (one.closest("li").dataset.page === name) one.setAttribute("aria-current", "true");
    else one.removeAttribute("aria-current");
  });
  trigger("restore", { page, ui });
  if (covers.matches && !talks.hidden) showTalks(false);
  else box().focus({ preventScroll: true });
  if (!covers.matches) scrollTo(0, 0);
}

function rename(item) {
  const form = document.createElement("form");
  const field = document.createElement("input");
  field.value = item.dataset.title;
  field.maxLength = 200;
  field.setAttribute("aria-label", worded("title"));
  const save = button("save strong", worded("save"));
  save.type = "submit";
  form.append(field, save, button("cancel", worded("cancel")));
  item.replaceChildren(form);
  field.select();
  const back = async () => {
    form.remove();
    await listTalks();
    find(".rename", itemOf(item.dataset.page) || talks)?.focus();
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const done = await server.rename_conversation({ page: item.dataset.page, title: field.value }).catch(() => false);
    news = done ? "" : worded("failed");
    await back();
  });
  find(".cancel", form).addEventListener("click", back);
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    back();
  });
}

let doomed = null;
function askToDelete(item) {
  doomed = item;
  find(".which", sure).textContent = item.dataset.title;
  sure.showModal();
  find(".no", sure).focus();
}
async function deleteTalk() {
  const item = doomed, name = item.dataset.page;
  const beside = (item.nextElementSibling || item.previousElementSibling)?.dataset.page;
  doomed = null;
  sure.close();
  const done = await server.delete_conversation({ page: name }).catch(() => false);
  if (done && name === page) {
    goTo(newName());
    asking = turns = 0;
    next = selected = editing = null;
    streaming = false;
    trigger("restore", { page, ui });
  }
  news = worded(done ? "deleted" : "failed");
  await listTalks();
  (beside && itemOf(beside) ? find(".go", itemOf(beside)) : sought).focus();
}
sure.addEventListener("click", (event) => {
  if (event.target === sure || event.target.matches(".no")) sure.close();
  else if (event.target.matches(".yes")) deleteTalk();
});
sure.addEventListener("close", () => { if (doomed?.isConnected) find(".delete", doomed).focus(); });

element.addEventListener("click", (event) => {
  if (event.target.closest(".show-talks")) showTalks(talks.hidden);
});
talks.addEventListener("click", (event) => {
  const pressed = event.target.closest("button");
  if (!pressed) return;
  news = "";
  const item = pressed.closest("li");
  if (pressed.matches(".go")) turnTo(item.dataset.page);
  else if (pressed.matches(".rename")) rename(item);
  else if (pressed.matches(".delete")) askToDelete(item);
  else if (pressed.matches(".new")) turnTo(newName());
  else if (pressed.matches(".close")) showTalks(false);
});
talks.addEventListener("keydown", (event) => { if (event.key === "Escape") showTalks(false); });
let typed = 0;
sought.addEventListener("input", () => {
  news = "";
  clearTimeout(typed);
  typed = setTimeout(listTalks, 200);
});

// After each change: an answer that comes in of itself, to another tab or before this page was loaded, is looked at.
const LOOK_MS = 700;
let shownTurns = "";
watch("value", () => requestAnimationFrame(() => {
  if (props.value.page !== undefined && props.value.page !== page) {   // news of a conversation that was left
    trigger("restore", { page, ui });
    return;
  }
  opener().setAttribute("aria-expanded", String(!talks.hidden));
  const last = lastTurn();
  const now = last ? `${page} ${last.dataset.turn} ${last.dataset.state}` : page;
  if (now !== shownTurns && !talks.hidden) listTalks();
  shownTurns = now;
  if (last?.dataset.state !== "working" || streaming) return;
  const looked = page;
  setTimeout(() => { if (page === looked && !streaming) trigger("restore", { page, ui }); }, LOOK_MS);
}));
})();
