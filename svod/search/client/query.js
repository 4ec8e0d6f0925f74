/** What a reader typed, taken apart: words, quoted phrases, excluded words. */

import { findChunks } from "./analysis.js";
import functionWords from "./function-words.json" with { type: "json" };

/**
 * @typedef {import("./analysis.js").Chunk} Chunk
 * @typedef {import("./analysis.js").Token} Token
 *
 * A word as it was typed, between spaces or in quotation marks: the chunks in it, and which of the
 * `pieces` of the query it is.
 * @typedef {{chunks: Chunk[], text: string, quoted: boolean, piece: number}} Word
 *
 * `pieces` are all that was typed, as it stands; `words` what is to be found; `phrases` the words of each
 * phrase; `excluded` and `excludedPhrases` what must not be there. `unfinished` tells that the last word
 * may go on; `shortened` that there were more words than `MOST_WORDS`, and the others count for nothing.
 * @typedef {{
 *   pieces: string[], words: Word[], phrases: Token[][], excluded: Chunk[], excludedPhrases: Token[][],
 *   unfinished: boolean, shortened: boolean
 * }} Query
 */

// More words than anybody remembers; a pasted page must not stop the browser. They are counted in bits.
export const MOST_WORDS = 24;
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
  const query = {
    pieces: [], words: [], phrases: [], excluded: [], excludedPhrases: [], unfinished: false, shortened: false,
  };
  const clean = text.slice(0, LONGEST).replace(/\p{Cf}/gu, "").replace(/\p{Cc}/gu, " ");
  let place = 0;
  let room = MOST_WORDS;
  for (const { groups = {}, index, 0: piece } of clean.matchAll(PIECE)) {
    const quoted = groups.phrase !== undefined;
    const found = findChunks(groups.phrase ?? groups.word ?? "");
    query.pieces.push(piece);
    if (groups.minus && quoted) {
      query.excludedPhrases.push(...(found.length > 0 ? [wordsOf(found)] : []));
      continue;
    }
    if (groups.minus) {
      query.excluded.push(...found);
      // A word of several parts stands for all of them together: «44-ФЗ» is neither 44 nor ФЗ.
      query.excludedPhrases.push(...found.map(({ parts }) => parts).filter(({ length }) => length > 1));
      continue;
    }
    const chunks = take(found, room).map((chunk) => moveChunk(chunk, place));
    const parts = wordsOf(chunks);
    const whole = parts.length === wordsOf(found).length;
    const last = index + piece.length === clean.length && whole;
    query.shortened ||= !whole;
    query.unfinished = unfinished && last && !quoted && /[\p{L}\p{N}]$/u.test(piece);
    if (chunks.length > 0) {
      query.words.push({ chunks, text: groups.word ?? "", quoted, piece: query.pieces.length - 1 });
    }
    if (quoted && chunks.length > 0) {
      query.phrases.push(parts);
    }
    room -= parts.length;
    place += parts.length;
  }
  return withoutFunctionWords(query);
}

/**
 * @param {Chunk[]} chunks
 * @returns {Token[]}
 */
function wordsOf(chunks) {
  return chunks.flatMap(({ parts }) => parts);
}

/**
 * Return the first of `chunks`, `room` parts of them at most.
 *
 * @param {Chunk[]} chunks
 * @param {number} room
 * @returns {Chunk[]}
 */
function take(chunks, room) {
  const taken = [];
  let left = room;
  for (const chunk of chunks) {
    if (left > 0) {
      taken.push(chunk.parts.length <= left ? chunk : { whole: null, parts: chunk.parts.slice(0, left) });
    }
    left -= chunk.parts.length;
  }
  return taken;
}

/**
 * Leave out the words that find nothing, unless there is nothing else.
 *
 * @param {Query} query
 * @returns {Query}
 */
function withoutFunctionWords(query) {
  const kept = query.words.filter(
    ({ chunks, quoted }, index) =>
      quoted ||
      (query.unfinished && index === query.words.length - 1) ||
      chunks.some(({ parts }) => parts.some(({ form }) => !FUNCTION_WORDS.has(form))),
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
