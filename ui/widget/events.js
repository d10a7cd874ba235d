// Server-sent events read from a body as it comes: EventSource cannot send a token.

const OF_ANSWERS = ["understood", "found", "writing", "said", "answered"];
const OF_CHECKS = ["reading", "judged"];
const KNOWN = new Set(["queued", ...OF_ANSWERS, ...OF_CHECKS, "done", "error"]);

// Yields `{name, data}` for each event that is known; leaving early cancels the body.
export async function* events(body) {
  let unread = "";
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      unread += value.replaceAll("\r", "");
      const blocks = unread.split("\n\n");
      unread = blocks.pop();
      for (const block of blocks) {
        const event = eventIn(block);
        if (event) yield event;
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function eventIn(block) {
  const fields = block.split("\n").map((line) => /^(\w+): ?(.*)$/s.exec(line)).filter(Boolean);
  const valuesOf = (name) => fields.filter((field) => field[1] === name).map((field) => field[2]);
  const name = valuesOf("event").at(-1);
  return KNOWN.has(name) ? { name, data: JSON.parse(valuesOf("data").join("\n")) } : null;
}
