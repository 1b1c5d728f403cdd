// The room that this phone has for our data, and whether the browser may take it away.

/// Below this many bytes the pages warn: some twenty photos and their record.
const LITTLE = 30 << 20;

/// `{ used, left, little, safe }` in bytes; null if the browser does not tell. `safe`: it does not delete by itself.
export async function measureRoom() {
  const { usage, quota } = (await navigator.storage?.estimate?.().catch(() => null)) ?? {};
  if (quota === undefined) return null;
  const left = Math.max(0, quota - usage);
  return { used: usage, left, little: left < LITTLE, safe: Boolean(await navigator.storage.persisted?.()) };
}

/// Asks the browser not to delete our data when it is short of room.
export async function askToKeep() {
  if (!(await navigator.storage?.persisted?.())) await navigator.storage?.persist?.();
}

/// Bytes as a text, with one unit.
export const formatBytes = (bytes) => (bytes < 1 << 20 ? `${Math.ceil(bytes / 1024)} kB` : `${(bytes / (1 << 20)).toFixed(1).replace(".", ",")} MB`);
