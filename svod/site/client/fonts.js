/** The fonts that every page needs, asked for before the style sheets name them. */

const FACES = ["pt-serif-cyrillic", "pt-serif-basic", "pt-sans-cyrillic", "pt-sans-basic"];

/**
 * Ask for the fonts in the folder of a script, so that they are there when the page is first painted. From a
 * disk it is not allowed, and not needed.
 *
 * @param {string} script The address of the script.
 */
export function askForFonts(script) {
  if (!script.startsWith("http")) {
    return;
  }
  for (const face of FACES) {
    const link = document.createElement("link");
    link.rel = "preload";
    link.as = "font";
    link.type = "font/woff2";
    link.crossOrigin = "anonymous";
    link.href = new URL(`fonts/${face}-400-normal.woff2`, script).href;
    document.head.append(link);
  }
}
