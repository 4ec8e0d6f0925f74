/** The words of the interface. The page brings them, in its language, so that the client knows none. */

/**
 * @typedef {string | Record<string, string>} Message A text, or one for each plural category.
 */

/** Puts values into the messages of a page. */
export class Messages {
  /**
   * @param {Record<string, Message>} texts
   * @param {string} language
   */
  constructor(texts, language) {
    this.texts = texts;
    this.plurals = new Intl.PluralRules(language);
    this.numbers = new Intl.NumberFormat(language);
  }

  /**
   * Return a message; `{name}` in it stands for a value.
   *
   * @param {string} key
   * @param {Record<string, string>} [values]
   * @returns {string}
   */
  text(key, values = {}) {
    return fill(String(this.texts[key] ?? key), values);
  }

  /**
   * Return the message for a number of things; `{number}` in it stands for the number.
   *
   * @param {string} key
   * @param {number} number
   * @returns {string}
   */
  count(key, number) {
    const forms = /** @type {Record<string, string>} */ (this.texts[key] ?? {});
    const form = forms[this.plurals.select(number)] ?? forms.other ?? key;
    return fill(form, { number: this.number(number) });
  }

  /**
   * @param {number} number
   * @returns {string}
   */
  number(number) {
    return this.numbers.format(number);
  }
}

/**
 * @param {string} text
 * @param {Record<string, string>} values
 * @returns {string}
 */
function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (hole, name) => values[name] ?? hole);
}
