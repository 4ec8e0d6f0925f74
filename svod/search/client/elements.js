/** Elements made and found, so that no text is ever read as markup. */

/**
 * Return a new element with attributes and children.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

/**
 * Return the element that a selector finds; the template promises it.
 *
 * @template {Element} Kind
 * @param {ParentNode} parent
 * @param {string} selector
 * @param {new () => Kind} kind
 * @returns {Kind}
 */
export function find(parent, selector, kind) {
  const element = parent.querySelector(selector);
  if (!(element instanceof kind)) {
    throw new TypeError(`no ${selector} on the page`);
  }
  return element;
}

/**
 * Return pieces of text as nodes, those that were found in `<mark>`.
 *
 * @param {import("./excerpts.js").Piece[]} pieces
 * @returns {(Node | string)[]}
 */
export function marked(pieces) {
  return pieces.map(({ text, marked: found }) => (found ? make("mark", {}, text) : text));
}
