/** The index as `svod/search/shards.py` writes it: a directory, and the shards that it names. */

import { checksum } from "./checksum.js";
import { readFacet } from "./facets.js";
import { Folder, LoadingError } from "./loading.js";
import { readDigit } from "./numerals.js";
import { FIELDS, readPlaces, readPostings } from "./postings.js";

/**
 * @typedef {import("./facets.js").Facet} Facet
 * @typedef {import("./postings.js").Postings} Postings
 * @typedef {import("./postings.js").Places} Places
 *
 * A term of the index: the forms it stands for, by number, the terms of the same lexemes, and where it
 * stands; `postings` is empty for a term that leads to others only.
 * @typedef {{term: string, forms: string[], related: string[], postings: Postings}} Term
 *
 * @typedef {{firsts: string[], checksums: string}} Shelf
 *
 * `version` is that of the fragments and facets together; shards have each a checksum.
 * @typedef {{
 *   version: string, documents: number, lengths: Record<string, number>, terms: [string, string],
 *   forms: [string, string],
 * }} DirectoryPayload
 *
 * What a result shows of an act. A passage is its anchor, its text, and the number of whom it asks.
 * @typedef {{
 *   id: string, title: string, by: string[], date: string, status: string, asked: string[],
 *   passages: [string, string, number?][],
 * }} Fragment
 */

const ENTRY = "~";
const PART = "|";
const MEMBER = " ";

/** The index of one site. What it has loaded it keeps. */
export class Index {
  /**
   * @param {Folder} folder
   * @param {DirectoryPayload} directory
   */
  constructor(folder, directory) {
    this.folder = folder;
    this.documents = directory.documents;
    this.lengths = directory.lengths;
    this.version = directory.version;
    this.terms = readShelf(directory.terms);
    this.forms = readShelf(directory.forms);
    /** @type {Map<number, Promise<Map<string, Entry>>>} */
    this.shards = new Map();
    /** @type {Map<number, Promise<string[]>>} */
    this.placeShards = new Map();
    /** @type {Map<number, Promise<[string, string][]>>} */
    this.formShards = new Map();
  }

  /**
   * Return the index whose scripts are in `folder`.
   *
   * @param {Folder} folder
   * @returns {Promise<Index>}
   */
  static async open(folder) {
    const payload = await folder.load("directory", "");
    if (!isDirectory(payload)) {
      folder.drop("directory");
      throw new LoadingError("directory", "damaged");
    }
    return new Index(folder, payload);
  }

  /**
   * Return a term of the index, or null for one that it does not know.
   *
   * @param {string} term
   * @returns {Promise<Term | null>}
   */
  async term(term) {
    const entry = (await this.shard(shardOf(this.terms, term))).get(term);
    return entry ? entry.term() : null;
  }

  /**
   * Return where a term stands in each document.
   *
   * @param {Term} term
   * @returns {Promise<Places>}
   */
  async places(term) {
    const number = shardOf(this.terms, term.term);
    const [entries, texts] = await Promise.all([this.shard(number), this.placeShard(number)]);
    const entry = /** @type {Entry} */ (entries.get(term.term));
    return readPlaces(texts[entry.number], term.postings, term.forms.length > 1);
  }

  /**
   * Return the words of the archive that begin with `prefix`, each with its term.
   *
   * @param {string} prefix
   * @returns {Promise<[string, string][]>}
   */
  async formsFrom(prefix) {
    const first = shardOf(this.forms, prefix);
    const last = shardOf(this.forms, `${prefix}\uFFFF`);
    const shards = [];
    for (let number = Math.max(0, first); number <= last; number += 1) {
      shards.push(this.formShard(number));
    }
    return (await Promise.all(shards)).flat().filter(([form]) => form.startsWith(prefix));
  }

  /**
   * Return all words of the archive, each with its term.
   *
   * @returns {Promise<[string, string][]>}
   */
  async allForms() {
    return (await Promise.all(this.forms.firsts.map((_, number) => this.formShard(number)))).flat();
  }

  /**
   * Return what a result shows of an act.
   *
   * @param {number} document
   * @returns {Promise<Fragment>}
   */
  async fragment(document) {
    const part = `fragments/${document}`;
    const fragment = await this.folder.load(part, this.version);
    if (!isFragment(fragment)) {
      this.folder.drop(part);
      throw new LoadingError(part, "damaged");
    }
    return fragment;
  }

  /**
   * Return which terms of a facet each act has.
   *
   * @param {string} name
   * @returns {Promise<Facet>}
   */
  async facet(name) {
    const part = `facets/${name}`;
    const facet = readFacet(await this.folder.load(part, this.version), this.documents);
    if (!facet) {
      this.folder.drop(part);
      throw new LoadingError(part, "damaged");
    }
    return facet;
  }

  /**
   * Return how many shards of the terms that begin with `prefix` have not been sent for.
   *
   * @param {string} prefix
   * @returns {number}
   */
  missingShards(prefix) {
    const last = shardOf(this.terms, `${prefix}\uFFFF`);
    let missing = 0;
    for (let number = Math.max(0, shardOf(this.terms, prefix)); number <= last; number += 1) {
      missing += this.shards.has(number) ? 0 : 1;
    }
    return missing;
  }

  /**
   * @param {number} number
   * @returns {Promise<Map<string, Entry>>}
   */
  shard(number) {
    if (number < 0) {
      return Promise.resolve(new Map());
    }
    return remember(this.shards, number, async () => {
      const text = await this.payload(`terms-${number}`, digits(this.terms, number));
      return readTerms(text);
    });
  }

  /**
   * @param {number} number
   * @returns {Promise<string[]>}
   */
  placeShard(number) {
    return remember(this.placeShards, number, async () => {
      // The address has the checksum of the terms, which include that of the places.
      const part = `places-${number}`;
      const loading = this.folder.load(part, digits(this.terms, number));
      const [text, terms] = await Promise.all([loading, this.payload(`terms-${number}`, digits(this.terms, number))]);
      this.verify(part, text, terms.slice(0, terms.indexOf(ENTRY)));
      return /** @type {string} */ (text).split(ENTRY);
    });
  }

  /**
   * @param {number} number
   * @returns {Promise<[string, string][]>}
   */
  formShard(number) {
    return remember(this.formShards, number, async () => {
      return readForms(await this.payload(`forms-${number}`, digits(this.forms, number)));
    });
  }

  /**
   * @param {string} part
   * @param {string} expected
   * @returns {Promise<string>}
   */
  async payload(part, expected) {
    const text = await this.folder.load(part, expected);
    this.verify(part, text, expected);
    return /** @type {string} */ (text);
  }

  /**
   * @param {string} part
   * @param {unknown} text
   * @param {string} expected
   */
  verify(part, text, expected) {
    if (typeof text !== "string" || checksum(text) !== expected) {
      this.folder.drop(part);
      throw new LoadingError(part, "damaged");
    }
  }
}

/** A term as it stands in its shard; it is read when it is asked for. */
class Entry {
  /**
   * @param {string} name
   * @param {number} number
   * @param {string[]} parts
   */
  constructor(name, number, parts) {
    this.name = name;
    this.number = number;
    this.parts = parts;
    /** @type {Term | null} */
    this.known = null;
  }

  /** @returns {Term} */
  term() {
    if (!this.known) {
      const [, endings, related, postings] = this.parts;
      this.known = {
        term: this.name,
        forms: postings ? endings.split(MEMBER).map((ending) => this.name + ending) : [],
        related: related ? related.split(MEMBER).map((other) => expand(other, this.name, 1)) : [],
        postings: readPostings(postings),
      };
    }
    return this.known;
  }
}

/**
 * @param {string} text
 * @returns {Map<string, Entry>}
 */
function readTerms(text) {
  const entries = new Map();
  let before = "";
  const [, ...parts] = text.split(ENTRY);
  parts.forEach((entry, number) => {
    const members = entry.split(PART);
    before = expand(members[0], before, 1);
    entries.set(before, new Entry(before, number, members));
  });
  return entries;
}

/**
 * @param {string} text
 * @returns {[string, string][]}
 */
function readForms(text) {
  let before = "";
  return text.split(ENTRY).map((entry) => {
    before = expand(entry, before, 2);
    return [before, before.slice(0, before.length - readDigit(entry, 1))];
  });
}

/**
 * Return the word of which `text` gives the number of characters shared with `before`, and, from `rest`
 * on, the others.
 *
 * @param {string} text
 * @param {string} before
 * @param {number} rest
 * @returns {string}
 */
function expand(text, before, rest) {
  return before.slice(0, readDigit(text, 0)) + text.slice(rest);
}

/**
 * @param {unknown} payload
 * @returns {payload is DirectoryPayload}
 */
function isDirectory(payload) {
  const { version, documents, lengths, terms, forms } = /** @type {Partial<DirectoryPayload>} */ (payload ?? {});
  const isLong = (/** @type {string} */ field) => Number.isFinite(lengths?.[field]);
  const areNumbers = Number.isInteger(documents) && FIELDS.every(isLong);
  return typeof version === "string" && areNumbers && isShelf(terms) && isShelf(forms);
}

/**
 * @param {unknown} payload
 * @returns {payload is [string, string]}
 */
function isShelf(payload) {
  if (!Array.isArray(payload) || !payload.every((text) => typeof text === "string")) {
    return false;
  }
  const { firsts, checksums } = readShelf(/** @type {[string, string]} */ (payload));
  return checksums?.length === 3 * firsts.length;
}

/**
 * @param {unknown} payload
 * @returns {payload is Fragment}
 */
function isFragment(payload) {
  const { id, title, by, date, asked, passages } = /** @type {Partial<Fragment>} */ (payload ?? {});
  const isPassage = (/** @type {unknown} */ passage) =>
    Array.isArray(passage) && typeof passage[0] === "string" && typeof passage[1] === "string";
  const areTexts = [id, title, date].every((text) => typeof text === "string");
  return areTexts && Array.isArray(by) && Array.isArray(asked) && Array.isArray(passages) && passages.every(isPassage);
}

/**
 * @param {[string, string]} payload
 * @returns {Shelf}
 */
function readShelf([firsts, checksums]) {
  return { firsts: firsts ? firsts.split(" ") : [], checksums };
}

/**
 * @param {Shelf} shelf
 * @param {number} number
 * @returns {string}
 */
function digits(shelf, number) {
  return shelf.checksums.slice(3 * number, 3 * number + 3);
}

/**
 * Return the number of the last shard that begins at `word` or before, -1 if all begin after it.
 *
 * @param {Shelf} shelf
 * @param {string} word
 * @returns {number}
 */
function shardOf({ firsts }, word) {
  let low = 0;
  let high = firsts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (firsts[middle] <= word) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}

/**
 * Return what `make` promises, once for each key; what fails is forgotten.
 *
 * @template Key, Value
 * @param {Map<Key, Promise<Value>>} known
 * @param {Key} key
 * @param {() => Promise<Value>} make
 * @returns {Promise<Value>}
 */
function remember(known, key, make) {
  let promise = known.get(key);
  if (!promise) {
    promise = make();
    known.set(key, promise);
    promise.catch(() => known.delete(key));
  }
  return promise;
}
