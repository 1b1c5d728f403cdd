// The vault: encrypted storage for what must not be readable on a lost phone. A PIN opens it.
//
// The PIN derives a key (PBKDF2) that wraps a random data key; the data key encrypts (AES-GCM) and is kept in memory only,
// while the vault is open. Ten wrong PINs in a row, a cut-off device, or the user's command wipe everything.

import * as database from "./database.js";
import { utf8 } from "./bytes.js";

/// OWASP's recommendation for PBKDF2 with SHA-256 (2023); about half a second on a cheap phone.
export const ITERATIONS = 600000;
export const MAX_WRONG_PINS = 10;
/// A PIN has 6 to 12 digits.
export const PIN = /^\d{6,12}$/;

const DAY = 86400000;

let dataKey = null;

export const isOpen = () => dataKey !== null;

/// `{ device, name, wrong, until }` of this phone's enrolment, or null.
export async function findEnrolment() {
  const row = await database.get("vault", "enrolment");
  return row ? { device: row.device, name: row.name, wrong: row.wrong, until: row.until } : null;
}

/// Creates the vault of a newly enrolled phone, and opens it.
export async function create(pin, { device, name, days, now }) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const wrapping = await deriveKey(pin, salt, ITERATIONS);
  const wrapped = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, wrapping, raw);
  const row = { device, name, salt, iterations: ITERATIONS, iv, wrapped, wrong: 0, until: now + days * DAY, seen: now };
  await database.put("vault", "enrolment", row);
  dataKey = await importKey(raw);
  raw.fill(0);
}

/// Opens the vault. Returns `open`, `wrong`, `over` (too long without the register: log in again while online), or `wiped`.
export async function open(pin, now) {
  const row = await database.get("vault", "enrolment");
  // Setting the clock back does not extend the time.
  if (Math.max(now, row.seen) > row.until) return "over";
  // Counted before the attempt, so that interrupting it does not give more attempts.
  const counted = { ...row, wrong: row.wrong + 1, seen: Math.max(now, row.seen) };
  await database.put("vault", "enrolment", counted);
  try {
    const wrapping = await deriveKey(pin, row.salt, row.iterations);
    const raw = await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, wrapping, row.wrapped);
    dataKey = await importKey(raw);
    await database.put("vault", "enrolment", { ...counted, wrong: 0 });
    return "open";
  } catch {
    if (counted.wrong < MAX_WRONG_PINS) return "wrong";
    await wipe();
    return "wiped";
  }
}

/// Allows to open the vault for `days` more without the register, after it answered a logged-in inspector.
export async function extend(days, now) {
  const row = await database.get("vault", "enrolment");
  if (row) await database.put("vault", "enrolment", { ...row, until: now + days * DAY, seen: now });
}

export function lock() {
  dataKey = null;
}

/// Deletes everything on this phone, also the cached pages and scripts.
export async function wipe() {
  lock();
  await database.wipe();
  for (const name of await caches.keys()) if (name.startsWith("inspect-")) await caches.delete(name);
}

/// Stores a JSON value under a name.
export const keep = async (name, value) => keepBytes(name, utf8(JSON.stringify(value)));

/// The value under a name, or undefined.
export async function read(name) {
  const bytes = await readBytes(name);
  return bytes && JSON.parse(new TextDecoder().decode(bytes));
}

export async function keepBytes(name, bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt(cipher(iv, name), dataKey, bytes);
  await database.put("sealed", name, { iv, data });
}

export async function readBytes(name) {
  const row = await database.get("sealed", name);
  return row && new Uint8Array(await crypto.subtle.decrypt(cipher(row.iv, name), dataKey, row.data));
}

export const forget = (name) => database.remove("sealed", name);

/// The stored names with this prefix.
export const list = async (beginning) => (await database.names("sealed")).filter((name) => name.startsWith(beginning));

/// The name is authenticated with the value, so that one row cannot replace another.
const cipher = (iv, name) => ({ name: "AES-GCM", iv, additionalData: utf8(name) });

const importKey = (raw) => crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);

async function deriveKey(pin, salt, iterations) {
  const base = await crypto.subtle.importKey("raw", utf8(pin), "PBKDF2", false, ["deriveKey"]);
  const way = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return crypto.subtle.deriveKey(way, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}
