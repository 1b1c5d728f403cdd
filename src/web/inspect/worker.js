// The service worker. The server writes `RELEASE` before this text: version, the two pages, and every file they need.
//
// It answers requests for the scanner, for /v/… when there is no network, and for the files of its own release. All other
// requests go to the network.

const CACHE = `inspect-${RELEASE.version}`;
const CACHED_PATHS = new Set(RELEASE.files);
/// Milliseconds to wait for the network at /v/… before the offline page, which knows the phone's own verdict, is shown.
const NAVIGATION_TIMEOUT = 4000;
/// Only the register's own pages of a verdict have it.
const VERDICT_HEADER = "x-camket-verdict";

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

/// Caches a file. A redirect, such as to the log-in, is an error: then the previous release stays.
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

/// A promise of the response, or null for requests that go to the network.
function findAnswer(request) {
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return null;
  if (CACHED_PATHS.has(pathname)) return fetchCached(pathname, request);
  if (request.mode !== "navigate") return null;
  if (pathname === RELEASE.scanner) return fetchCached(RELEASE.scanner, request);
  if (pathname.startsWith("/v/")) return fetchOrFallBack(request);
  return null;
}

/// The cached response; from the network if the browser evicted it.
async function fetchCached(address, request) {
  const found = await caches.match(address, { cacheName: CACHE });
  return found ?? fetch(request);
}

/// The page from the register, which knows more; the offline page if the register does not answer in time, or something
/// else does: a portal, a gateway's error. The offline page asks the register itself and goes on waiting.
async function fetchOrFallBack(request) {
  // No `signal` in `fetch`: a navigation request takes no options.
  const late = new Promise((_, reject) => setTimeout(reject, NAVIGATION_TIMEOUT, new Error("late")));
  try {
    const answer = await Promise.race([fetch(request), late]);
    if (answer.headers.has(VERDICT_HEADER)) return answer;
    return (await findOfflinePage()) ?? answer;
  } catch {
    return (await findOfflinePage()) ?? Response.error();
  }
}

const findOfflinePage = () => caches.match(RELEASE.verdict, { cacheName: CACHE });
