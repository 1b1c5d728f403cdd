//! Workers' own pledges: a code of the venue, who the worker is, the text in her language, the signature. `kept`: paper, reminders,
//! how long it is kept.

mod kept;

use camket_app::AppError;
use camket_app::labour::{self, WorkerDeclaration};
use camket_app::worker_pledges::{self, ConfirmedWorker, PledgeStage, ShownInvitation};
use camket_domain::audit::AuditAction;
use camket_domain::calendar::BirthDate;
use camket_domain::ids::{WorkerId, WorkerPledgeId};
use camket_domain::labour::history::{WorkerChangeKind, WorkerField};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::worker_pledges::{
    ClaimedIdentity, InvitationStanding, LIFETIME, MAX_TRIES, WorkerPledgeMethod,
};
use time::Duration;
use time::macros::date;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::{database_dump, test_on_both_engines};
use crate::world::{Office, OwnedVenue, PHAN_RANG, samples};

test_on_both_engines! {
    a_worker_signs_on_her_own_phone,
    a_text_is_read_in_english,
    only_the_hash_of_a_code_is_stored,
    wrong_answers_use_the_code_up,
    a_year_alone_is_enough_where_no_more_is_known,
    a_code_is_over_after_fourteen_days,
    a_new_code_ends_the_open_one,
    an_ended_code_opens_nothing,
    the_same_form_twice_signs_once,
    two_browsers_sign_once,
    a_changed_text_is_shown_again,
    nothing_is_signed_in_review,
    who_left_signs_no_more,
    a_changed_worker_says_again_who_she_is,
    another_owners_workers_are_not_invited,
    guessing_codes_is_throttled,
}

/// A venue with one worker who has not signed.
pub async fn unsigned(office: &Office) -> (OwnedVenue, WorkerId) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let worker = declares_unsigned(&hotel, "Trần Thị Hạnh", 500).await;
    (hotel, worker)
}

async fn declares_unsigned(hotel: &OwnedVenue, name: &str, serial: u32) -> WorkerId {
    let given = samples::receptionist(name, samples::woman(serial));
    hotel.tries_to_declare(WorkerDeclaration { pledged_on: None, ..given }).await.unwrap();
    hotel.dossier().await.workers.last().unwrap().id
}

/// Makes a code for a worker.
pub async fn invites(hotel: &OwnedVenue, worker: WorkerId) -> ShownInvitation {
    let (app, permit) = (&hotel.owner.office.app, hotel.owner.may());
    let key = hotel.owner.office.key();
    worker_pledges::invite(app, &permit, key, (hotel.id, worker)).await.unwrap();
    worker_pledges::load_dossier(app, &permit, (hotel.id, worker)).await.unwrap().open.unwrap()
}

fn hanh() -> ClaimedIdentity {
    ClaimedIdentity { born: samples::BORN.into(), ending: "0500".to_owned() }
}

pub async fn confirms(office: &Office, code: &str) -> Result<ConfirmedWorker, AppError> {
    worker_pledges::confirm_identity(&office.app, code, &hanh(), &office.client()).await
}

async fn shown(office: &Office, confirmed: &ConfirmedWorker, language: &str) -> String {
    let sheet = worker_pledges::load_sheet(&office.app, confirmed, language).await.unwrap();
    match sheet.stage {
        PledgeStage::Sign { shown, .. } => shown,
        other => panic!("nothing to sign: {other:?}"),
    }
}

/// The digests of the Vietnamese and the English text.
pub async fn both_texts(office: &Office, confirmed: &ConfirmedWorker) -> [String; 2] {
    [shown(office, confirmed, "vi").await, shown(office, confirmed, "en").await]
}

/// The Vietnamese text.
async fn tries_to_sign(
    office: &Office,
    confirmed: &ConfirmedWorker,
    hash: &str,
) -> Result<WorkerPledgeId, AppError> {
    worker_pledges::sign(&office.app, confirmed, office.key(), ("vi", hash), &office.client()).await
}

async fn signs(office: &Office, confirmed: &ConfirmedWorker, language: &str) -> WorkerPledgeId {
    let hash = shown(office, confirmed, language).await;
    let given = (language, hash.as_str());
    worker_pledges::sign(&office.app, confirmed, office.key(), given, &office.client()).await.unwrap()
}

async fn a_worker_signs_on_her_own_phone(office: Office) {
    let (hotel, worker) = unsigned(&office).await;
    let code = invites(&hotel, worker).await;
    let opened = worker_pledges::open_code(&office.app, &code.code.to_string()).await.unwrap();
    assert_eq!((opened.venue.as_str(), opened.standing), ("Khách sạn Biển Xanh", InvitationStanding::Open));
    let confirmed = confirms(&office, &code.code.to_string()).await.unwrap();
    let client = office.client();
    let hash = shown(&office, &confirmed, "vi").await;
    worker_pledges::sign(&office.app, &confirmed, office.key(), ("vi", &hash), &client).await.unwrap();

    let permit = hotel.owner.may();
    let dossier = worker_pledges::load_dossier(&office.app, &permit, (hotel.id, worker)).await.unwrap();
    let today = office.app.today();
    assert_eq!(dossier.worker.pledged_on, Some(today));
    assert_eq!((dossier.open.is_none(), dossier.closed), (true, Some(InvitationStanding::Used)));
    let pledge = dossier.pledge.unwrap();
    assert_eq!((pledge.method, pledge.terms_version), (WorkerPledgeMethod::Phone, 1));
    assert_eq!((pledge.language.as_str(), pledge.text_hash.as_str()), ("vi", hash.as_str()));
    assert_eq!((pledge.signed_on, pledge.address.as_str()), (today, client.address.as_str()));
    assert_eq!(pledge.facts.name, "Trần Thị Hạnh");
    assert_eq!(
        office.actions_on(worker.0).await,
        [
            AuditAction::WorkerDeclared,
            AuditAction::WorkerInvited,
            AuditAction::WorkerIdentityConfirmed,
            AuditAction::WorkerPledgeSigned
        ]
    );
    assert!(office.actions_at(hotel.id).await.contains(&AuditAction::WorkerPledgeSigned));
    let history = labour::list_history(&office.app, &permit, hotel.id, worker).await.unwrap();
    assert_eq!(history[0].kind, WorkerChangeKind::Noted);
    assert_eq!(history[0].fields, [WorkerField::PledgedOn]);
    let sheet = worker_pledges::load_sheet(&office.app, &confirmed, "vi").await.unwrap();
    assert!(matches!(sheet.stage, PledgeStage::Signed(signed) if signed.id == pledge.id));
    confirms(&office, &code.code.to_string()).await.says_invalid("code", "worker-code-used");
}

async fn a_text_is_read_in_english(office: Office) {
    let (hotel, worker) = unsigned(&office).await;
    let code = invites(&hotel, worker).await.code.to_string();
    let confirmed = confirms(&office, &code).await.unwrap();
    assert_ne!(shown(&office, &confirmed, "vi").await, shown(&office, &confirmed, "en").await);
    // There is no Korean text yet, so the original is shown.
    assert_eq!(shown(&office, &confirmed, "vi").await, shown(&office, &confirmed, "ko").await);
    signs(&office, &confirmed, "en").await;
    let sheet = worker_pledges::load_sheet(&office.app, &confirmed, "en").await.unwrap();
    let PledgeStage::Signed(signed) = sheet.stage else { panic!("{sheet:?}") };
    assert_eq!(signed.language, "en");
}

async fn only_the_hash_of_a_code_is_stored(office: Office) {
    let (hotel, worker) = unsigned(&office).await;
    let shown = invites(&hotel, worker).await;
    assert!(shown.address.ends_with(&format!("/w?code={}", shown.code)), "{}", shown.address);
    let stored = database_dump::dump_tables(office.app.store()).await;
    let codes = [shown.code.as_str().to_owned(), shown.code.to_string()];
    assert!(stored.values().flatten().all(|row| !codes.iter().any(|code| row.contains(code.as_str()))));
}

async fn wrong_answers_use_the_code_up(office: Office) {
    let (hotel, worker) = unsigned(&office).await;
    let code = invites(&hotel, worker).await.code.to_string();
    let other_day = ClaimedIdentity { born: date!(1990 - 01 - 02).into(), ..hanh() };
    let other_number = ClaimedIdentity { ending: "0501".to_owned(), ..hanh() };
    let tries = async |claimed: &ClaimedIdentity| {
        worker_pledges::confirm_identity(&office.app, &code, claimed, &office.client()).await
    };
    for claimed in [&other_day, &other_number, &other_day, &other_number] {
        tries(claimed).await.says_invalid("born", "worker-identity-wrong");
    }
    tries(&other_number).await.says_invalid("code", "worker-tries-used");
    tries(&hanh()).await.says_invalid("code", "worker-tries-used");
    let permit = hotel.owner.may();
    let dossier = worker_pledges::load_dossier(&office.app, &permit, (hotel.id, worker)).await.unwrap();
    assert_eq!(dossier.closed, Some(InvitationStanding::TriesUsed));
    let failed = office.actions_on(worker.0).await;
    let failed = failed.iter().filter(|action| **action == AuditAction::WorkerIdentityFailed).count();
    assert_eq!(i32::try_from(failed), Ok(MAX_TRIES));
    // A new code works.
    let again = invites(&hotel, worker).await.code.to_string();
    confirms(&office, &again).await.unwrap();
}

async fn a_year_alone_is_enough_where_no_more_is_known(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let year = BirthDate::parse("1990").unwrap();
    let given = samples::receptionist("Cụ Bà", samples::woman(500));
    hotel.tries_to_declare(WorkerDeclaration { pledged_on: None, born_on: year, ..given }).await.unwrap();
    let worker = hotel.dossier().await.workers[0].id;
    let code = invites(&hotel, worker).await.code.to_string();
    for born in ["1990", "17/05/1990"] {
        let claimed = ClaimedIdentity { born: BirthDate::parse(born).unwrap(), ..hanh() };
        worker_pledges::confirm_identity(&office.app, &code, &claimed, &office.client()).await.unwrap();
    }
}

async fn a_code_is_over_after_fourteen_days(office: Office) {
    let (hotel, worker) = unsigned(&office).await;
    let code = invites(&hotel, worker).await.code.to_string();
    office.waits(LIFETIME - Duration::MINUTE);
    let confirmed = confirms(&office, &code).await.unwrap();
    let hash = shown(&office, &confirmed, "vi").await;
    office.waits(Duration::MINUTE);
    confirms(&office, &code).await.says_invalid("code", "worker-code-over");
    tries_to_sign(&office, &confirmed, &hash).await.says_invalid("code", "worker-code-over");
    // An hour after she said who she is, she says it again.
    let code = invites(&hotel, worker).await.code.to_string();
    let confirmed = confirms(&office, &code).await.unwrap();
    office.waits(Duration::HOUR);
    worker_pledges::load_sheet(&office.app, &confirmed, "vi").await.says_not_found();
    let forged = ConfirmedWorker::from_text("AAAA");
    worker_pledges::load_sheet(&office.app, &forged, "vi").await.says_not_found();
    for wrong in ["", "01234-56784", "không phải mã"] {
        confirms(&office, wrong).await.says_invalid("code", "worker-code-unknown");
    }
}

async fn a_new_code_ends_the_open_one(office: Office) {
    let (hotel, worker) = unsigned(&office).await;
    let first = invites(&hotel, worker).await.code.to_string();
    let second = invites(&hotel, worker).await.code.to_string();
    confirms(&office, &first).await.says_invalid("code", "worker-code-ended");
    confirms(&office, &second).await.unwrap();
    let permit = hotel.owner.may();
    let gaps = worker_pledges::list_gaps(&office.app, &permit, hotel.id).await.unwrap();
    assert_eq!((gaps.gaps.len(), gaps.signed), (1, 0));
    assert!(gaps.gaps[0].open.is_some());
    // The same form twice is one code.
    let key = office.key();
    let invite = async |of| worker_pledges::invite(&office.app, &hotel.owner.may(), key, of).await;
    let made = invite((hotel.id, worker)).await.unwrap();
    assert_eq!(invite((hotel.id, worker)).await.unwrap(), made);
    let other = declares_unsigned(&hotel, "Nguyễn Thị A", 501).await;
    invite((hotel.id, other)).await.says_key_reused();
}

async fn an_ended_code_opens_nothing(office: Office) {
    let (hotel, worker) = unsigned(&office).await;
    let code = invites(&hotel, worker).await.code.to_string();
    let confirmed = confirms(&office, &code).await.unwrap();
    let hash = shown(&office, &confirmed, "vi").await;
    for _ in 0..2 {
        worker_pledges::end_invitation(&office.app, &hotel.owner.may(), (hotel.id, worker)).await.unwrap();
    }
    let ended = office.actions_on(worker.0).await;
    assert_eq!(ended.iter().filter(|action| **action == AuditAction::WorkerInvitationEnded).count(), 1);
    confirms(&office, &code).await.says_invalid("code", "worker-code-ended");
    worker_pledges::load_sheet(&office.app, &confirmed, "vi").await.says_invalid("code", "worker-code-ended");
    tries_to_sign(&office, &confirmed, &hash).await.says_invalid("code", "worker-code-ended");
}

async fn the_same_form_twice_signs_once(office: Office) {
    let (hotel, worker) = unsigned(&office).await;
    let code = invites(&hotel, worker).await.code.to_string();
    let confirmed = confirms(&office, &code).await.unwrap();
    let [vi, en] = [shown(&office, &confirmed, "vi").await, shown(&office, &confirmed, "en").await];
    let key = office.key();
    let sign = async |language, hash: &str| {
        worker_pledges::sign(&office.app, &confirmed, key, (language, hash), &office.client()).await
    };
    let first = sign("vi", &vi).await.unwrap();
    assert_eq!(sign("vi", &vi).await.unwrap(), first);
    sign("en", &en).await.says_key_reused();
    let permit = hotel.owner.may();
    let dossier = worker_pledges::load_dossier(&office.app, &permit, (hotel.id, worker)).await.unwrap();
    assert_eq!(dossier.pledge.unwrap().id, first);
}

async fn two_browsers_sign_once(office: Office) {
    let (hotel, worker) = unsigned(&office).await;
    let code = invites(&hotel, worker).await.code.to_string();
    let [here, there] = [confirms(&office, &code).await.unwrap(), confirms(&office, &code).await.unwrap()];
    let hash = shown(&office, &here, "vi").await;
    let sign = async |confirmed| {
        let client = office.client();
        worker_pledges::sign(&office.app, confirmed, office.key(), ("vi", &hash), &client).await
    };
    let (one, other) = tokio::join!(sign(&here), sign(&there));
    assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1, "{one:?} {other:?}");
    sign(&there).await.says_invalid("code", "worker-code-used");
    let sheet = worker_pledges::load_sheet(&office.app, &there, "vi").await.unwrap();
    assert!(matches!(sheet.stage, PledgeStage::Signed(_)));
}

async fn a_changed_text_is_shown_again(office: Office) {
    let (hotel, worker) = unsigned(&office).await;
    let code = invites(&hotel, worker).await.code.to_string();
    let confirmed = confirms(&office, &code).await.unwrap();
    let hash = shown(&office, &confirmed, "vi").await;
    hotel.answers(samples::place(PHAN_RANG, "7 Thống Nhất")).await;
    tries_to_sign(&office, &confirmed, &hash).await.says_conflict();
    signs(&office, &confirmed, "vi").await;
}

async fn nothing_is_signed_in_review(office: Office) {
    let (hotel, worker) = unsigned(&office).await;
    let code = invites(&hotel, worker).await.code.to_string();
    hotel.fills_in_everything().await;
    let confirmed = confirms(&office, &code).await.unwrap();
    let hash = shown(&office, &confirmed, "vi").await;
    hotel.signs().await;
    hotel.submits().await;
    let sheet = worker_pledges::load_sheet(&office.app, &confirmed, "vi").await.unwrap();
    assert!(matches!(sheet.stage, PledgeStage::InReview));
    let permit = hotel.owner.may();
    let sign = async || {
        let client = office.client();
        worker_pledges::sign(&office.app, &confirmed, office.key(), ("vi", &hash), &client).await
    };
    sign().await.says_refused(Refusal::InReview);
    let of = (hotel.id, worker);
    worker_pledges::invite(&office.app, &permit, office.key(), of).await.says_refused(Refusal::InReview);
    let version = hotel.dossier().await.workers[0].version;
    let paper = worker_pledges::record_paper(&office.app, &permit, of, version, date!(2026 - 11 - 20)).await;
    paper.says_refused(Refusal::InReview);
    assert!(worker_pledges::list_gaps(&office.app, &permit, hotel.id).await.unwrap().is_locked);
    hotel.tries_to_withdraw().await.unwrap();
    signs(&office, &confirmed, "vi").await;
}

async fn who_left_signs_no_more(office: Office) {
    let (hotel, worker) = unsigned(&office).await;
    let code = invites(&hotel, worker).await.code.to_string();
    let confirmed = confirms(&office, &code).await.unwrap();
    let hash = shown(&office, &confirmed, "vi").await;
    hotel.says_who_left(worker, date!(2026 - 11 - 01)).await;
    confirms(&office, &code).await.says_invalid("code", "worker-code-ended");
    tries_to_sign(&office, &confirmed, &hash).await.says_invalid("code", "worker-code-ended");
    let permit = hotel.owner.may();
    worker_pledges::invite(&office.app, &permit, office.key(), (hotel.id, worker)).await.says_not_found();
}

async fn a_changed_worker_says_again_who_she_is(office: Office) {
    let (hotel, worker) = unsigned(&office).await;
    let code = invites(&hotel, worker).await.code.to_string();
    let confirmed = confirms(&office, &code).await.unwrap();
    let hash = shown(&office, &confirmed, "vi").await;
    let given = samples::receptionist("Trần Thị Hồng Hạnh", samples::woman(500));
    let given = WorkerDeclaration { pledged_on: None, ..given };
    labour::update(&office.app, &hotel.owner.may(), (hotel.id, worker), 1, given).await.unwrap();
    worker_pledges::load_sheet(&office.app, &confirmed, "vi").await.says_not_found();
    tries_to_sign(&office, &confirmed, &hash).await.says_not_found();
    let confirmed = confirms(&office, &code).await.unwrap();
    signs(&office, &confirmed, "vi").await;
}

async fn another_owners_workers_are_not_invited(office: Office) {
    let (hotel, worker) = unsigned(&office).await;
    invites(&hotel, worker).await;
    let binh = office.owner("Bình").await;
    let (app, of) = (&office.app, (hotel.id, worker));
    worker_pledges::invite(app, &binh.may(), office.key(), of).await.says_not_found();
    worker_pledges::end_invitation(app, &binh.may(), of).await.says_not_found();
    let day = date!(2026 - 11 - 20);
    worker_pledges::record_paper(app, &binh.may(), of, 1, day).await.says_not_found();
    worker_pledges::load_dossier(app, &binh.may(), of).await.says_not_found();
    worker_pledges::list_gaps(app, &binh.may(), hotel.id).await.says_not_found();
    let other = hotel.owner.registers_venue("Khách sạn Hai").await;
    let elsewhere = (other.id, worker);
    worker_pledges::invite(app, &hotel.owner.may(), office.key(), elsewhere).await.says_not_found();
    worker_pledges::end_invitation(app, &hotel.owner.may(), elsewhere).await.says_not_found();
    worker_pledges::record_paper(app, &hotel.owner.may(), elsewhere, 1, day).await.says_not_found();
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    assert!(Permit::<rights::WorkAtVenues>::for_actor(&hoa.actor).is_none());
}

async fn guessing_codes_is_throttled(office: Office) {
    let client = office.client();
    let code = "01234-56784";
    for _ in 0..10 {
        let tried = worker_pledges::confirm_identity(&office.app, code, &hanh(), &client).await;
        tried.says_invalid("code", "worker-code-unknown");
    }
    worker_pledges::confirm_identity(&office.app, code, &hanh(), &client).await.says_throttled();
}
