/** The fonts that every page needs, asked for before the style sheets name them. */

const FILES = ["pt-serif-cyrillic", "pt-serif-basic", "pt-sans-cyrillic", "pt-sans-basic"];
const FACES = FILES.flatMap((file) => [`${file}-400-normal`, `${file}-700-normal`]);

/**
 * Ask for the fonts in the folder of a script, so that they are there when the page is first painted.
 *
 * @param {string} script The address of the script.
 */
export function askForFonts(script) {
  for (const face of FACES) {
    const address = new URL(`fonts/${face}.woff2`, script).href;
    if (script.startsWith("http")) {
      const link = document.createElement("link");
      Object.assign(link, { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "anonymous", href: address });
      document.head.append(link);
    } else {
      // From a disk, a link is not allowed to.
      new FontFace(face, `url("${address}")`).load().catch(() => {});
    }
  }
}
