// What the register signs besides certificates: a JWS (RFC 7515) with ES256 around a zlib stream of JSON.

import { fromBase64Url, inflate, toHex, utf8 } from "./bytes.js";
import { verify } from "./cose.js";

/// Most bytes of the JSON.
const MOST = 16 << 20;

/// The JSON value of a JWS in flattened form `{ protected, payload, signature }` of this `typ`, if one of our keys signed it.
/// Throws `jws-shape`, `jws-key` or `jws-forged`.
export async function readSigned(jws, typ, keys) {
  const head = parseJson(new TextDecoder().decode(decodeBytes(jws?.protected)));
  if (head?.alg !== "ES256" || head.typ !== typ) throw new Error("jws-shape");
  // The map of keys.js has hexadecimal ids.
  const key = keys.get(toHex(decodeBytes(head.kid)));
  if (!key || key.withdrawn) throw new Error("jws-key");
  const signature = decodeBytes(jws.signature);
  const holds = signature.length === 64 && (await verify(key, signature, utf8(`${jws.protected}.${jws.payload}`)));
  if (!holds) throw new Error("jws-forged");
  return parseJson(new TextDecoder().decode(await inflate(decodeBytes(jws.payload), MOST)));
}

export function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("jws-shape");
  }
}

function decodeBytes(text) {
  const bytes = fromBase64Url(text);
  if (!bytes) throw new Error("jws-shape");
  return bytes;
}
