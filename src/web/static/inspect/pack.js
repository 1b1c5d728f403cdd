// The day's pack: the venues of an area with their facts at that time, signed by the register. From the server or a file.
// The names of its parts are in docs/inspections-api.md.

import { parseJson, readSigned } from "./jws.js";
import * as shortCode from "./short-code.js";
import * as vault from "./vault.js";

const LARGEST = 4 << 20;
const NAME = "pack:";
/// The version of the format. A pack of another version is never used for facts.
const VERSION = 2;

/// Stores a pack if the register signed it and no newer one is stored. Returns its payload; throws `pack-…` or `jws-…`.
export async function accept(text, keys) {
  const payload = await verifyPack(text, keys);
  const kept = await findKept(payload.area);
  if (kept?.v === VERSION && kept.at > payload.at) throw new Error("pack-older");
  await vault.keep(NAME + payload.area, payload);
  return payload;
}

const findKept = (area) => vault.read(NAME + area);

/// The packs on this phone that can be used.
export async function list() {
  const found = await Promise.all((await listAreas()).map(findKept));
  return found.filter((pack) => pack?.v === VERSION);
}

/// The areas of the packs on this phone that are not among the usable ones.
export async function listUnusableAreas(usable) {
  const areas = usable.map(({ area }) => area);
  return (await listAreas()).filter((area) => !areas.includes(area));
}

const listAreas = async () => (await vault.list(NAME)).map((name) => name.slice(NAME.length));

export const remove = (area) => vault.forget(NAME + area);

export const isExpired = (pack, now) => now > pack.until;

async function verifyPack(text, keys) {
  if (text.length > LARGEST) throw new Error("pack-large");
  const payload = await readSigned(parseJson(text), "camket-pack+zlib", keys);
  if (payload.v !== VERSION) throw new Error("pack-version");
  return payload;
}

/// The venue with a certificate number, as `{ venue, at, pack }` from the newest pack that has it, or null.
export function findByNumber(packs, number) {
  return findVenue(packs, (venue) => venue.certificate?.number === number);
}

/// The facts of a typed short code for judge.js: `{ status, asOf, paper }`, or null.
export function findByCode(packs, code) {
  const found = findVenue(packs, ({ certificate }) => certificate && shortCode.read(certificate.code)?.code === code);
  if (!found) return null;
  const { name, kind, address, commune, certificate } = found.venue;
  const expiresAt = endOfDay(certificate.expires_on);
  return { status: certificate.status, asOf: found.at, paper: { number: certificate.number, expiresAt, kind, name, address, area: commune } };
}

function findVenue(packs, holds) {
  const sorted = [...packs].sort((one, other) => other.at - one.at);
  for (const pack of sorted) {
    const venue = pack.venues.find(holds);
    if (venue) return { venue, at: pack.at, pack };
  }
  return null;
}

/// The names of version 1, which the venue of a draft begun with such a pack still has.
const OLD_NAMES = { n: "name", k: "kind", a: "address", c: "commune", p: "position", o: "representative", r: "rooms", y: "visits_this_year", plan: "planned" };

/// The venue of a draft, with the present names.
export function renameOldParts(venue) {
  if (!("n" in venue)) return venue;
  const renamed = Object.fromEntries(Object.entries(OLD_NAMES).filter(([old]) => old in venue).map(([old, name]) => [name, venue[old]]));
  const workers = venue.w && { declared: venue.w[0] };
  const demands = (venue.d ?? []).map(([id, text, due_on]) => ({ id, text, due_on }));
  return { id: venue.id, ...renamed, workers, demands };
}

/// The first second after a day in Vietnam (UTC+7, no summer time).
const endOfDay = (day) => Date.parse(`${day}T00:00:00+07:00`) / 1000 + 86400;
