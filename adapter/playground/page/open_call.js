// The call of this tab: what the service knows of it, and the events that the other parts listen to.

import { Refusal, ask } from "./service.js";

const KEPT = "transfer-adapter call";

/** Holds a call for this tab until it is closed. False where another tab has it, such as the one this is a copy of. */
function holds(id) {
  if (!navigator.locks) return Promise.resolve(true); // without TLS there are none
  return new Promise((told) => {
    navigator.locks.request(`transfer-adapter call ${id}`, { ifAvailable: true }, (lock) => {
      told(lock !== null);
      return lock === null ? undefined : new Promise(() => {});
    });
  });
}

/** Sends `begun` (all is new), `grown` (detail: new lines and turns), `chosen` (a turn), `busy` and `edited`. */
export class OpenCall extends EventTarget {
  id = null;
  setup = null;
  state = { phase: "over", comes_back: false, moment: "" };
  lines = [];
  turns = [];
  edits = {};
  chosen = null;
  busy = false;
  #unsure = false;
  #coming = null; // a promise while a call is coming: whether it came
  #again = false; // whether another one is to follow it
  #waits = false; // whether something was said that it has to answer

  /** The turn that is looked at. */
  get turn() {
    return this.turns.find(({ turn }) => turn === this.chosen) ?? null;
  }

  get edited() {
    return Object.keys(this.edits.destinations ?? {}).length > 0 || typeof this.edits.prompt === "string";
  }

  choose(turn) {
    this.chosen = turn;
    this.#send("chosen");
  }

  /**
   * Begins another call with the setup that `chosen` gives. What is chosen while it begins counts: another one begins
   * right after it. Edits go with it as far as they are of the same files. False where one is coming already.
   */
  async begin(chosen) {
    this.#again = true;
    if (this.#coming !== null) return false;
    await this.#until(() => this.#begin(chosen));
    return true;
  }

  /** Takes up the call that this tab had before it was loaded again, which is true, or begins one. */
  resume(chosen) {
    return this.#until(async () => {
      if (await this.#takeUp()) return true;
      await this.#begin(chosen);
      return false;
    });
  }

  /** Something happens in the call. Throws `Refusal`. */
  async happens(event) {
    if (this.busy) throw new Refusal(-1, "One thing after the other: the last one is still being answered.");
    if (this.#coming !== null) {
      if (event.kind !== "says") return; // it is of the call that goes
      await this.#forTheNext();
    }
    const { id } = this;
    this.#busy(true);
    try {
      if (this.#unsure && (await this.#sync(event))) return;
      const came = await ask("POST", `calls/${id}/events`, event);
      if (this.id === id) this.#grow(came);
    } catch (error) {
      if (this.id !== id) return; // nobody waits for it any more: another call has begun
      this.#unsure = error.lost === true;
      throw error;
    } finally {
      if (this.id === id) this.#busy(false);
    }
  }

  /** The words of the chosen turn again, once for each setup. */
  async again(setups, edited) {
    const { turns } = await ask("POST", `calls/${this.id}/again`, { turn: this.chosen, setups, edited });
    return turns;
  }

  /** Hands in all edits at once; with errors in what comes nothing was changed. */
  async edit(edits) {
    await this.#coming;
    return this.#edit(edits);
  }

  async #edit(edits) {
    const came = await ask("PUT", `calls/${this.id}/edits`, edits);
    if (!came.errors?.length) {
      this.edits = edits;
      this.#send("edited");
    }
    return came;
  }

  // What is said or edited meanwhile is of the call that comes.
  async #until(work) {
    const done = work();
    this.#coming = done.then(
      () => true,
      () => false,
    );
    try {
      return await done;
    } finally {
      this.#coming = null;
    }
  }

  async #forTheNext() {
    this.#waits = true;
    this.#busy(true);
    const came = await this.#coming;
    this.#waits = false;
    if (came) return;
    this.#busy(false);
    throw new Refusal(-1, "No new call has begun, so nobody has heard this.");
  }

  async #begin(chosen) {
    do {
      this.#again = false;
      await this.#replace(chosen());
    } while (this.#again);
  }

  async #takeUp() {
    const id = sessionStorage.getItem(KEPT);
    if (id === null || !(await holds(id))) return false;
    try {
      this.#take(await ask("GET", `calls/${id}`));
    } catch (error) {
      if (error instanceof Refusal && error.gone) return false;
      throw error;
    }
    this.#send("begun");
    return true;
  }

  async #replace(setup) {
    const before = this.setup;
    const old = this.id;
    const edits = this.edits;
    const came = await ask("POST", "calls", { setup });
    if (old !== null) ask("DELETE", `calls/${old}`).catch(() => {}); // it would be forgotten within the hour anyway
    this.#take(came);
    holds(this.id);
    const kept = before !== null && before.directory === this.setup.directory ? edits : {};
    const samePrompt = before !== null && before.prompt === this.setup.prompt;
    this.edits = {};
    if (kept.destinations || (samePrompt && kept.prompt)) {
      await this.#edit({ destinations: kept.destinations ?? {}, prompt: samePrompt ? (kept.prompt ?? null) : null });
    }
    this.#send("begun");
  }

  #busy(now) {
    this.busy = now;
    this.#send("busy");
  }

  // An event whose answer was lost may have happened: nothing is sent twice before the service has said what it knows.
  async #sync(event) {
    const { id } = this;
    const before = this.lines.length;
    const came = await ask("GET", `calls/${id}`);
    if (this.id !== id) return true;
    this.#unsure = false;
    const fresh = came.lines.slice(before);
    const known = new Set(this.turns.map(({ turn }) => turn));
    this.#grow({ state: came.state, lines: fresh, turns: came.turns.filter(({ turn }) => !known.has(turn)) });
    if (event.kind !== "says") return fresh.length > 0;
    return fresh.some(({ who, text }) => who === "caller" && text.includes(event.text));
  }

  #take({ call, setup, state, lines, turns, edits }) {
    Object.assign(this, { id: call, setup, state, lines, turns, edits: edits ?? {} });
    this.chosen = turns.at(-1)?.turn ?? null;
    this.#unsure = false;
    this.#busy(this.#waits);
    sessionStorage.setItem(KEPT, call);
  }

  #grow({ state, lines = [], turns = [] }) {
    this.state = state;
    this.lines.push(...lines);
    this.turns.push(...turns);
    if (turns.length) this.chosen = turns.at(-1).turn;
    this.#send("grown", { lines, turns });
    if (turns.length) this.#send("chosen");
  }

  #send(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
