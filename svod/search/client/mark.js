/** The words that led to an act, marked on its page. */

import { marked as asNodes } from "./elements.js";
import { markText } from "./excerpts.js";

/**
 * Mark the terms that the address names in the act's text, and take them out of the address, so that it
 * can be cited.
 */
export function markAct() {
  const address = new URL(location.href);
  const terms = (address.searchParams.get("mark") ?? "").split(" ").filter(Boolean);
  const act = document.querySelector("[data-fidelity]");
  if (terms.length === 0 || !act) {
    return;
  }
  const marks = { terms: new Map(terms.map((term) => [term, 1])), phrases: [] };
  const texts = document.createTreeWalker(act, NodeFilter.SHOW_TEXT);
  /** @type {Text[]} */
  const nodes = [];
  while (texts.nextNode()) {
    nodes.push(/** @type {Text} */ (texts.currentNode));
  }
  for (const node of nodes) {
    const pieces = markText(node.data, marks);
    if (pieces.some(({ marked }) => marked)) {
      node.replaceWith(...asNodes(pieces));
    }
  }
  address.searchParams.delete("mark");
  history.replaceState(history.state, "", address);
}
