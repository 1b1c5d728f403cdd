// The device's signing key: generated here and not extractable, not even by our own scripts.

import { toBase64Url, toHex } from "./bytes.js";
import * as database from "./database.js";

const WAY = { name: "ECDSA", namedCurve: "P-256" };

/// Generates and stores a key pair; returns the public key as a JWK (RFC 7518, 6.2.1).
export async function createKey() {
  const pair = await crypto.subtle.generateKey(WAY, false, ["sign", "verify"]);
  await database.put("vault", "device-key", pair);
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  return { kty, crv, x, y };
}

/// The signature over these bytes, base64url, for the header `x-camket-signature`.
export async function sign(bytes) {
  const { privateKey } = await database.get("vault", "device-key");
  return toBase64Url(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, privateKey, bytes));
}

/// The hash by which a report names a photo, hexadecimal.
export const sha256 = async (bytes) => toHex(await crypto.subtle.digest("SHA-256", bytes));
