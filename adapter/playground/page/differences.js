// Two turns side by side, fact by fact, with what differs marked.

import { make } from "./elements.js";
import { RAW, facts } from "./turn_facts.js";

function cell(label, text) {
  if (!text) return make("td", { class: "soft" }, "none");
  if (label !== RAW) return make("td", {}, text);
  return make("td", {}, make("details", {}, make("summary", {}, "show"), make("pre", {}, text)));
}

function verdict(labels) {
  if (labels.has("Decision")) return "They decide differently.";
  if (labels.has("Leads to")) return "They decide alike, and lead to different destinations.";
  return labels.size ? "They decide alike, and differ in what is marked." : "They are alike.";
}

/** Two turns as a sentence that sums them up and a table; `titles` name them. */
export function differences(titles, [one, other]) {
  const mine = facts(one);
  const theirs = facts(other);
  const rows = mine
    .map(([label, text, matters], place) => ({ label, texts: [text, theirs[place][1]], matters }))
    .filter(({ texts }) => texts.some(Boolean))
    .map((row) => ({ ...row, differs: row.matters && row.texts[0] !== row.texts[1] }));
  const body = rows.map(({ label, texts, differs }) =>
    make(
      "tr",
      { class: differs ? "differs" : null },
      make("th", { scope: "row" }, label, differs ? make("span", { class: "mark" }, " differs") : null),
      ...texts.map((text) => cell(label, text)),
    ),
  );
  const head = make("tr", {}, make("td", {}), ...titles.map((title) => make("th", { scope: "col" }, title)));
  const labels = new Set(rows.filter(({ differs }) => differs).map(({ label }) => label));
  const table = make("table", { class: "two" }, make("thead", {}, head), make("tbody", {}, ...body));
  return {
    verdict: verdict(labels),
    table: make(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": "Two turns side by side" },
      table,
    ),
  };
}
