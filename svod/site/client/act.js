/** The page of an act: its references and the menus of its places copy and save what they say. */

import { copyText } from "./clipboard.js";
import { PlaceMenu, putBelow } from "./menu.js";
import { citedNumber, printedText } from "./places.js";
import { Records } from "./records.js";
import { References } from "./references.js";

const SHOWN = 4000; // milliseconds
const LABEL_LENGTH = 40;

const references = new References(document);
const records = new Records(document);
/** @type {HTMLElement | null} */
const status = document.querySelector("[data-said]");
let timer = 0;

/**
 * Copy a text and say so beside an element, which has the focus afterwards.
 *
 * @param {string} text
 * @param {string} said
 * @param {HTMLElement} element
 */
async function copy(text, said, element) {
  const done = await copyText(text);
  element.focus({ preventScroll: true });
  if (!status) {
    return;
  }
  status.textContent = done ? said : (status.dataset.refused ?? "");
  putBelow(status, element);
  clearTimeout(timer);
  timer = setTimeout(() => status.replaceChildren(), SHOWN);
}

/**
 * @param {string} action
 * @param {HTMLElement} place
 * @returns {string}
 */
function textFor(action, place) {
  switch (action) {
    case "link":
      return references.address(place.id);
    case "text":
      return printedText(place);
    default:
      references.fillDay();
      return references.toPlace(place.id, citedNumber(place));
  }
}

/**
 * Return what a place is called: its number, or the words with which it begins.
 *
 * @param {HTMLElement} place
 * @returns {string}
 */
function nameOf(place) {
  const words = place.textContent?.trim().replace(/\s+/g, " ") ?? "";
  const begun = words.length > LABEL_LENGTH ? `${words.slice(0, LABEL_LENGTH).replace(/ \S*$/, "")}…` : words;
  return place.querySelector(":scope > .marker") ? citedNumber(place) || begun : begun;
}

references.fillDay();
for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-copies]"))) {
  button.hidden = false;
  button.addEventListener("click", () => {
    references.fillDay();
    void copy(references.text(button.dataset.copies ?? ""), button.dataset.done ?? "", button);
  });
}
const box = document.querySelector("[data-place-menu]");
if (box instanceof HTMLElement) {
  const menu = new PlaceMenu(box, (entry, place, mark) => {
    if (entry.dataset.download) {
      records.save(entry.dataset.download, place.id, citedNumber(place));
    } else {
      void copy(textFor(entry.dataset.copy ?? "", place), entry.dataset.done ?? "", mark);
    }
  });
  for (const mark of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("a.mark"))) {
    const place = mark.closest("[id]");
    if (place instanceof HTMLElement) {
      menu.attach(mark, `${mark.getAttribute("aria-label")}: ${nameOf(place)}`);
    }
  }
}
