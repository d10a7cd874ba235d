// The one script of a page: <knipsel-chat>, its launcher, and nothing more until it is opened.
(() => {
  const VERSION = "unversioned"; // what is served has the hash of the parts here
  const script = document.currentScript;
  if (!script || customElements.get("knipsel-chat")) return;

  const SERVER = new URL(".", script.src).href;
  const ATTRIBUTES = ["site", "lang", "theme", "side", "label"];
  const WORDS = {
    nl: { ask: "Vraag het archief", unreachable: "Het archief is nu niet te bereiken" },
    en: { ask: "Ask the archive", unreachable: "The archive cannot be reached now" },
  };

  // `all` and `!important` here win from whatever the page says, `!important` or not: only custom properties get in.
  const style = new CSSStyleSheet();
  style.replaceSync(`
    :host { all: initial !important; color-scheme: light dark !important; display: block !important;
      position: fixed !important; inset-block-end: var(--knipsel-offset, 16px) !important;
      inset-inline-end: var(--knipsel-offset, 16px) !important; z-index: var(--knipsel-z, 2147483000) !important;
      font: var(--knipsel-font-size, medium)/1.4 var(--knipsel-font, ui-sans-serif, system-ui, sans-serif) !important; }
    :host([side=start]) { inset-inline: var(--knipsel-offset, 16px) auto !important; }
    :host([inline]) { position: relative !important; inset: auto !important; z-index: auto !important;
      block-size: var(--knipsel-height, 560px) !important; inline-size: var(--knipsel-width, auto) !important; }
    :host([inline][fill]) { position: fixed !important; inset: 0 !important; block-size: auto !important; }
    :host([theme=light]) { color-scheme: light !important; }
    :host([theme=dark]) { color-scheme: dark !important; }
    .launcher { font: inherit; font-weight: 600; cursor: pointer; padding: 0.65em 1.1em; border-radius: 2em;
      border: 1px solid transparent; box-shadow: 0 2px 10px rgb(0 0 0 / 0.3); user-select: none;
      background: var(--knipsel-accent, light-dark(#9b1c1c, #f08a7a));
      color: var(--knipsel-on-accent, light-dark(#fff, #191714)); }
    .launcher:focus-visible { outline: 3px solid var(--knipsel-accent, light-dark(#9b1c1c, #f08a7a)); outline-offset: 3px; }
    .trouble { background: Canvas; color: CanvasText; border-radius: 6px; margin: 0 0 0.5em; padding: 0.5em 0.8em; }
    .trouble:empty { display: none; }
    [hidden] { display: none; }
    @media print { :host { display: none !important; } }
  `);

  // What is selected in the page's text, never in a field: there a browser tells the words, and a range of nothing.
  const selectedText = () => {
    const field = document.activeElement?.matches("input, textarea, select");
    const selection = document.getSelection();
    return field || !selection || selection.isCollapsed ? "" : String(selection).slice(0, 10_000);
  };

  class KnipselChat extends HTMLElement {
    #root = null;
    #launcher = null;
    #trouble = null;
    #panel = null;
    #opening = null;
    #tries = 0;
    #selected = "";

    connectedCallback() {
      if (this.#root) return;
      this.#root = this.attachShadow({ mode: "open" });
      this.#root.adoptedStyleSheets = [style];
      // The page's shortcuts (`/`, `e`, `s`) are not for what is typed here.
      for (const name of ["keydown", "keypress", "keyup"]) {
        this.#root.addEventListener(name, (event) => event.stopPropagation());
      }
      this.#trouble = document.createElement("p");
      this.#trouble.className = "trouble";
      this.#trouble.setAttribute("role", "status");
      this.#root.append(this.#trouble);
      if (this.hasAttribute("inline")) this.#openOnceSeen();
      else this.#addLauncher();
    }

    disconnectedCallback() {
      this.#panel?.close();
    }

    // Opens the panel: fetches it the first time.
    async open() {
      this.#opening ??= this.#fetchPanel();
      await this.#opening;
      this.#panel?.open(this.#selected);
      this.#selected = "";
    }

    close() {
      this.#panel?.close();
    }

    get #language() {
      const told = [this.getAttribute("lang"), document.documentElement.lang, ...navigator.languages];
      return told.map((one) => (one ?? "").slice(0, 2).toLowerCase()).find((one) => one in WORDS) ?? "en";
    }

    #addLauncher() {
      const launcher = document.createElement("button");
      launcher.type = "button";
      launcher.className = "launcher";
      launcher.lang = this.#language;
      launcher.textContent = this.getAttribute("label") || WORDS[this.#language].ask;
      launcher.setAttribute("aria-haspopup", "dialog");
      launcher.addEventListener("pointerdown", () => (this.#selected = selectedText()));
      launcher.addEventListener("click", (event) => {
        if (event.detail === 0) this.#selected = selectedText(); // by a key: no pointer came before it
        this.open();
      });
      this.#launcher = launcher;
      this.#root.append(launcher);
    }

    #openOnceSeen() {
      const seen = new IntersectionObserver((entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        seen.disconnect();
        this.open();
      });
      seen.observe(this);
    }

    async #fetchPanel() {
      const again = this.#tries++ ? `?${this.#tries}` : ""; // a browser remembers that a module did not load
      this.#trouble.textContent = "";
      try {
        const { Panel } = await import(`${SERVER}widget/${VERSION}/panel.js${again}`);
        this.#panel = new Panel({
          server: SERVER,
          site: this.getAttribute("site") ?? "",
          language: this.#language,
          inline: this.hasAttribute("inline"),
          launcher: this.#launcher, // null of an inline one
        });
        this.#root.adoptedStyleSheets = [style, this.#panel.style];
        this.#root.append(this.#panel.element);
      } catch {
        this.#opening = null;
        this.#trouble.textContent = WORDS[this.#language].unreachable;
      }
    }
  }

  customElements.define("knipsel-chat", KnipselChat);

  const addLauncher = () => {
    if (script.dataset.launcher === "off" || document.querySelector("knipsel-chat")) return;
    const chat = document.createElement("knipsel-chat");
    for (const name of ATTRIBUTES) if (script.dataset[name]) chat.setAttribute(name, script.dataset[name]);
    document.body.append(chat);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", addLauncher, { once: true });
  else addLauncher();
})();
