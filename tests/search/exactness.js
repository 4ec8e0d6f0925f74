/**
 * Compares the scores from shards with those of the whole index that lunr itself builds from the same
 * terms. First argument: the folder of the shards; first line of input: the documents, a list of texts
 * for each field; every other line: a query. Answers with what differs.
 */

import { createInterface } from "node:readline";
import lunr from "lunr";
import { findChunks } from "../../svod/search/client/analysis.js";
import { expandQuery } from "../../svod/search/client/expansion.js";
import { FIELDS } from "../../svod/search/client/postings.js";
import { parseQuery } from "../../svod/search/client/query.js";
import { FIELD_BOOSTS, scoreDocuments } from "../../svod/search/client/scoring.js";
import { Index } from "../../svod/search/client/shards.js";
import { DiskFolder } from "./disk.js";

const tokensOf = ({ whole, parts }) => (whole ? [whole, ...parts] : parts);
const termsOf = (text) => findChunks(text).flatMap(tokensOf).map(({ term }) => term);

/** @param {string[][][]} documents */
function buildWhole(documents) {
  const builder = new lunr.Builder();
  builder.ref("id");
  FIELDS.forEach((field, number) => builder.field(field, { boost: FIELD_BOOSTS[number] }));
  builder.tokenizer = (terms) => terms.map((term) => new lunr.Token(term, {}));
  documents.forEach((fields, id) => {
    const terms = fields.map((texts) => texts.flatMap(termsOf));
    builder.add({ id, ...Object.fromEntries(FIELDS.map((field, number) => [field, terms[number]])) });
  });
  return builder.build();
}

const precise = (score) => Math.round(score * 1e9);
const byScore = (one, other) => precise(other.score) - precise(one.score) || other.document - one.document;

async function compare(whole, index, { query, prefix }) {
  const { slots, excluded } = await expandQuery(parseQuery(query, prefix), index, Infinity);
  const alternatives = slots.flatMap((slot) => slot.alternatives);
  if (alternatives.length === 0) {
    return { found: 0, differences: [] };
  }
  const ours = scoreDocuments(alternatives, excluded, index).sort(byScore);
  const { presence, wildcard } = lunr.Query;
  const theirs = whole
    .query((asked) => {
      for (const { term, boost } of alternatives) {
        asked.term(term.term, { boost, usePipeline: false, wildcard: wildcard.NONE });
      }
      for (const term of excluded) {
        asked.term(term.term, { presence: presence.PROHIBITED, usePipeline: false, wildcard: wildcard.NONE });
      }
    })
    .map(({ ref, score }) => ({ document: Number(ref), score }))
    .sort(byScore);
  const same = ({ document, score }, number) =>
    ours[number]?.document === document && Math.abs(ours[number].score - score) <= 1e-9;
  const differences = theirs.filter((hit, number) => !same(hit, number));
  return { found: theirs.length, ours: ours.length, differences: differences.slice(0, 3) };
}

const index = await Index.open(new DiskFolder(process.argv[2]));
let whole = null;
for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  let answer = null;
  if (whole) {
    answer = await compare(whole, index, question);
  } else {
    whole = buildWhole(question);
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
