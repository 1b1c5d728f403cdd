//! Pledges: a signature covers the text that was shown, and needs a fresh confirmation.

use std::io::Write;
use std::process::{Command, Stdio};

use camket_app::pledges::{self, SigningInput};
use camket_app::{AppError, printing};
use camket_domain::audit::AuditAction;
use camket_domain::pledges::{ConfirmationMethod, PledgedFacts, SignatureStrokes};
use camket_domain::refusal::Refusal;
use camket_domain::venues::Section;
use time::Duration;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, Office, OwnedVenue, incomplete, samples};

test_on_both_engines! {
    a_pledge_keeps_what_was_signed_by_whom_and_how,
    a_code_signs_as_well_as_the_password,
    a_wrong_proof_signs_nothing,
    an_incomplete_venue_cannot_sign,
    a_text_that_changed_since_it_was_shown_is_not_signed,
    the_same_form_twice_signs_once,
    another_owner_signs_nothing,
    nothing_is_signed_in_review,
    a_change_of_the_venue_outdates_the_pledge,
    the_paper_says_what_was_signed_whatever_became_of_the_venue,
    workers_do_not_outdate_the_pledge,
}

async fn filled_in(office: &Office) -> OwnedVenue {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    hotel.fills_in_everything().await;
    hotel
}

async fn a_pledge_keeps_what_was_signed_by_whom_and_how(office: Office) {
    let hotel = filled_in(&office).await;
    let lan = &hotel.owner;
    let drawing = SignatureStrokes(vec![vec![(0.1, 0.2), (0.9, 0.8)]]);
    let shown =
        pledges::hash_text(pledges::find_terms_for_day(office.app.today()), &hotel.dossier().await.venue);
    let signing = SigningInput {
        name: "Nguyễn Thị Đại Diện".to_owned(),
        capacity: "Giám đốc".to_owned(),
        authority: String::new(),
        drawing: Some(drawing.clone()),
        confirmation: (ConfirmationMethod::Password, lan.password.clone()),
    };
    let key = office.key();
    let id =
        pledges::sign(&office.app, &lan.may(), hotel.id, key, &shown, signing, &lan.client).await.unwrap();
    let pledge = hotel.dossier().await.pledge.unwrap();
    assert_eq!((pledge.id, pledge.signer, pledge.terms_version), (id, lan.id(), 1));
    assert_eq!((pledge.text_hash, pledge.drawing), (shown, Some(drawing)));
    assert_eq!((pledge.address, pledge.user_agent), (lan.client.address.clone(), "Test/1.0".to_owned()));
    assert_eq!(pledge.confirmation, ConfirmationMethod::Password);
    assert_eq!(pledge.clauses.len(), 13);
    assert_eq!(pledge.facts, PledgedFacts::from_venue(&hotel.dossier().await.venue));
    assert_eq!(office.actions_on(id.0).await, [AuditAction::PledgeSigned]);
}

async fn a_code_signs_as_well_as_the_password(office: Office) {
    let hotel = filled_in(&office).await;
    pledges::send_code(&office.app, &hotel.owner.may(), hotel.id, &hotel.owner.client).await.unwrap();
    let code = hotel.owner.last_code().await;
    let sign = async |code: &str| {
        hotel.tries_to_sign_with(office.key(), (ConfirmationMethod::Code, code.to_owned())).await
    };
    sign(&code).await.unwrap();
    assert_eq!(hotel.dossier().await.pledge.unwrap().confirmation, ConfirmationMethod::Code);
    sign(&code).await.says_invalid("code", "code-over");
}

async fn a_wrong_proof_signs_nothing(office: Office) {
    let hotel = filled_in(&office).await;
    let sign = async |how, proof: &str| hotel.tries_to_sign_with(office.key(), (how, proof.to_owned())).await;
    sign(ConfirmationMethod::Password, "sai mật khẩu").await.says_invalid("current", "password-wrong");
    sign(ConfirmationMethod::Code, "123456").await.says_invalid("code", "code-over");
    pledges::send_code(&office.app, &hotel.owner.may(), hotel.id, &hotel.owner.client).await.unwrap();
    let code = hotel.owner.last_code().await;
    office.waits(Duration::minutes(15));
    sign(ConfirmationMethod::Code, &code).await.says_invalid("code", "code-over");
    assert!(hotel.dossier().await.pledge.is_none());
}

async fn an_incomplete_venue_cannot_sign(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let missing = [Section::Place, Section::Business, Section::Security, Section::Representative];
    let gaps = missing.map(Section::code);
    hotel.tries_to_sign().await.says_refused(incomplete(&gaps));
}

async fn a_text_that_changed_since_it_was_shown_is_not_signed(office: Office) {
    let hotel = filled_in(&office).await;
    let lan = &hotel.owner;
    let shown =
        pledges::hash_text(pledges::find_terms_for_day(office.app.today()), &hotel.dossier().await.venue);
    hotel.answers(samples::representative("Người khác", None)).await;
    let signing = SigningInput {
        name: "Nguyễn Thị Đại Diện".to_owned(),
        capacity: "Giám đốc".to_owned(),
        authority: String::new(),
        drawing: None,
        confirmation: (ConfirmationMethod::Password, lan.password.clone()),
    };
    let key = office.key();
    let signed = pledges::sign(&office.app, &lan.may(), hotel.id, key, &shown, signing, &lan.client).await;
    signed.says_conflict();
    assert!(hotel.dossier().await.pledge.is_none());
}

async fn the_same_form_twice_signs_once(office: Office) {
    let hotel = filled_in(&office).await;
    let key = office.key();
    let sign = async || {
        let proof = (ConfirmationMethod::Password, hotel.owner.password.clone());
        hotel.tries_to_sign_with(key, proof).await.unwrap()
    };
    assert_eq!(sign().await, sign().await);
    let signings =
        office.actions_at(hotel.id).await.into_iter().filter(|deed| *deed == AuditAction::PledgeSigned);
    assert_eq!(signings.count(), 1);
}

async fn another_owner_signs_nothing(office: Office) {
    let hotel = filled_in(&office).await;
    let binh = office.owner("Bình").await;
    pledges::send_code(&office.app, &binh.may(), hotel.id, &binh.client).await.says_not_found();
    let signing = SigningInput {
        name: "Bình".to_owned(),
        capacity: "Giám đốc".to_owned(),
        authority: String::new(),
        drawing: None,
        confirmation: (ConfirmationMethod::Password, binh.password.clone()),
    };
    let shown =
        pledges::hash_text(pledges::find_terms_for_day(office.app.today()), &hotel.dossier().await.venue);
    let (key, client) = (office.key(), &binh.client);
    pledges::sign(&office.app, &binh.may(), hotel.id, key, &shown, signing, client).await.says_not_found();
}

async fn nothing_is_signed_in_review(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    hotel.goes_all_the_way().await;
    hotel.tries_to_sign().await.says_refused(Refusal::InReview);
}

async fn a_change_of_the_venue_outdates_the_pledge(office: Office) {
    let hotel = filled_in(&office).await;
    hotel.signs().await;
    hotel.declares_nobody().await;
    assert!(hotel.gaps().await.is_empty());
    hotel.answers(samples::representative("Người khác", None)).await;
    assert_eq!(hotel.gaps().await, ["pledge-outdated"]);
    hotel.tries_to_submit().await.says_refused(incomplete(&["pledge-outdated"]));
    hotel.signs().await;
    hotel.submits().await;
}

async fn the_paper_says_what_was_signed_whatever_became_of_the_venue(office: Office) {
    let hotel = filled_in(&office).await;
    hotel.signs().await;
    let before = hotel.dossier().await;
    let paper = printing::render_pledge_pdf(&office.app, &before).await.unwrap();
    let signed = text(&paper);
    let (terms, facts) = (pledges::find_terms_for_day(office.app.today()), before.pledge.unwrap().facts);
    let words = [&terms.title, &terms.subject, &terms.preamble, &terms.closing];
    let venue = [&facts.name, &facts.kind, &facts.address, &facts.tax_code, &facts.registration];
    let people = [&facts.certificate, &facts.security_person, &facts.representative, &facts.number];
    for said in words.iter().chain(&venue).chain(&people) {
        assert!(signed.contains(said.as_str()), "{said}: {signed}");
    }
    hotel.answers(samples::place(BA_DINH, "99 đường Khác")).await;
    hotel.answers(samples::representative("Người khác", None)).await;
    let after = hotel.dossier().await;
    assert!(!pledges::has_current_facts(after.pledge.as_ref().unwrap(), &after.venue));
    assert_eq!(printing::render_pledge_pdf(&office.app, &after).await.unwrap(), paper);
}

/// The text of a PDF in drawing order, with single spaces.
fn text(pdf: &[u8]) -> String {
    let mut tool = Command::new("pdftotext")
        .args(["-raw", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext (Debian: poppler-utils)");
    tool.stdin.take().unwrap().write_all(pdf).unwrap();
    let words = String::from_utf8(tool.wait_with_output().unwrap().stdout).unwrap();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn workers_do_not_outdate_the_pledge(office: Office) {
    let hotel = filled_in(&office).await;
    hotel.signs().await;
    hotel.declares("Nguyễn Thị A").await;
    assert!(hotel.gaps().await.is_empty());
}

#[test]
fn only_the_representative_signs_or_a_person_with_an_authority() {
    Office::open_for(crate::harness::database::Engine::Sqlite, async |office: Office| {
        let hotel = filled_in(&office).await;
        let lan = &hotel.owner;
        let terms = pledges::find_terms_for_day(office.app.today());
        let shown = pledges::hash_text(terms, &hotel.dossier().await.venue);
        let sign = async |name: &str, authority: &str| {
            let signing = SigningInput {
                name: name.to_owned(),
                capacity: "Quản lý được ủy quyền".to_owned(),
                authority: authority.to_owned(),
                drawing: None,
                confirmation: (ConfirmationMethod::Password, lan.password.clone()),
            };
            pledges::sign(&office.app, &lan.may(), hotel.id, office.key(), &shown, signing, &lan.client).await
        };
        let tried = sign("Ai Đó Khác", "").await;
        let Err(AppError::Invalid(input)) = tried else { panic!("{tried:?}") };
        assert_eq!((input.field, input.problem.code()), ("authority", "signer-authority"));
        assert!(hotel.dossier().await.pledge.is_none());
        // Accents and capitals do not matter.
        sign("NGUYEN THI DAI DIEN", "").await.expect("the representative");
        sign("Ai Đó Khác", "số 02/UQ ngày 05/02/2026").await.expect("authorised");
        let pledge = hotel.dossier().await.pledge.unwrap();
        assert_eq!(
            pledge.signer_capacity,
            "Quản lý được ủy quyền, theo giấy ủy quyền số 02/UQ ngày 05/02/2026"
        );
    });
}
