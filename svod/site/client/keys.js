/** Keys that work on every page, and the dialog that names them. */

const KEYS_OFF = "keys-off";
// On the Russian keyboard the key of both signs gives a full stop and a comma.
const PLACE = "Slash";

/**
 * Return which of both signs is meant by a key, if any.
 *
 * @param {KeyboardEvent} event
 * @returns {string}
 */
function signOf({ key, code }) {
  const there = code === PLACE ? ({ ".": "/", ",": "?" }[key] ?? key) : key;
  return there === "/" || there === "?" ? there : "";
}

/**
 * Return whether a key is text for what has the focus.
 *
 * @param {EventTarget | null} target
 * @returns {boolean}
 */
function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

/** Return whether the reader has switched these keys off. */
function areOff() {
  return (document.documentElement.dataset.view ?? "").split(" ").includes(KEYS_OFF);
}

export class KeyHelp {
  /** @param {HTMLDialogElement} dialog */
  constructor(dialog) {
    this.dialog = dialog;
  }

  start() {
    for (const opener of document.querySelectorAll("[data-opens-keys]")) {
      opener.addEventListener("click", () => this.dialog.showModal());
    }
    this.dialog.querySelector("[data-close]")?.addEventListener("click", () => this.dialog.close());
    this.dialog.addEventListener("click", ({ target }) => target === this.dialog && this.dialog.close());
    document.addEventListener("keydown", (event) => this.press(event));
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const taken = event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey;
    if (taken || this.dialog.open || isTyping(event.target) || areOff()) {
      return;
    }
    const sign = signOf(event);
    if (sign === "?") {
      event.preventDefault();
      this.dialog.showModal();
    } else if (sign) {
      this.goToSearch(event);
    }
  }

  /** @param {KeyboardEvent} event */
  goToSearch(event) {
    const field = document.querySelector("main input[type=search]") ?? document.querySelector("input[type=search]");
    if (field instanceof HTMLInputElement) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  }
}
