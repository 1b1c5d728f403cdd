//! A certificate for this folder's tests.

use camket_domain::areas::AreaCode;
use camket_domain::certificates::short_code::ShortCode;
use camket_domain::certificates::{Certificate, CertificateNumber, DocumentNumber, Facts, Issuer, Standing};
use camket_domain::ids::{AccountId, ApplicationId, CertificateId, VenueId};
use camket_domain::venues::VenueKind;
use time::macros::{date, datetime};
use uuid::Uuid;

pub(super) fn certificate() -> Certificate {
    Certificate {
        id: CertificateId(Uuid::nil()),
        application: ApplicationId(Uuid::nil()),
        venue: VenueId(Uuid::nil()),
        number: CertificateNumber::new("KH-SNV", 2026, 42),
        document: DocumentNumber { serial: 5, year: 2026, symbol: "SNV".into() },
        code: ShortCode::parse("01234-56784").unwrap(),
        signed: None,
        standing: Standing::issued(),
        approver: AccountId(Uuid::nil()),
        issued_at: datetime!(2026-01-01 03:00 UTC),
        expires_on: date!(2026 - 12 - 31),
        facts: facts(),
        version: 1,
    }
}

fn facts() -> Facts {
    Facts {
        name: "Khách sạn Biển Xanh".into(),
        kind: VenueKind::Hotel,
        kind_note: String::new(),
        address: "12 Yên Ninh".into(),
        commune: AreaCode::new("22834").unwrap(),
        commune_name: "Phường Ninh Chử, tỉnh Khánh Hòa".into(),
        tax_code: "••••••••1234".into(),
        representative: "Nguyễn Thị Hồng".into(),
        terms_version: 1,
        signed_on: date!(2025 - 12 - 20),
        workers: 3,
        confirmed_by: "Ủy ban nhân dân phường Ninh Chử".into(),
        confirmed_on: date!(2025 - 12 - 24),
        accepted_by: "Sở Nội vụ tỉnh Khánh Hòa".into(),
        accepted_on: date!(2025 - 12 - 29),
        issuer: Issuer {
            parent: "Ủy ban nhân dân tỉnh Khánh Hòa".into(),
            name: "Sở Nội vụ tỉnh Khánh Hòa".into(),
            place: "Khánh Hòa".into(),
            approver_title: "GIÁM ĐỐC".into(),
            approver_name: "Võ Quốc Duyệt".into(),
        },
    }
}
