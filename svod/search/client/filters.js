/** The filters of the search page, with the number of acts behind each. */

import { find, make } from "./elements.js";
import { isYear, YEARS } from "./facets.js";
import { CHECKED_FACETS } from "./state.js";

/**
 * @typedef {import("./facets.js").Count} Count
 * @typedef {import("./facets.js").Filters} Filters
 * @typedef {import("./messages.js").Messages} Messages
 * @typedef {import("./ranking.js").RankedHit} RankedHit
 * @typedef {import("./search.js").Search} Search
 * @typedef {import("./state.js").State} State
 */

// Up to so many acts all filters are open at once: their tables are small.
const FEW = 500;

/** The filters. They keep their elements, so that the focus stays where it is. */
export class FilterPanel {
  /**
   * @param {HTMLElement} element
   * @param {Messages} messages
   * @param {(change: Partial<State>) => void} changed
   * @param {() => void} opened Called when the reader opens a facet.
   */
  constructor(element, messages, changed, opened) {
    this.element = element;
    this.messages = messages;
    this.from = find(element, "select[name=from]", HTMLSelectElement);
    this.to = find(element, "select[name=to]", HTMLSelectElement);
    this.groups = new Map(
      CHECKED_FACETS.map((facet) => [facet, find(element, `[data-facet=${facet}]`, HTMLDetailsElement)]),
    );
    /** @type {Set<HTMLElement>} */
    this.opened = new Set();
    this.groups.forEach((group) => group.addEventListener("toggle", () => group.open && opened()));
    /** @type {Map<string, {row: HTMLElement, box: HTMLInputElement, count: HTMLElement}>} */
    this.rows = new Map();
    element.addEventListener("change", () => changed(this.read()));
  }

  /**
   * Show which filters are set and, for those that are open, how many of `hits` each would leave.
   *
   * @param {State} state
   * @param {RankedHit[]} hits
   * @param {Search} search
   * @param {() => boolean} isCurrent Whether it is still this state that is to be shown.
   */
  async show(state, hits, search, isCurrent) {
    const filters = filtersOf(state, (await search.facet(YEARS)).ids);
    const { documents } = await search.index();
    if (documents <= FEW && isCurrent()) {
      this.groups.forEach((group) => this.open(group));
    }
    /** @param {string} name */
    const count = async (name) => {
      const left = await search.filter(hits, { ...filters, [name]: [] });
      const counts = (await search.facet(name)).count(left.map(({ document }) => document));
      if (!isCurrent()) {
        return;
      }
      if (name === YEARS) {
        this.showYears(counts, state);
      } else {
        this.showFacet(name, counts, state.filters[name]);
      }
    };
    const shown = [...this.groups].filter(([facet, group]) => group.open || state.filters[facet].length > 0);
    const all = [YEARS, ...shown.map(([facet]) => facet)];
    // One that could not be loaded must not keep the others away.
    const [failed] = (await Promise.allSettled(all.map(count))).filter(({ status }) => status === "rejected");
    if (failed) {
      throw /** @type {PromiseRejectedResult} */ (failed).reason;
    }
  }

  /**
   * @param {string} facet
   * @param {Count[]} counts
   * @param {string[]} chosen
   */
  showFacet(facet, counts, chosen) {
    const group = /** @type {HTMLDetailsElement} */ (this.groups.get(facet));
    if (chosen.length > 0) {
      this.open(group);
    }
    const list = find(group, "ul", HTMLUListElement);
    for (const { id, label, count } of counts) {
      const key = `${facet}/${id}`;
      const row = this.rows.get(key) ?? this.addRow(list, key, facet, id, label);
      row.box.checked = chosen.includes(id);
      row.count.textContent = this.messages.number(count);
      row.row.hidden = count === 0 && !row.box.checked;
    }
    group.hidden = [...list.children].every((row) => row instanceof HTMLElement && row.hidden);
  }

  /**
   * Open a facet once; whether it stays open is up to the reader.
   *
   * @param {HTMLDetailsElement} group
   */
  open(group) {
    if (!this.opened.has(group)) {
      this.opened.add(group);
      group.open = true;
    }
  }

  /**
   * @param {HTMLUListElement} list
   * @param {string} key
   * @param {string} facet
   * @param {string} id
   * @param {string} label
   */
  addRow(list, key, facet, id, label) {
    const box = make("input", { type: "checkbox", name: facet, value: id });
    const count = make("span", { class: "number" });
    const row = make("li", {}, make("label", {}, box, make("span", {}, label), count));
    list.append(row);
    const added = { row, box, count };
    this.rows.set(key, added);
    return added;
  }

  /**
   * @param {Count[]} counts
   * @param {State} state
   */
  showYears(counts, { from, to }) {
    const years = counts.filter(({ id, count }) => isYear(id) && (count > 0 || id === from || id === to));
    for (const [select, chosen] of /** @type {[HTMLSelectElement, string][]} */ ([[this.from, from], [this.to, to]])) {
      const [any] = select.options;
      // No act need be of the year that an address names; it narrows all the same.
      const isOffered = !chosen || years.some(({ id }) => id === chosen);
      const offered = isOffered ? [...years] : [...years, { id: chosen, label: chosen, count: 0 }];
      offered.sort((one, other) => (one.id < other.id ? -1 : 1));
      const options = offered.map(({ id, label, count }) =>
        make("option", { value: id }, `${label} (${this.messages.number(count)})`),
      );
      select.replaceChildren(any, ...options);
      select.value = chosen;
    }
  }

  /**
   * Return what is set.
   *
   * @returns {Partial<State>}
   */
  read() {
    const filters = Object.fromEntries([...this.groups].map(([facet, group]) => [facet, checked(group)]));
    return { filters, from: this.from.value, to: this.to.value };
  }
}

/**
 * @param {HTMLElement} group
 * @returns {string[]}
 */
function checked(group) {
  return [...group.querySelectorAll("input")].filter((box) => box.checked).map((box) => box.value);
}

/**
 * Return the filters of a state, the range of years as a list of those of `years` that are in it.
 *
 * @param {State} state
 * @param {string[]} years
 * @returns {Filters}
 */
export function filtersOf({ filters, from, to }, years) {
  if (!from && !to) {
    return filters;
  }
  const inRange = years.filter((year) => isYear(year) && (!from || year >= from) && (!to || year <= to));
  // A range without any act must find nothing, not everything.
  return { ...filters, [YEARS]: inRange.length > 0 ? inRange : ["none"] };
}
