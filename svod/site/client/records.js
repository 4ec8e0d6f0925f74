/** Records for reference managers: the page brings those of the act, and those of its places are made of them. */

const KEPT = 60_000; // milliseconds

/** The RIS, BibTeX and CSL-JSON records of one page. */
export class Records {
  /** @param {ParentNode} page */
  constructor(page) {
    this.page = page;
  }

  /**
   * Let somebody save the record of a place, under the name of the act's with the anchor in it.
   *
   * @param {string} name That of the file with the act's record.
   * @param {string} anchor
   * @param {string} number
   */
  save(name, anchor, number) {
    /** @type {HTMLAnchorElement | null} */
    const link = this.page.querySelector(`a[download="${CSS.escape(name)}"]`);
    if (!link) {
      return;
    }
    const [head, payload] = link.href.split(",");
    const record = new TextDecoder().decode(Uint8Array.from(atob(payload), (byte) => byte.charCodeAt(0)));
    const extension = name.slice(name.lastIndexOf(".") + 1);
    const type = head.slice("data:".length, head.indexOf(";"));
    const file = URL.createObjectURL(new Blob([placed(extension, record, anchor, number)], { type }));
    const saved = document.createElement("a");
    saved.href = file;
    saved.download = `${name.slice(0, -extension.length - 1)}-${anchor}.${extension}`;
    saved.click();
    setTimeout(() => URL.revokeObjectURL(file), KEPT); // some browsers read it only now
  }
}

/**
 * Return the record of a place, as `bibliography.py` writes it, from that of its act: the key and the address
 * name the place, and so does the beginning of the note, or the section in CSL-JSON.
 *
 * @param {string} extension
 * @param {string} record
 * @param {string} anchor
 * @param {string} number Where none is printed, an empty one. It holds no sign that TeX would take for a command.
 * @returns {string}
 */
export function placed(extension, record, anchor, number) {
  const sentence = number && `${number[0].toUpperCase()}${number.slice(1)}.`;
  switch (extension) {
    case "ris":
      return noted(record, /^N1  - /m, /^(?=UR  - |ER  - )/m, sentence, ["N1  - ", "\r\n"]).replace(
        /^UR  - .*/m,
        (address) => `${address}#${anchor}`,
      );
    case "bib":
      return noted(record, /^  note = \{/m, /^(?=  url = |  langid = )/m, sentence, ["  note = {", "},\n"])
        .replace(/^@misc\{.*(?=,)/, (key) => `${key}-${anchor}`)
        .replace(/^  url = \{.*(?=\},)/m, (address) => `${address}#${anchor}`);
    default: {
      const [act] = JSON.parse(record);
      const place = { ...act, id: `${act.id}-${anchor}` };
      if (act.URL) {
        place.URL = `${act.URL}#${anchor}`;
      }
      if (number) {
        place.section = number;
      }
      return `${JSON.stringify([place])}\n`;
    }
  }
}

/**
 * Return a record whose note begins with a sentence.
 *
 * @param {string} record
 * @param {RegExp} note The beginning of the note.
 * @param {RegExp} next What follows the note, where there is none yet.
 * @param {string} sentence
 * @param {[string, string]} around What stands around a note.
 * @returns {string}
 */
function noted(record, note, next, sentence, around) {
  if (!sentence) {
    return record;
  }
  return note.test(record)
    ? record.replace(note, (begin) => `${begin}${sentence} `)
    : record.replace(next, () => around.join(sentence));
}
