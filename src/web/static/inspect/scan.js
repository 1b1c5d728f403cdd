// Parses a scanned text. Only our exact origin with the path /v/ is ours; look-alikes are not, and are never opened. The
// text is compared as it is: a URL parser would normalise the differences away.

import * as shortCode from "./short-code.js";
import { isCutOff } from "./token.js";

export const Kind = Object.freeze({ TOKEN: "token", CODE: "code", MISTYPED: "mistyped", NOT_OURS: "not_ours" });

/// Most characters of a short code, however it is typed; every token is longer.
const MOST_CODE = 24;

/// Parses a scanned or typed text into `{ kind, token?, code? }`.
export function read(text, publicUrl) {
  const prefix = `${publicUrl}/v/`;
  if (text.startsWith(prefix)) return readWord(text.slice(prefix.length));
  // A bare text can only be a short code.
  const found = shortCode.read(text);
  return found ? fromShortCode(found) : { kind: Kind.NOT_OURS };
}

function readWord(word) {
  if (!/^[A-Za-z0-9-]+$/.test(word)) return { kind: Kind.NOT_OURS };
  // An address without its end, and a code of the wrong length, count as mistyped, not as forged.
  if (word.length > MOST_CODE) return isCutOff(word) ? { kind: Kind.MISTYPED } : { kind: Kind.TOKEN, token: word };
  return fromShortCode(shortCode.read(word) ?? { mistyped: true });
}

const fromShortCode = ({ code }) => (code ? { kind: Kind.CODE, code } : { kind: Kind.MISTYPED });

/// Whether a text is a token or a code of this register.
export function isOurs(text, publicUrl) {
  const { kind } = read(text, publicUrl);
  return kind === Kind.TOKEN || kind === Kind.CODE;
}

/// The one that counts of the texts of several codes in one picture: the first of ours, otherwise the first.
export const choose = (texts, publicUrl) => texts.find((text) => isOurs(text, publicUrl)) ?? texts[0];
