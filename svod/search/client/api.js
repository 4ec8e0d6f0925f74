/** What other people's scripts call: `await svod.search("…")`. */

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
 * @typedef {{id: string, url: string, title: string, score: number, provisions: ResultProvision[]}} Result
 *
 * `total` counts the acts that hold any of the words, `full` those that hold all of them. `terms` are
 * what was searched for; `corrected` is the query as it was understood, if it was not as it stands.
 * @typedef {{
 *   total: number, full: number, terms: string[], corrected: string | null, results: Result[]
 * }} Results
 */

const FACETS = { organization: "organizations", year: "years", topic: "topics", addressee: "addressees", status: "status" };
const DEFAULT_LIMIT = 10;

/**
 * Search, and return the best results first.
 *
 * @param {Search} search
 * @param {string} query
 * @param {Options} [options]
 * @returns {Promise<Results>}
 */
export async function searchFor(search, query, options = {}) {
  const { limit = DEFAULT_LIMIT, filters = {}, prefix = false, excerpts = true } = options;
  const outcome = await search.find(String(query ?? ""), { prefix });
  const hits = await search.filter(outcome.hits, readFilters(filters));
  const shown = hits.slice(0, Math.max(0, limit));
  const results = await Promise.all(
    shown.map(async ({ document, score }) => {
      const result = await search.show(document, excerpts ? outcome.marks : null);
      const { id, title } = result.fragment;
      const provisions = result.excerpts.map(({ anchor, pieces }) => ({ anchor, html: pieces.map(toHtml).join("") }));
      return { id, url: `/resolutions/${id}/`, title, score, provisions };
    }),
  );
  return {
    total: hits.length,
    full: hits.filter(({ covered }) => covered === outcome.words).length,
    terms: [...outcome.marks.terms.keys()],
    corrected: correctedQuery(String(query ?? ""), outcome.corrections),
    results,
  };
}

/**
 * Return `query` with its words as they were understood, null if that changes nothing.
 *
 * @param {string} query
 * @param {import("./expansion.js").Correction[]} corrections
 * @returns {string | null}
 */
export function correctedQuery(query, corrections) {
  const others = corrections.filter(({ how }) => how !== "beginning");
  return others.length > 0 ? others.reduce((text, { from, to }) => replaceWord(text, from, to), query) : null;
}

/**
 * @param {string} text
 * @param {string} from
 * @param {string} to
 * @returns {string}
 */
function replaceWord(text, from, to) {
  const at = text.toLowerCase().replaceAll("ё", "е").indexOf(from.toLowerCase().replaceAll("ё", "е"));
  return at < 0 ? to : text.slice(0, at) + to + text.slice(at + from.length);
}

/**
 * @param {Record<string, (string | number)[]>} filters
 * @returns {Filters}
 */
function readFilters(filters) {
  /** @type {Filters} */
  const read = {};
  for (const [name, facet] of Object.entries(FACETS)) {
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
