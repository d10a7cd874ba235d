// The HTTP API as a page sees it (docs/api.md): a token, a question's events, an article.
import { events } from "./events.js";

const PLAIN = { mode: "cors", credentials: "omit", cache: "no-store", referrerPolicy: "strict-origin" };

// What went wrong, by its code: one of the server's, or `unreachable`, `cut`.
export class Problem extends Error {
  constructor(told) {
    super(told.detail ?? told.code);
    Object.assign(this, { code: told.code, reason: told.reason, request_id: told.request_id });
    this.retry_after_s = told.retry_after_s;
  }
}

export class Server {
  #base;
  #site;
  #token = ""; // in memory only, and only once something is asked

  constructor(base, site) {
    this.#base = base;
    this.#site = site;
  }

  // Yields the events of an answer, `{name, data}`, through `done`; throws a Problem, or what `signal` aborts with.
  ask(question, history, signal) {
    return this.#events("ask", { question, history, follow_ups: true }, signal);
  }

  // Yields the events of a check, as `ask` does.
  check(text, signal) {
    return this.#events("check", { text }, signal);
  }

  async *#events(path, told, signal) {
    const response = await this.#call(path, signal, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
      body: JSON.stringify(told),
    });
    try {
      for await (const event of events(response.body)) {
        if (event.name === "error") throw new Problem(event.data);
        yield event;
        if (event.name === "done") return;
      }
    } catch (failed) {
      if (failed instanceof Problem || signal.aborted) throw failed;
    }
    throw new Problem({ code: "cut" });
  }

  // Returns an article with the span of a citation; throws as `ask` does.
  async article({ article, revision, start, end }, signal) {
    const path = String(article).split("/").map(encodeURIComponent).join("/");
    const query = new URLSearchParams({ revision, start, end });
    const response = await this.#call(`articles/${path}?${query}`, signal, { headers: { Accept: "application/json" } });
    return response.json();
  }

  async #call(path, signal, request) {
    for (let tries = 1; ; tries++) {
      this.#token ||= await this.#fetchToken(signal);
      const headers = { ...request.headers, Authorization: `Bearer ${this.#token}` };
      const response = await this.#fetch(path, signal, { ...request, headers });
      if (response.ok) return response;
      const problem = await problemIn(response);
      if (response.status === 401) this.#token = "";
      if (response.status !== 401 || tries === 2) throw problem;
    }
  }

  async #fetchToken(signal) {
    const response = await this.#fetch(`sites/${encodeURIComponent(this.#site)}/token`, signal, { method: "POST" });
    if (!response.ok) throw await problemIn(response);
    return (await response.json()).token;
  }

  async #fetch(path, signal, request) {
    try {
      return await fetch(`${this.#base}api/v1/${path}`, { ...PLAIN, ...request, signal });
    } catch (failed) {
      if (signal.aborted) throw failed;
      throw new Problem({ code: (await this.#answers(signal)) ? "origin-not-allowed" : "unreachable" });
    }
  }

  // A refused origin may not read that it is refused: a server that gives anybody its script, but us nothing, refuses.
  async #answers(signal) {
    try {
      return (await fetch(`${this.#base}widget.js`, { ...PLAIN, signal })).ok;
    } catch {
      return false;
    }
  }
}

async function problemIn(response) {
  try {
    return new Problem(await response.json());
  } catch {
    return new Problem({ code: response.status >= 502 ? "unreachable" : "failed" }); // a proxy's page, not ours
  }
}
