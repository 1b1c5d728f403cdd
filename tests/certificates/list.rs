//! The officers' list of certificates.

use camket_app::venues::SectionInput;
use camket_app::{certificates, open_data};
use camket_domain::open_data::OpenFilter;
use camket_domain::venue_register::{CertificateFilter, RegisterFilter, TrackFilter};
use camket_domain::venues::VenueKind;

use time::Duration;

use crate::harness::database_dump::execute;
use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, DO_VINH, Office, PHAN_RANG, Person, suspension};

test_on_both_engines! {
    an_officer_sees_their_area_only,
    words_find_number_code_and_name,
    words_find_what_the_paper_says,
    open_data_find_a_paper_of_an_earlier_version,
    certificates_are_filtered_as_venues_are,
}

async fn list_names(officer: &Person, words: &str) -> Vec<String> {
    list_filtered(officer, RegisterFilter { words: words.to_owned(), ..RegisterFilter::default() }).await
}

async fn list_filtered(officer: &Person, filter: RegisterFilter) -> Vec<String> {
    let page = certificates::list(&officer.office.app, &officer.may(), &filter, None).await.unwrap();
    page.items.into_iter().map(|certificate| certificate.facts.name).collect()
}

async fn an_officer_sees_their_area_only(office: Office) {
    let id = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await.goes_all_the_way().await;
    let certificate = office.certifies(id, PHAN_RANG).await;
    let near = [
        office.commune_officer("Hoa", PHAN_RANG).await,
        office.labour_officer("Minh", PHAN_RANG).await,
        office.approver("Ký", PHAN_RANG).await,
        office.inspector("Tra", PHAN_RANG).await,
    ];
    for officer in near {
        assert_eq!(list_names(&officer, "").await, ["Khách sạn Biển Xanh"]);
        certificates::find(&office.app, &officer.may(), certificate.id).await.unwrap();
    }
    let far = [
        office.commune_officer("Mai", DO_VINH).await,
        office.inspector("Tri", DO_VINH).await,
        office.labour_officer("Xa", BA_DINH).await,
        office.approver("Xa", BA_DINH).await,
    ];
    for officer in far {
        assert!(list_names(&officer, "").await.is_empty());
        certificates::find(&office.app, &officer.may(), certificate.id).await.says_not_found();
    }
}

async fn words_find_number_code_and_name(office: Office) {
    let lan = office.owner("Lan").await;
    let first = lan.registers_venue("Khách sạn Hòa Bình").await.goes_all_the_way().await;
    let code = office.certifies(first, PHAN_RANG).await.code.to_string();
    let second = lan.registers_venue("Nhà nghỉ Đá Trắng").await.goes_all_the_way().await;
    office.certifies(second, PHAN_RANG).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    assert_eq!(list_names(&hoa, "").await, ["Nhà nghỉ Đá Trắng", "Khách sạn Hòa Bình"]);
    for words in ["hoa binh", "kh-snv-2026-000001", &code, &code.to_lowercase()] {
        assert_eq!(list_names(&hoa, words).await, ["Khách sạn Hòa Bình"], "{words}");
    }
    assert!(list_names(&hoa, "%").await.is_empty());
}

async fn words_find_what_the_paper_says(office: Office) {
    let venue = office.owner("Lan").await.registers_venue("Khách sạn Hòa Bình").await;
    let certificate = office.certifies(venue.goes_all_the_way().await, PHAN_RANG).await;
    let name = "Nhà nghỉ Đá Trắng".to_owned();
    venue.answers(SectionInput::Identity(VenueKind::Hotel, String::new(), name)).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let document = certificate.document.to_string();
    for words in ["hoa binh", "đá trắng", &document, &document.to_lowercase()] {
        assert_eq!(list_names(&hoa, words).await, ["Khách sạn Hòa Bình"], "{words}");
    }
    assert!(list_names(&hoa, "99/XN-SNV").await.is_empty());
}

async fn open_data_find_a_paper_of_an_earlier_version(office: Office) {
    let venue = office.owner("Lan").await.registers_venue("Khách sạn Hòa Bình").await;
    office.certifies(venue.goes_all_the_way().await, PHAN_RANG).await;
    crate::web::open_data::open(&office).await;
    assert_eq!(list_open(&office, "hoa binh").await, ["Khách sạn Hòa Bình"]);
    execute(office.app.store(), "UPDATE certificate SET search_text = ''").await;
    assert!(list_open(&office, "hoa binh").await.is_empty());
    certificates::backfill_search_texts(&office.app).await.unwrap();
    assert_eq!(list_open(&office, "hoa binh").await, ["Khách sạn Hòa Bình"]);
}

async fn list_open(office: &Office, words: &str) -> Vec<String> {
    let filter = OpenFilter { text: words.to_owned(), commune: None };
    let page = open_data::list_certificates(&office.app, &filter, None).await.unwrap();
    page.items.into_iter().map(|one| one.name).collect()
}

async fn certificates_are_filtered_as_venues_are(office: Office) {
    let lan = office.owner("Lan").await;
    let hotel = lan.registers(VenueKind::Hotel, "Khách sạn Biển Xanh").await.goes_all_the_way().await;
    office.certifies(hotel, PHAN_RANG).await;
    let bar = lan.registers(VenueKind::Bar, "Quán Đêm").await;
    let certificate = office.certifies(bar.goes_all_the_way().await, PHAN_RANG).await;
    let boss = office.approver("Ký", PHAN_RANG).await;
    let decision = boss.proposes(certificate.id, suspension(office.app.today() + Duration::days(20))).await;
    assert_eq!(boss.looks_up(decision.certificate).await.id, certificate.id);
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let all = RegisterFilter::default();
    let cases: [(RegisterFilter, &[&str]); 6] = [
        (all.clone(), &["Quán Đêm", "Khách sạn Biển Xanh"]),
        (RegisterFilter { kind: Some(VenueKind::Hotel), ..all.clone() }, &["Khách sạn Biển Xanh"]),
        (
            RegisterFilter { certificate: Some(CertificateFilter::Valid), ..all.clone() },
            &["Khách sạn Biển Xanh"],
        ),
        (RegisterFilter { certificate: Some(CertificateFilter::Suspended), ..all.clone() }, &["Quán Đêm"]),
        (RegisterFilter { commune: Some(DO_VINH.commune()), ..all.clone() }, &[]),
        (RegisterFilter { pledge: Some(TrackFilter::Confirmed), words: "dem".into(), ..all }, &["Quán Đêm"]),
    ];
    for (filter, names) in cases {
        assert_eq!(list_filtered(&hoa, filter.clone()).await, names, "{filter:?}");
    }
}
