/** Numbers as text: what `svod/search/numerals.py` writes. */

const LAST = 64;
const LEADING = 24;
const BACKSLASH = 0x5c;
const FIRST = 0x23;

/**
 * Return the numbers that `text` holds. Throws where it holds anything else.
 *
 * @param {string} text
 * @returns {number[]}
 */
export function readNumbers(text) {
  const values = [];
  let value = 0;
  let scale = 1;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const digit = code - FIRST - (code > BACKSLASH ? 1 : 0);
    if (digit < 0 || digit >= LAST + LEADING || code === BACKSLASH) {
      throw new RangeError(`not a digit: ${code}`);
    }
    value += digit * scale;
    scale *= LEADING;
    if (digit < LAST) {
      values.push(value);
      value = 0;
      scale = 1;
    }
  }
  if (scale !== 1) {
    throw new RangeError("a number without an end");
  }
  return values;
}

/**
 * Return the value of one digit that ends a number.
 *
 * @param {string} text
 * @param {number} index
 * @returns {number}
 */
export function readDigit(text, index) {
  const code = text.charCodeAt(index);
  return code - FIRST - (code > BACKSLASH ? 1 : 0);
}
