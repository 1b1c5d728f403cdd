// The spare key: the data key wrapped under a random secret that the register keeps, for an inspector who forgot the PIN.

import { fromBase64Url, toBase64Url, utf8 } from "./bytes.js";

const SECRET_BYTES = 32;

/// A new spare key of the data key `raw`: `wrap` is stored on the phone, `secret` is sent to the register and kept nowhere here.
export async function createSpareKey(raw, device) {
  const id = crypto.randomUUID();
  const secret = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const wrapped = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await deriveKey(secret, device), raw);
  return { wrap: { id, iv, wrapped, kept: false }, secret: { id, secret: toBase64Url(secret) } };
}

/// The data key, or null if the secret is not that of this spare key.
export async function openSpareKey({ iv, wrapped }, secret, device) {
  const bytes = fromBase64Url(secret);
  if (bytes?.length !== SECRET_BYTES) return null;
  const raw = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await deriveKey(bytes, device), wrapped).catch(() => null);
  return raw && new Uint8Array(raw);
}

/// HKDF (RFC 5869): the secret is random, so it needs no salt and no iterations.
async function deriveKey(secret, device) {
  const base = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const way = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: utf8(`camket spare key v1 ${device}`) };
  return crypto.subtle.deriveKey(way, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}
