// The short code under the QR: nine characters and a check character, all of Crockford's 32.

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const WEIGHTS = [3, 5, 7, 9, 11, 13, 15, 17, 19];

/// `{ code }` in its normal form, `{ mistyped: true }` if the check character is wrong, null if it is no short code.
export function read(text) {
  const normal = normalise(text);
  if (!normal) return null;
  const values = Array.from(normal, (letter) => ALPHABET.indexOf(letter));
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * values[index], 0);
  return sum % 32 === values[9] ? { code: normal } : { mistyped: true };
}

/// The code with its hyphen, as printed.
export const format = (code) => `${code.slice(0, 5)}-${code.slice(5)}`;

function normalise(text) {
  if (text.length > 64) return null;
  const plain = text.replace(/[-\u2010-\u2014 ]/g, "").toUpperCase().replace(/[IL]/g, "1").replaceAll("O", "0");
  return plain.length === 10 && Array.from(plain).every((letter) => ALPHABET.includes(letter)) ? plain : null;
}
