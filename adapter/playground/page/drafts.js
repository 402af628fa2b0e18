// Edits that are not files yet: descriptions and the prompt, as typed, beside how they stand.

/** What a call's texts are, and what somebody has typed instead. */
export class Drafts {
  destinations = [];
  prompt = "";
  #typed = new Map();
  #prompt = null;

  /** Takes the texts of `GET destinations`. `edits` are what the call goes by already. */
  take({ destinations, prompt }, edits) {
    this.destinations = destinations;
    this.prompt = prompt;
    this.#typed = new Map(Object.entries(edits.destinations ?? {}).map(([key, { description }]) => [key, description]));
    this.#prompt = typeof edits.prompt === "string" ? edits.prompt : null;
  }

  description(destination) {
    return this.#typed.get(destination.key) ?? destination.description;
  }

  get promptText() {
    return this.#prompt ?? this.prompt;
  }

  isTyped(key) {
    return this.#typed.has(key);
  }

  get promptIsTyped() {
    return this.#prompt !== null;
  }

  describe(key, text) {
    this.#typed.set(key, text);
  }

  write(text) {
    this.#prompt = text;
  }

  clear() {
    this.#typed.clear();
    this.#prompt = null;
  }

  /** All edits, as the service takes them. */
  get edits() {
    const destinations = Object.fromEntries([...this.#typed].map(([key, description]) => [key, { description }]));
    return { destinations, prompt: this.#prompt };
  }

  get any() {
    return this.#typed.size > 0 || this.#prompt !== null;
  }
}
