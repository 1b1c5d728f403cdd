// What a scanned text is. Ours is exactly one origin and the path /v/; everything that only looks like it is not ours, and
// nothing of it is opened. The text is compared, never given to a URL parser, which would smooth over what must be seen.

import * as shortCode from "./short-code.js";

export const Kind = Object.freeze({ TOKEN: "token", CODE: "code", MISTYPED: "mistyped", NOT_OURS: "not_ours" });

/// No short code is longer, however it is typed; every token is.
const MOST_CODE = 24;

/// `{ kind, token?, code? }` of a text as a camera reads it or a person types it.
export function read(text, publicUrl) {
  const prefix = `${publicUrl}/v/`;
  if (text.startsWith(prefix)) return readWord(text.slice(prefix.length));
  // A bare text can only be a short code.
  const found = shortCode.read(text);
  return found ? fromShortCode(found) : { kind: Kind.NOT_OURS };
}

function readWord(word) {
  if (!/^[A-Za-z0-9-]+$/.test(word)) return { kind: Kind.NOT_OURS };
  if (word.length > MOST_CODE) return { kind: Kind.TOKEN, token: word };
  // A character too few says nothing of the paper: to call it forged would be wrong.
  return fromShortCode(shortCode.read(word) ?? { mistyped: true });
}

const fromShortCode = ({ code }) => (code ? { kind: Kind.CODE, code } : { kind: Kind.MISTYPED });
