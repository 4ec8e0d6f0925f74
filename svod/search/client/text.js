/** Folding of letters: the rule of `svod/text.py` in the browser. */

const INVISIBLE = /[\u00AD\u200B-\u200D\u2060\uFEFF]+/g;
const MARKS = /\p{M}+/gu;

/**
 * Return `text` with its letters folded: NFC, lower case, ё as е, ς as σ, no marks, nothing invisible.
 *
 * @param {string} text
 * @returns {string}
 */
export function foldLetters(text) {
  const lower = text.replace(INVISIBLE, "").normalize("NFC").toLowerCase();
  return lower.replaceAll("ё", "е").replaceAll("ς", "σ").replace(MARKS, "");
}
