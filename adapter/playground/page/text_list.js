// The list of the prompt and the destinations to edit: searched, and no more of it made than is looked at.

import { find, make, plain, plural } from "./elements.js";

const WINDOW = 40;
const PROMPT = "the prompt";

const grown = (area) => {
  area.rows = Math.min(24, Math.max(3, Math.ceil(area.value.length / 70) + area.value.split("\n").length - 1));
};

/** Shows drafts; `changed` is called after each that was typed, `again` for "try this". */
export class TextList {
  #drafts;
  #list = find("texts");
  #search = find("find");
  #more = find("more-texts");
  #open = new Set();
  #shown = WINDOW;
  #texts = new Map();

  constructor(drafts, { changed, again }) {
    this.#drafts = drafts;
    this.changed = changed;
    this.again = again;
    this.#search.addEventListener("input", () => {
      this.#shown = WINDOW;
      this.refresh();
    });
    this.#more.addEventListener("click", () => {
      const first = this.#list.childElementCount;
      this.#shown += 3 * WINDOW;
      this.refresh();
      this.#list.children[first]?.querySelector("summary").focus();
    });
  }

  /** The texts are others. */
  reset() {
    this.#texts.clear();
    this.#open.clear();
    this.#shown = WINDOW;
    this.refresh();
  }

  /** Shows one destination, opened. */
  show(key) {
    this.#open.add(key);
    this.#search.value = key;
    this.refresh();
  }

  refresh() {
    const terms = plain(this.#search.value).split(/\s+/).filter(Boolean);
    const found = this.#drafts.destinations.filter((one) => terms.every((term) => this.#searched(one).includes(term)));
    // What was edited stands first.
    found.sort((one, other) => Number(this.#drafts.isTyped(other.key)) - Number(this.#drafts.isTyped(one.key)));
    const prompt = terms.length === 0 || terms.every((term) => PROMPT.includes(term)) ? [this.#prompt()] : [];
    this.#list.replaceChildren(...prompt, ...found.slice(0, this.#shown).map((one) => this.#destination(one)));
    const left = found.length - this.#shown;
    this.#more.hidden = left <= 0;
    this.#more.textContent = `Show ${plural(Math.min(left, 3 * WINDOW), "destination")} more`;
    const all = plural(this.#drafts.destinations.length, "destination");
    const cut = left > 0 ? `; the first ${this.#shown} are shown` : "";
    find("found").textContent = terms.length ? `${found.length.toLocaleString("en")} of ${all}${cut}` : `${all}${cut}`;
  }

  #searched(destination) {
    const { key, title, description, examples = [] } = destination;
    if (!this.#texts.has(key)) this.#texts.set(key, plain([key, title, description, ...examples].join("\n")));
    return this.#texts.get(key);
  }

  #prompt() {
    return this.#item(PROMPT, "The prompt", "", this.#drafts.promptIsTyped, () => {
      const area = make("textarea", { "aria-label": "The prompt", spellcheck: "false" });
      area.value = this.#drafts.promptText;
      return this.#editor(area, (text) => this.#drafts.write(text));
    });
  }

  #destination(destination) {
    const { key, title, examples = [] } = destination;
    const text = this.#drafts.description(destination);
    return this.#item(key, key, text || title, this.#drafts.isTyped(key), () => {
      const area = make("textarea", { "aria-label": `Description of ${key}` });
      area.value = text;
      const spoken = examples.length
        ? make("p", { class: "soft small" }, `Examples: ${examples.map((one) => `“${one}”`).join(", ")}`)
        : null;
      return [...this.#editor(area, (typed) => this.#drafts.describe(key, typed)), ...(spoken ? [spoken] : [])];
    });
  }

  #item(id, name, text, edited, inner) {
    const mark = make("span", { class: "mark", hidden: !edited }, "edited");
    const summary = make(
      "summary",
      {},
      make("b", {}, name),
      " ",
      mark,
      " ",
      make("span", { class: "soft excerpt" }, text),
    );
    const details = make("details", { "data-key": id }, summary);
    const open = () => {
      if (details.childElementCount === 1) details.append(...inner());
      this.#open.add(id);
    };
    if (this.#open.has(id)) {
      open();
      details.open = true;
    }
    details.addEventListener("toggle", () => (details.open ? open() : this.#open.delete(id)));
    details.addEventListener("input", () => {
      mark.hidden = false;
    });
    return make("li", {}, details);
  }

  #editor(area, take) {
    grown(area);
    area.addEventListener("input", () => {
      grown(area);
      take(area.value);
      this.changed();
    });
    area.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.again();
    });
    return [area];
  }
}
