/** Prints the chunks of each line of input, a JSON string, as JSON: the client's half of a comparison. */

import { createInterface } from "node:readline";
import { findChunks } from "../../svod/search/client/analysis.js";

const token = (/** @type {import("../../svod/search/client/analysis.js").Token} */ { form, term, place }) => [form, term, place];
for await (const line of createInterface({ input: process.stdin })) {
  const chunks = findChunks(JSON.parse(line));
  const answer = chunks.map(({ whole, parts }) => [whole && token(whole), parts.map(token)]);
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
