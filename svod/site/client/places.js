/** Places of an act: what has an anchor and beside it a mark that links to it. */

/**
 * Return what is printed at a place, its number and all that it contains included, a line for each
 * paragraph.
 *
 * @param {HTMLElement} place
 * @returns {string}
 */
export function printedText(place) {
  const lines = place.innerText.split("\n").map((line) => line.trim());
  return lines.filter(Boolean).join("\n");
}

/**
 * Return the printed number of a place as it is cited («п. 2.1», «п. 2, подп. «а»»), that of the provision
 * which contains it where it has none itself; empty where there is none at all.
 *
 * @param {Element} place
 * @returns {string}
 */
export function citedNumber(place) {
  /** @type {string[]} */
  const numbers = [];
  for (const marker of markersAround(place)) {
    const number = marker.replace(/^[(\s]+|[.)\s]+$/g, "");
    if (!/[\p{L}\p{N}]/u.test(number)) {
      continue; // a dash
    }
    if (number.startsWith(`${numbers.at(-1)}.`)) {
      numbers.pop();
    }
    numbers.push(number);
  }
  return numbers.map((number, depth) => `${depth === 0 ? "п." : "подп."} ${quoted(number)}`).join(", ");
}

/**
 * Return the markers of a place and of the provisions that contain it, the outermost first.
 *
 * @param {Element} place
 * @returns {string[]}
 */
function markersAround(place) {
  const markers = [];
  for (let item = place.closest("li"); item; item = item.parentElement?.closest("li") ?? null) {
    markers.unshift(item.querySelector(":scope > .marker")?.textContent ?? "");
  }
  return markers;
}

/**
 * Return a number as it is cited: letters stand in quotes, figures do not.
 *
 * @param {string} number
 * @returns {string}
 */
function quoted(number) {
  return /^[0-9IVXLC.]+$/.test(number) ? number : `«${number}»`;
}
