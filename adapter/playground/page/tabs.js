// Tabs as the ARIA Authoring Practices have them: arrows move, Home and End too, Tab leaves.

/** Sets the tabs of a `tablist` up, and gives a function that opens one by its id. */
export function tabs(list, opened = () => {}) {
  const all = [...list.querySelectorAll('[role="tab"]')];
  const open = (tab) => {
    for (const other of all) {
      const here = other === tab;
      other.setAttribute("aria-selected", String(here));
      other.tabIndex = here ? 0 : -1;
      document.getElementById(other.getAttribute("aria-controls")).hidden = !here;
    }
    opened(tab.id);
  };
  list.addEventListener("click", ({ target }) => {
    const tab = target.closest('[role="tab"]');
    if (tab) open(tab);
  });
  list.addEventListener("keydown", (event) => {
    const place = all.indexOf(event.target);
    const next = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: all.length - 1 }[event.key];
    if (place < 0 || next === undefined) return;
    event.preventDefault();
    const tab = all.at(next % all.length);
    open(tab);
    tab.focus();
  });
  open(all[0]);
  return (id) => open(document.getElementById(id));
}
