// The register's public keys, as the JWK set at /.well-known/camket/keys.json says them.

/// A map from the key id (in hexadecimal) to `{ key, withdrawn }`. Throws on what is no key set.
export async function readKeys(set) {
  const keys = new Map();
  // Keys of other kinds are passed over: a later release of the register may add some.
  for (const jwk of set.keys.filter(({ alg }) => alg === "ES256")) {
    if (!/^([0-9a-f]{2}){1,4}$/.test(jwk.kid)) throw new Error("keys-kid");
    keys.set(jwk.kid, { key: await importKey(jwk), withdrawn: jwk.camket_withdrawn === true });
  }
  return keys;
}

async function importKey({ kty, crv, x, y }) {
  return crypto.subtle.importKey("jwk", { kty, crv, x, y }, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
}
