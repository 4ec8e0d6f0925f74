/** Which words of a query something stands for, as the bits of a number. */

/** @typedef {import("./expansion.js").Slot} Slot */

/**
 * Return for each term the words of the query that it stands for.
 *
 * @param {Slot[]} slots
 * @returns {Map<string, number>}
 */
export function maskTerms(slots) {
  const masks = new Map();
  slots.forEach(({ alternatives }, number) => {
    for (const { term } of alternatives) {
      masks.set(term.term, (masks.get(term.term) ?? 0) | (1 << number));
    }
  });
  return masks;
}

/**
 * Return how many words a mask has.
 *
 * @param {number} mask
 * @returns {number}
 */
export function countWords(mask) {
  let count = 0;
  for (let rest = mask; rest; rest &= rest - 1) {
    count += 1;
  }
  return count;
}
