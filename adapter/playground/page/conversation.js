// The conversation: what was said, and what the caller and the telephone do next.

import { find, make, tell } from "./elements.js";
import { inShort } from "./turn_facts.js";
import { milliseconds, phaseIn } from "./words.js";

const SPEAKERS = { caller: "Caller", assistant: "Assistant" };
/** Told in full by the panel of the turn. */
const IN_THE_PANEL = new Set(["model", "decision"]);
/** Not what the assistant does, but what it answers. */
const HAPPENS = new Set(["caller", "platform"]);
const KEYS = [..."1234567890*#"];

/** Shows a call and takes what is typed. `look` is called when somebody wants to see a turn. */
export class Conversation {
  #call;
  #look;
  #lines = find("lines");
  #words = find("words");
  #marks = new Map();

  constructor(call, look) {
    this.#call = call;
    this.#look = look;
    find("digit").replaceChildren(...KEYS.map((key) => make("option", {}, key)));
    find("say").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#say();
    });
    find("events").addEventListener("click", ({ target }) => this.#event(target.dataset.event));
    find("ringing").addEventListener("click", ({ target }) => {
      if (target.dataset.outcome) this.#happens({ kind: "transfer", outcome: target.dataset.outcome });
    });
    call.addEventListener("begun", () => this.#begin());
    call.addEventListener("grown", ({ detail }) => this.#grow(detail));
    call.addEventListener("chosen", () => this.#mark());
    call.addEventListener("busy", () => this.#lines.classList.toggle("busy", call.busy));
  }

  #begin() {
    tell(find("call-error"));
    this.#marks.clear();
    const waiting = this.#lines.querySelector(".waiting");
    this.#lines.replaceChildren();
    this.#grow(this.#call);
    this.#mark();
    // What was said while this call began is still to be answered by it.
    if (this.#call.busy && waiting !== null) this.#lines.append(waiting);
  }

  async #say() {
    const text = this.#words.value.trim();
    if (!text || this.#call.busy) return;
    this.#words.value = "";
    const waiting = make(
      "p",
      { class: "line caller waiting" },
      make("span", { class: "who" }, "Caller"),
      make("span", { class: "said" }, text),
    );
    this.#lines.append(waiting);
    this.#scroll();
    const done = await this.#happens({ kind: "says", text });
    waiting.remove();
    if (!done && this.#words.value === "") this.#words.value = text;
  }

  #event(kind) {
    if (kind === "press") this.#happens({ kind, digit: find("digit").value });
    else if (kind) this.#happens({ kind });
  }

  /** Whether the service took it. */
  async #happens(event) {
    tell(find("call-error"));
    try {
      await this.#call.happens(event);
      return true;
    } catch (error) {
      tell(find("call-error"), error.message);
      return false;
    }
  }

  #grow({ lines, turns }) {
    this.#lines.querySelector(".waiting")?.remove();
    const left = new Map(turns.map((turn) => [turn.turn, turn]));
    for (const line of lines) {
      if (IN_THE_PANEL.has(line.who)) continue;
      this.#lines.append(this.#line(line));
      // The decision stands under what it was made of: words, a key, a transfer that came back.
      if (HAPPENS.has(line.who) && left.has(line.turn)) {
        this.#lines.append(this.#decision(left.get(line.turn)));
        left.delete(line.turn);
      }
    }
    this.#lines.append(...[...left.values()].map((turn) => this.#decision(turn)));
    this.#state();
    this.#scroll();
  }

  #line({ who, text }) {
    const speaker = SPEAKERS[who];
    if (speaker === undefined) return make("p", { class: `line note ${who}` }, text);
    return make(
      "p",
      { class: `line ${who}` },
      make("span", { class: "who" }, speaker),
      make("span", { class: "said" }, text),
    );
  }

  #decision(turn) {
    const spent = turn.milliseconds ? milliseconds(turn.milliseconds.all) : "";
    const button = make(
      "button",
      { type: "button", class: "turn", "data-turn": turn.turn },
      make("span", { class: "unseen" }, `Turn ${turn.turn}: `),
      inShort(turn.decision),
      make("span", { class: "soft" }, ` ${spent}`),
    );
    button.addEventListener("click", () => {
      this.#call.choose(turn.turn);
      this.#look();
    });
    this.#marks.set(turn.turn, button);
    return make("p", { class: "line decided" }, button);
  }

  #mark() {
    for (const [turn, button] of this.#marks) {
      if (turn === this.#call.chosen) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }

  #state() {
    const { phase, comes_back: back, moment } = this.#call.state;
    const rings = phase === "transferring";
    const ringing = find("ringing");
    const had = document.activeElement;
    ringing.hidden = !rings;
    find("ended").hidden = phase !== "over";
    find("ringing-title").textContent = back
      ? "It rings at the destination. What happens there?"
      : "It rings at the destination. The platform takes no call back from there: answered or not, it is gone.";
    find("say").hidden = find("events").hidden = phase === "over" || rings;
    find("conversation").dataset.phase = phase;
    find("phase").textContent = [phaseIn(phase), moment].filter(Boolean).join(" · ");
    // What had the focus may be gone: then it goes on, but to no button that a second Enter would press.
    if (had.checkVisibility() && had !== document.body) return;
    (phase === "over" ? find("next-call") : rings ? ringing : this.#words).focus();
  }

  #scroll() {
    this.#lines.scrollTop = this.#lines.scrollHeight;
  }
}
