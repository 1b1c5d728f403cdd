// The device's signing key: generated here and not extractable, not even by our own scripts.

import { join, toBase64Url, toHex, utf8 } from "./bytes.js";
import * as database from "./database.js";
import { StorageError } from "./database.js";

const WAY = { name: "ECDSA", namedCurve: "P-256" };

/// Generates a key pair: `{ pair, publicKey }`, the public key as a JWK (RFC 7518, 6.2.1). The vault stores the pair.
export async function createKey() {
  const pair = await crypto.subtle.generateKey(WAY, false, ["sign", "verify"]);
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  return { pair, publicKey: { kty, crv, x, y } };
}

/// The signature over a request, base64url, for the header `x-camket-signature`: over method, path and body.
export async function signRequest(method, path, body) {
  const pair = await database.get("vault", "device-key");
  if (!pair) throw new StorageError("gone");
  const bytes = join(utf8(`${method}\n${path}\n`), body);
  return toBase64Url(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, pair.privateKey, bytes));
}

/// The SHA-256 of bytes, hexadecimal: how a report names a photo, and a signature what was signed.
export const sha256 = async (bytes) => toHex(await crypto.subtle.digest("SHA-256", bytes));
