/** What the search page shows, and how its address says so. */

import { FACETS, YEARS } from "./facets.js";

/**
 * `prefix` takes the last word for unfinished, as it is while typing; `from` and `to` are years, empty
 * where the range is open; `filters` ids by facet; `shown` the number of results.
 * @typedef {{
 *   query: string, prefix: boolean, filters: Record<string, string[]>, from: string, to: string,
 *   sort: "score" | "date", shown: number,
 * }} State
 */

export const STEP = 10;

// The years are a range.
const CHECKED = Object.entries(FACETS).filter(([facet]) => facet !== YEARS);
/** The facets of checkboxes. */
export const CHECKED_FACETS = CHECKED.map(([facet]) => facet);

/** The part of a state that narrows nothing. */
export const UNFILTERED = Object.freeze({
  filters: Object.fromEntries(CHECKED_FACETS.map((facet) => [facet, /** @type {string[]} */ ([])])),
  from: "",
  to: "",
});

/**
 * Tell whether a state has any filter.
 *
 * @param {State} state
 * @returns {boolean}
 */
export function isNarrowed({ filters, from, to }) {
  return Boolean(from || to) || Object.values(filters).some((ids) => ids.length > 0);
}

/**
 * Return the state that an address asks for; what it does not say is as at first.
 *
 * @param {string} address The query part of the address.
 * @returns {State}
 */
export function readState(address) {
  const values = new URLSearchParams(address);
  const shown = Number.parseInt(values.get("n") ?? "", 10);
  return {
    query: values.get("q") ?? "",
    prefix: values.has("prefix"),
    filters: Object.fromEntries(CHECKED.map(([facet, name]) => [facet, values.getAll(name)])),
    from: values.get("from") ?? "",
    to: values.get("to") ?? "",
    sort: values.get("sort") === "date" ? "date" : "score",
    shown: shown > STEP ? Math.min(shown, 50 * STEP) : STEP,
  };
}

/**
 * Return the query part of the address of a state, with its question mark.
 *
 * @param {State} state
 * @returns {string}
 */
export function writeState({ query, prefix, filters, from, to, sort, shown }) {
  const values = new URLSearchParams({ q: query });
  for (const [facet, name] of CHECKED) {
    for (const id of filters[facet]) {
      values.append(name, id);
    }
  }
  /** @type {[string, string][]} */
  const others = [
    ["prefix", prefix ? "1" : ""],
    ["from", from],
    ["to", to],
    ["sort", sort === "date" ? sort : ""],
    ["n", shown > STEP ? String(shown) : ""],
  ];
  for (const [name, value] of others) {
    if (value) {
      values.set(name, value);
    }
  }
  return `?${values}`;
}
