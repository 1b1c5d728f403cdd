// Keys and status list: fetched when there is a network, and stored for use without one.

import * as clock from "./clock.js";
import * as database from "./database.js";
import { StorageError } from "./database.js";
import { readKeys } from "./keys.js";
import { readLimits } from "./verdict.js";
import * as statusList from "./status-list.js";

export const KEYS = "/.well-known/camket/keys.json";
export const LIST = "/.well-known/camket/status-list";

/// Milliseconds to wait for keys and list: over some networks an answer takes half a minute.
const PATIENCE = 60000;

/// What the phone stores: `{ keys, keysAsOf, list, limits }`. `keysAsOf`: when the keys were fetched (Unix seconds), or null;
/// `list` is null if it is not valid under the present keys.
export async function loadHeld() {
  await clock.loadClock();
  const keys = await readKeys((await database.get("register", "keys")) ?? { keys: [] });
  const keysAsOf = (await database.get("register", "keys-at")) ?? null;
  const kept = await database.get("register", "list");
  const limits = readLimits(await database.get("register", "ages"));
  return { keys, keysAsOf, limits, list: kept ? await statusList.read(kept, keys).catch(() => null) : null };
}

/// As `loadHeld`, of a phone that stores nothing.
export const holdNothing = () => ({ keys: new Map(), keysAsOf: null, limits: readLimits(), list: null });

/// Stores how old a list may be, as the register sets it. Returns the limits.
export async function saveAges({ fresh_hours, stale_hours }) {
  const ages = { fresh_hours, stale_hours };
  await database.put("register", "ages", ages);
  return readLimits(ages);
}

/// Fetches keys and list and stores what is valid. Returns what is stored afterwards and `problem`: null, `offline`, `slow`,
/// `storage-…` (fetched, but not stored), or why the new keys or list were refused (`keys-…`, `list-…`); then the previous stay.
export async function refresh(publicUrl) {
  try {
    const [keys, list] = await Promise.all([KEYS, LIST].map(fetchChecked));
    await acceptKeys(await keys.json());
    await acceptList(publicUrl, new Uint8Array(await list.arrayBuffer()));
    return { ...(await loadHeld()), problem: null };
  } catch (problem) {
    const known = problem instanceof StorageError || /^(keys|list)-/.test(problem.message);
    const unreached = problem.name === "TimeoutError" ? "slow" : "offline";
    return { ...(await loadHeld()), problem: known ? problem.message : unreached };
  }
}

async function acceptKeys(set) {
  await readKeys(set);
  // A key may come or be withdrawn, but never change: the phone trusts the keys that it knew.
  const held = new Map(((await database.get("register", "keys"))?.keys ?? []).map(({ kid, x, y }) => [kid, x + y]));
  if (set.keys.some(({ kid, x, y }) => held.has(kid) && held.get(kid) !== x + y)) throw new Error("keys-changed");
  await database.put("register", "keys", set);
  await database.put("register", "keys-at", clock.now());
}

/// Stores a list. A sequence number lower than the highest seen here is refused, so that nobody can replay a list from
/// before a revocation.
export async function acceptList(publicUrl, bytes) {
  const { keys } = await loadHeld();
  const list = await statusList.read(bytes, keys);
  if (list.address !== publicUrl + LIST) throw new Error("list-address");
  if (list.expiresAt <= clock.now()) throw new Error("list-expired");
  const seen = (await database.get("register", "sequence")) ?? 0;
  if (list.sequence < seen) throw new Error("list-replayed");
  await database.put("register", "list", bytes);
  await database.put("register", "sequence", list.sequence);
}

async function fetchChecked(address) {
  const answer = await fetch(address, { cache: "no-cache", credentials: "omit", signal: AbortSignal.timeout(PATIENCE) });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer;
}
