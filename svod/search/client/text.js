/** Folding of letters: the rule of `svod/text.py` in the browser. */

/** Characters that part no word although nobody sees them: a class of a regular expression, without its brackets. */
export const INVISIBLE = "\\u00AD\\u200B-\\u200D\\u2060\\uFEFF";
const HIDDEN = new RegExp(`[${INVISIBLE}]+`, "g");
const MARKS = /\p{M}+/gu;

/**
 * Return `text` with its letters folded: NFC, lower case, ё as е, ς as σ, no marks, nothing invisible.
 *
 * @param {string} text
 * @returns {string}
 */
export function foldLetters(text) {
  const lower = text.replace(HIDDEN, "").normalize("NFC").toLowerCase();
  return lower.replaceAll("ё", "е").replaceAll("ς", "σ").replace(MARKS, "");
}
