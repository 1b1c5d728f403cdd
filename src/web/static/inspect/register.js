// Keys and status list: fetched when there is a network, kept for when there is none.

import * as database from "./database.js";
import { readKeys } from "./keys.js";
import { readLimits } from "./verdict.js";
import * as statusList from "./status-list.js";

export const KEYS = "/.well-known/camket/keys.json";
export const LIST = "/.well-known/camket/status-list";

/// What the phone holds: `{ keys, list, limits }`. A list that does not hold under the keys any more is as good as none.
export async function loadHeld() {
  const keys = await readKeys((await database.get("register", "keys")) ?? { keys: [] });
  const kept = await database.get("register", "list");
  const limits = readLimits(await database.get("register", "ages"));
  return { keys, limits, list: kept ? await statusList.read(kept, keys).catch(() => null) : null };
}

/// Keeps how old a list may be, as the register sets it. Gives the limits.
export async function saveAges({ fresh_hours, stale_hours }) {
  const ages = { fresh_hours, stale_hours };
  await database.put("register", "ages", ages);
  return readLimits(ages);
}

/// Fetches both and keeps what holds. Gives what is held afterwards and `problem`: null, `offline`, or why the list that came
/// was refused (`list-…`); then the one before stays.
export async function refresh(publicUrl) {
  try {
    await refreshKeys();
    await acceptList(publicUrl, new Uint8Array(await (await fetchChecked(LIST)).arrayBuffer()));
    return { ...(await loadHeld()), problem: null };
  } catch (problem) {
    const known = String(problem.message).startsWith("list-");
    return { ...(await loadHeld()), problem: known ? problem.message : "offline" };
  }
}

async function refreshKeys() {
  const set = await (await fetchChecked(KEYS)).json();
  await readKeys(set);
  await database.put("register", "keys", set);
}

/// Keeps a list unless it is one that was replaced already: a lower sequence number than was ever seen here is refused,
/// so that nobody can bring back the day before a revocation.
export async function acceptList(publicUrl, bytes) {
  const { keys } = await loadHeld();
  const list = await statusList.read(bytes, keys);
  if (list.address !== publicUrl + LIST) throw new Error("list-address");
  if (list.expiresAt * 1000 <= Date.now()) throw new Error("list-expired");
  const seen = (await database.get("register", "sequence")) ?? 0;
  if (list.sequence < seen) throw new Error("list-replayed");
  await database.put("register", "list", bytes);
  await database.put("register", "sequence", list.sequence);
}

async function fetchChecked(address) {
  const answer = await fetch(address, { cache: "no-cache", credentials: "omit", signal: AbortSignal.timeout(15000) });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer;
}
