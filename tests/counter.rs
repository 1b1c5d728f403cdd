//! At the counter: an officer enters for an owner without a log-in, the pledge is signed by hand, scanned and matched, another
//! officer confirms, and the owner takes the venue over later.

use camket_app::claim_codes::{self, Claimed};
use camket_app::paper_pledges::{self, UploadOutcome};
use camket_app::printing::{render_paper_pledge_pdf, render_receipt_pdf};
use camket_app::scan_batch::{MAX_FILE_BYTES, MAX_PAGES, ScanBatch};
use camket_app::venues::{self, SectionInput};
use camket_app::{AppError, accounts, census, counter};
use camket_domain::accounts::Role;
use camket_domain::applications::{ApplicationState, lifecycle::TrackCommand};
use camket_domain::audit::AuditAction;
use camket_domain::ids::{AccountId, PledgeId};
use camket_domain::paper_pledges::{PaperPledge, format_page};
use camket_domain::permissions::{Action, Permit, rights};
use camket_domain::pledges::ConfirmationMethod;
use camket_domain::refusal::Refusal;
use camket_domain::venues::VenueKind;
use camket_store::audit;
use uuid::Uuid;

use crate::census::entries::{add_entry, begin_list, entry_input};
use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::{database_dump, test_on_both_engines};
use crate::world::{DO_VINH, Office, OwnedVenue, PHAN_RANG, Person};

test_on_both_engines! {
    a_venue_is_entered_signed_by_hand_confirmed_and_taken_over,
    whoever_entered_or_matched_may_not_confirm,
    what_is_entered_is_the_officers_in_the_trail,
    at_the_counter_nothing_else_of_the_owner_is_reached,
    a_page_without_a_code_is_matched_by_hand,
    a_page_is_matched_once,
    files_that_are_no_scans_are_refused,
    the_same_upload_twice_keeps_its_pages_once,
    offices_elsewhere_see_no_page,
    a_pledge_that_was_printed_again_is_signed_no_more,
    in_review_no_page_is_matched,
    pages_that_are_there_already_are_not_kept_again,
    owners_with_a_log_in_sign_on_the_screen,
    an_owner_is_opened_once,
    a_census_entry_is_entered_and_matched,
}

/// The officer in a session that enters for a new owner.
async fn enters_for(officer: &Person, name: &str) -> (Person, String) {
    let app = &officer.office.app;
    let owner = counter::open_owner(app, &officer.may(), officer.office.key(), name).await.unwrap();
    let session = officer.logs_in().await;
    counter::enter(app, &officer.may(), &session, owner).await.unwrap();
    (acting(officer, &session).await, session)
}

async fn acting(officer: &Person, session: &str) -> Person {
    let actor = accounts::find_actor(&officer.office.app, session).await.unwrap().expect("an open session");
    Person { actor, ..officer.clone() }
}

/// A venue with everything but the pledge, and its printed pledge.
async fn enters_a_venue(owner: &Person) -> (OwnedVenue, PaperPledge) {
    let hotel = owner.registers(VenueKind::Motel, "Nhà nghỉ Hoa Sen").await;
    hotel.fills_in_everything().await;
    hotel.declares_nobody().await;
    let app = &owner.office.app;
    paper_pledges::prepare(app, &owner.may(), owner.office.key(), hotel.id).await.unwrap();
    let paper =
        paper_pledges::find_printed(app, &owner.may(), hotel.id).await.unwrap().expect("just printed");
    (hotel, paper)
}

/// Pictures of the cover lines of all pages.
fn scans(paper: &PaperPledge) -> Vec<Vec<u8>> {
    (1..=paper.pages).map(|number| scan(&format_page(&paper.code, number, paper.pages))).collect()
}

fn scan(text: &str) -> Vec<u8> {
    let symbol = camket_documents::QrSymbol::encode(text).unwrap();
    let picture = camket_documents::simulate_photocopy(&symbol, 3);
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::DynamicImage::from(picture).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

async fn uploads(officer: &Person, files: Vec<Vec<u8>>) -> Result<UploadOutcome, AppError> {
    uploads_with(officer, officer.office.key(), files).await
}

async fn uploads_with(officer: &Person, key: Uuid, files: Vec<Vec<u8>>) -> Result<UploadOutcome, AppError> {
    let app = &officer.office.app;
    let mut batch = ScanBatch::default();
    for file in files {
        batch.add(app, &officer.may::<rights::EnterAtCounter>(), file).await?;
    }
    paper_pledges::upload_pages(app, &officer.may(), key, batch).await
}

async fn a_venue_is_entered_signed_by_hand_confirmed_and_taken_over(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let (owner, session) = enters_for(&hoa, "Nguyễn Thị Sen").await;
    let (hotel, paper) = enters_a_venue(&owner).await;
    assert!(render_paper_pledge_pdf(&office.app, &paper).await.unwrap().starts_with(b"%PDF-"));
    assert_eq!(hotel.gaps().await, ["pledge"]);
    let pages = usize::from(paper.pages);
    let kept = uploads(&hoa, scans(&paper)).await.unwrap();
    assert_eq!(kept, UploadOutcome { matched: pages, signed: 1, ..UploadOutcome::default() });
    let pledge = hotel.dossier().await.pledge.unwrap();
    let by_hand = pledge.by_hand.clone().unwrap();
    assert_eq!((pledge.id, pledge.confirmation), (paper.id, ConfirmationMethod::Hand));
    assert_eq!((by_hand.entered_by.as_str(), by_hand.scanned_on), ("Hoa", office.app.today()));
    let id = hotel.submits().await;

    let dossier = hotel.dossier().await;
    let claim = claim_codes::find_for_receipt(&office.app, &owner.may(), hotel.id).await.unwrap().unwrap();
    let application = dossier.application.clone().unwrap();
    render_receipt_pdf(&office.app, &dossier.venue, &application, Some(&claim)).await.unwrap();

    let binh = office.commune_officer("Bình", PHAN_RANG).await;
    let seen = paper_pledges::list_pages(&office.app, &binh.may(), hotel.id, pledge.id).await.unwrap();
    assert_eq!(seen.len(), pages);
    let picture = paper_pledges::load_picture(&office.app, &binh.may(), seen[0]).await.unwrap();
    assert!(picture.starts_with(&[0xff, 0xd8]));
    binh.accepts(id).await;
    office.labour_officer("Minh", PHAN_RANG).await.accepts(id).await;
    office.approver("Ký", PHAN_RANG).await.issues(id).await;

    counter::leave(&office.app, &session).await.unwrap();
    assert_eq!(acting(&hoa, &session).await.actor.role, Role::CommuneOfficer);
    let mai = office.owner("Mai").await;
    let code = claim.code.to_string();
    let claimed = claim_codes::claim(&office.app, &mai.may(), &code, &mai.client).await.unwrap();
    assert_eq!(claimed, Claimed::Venue(hotel.id));
    let own = OwnedVenue { owner: mai, id: hotel.id }.dossier().await;
    assert_eq!(own.application.unwrap().state, ApplicationState::Issued);
    let stored = database_dump::dump_tables(office.app.store()).await;
    assert!(stored["paper_page"].iter().all(|row| !row.to_lowercase().contains("ffd8ffe0")), "sealed");
}

async fn whoever_entered_or_matched_may_not_confirm(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let lan = office.commune_officer("Lan", PHAN_RANG).await;
    let (owner, _) = enters_for(&hoa, "Nguyễn Thị Sen").await;
    let (hotel, paper) = enters_a_venue(&owner).await;
    uploads(&lan, scans(&paper)).await.unwrap();
    let id = hotel.submits().await;
    for officer in [&hoa, &lan] {
        officer.tries_to_do(id, TrackCommand::Claim).await.says_refused(Refusal::EnteredByReviewer);
    }
    office.commune_officer("Bình", PHAN_RANG).await.accepts(id).await;
}

async fn what_is_entered_is_the_officers_in_the_trail(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let (owner, _) = enters_for(&hoa, "Nguyễn Thị Sen").await;
    let (hotel, paper) = enters_a_venue(&owner).await;
    uploads(&hoa, scans(&paper)).await.unwrap();
    hotel.submits().await;
    let trail = audit::list_recent_by_venue(office.app.store(), hotel.id, &[]).await.unwrap();
    let mine: Vec<Option<AccountId>> = trail.iter().map(|event| event.actor).collect();
    assert!(mine.iter().all(|actor| *actor == Some(hoa.id())), "{trail:?}");
    let actions = office.actions_at(hotel.id).await;
    for action in [
        AuditAction::VenueRegistered,
        AuditAction::PaperPrinted,
        AuditAction::PledgeSigned,
        AuditAction::Submitted,
    ] {
        assert!(actions.contains(&action), "{action:?} in {actions:?}");
    }
}

async fn at_the_counter_nothing_else_of_the_owner_is_reached(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let (owner, session) = enters_for(&hoa, "Nguyễn Thị Sen").await;
    assert_eq!(owner.actor.role, Role::Owner);
    let allowed: Vec<_> = Action::ALL.iter().copied().filter(|action| owner.actor.may(*action)).collect();
    assert_eq!(allowed, [Action::LogOut, Action::KeepVenues, Action::WorkAtVenues]);
    let hotel = owner.registers(VenueKind::Motel, "Nhà nghỉ Hoa Sen").await;
    hotel.fills_in_everything().await;
    hotel.tries_to_sign().await.says_refused(Refusal::NotAllowed);
    let away = office.commune_officer("Kế", DO_VINH).await;
    counter::enter(&office.app, &away.may(), &session, owner.actor.account).await.says_not_found();
    for person in [office.owner("Mai").await, office.labour_officer("Minh", PHAN_RANG).await] {
        assert!(Permit::<rights::EnterAtCounter>::for_actor(&person.actor).is_none());
    }
}

async fn a_page_without_a_code_is_matched_by_hand(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let (owner, _) = enters_for(&hoa, "Nguyễn Thị Sen").await;
    let (hotel, paper) = enters_a_venue(&owner).await;
    let unreadable = || scan("https://example.vn");
    let kept = uploads(&hoa, (0..paper.pages).map(|_| unreadable()).collect()).await.unwrap();
    assert_eq!(kept, UploadOutcome { unmatched: paper.pages.into(), ..UploadOutcome::default() });
    let waiting = paper_pledges::list_waiting(&office.app, &hoa.may()).await.unwrap();
    assert_eq!(waiting[0].uploaded_by, "Hoa");
    let unknown = PledgeId(office.key());
    paper_pledges::match_page(&office.app, &hoa.may(), waiting[0].page.id, unknown)
        .await
        .says_invalid("pledge", "paper-unknown");
    for (index, one) in waiting.iter().enumerate() {
        let target = paper_pledges::list_targets(&office.app, &hoa.may()).await.unwrap().remove(0);
        assert_eq!(target.missing.len(), usize::from(paper.pages) - index);
        let signed =
            paper_pledges::match_page(&office.app, &hoa.may(), one.page.id, target.paper.id).await.unwrap();
        assert_eq!(signed, index + 1 == usize::from(paper.pages));
    }
    assert!(hotel.dossier().await.pledge.unwrap().by_hand.is_some());
    assert!(paper_pledges::list_targets(&office.app, &hoa.may()).await.unwrap().is_empty());
}

async fn a_page_is_matched_once(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let (owner, _) = enters_for(&hoa, "Nguyễn Thị Sen").await;
    let (_, paper) = enters_a_venue(&owner).await;
    uploads(&hoa, vec![scan("https://example.vn")]).await.unwrap();
    let page = paper_pledges::list_waiting(&office.app, &hoa.may()).await.unwrap()[0].page.id;
    paper_pledges::match_page(&office.app, &hoa.may(), page, paper.id).await.unwrap();
    paper_pledges::match_page(&office.app, &hoa.may(), page, paper.id).await.says_conflict();
    paper_pledges::delete_page(&office.app, &hoa.may(), page).await.says_conflict();
    uploads(&hoa, vec![scan("https://example.vn")]).await.unwrap();
    let other = paper_pledges::list_waiting(&office.app, &hoa.may()).await.unwrap()[0].page.id;
    paper_pledges::delete_page(&office.app, &hoa.may(), other).await.unwrap();
    assert!(paper_pledges::list_waiting(&office.app, &hoa.may()).await.unwrap().is_empty());
}

async fn files_that_are_no_scans_are_refused(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    uploads(&hoa, vec![]).await.says_invalid("files", "scan-missing");
    uploads(&hoa, vec![b"MZ\x90 a program".to_vec()]).await.says_invalid("files", "scan-unreadable");
    uploads(&hoa, vec![b"%PDF-1.7 nonsense".to_vec()]).await.says_invalid("files", "scan-unreadable");
    uploads(&hoa, vec![b"%PDF-1.7".to_vec(); 1]).await.says_invalid("files", "scan-unreadable");
    uploads(&hoa, vec![Vec::new()]).await.says_invalid("files", "scan-unreadable");
    uploads(&hoa, vec![vec![0; MAX_FILE_BYTES + 1]]).await.says_invalid("files", "scan-too-large");
    uploads(&hoa, vec![scan("small"); MAX_PAGES + 1]).await.says_invalid("files", "scan-too-many");
    assert!(database_dump::dump_tables(office.app.store()).await["paper_page"].is_empty());
}

async fn the_same_upload_twice_keeps_its_pages_once(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let (key, files) = (office.key(), vec![scan("https://example.vn")]);
    let first = uploads_with(&hoa, key, files.clone()).await.unwrap();
    let again = uploads_with(&hoa, key, files).await.unwrap();
    assert_eq!(first, again);
    assert_eq!(paper_pledges::list_waiting(&office.app, &hoa.may()).await.unwrap().len(), 1);
    uploads_with(&hoa, key, vec![scan("other")]).await.says_key_reused();
}

async fn offices_elsewhere_see_no_page(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let away = office.commune_officer("Kế", DO_VINH).await;
    let (owner, _) = enters_for(&hoa, "Nguyễn Thị Sen").await;
    let (hotel, paper) = enters_a_venue(&owner).await;
    // The cover line is of another commune's pledge, so the page waits there unmatched.
    let kept = uploads(&away, scans(&paper)).await.unwrap();
    assert_eq!((kept.matched, kept.unmatched), (0, paper.pages.into()));
    assert!(paper_pledges::list_waiting(&office.app, &hoa.may()).await.unwrap().is_empty());
    uploads(&hoa, scans(&paper)).await.unwrap();
    let pages = paper_pledges::list_pages(&office.app, &hoa.may(), hotel.id, paper.id).await.unwrap();
    paper_pledges::load_picture(&office.app, &away.may(), pages[0]).await.says_not_found();
    paper_pledges::list_pages(&office.app, &away.may(), hotel.id, paper.id).await.says_not_found();
    for person in [office.owner("Mai").await, office.inspector("Tra", PHAN_RANG).await] {
        assert!(Permit::<rights::ReadPapers>::for_actor(&person.actor).is_none());
    }
    let minh = office.labour_officer("Minh", PHAN_RANG).await;
    assert!(paper_pledges::load_picture(&office.app, &minh.may(), pages[0]).await.is_ok());
}

async fn a_pledge_that_was_printed_again_is_signed_no_more(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let (owner, _) = enters_for(&hoa, "Nguyễn Thị Sen").await;
    let (hotel, first) = enters_a_venue(&owner).await;
    let app = &office.app;
    let again = paper_pledges::prepare(app, &owner.may(), office.key(), hotel.id).await.unwrap();
    assert_eq!(again, first.id, "the same text");
    let name = "Nhà nghỉ Hoa Súng".to_owned();
    hotel.answers(SectionInput::Identity(VenueKind::Motel, String::new(), name)).await;
    let second = paper_pledges::prepare(app, &owner.may(), office.key(), hotel.id).await.unwrap();
    assert_ne!(second, first.id);
    let kept = uploads(&hoa, scans(&first)).await.unwrap();
    assert_eq!((kept.matched, kept.unmatched), (0, first.pages.into()));
    let targets = paper_pledges::list_targets(app, &hoa.may()).await.unwrap();
    assert_eq!(targets.iter().map(|target| target.paper.id).collect::<Vec<_>>(), [second]);
    let page = paper_pledges::list_waiting(app, &hoa.may()).await.unwrap()[0].page.id;
    paper_pledges::match_page(app, &hoa.may(), page, first.id).await.says_conflict();
}

async fn in_review_no_page_is_matched(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let (owner, _) = enters_for(&hoa, "Nguyễn Thị Sen").await;
    let (hotel, first) = enters_a_venue(&owner).await;
    uploads(&hoa, scans(&first)).await.unwrap();
    let second = paper_pledges::prepare(&office.app, &owner.may(), office.key(), hotel.id).await.unwrap();
    hotel.submits().await;
    let paper = paper_pledges::find_printed(&office.app, &owner.may(), hotel.id).await.unwrap().unwrap();
    assert_eq!(paper.id, second);
    let kept = uploads(&hoa, scans(&paper)).await.unwrap();
    assert_eq!(kept.matched, 0);
    let page = paper_pledges::list_waiting(&office.app, &hoa.may()).await.unwrap()[0].page.id;
    paper_pledges::match_page(&office.app, &hoa.may(), page, second).await.says_refused(Refusal::InReview);
    assert_eq!(hotel.dossier().await.pledge.unwrap().id, first.id);
}

async fn pages_that_are_there_already_are_not_kept_again(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let (owner, _) = enters_for(&hoa, "Nguyễn Thị Sen").await;
    let (_, paper) = enters_a_venue(&owner).await;
    uploads(&hoa, scans(&paper)).await.unwrap();
    let again = uploads(&hoa, scans(&paper)).await.unwrap();
    assert_eq!(again, UploadOutcome { known: paper.pages.into(), ..UploadOutcome::default() });
    assert!(paper_pledges::list_waiting(&office.app, &hoa.may()).await.unwrap().is_empty());
}

async fn owners_with_a_log_in_sign_on_the_screen(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    hotel.fills_in_everything().await;
    let owner = &hotel.owner;
    paper_pledges::prepare(&office.app, &owner.may(), office.key(), hotel.id)
        .await
        .says_refused(Refusal::NotAllowed);
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let (acting, _) = enters_for(&hoa, "Nguyễn Thị Sen").await;
    let begun = acting.registers(VenueKind::Motel, "Nhà nghỉ Hoa Sen").await;
    let early = paper_pledges::prepare(&office.app, &acting.may(), office.key(), begun.id).await;
    assert!(matches!(early, Err(AppError::Refused(Refusal::Incomplete(_)))), "{early:?}");
    paper_pledges::prepare(&office.app, &acting.may(), office.key(), hotel.id).await.says_not_found();
}

async fn an_owner_is_opened_once(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let key = office.key();
    let first = counter::open_owner(&office.app, &hoa.may(), key, "Nguyễn Thị Sen").await.unwrap();
    let again = counter::open_owner(&office.app, &hoa.may(), key, "Nguyễn Thị Sen").await.unwrap();
    assert_eq!(first, again);
    assert_eq!(counter::list_owners(&office.app, &hoa.may()).await.unwrap().len(), 1);
    let unprintable = counter::open_owner(&office.app, &hoa.may(), office.key(), "호텔").await;
    assert!(matches!(unprintable, Err(AppError::Invalid(_))), "{unprintable:?}");
    assert_eq!(office.actions_on(first.0).await, [AuditAction::CounterOpened]);
}

async fn a_census_entry_is_entered_and_matched(office: Office) {
    let (app, hoa) = (&office.app, office.commune_officer("Hoa", PHAN_RANG).await);
    let entry = add_entry(&hoa, begin_list(&hoa).await, entry_input("Nhà nghỉ Hoa Sen")).await;
    let what = || (VenueKind::Motel, String::new(), "Nhà nghỉ Hoa Sen".to_owned());
    let (abroad, _) = enters_for(&office.commune_officer("Kế", DO_VINH).await, "Nguyễn Thị Sen").await;
    venues::register(app, &abroad.may(), office.key(), what(), Some(entry)).await.says_not_found();
    let (owner, _) = enters_for(&hoa, "Nguyễn Thị Sen").await;
    let id = venues::register(app, &owner.may(), office.key(), what(), Some(entry)).await.unwrap();
    let matched = census::load_entry(app, &hoa.may(), entry).await.unwrap();
    assert_eq!(matched.entry.status.open().venue(), Some(id));
    assert_eq!(matched.history.last().unwrap().by.as_ref().unwrap().name, "Hoa");
    let venue = venues::find(app, &owner.may(), id).await.unwrap();
    let listed = census::load_suggestion(app, &owner.may(), &venue).await.unwrap();
    assert_eq!(listed.unwrap().address, matched.entry.details.address);
    venues::register(app, &owner.may(), office.key(), what(), Some(entry))
        .await
        .says_refused(Refusal::EntryTaken);
}
