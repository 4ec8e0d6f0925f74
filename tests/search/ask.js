/**
 * Answers questions with the client: what a page would show for a query. Argument: the folder of the
 * shards. A question is {query, prefix, limit}, a line of JSON; so is the answer.
 */

import { createInterface } from "node:readline";
import { searchFor } from "../../svod/search/client/api.js";
import { Search } from "../../svod/search/client/search.js";
import { DiskFolder } from "./disk.js";

const search = new Search(new DiskFolder(process.argv[2]));

async function answer({ query, prefix, limit }) {
  const outcome = await search.find(query, { prefix });
  const shown = await Promise.all(
    outcome.hits.slice(0, limit).map(async ({ document }) => {
      const { fragment, title, excerpts } = await search.show(document, outcome.marks);
      const pieces = (parts) => parts.map(({ text, marked }) => [text, marked]);
      return {
        id: fragment.id,
        title: pieces(title),
        excerpts: excerpts.map((excerpt) => [excerpt.anchor, excerpt.asked, pieces(excerpt.pieces)]),
      };
    }),
  );
  const { total, full, terms, corrected, results } = await searchFor(search, query, "", { prefix, limit, excerpts: false });
  if (corrected !== outcome.corrected || results.length !== shown.length) {
    throw new Error(`the client answers ${query} in two ways`);
  }
  return {
    hits: outcome.hits.map(({ document, score, covered, spread }) => [document, score, covered, spread]),
    total,
    full,
    words: outcome.words,
    terms,
    corrected,
    corrections: outcome.corrections.map(({ from, to, how }) => [from, to, how]),
    missing: outcome.missing,
    shortened: outcome.shortened,
    onlyExcluded: outcome.onlyExcluded,
    failures: outcome.failures.length,
    shown,
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line)))}\n`);
}
