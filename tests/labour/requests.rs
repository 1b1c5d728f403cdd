//! Questions of the labour authority to owners: asked, answered, asked again, ended; who is told, who sees them, what is
//! refused.

use camket_app::labour::{
    answer_request, ask_again, ask_owner, end_request, find_own_request, list_own_requests, list_requests,
    load_request, prepare_request,
};
use camket_domain::audit::AuditAction;
use camket_domain::ids::LabourRequestId;
use camket_domain::labour::checks::LabourCheck;
use camket_domain::labour::requests::{LabourRequestState, RequestSide};
use camket_domain::outbox::{LinkedPage, Notice};
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;

use super::register_hotel;
use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{BA_DINH, Office, OwnedVenue, PHAN_RANG, Person};

test_on_both_engines! {
    a_question_is_answered_in_its_thread_and_ended,
    one_question_on_a_matter_is_open_at_a_time,
    a_thread_goes_on_only_as_its_state_allows,
    an_old_page_writes_nothing,
    nothing_is_sent_without_words,
    a_thread_is_seen_by_its_owner_and_its_area,
}

const CHECK: LabourCheck = LabourCheck::WorkerPledges;

async fn ask(officer: &Person, hotel: &OwnedVenue) -> LabourRequestId {
    let office = &officer.office;
    ask_owner(&office.app, &officer.may(), office.key(), (hotel.id, CHECK), "Ai chưa ký?").await.unwrap()
}

async fn begin(office: &Office) -> (Person, OwnedVenue) {
    let hotel = register_hotel(office).await;
    hotel.fills_in_everything().await;
    (office.labour_officer("Minh", PHAN_RANG).await, hotel)
}

async fn a_question_is_answered_in_its_thread_and_ended(office: Office) {
    let (minh, hotel) = begin(&office).await;
    let (app, lan) = (&office.app, &hotel.owner);
    let draft = prepare_request(app, &minh.may(), hotel.id, CHECK).await.unwrap();
    assert_eq!((draft.language.as_str(), draft.finding), ("vi", None), "nobody is declared");
    let id = ask(&minh, &hotel).await;
    let link = LinkedPage::LabourRequest { venue: hotel.id, request: id }.into();
    let venue = hotel.dossier().await.venue.name;
    assert_eq!(
        office.last_notice_to(lan.login.as_str()).await,
        Notice::LabourAsked { venue: venue.clone(), link }
    );
    let own = list_own_requests(app, &lan.may(), hotel.id).await.unwrap();
    assert_eq!((own.len(), own[0].id, own[0].state), (1, id, LabourRequestState::Asked));
    let shown = (hotel.id, id, own[0].version);
    answer_request(app, &lan.may(), office.key(), shown, " Đã ký hết.\n").await.unwrap();
    let link = LinkedPage::LabourThread { request: id }.into();
    assert_eq!(office.last_notice_to(minh.login.as_str()).await, Notice::LabourAnswered { venue, link });
    let (answered, names) =
        list_requests(app, &minh.may(), LabourRequestState::Answered, None).await.unwrap();
    assert_eq!((answered.items.len(), names.len()), (1, 1));
    // Another officer asks again, and is told of the next answer.
    let hai = office.labour_officer("Hai", PHAN_RANG).await;
    ask_again(app, &hai.may(), office.key(), (id, 2), "Ngày nào?").await.unwrap();
    answer_request(app, &lan.may(), office.key(), (hotel.id, id, 3), "20/11").await.unwrap();
    assert!(matches!(office.last_notice_to(hai.login.as_str()).await, Notice::LabourAnswered { .. }));
    end_request(app, &hai.may(), id, 4).await.unwrap();
    let thread = load_request(app, &minh.may(), id).await.unwrap();
    assert_eq!(thread.request.state, LabourRequestState::Ended);
    let words: Vec<_> =
        thread.messages.iter().map(|said| (said.side, said.text.as_str(), said.by.name.as_str())).collect();
    let expected = [
        (RequestSide::Office, "Ai chưa ký?", "Minh"),
        (RequestSide::Owner, "Đã ký hết.", "Lan"),
        (RequestSide::Office, "Ngày nào?", "Hai"),
        (RequestSide::Owner, "20/11", "Lan"),
    ];
    assert_eq!(words, expected);
    let own = find_own_request(app, &lan.may(), (hotel.id, id)).await.unwrap();
    assert_eq!((own.messages.len(), own.request.state), (4, LabourRequestState::Ended));
    let asked = AuditAction::LabourAsked;
    let answered = AuditAction::LabourAnswered;
    let deeds = office.actions_on(id.0).await;
    assert_eq!(deeds, [asked, answered, asked, answered, AuditAction::LabourRequestEnded]);
}

async fn one_question_on_a_matter_is_open_at_a_time(office: Office) {
    let (minh, hotel) = begin(&office).await;
    let app = &office.app;
    let id = ask(&minh, &hotel).await;
    let again = async |check| ask_owner(app, &minh.may(), office.key(), (hotel.id, check), "Sao?").await;
    again(CHECK).await.says_refused(Refusal::AskedAlready);
    again(LabourCheck::NoChange).await.expect("another matter");
    end_request(app, &minh.may(), id, 1).await.unwrap();
    again(CHECK).await.expect("the first is ended");
}

async fn a_thread_goes_on_only_as_its_state_allows(office: Office) {
    let (minh, hotel) = begin(&office).await;
    let (app, lan) = (&office.app, &hotel.owner);
    let id = ask(&minh, &hotel).await;
    let asked = ask_again(app, &minh.may(), office.key(), (id, 1), "Sao?").await;
    asked.says_refused(Refusal::WrongState);
    end_request(app, &minh.may(), id, 1).await.unwrap();
    end_request(app, &minh.may(), id, 2).await.says_refused(Refusal::WrongState);
    let answered = answer_request(app, &lan.may(), office.key(), (hotel.id, id, 2), "Muộn").await;
    answered.says_refused(Refusal::WrongState);
    let asked = ask_again(app, &minh.may(), office.key(), (id, 2), "Sao?").await;
    asked.says_refused(Refusal::WrongState);
    assert_eq!(load_request(app, &minh.may(), id).await.unwrap().messages.len(), 1);
}

async fn an_old_page_writes_nothing(office: Office) {
    let (minh, hotel) = begin(&office).await;
    let (app, lan) = (&office.app, &hotel.owner);
    let id = ask(&minh, &hotel).await;
    answer_request(app, &lan.may(), office.key(), (hotel.id, id, 1), "Một").await.unwrap();
    answer_request(app, &lan.may(), office.key(), (hotel.id, id, 1), "Hai").await.says_conflict();
    ask_again(app, &minh.may(), office.key(), (id, 1), "Sao?").await.says_conflict();
    end_request(app, &minh.may(), id, 1).await.says_conflict();
    assert_eq!(load_request(app, &minh.may(), id).await.unwrap().messages.len(), 2);
}

async fn nothing_is_sent_without_words(office: Office) {
    let (minh, hotel) = begin(&office).await;
    let (app, lan) = (&office.app, &hotel.owner);
    let empty = ask_owner(app, &minh.may(), office.key(), (hotel.id, CHECK), " \n").await;
    empty.says_invalid("text", "labour-message");
    let id = ask(&minh, &hotel).await;
    let empty = answer_request(app, &lan.may(), office.key(), (hotel.id, id, 1), "").await;
    empty.says_invalid("text", "labour-message");
    answer_request(app, &lan.may(), office.key(), (hotel.id, id, 1), "Rồi").await.unwrap();
    let empty = ask_again(app, &minh.may(), office.key(), (id, 2), " ").await;
    empty.says_invalid("text", "labour-message");
}

async fn a_thread_is_seen_by_its_owner_and_its_area(office: Office) {
    let (minh, hotel) = begin(&office).await;
    let app = &office.app;
    let id = ask(&minh, &hotel).await;
    let far = office.labour_officer("Xa", BA_DINH).await;
    load_request(app, &far.may(), id).await.map(drop).says_not_found();
    prepare_request(app, &far.may(), hotel.id, CHECK).await.map(drop).says_not_found();
    let asked = ask_owner(app, &far.may(), office.key(), (hotel.id, LabourCheck::NoChange), "Sao?").await;
    asked.says_not_found();
    ask_again(app, &far.may(), office.key(), (id, 1), "Sao?").await.says_not_found();
    end_request(app, &far.may(), id, 1).await.says_not_found();
    let listed = list_requests(app, &far.may(), LabourRequestState::Asked, None).await.unwrap().0;
    assert!(listed.items.is_empty());
    let mai = office.owner("Mai").await;
    let cafe = mai.registers_venue("Cà phê Mai").await;
    list_own_requests(app, &mai.may(), hotel.id).await.says_not_found();
    for venue in [hotel.id, cafe.id] {
        find_own_request(app, &mai.may(), (venue, id)).await.map(drop).says_not_found();
        answer_request(app, &mai.may(), office.key(), (venue, id, 1), "Tôi").await.says_not_found();
    }
    for without in [office.commune_officer("Hoa", PHAN_RANG).await, mai] {
        assert!(Permit::<rights::AskOwners>::for_actor(&without.actor).is_none());
    }
}
