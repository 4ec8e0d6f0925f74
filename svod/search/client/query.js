/** What a reader typed, taken apart: words, quoted phrases, excluded words. */

import { findChunks } from "./analysis.js";
import functionWords from "./function-words.json" with { type: "json" };

/**
 * @typedef {import("./analysis.js").Chunk} Chunk
 * @typedef {import("./analysis.js").Token} Token
 *
 * `words` are all words to be found, those of phrases included, each with the text it was cut from;
 * `phrases` the words of each phrase; `excluded` those that must not be there. `unfinished` tells that
 * the last word may go on.
 * @typedef {{chunk: Chunk, text: string, quoted: boolean}} Word
 * @typedef {{words: Word[], phrases: Token[][], excluded: Chunk[], unfinished: boolean}} Query
 */

// More words than anybody remembers; a pasted page must not stop the browser.
const MOST_WORDS = 24;
const LONGEST = 2_000;
const PIECE = /(?<minus>(?<![^\s(«„“"])[-\u2212](?=[\p{L}\p{N}«„“"]))?(?:[«„“"](?<phrase>[^«»„“”"]*)[»“”"]|(?<word>[^\s«»„“”"]+)|[«»„“”"])/gu;

// Words that nearly every act has, so that they find nothing; they are searched for in phrases only.
const FUNCTION_WORDS = new Set(functionWords);

/**
 * Take a query apart. `unfinished` tells that the reader is still typing.
 *
 * @param {string} text
 * @param {boolean} unfinished
 * @returns {Query}
 */
export function parseQuery(text, unfinished) {
  /** @type {Query} */
  const query = { words: [], phrases: [], excluded: [], unfinished: false };
  const clean = text.slice(0, LONGEST).replace(/[\p{Cc}\p{Cf}]/gu, (sign) => (/\s/u.test(sign) ? " " : ""));
  let place = 0;
  for (const { groups = {}, index, 0: piece } of clean.matchAll(PIECE)) {
    const chunks = findChunks(groups.phrase ?? groups.word ?? "");
    if (groups.minus) {
      query.excluded.push(...chunks);
      continue;
    }
    const room = MOST_WORDS - query.words.length;
    const moved = chunks.slice(0, Math.max(0, room)).map((chunk) => moveChunk(chunk, place));
    const quoted = groups.phrase !== undefined;
    for (const chunk of moved) {
      query.words.push({ chunk, text: groups.word ?? "", quoted });
    }
    if (quoted && moved.length > 0) {
      query.phrases.push(moved.flatMap((chunk) => chunk.parts));
    }
    place += moved.reduce((sum, chunk) => sum + chunk.parts.length, 0) + (quoted ? 1 : 0);
    const last = index + piece.length === clean.length;
    query.unfinished = unfinished && last && !quoted && /[\p{L}\p{N}]$/u.test(piece);
  }
  return withoutFunctionWords(query);
}

/**
 * Leave out the words that find nothing, unless there is nothing else.
 *
 * @param {Query} query
 * @returns {Query}
 */
function withoutFunctionWords(query) {
  const kept = query.words.filter(
    ({ chunk, quoted }, index) =>
      quoted ||
      (query.unfinished && index === query.words.length - 1) ||
      chunk.parts.some(({ form }) => !FUNCTION_WORDS.has(form)),
  );
  return kept.length > 0 ? { ...query, words: kept } : query;
}

/**
 * @param {Chunk} chunk
 * @param {number} by
 * @returns {Chunk}
 */
function moveChunk({ whole, parts }, by) {
  const move = (/** @type {Token} */ token) => ({ ...token, place: token.place + by });
  return { whole: whole && move(whole), parts: parts.map(move) };
}
