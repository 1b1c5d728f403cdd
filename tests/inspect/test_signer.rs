//! Signed data for the fake registry, of any age: its own keys, tokens, status lists and packs.

use camket_credential::keys::{KeySet, Kid, PublicKey, jwk};
use camket_credential::signed_text::{self, SignedKind};
use camket_credential::signing::{SigningKey, generate};
use camket_credential::status_list::{self, Edition, PackedStatuses};
use camket_credential::token;
use camket_domain::areas::AreaCode;
use camket_domain::certificates::{CertificateClaims, CertificateNumber, CertificateStatus, StatusIndex};
use camket_domain::venues::VenueKind;
use serde_json::{Value, json};
use time::{Duration, OffsetDateTime};

const LIST_SIZE: usize = 4096;

#[derive(Debug)]
pub struct TestSigner {
    key: SigningKey,
    pub now: OffsetDateTime,
}

impl TestSigner {
    #[expect(clippy::disallowed_methods, reason = "the browser's clock is the real one")]
    pub fn new() -> Self {
        let kid = Kid::new(&[7]).expect("one byte");
        let pkcs8 = generate().expect("randomness");
        let key = SigningKey::new(kid, &pkcs8).expect("a new key");
        Self { key, now: OffsetDateTime::now_utc().replace_nanosecond(0).expect("zero") }
    }

    /// How long ago the test began.
    #[expect(clippy::disallowed_methods, reason = "the browser's clock is the real one")]
    pub fn age(&self) -> Duration {
        OffsetDateTime::now_utc() - self.now
    }

    /// The public key set, as browsers have it.
    pub fn keys(&self) -> String {
        let key = PublicKey {
            kid: self.key.kid().clone(),
            point: self.key.point(),
            not_before: self.now - Duration::days(30),
            not_after: self.now + Duration::days(300),
            withdrawn: false,
        };
        jwk::encode(&KeySet::new(vec![key]).expect("one key"))
    }

    /// The token of a certificate with this status list index.
    pub fn token(&self, serial: i32, index: u32) -> String {
        token::to_text(&token::sign(&self.claims(serial, index), &self.key).expect("short claims"))
    }

    pub fn claims(&self, serial: i32, index: u32) -> CertificateClaims {
        CertificateClaims {
            number: certificate_number(serial),
            issued_at: self.now - Duration::days(20),
            expires_at: self.now + Duration::days(200),
            index: StatusIndex(index),
            kind: VenueKind::Hotel,
            name: "Khách sạn Biển Xanh".into(),
            address: "12 Yên Ninh, Phường Ninh Chử, tỉnh Khánh Hòa".into(),
            area: AreaCode::new("22834").expect("a code"),
        }
    }

    /// A status list of this age with these entries that are not valid.
    pub fn list(
        &self,
        url: &str,
        age: Duration,
        sequence: u64,
        statuses: &[(u32, CertificateStatus)],
    ) -> Vec<u8> {
        let mut packed = PackedStatuses::new(LIST_SIZE);
        for (index, status) in statuses {
            assert!(packed.set(StatusIndex(*index), *status));
        }
        let address = format!("{url}/.well-known/camket/status-list");
        let edition = Edition { address, issued_at: self.now - age, sequence };
        status_list::sign(&packed, &edition, &self.key).expect("a small list")
    }

    /// A pack of this age with these venues.
    pub fn pack(&self, age: Duration, venues: &Value) -> Value {
        self.pack_of_version(Some(2), age, venues)
    }

    /// A pack of this version of the format.
    pub fn pack_of_version(&self, version: Option<u32>, age: Duration, venues: &Value) -> Value {
        let at = (self.now - age).unix_timestamp();
        let payload = json!({
            "v": version, "area": "22759", "at": at, "until": at + 86_400, "year": 2026, "min_members": 3,
            "checklist": 1, "teams": [], "venues": venues,
        });
        let signed =
            signed_text::sign(SignedKind::Pack, &payload.to_string(), &self.key).expect("randomness");
        json!({ "protected": signed.protected, "payload": signed.payload, "signature": signed.signature })
    }
}

impl TestSigner {
    /// The order to this phone to erase its data, as a compact JWS.
    pub fn wipe_order(&self, device: &str) -> String {
        let order = json!({ "order": "wipe", "device": device, "at": self.now.unix_timestamp() });
        let signed = signed_text::sign(SignedKind::WipeOrder, &order.to_string(), &self.key);
        signed.expect("randomness").to_compact()
    }
}

pub fn certificate_number(serial: i32) -> CertificateNumber {
    CertificateNumber::new("KH-SNV", 2026, serial)
}
