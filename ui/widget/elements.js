// Elements made of text: nothing that comes from the server ever becomes markup.

// Returns an element; `on...` attributes are functions, `true` is an empty attribute, false and null are none.
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

// Returns a link that opens a tab which knows nothing of this page; null for what is no http or https address.
export function link(url, text, attributes = {}) {
  if (!URL.canParse(url) || !["http:", "https:"].includes(new URL(url).protocol)) return null;
  return make("a", { ...attributes, href: url, target: "_blank", rel: "noopener noreferrer" }, text);
}

// Returns a text with a part of it marked; `part` counts code points, as the server does.
export function marked(text, part) {
  if (!part) return [text];
  const points = Array.from(text);
  const cut = (from, to) => points.slice(from, to).join("");
  return [cut(0, part.start), make("mark", {}, cut(part.start, part.end)), cut(part.end)];
}

// Returns the parts that say something, in a line.
export function line(...parts) {
  return parts.filter(Boolean).join(" · ");
}
