/** The panel of the low-vision view: a form whose chosen values are the words of the root element. */

import { apply, recall, remember } from "./settings.js";

const NO_PICTURES = "pictures-none";

export class ViewPanel {
  /**
   * @param {HTMLFormElement} form
   * @param {HTMLButtonElement} opener
   */
  constructor(form, opener) {
    this.form = form;
    this.opener = opener;
  }

  start() {
    this.show(recall());
    this.opener.addEventListener("click", () => this.open(this.form.hidden !== false));
    this.form.addEventListener("reset", () => setTimeout(() => this.choose()));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.close();
    });
    this.form.addEventListener("keydown", ({ key }) => key === "Escape" && this.close());
    // A control outside of the form may belong to it.
    document.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLInputElement && target.form === this.form) {
        this.choose();
      }
    });
    // Another window has changed it, or did while this page was away.
    addEventListener("storage", () => this.show(recall()));
    addEventListener("pageshow", ({ persisted }) => persisted && this.show(recall()));
  }

  /** @param {boolean} isOpen */
  open(isOpen) {
    this.form.hidden = !isOpen;
    this.opener.setAttribute("aria-expanded", String(isOpen));
  }

  close() {
    this.open(false);
    this.opener.focus();
  }

  /** See the page as the form says now. */
  choose() {
    const words = [...new FormData(this.form).values()].filter(Boolean);
    remember(words.join(" "));
    this.showPage(words.join(" "));
  }

  /**
   * See the page and the form as `view` says.
   *
   * @param {string} view
   */
  show(view) {
    const words = view.split(" ");
    for (const control of this.form.elements) {
      if (control instanceof HTMLInputElement) {
        // The first of a group is chosen where no other is.
        control.checked = control.defaultChecked || words.includes(control.value);
      }
    }
    this.showPage(view);
  }

  /** @param {string} view */
  showPage(view) {
    apply(view);
    const hidden = view.split(" ").includes(NO_PICTURES);
    for (const image of document.querySelectorAll("img")) {
      // Without an address, an image is the words that stand for it.
      const from = hidden ? "src" : "data-src";
      const address = image.getAttribute(from);
      if (address !== null) {
        image.setAttribute(hidden ? "data-src" : "src", address);
        image.removeAttribute(from);
      }
    }
  }
}
