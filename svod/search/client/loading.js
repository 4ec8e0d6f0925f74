/**
 * Loads the scripts of the index. A script hands its payload to `svod.receive`, which works from
 * `file://` too, where nothing but scripts can be loaded.
 */

const PATIENCE = 20_000;

/**
 * Why a part of the index is not there: it did not arrive; it is not what the directory says; the search
 * that asked for it was given up before it was sent for.
 */
export class LoadingError extends Error {
  /**
   * @param {string} part
   * @param {"missing" | "damaged" | "superseded"} reason
   */
  constructor(part, reason) {
    super(`${part}: ${reason}`);
    this.name = "LoadingError";
    this.reason = reason;
  }
}

/** @type {Map<string, unknown>} */
const received = new Map();

/**
 * Take what a script of the index brings.
 *
 * @param {string} part
 * @param {unknown} payload
 */
export function receive(part, payload) {
  received.set(part, payload);
}

/** The folder of the index, at `base`; what was loaded once is kept, what failed is tried again. */
export class Folder {
  /** @param {string} base */
  constructor(base) {
    this.base = base;
    /** @type {Map<string, Promise<unknown>>} */
    this.parts = new Map();
    /** @type {{start: () => void, cancel: () => void}[] | null} */
    this.held = null;
    this.renewed = "";
  }

  /** Send for nothing from now on, until `release`; what an earlier hold kept back is given up. */
  hold() {
    this.held?.forEach(({ cancel }) => cancel());
    this.held = [];
  }

  /** Send for all that was kept back. */
  release() {
    this.held?.forEach(({ start }) => start());
    this.held = null;
  }

  /**
   * Return the payload of a part; `version` makes the address, so that no cache is stale.
   *
   * @param {string} part
   * @param {string} version
   * @returns {Promise<unknown>}
   */
  load(part, version) {
    const known = this.parts.get(part);
    if (known) {
      return known;
    }
    const address = `${this.base}${part}.js?${encodeURIComponent(version)}${this.renewed}`;
    const loading = this.turn(part).then(() => loadScript(address, part));
    this.parts.set(part, loading);
    loading.catch(() => this.parts.delete(part));
    return loading;
  }

  /**
   * @param {string} part
   * @returns {Promise<void>}
   */
  turn(part) {
    return new Promise((start, reject) => {
      if (this.held) {
        this.held.push({ start, cancel: () => reject(new LoadingError(part, "superseded")) });
      } else {
        start();
      }
    });
  }

  /** Forget all parts, so that they are loaded anew, past every cache. */
  clear() {
    this.parts.clear();
    this.renewed = String(Date.now());
  }

  /**
   * Forget a part, so that it is loaded anew.
   *
   * @param {string} part
   */
  drop(part) {
    this.parts.delete(part);
  }
}

/**
 * @param {string} address
 * @param {string} part
 * @returns {Promise<unknown>}
 */
function loadScript(address, part) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const end = () => {
      clearTimeout(timer);
      script.remove();
    };
    const timer = setTimeout(() => {
      end();
      reject(new LoadingError(part, "missing"));
    }, PATIENCE);
    script.addEventListener("load", () => {
      end();
      if (received.has(part)) {
        resolve(received.get(part));
        received.delete(part);
      } else {
        reject(new LoadingError(part, "damaged"));
      }
    });
    script.addEventListener("error", () => {
      end();
      reject(new LoadingError(part, "missing"));
    });
    script.async = true;
    script.src = address;
    document.head.append(script);
  });
}

/**
 * Return what `loading` brings, or `otherwise` where it could not be loaded, which `failures` then tell.
 *
 * @template Value
 * @param {Promise<Value>} loading
 * @param {Value} otherwise
 * @param {LoadingError[]} failures
 * @returns {Promise<Value>}
 */
export async function tolerate(loading, otherwise, failures) {
  try {
    return await loading;
  } catch (error) {
    if (!(error instanceof LoadingError)) {
      throw error;
    }
    failures.push(error);
    return otherwise;
  }
}
