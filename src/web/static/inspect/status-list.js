// The signed list of the status of certificates: IETF Token Status List as a CWT, two bits each.

import { inflate } from "./bytes.js";
import { decode } from "./cbor.js";
import { Proof, parse, checkSignature } from "./cose.js";

const TYP = "application/statuslist+cwt";
const [SUB, EXP, IAT, LIST, SEQUENCE] = [2, 4, 6, 65533, -65538];
/// Two bits for each of 16 million certificates.
const MOST_BYTES = 4 << 20;
const MOST_PACKED = 1 << 20;

const Status = Object.freeze(["valid", "revoked", "suspended", "superseded"]);

/// Returns `{ address, issuedAt, expiresAt, sequence, get(index) }`. Throws `list-…` unless the register signed it.
export async function read(bytes, keys) {
  if (bytes.length > MOST_PACKED) throw new Error("list-large");
  const message = parse(bytes, TYP);
  const proof = await checkSignature(message, keys);
  if (proof !== Proof.GOOD) throw new Error(`list-${proof}`);
  const map = decode(message.payload);
  if (!(map instanceof Map)) throw new Error("list-claims");
  const facts = readFacts(map);
  const bits = await inflate(map.get(LIST).get("lst"), MOST_BYTES);
  return { ...facts, get: (index) => statusAt(bits, index) };
}

function readFacts(map) {
  const [address, expiresAt, issuedAt, sequence] = [SUB, EXP, IAT, SEQUENCE].map((name) => map.get(name));
  const list = map.get(LIST);
  const whole = [expiresAt, issuedAt, sequence].every((value) => Number.isSafeInteger(value) && value >= 0);
  if (typeof address !== "string" || !whole || issuedAt >= expiresAt || !(list instanceof Map)) throw new Error("list-claims");
  if (list.get("bits") !== 2 || !(list.get("lst") instanceof Uint8Array)) throw new Error("list-claims");
  return { address, issuedAt, expiresAt, sequence };
}

/// The status at an index, counted from the least significant bits; undefined past the end.
function statusAt(bits, index) {
  const byte = bits[index >> 2];
  return byte === undefined ? undefined : Status[(byte >> ((index & 3) * 2)) & 3];
}
