// Listening.
element.addEventListener("submit", (event) => {
  if (event.target.matches(".sign-out")) return;
  event.preventDefault();
  if (event.target.matches(".ask")) send();
  else if (event.target.matches(".correct")) correct(event.target, "corrected");
});
element.addEventListener("click", (event) => {
  const pressed = event.target.closest("button, [role=button]");
  if (!pressed) return;
  const { cite, open: place, edit: turn, field, cancel, anytime, retry, show } = pressed.dataset;
  if (cite) open(cite, pressed);
  else if (place) open(place, pressed);
  else if (turn) edit(turn, field);
  else if (cancel) close(cancel);
  else if (anytime) correct(find(`#correct-${anytime}`), "anytime");
  else if (retry) ask({ how: "retry", of: Number(retry) });
  else if (show) {
    selected = show;
    showEvidence();
    find(".of-turn.shown")?.focus();
    find(".of-turn.shown")?.scrollIntoView({ block: "nearest" });
  } else if (pressed.matches(".stop")) trigger("stop", { page, ui });
  else if (pressed.matches(".example")) {
    box().value = pressed.textContent;
    grow();
    box().focus();
  }
});
element.addEventListener("input", (event) => { if (event.target === box()) grow(); });
element.addEventListener("keydown", (event) => {
  if (event.target === box() && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send();
  } else if (event.target.matches("g[role=button]") && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    open(event.target.dataset.cite, event.target);
  } else if (event.key === "Escape") {
    const form = event.target.closest("form.correct");
    if (form) close(form.dataset.of);
    hideCard();
  }
});
for (const [begin, end] of [["pointerover", "pointerout"], ["focusin", "focusout"]]) {
  element.addEventListener(begin, (event) => {
    const mark = event.target.closest("[data-cite]");
    if (mark && (begin === "pointerover" || mark.matches(":focus-visible"))) showCard(mark);
  });
  element.addEventListener(end, (event) => {
    const to = event.relatedTarget;
    if (event.target.closest("[data-cite]") && !(to instanceof Node && card.contains(to))) hideCard();
  });
}
card.addEventListener("pointerleave", hideCard);
addEventListener("scroll", hideCard, { passive: true, capture: true });
