/** The search page: what is typed becomes an answer and an address. */

import { makeAdvice, summarize } from "./advice.js";
import { find, make } from "./elements.js";
import { YEARS } from "./facets.js";
import { FilterPanel, filtersOf } from "./filters.js";
import { LoadingError } from "./loading.js";
import { Messages } from "./messages.js";
import { countFull } from "./ranking.js";
import { makeBoundary, makeMissingResult, makeResult } from "./results.js";
import { isNarrowed, readState, STEP, UNFILTERED, writeState } from "./state.js";

/**
 * @typedef {import("./ranking.js").RankedHit} RankedHit
 * @typedef {import("./search.js").Outcome} Outcome
 * @typedef {import("./search.js").Search} Search
 * @typedef {import("./state.js").State} State
 */

// Who types faster than this is in the middle of a word: nothing is loaded for it.
const TYPING = 300;
// The continuations of a beginning are left out while typing if they are in more shards than this.
const BUDGET = 3;
const PATIENCE = 400;
// From this width on the filters stand beside the results (site.css).
const WIDE = "(min-width: 67.5rem)";

/** The page and what it shows. */
export class SearchPage {
  /**
   * @param {HTMLElement} element
   * @param {Search} search
   * @param {string} root The address of the site.
   */
  constructor(element, search, root) {
    this.search = search;
    this.root = root;
    this.contentLanguage = element.dataset.contentLanguage ?? "";
    this.messages = new Messages(JSON.parse(element.dataset.messages ?? "{}"), document.documentElement.lang);
    this.form = find(document, "main form[role=search]", HTMLFormElement);
    this.field = find(this.form, "input[name=q]", HTMLInputElement);
    this.status = find(element, "[role=status]", HTMLElement);
    this.reset = find(element, "button.reset", HTMLButtonElement);
    this.advice = find(element, ".advice", HTMLElement);
    this.found = find(element, ".found", HTMLElement);
    this.list = find(element, "#results", HTMLOListElement);
    this.more = find(element, "button.more", HTMLButtonElement);
    this.sort = find(element, "select[name=sort]", HTMLSelectElement);
    this.panel = find(element, "details.panel", HTMLDetailsElement);
    this.filters = new FilterPanel(
      find(element, ".filters", HTMLElement),
      this.messages,
      (change) => this.go({ ...change, shown: STEP }),
      () => this.showFilters(this.run),
    );
    this.title = document.title;
    this.state = readState(location.search);
    /** @type {Outcome | null} */
    this.outcome = null;
    this.typed = false;
    this.run = 0;
    this.timer = 0;
  }

  /** Answer what the address asks, and listen to the reader; one who comes back is where they were. */
  start() {
    const top = history.state?.top;
    this.listen();
    this.showState();
    this.answer(() => {
      if (top) {
        scrollTo(0, top);
      }
    });
  }

  listen() {
    this.field.addEventListener("input", () => this.type());
    this.field.addEventListener("focus", () => this.search.index().catch(() => {}), { once: true });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const { typed } = this;
      this.typed = false;
      this.go({ query: this.field.value, prefix: false, shown: STEP }, typed);
    });
    this.sort.addEventListener("change", () => this.go({ sort: this.sort.value === "date" ? "date" : "score" }));
    this.more.addEventListener("click", () => this.showMore());
    this.reset.addEventListener("click", () => {
      // The button goes away; the focus must not.
      this.status.focus();
      this.go({ ...UNFILTERED, shown: STEP });
    });
    const wide = matchMedia(WIDE);
    const fit = () => {
      this.panel.open ||= wide.matches;
    };
    fit();
    wide.addEventListener("change", fit);
    addEventListener("pagehide", () => history.replaceState({ top: scrollY }, ""));
    addEventListener("popstate", () => {
      const state = readState(location.search);
      if (writeState(state) === writeState(this.state)) {
        return; // a jump within the page
      }
      this.state = state;
      this.typed = false;
      this.showState();
      this.answer();
    });
    document.addEventListener("keydown", (event) => this.move(event));
  }

  /** Answer while the reader types; the address follows, without a step back for every letter. */
  type() {
    const isNew = !this.typed && this.state.query.trim() !== "";
    this.typed = true;
    this.state = { ...this.state, query: this.field.value, prefix: true, shown: STEP };
    if (isNew) {
      history.pushState(null, "", writeState(this.state));
    }
    this.search.folder.hold();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      // Not for every letter: browsers allow a hundred changes of the address in half a minute.
      history.replaceState(null, "", writeState(this.state));
      this.search.folder.release();
    }, TYPING);
    this.answer();
  }

  /**
   * Go to another state, with a step back to this one.
   *
   * @param {Partial<State>} change
   * @param {boolean} [stays] Whether it is the state that typing has led to, which has its step already.
   */
  go(change, stays = false) {
    this.state = { ...this.state, ...change };
    const address = writeState(this.state);
    history[stays || address === location.search ? "replaceState" : "pushState"](null, "", address);
    this.search.folder.release();
    this.answer();
  }

  showState() {
    this.field.value = this.state.query;
    this.sort.value = this.state.sort;
  }

  async showMore() {
    const next = this.list.querySelectorAll("h2").length;
    this.state = { ...this.state, shown: this.state.shown + STEP };
    history.replaceState(null, "", writeState(this.state));
    await this.answer(() => {
      // Hidden, the button has lost the focus to the body.
      if (document.activeElement === this.more || document.activeElement === document.body) {
        /** @type {HTMLElement | undefined} */ (this.list.querySelectorAll("h2 a")[next])?.focus();
      }
    });
  }

  /**
   * Show what is found for the state, unless another answer has begun in the meantime.
   *
   * @param {() => void} [shown] Called when the results stand on the page; the filters may not yet.
   */
  async answer(shown = () => {}) {
    this.run += 1;
    const { run, state } = this;
    document.title = state.query.trim() ? `${state.query.trim()} — ${this.title}` : this.title;
    const busy = setTimeout(() => this.isCurrent(run) && this.say(this.messages.text("searching")), PATIENCE);
    try {
      await this.find(run, state);
      if (this.isCurrent(run)) {
        shown();
      }
    } catch (error) {
      if (!(error instanceof LoadingError)) {
        throw error;
      }
      if (this.isCurrent(run) && error.reason !== "superseded") {
        this.showFailure(error.reason === "damaged" ? "damaged" : "offline");
      }
    } finally {
      clearTimeout(busy);
    }
    await this.showFilters(run);
  }

  /**
   * @param {number} run
   * @param {State} state
   */
  async find(run, state) {
    if (!state.query.trim()) {
      this.clear();
      return;
    }
    // What the last letter made the folder give up is forgotten by then, and can be asked for again.
    await new Promise((resolve) => setTimeout(resolve));
    if (!this.isCurrent(run)) {
      return;
    }
    const outcome = await this.search.find(state.query, { prefix: state.prefix, budget: state.prefix ? BUDGET : Infinity });
    if (!this.isCurrent(run)) {
      return;
    }
    const years = state.from || state.to ? (await this.search.facet(YEARS)).ids : [];
    const hits = [...(await this.search.filter(outcome.hits, filtersOf(state, years)))];
    if (state.sort === "date") {
      hits.sort((one, other) => other.covered - one.covered || other.document - one.document);
    }
    const shown = hits.slice(0, state.shown);
    const entries = await Promise.all(shown.map((hit) => this.makeEntry(hit, outcome)));
    if (this.isCurrent(run)) {
      this.showResults(state, outcome, hits, entries);
    }
  }

  /**
   * @param {RankedHit} hit
   * @param {Outcome} outcome
   * @returns {Promise<HTMLLIElement>}
   */
  async makeEntry(hit, outcome) {
    try {
      const shown = await this.search.show(hit.document, outcome.marks);
      return makeResult(shown, hit, this.root, this.contentLanguage);
    } catch (error) {
      if (!(error instanceof LoadingError) || error.reason === "superseded") {
        throw error;
      }
      outcome.failures.push(error);
      return makeMissingResult(this.messages);
    }
  }

  /**
   * @param {State} state
   * @param {Outcome} outcome
   * @param {RankedHit[]} hits
   * @param {HTMLLIElement[]} entries
   */
  showResults(state, outcome, hits, entries) {
    const full = countFull(hits, outcome.words);
    if (full > 0 && full < entries.length) {
      entries.splice(full, 0, makeBoundary(this.messages));
    }
    this.list.replaceChildren(...entries);
    this.list.dataset.query = state.query;
    this.outcome = outcome;
    this.reveal(outcome.hits.length > 0);
    const left = hits.length - Math.min(hits.length, state.shown);
    this.more.hidden = left === 0;
    this.more.textContent = this.messages.count("more", Math.min(left, STEP));
    this.say(summarize(this.messages, outcome, hits.length, full));
    this.showAdvice(state, outcome);
  }

  /**
   * @param {State} state
   * @param {Outcome} outcome
   */
  showAdvice(state, outcome) {
    this.advice.replaceChildren(...makeAdvice(this.messages, state, outcome));
    if (outcome.failures.length > 0) {
      const damaged = outcome.failures.some(({ reason }) => reason === "damaged");
      this.advice.append(this.makeFailure(damaged ? "partDamaged" : "partMissing"));
    }
  }

  /**
   * Show the filters for the outcome that is shown, unless another answer begins in the meantime.
   *
   * @param {number} run
   */
  async showFilters(run) {
    const hits = this.outcome?.hits ?? [];
    if (hits.length === 0 || !this.isCurrent(run)) {
      return;
    }
    const best = hits.filter(({ covered }) => covered === hits[0].covered);
    try {
      await this.filters.show(this.state, best, this.search, () => this.isCurrent(run));
    } catch (error) {
      if (!(error instanceof LoadingError)) {
        throw error;
      }
      if (this.isCurrent(run) && error.reason !== "superseded" && !this.advice.querySelector(".failure")) {
        this.advice.append(this.makeFailure(error.reason === "damaged" ? "partDamaged" : "partMissing"));
      }
    }
  }

  clear() {
    this.outcome = null;
    this.list.replaceChildren();
    this.list.dataset.query = "";
    this.reveal(false);
    this.advice.replaceChildren();
    this.say("");
  }

  /** @param {string} key */
  showFailure(key) {
    this.outcome = null;
    this.reveal(false);
    this.say("");
    this.advice.replaceChildren(this.makeFailure(key));
  }

  /**
   * Show or hide the results with their filters, and the way out of these.
   *
   * @param {boolean} isFound Whether anything is found without filters.
   */
  reveal(isFound) {
    this.found.hidden = !isFound;
    this.reset.hidden = !isFound || !isNarrowed(this.state);
  }

  /**
   * @param {string} key
   * @returns {HTMLElement}
   */
  makeFailure(key) {
    const retry = make("button", { type: "button" }, this.messages.text("retry"));
    retry.addEventListener("click", () => {
      this.search.reset();
      this.field.focus();
      this.answer();
    });
    return make("p", { class: "failure", role: "alert" }, this.messages.text(key), " ", retry);
  }

  /** @param {string} text */
  say(text) {
    this.status.textContent = text;
  }

  /**
   * @param {number} run
   * @returns {boolean}
   */
  isCurrent(run) {
    return run === this.run;
  }

  /**
   * Move between the field and the results with the arrow keys; Escape leads back to the field.
   *
   * @param {KeyboardEvent} event
   */
  move(event) {
    const links = [...this.list.querySelectorAll("a")];
    const at = links.indexOf(/** @type {HTMLAnchorElement} */ (document.activeElement));
    const inField = document.activeElement === this.field;
    const modified = event.shiftKey || event.ctrlKey || event.altKey || event.metaKey || event.isComposing;
    const step = modified ? undefined : { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && at >= 0) {
      this.field.focus();
    } else if (step && (at >= 0 || (inField && step > 0))) {
      const target = at + step < 0 ? this.field : links[at + step];
      if (target) {
        event.preventDefault();
        target.focus();
      }
    }
  }
}
