/** The order of what was found: how many of the words an act holds, how near to each other, its score. */

import { countWords, maskTerms } from "./masks.js";
import { findDocument } from "./postings.js";

/**
 * @typedef {import("./analysis.js").Token} Token
 * @typedef {import("./expansion.js").Slot} Slot
 * @typedef {import("./postings.js").Places} Places
 * @typedef {import("./scoring.js").Hit} Hit
 * @typedef {import("./shards.js").Index} Index
 * @typedef {import("./shards.js").Term} Term
 *
 * A hit, with the number of words that it holds and how far apart they stand (0 is best).
 * @typedef {Hit & {covered: number, spread: number}} RankedHit
 */

// Scores that differ by less than lunr's own rounding of sums count as equal.
const PRECISION = 1e9;
const VERBATIM = 0;
const IN_ORDER = 1;
const BUCKETS = [0, 2, 5, 10, 20];

/**
 * Return `hits`, those that hold most words first; those that hold all of them by nearness; equals by
 * score, then the newest first. `measure` tells how far apart the words stand in a document.
 *
 * @param {Hit[]} hits
 * @param {Slot[]} slots
 * @param {(document: number) => number} measure
 * @returns {RankedHit[]}
 */
export function rankHits(hits, slots, measure) {
  const masks = maskTerms(slots);
  const ranked = hits.map((hit) => {
    const mask = hit.terms.reduce((all, term) => all | /** @type {number} */ (masks.get(term)), 0);
    return { ...hit, covered: countWords(mask), spread: 0 };
  });
  for (const hit of ranked.filter(({ covered }) => covered === slots.length)) {
    hit.spread = measure(hit.document);
  }
  return ranked.sort(
    (one, other) =>
      other.covered - one.covered ||
      one.spread - other.spread ||
      Math.round((other.score - one.score) * PRECISION) ||
      other.document - one.document,
  );
}

/**
 * Return how many of `hits` hold all the words of the query.
 *
 * @param {RankedHit[]} hits
 * @param {number} words The number of words.
 * @returns {number}
 */
export function countFull(hits, words) {
  return hits.filter(({ covered }) => covered === words).length;
}

/**
 * Return the documents in which the words of a phrase stand as they are, one after another.
 *
 * @param {Token[]} phrase
 * @param {Index} index
 * @returns {Promise<Set<number>>}
 */
export async function findPhrase(phrase, index) {
  const readers = await Promise.all(phrase.map((token) => exactPlaces(token, index)));
  const [first, ...others] = readers;
  const found = new Set();
  for (const document of first ? first.documents : []) {
    const rests = others.map((reader) => new Set(reader.of(document)));
    const start = phrase[0].place;
    const offsets = phrase.slice(1).map(({ place }) => place - start);
    if (first.of(document).some((place) => rests.every((rest, number) => rest.has(place + offsets[number])))) {
      found.add(document);
    }
  }
  return found;
}

/**
 * @param {Token} token
 * @param {Index} index
 * @returns {Promise<{documents: number[], of: (document: number) => number[]}>}
 */
async function exactPlaces(token, index) {
  const term = await index.term(token.term);
  const form = term ? term.forms.indexOf(token.form) : -1;
  if (!term || form < 0) {
    return { documents: [], of: () => [] };
  }
  const places = await index.places(term);
  return {
    documents: places.documents,
    of: (document) => placesIn(places, document).filter(({ form: other }) => other === form).map(({ place }) => place),
  };
}

/**
 * Return a function that tells how far apart the words of the query stand in a document: 0 where they
 * stand as they were typed, 1 where they stand in that order in any form, else more.
 *
 * @param {Slot[]} slots
 * @param {Index} index
 * @returns {Promise<(document: number) => number>}
 */
export async function measureNearness(slots, index) {
  if (slots.length < 2) {
    return () => VERBATIM;
  }
  const first = slots[0].token.place;
  const readers = await Promise.all(
    slots.map(async ({ token, alternatives }) => ({
      offset: token.place - first,
      terms: await Promise.all(
        alternatives.map(async ({ term }) => ({
          places: await index.places(term),
          form: term.term === token.term ? term.forms.indexOf(token.form) : -1,
        })),
      ),
    })),
  );
  return (document) => {
    const words = readers.map(({ offset, terms }) => ({
      offset,
      found: terms.flatMap(({ places, form }) =>
        placesIn(places, document).map((found) => ({ place: found.place, exact: found.form === form })),
      ),
    }));
    return spreadOf(words);
  };
}

/**
 * @param {{offset: number, found: {place: number, exact: boolean}[]}[]} words
 * @returns {number}
 */
function spreadOf(words) {
  const starts = words.map(({ offset, found }) => startsOf(offset, found));
  let inOrder = false;
  for (const start of starts[0].keys()) {
    if (starts.every((others) => others.has(start))) {
      if (starts.every((others) => others.get(start))) {
        return VERBATIM;
      }
      inOrder = true;
    }
  }
  if (inOrder) {
    return IN_ORDER;
  }
  const apart = narrowest(words.map(({ found }) => found.map(({ place }) => place))) - words.length;
  const bucket = BUCKETS.findIndex((most) => apart <= most);
  return IN_ORDER + 1 + (bucket < 0 ? BUCKETS.length : bucket);
}

/**
 * Return where the phrase would begin for a word to be in its place, and whether it stands there as it was
 * typed: «онлайн-курс» stands in one place so and joined.
 *
 * @param {number} offset
 * @param {{place: number, exact: boolean}[]} found
 * @returns {Map<number, boolean>}
 */
function startsOf(offset, found) {
  /** @type {Map<number, boolean>} */
  const starts = new Map();
  for (const { place, exact } of found) {
    starts.set(place - offset, exact || starts.get(place - offset) === true);
  }
  return starts;
}

/**
 * Return the width of the narrowest stretch that holds a place of each word.
 *
 * @param {number[][]} words
 * @returns {number}
 */
function narrowest(words) {
  const all = words.flatMap((places, word) => places.map((place) => ({ place, word })));
  all.sort((one, other) => one.place - other.place);
  const counts = words.map(() => 0);
  let missing = words.length;
  let width = Infinity;
  let left = 0;
  for (const { place, word } of all) {
    missing -= counts[word] === 0 ? 1 : 0;
    counts[word] += 1;
    while (missing === 0) {
      width = Math.min(width, place - all[left].place + 1);
      counts[all[left].word] -= 1;
      missing += counts[all[left].word] === 0 ? 1 : 0;
      left += 1;
    }
  }
  return width;
}

/**
 * @param {Places} places
 * @param {number} document
 * @returns {{place: number, form: number}[]}
 */
function placesIn({ documents, starts, places, forms }, document) {
  const row = findDocument(documents, document);
  const found = [];
  for (let at = row < 0 ? 0 : starts[row]; row >= 0 && at < starts[row + 1]; at += 1) {
    found.push({ place: places[at], form: forms[at] });
  }
  return found;
}
