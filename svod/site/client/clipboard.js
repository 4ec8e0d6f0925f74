/** Text for the clipboard. */

/**
 * Put a text on the clipboard; return whether the browser allowed it. To be called while it handles a
 * click or a key: at no other time is it allowed.
 *
 * @param {string} text
 * @returns {Promise<boolean>}
 */
export async function copyText(text) {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // The old way may still be allowed.
    }
  }
  return copySelected(text);
}

/**
 * Copy a text by selecting it: all that a page may do that came over plain HTTP.
 *
 * @param {string} text
 * @returns {boolean}
 */
function copySelected(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  field.className = "copied";
  document.body.append(field);
  field.focus({ preventScroll: true });
  field.select();
  try {
    return document.execCommand("copy");
  } finally {
    field.remove();
  }
}
