/**
 * Cuts the fonts of @fontsource for the web: letters of Russian print, without the instructions that once
 * fitted them to coarse screens. A file of 33 KB becomes one of 7. Usage: node tools/cut_fonts.js FOLDER
 */

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import subsetFont from "subset-font";

const FACES = ["400-normal", "400-italic", "700-normal"];
const FAMILIES = ["pt-serif", "pt-sans"];
// By the file that has them: the name of the file to be written, and the ranges, which templates/static/fonts.css repeats.
const PARTS = {
  cyrillic: { name: "cyrillic", ranges: [[0x301], [0x400, 0x45f], [0x490, 0x491], [0x4b0, 0x4b1], [0x2116]] },
  latin: {
    name: "basic",
    ranges: [[0x20, 0x7e], [0xa0], [0xa7], [0xab], [0xb0], [0xb7], [0xbb], [0x2013, 0x2014], [0x2018, 0x201a], [0x201c, 0x201e], [0x2022], [0x2026]],
  },
};

/**
 * @param {number[][]} ranges
 * @returns {string}
 */
function charactersOf(ranges) {
  return ranges
    .flatMap(([first, last = first]) => Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)))
    .join("");
}

const folder = process.argv[2];
await mkdir(folder, { recursive: true });
for (const family of FAMILIES) {
  for (const face of FACES) {
    for (const [subset, { name, ranges }] of Object.entries(PARTS)) {
      const source = fileURLToPath(import.meta.resolve(`@fontsource/${family}/files/${family}-${subset}-${face}.woff2`));
      const cut = await subsetFont(await readFile(source), charactersOf(ranges), { targetFormat: "woff2", noHinting: true });
      await writeFile(join(folder, `${family}-${name}-${face}.woff2`), cut);
    }
  }
}
