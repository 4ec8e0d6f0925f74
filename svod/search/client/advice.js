/** What is said of an answer: how much was found, and what was searched for instead of what was typed. */

import { make } from "./elements.js";
import { MOST_WORDS } from "./query.js";
import { writeState } from "./state.js";

/**
 * @typedef {import("./messages.js").Messages} Messages
 * @typedef {import("./search.js").Outcome} Outcome
 * @typedef {import("./state.js").State} State
 */

/**
 * Return how much was found, in words.
 *
 * @param {Messages} messages
 * @param {Outcome} outcome
 * @param {number} total How many hits the filters have left.
 * @param {number} full How many of these hold all words.
 * @returns {string}
 */
export function summarize(messages, outcome, total, full) {
  if (outcome.hits.length === 0 && outcome.failures.length > 0) {
    return ""; // nobody knows; the failure is told beside
  }
  if (total === 0) {
    return messages.text(outcome.onlyExcluded ? "onlyExcluded" : outcome.hits.length > 0 ? "noneLeft" : "none");
  }
  if (full === total) {
    return messages.count("found", total);
  }
  const some = messages.count("some", total - full);
  return full > 0 ? `${messages.count("found", full)}; ${some}` : messages.count("notAll", total);
}

/**
 * Return paragraphs on what was searched for instead of what was typed, and what is not in the archive.
 *
 * @param {Messages} messages
 * @param {State} state
 * @param {Outcome} outcome
 * @returns {HTMLElement[]}
 */
export function makeAdvice(messages, state, outcome) {
  const advice = [];
  const { corrected } = outcome;
  if (corrected) {
    const layout = outcome.corrections.some(({ how }) => how === "layout");
    const link = make("a", { href: writeState({ ...state, query: corrected, prefix: false }) }, corrected);
    advice.push(make("p", {}, messages.text(layout ? "layout" : "spelling"), " ", link));
  }
  for (const { from } of outcome.corrections.filter(({ how }) => how === "beginning")) {
    advice.push(make("p", {}, messages.text("beginning", { word: from })));
  }
  if (outcome.shortened) {
    advice.push(make("p", {}, messages.count("shortened", MOST_WORDS)));
  }
  if (outcome.missing.length > 0) {
    advice.push(make("p", {}, messages.text("missing", { words: outcome.missing.join(", ") })));
  }
  if (!outcome.complete) {
    advice.push(make("p", {}, messages.text("incomplete")));
  }
  return advice;
}
