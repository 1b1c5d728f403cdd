//! Managers of venues: invited, accepted, removed, gone; they declare workers and print, and do nothing else.

use camket_app::labour::{self, digest_register};
use camket_app::managers::{self, list_invitations, list_managed};
use camket_app::venue_operations::{OperationRecorder, record_operation};
use camket_app::{AppError, certificates, counter, transfers, venues};
use camket_domain::accounts::Login;
use camket_domain::audit::AuditAction;
use camket_domain::ids::{ManagerId, VenueId};
use camket_domain::managers::MAX_MANAGERS;
use camket_domain::outbox::{LinkedPage, Notice};
use camket_domain::refusal::Refusal;
use camket_domain::venue_register::Operation;
use time::macros::date;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{Office, OwnedVenue, PHAN_RANG, Person, samples};

test_on_both_engines! {
    a_manager_declares_workers_and_prints,
    a_manager_does_nothing_else,
    who_is_invited_removed_or_gone_does_nothing,
    only_the_owner_chooses_and_only_who_is_invited_answers,
    a_log_in_is_invited_once_and_a_venue_has_ten,
    a_new_owner_has_none_of_the_former_ones_managers,
}

pub async fn invite(venue: &OwnedVenue, login: &Login) -> Result<ManagerId, AppError> {
    let office = &venue.owner.office;
    managers::invite(&office.app, &venue.owner.may(), office.key(), venue.id, login).await
}

async fn accept(person: &Person, id: ManagerId) -> Result<VenueId, AppError> {
    managers::accept(&person.office.app, &person.may(), id).await
}

async fn count_managed(person: &Person) -> usize {
    list_managed(&person.office.app, &person.may()).await.unwrap().len()
}

/// A certified hotel of Lan, and Mai, who manages it.
async fn begin(office: &Office) -> (OwnedVenue, Person, ManagerId) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let application = hotel.goes_all_the_way().await;
    office.certifies(application, PHAN_RANG).await;
    let mai = office.owner("Mai").await;
    let id = invite(&hotel, &mai.login).await.unwrap();
    accept(&mai, id).await.unwrap();
    (hotel, mai, id)
}

async fn a_manager_declares_workers_and_prints(office: Office) {
    let (hotel, mai, id) = begin(&office).await;
    let app = &office.app;
    let managed = list_managed(app, &mai.may()).await.unwrap();
    assert_eq!((managed.len(), managed[0].1.id), (1, hotel.id));
    let seen = managers::find_managed(app, &mai.may(), hotel.id).await.unwrap().unwrap();
    assert_eq!((seen.manager.id, seen.workers, seen.certificate.is_some()), (id, 1, true));
    assert!(managers::find_managed(app, &hotel.owner.may(), hotel.id).await.unwrap().is_none());
    let hers = OwnedVenue { owner: mai.clone(), id: hotel.id };
    let hanh = || samples::receptionist("Trần Thị Hạnh", samples::woman(721));
    hers.tries_to_declare(hanh()).await.unwrap();
    let (_, workers) = labour::list(app, &mai.may(), hotel.id).await.unwrap();
    let declared = workers.iter().find(|worker| worker.person.name == "Trần Thị Hạnh").unwrap();
    let which = (hotel.id, declared.id);
    labour::update(app, &mai.may(), which, 1, samples::receptionist("Trần Thị Hạnh B", samples::woman(721)))
        .await
        .unwrap();
    labour::declare_departure(app, &mai.may(), which, 2, date!(2026 - 11 - 20)).await.unwrap();
    assert_eq!(labour::list_departed(app, &mai.may(), hotel.id).await.unwrap().len(), 1);
    certificates::load_for_own_venue(app, &mai.may(), hotel.id).await.unwrap();
    let events = hotel.dossier().await.timeline;
    let left = events.iter().find(|event| event.action == AuditAction::WorkerLeft).unwrap();
    assert_eq!(left.actor, Some(mai.id()), "the trail says who did it");
}

async fn a_manager_does_nothing_else(office: Office) {
    let (hotel, mai, _) = begin(&office).await;
    let (app, id) = (&office.app, hotel.id);
    let hers = OwnedVenue { owner: mai.clone(), id };
    venues::find(app, &mai.may(), id).await.says_not_found();
    venues::load_dossier(app, &mai.may(), id).await.map(drop).says_not_found();
    let moved = venues::save_section(app, &mai.may(), id, 1, samples::security(), true).await;
    moved.says_not_found();
    let shown = hotel.reads_pledge().await;
    let proof = (camket_domain::pledges::ConfirmationMethod::Password, mai.password.clone());
    hers.tries_to_sign_shown(office.key(), proof, &shown).await.says_not_found();
    hers.tries_to_submit().await.says_not_found();
    hers.tries_to_withdraw_as_of(1).await.says_not_found();
    let dossier = hotel.dossier().await;
    let digest = digest_register(&dossier.venue, &dossier.workers);
    hers.tries_to_confirm_workers(&digest).await.says_not_found();
    labour::declare_no_employees(app, &mai.may(), id, 1, true).await.says_not_found();
    labour::export_workers(app, &mai.may(), id).await.map(drop).says_not_found();
    labour::export_labour_form(app, &mai.may(), id).await.map(drop).says_not_found();
    certificates::create_share_link(app, &mai.may(), id).await.says_not_found();
    let permit = mai.may();
    let recorder = OperationRecorder::Owner(&permit);
    record_operation(app, recorder, id, 0, Operation::Closed, "").await.says_not_found();
    transfers::offer(app, &mai.may(), office.key(), id, &mai.login).await.says_not_found();
    managers::list(app, &mai.may(), id).await.map(drop).says_not_found();
    invite(&hers, &office.address_of("Bình")).await.says_not_found();
}

async fn who_is_invited_removed_or_gone_does_nothing(office: Office) {
    let (hotel, mai) =
        (office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await, office.owner("Mai").await);
    let (app, lan) = (&office.app, &hotel.owner);
    let works = async || labour::list(app, &mai.may(), hotel.id).await.is_ok();
    let id = invite(&hotel, &mai.login).await.unwrap();
    let link = LinkedPage::ManagerInvitation { manager: id }.into();
    let (venue, name) = ("Khách sạn Biển Xanh".to_owned(), "Lan".to_owned());
    let told = office.last_notice_to(mai.login.as_str()).await;
    assert_eq!(told, Notice::ManagerInvited { venue, name, link });
    assert_eq!(list_invitations(app, &mai.may()).await.unwrap().len(), 1);
    assert!(!works().await, "an invitation is no right");
    assert_eq!(accept(&mai, id).await.unwrap(), hotel.id);
    assert_eq!(accept(&mai, id).await.unwrap(), hotel.id, "a button pressed twice");
    assert!(works().await && list_invitations(app, &mai.may()).await.unwrap().is_empty());
    managers::remove(app, &lan.may(), hotel.id, id).await.unwrap();
    managers::remove(app, &lan.may(), hotel.id, id).await.unwrap();
    assert!(!works().await);
    let told = office.last_notice_to(mai.login.as_str()).await;
    assert!(matches!(told, Notice::ManagerRemoved { .. }));
    accept(&mai, id).await.says_not_found();
    let id = invite(&hotel, &mai.login).await.unwrap();
    accept(&mai, id).await.unwrap();
    managers::leave_venue(app, &mai.may(), id).await.unwrap();
    managers::leave_venue(app, &mai.may(), id).await.says_not_found();
    assert!(!works().await);
    assert_eq!(count_managed(&mai).await, 0);
    let id = invite(&hotel, &mai.login).await.unwrap();
    managers::leave_venue(app, &mai.may(), id).await.unwrap();
    accept(&mai, id).await.says_not_found();
    let trail = office.actions_on(id.0).await;
    assert_eq!(trail, [AuditAction::ManagerInvited, AuditAction::ManagerLeft]);
}

async fn only_the_owner_chooses_and_only_who_is_invited_answers(office: Office) {
    let (hotel, mai) =
        (office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await, office.owner("Mai").await);
    let (app, binh) = (&office.app, office.owner("Bình").await);
    let foreign = OwnedVenue { owner: mai.clone(), id: hotel.id };
    invite(&foreign, &binh.login).await.says_not_found();
    managers::list(app, &mai.may(), hotel.id).await.map(drop).says_not_found();
    let id = invite(&hotel, &mai.login).await.unwrap();
    managers::remove(app, &mai.may(), hotel.id, id).await.says_not_found();
    let other = binh.registers_venue("Nhà nghỉ Bình").await;
    managers::remove(app, &binh.may(), other.id, id).await.says_not_found();
    accept(&binh, id).await.says_not_found();
    managers::leave_venue(app, &binh.may(), id).await.says_not_found();
    managers::load_invitation(app, &binh.may(), id).await.map(drop).says_not_found();
    // Nobody acts for an owner at the counter on this.
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let opened = counter::open_owner(app, &hoa.may(), office.key(), "Nguyễn Thị Sen").await.unwrap();
    let session = hoa.logs_in().await;
    counter::enter(app, &hoa.may(), &session, opened).await.unwrap();
    let sen = Person { actor: hoa.looks_with(&session).await.unwrap(), ..hoa.clone() };
    let inn = sen.registers_venue("Nhà nghỉ Sen").await;
    invite(&inn, &mai.login).await.says_refused(Refusal::NotAllowed);
    accept(&sen, id).await.says_refused(Refusal::NotAllowed);
    inn.tries_to_declare(samples::receptionist("Trần Thị Hạnh", samples::woman(721))).await.unwrap();
}

async fn a_log_in_is_invited_once_and_a_venue_has_ten(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    invite(&hotel, &hotel.owner.login).await.says_invalid("login", "manager-is-owner");
    let first = office.address_of("Bình");
    invite(&hotel, &first).await.unwrap();
    invite(&hotel, &first).await.says_refused(Refusal::InvitedAlready);
    for _ in 1..MAX_MANAGERS {
        invite(&hotel, &office.address_of("Bình")).await.unwrap();
    }
    invite(&hotel, &office.address_of("Bình")).await.says_refused(Refusal::ListFull);
    let (_, found) = managers::list(&office.app, &hotel.owner.may(), hotel.id).await.unwrap();
    assert_eq!((found.len(), found[0].login.as_str()), (MAX_MANAGERS, first.as_str()));
}

async fn a_new_owner_has_none_of_the_former_ones_managers(office: Office) {
    let (hotel, mai, _) = begin(&office).await;
    let binh = office.owner("Bình").await;
    let id = crate::transfers::offer(&hotel, &binh.login).await.unwrap();
    transfers::accept(&office.app, &binh.may(), id, 1).await.unwrap();
    assert_eq!(count_managed(&mai).await, 0);
    labour::list(&office.app, &mai.may(), hotel.id).await.map(drop).says_not_found();
    let (_, found) = managers::list(&office.app, &binh.may(), hotel.id).await.unwrap();
    assert!(found.is_empty());
}
