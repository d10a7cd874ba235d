// After each change of the conversation.
let turns = 0;
watch("value", () => {
  props.words = props.languages[ui];   // Gradio has put the server's back
  requestAnimationFrame(changed);
});
function changed() {
  const shown = all(".turn");
  const working = lastTurn()?.dataset.state === "working";
  element.classList.toggle("begun", shown.length > 0);
  element.classList.toggle("working", working);
  showEvidence();
  readOut();
  quiet = false;
  if (editing && find(`#correct-${editing.turn}`)?.hidden) edit(editing.turn, editing.field);
  const latest = shown.length ? Number(lastTurn().dataset.turn) : 0;
  if (latest !== turns && latest) lastTurn().scrollIntoView({ block: "start" });
  turns = latest;
  for (const each of afterwards) each();
  if (working) asking = Date.now();
  else answered();
}
if (goesOn) trigger("restore", { page, ui });
else quiet = false;
if (matchMedia("(min-width: 901px)").matches) box().focus({ preventScroll: true });
