//! Invitation letters: written for a list, printed, noted as sent, answered once, taken back.

use camket_app::accounts::{LoggedIn, SignUp};
use camket_app::census::{self, EntryInput};
use camket_app::claim_codes::{self, Claimed};
use camket_app::coverage::{self, CoverageQuestion, UnitFilter};
use camket_app::letters::{self, LetterOrder, LetterPreview, LetterTarget, RunDossier};
use camket_app::venues::{self, SectionInput};
use camket_app::{AppError, upkeep};
use camket_documents::check_text;
use camket_domain::accounts::Login;
use camket_domain::accounts::password::Password;
use camket_domain::audit::AuditAction;
use camket_domain::census::lifecycle::Command;
use camket_domain::census::{EntryFilter, EntryState, EntryStateFilter, ExclusionCause};
use camket_domain::claim_codes::{ClaimStanding, ClaimTarget};
use camket_domain::coverage::place::AreaDivision;
use camket_domain::coverage::shown::CoverageNumber;
use camket_domain::ids::{CensusEntryId, LetterRunId, VenueId};
use camket_domain::letters::{LETTER_INTERVAL_DAYS, LetterTerms, MAX_LETTERS, SendingWay};
use camket_domain::outbox::{Destination, LinkedPage, Notice};
use camket_domain::paging::PAGE_SIZE;
use camket_domain::permissions::{Permit, rights};
use camket_domain::refusal::Refusal;
use camket_domain::venues::VenueKind;
use time::Duration;

use crate::census::entries::{add_entry, begin_list, entry_input, find_state, settle};
use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::{database_dump, test_on_both_engines};
use crate::world::{DO_VINH, OWNERS_PASSWORD, Office, PHAN_RANG, Person, samples};

test_on_both_engines! {
    an_officer_writes_letters_to_the_missing_of_a_list,
    terms_are_checked,
    only_officers_of_the_commune_write_letters,
    a_venue_with_a_recent_letter_is_left_out_unless_asked,
    a_run_has_the_most_letters_of_one_file,
    a_mobile_number_gets_a_message_with_the_code,
    names_behind_a_number_of_coverage_get_letters,
    letters_are_printed_again_with_the_same_codes,
    letters_are_noted_as_sent_once,
    a_letter_is_taken_back,
    an_owner_registers_the_venue_of_a_letter,
    a_code_of_a_letter_works_once_and_until_its_deadline,
    an_owner_with_an_account_uses_the_letter,
    a_registered_venue_is_not_registered_again,
    letters_stay_when_their_codes_are_over,
    pages_have_each_run_once,
}

/// An order as the form has it.
pub fn letter_order(office: &Office, target: LetterTarget) -> LetterOrder {
    let terms = LetterTerms {
        number: "45/UBND-VHXH".to_owned(),
        deadline: office.app.today() + Duration::days(14),
        contact: "Nguyễn Thị Hoa, điện thoại 0259 3822 111".to_owned(),
        capacity: vec!["TM. ỦY BAN NHÂN DÂN".to_owned(), "CHỦ TỊCH".to_owned()],
        signer: "Trần Văn Trị".to_owned(),
    };
    LetterOrder { target, terms, again: false, by_sms: false }
}

fn missing() -> LetterTarget {
    let state = Some(EntryStateFilter::Missing);
    LetterTarget::Listed(EntryFilter { state, ..EntryFilter::default() })
}

async fn tries_to_write(officer: &Person, order: LetterOrder) -> Result<LetterRunId, AppError> {
    let office = &officer.office;
    letters::write_letters(&office.app, &officer.may(), office.key(), order).await
}

async fn writes(officer: &Person, target: LetterTarget) -> RunDossier {
    let order = letter_order(&officer.office, target);
    let run = tries_to_write(officer, order).await.unwrap();
    loads(officer, run).await
}

async fn loads(officer: &Person, run: LetterRunId) -> RunDossier {
    letters::load_run(&officer.office.app, &officer.may(), run).await.unwrap()
}

async fn previews(officer: &Person, target: &LetterTarget, again: bool) -> LetterPreview {
    let app = &officer.office.app;
    letters::preview_letters(app, &officer.may(), target, again, app.today()).await.unwrap()
}

/// An officer with an entry that nobody reached.
async fn begin_entry(office: &Office) -> (Person, CensusEntryId) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    let list = begin_list(&hoa).await;
    let entry = add_entry(&hoa, list, entry_input("Nhà nghỉ Hoa Sen")).await;
    (hoa, entry)
}

/// The code in the text message about an entry.
async fn writes_with_sms(officer: &Person, entry: CensusEntryId) -> String {
    let order = LetterOrder {
        by_sms: true,
        again: true,
        ..letter_order(&officer.office, LetterTarget::Entry(entry))
    };
    tries_to_write(officer, order).await.unwrap();
    match officer.office.last_notice_to(samples::mobile(77).as_str()).await {
        Notice::InvitedToSign { link: Destination::Page(LinkedPage::Claim { code }), .. } => code,
        other => panic!("{other:?}"),
    }
}

async fn signs_up(
    office: &Office,
    code: &str,
    login: &str,
) -> Result<(LoggedIn, Option<CensusEntryId>), AppError> {
    let given = SignUp {
        name: "Trần Thị Sen".to_owned(),
        login: Login::parse(login).unwrap(),
        password: Password::parse(OWNERS_PASSWORD).unwrap(),
        language: "vi".to_owned(),
    };
    let redeemed = claim_codes::redeem(&office.app, code, given, &office.client()).await?;
    Ok((redeemed.step.into_session().expect("no second factor"), redeemed.entry))
}

async fn registers(
    office: &Office,
    permit: &Permit<rights::KeepVenues>,
    entry: CensusEntryId,
) -> Result<VenueId, AppError> {
    let what = (VenueKind::Motel, String::new(), "Nhà nghỉ Hoa Sen".to_owned());
    venues::register(&office.app, permit, office.key(), what, Some(entry)).await
}

async fn an_officer_writes_letters_to_the_missing_of_a_list(office: Office) {
    let (hoa, entry) = begin_entry(&office).await;
    let list = begin_list(&office.commune_officer("Tâm", PHAN_RANG).await).await;
    let second = add_entry(&hoa, list, entry_input("Nhà nghỉ Biển Xanh")).await;
    let closed = add_entry(&hoa, list, entry_input("Nhà nghỉ Cũ")).await;
    let (since, note) = (office.app.today(), "đã đóng cửa".to_owned());
    settle(&hoa, closed, Command::Exclude { cause: ExclusionCause::Closed, since, note }).await.unwrap();
    let all = LetterTarget::Listed(EntryFilter::default());
    let preview = previews(&hoa, &all, false).await;
    assert_eq!((preview.letters, preview.unfit, preview.recent, preview.with_mobile), (2, 1, 0, 2));
    let run = writes(&hoa, all).await;
    // By name.
    let written: Vec<CensusEntryId> = run.letters.iter().map(|letter| letter.entry.id).collect();
    assert_eq!(written, [second, entry]);
    assert_eq!((run.run.letters, run.run.messages), (2, 0));
    assert_eq!(office.actions_on(run.run.id.0).await, [AuditAction::LettersWritten]);
    assert!(office.actions_on(entry.0).await.contains(&AuditAction::CensusEntryInvited));
    let dossier = census::load_entry(&office.app, &hoa.may(), entry).await.unwrap();
    assert_eq!(dossier.letters[0].run.id, run.run.id);
    assert_eq!(find_state(&hoa, entry).await, EntryState::NotReached, "nobody was reached yet");
    assert_eq!(previews(&hoa, &LetterTarget::Entry(closed), false).await.letters, 0);
    tries_to_write(&hoa, letter_order(&office, LetterTarget::Entry(closed)))
        .await
        .says_refused(Refusal::NobodyToInvite);
}

async fn terms_are_checked(office: Office) {
    let (hoa, entry) = begin_entry(&office).await;
    let order = letter_order(&office, LetterTarget::Entry(entry));
    let today = office.app.today();
    for deadline in [today, today - Duration::DAY, today + Duration::days(61)] {
        let terms = LetterTerms { deadline, ..order.terms.clone() };
        tries_to_write(&hoa, LetterOrder { terms, ..order.clone() })
            .await
            .says_invalid("deadline", "letter-deadline");
    }
    let terms = LetterTerms { contact: "☎ 0259".to_owned(), ..order.terms.clone() };
    tries_to_write(&hoa, LetterOrder { terms, ..order.clone() })
        .await
        .says_invalid("contact", "text-unprintable");
    assert!(letters::list_runs(&office.app, &hoa.may(), None).await.unwrap().runs.is_empty());
}

async fn only_officers_of_the_commune_write_letters(office: Office) {
    let (hoa, entry) = begin_entry(&office).await;
    let run = writes(&hoa, LetterTarget::Entry(entry)).await;
    let away = office.commune_officer("Kế", DO_VINH).await;
    tries_to_write(&away, letter_order(&office, LetterTarget::Entry(entry))).await.says_not_found();
    letters::load_run(&office.app, &away.may(), run.run.id).await.says_not_found();
    letters::print_letters(&office.app, &away.may(), run.run.id).await.says_not_found();
    letters::revoke_letter(&office.app, &away.may(), run.letters[0].claim.id).await.says_not_found();
    let sending = (SendingWay::Posted, office.app.today());
    letters::record_sending(&office.app, &away.may(), run.run.id, 1, sending).await.says_not_found();
    let others = [
        office.labour_officer("Minh", PHAN_RANG).await,
        office.approver("Ký", PHAN_RANG).await,
        office.inspector("Tra", PHAN_RANG).await,
        office.administrator("Quản", PHAN_RANG).await,
        office.owner("Lan").await,
    ];
    for other in others {
        assert!(Permit::<rights::InviteVenues>::for_actor(&other.actor).is_none());
    }
}

async fn a_venue_with_a_recent_letter_is_left_out_unless_asked(office: Office) {
    let (hoa, entry) = begin_entry(&office).await;
    let first = writes(&hoa, LetterTarget::Entry(entry)).await;
    let preview = async |again| {
        let found = previews(&hoa, &missing(), again).await;
        (found.letters, found.recent)
    };
    assert_eq!((preview(false).await, preview(true).await), ((0, 1), (1, 0)));
    tries_to_write(&hoa, letter_order(&office, missing())).await.says_refused(Refusal::NobodyToInvite);
    let again = LetterOrder { again: true, ..letter_order(&office, missing()) };
    tries_to_write(&hoa, again).await.unwrap();
    let standing = loads(&hoa, first.run.id).await.letters[0].claim.standing(office.app.now());
    assert_eq!(standing, ClaimStanding::Revoked, "the new code replaces the old one");
    office.waits(Duration::days(LETTER_INTERVAL_DAYS));
    assert_eq!(preview(false).await, (1, 0));
}

async fn a_run_has_the_most_letters_of_one_file(office: Office) {
    let (hoa, entry) = begin_entry(&office).await;
    let known = census::load_entry(&office.app, &hoa.may(), entry).await.unwrap().entry;
    let copies = (0..MAX_LETTERS)
        .map(|_| camket_domain::census::CensusEntry { id: CensusEntryId(office.key()), ..known.clone() });
    let tx = office.app.store().begin_write().await.unwrap();
    camket_store::census::entry::insert_many(&tx, &copies.collect::<Vec<_>>()).await.unwrap();
    tx.commit().await.unwrap();
    let found = previews(&hoa, &missing(), false).await;
    assert!(found.truncated && found.letters == MAX_LETTERS);
    let run = writes(&hoa, missing()).await;
    assert_eq!(run.letters.len(), MAX_LETTERS);
    assert_eq!(previews(&hoa, &missing(), false).await.letters, 1, "the next run has the others");
}

async fn a_mobile_number_gets_a_message_with_the_code(office: Office) {
    let (hoa, entry) = begin_entry(&office).await;
    let list = begin_list(&office.commune_officer("Tâm", PHAN_RANG).await).await;
    let phone = Some(camket_domain::identifiers::Phone::parse("0259 3822 111").unwrap());
    let landline = EntryInput { phone, ..entry_input("Nhà nghỉ Biển Xanh") };
    add_entry(&hoa, list, landline).await;
    let order = LetterOrder { by_sms: true, ..letter_order(&office, missing()) };
    let run = loads(&hoa, tries_to_write(&hoa, order).await.unwrap()).await;
    assert_eq!((run.run.letters, run.run.messages), (2, 1));
    let code = writes_with_sms(&hoa, entry).await;
    let stored = database_dump::dump_tables(office.app.store()).await;
    let plain = code.replace('-', "");
    assert!(stored.values().flatten().all(|row| !row.contains(&code) && !row.contains(&plain)));
    let silent = office.with_options(|options| options.channels = vec![]).await;
    let hoa = Person { office: silent, ..hoa };
    let found = previews(&hoa, &LetterTarget::Entry(entry), true).await;
    assert!(!found.sends_sms && found.sample.is_none() && found.letters == 1);
}

async fn names_behind_a_number_of_coverage_get_letters(office: Office) {
    let (hoa, entry) = begin_entry(&office).await;
    let day = office.app.today();
    let question = CoverageQuestion::new(&office.app, &hoa.may(), None, day, AreaDivision::Commune).unwrap();
    let filter = UnitFilter::of(CoverageNumber::Incomplete, AreaDivision::Commune);
    let run = writes(&hoa, LetterTarget::Names(question, filter)).await;
    assert_eq!(run.letters.iter().map(|letter| letter.entry.id).collect::<Vec<_>>(), [entry]);
}

async fn letters_are_printed_again_with_the_same_codes(office: Office) {
    let (hoa, entry) = begin_entry(&office).await;
    let code = writes_with_sms(&hoa, entry).await;
    let run = letters::find_latest_run(&office.app, &hoa.may()).await.unwrap().unwrap();
    let first = letters::print_letters(&office.app, &hoa.may(), run.id).await.unwrap();
    let told = [
        ("venue", "Nhà nghỉ Hoa Sen"),
        ("owner", "Trần Thị Sen"),
        ("code", &code),
        ("number", "45/UBND-VHXH"),
    ];
    check_text(&first, &told).unwrap();
    let again = letters::print_letters(&office.app, &hoa.may(), run.id).await.unwrap();
    assert!(first == again);
    let printed = loads(&hoa, run.id).await.run;
    assert!(printed.printed_at.is_some() && printed.version == run.version);
    let actions = office.actions_on(run.id.0).await;
    assert_eq!(actions[1..], [AuditAction::LettersPrinted, AuditAction::LettersPrinted]);
    signs_up(&office, &code, "0900000007").await.unwrap();
    letters::print_letters(&office.app, &hoa.may(), run.id).await.says_not_found();
}

async fn letters_are_noted_as_sent_once(office: Office) {
    let (hoa, entry) = begin_entry(&office).await;
    let run = writes(&hoa, LetterTarget::Entry(entry)).await.run;
    let today = office.app.today();
    let send = async |version, way, on| {
        letters::record_sending(&office.app, &hoa.may(), run.id, version, (way, on)).await
    };
    send(1, SendingWay::Posted, today - Duration::DAY).await.says_invalid("on", "letter-sent-early");
    send(1, SendingWay::Posted, today + Duration::DAY).await.says_refused(Refusal::DayInFuture);
    send(7, SendingWay::Posted, today).await.says_conflict();
    send(1, SendingWay::HandedOver, today).await.unwrap();
    assert_eq!(find_state(&hoa, entry).await, EntryState::Contacted, "who gets it by hand is reached");
    send(1, SendingWay::HandedOver, today).await.says_conflict();
    send(2, SendingWay::HandedOver, today).await.says_refused(Refusal::WrongState);
    let sent = loads(&hoa, run.id).await.run.sending.unwrap();
    assert_eq!((sent.on, sent.way, sent.by.name.as_str()), (today, SendingWay::HandedOver, "Hoa"));
    assert!(office.actions_on(run.id.0).await.contains(&AuditAction::LettersSent));
}

async fn a_letter_is_taken_back(office: Office) {
    let (hoa, entry) = begin_entry(&office).await;
    let code = writes_with_sms(&hoa, entry).await;
    let run = letters::find_latest_run(&office.app, &hoa.may()).await.unwrap().unwrap();
    let claim = loads(&hoa, run.id).await.letters[0].claim.id;
    let letter = letters::revoke_letter(&office.app, &hoa.may(), claim).await.unwrap();
    assert_eq!(letter.entry, entry);
    signs_up(&office, &code, "0900000007").await.says_invalid("code", "claim-code-revoked");
    letters::revoke_letter(&office.app, &hoa.may(), claim).await.says_refused(Refusal::WrongState);
    assert_eq!(office.actions_on(claim.0).await, [AuditAction::ClaimCodeRevoked]);
    let person = ClaimTarget::Person { name: "Sen".to_owned(), phone: samples::mobile(9) };
    let other = claim_codes::make(&office.app, &hoa.may(), office.key(), person).await.unwrap();
    letters::revoke_letter(&office.app, &hoa.may(), other).await.says_not_found();
    let open = claim_codes::list_open(&office.app, &hoa.may()).await.unwrap();
    assert_eq!(open.len(), 1, "letters have a list of their own");
    claim_codes::find_open(&office.app, &hoa.may(), claim).await.says_not_found();
}

async fn an_owner_registers_the_venue_of_a_letter(office: Office) {
    let (hoa, entry) = begin_entry(&office).await;
    let code = writes_with_sms(&hoa, entry).await;
    let (entered, invited) = signs_up(&office, &code, "0900000007").await.unwrap();
    assert_eq!(invited, Some(entry));
    assert_eq!(find_state(&hoa, entry).await, EntryState::Contacted);
    let permit: Permit<rights::KeepVenues> = Permit::for_actor(&entered.actor).unwrap();
    let waiting = census::list_invited(&office.app, &permit).await.unwrap();
    assert_eq!(
        waiting.iter().map(|entry| entry.details.name.as_str()).collect::<Vec<_>>(),
        ["Nhà nghỉ Hoa Sen"]
    );
    let venue = registers(&office, &permit, entry).await.unwrap();
    assert_eq!(find_state(&hoa, entry).await, EntryState::Matched);
    let dossier = census::load_entry(&office.app, &hoa.may(), entry).await.unwrap();
    assert_eq!(dossier.entry.matched_venue(), Some(venue));
    assert!(census::list_invited(&office.app, &permit).await.unwrap().is_empty());
    let found = venues::find(&office.app, &permit, venue).await.unwrap();
    let listed = census::load_suggestion(&office.app, &permit, &found).await.unwrap().unwrap();
    assert_eq!(listed.address, "12 đường Thống Nhất");
    let place = SectionInput::Place {
        commune: listed.commune,
        address: listed.address,
        former_address: String::new(),
        position: None,
    };
    venues::save_section(&office.app, &permit, venue, found.version, place, false).await.unwrap();
    let stale = camket_store::coverage::list_stale(office.app.store(), &[entry]).await.unwrap();
    assert_eq!(stale, []);
    let question =
        CoverageQuestion::new(&office.app, &hoa.may(), None, office.app.today(), AreaDivision::Commune)
            .unwrap();
    assert_eq!(coverage::load_table(&office.app, question).await.unwrap().total().denominator, 1);
}

async fn a_code_of_a_letter_works_once_and_until_its_deadline(office: Office) {
    let (hoa, entry) = begin_entry(&office).await;
    let code = writes_with_sms(&hoa, entry).await;
    signs_up(&office, &code, "0900000007").await.unwrap();
    signs_up(&office, &code, "0900000008").await.says_invalid("code", "claim-code-used");
    let late = writes_with_sms(&hoa, entry).await;
    office.waits(Duration::days(15));
    signs_up(&office, &late, "0900000008").await.says_invalid("code", "claim-code-over");
    signs_up(&office, "01234-56784", "0900000009").await.says_invalid("code", "claim-code-refused");
}

async fn an_owner_with_an_account_uses_the_letter(office: Office) {
    let (hoa, entry) = begin_entry(&office).await;
    let code = writes_with_sms(&hoa, entry).await;
    let mai = office.owner("Mai").await;
    registers(&office, &mai.may(), entry).await.says_not_found();
    census::find_invited(&office.app, &mai.may(), entry).await.says_not_found();
    let claimed = claim_codes::claim(&office.app, &mai.may(), &code, &mai.client).await.unwrap();
    assert_eq!(claimed, Claimed::Entry(entry));
    registers(&office, &mai.may(), entry).await.unwrap();
    assert_eq!(find_state(&hoa, entry).await, EntryState::Matched);
}

async fn a_registered_venue_is_not_registered_again(office: Office) {
    let (hoa, entry) = begin_entry(&office).await;
    let code = writes_with_sms(&hoa, entry).await;
    let mai = office.owner("Mai").await;
    claim_codes::claim(&office.app, &mai.may(), &code, &mai.client).await.unwrap();
    registers(&office, &mai.may(), entry).await.unwrap();
    registers(&office, &mai.may(), entry).await.says_refused(Refusal::EntryTaken);
    assert_eq!(venues::list(&office.app, &mai.may()).await.unwrap().len(), 1);
}

async fn letters_stay_when_their_codes_are_over(office: Office) {
    let (hoa, entry) = begin_entry(&office).await;
    let run = writes(&hoa, LetterTarget::Entry(entry)).await.run.id;
    office.waits(Duration::days(60));
    upkeep::sweep(&office.app).await.unwrap();
    assert_eq!(loads(&hoa, run).await.letters.len(), 1);
}

async fn pages_have_each_run_once(office: Office) {
    let (hoa, entry) = begin_entry(&office).await;
    let mut written = Vec::new();
    for _ in 0..=PAGE_SIZE {
        let order = LetterOrder { again: true, ..letter_order(&office, LetterTarget::Entry(entry)) };
        written.push(tries_to_write(&hoa, order).await.unwrap());
    }
    written.reverse();
    let first = letters::list_runs(&office.app, &hoa.may(), None).await.unwrap();
    let second = letters::list_runs(&office.app, &hoa.may(), first.next).await.unwrap();
    assert!(first.next.is_some() && second.next.is_none());
    let listed: Vec<LetterRunId> = first.runs.iter().chain(&second.runs).map(|run| run.id).collect();
    assert_eq!(listed, written);
}
