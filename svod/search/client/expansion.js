/** From the words of a query to the terms of the index that stand for them. */

import { findChunks } from "./analysis.js";
import { switchLayout } from "./layout.js";
import { tolerate } from "./loading.js";
import { findSimilar, isCorrigible } from "./spelling.js";

/**
 * @typedef {import("./analysis.js").Chunk} Chunk
 * @typedef {import("./analysis.js").Token} Token
 * @typedef {import("./loading.js").LoadingError} LoadingError
 * @typedef {import("./query.js").Query} Query
 * @typedef {import("./query.js").Word} Word
 * @typedef {import("./shards.js").Index} Index
 * @typedef {import("./shards.js").Term} Term
 *
 * A term that a word may be found by, and its weight in the query.
 * @typedef {{term: Term, boost: number}} Alternative
 *
 * A word to be found: as it was typed, with its place in the query, and all that stands for it; `complete`
 * is false for a word whose many continuations were left out.
 * @typedef {{token: Token, alternatives: Alternative[], complete: boolean}} Slot
 *
 * What was searched for instead of a word, which is one of the pieces of the query.
 * @typedef {{piece: number, from: string, to: string, how: "beginning" | "layout" | "spelling"}} Correction
 * @typedef {{slots: Slot[], corrections: Correction[]}} Corrected
 * `failures` are the parts of the index that could not be loaded: what depends on them is left out.
 * @typedef {{
 *   slots: Slot[], excluded: Term[], corrections: Correction[], failures: LoadingError[]
 * }} Expansion
 */

const EXACT = 1;
const RELATED = 0.5;
const UNFINISHED = 10;
const SHORTEST_PREFIX = 3;

/**
 * Return the terms for each word of `query`. Continuations of an unfinished word are left out where they
 * would load more than `budget` shards.
 *
 * @param {Query} query
 * @param {Index} index
 * @param {number} budget
 * @returns {Promise<Expansion>}
 */
export async function expandQuery(query, index, budget) {
  const expander = new Expander(index, budget);
  const last = query.words.length - 1;
  const expanded = await Promise.all(
    query.words.map((word, number) => expander.word(word, query.unfinished && number === last)),
  );
  const excluded = await Promise.all(query.excluded.map((chunk) => expander.excludedTerms(chunk)));
  return {
    slots: expanded.flatMap(({ slots }) => slots),
    corrections: expanded.flatMap(({ corrections }) => corrections),
    excluded: excluded.flat(),
    failures: expander.failures,
  };
}

/** The expansion of one query. */
class Expander {
  /**
   * @param {Index} index
   * @param {number} budget
   */
  constructor(index, budget) {
    this.index = index;
    this.budget = budget;
    /** @type {LoadingError[]} */
    this.failures = [];
  }

  /**
   * Return the slots of a word; one that the archive lacks is corrected.
   *
   * @param {Word} word
   * @param {boolean} unfinished
   * @returns {Promise<Corrected>}
   */
  async word(word, unfinished) {
    const before = this.failures.length;
    const last = word.chunks.length - 1;
    const slots = await Promise.all(
      word.chunks.map((chunk, number) =>
        unfinished && number === last ? this.unfinishedSlots(chunk) : this.chunkSlots(chunk, word.quoted),
      ),
    );
    const failed = this.failures.length > before;
    if (slots.every(isFound) || failed || word.quoted) {
      return { slots: slots.flat(), corrections: [] };
    }
    return this.correctWord(word, slots, unfinished);
  }

  /**
   * Return the slots of a word: one for a whole with digits that the archive has («273-ФЗ»), else one
   * for each part, which may also be found by the parts joined («онлайн-курс» by «онлайнкурс»).
   *
   * @param {Chunk} chunk
   * @param {boolean} quoted Whether only this very word will do.
   * @returns {Promise<Slot[]>}
   */
  async chunkSlots({ whole, parts }, quoted = false) {
    const joined = whole && !quoted ? await this.present(whole.term) : null;
    if (whole && joined && isNumbered(whole)) {
      return [{ token: whole, alternatives: [{ term: joined, boost: EXACT }], complete: true }];
    }
    return Promise.all(
      parts.map(async (token) => {
        const alternatives = await this.family(token.term, quoted);
        if (joined) {
          alternatives.push({ term: joined, boost: EXACT });
        }
        return { token, alternatives, complete: true };
      }),
    );
  }

  /**
   * Return the slots of the last word while it is being typed: its last part stands for every word that
   * begins so, and, ten times heavier, for itself.
   *
   * @param {Chunk} chunk
   * @returns {Promise<Slot[]>}
   */
  async unfinishedSlots({ whole, parts }) {
    if (whole && isNumbered(whole)) {
      const slot = await this.prefixSlot(whole);
      if (slot.alternatives.length > 0) {
        return [slot];
      }
    }
    const slots = await this.chunkSlots({ whole: null, parts: parts.slice(0, -1) });
    slots.push(await this.prefixSlot(parts[parts.length - 1]));
    if (whole && !isNumbered(whole)) {
      const { alternatives } = await this.prefixSlot(whole);
      slots.forEach((slot) => slot.alternatives.push(...alternatives));
    }
    return slots;
  }

  /**
   * @param {Token} token
   * @returns {Promise<Slot>}
   */
  async prefixSlot(token) {
    const exact = await this.family(token.term);
    const alternatives = exact.map(({ term, boost }) => ({ term, boost: boost * UNFINISHED }));
    if (token.form.length < SHORTEST_PREFIX) {
      return { token, alternatives, complete: true };
    }
    if (this.index.missingShards(token.form) > this.budget) {
      return { token, alternatives, complete: false };
    }
    const known = new Set(alternatives.map(({ term }) => term.term));
    const forms = await this.attempt(this.index.formsFrom(token.form), []);
    const names = [...new Set(forms.map(([, term]) => term))].filter((name) => !known.has(name));
    for (const term of await Promise.all(names.map((name) => this.present(name)))) {
      if (term) {
        alternatives.push({ term, boost: EXACT });
      }
    }
    return { token, alternatives, complete: true };
  }

  /**
   * Return a term and, at half weight, those of the same lexemes.
   *
   * @param {string} name
   * @param {boolean} alone Whether the others are left out.
   * @returns {Promise<Alternative[]>}
   */
  async family(name, alone = false) {
    const term = await this.attempt(this.index.term(name), null);
    if (!term) {
      return [];
    }
    const related = alone ? [] : await Promise.all(term.related.map((other) => this.present(other)));
    const alternatives = term.postings.documents.length > 0 ? [{ term, boost: EXACT }] : [];
    return [...alternatives, ...related.flatMap((other) => (other ? [{ term: other, boost: RELATED }] : []))];
  }

  /**
   * Return a term that occurs, or null.
   *
   * @param {string} name
   * @returns {Promise<Term | null>}
   */
  async present(name) {
    const term = await this.attempt(this.index.term(name), null);
    return term && term.postings.documents.length > 0 ? term : null;
  }

  /**
   * Return the terms that must not be there: a word in any form, or several parts joined. The parts one by
   * one may be there; that they stand side by side is for `excludedPhrases`.
   *
   * @param {Chunk} chunk
   * @returns {Promise<Term[]>}
   */
  async excludedTerms({ whole, parts }) {
    if (parts.length === 1) {
      return (await this.family(parts[0].term)).map(({ term }) => term);
    }
    const joined = whole && (await this.present(whole.term));
    return joined ? [joined] : [];
  }

  /**
   * Return the slots of a word that the archive lacks, as it was probably meant: as the beginning of
   * others, typed in the other layout, misspelt. A word that nothing is like stays as it is.
   *
   * @param {Word} word
   * @param {Slot[][]} slots Those of each chunk.
   * @param {boolean} unfinished
   * @returns {Promise<Corrected>}
   */
  async correctWord(word, slots, unfinished) {
    const beginning = unfinished ? null : await this.asBeginning(word, slots);
    return beginning ?? (await this.asOtherLayout(word, slots)) ?? this.asMisspelt(word, slots);
  }

  /**
   * @param {Word} word
   * @param {Slot[][]} slots
   * @returns {Promise<Corrected | null>}
   */
  async asBeginning({ chunks, piece }, slots) {
    const longer = await Promise.all(
      chunks.map((chunk, number) => (isFound(slots[number]) ? slots[number] : this.unfinishedSlots(chunk))),
    );
    if (!longer.every(isFound)) {
      return null;
    }
    const corrections = chunks.flatMap(({ parts }, number) => {
      const from = parts[parts.length - 1].form;
      return isFound(slots[number]) ? [] : [{ piece, from, to: from, how: /** @type {const} */ ("beginning") }];
    });
    return { slots: longer.flat(), corrections };
  }

  /**
   * @param {Word} word
   * @param {Slot[][]} slots
   * @returns {Promise<Corrected | null>}
   */
  async asOtherLayout({ text, piece }, slots) {
    const { place } = slots.flat()[0].token;
    // A comma at the end is a comma, or the letter б.
    for (const typed of new Set([text.replace(/[^\p{L}\p{N}]+$/u, ""), text])) {
      const switched = switchLayout(typed);
      const chunks = findChunks(switched);
      const parts = chunks.reduce((sum, chunk) => sum + chunk.parts.length, 0);
      const meant = parts <= slots.flat().length ? await Promise.all(chunks.map((chunk) => this.chunkSlots(chunk))) : [];
      if (meant.length > 0 && meant.every(isFound)) {
        const moved = meant.flat().map((slot) => ({ ...slot, token: { ...slot.token, place: slot.token.place + place } }));
        return { slots: moved, corrections: [{ piece, from: text, to: switched, how: "layout" }] };
      }
    }
    return null;
  }

  /**
   * @param {Word} word
   * @param {Slot[][]} slots
   * @returns {Promise<Corrected>}
   */
  async asMisspelt({ text, piece }, slots) {
    const corrected = await Promise.all(slots.map((ofChunk) => Promise.all(ofChunk.map((slot) => this.correctSlot(slot)))));
    const all = corrected.flat();
    const to = corrected.map((ofChunk) => ofChunk.map(({ form }) => form).join("-")).join(" ");
    const changed = all.some(({ slot, form }) => form !== slot.token.form);
    return {
      slots: all.map(({ slot }) => slot),
      corrections: changed ? [{ piece, from: text, to, how: "spelling" }] : [],
    };
  }

  /**
   * Return a slot, and the word that it is for; an empty one with the words that are spelt like its own.
   *
   * @param {Slot} slot
   * @returns {Promise<{slot: Slot, form: string}>}
   */
  async correctSlot(slot) {
    const { form } = slot.token;
    if (slot.alternatives.length > 0 || !isCorrigible(form)) {
      return { slot, form };
    }
    const similar = findSimilar(slot.token, await this.attempt(this.index.allForms(), []));
    const names = [...new Set(similar.map(([, term]) => term))];
    const families = new Map();
    for (const name of names) {
      families.set(name, await this.family(name));
    }
    const frequency = (/** @type {string} */ name) => families.get(name)[0]?.term.postings.documents.length ?? 0;
    const [best] = [...similar].sort((one, other) => frequency(other[1]) - frequency(one[1]));
    if (!best) {
      return { slot, form };
    }
    const alternatives = new Map([...families.values()].flat().map((found) => [found.term.term, found]));
    return { slot: { ...slot, alternatives: [...alternatives.values()] }, form: best[0] };
  }

  /**
   * Return what `loading` brings, or `otherwise` where it could not be loaded.
   *
   * @template Value
   * @param {Promise<Value>} loading
   * @param {Value} otherwise
   * @returns {Promise<Value>}
   */
  attempt(loading, otherwise) {
    return tolerate(loading, otherwise, this.failures);
  }
}

/**
 * Tell whether something stands for each word, or will when it is finished.
 *
 * @param {Slot[]} slots
 * @returns {boolean}
 */
function isFound(slots) {
  return slots.every(({ alternatives, complete }) => alternatives.length > 0 || !complete);
}

/**
 * @param {Token} whole
 * @returns {boolean}
 */
function isNumbered(whole) {
  return /\p{Nd}/u.test(whole.form);
}
