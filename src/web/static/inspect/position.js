// The phone's position, only with the inspector's consent (a preference), and its distance from a venue.

import { loadPreferences } from "./preferences.js";
import { t } from "./words.js";

/// Milliseconds that a measurement may take.
const LIMIT = 8000;
/// Metres of accuracy at which a measurement ends at once.
const EXACT = 50;
/// Metres of accuracy beyond which a position proves no distance; as in src/domain/scans/distance.rs.
const ROUGH = 1000;

/// `{ lat, lng, accuracy_m }`, the best of the measurements within 8 seconds, or null without consent or without any.
/// A phone often knows a rough position at once and the exact one some seconds later.
export function findPosition() {
  if (!loadPreferences().position || !navigator.geolocation) return Promise.resolve(null);
  return new Promise((resolve) => {
    let [best, watch] = [null, null];
    const end = () => {
      navigator.geolocation.clearWatch(watch);
      resolve(best);
    };
    const take = ({ coords }) => {
      const found = { lat: round(coords.latitude), lng: round(coords.longitude), accuracy_m: Math.round(coords.accuracy) };
      if (!best || found.accuracy_m < best.accuracy_m) best = found;
      if (best.accuracy_m <= EXACT) end();
    };
    const REFUSED = 1;
    const fail = ({ code }) => code === REFUSED && end();
    setTimeout(end, LIMIT);
    watch = navigator.geolocation.watchPosition(take, fail, { enableHighAccuracy: true, timeout: LIMIT, maximumAge: 60000 });
  });
}

/// Whether a position is too inexact to conclude anything from it.
export const isRough = (position) => position.accuracy_m > ROUGH;

/// Rounds to about a metre.
const round = (degrees) => Math.round(degrees * 1e5) / 1e5;

const EARTH = 6371000;
const radians = (degrees) => (degrees * Math.PI) / 180;

/// Metres between a position and `[lat, lng]`.
export function measureDistance({ lat, lng }, [otherLat, otherLng]) {
  const [north, east] = [radians(otherLat - lat) / 2, radians(otherLng - lng) / 2];
  const square = Math.sin(north) ** 2 + Math.cos(radians(lat)) * Math.cos(radians(otherLat)) * Math.sin(east) ** 2;
  return Math.round(2 * EARTH * Math.asin(Math.min(1, Math.sqrt(square))));
}

/// A distance as text: metres, or kilometres from two on.
export const formatMetres = (metres) => (metres > 2000 ? `${Math.round(metres / 1000)} km` : `${metres} m`);

/// What is known of the phone's position and how exact it is, as text.
export function describePosition(position) {
  if (!position) return t("inspect-visit-position-none");
  return t(isRough(position) ? "inspect-position-rough" : "inspect-position-known", { off: formatMetres(position.accuracy_m) });
}
