/**
 * Scores, by lunr. The index that lunr is given holds the terms of the query and nothing else: a score is
 * made of the weights of these alone, so that it is the same as from the whole index.
 */

import lunr from "lunr";
import { FIELDS } from "./postings.js";

/**
 * @typedef {import("./shards.js").Index} Index
 * @typedef {import("./shards.js").Term} Term
 * @typedef {import("./expansion.js").Alternative} Alternative
 *
 * @typedef {{document: number, score: number, terms: string[]}} Hit
 */

// As in lunr; a title says most.
const K1 = 1.2;
const B = 0.75;
export const FIELD_BOOSTS = [3, 1, 1, 1];

/** @type {WeakMap<Term, number[][]>} */
const weighed = new WeakMap();

/**
 * Return the documents that hold any of the `alternatives` and none of the `excluded` terms, best first.
 *
 * @param {Alternative[]} alternatives
 * @param {Term[]} excluded
 * @param {Index} index
 * @returns {Hit[]}
 */
export function scoreDocuments(alternatives, excluded, index) {
  const terms = [...new Map([...alternatives.map(({ term }) => term), ...excluded].map((term) => [term.term, term])).values()];
  terms.sort((one, other) => (one.term < other.term ? -1 : 1));
  const assembled = assemble(terms, index);
  const { NONE } = lunr.Query.wildcard;
  const { OPTIONAL, PROHIBITED } = lunr.Query.presence;
  const results = assembled.query((query) => {
    for (const { term, boost } of alternatives) {
      query.term(term.term, { boost, presence: OPTIONAL, usePipeline: false, wildcard: NONE });
    }
    for (const term of excluded) {
      query.term(term.term, { presence: PROHIBITED, usePipeline: false, wildcard: NONE });
    }
  });
  return results.map(({ ref, score, matchData }) => ({
    document: Number(ref),
    score,
    terms: Object.keys(matchData.metadata),
  }));
}

/**
 * Return the index of `terms`, which are in order.
 *
 * @param {Term[]} terms
 * @param {Index} index
 * @returns {lunr.Index}
 */
function assemble(terms, index) {
  const invertedIndex = Object.create(null);
  /** @type {Record<string, number[]>} */
  const elements = Object.create(null);
  const nothing = Object.freeze({});
  terms.forEach((term, number) => {
    const posting = Object.create(null);
    posting._index = number;
    const weights = weigh(term, index);
    FIELDS.forEach((field, column) => {
      const documents = Object.create(null);
      term.postings.fields[column].documents.forEach((document, row) => {
        documents[document] = nothing;
        const reference = `${field}/${document}`;
        (elements[reference] ??= []).push(number, weights[column][row]);
      });
      posting[field] = documents;
    });
    invertedIndex[term.term] = posting;
  });
  const fieldVectors = Object.create(null);
  for (const reference in elements) {
    fieldVectors[reference] = new lunr.Vector(elements[reference]);
  }
  return new lunr.Index({
    invertedIndex,
    // @ts-expect-error the types lack it, the documentation has it
    fieldVectors,
    // @ts-expect-error the types lack it
    tokenSet: lunr.TokenSet.fromArray(terms.map(({ term }) => term)),
    fields: [...FIELDS],
    pipeline: new lunr.Pipeline(),
  });
}

/**
 * Return the weight of a term in each of `FIELDS`, for each document that holds it there: BM25 as
 * `lunr.Builder` computes it, rounded as there.
 *
 * @param {Term} term
 * @param {Index} index
 * @returns {number[][]}
 */
function weigh(term, index) {
  let weights = weighed.get(term);
  if (!weights) {
    const { fields } = term.postings;
    const held = fields.reduce((sum, { documents }) => sum + documents.length, 0);
    const idf = Math.log(1 + Math.abs((index.documents - held + 0.5) / (held + 0.5)));
    weights = fields.map(({ times, lengths }, column) => {
      const average = index.lengths[FIELDS[column]] / index.documents;
      return times.map((tf, row) => {
        const score = (idf * ((K1 + 1) * tf)) / (K1 * (1 - B + B * (lengths[row] / average)) + tf);
        return Math.round(score * FIELD_BOOSTS[column] * 1000) / 1000;
      });
    });
    weighed.set(term, weights);
  }
  return weights;
}
