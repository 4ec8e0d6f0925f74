/** What a result shows of an act: the passages that hold the words, the words marked. */

import { DASHES, findChunks } from "./analysis.js";
import { countWords } from "./masks.js";
import { INVISIBLE } from "./text.js";

/**
 * @typedef {import("./shards.js").Fragment} Fragment
 *
 * A piece of text, and whether it is one of the words that were found.
 * @typedef {{text: string, marked: boolean}} Piece
 *
 * A passage of a result: where it stands, whom it asks, and its text or the best part of it.
 * @typedef {{anchor: string, asked: string, pieces: Piece[]}} Excerpt
 *
 * What to mark: the terms, each with the words of the query that it stands for (bits), and
 * phrases as folded words.
 * @typedef {{terms: Map<string, number>, phrases: string[][]}} Marks
 */

const LETTERS = `\\p{L}\\p{N}\\p{M}${INVISIBLE}`;
const WORD = new RegExp(`[${LETTERS}№]+(?:[${DASHES}.,:/][${LETTERS}]+)*`, "gu");
const MOST_EXCERPTS = 3;
const LONGEST = 320;
const BEFORE = 90;

/**
 * Return up to three passages of an act, those that hold most of the words first.
 *
 * @param {Fragment} fragment
 * @param {Marks} marks
 * @returns {Excerpt[]}
 */
export function findExcerpts(fragment, marks) {
  const found = fragment.passages.flatMap(([anchor, text, asked], order) => {
    const words = findMarked(text, marks);
    const weight = weigh(words);
    return weight > 0 ? [{ anchor, text, asked: asked === undefined ? "" : fragment.asked[asked], words, weight, order }] : [];
  });
  found.sort((one, other) => other.weight - one.weight || one.order - other.order);
  return found.slice(0, MOST_EXCERPTS).map(({ anchor, text, asked, words }) => ({
    anchor,
    asked,
    pieces: cutText(text, words),
  }));
}

/**
 * Return `text` in pieces, the words to be marked apart.
 *
 * @param {string} text
 * @param {Marks} marks
 * @returns {Piece[]}
 */
export function markText(text, marks) {
  return pieces(text, findMarked(text, marks), 0, text.length);
}

/** @typedef {{start: number, end: number, mask: number, phrase: boolean}} MarkedWord */

/**
 * @param {string} text
 * @param {Marks} marks
 * @returns {MarkedWord[]}
 */
function findMarked(text, { terms, phrases }) {
  const words = [...text.matchAll(WORD)].map(({ 0: word, index }) => {
    const chunks = findChunks(word);
    const tokens = chunks.flatMap(({ whole, parts }) => (whole ? [whole, ...parts] : parts));
    const mask = tokens.reduce((bits, { term }) => bits | (terms.get(term) ?? 0), 0);
    const forms = chunks.flatMap(({ parts }) => parts.map(({ form }) => form));
    return { start: index, end: index + word.length, mask, phrase: false, forms };
  });
  markPhrases(words, phrases);
  return words.filter(({ mask, phrase }) => mask > 0 || phrase);
}

/**
 * @param {(MarkedWord & {forms: string[]})[]} words
 * @param {string[][]} phrases
 */
function markPhrases(words, phrases) {
  const forms = words.flatMap((word) => word.forms.map((form) => ({ form, word })));
  for (const phrase of phrases) {
    for (let start = 0; start + phrase.length <= forms.length; start += 1) {
      if (phrase.every((form, offset) => forms[start + offset].form === form)) {
        for (const { word } of forms.slice(start, start + phrase.length)) {
          word.phrase = true;
        }
      }
    }
  }
}

/**
 * Return how much a passage says: a phrase more than any number of words, a word more than its
 * repetitions.
 *
 * @param {MarkedWord[]} words
 * @returns {number}
 */
function weigh(words) {
  const mask = words.reduce((all, word) => all | word.mask, 0);
  const phrase = words.some((word) => word.phrase) ? 10_000 : 0;
  return 100 * countWords(mask) + Math.min(words.length, 9) + phrase;
}

/**
 * Return the whole of a short text, else the part with most marked words.
 *
 * @param {string} text
 * @param {MarkedWord[]} words
 * @returns {Piece[]}
 */
function cutText(text, words) {
  if (text.length <= LONGEST) {
    return pieces(text, words, 0, text.length);
  }
  let best = { start: 0, weight: 0 };
  let after = 0;
  words.forEach(({ start }, first) => {
    while (after < words.length && words[after].end <= start + LONGEST - BEFORE) {
      after += 1;
    }
    const weight = weigh(words.slice(first, after));
    best = weight > best.weight ? { start, weight } : best;
  });
  const start = wordStart(text, Math.max(0, best.start - BEFORE));
  const end = wordEnd(text, Math.min(text.length, start + LONGEST));
  const cut = pieces(text, words, start, end);
  const before = start > 0 ? [{ text: "… ", marked: false }] : [];
  const rest = end < text.length ? [{ text: " …", marked: false }] : [];
  return [...before, ...cut, ...rest];
}

/**
 * @param {string} text
 * @param {number} at
 * @returns {number}
 */
function wordStart(text, at) {
  const space = at === 0 ? -1 : text.indexOf(" ", at);
  return at === 0 || space < 0 || space > at + 30 ? at : space + 1;
}

/**
 * @param {string} text
 * @param {number} at
 * @returns {number}
 */
function wordEnd(text, at) {
  const space = at === text.length ? -1 : text.lastIndexOf(" ", at);
  return at === text.length || space < at - 30 ? at : space;
}

/**
 * @param {string} text
 * @param {MarkedWord[]} words
 * @param {number} start
 * @param {number} end
 * @returns {Piece[]}
 */
function pieces(text, words, start, end) {
  /** @type {Piece[]} */
  const cut = [];
  let at = start;
  for (const word of words) {
    if (word.start >= at && word.end <= end) {
      cut.push({ text: text.slice(at, word.start), marked: false }, { text: text.slice(word.start, word.end), marked: true });
      at = word.end;
    }
  }
  cut.push({ text: text.slice(at, end), marked: false });
  return cut.filter((piece) => piece.text !== "");
}
