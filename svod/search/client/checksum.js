/** The checksum of a shard, as `svod/search/shards.py` makes it. */

const POLYNOMIAL = 0xedb88320;
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) {
    value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  }
  return value;
});

/**
 * Return 18 bits of the CRC-32 of the UTF-16 of `text`, as three digits.
 *
 * @param {string} text
 * @returns {string}
 */
export function checksum(text) {
  let crc = 0xffffffff;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    crc = (crc >>> 8) ^ TABLE[(crc ^ code) & 0xff];
    crc = (crc >>> 8) ^ TABLE[(crc ^ (code >>> 8)) & 0xff];
  }
  crc = ~crc;
  return [12, 6, 0].map((shift) => digit((crc >>> shift) & 63)).join("");
}

/**
 * @param {number} value
 * @returns {string}
 */
function digit(value) {
  const code = 0x23 + value;
  return String.fromCharCode(code < 0x5c ? code : code + 1);
}
