// How the panel looks: the chat's colours; sizes in em, of a font size that no page sets.

export const STYLE = `
  * { box-sizing: border-box; }
  .panel {
    --ink: var(--knipsel-ink, light-dark(#1d1a16, #ece7dd));
    --paper: var(--knipsel-paper, light-dark(#fbf9f4, #191714));
    --card: var(--knipsel-card, light-dark(#fffdf8, #221f1b));
    --rule: var(--knipsel-rule, light-dark(#d9d2c3, #3b362e));
    --soft: var(--knipsel-soft, light-dark(#6b6459, #a69d8e));
    --marked: var(--knipsel-marked, light-dark(#ffe9a8, #6a5313));
    --accent: var(--knipsel-accent, light-dark(#9b1c1c, #f08a7a));
    --on-accent: var(--knipsel-on-accent, light-dark(#fff, #191714));
    color: var(--ink); background: var(--paper); padding: 0; margin: 0; overflow: hidden;
    border: 1px solid var(--rule); border-radius: var(--knipsel-radius, 10px);
  }
  dialog.panel {
    position: fixed; inset: auto; max-block-size: none; max-inline-size: none;
    inset-block-end: var(--knipsel-offset, 16px); inset-inline-end: var(--knipsel-offset, 16px);
    inline-size: min(var(--knipsel-width, 27em), 100vw - 2 * var(--knipsel-offset, 16px));
    block-size: min(var(--knipsel-height, 42em), 100dvh - 2 * var(--knipsel-offset, 16px));
    box-shadow: 0 8px 40px rgb(0 0 0 / 0.35);
  }
  :host([side=start]) dialog.panel { inset-inline: var(--knipsel-offset, 16px) auto; }
  dialog.panel:not([open]) { display: none; }
  dialog.panel::backdrop { background: rgb(0 0 0 / 0.15); }
  section.panel { block-size: 100%; }
  :host([fill]) section.panel { border: 0; border-radius: 0; }
  .frame { container-type: inline-size; block-size: 100%; position: relative; }
  .asking { block-size: 100%; display: flex; flex-direction: column; }

  button, textarea, a { font: inherit; color: inherit; }
  button { cursor: pointer; border: 1px solid var(--rule); border-radius: 6px; background: var(--card); padding: 0.3em 0.8em; }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  .talk:focus-visible, .text:focus-visible { outline-offset: -2px; }
  h2, h3, h4, p, blockquote { margin: 0; overflow-wrap: anywhere; }
  q { quotes: "“" "”" "‘" "’"; }
  mark { background: var(--marked); color: inherit; padding-inline: 0.1em; border-radius: 2px; }
  [hidden] { display: none !important; }

  .head { display: flex; align-items: center; gap: 0.8em; padding: 0.6em 0.9em; border-block-end: 3px double var(--rule); }
  .head h2 { font: 700 1.2em/1.2 Georgia, serif; flex: 1; }
  .full { font-size: 0.85em; color: var(--accent); white-space: nowrap; }
  .close { font-size: 1.3em; line-height: 1; padding: 0.15em 0.5em; border-color: transparent; background: none; }

  .talk { flex: 1; overflow: auto; padding: 0.9em; position: relative; overscroll-behavior: contain; }
  .about, .progress { color: var(--soft); font-style: italic; }
  .progress.wrong { color: var(--accent); font-style: normal; }
  .turn { padding-block: 0.9em 0.5em; }
  .suggested { list-style: none; margin: 0.8em 0 0; padding: 0; }
  .suggested .next { inline-size: 100%; margin-block-end: 0.4em; text-align: start; overflow-wrap: anywhere; }
  .turn:last-child { min-block-size: 100%; } /* so that a new question begins at the top, its answer below it */
  .asked { font: inherit; font-weight: 600; background: var(--card); border: 1px solid var(--rule); border-radius: 6px;
    padding: 0.4em 0.8em; margin-inline-start: 2em; }
  .told, .understood { font-size: 0.82em; color: var(--soft); }
  .understood { margin-block: 0.4em; }
  .answer > * { margin-block: 0.6em; }
  .answer > .cards { margin-block: 0; }
  .lead { font: 700 1.25em/1.35 Georgia, serif; text-wrap: balance; }
  .replaced { color: var(--soft); font-style: italic; }
  .statement { border-inline-start: 3px solid var(--accent); padding-inline-start: 0.8em; line-height: 1.55; }
  .marks { white-space: nowrap; }
  .mark, .number { display: inline-block; min-inline-size: 1.9em; padding: 0 0.5em; margin-inline-end: 0.2em; border: 0;
    border-radius: 2em; background: var(--accent); color: var(--on-accent); text-align: center;
    font: normal 600 0.8em/1.9 ui-sans-serif, system-ui, sans-serif; }
  .lead .mark { font-size: 0.64em; }
  .mark[aria-expanded=true] { outline: 2px solid var(--ink); outline-offset: 1px; }

  .cards { display: grid; gap: 0.6em; }
  .cards:not(:empty) { margin-block: 0.6em; }
  .source { background: var(--card); border: 1px solid var(--rule); border-radius: 6px; padding: 0.7em 0.9em; }
  .source header { display: flex; gap: 0.5em; align-items: start; }
  .source h4 { font: 700 1em/1.3 Georgia, serif; }
  .source blockquote { margin-block: 0.5em; line-height: 1.55; max-block-size: 16em; overflow: auto; }
  .translation { border-inline-start: 3px solid var(--rule); padding-inline-start: 0.8em; font-style: italic; }
  .ways { display: flex; flex-wrap: wrap; gap: 0.8em; align-items: center; margin-block-start: 0.5em; font-size: 0.88em; }
  .open { color: var(--accent); }

  .timeline { inline-size: 100%; border-collapse: collapse; font-size: 0.92em; }
  .timeline caption { text-align: start; font-weight: 600; color: var(--soft); }
  .timeline th { text-align: start; font-size: 0.88em; color: var(--soft); }
  .timeline th, .timeline td { border-block-end: 1px solid var(--rule); padding-block: 0.35em; padding-inline: 0 0.7em; vertical-align: baseline; }
  .figure { font-weight: 700; font-variant-numeric: tabular-nums; }
  .superseded .figure, .corrected .figure { font-weight: 400; }
  .corrected .figure { text-decoration: line-through; }
  .fate { display: block; font-size: 0.88em; color: var(--soft); font-style: italic; }

  form { display: flex; flex-wrap: wrap; gap: 0.5em; padding: 0.7em 0.9em; border-block-start: 1px solid var(--rule); }
  textarea { flex: 1 1 10em; resize: none; background: var(--card); border: 1px solid var(--rule); border-radius: 6px; padding: 0.4em 0.6em; }
  textarea::placeholder { color: var(--soft); opacity: 1; }
  .send { background: var(--accent); color: var(--on-accent); border-color: transparent; font-weight: 600; }
  .offers { flex-basis: 100%; display: flex; flex-wrap: wrap; gap: 0.5em; }
  .selected { flex: 1 1 12em; text-align: start; font-size: 0.85em; overflow-wrap: anywhere; }
  .selected.check { flex: 0 1 auto; }

  .verdicts { list-style: none; margin: 0.7em 0 0; padding: 0; display: grid; gap: 1em; }
  .verdict { border-inline-start: 3px solid var(--rule); padding-inline-start: 0.8em; }
  .verdict.supported, .verdict.superseded { border-color: var(--accent); }
  .verdict.contradicted { border-inline-start: 3px double var(--accent); }
  .sentence { line-height: 1.55; }
  .finding { margin-block-start: 0.3em; font-size: 0.92em; }
  .sign { display: inline-block; min-inline-size: 1.4em; text-align: center; font-weight: 700;
    background: var(--ink); color: var(--paper); border-radius: 4px; }
  .not_found .sign, .not_checkable .sign, .related .sign { background: var(--card); color: var(--ink); outline: 1px solid var(--rule); }

  .pane { position: absolute; inset: 0; background: var(--paper); display: flex; flex-direction: column; }
  .back { margin: 0.6em 0.9em; align-self: start; }
  .back::before { content: "← " / ""; }
  .text { flex: 1; overflow: auto; padding: 0 0.9em 0.9em; position: relative; }
  .text h2 { font: 700 1.3em/1.25 Georgia, serif; margin-block-end: 0.3em; }
  .whole { white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.6; margin-block: 0.9em; max-inline-size: 42em; }
  .heard { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

  @container (min-width: 44em) {
    .cards { grid-template-columns: repeat(auto-fit, minmax(18em, 1fr)); }
    .talk, .text { padding-inline: max(0.9em, (100% - 52em) / 2); }
  }
  @media (max-width: 600px), (max-height: 420px) {
    dialog.panel, :host([side=start]) dialog.panel { inset: 0; inline-size: 100vw; block-size: 100dvh; border: 0; border-radius: 0; }
    textarea { font-size: max(16px, 1em); }
  }
  @media (prefers-reduced-motion: no-preference) {
    .talk, .text { scroll-behavior: smooth; }
    dialog.panel[open] { animation: rise 0.15s ease-out; }
    @keyframes rise { from { opacity: 0; transform: translateY(8px); } }
  }
`;
