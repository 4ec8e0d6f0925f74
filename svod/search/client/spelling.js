/** Words that differ from a misspelt one by a letter or two. */

const SHORTEST = 4;
const SHORTEST_FOR_TWO = 8;

/**
 * Tell whether a word is long enough, and enough of a word, to be a misspelt other one.
 *
 * @param {string} form
 * @returns {boolean}
 */
export function isCorrigible(form) {
  return form.length >= SHORTEST && !/\p{Nd}/u.test(form);
}

/**
 * Return those of `forms` that are nearest to a word: one edit away; else those whose term is one edit
 * from its own; else, for a long word, two edits away. An edit drops, adds or replaces a letter, or swaps
 * two neighbours (optimal string alignment).
 *
 * @param {{form: string, term: string}} word
 * @param {[string, string][]} forms Words, each with its term.
 * @returns {[string, string][]}
 */
export function findSimilar({ form, term }, forms) {
  const near = forms.filter(([other]) => distance(form, other, 1) <= 1);
  if (near.length > 0) {
    return near;
  }
  const akin = isCorrigible(term) ? forms.filter(([, other]) => distance(term, other, 1) <= 1) : [];
  if (akin.length > 0 || form.length < SHORTEST_FOR_TWO) {
    return akin;
  }
  return forms.filter(([other]) => distance(form, other, 2) <= 2);
}

/**
 * Return the number of edits between two words, or more than `most` where there are more.
 *
 * @param {string} left
 * @param {string} right
 * @param {number} most
 * @returns {number}
 */
function distance(left, right, most) {
  if (Math.abs(left.length - right.length) > most) {
    return most + 1;
  }
  let start = 0;
  while (start < left.length && left[start] === right[start]) {
    start += 1;
  }
  let end = 0;
  while (
    end < Math.min(left.length, right.length) - start &&
    left[left.length - 1 - end] === right[right.length - 1 - end]
  ) {
    end += 1;
  }
  return align(left.slice(start, left.length - end), right.slice(start, right.length - end), most);
}

/**
 * @param {string} left
 * @param {string} right
 * @param {number} most
 * @returns {number}
 */
function align(left, right, most) {
  // Ends that differ cost an edit each: most pairs of words are told apart here.
  if (Math.max(left.length, right.length) > 2 * most + 1 && most === 1) {
    return most + 1;
  }
  /** @type {number[]} */
  let older = [];
  let above = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      let edits = Math.min(above[column] + 1, current[column - 1] + 1, above[column - 1] + (same ? 0 : 1));
      if (row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]) {
        edits = Math.min(edits, older[column - 2] + 1);
      }
      current.push(edits);
    }
    if (Math.min(...current) > most) {
      return most + 1;
    }
    older = above;
    above = current;
  }
  return above[right.length];
}
