/** Text to terms: the rules of `svod/search/analysis.py` in the browser. */

import { stemmer } from "@orama/stemmers/russian";
import { foldLetters } from "./text.js";

/**
 * A word as it was printed, folded (`form`), what it is found by (`term`), and its place in the text.
 * @typedef {{form: string, term: string, place: number}} Token
 *
 * What stands between spaces and punctuation: its parts in order, and what they are as a whole.
 * @typedef {{whole: Token | null, parts: Token[]}} Chunk
 */

const LONGEST = 48;
/** What joins the parts of a word: a class of a regular expression, without its brackets. */
export const DASHES = "\\-\\u2010\\u2011\\u2012\\u2013\\u2014\\u2212";
const ASTRAL = /[\u{10000}-\u{10FFFF}]/gu;
const CHUNK = new RegExp(
  `[\\p{L}\\p{N}]+(?:(?:[${DASHES}]|(?<=\\p{Nd})[.,:/](?=\\p{Nd}))[\\p{L}\\p{N}]+)*`,
  "gu",
);
const PART = /\p{Nd}+|[\p{L}\p{Nl}\p{No}]+/gu;
const DASH = new RegExp(`[${DASHES}]`, "gu");
const DIGIT = /\p{Nd}/u;

/** @type {Map<string, string>} */
const stems = new Map();

/**
 * Return the stem of a folded word of letters.
 *
 * @param {string} form
 * @returns {string}
 */
function stem(form) {
  let known = stems.get(form);
  if (known === undefined) {
    known = stemmer(form);
    stems.set(form, known);
  }
  return known;
}

/**
 * Return the chunks of `text` in order.
 *
 * @param {string} text
 * @returns {Chunk[]}
 */
export function findChunks(text) {
  const folded = foldLetters(text).replaceAll("№", "n ").replace(ASTRAL, " ");
  const chunks = [];
  let place = 0;
  for (const chunk of folded.match(CHUNK) ?? []) {
    const words = chunk.match(PART) ?? [];
    const parts = words.map((word, index) => wordToken(word.slice(0, LONGEST), place + index));
    const isWhole = words.length > 1 && chunk.length <= LONGEST;
    chunks.push({ whole: isWhole ? wholeToken(chunk, words, place) : null, parts });
    place += words.length;
  }
  return chunks;
}

/**
 * @param {string} chunk
 * @param {string[]} words
 * @param {number} place
 * @returns {Token}
 */
function wholeToken(chunk, words, place) {
  if (!DIGIT.test(chunk)) {
    return wordToken(words.join(""), place);
  }
  const whole = chunk.replace(DASH, "-");
  return { form: whole, term: whole, place };
}

/**
 * @param {string} form
 * @param {number} place
 * @returns {Token}
 */
function wordToken(form, place) {
  return { form, term: stem(form), place };
}
