// The signed token in the certificate's QR: a CWT (RFC 8392) in a COSE_Sign1.

import { fromBase32 } from "./bytes.js";
import { decode } from "./cbor.js";
import { Proof, parse, checkSignature } from "./cose.js";

const [SUB, EXP, IAT, OURS] = [2, 4, 6, -65537];
/// Most characters: base32 of 1024 bytes, far more than the largest printed code holds.
const LONGEST = 1639;

/// `{ proof, claims }`: what the signature proves under `keys`, and the claims. `claims` is null unless one of our keys signed
/// them: unsigned claims are never decoded.
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
