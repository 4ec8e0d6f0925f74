/**
 * How a reader wants to see the pages: words such as `size-200` that the root element bears in `data-view`,
 * and the style sheets ask for. They stay in this browser.
 */

const KEY = "svod-view";

/**
 * Return what the reader has chosen, empty where nothing is remembered or nothing may be.
 *
 * @returns {string}
 */
export function recall() {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

/**
 * Remember a choice for all pages of this host; where that is not allowed, it holds for this page.
 *
 * @param {string} view
 */
export function remember(view) {
  try {
    if (view) {
      localStorage.setItem(KEY, view);
    } else {
      localStorage.removeItem(KEY);
    }
  } catch {
    // From a disk, or where the reader forbids it.
  }
}

/** @param {string} view */
export function apply(view) {
  document.documentElement.dataset.view = view;
}
