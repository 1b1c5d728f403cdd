// The service worker. The server writes `RELEASE` before it: version, the two pages, and every file they need.
//
// It answers for the scanner, for /v/… when there is no network, and for the files of its own release. Everything else
// goes to the network as if it were not there.

const CACHE = `inspect-${RELEASE.version}`;
const CACHED_PATHS = new Set(RELEASE.files);
/// How long /v/… may let a person at the door wait before the phone answers for itself.
const NAVIGATION_TIMEOUT = 4000;

self.addEventListener("install", (event) => event.waitUntil(cacheRelease()));
self.addEventListener("activate", (event) => event.waitUntil(deleteOldCaches()));
self.addEventListener("message", (event) => {
  if (event.data === "take-over") self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const answer = findAnswer(event.request);
  if (answer) event.respondWith(answer);
});

async function cacheRelease() {
  const cache = await caches.open(CACHE);
  await Promise.all([RELEASE.scanner, RELEASE.verdict, ...RELEASE.files].map((address) => cacheFile(cache, address)));
}

/// A page that the server answers with a log-in is none: then the release before stays.
async function cacheFile(cache, address) {
  const answer = await fetch(address, { cache: CACHED_PATHS.has(address) ? "default" : "no-store" });
  if (!answer.ok || answer.redirected) throw new Error(`${address}: ${answer.status}`);
  await cache.put(address, answer);
}

async function deleteOldCaches() {
  const old = (await caches.keys()).filter((name) => name.startsWith("inspect-") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/// A promise of an answer, or nothing: not ours.
function findAnswer(request) {
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return null;
  if (CACHED_PATHS.has(pathname)) return fetchCached(pathname, request);
  if (request.mode !== "navigate") return null;
  if (pathname === RELEASE.scanner) return fetchCached(RELEASE.scanner, request);
  if (pathname.startsWith("/v/")) return fetchOrFallBack(request);
  return null;
}

/// What is kept; the network only where the browser threw it away.
async function fetchCached(address, request) {
  const found = await caches.match(address, { cacheName: CACHE });
  return found ?? fetch(request);
}

/// The register's own page knows more, so it comes first.
async function fetchOrFallBack(request) {
  // No signal in `fetch`: a request to navigate takes no options.
  const late = new Promise((_, reject) => setTimeout(reject, NAVIGATION_TIMEOUT, new Error("late")));
  try {
    return await Promise.race([fetch(request), late]);
  } catch {
    return (await caches.match(RELEASE.verdict, { cacheName: CACHE })) ?? Response.error();
  }
}
