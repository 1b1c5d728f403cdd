//! What the people at a visit sign: the content of its report, as a hash that the phone computes too
//! (docs/inspections-api.md).

use std::collections::BTreeMap;

use camket_shell::error_kind::ErrorKind;
use data_encoding::HEXLOWER;
use ring::digest::{SHA256, digest};
use serde_json::Value;

use crate::api::{ApiError, body};

/// Parts of a report that no signature covers: the signatures, what is only known after them, and what is the phone's.
const UNSIGNED_PARTS: [&str; 5] = ["signatures", "ended_at", "phone_clock", "position", "changes"];

/// SHA-256 of what the signatures are for: the report without the unsigned parts, with sorted keys and no spaces (RFC 8785;
/// its numbers are whole, so that every writer writes them alike).
pub(super) fn hash_content(body: &[u8]) -> Result<String, ApiError> {
    let mut whole: BTreeMap<String, Value> = body::parse_json(body)?;
    whole.retain(|name, _| !UNSIGNED_PARTS.contains(&name.as_str()));
    let text = serde_json::to_string(&whole).map_err(|_| ErrorKind::Unreadable)?;
    Ok(HEXLOWER.encode(digest(&SHA256, text.as_bytes()).as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_that_people_sign_is_that_of_the_phone() {
        let vectors: Value =
            serde_json::from_str(include_str!("../../../domain/inspections/vectors.json")).unwrap();
        let contents = vectors["contents"].as_array().unwrap();
        assert_eq!(contents.len(), 3);
        for one in contents {
            let body = serde_json::to_vec_pretty(&one["report"]).unwrap();
            assert_eq!(hash_content(&body).unwrap(), one["sha256"].as_str().unwrap(), "{}", one["name"]);
        }
        assert!(hash_content(b"[]").is_err());
    }
}
