/** Where a term stands: the numbers that `svod/search/postings.py` writes. */

import { readNumbers } from "./numerals.js";

export const FIELDS = ["title", "organizations", "addressees", "provisions"];
const PROVISIONS = FIELDS.length - 1;

/**
 * The documents that hold a term, in rising order, and how often each does; for each of `FIELDS` those
 * that hold it there, how often, and how long the field is.
 * @typedef {{documents: number[], times: number[], fields: FieldPostings[]}} Postings
 * @typedef {{documents: number[], times: number[], lengths: number[]}} FieldPostings
 *
 * The places of a term: those of the n-th document are `places` from `starts[n]` to `starts[n + 1]`,
 * with the number of the form that stands there in `forms`.
 * @typedef {{documents: number[], starts: number[], places: number[], forms: number[]}} Places
 */

/**
 * @param {string} text
 * @returns {Postings}
 */
export function readPostings(text) {
  const numbers = readNumbers(text);
  /** @type {Postings} */
  const postings = {
    documents: [],
    times: [],
    fields: FIELDS.map(() => ({ documents: [], times: [], lengths: [] })),
  };
  let document = -1;
  for (let at = 0; at < numbers.length; ) {
    document += numbers[at];
    const code = numbers[at + 1];
    at += 2;
    let total = 0;
    if (code % 2 === 0) {
      total = code / 2 + 1;
      const field = postings.fields[PROVISIONS];
      field.documents.push(document);
      field.times.push(total);
    } else {
      for (let number = 0; number < FIELDS.length; number += 1) {
        if ((code >> (number + 1)) & 1) {
          const field = postings.fields[number];
          field.documents.push(document);
          field.times.push(numbers[at] + 1);
          total += numbers[at] + 1;
          at += 1;
        }
      }
    }
    const held = code % 2 === 0 ? 1 << PROVISIONS : code >> 1;
    for (let number = 0; number < FIELDS.length; number += 1) {
      if ((held >> number) & 1) {
        postings.fields[number].lengths.push(numbers[at]);
        at += 1;
      }
    }
    postings.documents.push(document);
    postings.times.push(total);
  }
  return postings;
}

/**
 * @param {string} text
 * @param {Postings} postings
 * @param {boolean} several Whether the term has several forms.
 * @returns {Places}
 */
export function readPlaces(text, { documents, times }, several) {
  const numbers = readNumbers(text);
  const starts = [0];
  const places = [];
  const forms = [];
  let at = 0;
  for (const count of times) {
    let place = 0;
    for (let number = 0; number < count; number += 1) {
      place += numbers[at];
      places.push(place);
      forms.push(several ? numbers[at + 1] : 0);
      at += several ? 2 : 1;
    }
    starts.push(places.length);
  }
  return { documents, starts, places, forms };
}

/**
 * Return the place of `wanted` among rising `documents`, -1 if it is not there.
 *
 * @param {number[]} documents
 * @param {number} wanted
 * @returns {number}
 */
export function findDocument(documents, wanted) {
  let low = 0;
  let high = documents.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    if (documents[middle] === wanted) {
      return middle;
    }
    if (documents[middle] < wanted) {
      low = middle + 1;
    } else {
      high = middle - 1;
    }
  }
  return -1;
}
