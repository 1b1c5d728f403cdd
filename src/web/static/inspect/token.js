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

/// Whether `text` is the beginning of a token, whose end is missing: an address that was cut off on its way. Its signature
/// cannot be judged, so it is no forgery. As `is_cut_off` of the server.
export function isCutOff(text) {
  const upper = text.toUpperCase();
  if (!/^[A-Z2-7]+$/.test(upper)) return false;
  // Only whole groups of 8 characters are decoded: a cut may leave any number behind them.
  const bytes = fromBase32(upper.slice(0, upper.length - (upper.length % 8)));
  if (!bytes || bytes.some((byte, at) => at < 2 && byte !== [SIGN1, 0x84][at])) return false;
  let at = 2;
  for (const part of ["protected", "unprotected", "payload", "signature"]) {
    const length = part === "unprotected" ? measureEmptyMap(bytes, at) : measureBytes(bytes, at);
    if (length === MISSING) return true;
    if (length === null) return false;
    at += length;
  }
  return at > Math.floor((upper.length * 5) / 8);
}

const SIGN1 = 0xd2;
/// The head of an item is behind the end.
const MISSING = -1;

const measureEmptyMap = (bytes, at) => (at >= bytes.length ? MISSING : bytes[at] === 0xa0 ? 1 : null);

/// Length of a byte string with its head; null if it is none.
function measureBytes(bytes, at) {
  const [head, high, low] = bytes.slice(at, at + 3);
  if (head >= 0x40 && head <= 0x57) return 1 + head - 0x40;
  if (head !== undefined && head !== 0x58 && head !== 0x59) return null;
  if (head === undefined || high === undefined || (head === 0x59 && low === undefined)) return MISSING;
  return head === 0x58 ? 2 + high : 3 + high * 256 + low;
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
