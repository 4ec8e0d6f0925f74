/** References to an act. The page brings them, but for the day on which somebody reads it. */

/** The references of one page, and those to its places. */
export class References {
  /** @param {ParentNode} page */
  constructor(page) {
    this.page = page;
  }

  /** Write today's date into the references: «05.03.2026». */
  fillDay() {
    const day = new Date().toLocaleDateString("ru-RU", { day: "2-digit", month: "2-digit", year: "numeric" });
    for (const hole of this.page.querySelectorAll("[data-day]")) {
      hole.textContent = day;
    }
  }

  /**
   * Return the reference that has this name as text.
   *
   * @param {string} name
   * @returns {string}
   */
  text(name) {
    return this.find(name)?.textContent?.trim() ?? "";
  }

  /**
   * Return the short reference to a place: its number is named, and the address leads there.
   *
   * @param {string} anchor
   * @param {string} number
   * @returns {string}
   */
  toPlace(anchor, number) {
    const reference = this.find("short")?.cloneNode(true);
    if (!(reference instanceof Element)) {
      return "";
    }
    const address = reference.querySelector("[data-address]");
    const area = number && `${number[0].toUpperCase()}${number.slice(1)}.`;
    const hole = reference.querySelector("[data-number]");
    if (area && hole) {
      hole.textContent = address ? `${area} ` : ` ${area}`;
    }
    address?.append(`#${anchor}`);
    return reference.textContent?.trim() ?? "";
  }

  /**
   * Return the address of a place: the permanent one, or where the page is read now.
   *
   * @param {string} anchor
   * @returns {string}
   */
  address(anchor) {
    const permanent = this.find("short")?.querySelector("[data-address]")?.textContent;
    return `${permanent ?? location.href.replace(/[?#].*$/s, "")}#${anchor}`;
  }

  /** @param {string} name */
  find(name) {
    return this.page.querySelector(`[data-reference="${name}"]`);
  }
}
