// The reading pane.
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
const siblings = (place) => all(`.source[id^="source-${place.split("-")[0]}-"]`).filter((one) => !one.hidden);
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
