// What the page does: asks, stops, corrects, shows the quotation of a mark, opens the article. Gradio runs it with
// `element`, `trigger`, `props`, `server` and `watch`; it renders `value` anew into the same elements, so nothing that
// must outlive an answer is put inside `element`.

// The first language of both that the browser names, as the server tells it by `Accept-Language` (ui/page_phrases.py).
const ui = navigator.languages.map((one) => one.slice(0, 2).toLowerCase()).find((one) => one in props.languages) ?? "en";
document.documentElement.lang = ui;
// Where Knipsel is: at the root of the host, or below a path.
const home = new URL(window.gradio_config?.root || location.href, location.href).pathname.replace(/\/*$/, "/");
props.words = props.languages[ui];
const spoken = (name) => {
  const text = document.createElement("textarea");
  text.innerHTML = props.languages[ui][name];
  return text.value;
};
const find = (selector, within = element) => within.querySelector(selector);
const afterwards = [];  // what is done after each change of the conversation
const all = (selector, within = element) => [...within.querySelectorAll(selector)];

// The name of the conversation that this tab shows: to anybody else than its person it says nothing.
const named = "knipsel-page";
const newName = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
let page = null;
try { page = sessionStorage.getItem(named); } catch { /* a browser may keep nothing */ }
const goesOn = page !== null;
if (!goesOn) goTo(newName());
function goTo(name) {
  page = name;
  try { sessionStorage.setItem(named, page); } catch { /* then a page loaded anew begins anew */ }
}
