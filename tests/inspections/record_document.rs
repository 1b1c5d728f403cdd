//! The record of an inspection as a PDF, and its public verification.

use std::process::Command;

use camket_app::inspections::{self, render_record_pdf};
use camket_domain::inspections::Conclusion;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{Office, PHAN_RANG};

test_on_both_engines! { a_record_is_drawn_and_verified_by_its_code }

async fn a_record_is_drawn_and_verified_by_its_code(office: Office) {
    let tra = office.inspector("Trần Văn Tra", PHAN_RANG).await;
    let team = office.team(PHAN_RANG, &[&tra]).await;
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    hotel.fills_in_everything().await;
    let phone = tra.enrols().await;
    let given = phone.visit_with(&team, &hotel, &["contracts", "health-checks"], Conclusion::Reminder);
    let inspection = phone.reports(&given).await.inspection;
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    let dossier = inspections::find(&office.app, &officer.may(), inspection.id).await.unwrap();
    let pdf = render_record_pdf(&office.app, &dossier).await.unwrap();
    assert_eq!(
        pdf,
        render_record_pdf(&office.app, &dossier).await.unwrap(),
        "the same facts, the same bytes"
    );
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), &pdf).unwrap();
    let text = Command::new("pdftotext").arg(file.path()).arg("-").output().unwrap();
    let checked = Command::new("qpdf").arg("--check").arg(file.path()).output().unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
    let text = String::from_utf8(text.stdout).unwrap().replace('\n', " ");
    for words in ["BIÊN BẢN KIỂM TRA", "01/BB-ĐKT178", "Khách sạn Biển Xanh", "Trần Văn Tra", "178-001"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(text.contains(&inspection.code.to_string()));
    let found = inspections::verify_record(&office.app, inspection.code.as_str()).await.unwrap();
    assert_eq!((found.inspection.id, found.team, found.corrections), (inspection.id, team.name, 0));
    inspections::verify_record(&office.app, "00000-00000").await.says_not_found();
}
