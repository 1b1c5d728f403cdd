//! Example claims and keys for the tests of this crate.

use camket_domain::areas::AreaCode;
use camket_domain::certificates::claims::first_second_after;
use camket_domain::certificates::{CertificateClaims, CertificateNumber, StatusIndex};
use camket_domain::venues::VenueKind;
use time::macros::{date, datetime};

use crate::keys::{KeySet, Kid, PublicKey};
use crate::signing::{SigningKey, generate};

pub(crate) fn claims() -> CertificateClaims {
    CertificateClaims {
        number: CertificateNumber::new("KH-SNV", 2026, 42),
        issued_at: datetime!(2026-01-05 03:00 UTC),
        expires_at: first_second_after(date!(2026 - 12 - 31)),
        index: StatusIndex(123_456),
        kind: VenueKind::Hotel,
        name: "Khách sạn Biển Xanh".into(),
        address: "12 Yên Ninh, Phường Ninh Chử, tỉnh Khánh Hòa".into(),
        area: AreaCode::new("22834").unwrap(),
    }
}

pub(crate) fn key(kid: &[u8]) -> SigningKey {
    SigningKey::new(Kid::new(kid).unwrap(), &generate().unwrap()).unwrap()
}

pub(crate) fn public(key: &SigningKey, withdrawn: bool) -> PublicKey {
    PublicKey {
        kid: key.kid().clone(),
        point: key.point(),
        not_before: datetime!(2026-01-01 00:00 UTC),
        not_after: datetime!(2027-01-01 00:00 UTC),
        withdrawn,
    }
}

pub(crate) fn set(keys: &[&SigningKey]) -> KeySet {
    KeySet::new(keys.iter().map(|key| public(key, false)).collect()).unwrap()
}
