//! A sample certificate for the tests of this folder.

use time::macros::{date, datetime};
use uuid::Uuid;

use super::{
    Certificate, CertificateFacts, CertificateNumber, DocumentNumber, Issuer, ShortCode, StatusRecord,
};
use crate::areas::AreaCode;
use crate::ids::{AccountId, ApplicationId, CertificateId, VenueId};
use crate::venues::VenueKind;

/// In force from 23 November 2026 to 22 November 2027.
pub(crate) fn certificate() -> Certificate {
    Certificate {
        id: CertificateId(Uuid::from_u128(7)),
        application: ApplicationId(Uuid::from_u128(8)),
        venue: VenueId(Uuid::from_u128(9)),
        number: CertificateNumber("KH-SNV-2026-000001".to_owned()),
        document: DocumentNumber { serial: 1, year: 2026, symbol: "SNV".to_owned() },
        code: ShortCode::new(&Zeros),
        issued_token: None,
        status_record: StatusRecord::issued(),
        approver: AccountId(Uuid::from_u128(3)),
        issued_at: datetime!(2026-11-23 02:00 UTC),
        expires_on: date!(2027 - 11 - 22),
        facts: facts(),
        version: 1,
    }
}

fn facts() -> CertificateFacts {
    CertificateFacts {
        name: "Khách sạn Biển Xanh".to_owned(),
        kind: VenueKind::Hotel,
        kind_note: String::new(),
        address: "1 đường 16 Tháng 4".to_owned(),
        commune: AreaCode::new("22759").unwrap(),
        commune_name: "Phường Phan Rang, tỉnh Khánh Hòa".to_owned(),
        tax_code: String::new(),
        representative: "Nguyễn Thị Đại Diện".to_owned(),
        terms_version: 1,
        signed_on: date!(2026 - 11 - 20),
        workers: 1,
        confirmed_by: "UBND phường Phan Rang".to_owned(),
        confirmed_on: date!(2026 - 11 - 21),
        accepted_by: "Sở Nội vụ tỉnh Khánh Hòa".to_owned(),
        accepted_on: date!(2026 - 11 - 21),
        issuer: Issuer {
            parent: String::new(),
            name: "Sở Nội vụ tỉnh Khánh Hòa".to_owned(),
            place: "Khánh Hòa".to_owned(),
            approver_title: String::new(),
            approver_name: "Võ Văn Ký".to_owned(),
        },
    }
}

#[derive(Debug)]
struct Zeros;

impl crate::clock::Entropy for Zeros {
    fn fill(&self, out: &mut [u8]) {
        out.fill(0);
    }
}
