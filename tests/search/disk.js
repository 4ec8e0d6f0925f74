/** The folder of an index on a disk, for tests of the client without a browser. */

import { readFile } from "node:fs/promises";
import { LoadingError } from "../../svod/search/client/loading.js";

/** Stands in for `Folder` of `loading.js`. */
export class DiskFolder {
  /** @param {string} base */
  constructor(base) {
    this.base = base;
    /** @type {Map<string, unknown>} */
    this.parts = new Map();
  }

  /**
   * @param {string} part
   * @returns {Promise<unknown>}
   */
  async load(part) {
    if (!this.parts.has(part)) {
      const text = await readFile(`${this.base}/${part}.js`, "utf8").catch(() => {
        throw new LoadingError(part, "missing");
      });
      this.parts.set(part, JSON.parse(text.slice(text.indexOf(",") + 1, text.lastIndexOf(")"))));
    }
    return this.parts.get(part);
  }

  /** @param {string} part */
  drop(part) {
    this.parts.delete(part);
  }
}
