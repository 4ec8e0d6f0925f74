/** The menu of a place: a menu button by the patterns of ARIA, one menu for all marks of a page. */

/**
 * @typedef {(entry: HTMLElement, place: HTMLElement, mark: HTMLElement) => void} Choose
 *   What is done when somebody has chosen an entry.
 */

const EDGE = 8; // pixels between a box and the edge of the window
const OPENING = ["Enter", " ", "ArrowDown", "ArrowUp"];

export class PlaceMenu {
  /**
   * @param {HTMLElement} menu
   * @param {Choose} choose
   */
  constructor(menu, choose) {
    this.menu = menu;
    this.choose = choose;
    this.entries = [...menu.querySelectorAll("button")];
    /** @type {HTMLElement | null} */
    this.mark = null;
    menu.addEventListener("keydown", (event) => this.move(event));
    menu.addEventListener("click", (event) => this.take(event));
    addEventListener("resize", () => this.close());
    document.addEventListener("pointerdown", (event) => this.leave(event.target));
    document.addEventListener("focusin", (event) => this.leave(event.target));
  }

  /**
   * Make a link to a place the button of the menu.
   *
   * @param {HTMLElement} mark
   * @param {string} label
   */
  attach(mark, label) {
    mark.setAttribute("role", "button");
    mark.setAttribute("aria-haspopup", "menu");
    mark.setAttribute("aria-expanded", "false");
    mark.setAttribute("aria-label", label);
    mark.addEventListener("click", (event) => {
      // A click with a key held down still opens the link elsewhere.
      if (!(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) {
        event.preventDefault();
        this.toggle(mark);
      }
    });
    mark.addEventListener("keydown", (event) => {
      if (OPENING.includes(event.key) && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) {
        event.preventDefault();
        this.open(mark, event.key === "ArrowUp" ? -1 : 0);
      }
    });
  }

  /** @param {HTMLElement} mark */
  toggle(mark) {
    if (this.mark === mark) {
      this.close();
      mark.focus();
    } else {
      this.open(mark, 0);
    }
  }

  /**
   * @param {HTMLElement} mark
   * @param {number} entry Which gets the focus: 0 is the first, -1 the last.
   */
  open(mark, entry) {
    this.close();
    this.mark = mark;
    mark.setAttribute("aria-expanded", "true");
    this.menu.hidden = false;
    putBelow(this.menu, mark);
    this.entries.at(entry)?.focus();
  }

  close() {
    this.mark?.setAttribute("aria-expanded", "false");
    this.mark = null;
    this.menu.hidden = true;
  }

  /** @param {EventTarget | null} target What was pressed or has the focus now. */
  leave(target) {
    const inside = target instanceof Node && (this.menu.contains(target) || this.mark?.contains(target));
    if (!inside) {
      this.close();
    }
  }

  /** @param {KeyboardEvent} event */
  move(event) {
    const last = this.entries.length - 1;
    const at = this.entries.findIndex((entry) => entry === document.activeElement);
    /** @type {Record<string, number>} */
    const steps = { ArrowDown: at < last ? at + 1 : 0, ArrowUp: at > 0 ? at - 1 : last, Home: 0, End: last };
    if (event.key in steps) {
      event.preventDefault();
      this.entries[steps[event.key]].focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      // Tab goes on from the mark by itself.
      const mark = this.mark;
      this.close();
      mark?.focus();
    }
  }

  /** @param {Event} event */
  take(event) {
    const entry = event.target instanceof Element && event.target.closest("button");
    const mark = this.mark;
    const place = mark?.closest("[id]");
    if (entry && mark && place instanceof HTMLElement) {
      this.close();
      mark.focus();
      this.choose(entry, place, mark);
    }
  }
}

/**
 * Put a box that stands over the page below an element, within the window.
 *
 * @param {HTMLElement} box
 * @param {HTMLElement} element
 */
export function putBelow(box, element) {
  const at = element.getBoundingClientRect();
  const room = document.documentElement.clientWidth - box.offsetWidth - EDGE;
  const left = Math.max(EDGE, Math.min(at.right - box.offsetWidth, room));
  box.style.left = `${left + scrollX}px`;
  box.style.top = `${at.bottom + scrollY}px`;
}
