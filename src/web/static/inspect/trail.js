// The way through the views. Each is an entry of the browser's history, so that the back button leads to the former view;
// after a reload or a lock the last one is shown again. Where the inspector was is stored encrypted: it may name a venue.

import * as vault from "./vault.js";
import * as visits from "./visits.js";
import { verdict } from "./views/verdict.js";
import { venue } from "./views/venue.js";
import { visit } from "./views/visit.js";

const NAME = "place";
/// Tells this window's place from one that another window stored; a reload keeps it.
const session = history.state?.session ?? crypto.randomUUID();

/// `{ tab, draw, place }` of the views since the vault was opened, by their number in the history.
let entries = [];
let at = history.state?.at ?? 0;

history.scrollRestoration = "manual";

/// Adds a view; `replace`: in place of the present one.
export function add(tab, draw, replace) {
  const first = entries.length === 0;
  if (!first && !replace) at += 1;
  entries = entries.slice(0, at);
  entries[at] = { tab, draw, place: null };
  history[first || replace ? "replaceState" : "pushState"]({ at, session, tab }, "");
}

/// Forgets all views, which show what only an open vault may show.
export function clear() {
  entries = [];
}

/// Follows the browser to another entry of its history. Returns the view of it, or null if it is not known any more.
export function follow(state) {
  at = state?.at ?? 0;
  return entries[at] ?? null;
}

/// Adds a place inside the present view, such as the next step of a visit, that is drawn already.
export function move(tab, place) {
  add(tab, null, false);
  remember(place);
}

/// Stores what the present view shows, so that it can be shown again as it is then: `{ view, id, step, correction }` or
/// `{ view, scan }`.
export function remember(place) {
  if (!entries[at]) return;
  entries[at].place = place;
  // Only a convenience, for which a full storage may have no room.
  vault.keep(NAME, { ...place, tab: entries[at].tab, session }).catch(() => {});
}

/// The place of this window before a reload or a lock, or null.
export async function findPlace() {
  const place = await vault.read(NAME).catch(() => null);
  return place?.session === session ? place : null;
}

/// Shows a place again, with the facts of now.
export async function show(app, place) {
  if (place.view === "verdict") return app.draw(verdict, place.scan, performance.now());
  if (place.view === "venue") {
    const known = app.packs.map((own) => ({ venue: own.venues.find(({ id }) => id === place.id), at: own.at, pack: own })).find((row) => row.venue);
    if (known) return app.draw(venue, known);
  }
  if (place.view === "visit") {
    const draft = await (place.correction ? visits.readCorrection : visits.read)(place.id);
    // A report that is signed is not opened again as a draft.
    if (draft?.state === "draft" || draft?.state === "refused") return app.draw(visit, { draft: { ...draft, step: place.step } });
  }
  return app.drawTab(place.tab);
}
