/** Before anything is painted: the page as the reader has chosen to see it. That there is a script shows by it. */

import { askForFonts } from "./fonts.js";
import { apply, recall } from "./settings.js";

apply(recall());
askForFonts(/** @type {HTMLScriptElement} */ (document.currentScript).src);
