/** What every page has: the panel of the low-vision view and the help on keys. */

import { KeyHelp } from "./keys.js";
import { ViewPanel } from "./panel.js";

const panel = document.querySelector("[data-view-panel]");
const opener = document.querySelector("[data-view-opener]");
if (panel instanceof HTMLFormElement && opener instanceof HTMLButtonElement) {
  new ViewPanel(panel, opener).start();
}
const help = document.querySelector("[data-key-help]");
if (help instanceof HTMLDialogElement) {
  new KeyHelp(help).start();
}
