// The list of a report: find, filter, sort, and a window of what is left. What callers and models wrote becomes text
// nodes and never markup. Without this script the first entries stand in the page as they are.
"use strict";
(() => {
  const part = (name) => document.querySelector(`[data-part="${name}"]`);
  // A page without entries, such as of two results that are alike, has no list.
  if (!part("data")) return;
  const { noun, window: size, entries } = JSON.parse(part("data").textContent);
  const list = part("list");
  const controls = part("controls");
  const search = part("search");
  const order = part("order");
  const status = part("status");
  const more = part("more");
  const every = part("every");
  const step = 3 * size;
  const facets = [...controls.querySelectorAll("select[data-facet]")];
  const opening = facets.map((select) => select.value);
  const placeOf = new Map(entries.map((entry, place) => [entry.id, place]));

  let matches = [];
  let shown = 0;

  const make = (tag, classes, ...children) => {
    const element = document.createElement(tag);
    if (classes) element.className = classes;
    element.append(...children);
    return element;
  };

  const number = (count) => count.toLocaleString("en");
  const plural = (count) => `${number(count)} ${noun}${count === 1 ? "" : "s"}`;
  const badge = ({ name, title }) => make("span", `badge o-${name}`, title);

  const message = ({ role, speaker, text = "", calls = [] }) =>
    make("div", `say ${role}`, make("b", "", speaker), text, ...calls.map((call) => make("pre", "", call)));

  const side = ({ title, badges = [], replies = [], error, facts }) => {
    const element = make("div", "");
    if (title) element.append(make("h3", "", `${title} `, ...badges.map(badge)));
    element.append(...replies.map(message));
    if (error) element.append(make("p", "bad small", `error: ${error}`));
    element.append(make("p", "soft small", facts));
    return element;
  };

  const address = (entry) => `#${encodeURIComponent(entry.id)}`;

  const detail = (entry) => {
    const link = make("a", "", `link to ${entry.id}`);
    link.href = address(entry);
    return [
      ...(entry.said ?? []).map(message),
      make("div", entry.sides.length > 1 ? "two" : "", ...entry.sides.map(side)),
      make("p", "small", link),
    ];
  };

  const item = (place) => {
    const entry = entries[place];
    const summary = make(
      "summary",
      "",
      make("span", "badges", ...entry.badges.map(badge)),
      make("bdi", "", entry.words),
      make("span", "came", entry.note, " ", make("span", "soft small", entry.name)),
    );
    const details = make("details", "", summary);
    details.id = entry.id;
    details.dataset.place = place;
    return make("li", "", details);
  };

  // An entry is filled when it is opened, by hand or by the browser's own search; those of the page itself are full.
  const fill = (details) => {
    if (details.childElementCount === 1) details.append(...detail(entries[details.dataset.place]));
  };
  list.addEventListener("click", ({ target }) => {
    const summary = target.closest("summary");
    if (summary) fill(summary.parentElement);
  });
  list.addEventListener("toggle", ({ target }) => target.open && fill(target), true);

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = [];
  const textOf = (place) => {
    if (texts[place] === undefined) {
      const { id, name, words, note, badges, said = [], sides } = entries[place];
      const written = [...said, ...sides.flatMap(({ replies = [] }) => replies)];
      texts[place] = plain(
        [
          id,
          name,
          words,
          note,
          ...badges.map(({ title }) => title),
          ...written.flatMap(({ text = "", calls = [] }) => [text, ...calls]),
          ...sides.flatMap(({ error = "", facts }) => [error, facts]),
        ].join("\n"),
      );
    }
    return texts[place];
  };

  const wanted = () => {
    const terms = plain(search.value).split(/\s+/).filter(Boolean);
    const chosen = facets
      .filter((select) => select.value !== "")
      .map((select) => [select.dataset.facet, Number(select.value)]);
    const places = entries.map((_, place) => place);
    const found = places.filter((place) => terms.every((term) => textOf(place).includes(term)));
    const kept = found.filter((place) => chosen.every(([name, value]) => entries[place].facets[name].includes(value)));
    const rank = Number(order.value);
    kept.sort((one, other) => entries[one].ranks[rank] - entries[other].ranks[rank]);
    return { kept, others: found.length - kept.length };
  };

  const tell = (others) => {
    const parts = [matches.length ? `${plural(matches.length)} of ${number(entries.length)}` : `No ${noun} matches`];
    if (shown < matches.length) parts.push(`the first ${number(shown)} are shown`);
    if (!matches.length && others) parts.push(`${plural(others)} would without the filters`);
    status.textContent = `${parts.join("; ")}.`;
    const left = matches.length - shown;
    more.hidden = left <= 0;
    every.hidden = left <= step;
    more.textContent = `Show ${plural(Math.min(step, left))} more`;
    every.textContent = `Show all ${plural(matches.length)}`;
  };

  const extend = (until) => {
    list.append(...matches.slice(shown, until).map(item));
    shown = Math.min(until, matches.length);
  };

  const refresh = () => {
    const { kept, others } = wanted();
    matches = kept;
    shown = 0;
    list.replaceChildren();
    extend(size);
    tell(others);
  };

  const reset = (values) => {
    search.value = "";
    facets.forEach((select, place) => {
      select.value = values[place];
    });
  };

  const show = () => {
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      // not an address of ours; it may still be an id as it is
    }
    const place = placeOf.get(id);
    if (place === undefined) return;
    if (!matches.includes(place)) {
      reset(opening.map(() => ""));
      refresh();
    }
    const position = matches.indexOf(place);
    if (position >= shown) {
      extend(position + 1);
      tell(0);
    }
    const details = list.children[position].firstElementChild;
    fill(details);
    details.open = true;
    details.firstElementChild.focus({ preventScroll: true });
    details.scrollIntoView({ block: "center" });
  };

  controls.addEventListener("input", () => refresh());
  part("reset").addEventListener("click", () => {
    reset(opening);
    order.value = "0";
    refresh();
    search.focus();
  });
  for (const [button, further] of [
    [more, step],
    [every, Infinity],
  ]) {
    button.addEventListener("click", () => {
      const first = shown;
      extend(shown + further);
      tell(0);
      list.children[first].querySelector("summary").focus();
    });
  }
  // Figures elsewhere in the page lead to the entries that they count.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-choose]");
    if (!link) return;
    const [name, value] = link.dataset.choose.split(":");
    reset(facets.map((select) => (select.dataset.facet === name ? value : "")));
    refresh();
  });
  window.addEventListener("hashchange", show);

  part("reduced").remove();
  controls.hidden = false;
  refresh();
  // Not before: the browser's own way to the fragment takes the focus away.
  window.addEventListener("load", show);
})();
