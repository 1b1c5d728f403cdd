// The signed text in the certificate's QR: a CWT in a COSE_Sign1.

import { fromBase32 } from "./bytes.js";
import { decode } from "./cbor.js";
import { Proof, parse, checkSignature } from "./cose.js";

const [SUB, EXP, IAT, OURS] = [2, 4, 6, -65537];
/// Base32 of 1024 bytes, far above what fits into the largest code that is printed.
const LONGEST = 1639;

/// `{ proof, claims }`: what the token is worth under `keys`, and what it says. Nothing of it is read before a key of ours has
/// signed it: else claims are null.
export async function read(text, keys) {
  const broken = { proof: Proof.BROKEN, claims: null };
  try {
    const bytes = text.length <= LONGEST ? fromBase32(text) : null;
    if (!bytes) return broken;
    const message = parse(bytes, undefined);
    const proof = await checkSignature(message, keys);
    const signed = proof === Proof.GOOD || proof === Proof.WITHDRAWN_KEY;
    return { proof, claims: signed ? readClaims(message.payload) : null };
  } catch {
    return broken;
  }
}

function readClaims(payload) {
  const map = decode(payload);
  if (!(map instanceof Map) || map.size !== 4) throw new Error("token-claims");
  const [number, expiresAt, issuedAt, own] = [SUB, EXP, IAT, OURS].map((name) => map.get(name));
  if (!Array.isArray(own) || own.length !== 5) throw new Error("token-claims");
  const [index, kind, name, address, area] = own;
  for (const text of [number, kind, name, address, area]) if (typeof text !== "string") throw new Error("token-claims");
  for (const value of [expiresAt, issuedAt, index]) if (!Number.isSafeInteger(value) || value < 0) throw new Error("token-claims");
  return { number, expiresAt, issuedAt, index, kind, name, address, area };
}
