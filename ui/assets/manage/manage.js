// Watches a run, sends files one by one, and brings the parts of the page up to date without loading it anew.
"use strict";

const RUNNING_MS = 1000;
const RESTING_MS = 5000;
const main = document.querySelector("main");
const part = (name, within = document) => within.querySelector(`[data-part="${name}"]`);
const named = (text, words) => text.replace(/\{(\w+)\}/g, (all, name) => words[name] ?? all);

// The parts of a page that the server has made anew take the place of what stands in them here.
const take = (html, but = []) => {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  for (const old of document.querySelectorAll("[data-part]")) {
    const now = part(old.dataset.part, fresh);
    if (!now || but.includes(old.dataset.part)) continue;
    old.className = now.className;
    if (now.dataset.mark) old.dataset.mark = now.dataset.mark;
    old.replaceChildren(...[...now.childNodes].map((node) => document.importNode(node, true)));
    for (const link of old.querySelectorAll("form, a[href]")) {  // they lead from where that page was
      const name = link.matches("form") ? "action" : "href";
      link.setAttribute(name, link.getAttribute(name).replace(/^(\.\.\/)+(?=manage)/, ""));
    }
  }
};
const refresh = async () => {
  const answer = await fetch(location.href.split("#")[0]);
  if (answer.ok) take(await answer.text(), ["notice"]);
};

// A run
let lastStage = "";
const watch = async () => {
  let now = null;
  try {
    const answer = await fetch(main.dataset.progress);
    if (answer.ok) now = await answer.json();
  } catch { /* the server is away; it is asked again */ }
  if (now) {
    const index = part("index");
    if (index.dataset.mark !== now.mark) {
      await refresh();
      tell(now.told);
    } else {
      index.querySelector(".now").textContent = now.told;
      const bar = index.querySelector("progress");
      bar.max = now.total;
      bar.value = now.done;
      if (now.goes_on && now.stage !== lastStage) tell(now.stage);
    }
    lastStage = now.stage;
  }
  setTimeout(watch, now?.goes_on ? RUNNING_MS : RESTING_MS);
};
const tell = (text) => { document.getElementById("stage").textContent = text; };  // read out, now and then

// Forms: what the server says of them is shown here.
main.addEventListener("submit", async (event) => {
  const form = event.target;
  event.preventDefault();
  if (form.matches(".upload")) { await sendAll(form); return; }
  const button = form.querySelector("button");
  if (button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  const within = form.closest("[data-part]");
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    if (answer.status === 403) { location.reload(); return; }  // they may no longer; the page says so
    const hadFocus = within && within.contains(document.activeElement);
    take(await answer.text());
    if (answer.ok && form.matches(".feed")) form.reset();
    if (hadFocus) (within.querySelector("button:not(:disabled)") || part("notice")).focus();
    part("notice").scrollIntoView({ block: "nearest" });
  } catch {
    const notice = part("notice");
    notice.className = "notice bad";
    notice.textContent = main.dataset.away;
  } finally {
    button.removeAttribute("aria-disabled");
  }
});

// Files: each in a request of its own, as bytes; what it is called goes along as a label.
const send = (form, file, line) => new Promise((done) => {
  const request = new XMLHttpRequest();
  request.open("POST", form.getAttribute("action"));
  request.setRequestHeader("X-Name", encodeURIComponent(file.name.toWellFormed?.() ?? file.name));
  request.setRequestHeader("Content-Type", "application/octet-stream");
  request.upload.addEventListener("progress", (event) => {
    const percent = event.total ? Math.floor(100 * event.loaded / event.total) : 0;
    line.textContent = named(percent < 100 ? form.dataset.sending : form.dataset.checking, { name: file.name, percent });
  });
  request.addEventListener("loadend", () => {
    let answer = null;
    try { answer = JSON.parse(request.responseText); } catch { /* the server is away, or the person may no longer */ }
    done(answer);
  });
  request.send(file);
});
const sendAll = async (form) => {
  const input = document.getElementById("files");
  const button = form.querySelector("button");
  if (!input.files.length || button.getAttribute("aria-disabled") === "true") return;
  button.setAttribute("aria-disabled", "true");
  const results = document.getElementById("results");
  results.replaceChildren();
  let kept = 0;
  for (const file of [...input.files]) {
    const line = document.createElement("li");
    line.textContent = named(form.dataset.sending, { name: file.name, percent: 0 });
    results.append(line);
    const isLarge = file.size > Number(form.dataset.largest);  // the server would not read it to its end
    const large = { outcome: "too_large", told: named(form.dataset.large, { name: file.name }), faults: [] };
    const answer = isLarge ? large : await send(form, file, line);
    show(line, answer ?? { outcome: "unsent", told: named(form.dataset.unsent, { name: file.name }), faults: [] });
    if (answer?.outcome === "kept") kept += 1;
  }
  if (kept) {
    const line = document.createElement("li");
    line.textContent = form.dataset.after;
    results.append(line);
  }
  input.value = "";
  button.removeAttribute("aria-disabled");
  await refresh();
};
const show = (line, answer) => {
  line.textContent = answer.told;
  line.className = ["kept", "known"].includes(answer.outcome) ? "good" : "bad";
  if (!answer.faults.length) return;
  const list = document.createElement("ul");
  for (const fault of answer.faults) list.append(Object.assign(document.createElement("li"), { textContent: fault }));
  line.append(list);
};

watch();
