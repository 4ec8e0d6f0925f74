/** Which terms each act has: filters, and how many of the acts found have each term. */

import { readNumbers } from "./numerals.js";

/**
 * The terms of a facet, id and label, and which of them each act has.
 * @typedef {[[string, string][], string]} FacetPayload
 *
 * The ids that are wanted of each facet; an act has to have one of each that is named.
 * @typedef {Record<string, string[]>} Filters
 *
 * @typedef {{id: string, label: string, count: number}} Count
 */

export const YEARS = "years";

/** The facets, and what each is called in addresses and by scripts. */
export const FACETS = {
  organizations: "organization",
  [YEARS]: "year",
  topics: "topic",
  addressees: "addressee",
  status: "status",
};

/** One facet: its terms, in the order of listing, and those of each act. */
export class Facet {
  /** @param {FacetPayload} payload */
  constructor([terms, text]) {
    this.ids = terms.map(([id]) => id);
    this.labels = terms.map(([, label]) => label);
    this.rows = readRows(text);
  }

  /**
   * Return a test of documents: whether they have one of the terms `wanted`.
   *
   * @param {string[]} wanted
   * @returns {(document: number) => boolean}
   */
  test(wanted) {
    const numbers = new Set(wanted.map((id) => this.ids.indexOf(id)));
    return (document) => this.rows[document].some((term) => numbers.has(term));
  }

  /**
   * Return how many of `documents` have each term.
   *
   * @param {number[]} documents
   * @returns {Count[]}
   */
  count(documents) {
    const counts = this.ids.map(() => 0);
    for (const document of documents) {
      for (const term of this.rows[document]) {
        counts[term] += 1;
      }
    }
    return this.ids.map((id, number) => ({ id, label: this.labels[number], count: counts[number] }));
  }
}

/**
 * Tell whether a term of the facet of years is a year; acts without a date are under one that is none.
 *
 * @param {string} id
 * @returns {boolean}
 */
export function isYear(id) {
  return /^\d{4}$/.test(id);
}

/**
 * Return the facet that `payload` holds, null where that is no facet of so many acts.
 *
 * @param {unknown} payload
 * @param {number} documents
 * @returns {Facet | null}
 */
export function readFacet(payload, documents) {
  try {
    const facet = new Facet(/** @type {FacetPayload} */ (payload));
    const isSound = facet.rows.length === documents && facet.rows.flat().every((term) => term < facet.ids.length);
    return isSound ? facet : null;
  } catch {
    return null; // what is damaged may be anything
  }
}

/**
 * @param {string} text
 * @returns {number[][]}
 */
function readRows(text) {
  const numbers = readNumbers(text);
  const rows = [];
  for (let at = 0; at < numbers.length; at += numbers[at] + 1) {
    rows.push(numbers.slice(at + 1, at + 1 + numbers[at]));
  }
  return rows;
}
