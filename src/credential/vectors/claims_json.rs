//! The claims of a token as `tokens.json` has them: for the tests, and for the example that writes the vectors.

use camket_domain::certificates::CertificateClaims;
use serde_json::{Value, json};

pub(crate) fn claims_json(claims: &CertificateClaims) -> Value {
    json!({
        "number": claims.number,
        "issued_at": claims.issued_at.unix_timestamp(),
        "expires_at": claims.expires_at.unix_timestamp(),
        "index": claims.index.0,
        "kind": claims.kind.code(),
        "name": claims.name,
        "address": claims.address,
        "area": claims.area,
    })
}
