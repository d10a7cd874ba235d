// The card of a mark: the quotation, and what there is to know of it.
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
