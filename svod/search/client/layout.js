/** The other keyboard layout: what was typed as «djcgbnfybt» was meant as «воспитание». */

import keyboard from "./keyboard.json" with { type: "json" };

const { latin: LATIN, russian: RUSSIAN } = keyboard;
const TO_RUSSIAN = new Map([...LATIN].map((key, index) => [key, RUSSIAN[index]]));
const TO_LATIN = new Map([...RUSSIAN].slice(0, 33).map((key, index) => [key, LATIN[index]]));

/**
 * Return `text` as the same keys give it in the other layout: in the Latin one if a Russian letter is
 * in it, else in the Russian one. What no such key gives stays.
 *
 * @param {string} text
 * @returns {string}
 */
export function switchLayout(text) {
  const lower = text.toLowerCase();
  const keys = /[а-яё]/u.test(lower) ? TO_LATIN : TO_RUSSIAN;
  return [...lower].map((key) => keys.get(key) ?? key).join("");
}
