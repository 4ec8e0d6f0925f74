/** What other people's scripts call: `await svod.search("…")`. */

import { FACETS } from "./facets.js";
import { tolerate } from "./loading.js";
import { countFull } from "./ranking.js";

/**
 * @typedef {import("./excerpts.js").Piece} Piece
 * @typedef {import("./facets.js").Filters} Filters
 * @typedef {import("./search.js").Search} Search
 *
 * `filters` hold ids; an act has to have one of each facet that is named. `prefix` takes the last word
 * for unfinished. Without `excerpts`, results come without provisions.
 * @typedef {{
 *   limit?: number, filters?: Record<string, (string | number)[]>, prefix?: boolean, excerpts?: boolean
 * }} Options
 *
 * @typedef {{anchor: string, html: string}} ResultProvision
 * `url` is the address within the site, `href` the whole one.
 * @typedef {{
 *   id: string, url: string, href: string, title: string, score: number, provisions: ResultProvision[]
 * }} Result
 *
 * `total` counts the acts that hold any of the words, `full` those that hold all of them. `terms` are
 * what was searched for; `corrected` is the query as it was understood, if it was not as it stands.
 * `incomplete` tells that a part of the index could not be loaded, so that something may be missing.
 * @typedef {{
 *   total: number, full: number, terms: string[], corrected: string | null, incomplete: boolean, results: Result[]
 * }} Results
 */

const DEFAULT_LIMIT = 10;

/**
 * Search, and return the best results first. Rejects with a LoadingError where the directory of the index or
 * the facet of a filter could not be loaded; without any other part, the answer is `incomplete`.
 *
 * @param {Search} search
 * @param {string} query
 * @param {string} root The address of the site.
 * @param {Options} [options]
 * @returns {Promise<Results>}
 */
export async function searchFor(search, query, root, options = {}) {
  const { limit = DEFAULT_LIMIT, filters = {}, prefix = false, excerpts = true } = options;
  const outcome = await search.find(String(query ?? ""), { prefix });
  const hits = await search.filter(outcome.hits, readFilters(filters));
  const shown = await Promise.all(
    hits.slice(0, Math.max(0, limit)).map(async ({ document, score }) => {
      const result = await tolerate(search.show(document, excerpts ? outcome.marks : null), null, outcome.failures);
      return result ? [makeResult(result, score, root)] : [];
    }),
  );
  return {
    total: hits.length,
    full: countFull(hits, outcome.words),
    terms: [...outcome.marks.terms.keys()],
    corrected: outcome.corrected,
    incomplete: outcome.failures.length > 0,
    results: shown.flat(),
  };
}

/**
 * @param {import("./search.js").Shown} shown
 * @param {number} score
 * @param {string} root
 * @returns {Result}
 */
function makeResult({ fragment: { id, title }, excerpts }, score, root) {
  const provisions = excerpts.map(({ anchor, pieces }) => ({ anchor, html: pieces.map(toHtml).join("") }));
  const url = `/resolutions/${id}/`;
  return { id, url, href: `${root}resolutions/${id}/index.html`, title, score, provisions };
}

/**
 * @param {Record<string, (string | number)[]>} filters
 * @returns {Filters}
 */
function readFilters(filters) {
  /** @type {Filters} */
  const read = {};
  for (const [facet, name] of Object.entries(FACETS)) {
    const wanted = filters[name];
    if (wanted !== undefined) {
      read[facet] = [wanted].flat().map(String);
    }
  }
  return read;
}

/**
 * @param {Piece} piece
 * @returns {string}
 */
function toHtml({ text, marked }) {
  const escaped = text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return marked ? `<mark>${escaped}</mark>` : escaped;
}
