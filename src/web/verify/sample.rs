//! A certificate for this folder's tests.

use camket_app::certificates::LookupCertificate;
use camket_domain::certificates::PublicReason;
use camket_domain::certificates::{
    CertificateNumber, CertificateStatus, DocumentNumber, PublicDetails, PublicFacts, ShortCode, StatusRecord,
};
use camket_domain::venues::VenueKind;
use time::macros::{date, datetime};

/// A certificate in force.
pub(super) fn current_certificate() -> LookupCertificate {
    LookupCertificate { facts: public_facts(), status: StatusRecord::issued(), successor: None }
}

pub(super) fn superseded_certificate() -> LookupCertificate {
    let standing = StatusRecord {
        decided_status: CertificateStatus::Superseded,
        since: Some(datetime!(2026-06-01 02:00 UTC)),
        until: None,
        reason: Some(PublicReason::Renewed),
        decision_number: "12/QĐ-SNV".into(),
        replaced_by: Some(CertificateNumber::new("KH-SNV", 2026, 77)),
    };
    LookupCertificate {
        status: standing,
        successor: ShortCode::parse("01234-56784").ok(),
        ..current_certificate()
    }
}

fn public_facts() -> PublicFacts {
    PublicFacts {
        number: CertificateNumber::new("KH-SNV", 2026, 42),
        name: "Khách sạn Biển Xanh".into(),
        kind: VenueKind::Hotel,
        address: "12 Yên Ninh, Phường Ninh Chử, tỉnh Khánh Hòa".into(),
        issued_at: datetime!(2026-01-01 03:00 UTC),
        expires_on: date!(2026 - 12 - 31),
        details: Some(PublicDetails {
            document: DocumentNumber { serial: 5, year: 2026, symbol: "SNV".into() },
            kind_note: String::new(),
            commune_name: "Phường Ninh Chử, tỉnh Khánh Hòa".into(),
            tax_code: "••••••••1234".into(),
            workers: 3,
            confirmed: ("Ủy ban nhân dân phường Ninh Chử".into(), date!(2025 - 12 - 24)),
            accepted: ("Sở Nội vụ tỉnh Khánh Hòa".into(), date!(2025 - 12 - 29)),
            issuer: "Sở Nội vụ tỉnh Khánh Hòa".into(),
        }),
    }
}
