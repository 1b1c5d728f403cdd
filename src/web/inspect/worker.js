// The service worker. The server writes `RELEASE` before it: version, the two pages, and every file they need.
//
// It answers for the scanner, for /v/… when there is no network, and for the files of its own release. Everything else
// goes to the network as if it were not there.

const CACHE = `inspect-${RELEASE.version}`;
const KEPT = new Set(RELEASE.files);
/// How long /v/… may let a person at the door wait before the phone answers for itself.
const PATIENCE = 4000;

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("message", (event) => {
  if (event.data === "take-over") self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const answer = answerFor(event.request);
  if (answer) event.respondWith(answer);
});

async function keepAll() {
  const cache = await caches.open(CACHE);
  await Promise.all([RELEASE.scanner, RELEASE.verdict, ...RELEASE.files].map((address) => keep(cache, address)));
}

/// A page that the server answers with a log-in is none: then the release before stays.
async function keep(cache, address) {
  const answer = await fetch(address, { cache: KEPT.has(address) ? "default" : "no-store" });
  if (!answer.ok || answer.redirected) throw new Error(`${address}: ${answer.status}`);
  await cache.put(address, answer);
}

async function takeOver() {
  const old = (await caches.keys()).filter((name) => name.startsWith("inspect-") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/// A promise of an answer, or nothing: not ours.
function answerFor(request) {
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return null;
  if (KEPT.has(pathname)) return kept(pathname, request);
  if (request.mode !== "navigate") return null;
  if (pathname === RELEASE.scanner) return kept(RELEASE.scanner, request);
  if (pathname.startsWith("/v/")) return registerOr(request);
  return null;
}

/// What is kept; the network only where the browser threw it away.
async function kept(address, request) {
  const found = await caches.match(address, { cacheName: CACHE });
  return found ?? fetch(request);
}

/// The register's own page knows more, so it comes first.
async function registerOr(request) {
  // No signal in `fetch`: a request to navigate takes no options.
  const late = new Promise((_, reject) => setTimeout(reject, PATIENCE, new Error("late")));
  try {
    return await Promise.race([fetch(request), late]);
  } catch {
    return (await caches.match(RELEASE.verdict, { cacheName: CACHE })) ?? Response.error();
  }
}
