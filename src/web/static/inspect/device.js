// The device's own signing key: made here, never to leave (not even a script of ours can read it out).

import { toBase64Url, toHex } from "./bytes.js";
import * as database from "./database.js";

const WAY = { name: "ECDSA", namedCurve: "P-256" };

/// Makes a key pair; gives its public part as the server wants it.
export async function createKey() {
  const pair = await crypto.subtle.generateKey(WAY, false, ["sign", "verify"]);
  await database.put("vault", "device-key", pair);
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  return { kty, crv, x, y };
}

/// The signature over these bytes, as the header carries it.
export async function sign(bytes) {
  const { privateKey } = await database.get("vault", "device-key");
  return toBase64Url(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, privateKey, bytes));
}

/// The hash that a report names a photo by.
export const sha256 = async (bytes) => toHex(await crypto.subtle.digest("SHA-256", bytes));
