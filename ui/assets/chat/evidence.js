// The evidence of one answer at a time.
function showEvidence() {
  const last = lastTurn();
  const turn = selected ?? (last ? last.dataset.turn : null);
  const shown = all(".of-turn").filter((one) => one.dataset.of === String(turn) && one.innerHTML);
  all(".of-turn").forEach((one) => one.classList.toggle("shown", shown.includes(one)));
  find(".beside").classList.toggle("filled", shown.length > 0);
  all(".turn").forEach((one) => one.classList.toggle("selected", one.dataset.turn === String(turn)));
}
