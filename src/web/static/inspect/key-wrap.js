// The data key, wrapped with AES-GCM under a key that is derived from the PIN, or from the secret of a spare key. The register
// keeps that secret, for an inspector who forgot the PIN.

import { fromBase64Url, toBase64Url, utf8 } from "./bytes.js";

/// OWASP's recommendation for PBKDF2 with SHA-256 (2023); about half a second on a cheap phone.
const ITERATIONS = 600000;
const SECRET_BYTES = 32;

export const randomBytes = (count) => crypto.getRandomValues(new Uint8Array(count));

/// The data key `raw` wrapped under a PIN, as the enrolment stores it.
export async function wrapUnderPin(pin, raw) {
  const way = { salt: randomBytes(16), iterations: ITERATIONS };
  return { ...way, ...(await wrap(raw, await derivePinKey(pin, way))) };
}

/// The data key, or null if the PIN is wrong.
export const openWithPin = async (row, pin) => unwrap(row, await derivePinKey(pin, row));

/// A new spare key of the data key `raw`: `wrap` is stored on the phone, `secret` is sent to the register and kept nowhere here.
export async function createSpareKey(raw, device) {
  const id = crypto.randomUUID();
  const secret = randomBytes(SECRET_BYTES);
  return { wrap: { id, ...(await wrap(raw, await deriveSpareKey(secret, device))), kept: false }, secret: { id, secret: toBase64Url(secret) } };
}

/// The data key, or null if the secret is not that of this spare key.
export async function openSpareKey(row, secret, device) {
  const bytes = fromBase64Url(secret);
  return bytes?.length === SECRET_BYTES ? unwrap(row, await deriveSpareKey(bytes, device)) : null;
}

async function wrap(raw, key) {
  const iv = randomBytes(12);
  return { iv, wrapped: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, raw) };
}

async function unwrap({ iv, wrapped }, key) {
  const raw = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, wrapped).catch(() => null);
  return raw && new Uint8Array(raw);
}

const derivePinKey = (pin, { salt, iterations }) => deriveKey(utf8(pin), { name: "PBKDF2", salt, iterations });

/// HKDF (RFC 5869): the secret is random, so it needs no salt and no iterations.
const deriveSpareKey = (secret, device) =>
  deriveKey(secret, { name: "HKDF", salt: new Uint8Array(), info: utf8(`camket spare key v1 ${device}`) });

async function deriveKey(bytes, way) {
  const base = await crypto.subtle.importKey("raw", bytes, way.name, false, ["deriveKey"]);
  return crypto.subtle.deriveKey({ hash: "SHA-256", ...way }, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}
