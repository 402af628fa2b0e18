// Elements made of what came from the service. Text becomes text nodes and never markup.

/** An element: `make("p", {class: "soft", hidden: true, onclick}, "text", element)`. What is null is left out. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

export const find = (id) => document.getElementById(id);

/** Says a sentence in a place that is kept for it; "" takes it away. */
export function tell(place, sentence = "") {
  place.textContent = sentence;
}

/** Pairs of a term and what it is, as a list; pairs without a value are left out. */
export function pairs(rows) {
  const given = rows.filter(([, value]) => value !== null && value !== undefined && value !== "" && value.length !== 0);
  return make("dl", {}, ...given.map(([term, value]) => [make("dt", {}, term), make("dd", {}, ...[value].flat())]));
}

export function bullets(texts) {
  return texts.length ? make("ul", {}, ...texts.map((text) => make("li", {}, text))) : null;
}

export const asJson = (value) => JSON.stringify(value, null, 2);

async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    // without TLS a browser has no clipboard for us
    button.textContent = "Not allowed by the browser";
  }
}

/** Something long under a title that opens it, with a button that copies it. */
export function foldable(title, text, { open = false, note = "" } = {}) {
  const button = make("button", { type: "button", class: "quiet", "aria-label": `Copy: ${title}` }, "Copy");
  button.addEventListener("click", () => copy(text, button));
  const summary = make(
    "summary",
    {},
    make("span", { class: "caption" }, title),
    note && make("span", { class: "soft" }, note),
  );
  const box = make("pre", { tabindex: "0", "aria-label": title, role: "region" }, text);
  return make("details", { class: "fold", open }, summary, make("div", { class: "copied" }, button), box);
}

export const plural = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

/** Fills a `<select>` with [value, title] pairs, and chooses one. */
export function fill(select, choices, chosen) {
  select.replaceChildren(...choices.map(([value, title]) => make("option", { value }, title)));
  if (choices.some(([value]) => value === chosen)) select.value = chosen;
}

/** A letter-blind form to search in. */
export const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
