// The day's pack: the venues of an area with their facts at that time, signed by the register. From the server or a file.

import { fromBase64Url, inflate, toHex, utf8 } from "./bytes.js";
import { verify } from "./cose.js";
import * as shortCode from "./short-code.js";
import { Status } from "./status-list.js";
import * as vault from "./vault.js";

const LARGEST = 4 << 20;
const MOST = 16 << 20;
const NAME = "pack:";

/// Stores a pack if the register signed it and no newer one is stored. Returns its payload; throws `pack-…`.
export async function accept(text, keys) {
  const payload = await verifyPack(text, keys);
  const kept = await findKept(payload.area);
  if (kept && kept.at > payload.at) throw new Error("pack-older");
  await vault.keep(NAME + payload.area, payload);
  return payload;
}

const findKept = (area) => vault.read(NAME + area);

/// All packs on this phone.
export async function list() {
  return Promise.all((await vault.list(NAME)).map((name) => vault.read(name)));
}

export const remove = (area) => vault.forget(NAME + area);

export const isExpired = (pack, now) => now > pack.until;

/// Verifies and decodes a JWS in flattened JSON (RFC 7515 7.2.2) around a zlib stream.
async function verifyPack(text, keys) {
  if (text.length > LARGEST) throw new Error("pack-large");
  const jws = parse(text);
  const head = parse(new TextDecoder().decode(decodeBytes(jws.protected)));
  if (head.alg !== "ES256" || head.typ !== "camket-pack+zlib") throw new Error("pack-shape");
  // The map of keys.js has hexadecimal ids.
  const key = keys.get(toHex(decodeBytes(head.kid)));
  if (!key || key.withdrawn) throw new Error("pack-key");
  const signature = decodeBytes(jws.signature);
  const holds = signature.length === 64 && (await verify(key, signature, utf8(`${jws.protected}.${jws.payload}`)));
  if (!holds) throw new Error("pack-forged");
  const payload = parse(new TextDecoder().decode(await inflate(decodeBytes(jws.payload), MOST)));
  if (payload.v !== 1) throw new Error("pack-version");
  return payload;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("pack-shape");
  }
}

function decodeBytes(text) {
  const bytes = fromBase64Url(text);
  if (!bytes) throw new Error("pack-shape");
  return bytes;
}

/// The venue with a certificate number, as `{ venue, at, pack }` from the newest pack that has it, or null.
export function findByNumber(packs, number) {
  return findVenue(packs, (venue) => venue.cert?.[0] === number);
}

/// The facts of a typed short code for judge.js: `{ status, asOf, paper }`, or null.
export function findByCode(packs, code) {
  const found = findVenue(packs, (venue) => venue.cert && shortCode.read(venue.cert[1])?.code === code);
  if (!found) return null;
  const { venue, at } = found;
  const [number, , lastDay, status] = venue.cert;
  const paper = { number, expiresAt: endOfDay(lastDay), kind: venue.k, name: venue.n, address: venue.a, area: venue.c };
  return { status: Status[status], asOf: at, paper };
}

function findVenue(packs, holds) {
  const sorted = [...packs].sort((one, other) => other.at - one.at);
  for (const pack of sorted) {
    const venue = pack.venues.find(holds);
    if (venue) return { venue, at: pack.at, pack };
  }
  return null;
}

/// The first second after a day in Vietnam (UTC+7, no summer time).
const endOfDay = (day) => Date.parse(`${day}T00:00:00+07:00`) / 1000 + 86400;
