// An answer to take with you: copied, printed, or under a link. What is said of it stands on the menu, in its language.
const copied = document.createElement("div");
copied.className = "copied";
copied.setAttribute("role", "status");
const handed = document.createElement("dialog");
handed.className = "handed";
handed.setAttribute("aria-labelledby", "handed-title");
handed.innerHTML = `<h2 id="handed-title"></h2><p id="handed-told"></p>
<textarea readonly rows="3" aria-labelledby="handed-title" aria-describedby="handed-told"></textarea>
<div class="ways"><button type="button"></button><a target="_blank" rel="noopener"></a></div>`;
document.querySelector(".gradio-container").append(copied, handed);
let sayingNothing = 0;
function sayCopied(words) {
  clearTimeout(sayingNothing);
  copied.textContent = words;
  sayingNothing = setTimeout(() => { copied.textContent = ""; }, 8_000);
}
const copiedAs = (type, text) => text.then((words) => new Blob([words], { type }));
async function copy(form, text) {
  // The promise is handed over as it is: a browser lets a page copy only while a press is fresh.
  try {
    const kinds = form === "html" ? ["text/plain", "text/html"] : ["text/plain"];
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(kinds.map((kind) => [kind, copiedAs(kind, text)])))]);
    return true;
  } catch { return false; }
}
function hand(menu, text, told, link) {
  const field = find("textarea", handed);
  find("h2", handed).textContent = menu.dataset.which;
  find("p", handed).textContent = told;
  find("button", handed).textContent = menu.dataset.close;
  find("a", handed).textContent = link ? menu.dataset.follow : "";
  find("a", handed).hidden = !link;
  if (link) find("a", handed).href = link;
  field.value = text;
  field.rows = link ? 2 : 10;
  handed.lang = menu.closest("[lang]").lang;
  handed.showModal();
  field.focus();
  field.select();
}
function printed(html) {
  const frame = document.createElement("iframe");
  frame.className = "unseen printed";
  frame.setAttribute("sandbox", "allow-same-origin allow-modals");  // it is printed from here: no script of its own
  frame.setAttribute("aria-hidden", "true");
  frame.tabIndex = -1;
  frame.addEventListener("load", () => {
    frame.contentWindow.focus();
    frame.contentWindow.print();
  });
  frame.srcdoc = html;
  all(".printed", document).forEach((before) => before.remove());
  document.body.append(frame);
}
async function take(pressed) {
  const { take: form, of, done } = pressed.dataset;
  const menu = pressed.closest(".share");
  menu.open = false;
  find("summary", menu).focus();
  const sent = { page, ui, of: Number(of), form };
  const coming = (form === "link" ? server.shared(sent) : server.exported(sent)).then((text) => {
    if (!text) throw new Error("there is no such answer");
    return form === "link" ? `${location.origin}${home}a/${text}` : text;
  });
  coming.catch(() => sayCopied(menu.dataset.failed));
  if (form === "print") return coming.then(printed, () => {});
  const isCopied = await copy(form, coming);
  const text = await coming.catch(() => "");
  if (!text) return null;
  if (form === "link") hand(menu, text, isCopied ? done : menu.dataset.yourself, text);
  else if (isCopied) sayCopied(done);
  else hand(menu, text, menu.dataset.yourself);
  return null;
}
element.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-take]");
  if (pressed) take(pressed);
  all(".share[open]").filter((menu) => !menu.contains(event.target)).forEach((menu) => { menu.open = false; });
});
element.addEventListener("keydown", (event) => {
  const menu = event.target.closest(".share[open]");
  if (!menu || event.key !== "Escape") return;
  menu.open = false;
  find("summary", menu).focus();
});
element.addEventListener("focusout", (event) => {
  const menu = event.target.closest(".share[open]");
  if (menu && event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) menu.open = false;
});
find("button", handed).addEventListener("click", () => handed.close());
