/** The list of results on the search page. */

import { make, marked } from "./elements.js";

/**
 * @typedef {import("./messages.js").Messages} Messages
 * @typedef {import("./ranking.js").RankedHit} RankedHit
 * @typedef {import("./search.js").Shown} Shown
 */

/**
 * Return a result as an entry of the list. Its links carry the terms that were found, so that the act's
 * page can mark them.
 *
 * @param {Shown} shown
 * @param {RankedHit} hit
 * @param {string} root The address of the site.
 * @param {string} language The language of the acts.
 * @returns {HTMLLIElement}
 */
export function makeResult({ fragment, title, excerpts }, { terms }, root, language) {
  const address = `${root}resolutions/${fragment.id}/index.html?${new URLSearchParams({ mark: terms.join(" ") })}`;
  const head = make("h2", { lang: language }, make("a", { href: address }, ...marked(title)));
  const status = fragment.status ? [make("p", { class: "status" }, fragment.status)] : [];
  const by = fragment.by.length > 0 ? [make("p", { class: "by" }, fragment.by.join(", "))] : [];
  const passages = excerpts.map(({ anchor, asked, pieces }) =>
    make(
      "li",
      {},
      ...(asked ? [make("span", { class: "asked" }, asked)] : []),
      make("a", { href: anchor ? `${address}#${anchor}` : address }, ...marked(pieces)),
    ),
  );
  const list = passages.length > 0 ? [make("ul", { class: "passages", lang: language }, ...passages)] : [];
  return make(
    "li",
    status.length > 0 ? { class: "unadopted" } : {},
    make("p", { class: "date" }, fragment.date),
    make("div", {}, ...status, head, ...by, ...list),
  );
}

/**
 * Return the entry of a result that could not be loaded.
 *
 * @param {Messages} messages
 * @returns {HTMLLIElement}
 */
export function makeMissingResult(messages) {
  return make("li", { class: "missing" }, make("p", {}, messages.text("resultMissing")));
}

/**
 * Return the line between the acts that hold all words and the others.
 *
 * @param {Messages} messages
 * @returns {HTMLLIElement}
 */
export function makeBoundary(messages) {
  return make("li", { class: "boundary" }, make("p", {}, messages.text("someWords")));
}
