/** Where the client begins: `window.svod`, and what a page needs of it. */

import { searchFor } from "./api.js";
import { Folder, receive } from "./loading.js";
import { markAct } from "./mark.js";
import { SearchPage } from "./page.js";
import { Search } from "./search.js";

const script = /** @type {HTMLScriptElement} */ (document.currentScript);
const root = new URL("../", script.src).href;
const makeSearch = () => new Search(new Folder(`${root}search/index/`));
// The page has one of its own: it holds downloads back while somebody types.
const search = makeSearch();

Object.assign(window, {
  svod: {
    receive,
    search: (/** @type {string} */ query, /** @type {import("./api.js").Options} */ options) =>
      searchFor(search, query, root, options),
  },
});

const page = document.querySelector("[data-search-page]");
if (page instanceof HTMLElement) {
  page.hidden = false;
  new SearchPage(page, makeSearch(), root).start();
}
markAct();
