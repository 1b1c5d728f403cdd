// COSE_Sign1 (RFC 9052, 4.2) with ES256: the envelope of tokens and of the status list.

import { join, toHex, utf8 } from "./bytes.js";
import { Tagged, decode } from "./cbor.js";

const SIGN1 = 18;
const [ALG, KID, TYP] = [1, 4, 16];
const ES256 = -7;

export const Proof = Object.freeze({ GOOD: "good", BROKEN: "broken", UNKNOWN_KEY: "unknown_key", WITHDRAWN_KEY: "withdrawn_key" });

/// Parses a message into `{ kid, payload, signature, toVerify }`. Throws unless it has tag 18, our algorithm, a key id, the
/// given `typ` (undefined: none), and an empty unprotected header.
export function parse(bytes, typ) {
  const message = decode(bytes);
  if (!(message instanceof Tagged) || message.tag !== SIGN1) throw new Error("cose-tag");
  const parts = message.value;
  if (!Array.isArray(parts) || parts.length !== 4) throw new Error("cose-shape");
  const [head, open, payload, signature] = parts;
  if (!(open instanceof Map) || open.size !== 0) throw new Error("cose-unprotected");
  for (const part of [head, payload, signature]) if (!(part instanceof Uint8Array)) throw new Error("cose-shape");
  if (signature.length !== 64) throw new Error("cose-signature");
  return { kid: readHead(head, typ), payload, signature, toVerify: encodeSigned(head, payload) };
}

function readHead(bytes, typ) {
  const head = decode(bytes);
  if (!(head instanceof Map) || head.get(ALG) !== ES256 || head.get(TYP) !== typ) throw new Error("cose-header");
  if (head.size !== (typ === undefined ? 2 : 3)) throw new Error("cose-header");
  const kid = head.get(KID);
  if (!(kid instanceof Uint8Array) || kid.length < 1 || kid.length > 4) throw new Error("cose-kid");
  return toHex(kid);
}

/// The signed bytes: `["Signature1", protected, h'', payload]` (RFC 9052, 4.4).
function encodeSigned(head, payload) {
  return join(Uint8Array.of(0x84, 0x6a), utf8("Signature1"), encodeByteString(head), Uint8Array.of(0x40), encodeByteString(payload));
}

function encodeByteString(bytes) {
  const { length } = bytes;
  if (length < 24) return join(Uint8Array.of(0x40 | length), bytes);
  if (length < 0x100) return join(Uint8Array.of(0x58, length), bytes);
  if (length < 0x10000) return join(Uint8Array.of(0x59, length >> 8, length & 255), bytes);
  return join(Uint8Array.of(0x5a, length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255, length & 255), bytes);
}

/// The `Proof` of a parsed message under `keys` (see keys.js).
export async function checkSignature(message, keys) {
  const key = keys.get(message.kid);
  if (!key) return Proof.UNKNOWN_KEY;
  const good = await verify(key, message.signature, message.toVerify);
  if (!good) return Proof.BROKEN;
  return key.withdrawn ? Proof.WITHDRAWN_KEY : Proof.GOOD;
}

/// Whether `signature` (r and s, 64 bytes) over `bytes` was made by the key.
export async function verify(key, signature, bytes) {
  return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key.key, signature, bytes);
}
