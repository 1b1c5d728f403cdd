// The register's public keys, from the JWK set at /.well-known/camket/keys.json.

/// A map from the key id (hexadecimal) to `{ key, withdrawn }`. Throws if the set is malformed.
export async function readKeys(set) {
  const keys = new Map();
  // Keys of other algorithms are skipped: a later release of the register may add some.
  for (const jwk of set.keys.filter(({ alg }) => alg === "ES256")) {
    if (!/^([0-9a-f]{2}){1,4}$/.test(jwk.kid)) throw new Error("keys-kid");
    keys.set(jwk.kid, { key: await importKey(jwk), withdrawn: jwk.camket_withdrawn === true });
  }
  return keys;
}

async function importKey({ kty, crv, x, y }) {
  return crypto.subtle.importKey("jwk", { kty, crv, x, y }, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
}
