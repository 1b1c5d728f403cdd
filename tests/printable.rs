//! Texts that reach paper: what cannot be printed is refused at its field, and what was stored before is drawn all the same.

use camket_app::staff::{self, StaffInput};
use camket_app::{agencies, inspections, teams};
use camket_domain::accounts::Role;
use camket_domain::agencies::{Agency, AgencyFunction};
use camket_domain::inspections::Conclusion;
use camket_domain::teams::Team;
use camket_domain::venues::VenueKind;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{Office, PHAN_RANG, an_agency, build_team, samples};

test_on_both_engines! {
    an_offices_texts_are_refused_before_a_number_is_given,
    an_owners_texts_are_refused_before_a_number_is_given,
    names_with_any_latin_mark_are_printed,
    a_record_stored_before_texts_were_checked_is_drawn,
}

type TextOfAgency = fn(&mut Agency) -> &mut String;

const REFUSED: &str = "text-unprintable";

async fn an_offices_texts_are_refused_before_a_number_is_given(office: Office) {
    let (app, admin) = (&office.app, office.administrator("Quản", PHAN_RANG).await);
    let agency = an_agency("Phòng Văn hóa", "PR-VH", PHAN_RANG.commune());
    let wrong: [(&str, TextOfAgency); 4] = [
        ("name", |agency| &mut agency.name),
        ("parent_name", |agency| &mut agency.parent_name),
        ("symbol", |agency| &mut agency.symbol),
        ("place", |agency| &mut agency.place),
    ];
    for (field, text) in wrong {
        let mut agency = agency.clone();
        text(&mut agency).push_str(" 😀");
        agencies::create(app, &admin.may(), office.key(), agency.clone()).await.says_invalid(field, REFUSED);
        let known = office.agency(AgencyFunction::ConfirmPledges, PHAN_RANG).await;
        let changed = Agency { id: known.id, version: known.version, code: known.code, ..agency };
        agencies::update(app, &admin.may(), changed).await.says_invalid(field, REFUSED);
    }
    let approver = StaffInput {
        name: "Lê Thị Bình".to_owned(),
        login: office.address_of("Bình"),
        role: Role::Approver,
        agency: office.agency(AgencyFunction::Issue, PHAN_RANG).await.id,
        area: PHAN_RANG.commune(),
        title: "Chủ tịch".to_owned(),
    };
    let korean = StaffInput { name: "김민수".to_owned(), ..approver.clone() };
    staff::invite(app, &admin.may(), office.key(), korean).await.says_invalid("name", REFUSED);
    let ticked = StaffInput { title: "✓".to_owned(), ..approver };
    staff::invite(app, &admin.may(), office.key(), ticked).await.says_invalid("title", REFUSED);
    let tra = office.inspector("Trần Văn Tra", PHAN_RANG).await;
    let team = build_team(PHAN_RANG, &[&tra]);
    let named = Team { name: "Đội ✓".to_owned(), ..team.clone() };
    teams::create(app, &admin.may(), office.key(), named).await.says_invalid("name", REFUSED);
    let mut member = team;
    member.members[1].name = "김민수".to_owned();
    teams::create(app, &admin.may(), office.key(), member).await.says_invalid("members", REFUSED);
}

async fn an_owners_texts_are_refused_before_a_number_is_given(office: Office) {
    let lan = office.owner("Lan").await;
    let named = lan.tries_to_register(office.key(), VenueKind::Cafe, "Cà phê ☕").await;
    named.says_invalid("name", REFUSED);
    let venue = lan.registers_venue("Khách sạn Biển Xanh").await;
    venue.fills_in_everything().await;
    venue.tries_to_answer(samples::place(PHAN_RANG, "Số 1 ➜ chợ")).await.says_invalid("address", REFUSED);
    let person = samples::representative("김민수", Some(samples::woman(office.fresh())));
    venue.tries_to_answer(person).await.says_invalid("name", REFUSED);
    let worker = samples::receptionist("Hạnh ❤", samples::woman(office.fresh()));
    venue.tries_to_declare(worker).await.says_invalid("name", REFUSED);
}

async fn names_with_any_latin_mark_are_printed(office: Office) {
    let venue = office.owner("Lan").await.registers_venue("Quán Żubr & Łoś").await;
    let application = venue.goes_all_the_way().await;
    let certificate = office.certifies(application, PHAN_RANG).await;
    let pdf =
        camket_app::certificates::render_certificate_pdf(&office.app, &certificate, None).await.unwrap();
    assert!(pdf.starts_with(b"%PDF-"));
}

/// The check is where a report is parsed; this one is stored as before there was a check.
async fn a_record_stored_before_texts_were_checked_is_drawn(office: Office) {
    let tra = office.inspector("Trần Văn Tra", PHAN_RANG).await;
    let team = office.team(PHAN_RANG, &[&tra]).await;
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    hotel.fills_in_everything().await;
    let phone = tra.enrols().await;
    let mut given = phone.visit_with(&team, &hotel, &["contracts"], Conclusion::Reminder);
    given.owner.remarks = "Đồng ý ✓ 😀".to_owned();
    let inspection = phone.reports(&given).await.inspection;
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    let dossier = inspections::find(&office.app, &officer.may(), inspection.id).await.unwrap();
    inspections::render_record_pdf(&office.app, &dossier)
        .await
        .expect("a record with a number is always drawn");
}
