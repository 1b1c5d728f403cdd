// The vault: encrypted storage for what must not be readable on a lost phone. A PIN opens it.
//
// The PIN derives a key (PBKDF2) that wraps a random data key; the data key encrypts (AES-GCM) and is kept in memory only,
// while the vault is open. Spare keys wrap it too, under secrets that only the register keeps. After ten wrong PINs in a row
// the PIN opens nothing any more; without a spare key that the register can open, they wipe everything, as a signed order of
// the register and the user's command do.
//
// Several windows may be open. So every write checks, in its own transaction, that the enrolment is still the one whose key
// encrypted it, and that the row is as it was read: a window that comes too late writes nothing and is told (`StorageError`).

import * as database from "./database.js";
import { StorageError } from "./database.js";
import { utf8 } from "./bytes.js";
import { createSpareKey, openSpareKey, openWithPin, randomBytes, wrapUnderPin } from "./key-wrap.js";

export const MAX_WRONG_PINS = 10;
/// A PIN has 6 to 12 digits.
export const PIN = /^\d{6,12}$/;

const DAY = 86400000;

/// Spare keys that are stored at most: those whose secret did not arrive, with the one that did.
const MOST_SPARE_KEYS = 4;

/// `{ key, device, secret }` while the vault is open: the data key, the enrolment that it belongs to, and the secret of a new
/// spare key that is to be sent.
let opened = null;

export const isOpen = () => opened !== null;

function requireOpen() {
  if (!opened) throw new StorageError("locked");
  return opened;
}

/// `{ device, name, wrong, until, blocked, spare, kept }` of this phone's enrolment, or null. `blocked`: no PIN opens it any
/// more; `spare`: there is a spare key, `kept`: the register has its secret.
export async function findEnrolment() {
  const row = await database.get("vault", "enrolment");
  if (!row) return null;
  const { device, name, wrong, until } = row;
  return { device, name, wrong, until, blocked: !row.wrapped, spare: listSpareKeys(row).length > 0, kept: hasKept(row) };
}

const listSpareKeys = (row) => row.spares ?? [];
const hasKept = (row) => listSpareKeys(row).some(({ kept }) => kept);

/// Creates the vault of a newly enrolled phone, and opens it. `pair` is the device's signing key. Nothing is replaced: if
/// another window has enrolled this phone meanwhile, it throws `taken`.
export async function create(pin, { device, name, days, now, pair }) {
  const raw = randomBytes(32);
  const spare = await createSpareKey(raw, device);
  const row = { device, name, ...(await wrapUnderPin(pin, raw)), spares: [spare.wrap], wrong: 0, until: now + days * DAY, seen: now };
  await database.transact(["vault", "sealed"], async (rows) => {
    if (await rows.get("vault", "enrolment")) throw new StorageError("taken");
    // Without an enrolment no key opens what is there.
    await rows.clear("sealed");
    await rows.put("vault", "device-key", pair);
    await rows.put("vault", "enrolment", row);
  });
  await openKey(raw, device, spare.secret);
}

async function openKey(raw, device, secret) {
  opened = { key: await importKey(raw), device, secret };
  raw.fill(0);
}

/// Opens the vault. Returns `open`, `wrong`, `over` (too long without the register: log in again while online), `blocked`
/// (only a colleague's code opens it), or `wiped`.
export async function open(pin, now) {
  const row = await changeEnrolment((before) => {
    // Setting the clock back does not extend the time.
    const seen = Math.max(now, before.seen);
    // Counted before the attempt, so that interrupting it does not give more attempts.
    return seen > before.until || !before.wrapped ? before : { ...before, wrong: before.wrong + 1, seen };
  });
  if (!row.wrapped) return "blocked";
  if (Math.max(now, row.seen) > row.until) return "over";
  const raw = await openWithPin(row, pin);
  if (raw) {
    const spare = hasKept(row) ? null : await createSpareKey(raw, row.device);
    await changeEnrolment((before) => ({ ...before, wrong: 0, spares: addSpareKey(before, spare) }));
    await openKey(raw, row.device, spare?.secret ?? null);
    return "open";
  }
  return row.wrong < MAX_WRONG_PINS ? "wrong" : giveUpPin();
}

const addSpareKey = (row, spare) => (spare ? [...listSpareKeys(row).slice(1 - MOST_SPARE_KEYS), spare.wrap] : listSpareKeys(row));

/// After too many wrong PINs: deletes the key that the PIN wraps, or everything if no colleague could open the rest.
async function giveUpPin() {
  const row = await changeEnrolment((before) => {
    const { salt, iterations, iv, wrapped, ...rest } = before;
    return hasKept(before) ? rest : before;
  });
  if (!row.wrapped) return "blocked";
  await wipe();
  return "wiped";
}

/// Opens the vault with the secret of a spare key, and sets a new PIN. The spare key stays until the register has the secret
/// of the next one.
export async function openWithSecret({ id, secret }, pin, days, now) {
  const row = await database.get("vault", "enrolment");
  if (!row) throw new StorageError("gone");
  const spare = listSpareKeys(row).find((one) => one.id === id);
  const raw = spare && (await openSpareKey(spare, secret, row.device));
  if (!raw) throw new StorageError("spare");
  const next = await createSpareKey(raw, row.device);
  const wrapped = await wrapUnderPin(pin, raw);
  await changeEnrolment((before) => {
    if (before.device !== row.device) throw new StorageError("gone");
    return { ...before, ...wrapped, spares: [{ ...spare, kept: false }, next.wrap], wrong: 0, until: now + days * DAY, seen: now };
  });
  await openKey(raw, row.device, next.secret);
}

/// The secret of the spare key that was made when the vault was opened, `{ id, secret }`, if the register needs it; or null.
export async function findUnsentSecret() {
  const row = opened?.secret && (await database.get("vault", "enrolment"));
  const isHere = row && !hasKept(row) && listSpareKeys(row).some(({ id }) => id === opened?.secret?.id);
  return isHere ? opened.secret : null;
}

/// Learns which spare key's secret the register has; null: none.
export const settleSpareKeys = (id) => changeEnrolment((row) => {
  const kept = listSpareKeys(row).filter((one) => one.id === id);
  const spares = kept.length ? kept : listSpareKeys(row);
  return { ...row, spares: spares.map((one) => ({ ...one, kept: kept.length > 0 })) };
});

/// Allows to open the vault for `days` more without the register, after it answered a logged-in inspector.
export const extend = (days, now) => changeEnrolment((row) => ({ ...row, until: now + days * DAY, seen: now }));

/// Changes the enrolment in one transaction, and returns it; throws `gone` if there is none.
function changeEnrolment(change) {
  return database.transact(["vault"], async (rows) => {
    const row = await rows.get("vault", "enrolment");
    if (!row) throw new StorageError("gone");
    const after = change(row);
    await rows.put("vault", "enrolment", after);
    return after;
  });
}

export function lock() {
  opened = null;
}

/// Deletes everything on this phone, also the cached pages and scripts.
export async function wipe() {
  lock();
  await database.wipe();
  document.dispatchEvent(new CustomEvent("door:wiped"));
  for (const name of await caches.keys()) if (name.startsWith("inspect-")) await caches.delete(name);
}

/// Stores a JSON value under a name: see `keepBytes`. That the register has it is readable without the PIN, so that nobody
/// erases unsent work unawares.
export const keep = async (name, value, revision) => keepBytes(name, utf8(JSON.stringify(value)), revision, value.state === "sent");

/// The value under a name, or undefined.
export const read = async (name) => (await readRow(name))?.value;

/// `{ value, revision }` of the JSON under a name, or undefined.
export async function readRow(name) {
  const row = await database.get("sealed", name);
  return row && { value: JSON.parse(new TextDecoder().decode(await unseal(name, row))), revision: row.revision ?? 0 };
}

/// Stores bytes under a name and returns the revision of the row. `revision`: that of the row they were read from, 0 for a
/// new one; without it, whatever is there is replaced.
export async function keepBytes(name, bytes, revision, sent = false) {
  const { key, device } = requireOpen();
  const iv = randomBytes(12);
  const data = await crypto.subtle.encrypt(cipher(iv, name), key, bytes);
  return change(name, device, async (rows, before) => {
    const present = before?.revision ?? 0;
    if (revision !== undefined && (present !== revision || (revision > 0 && !before))) throw new StorageError("changed");
    await rows.put("sealed", name, { iv, data, revision: present + 1, sent });
    return present + 1;
  });
}

export async function readBytes(name) {
  const row = await database.get("sealed", name);
  return row && unseal(name, row);
}

async function unseal(name, { iv, data }) {
  return new Uint8Array(await crypto.subtle.decrypt(cipher(iv, name), requireOpen().key, data));
}

/// Size of the row under a name in bytes; 0 if there is none.
export const measure = async (name) => (await database.get("sealed", name))?.data.byteLength ?? 0;

/// What is here and not at the register, drafts included: `{ visits, scans, photos }`. Works while the vault is closed.
export function countUnsent() {
  return database.transact(["sealed"], async (rows) => {
    const count = async (beginning) => {
      const names = (await rows.names("sealed")).filter((name) => name.startsWith(beginning));
      const all = await Promise.all(names.map((name) => rows.get("sealed", name)));
      return all.filter(({ sent }) => !sent).length;
    };
    return { visits: await count("visit:"), scans: await count("scan:"), photos: await count("photo:") };
  }, "readonly");
}

export const forget = async (name) => change(name, requireOpen().device, (rows) => rows.remove("sealed", name));

/// Runs `work(rows, before)` in a transaction in which the enrolment is still that of `device`.
function change(name, device, work) {
  return database.transact(["vault", "sealed"], async (rows) => {
    if ((await rows.get("vault", "enrolment"))?.device !== device) throw new StorageError("gone");
    return work(rows, await rows.get("sealed", name));
  });
}

/// The stored names with this prefix.
export const list = async (beginning) => (await database.names("sealed")).filter((name) => name.startsWith(beginning));

/// The name is authenticated with the value, so that one row cannot replace another.
const cipher = (iv, name) => ({ name: "AES-GCM", iv, additionalData: utf8(name) });

const importKey = (raw) => crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
