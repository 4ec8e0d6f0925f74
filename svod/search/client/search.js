/** A search from the reader's words to results, in one place for the page and for programs. */

import { expandQuery } from "./expansion.js";
import { findExcerpts, markText } from "./excerpts.js";
import { tolerate } from "./loading.js";
import { maskTerms } from "./masks.js";
import { parseQuery } from "./query.js";
import { findPhrase, measureNearness, rankHits } from "./ranking.js";
import { scoreDocuments } from "./scoring.js";
import { Index } from "./shards.js";

/**
 * @typedef {import("./excerpts.js").Excerpt} Excerpt
 * @typedef {import("./excerpts.js").Marks} Marks
 * @typedef {import("./excerpts.js").Piece} Piece
 * @typedef {import("./expansion.js").Correction} Correction
 * @typedef {import("./expansion.js").Expansion} Expansion
 * @typedef {import("./facets.js").Facet} Facet
 * @typedef {import("./facets.js").Filters} Filters
 * @typedef {import("./loading.js").Folder} Folder
 * @typedef {import("./loading.js").LoadingError} LoadingError
 * @typedef {import("./query.js").Query} Query
 * @typedef {import("./ranking.js").RankedHit} RankedHit
 * @typedef {import("./shards.js").Fragment} Fragment
 *
 * All that was found for a query: the hits in order; how many words were searched for; which of them the archive
 * lacks, what was searched for instead, and the query as it was understood then; whether all words that begin
 * like the last one are among them; whether only the first `MOST_WORDS` of the query count; what of the index
 * could not be loaded.
 * @typedef {{
 *   hits: RankedHit[], words: number, missing: string[], corrections: Correction[],
 *   corrected: string | null, complete: boolean, shortened: boolean, marks: Marks, onlyExcluded: boolean,
 *   failures: LoadingError[],
 * }} Outcome
 *
 * @typedef {{prefix?: boolean, budget?: number}} FindOptions
 * @typedef {{fragment: Fragment, title: Piece[], excerpts: Excerpt[]}} Shown
 */

/** The search of one site. */
export class Search {
  /** @param {Folder} folder */
  constructor(folder) {
    this.folder = folder;
    /** @type {Promise<Index> | null} */
    this.opening = null;
    /** @type {Map<string, Promise<Facet>>} */
    this.facets = new Map();
  }

  /** Forget all that was loaded: the site may have changed since. */
  reset() {
    this.folder.clear();
    this.opening = null;
    this.facets.clear();
  }

  /** @returns {Promise<Index>} */
  index() {
    this.opening ??= Index.open(this.folder);
    this.opening.catch(() => {
      this.opening = null;
    });
    return this.opening;
  }

  /**
   * @param {string} name
   * @returns {Promise<Facet>}
   */
  facet(name) {
    let loading = this.facets.get(name);
    if (!loading) {
      loading = this.index().then((index) => index.facet(name));
      this.facets.set(name, loading);
      loading.catch(() => this.facets.delete(name));
    }
    return loading;
  }

  /**
   * Find all acts for a query.
   *
   * @param {string} text
   * @param {FindOptions} [options]
   * @returns {Promise<Outcome>}
   */
  async find(text, { prefix = false, budget = Infinity } = {}) {
    const index = await this.index();
    const query = parseQuery(text, prefix);
    const expansion = await expandQuery(query, index, budget);
    const { slots, excluded, corrections, failures } = expansion;
    const measuring = tolerate(measureNearness(slots, index), () => 0, failures);
    const alternatives = slots.flatMap((slot) => slot.alternatives);
    let hits = alternatives.length > 0 ? scoreDocuments(alternatives, excluded, index) : [];
    for (const phrase of query.phrases) {
      const found = await tolerate(findPhrase(phrase, index), new Set(), failures);
      hits = hits.filter(({ document }) => found.has(document));
    }
    for (const phrase of hits.length > 0 ? query.excludedPhrases : []) {
      const found = await tolerate(findPhrase(phrase, index), new Set(), failures);
      hits = hits.filter(({ document }) => !found.has(document));
    }
    const ranked = rankHits(hits, slots, await measuring);
    return {
      hits: ranked,
      words: slots.length,
      // Where a part of the index is missing, nobody knows what the archive lacks.
      missing: failures.length > 0 ? [] : slots.filter(({ alternatives }) => alternatives.length === 0).map(({ token }) => token.form),
      corrections,
      corrected: correctedQuery(query, corrections),
      complete: slots.every(({ complete }) => complete),
      shortened: query.shortened,
      marks: marksOf(query, expansion),
      onlyExcluded: query.words.length === 0 && query.excluded.length + query.excludedPhrases.length > 0,
      failures,
    };
  }

  /**
   * Return those of `hits` that have what `filters` want.
   *
   * @param {RankedHit[]} hits
   * @param {Filters} filters
   * @returns {Promise<RankedHit[]>}
   */
  async filter(hits, filters) {
    const wanted = Object.entries(filters).filter(([, ids]) => ids.length > 0);
    const tests = await Promise.all(wanted.map(async ([name, ids]) => (await this.facet(name)).test(ids)));
    return hits.filter(({ document }) => tests.every((passes) => passes(document)));
  }

  /**
   * Return what a result shows of an act: its fragment, its title and, with `marks`, its passages.
   *
   * @param {number} document
   * @param {Marks | null} marks
   * @returns {Promise<Shown>}
   */
  async show(document, marks) {
    const fragment = await (await this.index()).fragment(document);
    if (!marks) {
      return { fragment, title: [{ text: fragment.title, marked: false }], excerpts: [] };
    }
    return { fragment, title: markText(fragment.title, marks), excerpts: findExcerpts(fragment, marks) };
  }
}

/**
 * @param {Query} query
 * @param {Expansion} expansion
 * @returns {Marks}
 */
function marksOf(query, { slots }) {
  return { terms: maskTerms(slots), phrases: query.phrases.map((phrase) => phrase.map(({ form }) => form)) };
}

/**
 * Return a query with its words as they were understood, null if they were as they stand.
 *
 * @param {Query} query
 * @param {Correction[]} corrections
 * @returns {string | null}
 */
function correctedQuery({ pieces }, corrections) {
  const instead = new Map(corrections.filter(({ how }) => how !== "beginning").map(({ piece, to }) => [piece, to]));
  return instead.size > 0 ? pieces.map((text, piece) => instead.get(piece) ?? text).join(" ") : null;
}
