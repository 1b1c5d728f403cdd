//! Transfer of a venue to another owner: both confirm, the history stays, the former owner is out, the new one signs anew.

use camket_app::transfers::{self, OfferedVenue};
use camket_app::venue_operations::{OperationRecorder, record_operation};
use camket_app::{AppError, certificates, claim_codes, counter, venues};
use camket_domain::accounts::Login;
use camket_domain::audit::AuditAction;
use camket_domain::certificates::verdict::Verdict;
use camket_domain::claim_codes::ClaimTarget;
use camket_domain::ids::{TransferId, VenueId};
use camket_domain::outbox::{LinkedPage, Notice};
use camket_domain::refusal::Refusal;
use camket_domain::transfers::{MAX_OFFERS_A_DAY, OFFER_LIFETIME};
use camket_domain::venue_register::Operation;
use camket_domain::venues::MissingStep;
use time::Duration;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{Office, OwnedVenue, PHAN_RANG, Person, samples};

test_on_both_engines! {
    a_venue_changes_hands_when_both_confirm,
    the_new_owner_signs_anew_and_gets_a_new_paper,
    whether_a_log_in_has_an_account_is_told_to_nobody,
    an_offer_is_taken_back_before_it_is_accepted,
    an_offer_is_declined_or_over,
    only_the_owner_offers_and_only_whom_it_is_offered_to_answers,
    what_is_in_review_closed_or_offered_is_not_offered,
    two_answers_make_one,
    nobody_sends_messages_without_end,
    a_claim_code_of_the_former_owner_is_worth_nothing,
}

pub async fn offer(venue: &OwnedVenue, to: &Login) -> Result<TransferId, AppError> {
    let office = &venue.owner.office;
    transfers::offer(&office.app, &venue.owner.may(), office.key(), venue.id, to).await
}

async fn see(person: &Person, id: TransferId) -> Result<OfferedVenue, AppError> {
    transfers::load_offered(&person.office.app, &person.may(), id).await
}

async fn accept(person: &Person, id: TransferId, version: i32) -> Result<VenueId, AppError> {
    transfers::accept(&person.office.app, &person.may(), id, version).await
}

async fn decline(person: &Person, id: TransferId, version: i32) -> Result<(), AppError> {
    transfers::decline(&person.office.app, &person.may(), id, version).await
}

async fn take_back(owner: &Person, venue: VenueId, version: i32) -> Result<(), AppError> {
    transfers::take_back(&owner.office.app, &owner.may(), venue, version).await
}

async fn list_offered(person: &Person) -> Vec<String> {
    let found = transfers::list_offered(&person.office.app, &person.may()).await.unwrap();
    found.into_iter().map(|(_, name)| name).collect()
}

async fn begin(office: &Office) -> (OwnedVenue, Person) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    (hotel, office.owner("Mai").await)
}

async fn a_venue_changes_hands_when_both_confirm(office: Office) {
    let (hotel, mai) = begin(&office).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let application = hotel.goes_all_the_way().await;
    let certificate = office.certifies(application, PHAN_RANG).await;
    let id = offer(&hotel, &mai.login).await.unwrap();
    let told = office.last_notice_to(mai.login.as_str()).await;
    let link = LinkedPage::Transfer { transfer: id }.into();
    let (venue, name) = ("Khách sạn Biển Xanh".to_owned(), "Lan".to_owned());
    assert_eq!(told, Notice::TransferOffered { venue, name, link });
    assert_eq!(list_offered(&mai).await, ["Khách sạn Biển Xanh"]);
    let seen = see(&mai, id).await.unwrap();
    assert_eq!((seen.from.as_str(), seen.workers, seen.demands, seen.questions), ("Lan", 1, 0, 0));
    assert_eq!(seen.certificate.map(|paper| paper.number), Some(certificate.number.clone()));
    assert_eq!(seen.anew, [MissingStep::Representative], "the tax code is of an organisation");
    assert!(venues::find(&office.app, &mai.may(), hotel.id).await.is_err(), "nothing is hers before");
    assert_eq!(accept(&mai, id, seen.transfer.version).await.unwrap(), hotel.id);
    venues::find(&office.app, &hotel.owner.may(), hotel.id).await.says_not_found();
    let taken = OwnedVenue { owner: mai.clone(), id: hotel.id }.dossier().await;
    assert_eq!((taken.venue.representative, taken.workers.len()), (None, 1));
    assert_eq!(taken.application.unwrap().owner, mai.id(), "messages about it go to her");
    let history = office.actions_at(hotel.id).await;
    for action in [AuditAction::VenueRegistered, AuditAction::PledgeSigned, AuditAction::TransferOffered] {
        assert!(history.contains(&action), "{action:?}");
    }
    assert_eq!(history.last(), Some(&AuditAction::VenueTransferred));
    let told = office.last_notice_to(hotel.owner.login.as_str()).await;
    assert!(matches!(told, Notice::TransferAccepted { name, .. } if name == "Mai"));
    let told = office.last_notice_to(hoa.login.as_str()).await;
    let link = LinkedPage::VenueRecord { venue: hotel.id }.into();
    let (name, venue) = ("Hoa".to_owned(), "Khách sạn Biển Xanh".to_owned());
    assert_eq!(told, Notice::VenueTransferred { name, venue, link });
    assert!(list_offered(&mai).await.is_empty());
    let found = certificates::verify(&office.app, certificate.code.as_str()).await.unwrap();
    assert_eq!(found.verdict, Verdict::Valid, "until the new one is issued");
}

async fn the_new_owner_signs_anew_and_gets_a_new_paper(office: Office) {
    let (hotel, mai) = begin(&office).await;
    let application = hotel.goes_all_the_way().await;
    let certificate = office.certifies(application, PHAN_RANG).await;
    let id = offer(&hotel, &mai.login).await.unwrap();
    accept(&mai, id, 1).await.unwrap();
    let hers = OwnedVenue { owner: mai, id: hotel.id };
    assert_eq!(hers.gaps().await, ["representative", "pledge-outdated"]);
    let number = samples::woman(office.fresh());
    hers.answers(samples::representative("Trần Thị Mai", Some(number))).await;
    hers.signs().await;
    let next = office.certifies(hers.submits().await, PHAN_RANG).await;
    assert_eq!(next.facts.representative, "Trần Thị Mai");
    let found = certificates::verify(&office.app, certificate.code.as_str()).await.unwrap();
    assert_eq!(found.verdict, Verdict::Superseded);
}

async fn whether_a_log_in_has_an_account_is_told_to_nobody(office: Office) {
    let (hotel, _) = begin(&office).await;
    let (stranger, hoa) = (office.address_of("Bình"), office.commune_officer("Hoa", PHAN_RANG).await);
    let id = offer(&hotel, &stranger).await.unwrap();
    let own = transfers::find_own(&office.app, &hotel.owner.may(), hotel.id).await.unwrap();
    assert_eq!(own.offer.unwrap().login, stranger.as_str());
    take_back(&hotel.owner, hotel.id, 1).await.unwrap();
    offer(&hotel, &hoa.login).await.unwrap();
    take_back(&hotel.owner, hotel.id, 1).await.unwrap();
    see(&office.owner("Mai").await, id).await.says_not_found();
    // Who signs up with the log-in later finds the offer.
    offer(&hotel, &stranger).await.unwrap();
    let client = office.client();
    office.signs_up("Bình", &stranger, &client).await.unwrap();
    let code = office.last_code_to(stranger.as_str()).await;
    let entered = camket_app::accounts::confirm(&office.app, &stranger, &code, &client).await.unwrap();
    let binh = Person { actor: entered.actor, login: stranger, client, ..hotel.owner.clone() };
    assert_eq!(list_offered(&binh).await, ["Khách sạn Biển Xanh"]);
}

async fn an_offer_is_taken_back_before_it_is_accepted(office: Office) {
    let (hotel, mai) = begin(&office).await;
    take_back(&hotel.owner, hotel.id, 1).await.says_refused(Refusal::WrongState);
    let id = offer(&hotel, &mai.login).await.unwrap();
    take_back(&mai, hotel.id, 1).await.says_not_found();
    take_back(&hotel.owner, hotel.id, 2).await.says_conflict();
    take_back(&hotel.owner, hotel.id, 1).await.unwrap();
    take_back(&hotel.owner, hotel.id, 1).await.says_refused(Refusal::WrongState);
    let told = office.last_notice_to(mai.login.as_str()).await;
    assert!(matches!(told, Notice::TransferTakenBack { .. }));
    accept(&mai, id, 1).await.says_not_found();
    assert!(list_offered(&mai).await.is_empty());
    assert_eq!(office.actions_on(id.0).await, [AuditAction::TransferOffered, AuditAction::TransferTakenBack]);
}

async fn an_offer_is_declined_or_over(office: Office) {
    let (hotel, mai) = begin(&office).await;
    let id = offer(&hotel, &mai.login).await.unwrap();
    decline(&mai, id, 2).await.says_conflict();
    decline(&mai, id, 1).await.unwrap();
    decline(&mai, id, 1).await.unwrap();
    assert_eq!(office.actions_on(id.0).await, [AuditAction::TransferOffered, AuditAction::TransferDeclined]);
    let told = office.last_notice_to(hotel.owner.login.as_str()).await;
    assert!(matches!(told, Notice::TransferDeclined { name, .. } if name == "Mai"));
    accept(&mai, id, 2).await.says_refused(Refusal::WrongState);
    let id = offer(&hotel, &mai.login).await.unwrap();
    office.waits(OFFER_LIFETIME);
    assert!(list_offered(&mai).await.is_empty());
    accept(&mai, id, 1).await.says_refused(Refusal::OfferOver);
    decline(&mai, id, 1).await.says_refused(Refusal::OfferOver);
    let own = transfers::find_own(&office.app, &hotel.owner.may(), hotel.id).await.unwrap();
    assert_eq!(own.offer, None);
    offer(&hotel, &mai.login).await.unwrap();
    assert_eq!(list_offered(&mai).await.len(), 1, "it can be offered again");
}

async fn only_the_owner_offers_and_only_whom_it_is_offered_to_answers(office: Office) {
    let (hotel, mai) = begin(&office).await;
    let (app, binh) = (&office.app, office.owner("Bình").await);
    let foreign = OwnedVenue { owner: mai.clone(), id: hotel.id };
    offer(&foreign, &binh.login).await.says_not_found();
    transfers::find_own(app, &mai.may(), hotel.id).await.map(drop).says_not_found();
    offer(&hotel, &hotel.owner.login).await.says_invalid("login", "transfer-to-oneself");
    let id = offer(&hotel, &mai.login).await.unwrap();
    see(&binh, id).await.says_not_found();
    see(&hotel.owner, id).await.says_not_found();
    accept(&binh, id, 1).await.says_not_found();
    decline(&binh, id, 1).await.says_not_found();
    // At the counter an officer keeps an owner's venues, and gives none away.
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let opened = counter::open_owner(app, &hoa.may(), office.key(), "Nguyễn Thị Sen").await.unwrap();
    let session = hoa.logs_in().await;
    counter::enter(app, &hoa.may(), &session, opened).await.unwrap();
    let sen = Person { actor: hoa.looks_with(&session).await.unwrap(), ..hoa.clone() };
    let inn = sen.registers_venue("Nhà nghỉ Sen").await;
    offer(&inn, &mai.login).await.says_refused(Refusal::NotAllowed);
    accept(&sen, id, 1).await.says_refused(Refusal::NotAllowed);
}

async fn what_is_in_review_closed_or_offered_is_not_offered(office: Office) {
    let (hotel, mai) = begin(&office).await;
    let (app, lan) = (&office.app, &hotel.owner);
    offer(&hotel, &mai.login).await.unwrap();
    offer(&hotel, &office.address_of("Bình")).await.says_refused(Refusal::OfferedAlready);
    let id = transfers::find_own(app, &lan.may(), hotel.id).await.unwrap().offer.unwrap().id;
    hotel.goes_all_the_way().await;
    accept(&mai, id, 1).await.says_refused(Refusal::InReview);
    take_back(lan, hotel.id, 1).await.unwrap();
    offer(&hotel, &mai.login).await.says_refused(Refusal::InReview);
    hotel.tries_to_withdraw().await.unwrap();
    let id = offer(&hotel, &mai.login).await.unwrap();
    let permit = lan.may();
    record_operation(app, OperationRecorder::Owner(&permit), hotel.id, 0, Operation::Closed, "")
        .await
        .unwrap();
    accept(&mai, id, 1).await.says_refused(Refusal::VenueClosed);
    take_back(lan, hotel.id, 1).await.unwrap();
    offer(&hotel, &mai.login).await.says_refused(Refusal::VenueClosed);
}

async fn two_answers_make_one(office: Office) {
    let (hotel, mai) = begin(&office).await;
    let id = offer(&hotel, &mai.login).await.unwrap();
    accept(&mai, id, 2).await.says_conflict();
    assert_eq!(accept(&mai, id, 1).await.unwrap(), hotel.id);
    assert_eq!(accept(&mai, id, 1).await.unwrap(), hotel.id, "a button pressed twice");
    decline(&mai, id, 1).await.says_conflict();
    decline(&mai, id, 2).await.says_refused(Refusal::WrongState);
    take_back(&hotel.owner, hotel.id, 1).await.says_not_found();
    let count = office.actions_on(id.0).await;
    assert_eq!(count, [AuditAction::TransferOffered, AuditAction::VenueTransferred]);
}

async fn nobody_sends_messages_without_end(office: Office) {
    let (hotel, mai) = begin(&office).await;
    for _ in 0..MAX_OFFERS_A_DAY {
        offer(&hotel, &mai.login).await.unwrap();
        take_back(&hotel.owner, hotel.id, 1).await.unwrap();
    }
    offer(&hotel, &mai.login).await.says_throttled();
    office.waits(Duration::days(1));
    offer(&hotel, &mai.login).await.unwrap();
}

async fn a_claim_code_of_the_former_owner_is_worth_nothing(office: Office) {
    let (hotel, mai) = begin(&office).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    hotel.fills_in_everything().await;
    let target = ClaimTarget::Venue(hotel.id);
    let made = claim_codes::make(&office.app, &hoa.may(), office.key(), target).await.unwrap();
    let code = claim_codes::find_open(&office.app, &hoa.may(), made).await.unwrap().code.to_string();
    let id = offer(&hotel, &mai.login).await.unwrap();
    accept(&mai, id, 1).await.unwrap();
    let lan = &hotel.owner;
    let taken = claim_codes::claim(&office.app, &lan.may(), &code, &lan.client).await;
    taken.says_invalid("code", "claim-code-revoked");
    assert!(venues::find(&office.app, &mai.may(), hotel.id).await.is_ok());
}
