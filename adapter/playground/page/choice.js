// Choices that leave room for something else: a `<select>` whose last entry opens a field to type in.

import { fill } from "./elements.js";

const OTHER = "another";
const same = (text) => text;

/** The value of a select, or what was typed beside it. `read` and `write` are between it and the field. */
export class Choice {
  #offered = new Set();

  constructor(select, field, { read = same, write = same } = {}) {
    Object.assign(this, { select, field, read, write });
    select.addEventListener("change", () => {
      this.#reveal();
      if (this.#other) field.focus();
    });
  }

  /** Offers [value, title] pairs, and `other` as the title of "something else". */
  offer(choices, chosen = "", other = null) {
    this.#offered = new Set(choices.map(([value]) => value));
    fill(this.select, other === null ? choices : [...choices, [OTHER, other]], chosen);
    if (other !== null && chosen !== "" && !this.#offered.has(chosen)) {
      this.select.value = OTHER;
      this.field.value = this.write(chosen);
    }
    this.#reveal();
  }

  get value() {
    return this.#other ? this.read(this.field.value.trim()) : this.select.value;
  }

  get #other() {
    return this.select.value === OTHER && !this.#offered.has(OTHER);
  }

  #reveal() {
    this.field.closest("label").hidden = !this.#other;
  }
}
