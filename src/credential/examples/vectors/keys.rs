//! The keys of the vectors. The private keys are in `vectors/test-keys.json`, for tests only.

use std::{fs, io};

use camket_credential::keys::{KeySet, Kid, PublicKey};
use camket_credential::signing::{SigningKey, generate};
use data_encoding::BASE64;
use serde_json::{Map, Value, json};
use time::macros::datetime;

use crate::folder;

/// Ids of one, two and four bytes of good keys; then a withdrawn key and one that is not published.
const IDS: [&str; 5] = ["01", "0203", "0b0b0b0b", "0a", "7f"];
pub(crate) const WITHDRAWN: &str = "0a";
pub(crate) const UNKNOWN: &str = "7f";

pub(crate) struct VectorKeys(Map<String, Value>);

/// Reads the private keys; generates them if the file does not exist.
pub(crate) fn load() -> io::Result<VectorKeys> {
    let path = folder().join("test-keys.json");
    if !path.exists() {
        let made = IDS.map(|id| (id.to_owned(), BASE64.encode(&generate().expect("random bytes")).into()));
        let told = json!({ "for": "tests only", "pkcs8": Map::from_iter(made) });
        fs::write(&path, serde_json::to_string_pretty(&told)? + "\n")?;
    }
    let read: Value = serde_json::from_str(&fs::read_to_string(path)?)?;
    Ok(VectorKeys(read["pkcs8"].as_object().cloned().unwrap_or_default()))
}

impl VectorKeys {
    pub(crate) fn pkcs8(&self, id: &str) -> Vec<u8> {
        BASE64.decode(self.0[id].as_str().expect("a text").as_bytes()).expect("base64")
    }

    pub(crate) fn signing_key(&self, id: &str) -> SigningKey {
        SigningKey::new(kid(id), &self.pkcs8(id)).expect("a key")
    }

    pub(crate) fn key_set(&self) -> KeySet {
        let published = IDS.into_iter().filter(|id| *id != UNKNOWN).map(|id| PublicKey {
            kid: kid(id),
            point: self.signing_key(id).point(),
            not_before: datetime!(2026-01-01 00:00 UTC),
            not_after: datetime!(2027-01-01 00:00 UTC),
            withdrawn: id == WITHDRAWN,
        });
        KeySet::new(published.collect()).expect("each id once")
    }

    /// The key set as it stands in the vectors.
    pub(crate) fn set_json(&self) -> Value {
        let jwks: Value =
            serde_json::from_str(&camket_credential::keys::jwk::encode(&self.key_set())).expect("JSON");
        let told = jwks["keys"].as_array().into_iter().flatten().map(|key| {
            let withdrawn = key["camket_withdrawn"] == true;
            json!({ "kid": key["kid"], "x": key["x"], "y": key["y"], "withdrawn": withdrawn })
        });
        told.collect()
    }
}

pub(crate) fn kid(id: &str) -> Kid {
    id.parse().expect("an id")
}
