// The phone's position, only with the inspector's consent (a preference), and its distance from a venue.

import { loadPreferences } from "./preferences.js";

/// `{ lat, lng, accuracy_m }`, or null without consent or without an answer within 8 seconds.
export function findPosition() {
  if (!loadPreferences().position || !navigator.geolocation) return Promise.resolve(null);
  return askDevice({ enableHighAccuracy: true, timeout: 8000, maximumAge: 60000 });
}

function askDevice(how) {
  return new Promise((resolve) => {
    const found = ({ coords }) => resolve({
      lat: round(coords.latitude), lng: round(coords.longitude), accuracy_m: Math.round(coords.accuracy),
    });
    navigator.geolocation.getCurrentPosition(found, () => resolve(null), how);
  });
}

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
