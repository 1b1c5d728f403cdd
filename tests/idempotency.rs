//! Commands that are sent twice: every use case with an idempotency key behaves alike.

use camket_app::census::{self, ListInput};
use camket_app::concerns::{self, SubmittedConcern};
use camket_app::letters::{self, LetterOrder, LetterTarget};
use camket_app::office_import::{self, ImportPermits};
use camket_app::pledges::{self, SigningInput};
use camket_app::scan_batch::ScanBatch;
use camket_app::staff::{self, StaffInput};
use camket_app::venue_register::{self, ReminderTarget};
use camket_app::{
    AppError, accounts, activities, agencies, api_tokens, claim_codes, counter, healthy_communes, indicators,
    integrated_plans, labour, managers, media, paper_pledges, plans, police_totals, reports, targets, teams,
    training, transfers, worker_pledges,
};
use camket_domain::accounts::Role;
use camket_domain::accounts::factor::AppCode;
use camket_domain::activities::ActivityTopic;
use camket_domain::agencies::AgencyFunction;
use camket_domain::api_tokens::ApiTokenRequest;
use camket_domain::certificates::decisions::{DecisionGround, DecisionKind, DecisionProposal};
use camket_domain::claim_codes::ClaimTarget;
use camket_domain::indicators::{IndicatorKind, IndicatorSource};
use camket_domain::labour::checks::LabourCheck;
use camket_domain::office_import::OfficeRow;
use camket_domain::permissions::rights;
use camket_domain::pledges::ConfirmationMethod;
use camket_domain::refusal::Refusal;
use camket_domain::targets::TargetKind;
use camket_domain::teams::Team;
use camket_domain::venue_register::ReminderReason;
use camket_domain::venues::VenueKind;
use time::macros::date;
use uuid::Uuid;

use crate::census::entries::{add_entry, begin_list, entry_input, list_input};
use crate::harness::database_dump::{dump_tables, execute};
use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::letters::letter_order;
use crate::world::{Office, OwnedVenue, PHAN_RANG, Person, an_agency, build_team, proposal, samples};

test_on_both_engines! {
    an_owners_commands_take_effect_once,
    recovery_codes_are_shown_again_for_the_same_form,
    a_passkey_is_added_once_for_the_same_form,
    a_staff_members_commands_take_effect_once,
    an_administrators_commands_take_effect_once,
    commands_at_the_counter_take_effect_once,
    a_coordinators_commands_take_effect_once,
    an_activity_takes_effect_once,
    an_outlet_takes_effect_once,
    training_takes_effect_once,
    an_integrated_plan_takes_effect_once,
    a_total_of_the_police_takes_effect_once,
    a_set_of_criteria_takes_effect_once,
    a_period_takes_effect_once,
    a_concern_takes_effect_once,
    a_report_takes_effect_once,
    a_question_to_an_owner_takes_effect_once,
    an_offer_of_a_venue_takes_effect_once,
    an_invitation_of_a_manager_takes_effect_once,
    a_code_for_a_worker_takes_effect_once,
    a_workers_signature_takes_effect_once,
}

/// Content of a command: the first one sent, or another.
#[derive(Clone, Copy, PartialEq)]
enum Content {
    First,
    Other,
}

use Content::{First, Other};

impl Content {
    fn pick<T>(self, first: T, other: T) -> T {
        if self == First { first } else { other }
    }
}

/// Success, the same again, other content, a row from before digests were kept, and an outcome that cannot be read.
/// `command` answers its outcome as a text.
async fn check_command(office: &Office, command: impl AsyncFn(Uuid, Content) -> Result<String, AppError>) {
    let (key, store) = (office.key(), office.app.store());
    let outcome = command(key, First).await.expect("nothing forbids it");
    let before = dump_tables(store).await;
    assert_eq!(command(key, First).await.expect("the same again"), outcome);
    command(key, Other).await.says_key_reused();
    assert_same_events(office, &before).await;
    execute(store, &format!("UPDATE idempotency SET digest = NULL WHERE {}", key_filter(office, key))).await;
    assert_eq!(command(key, Other).await.expect("a row without a digest"), outcome);
    spoil_outcome(office, key).await;
    let unreadable = command(key, First).await;
    assert!(matches!(unreadable, Err(AppError::Internal(_))), "{unreadable:?}");
    assert_same_events(office, &before).await;
}

async fn spoil_outcome(office: &Office, key: Uuid) {
    let filter = key_filter(office, key);
    execute(office.app.store(), &format!("UPDATE idempotency SET outcome = '?' WHERE {filter}")).await;
}

/// The condition for the row of `key`: ids are blobs on SQLite.
fn key_filter(office: &Office, key: Uuid) -> String {
    match office.app.store().engine() {
        "PostgreSQL" => format!("key = '{key}'"),
        _ => format!("key = x'{}'", key.simple()),
    }
}

/// Nothing happened since: a command that ran again would have left an event.
async fn assert_same_events(office: &Office, before: &std::collections::BTreeMap<String, Vec<String>>) {
    assert_eq!(dump_tables(office.app.store()).await["audit_event"], before["audit_event"]);
}

async fn register_complete_venue(office: &Office, name: &str) -> OwnedVenue {
    let venue = office.owner("Lan").await.registers_venue(name).await;
    venue.fills_in_everything().await;
    venue
}

async fn an_owners_commands_take_effect_once(office: Office) {
    let venue = register_complete_venue(&office, "Khách sạn Biển Xanh").await;
    let (app, lan) = (&office.app, &venue.owner);
    check_command(&office, async |key, content| {
        let name = content.pick("Cà phê Một", "Cà phê Hai");
        Ok(lan.tries_to_register(key, VenueKind::Cafe, name).await?.to_string())
    })
    .await;
    let number = samples::woman(office.fresh());
    check_command(&office, async |key, content| {
        let name = content.pick("Trần Thị Hạnh", "Trần Thị Hoa");
        let worker = samples::receptionist(name, number.clone());
        labour::declare(app, &lan.may(), venue.id, key, worker).await?;
        Ok(String::new())
    })
    .await;
    let seen = labour::digest_versions(&venue.dossier().await.workers);
    check_command(&office, async |key, content| {
        let given = samples::receptionist("Lê Thị Nhập", samples::woman(content.pick(701, 702)));
        let rows = [labour::ImportRow { number: 2, given }];
        let list = content.pick("first", "other").as_bytes();
        let done = labour::import(app, &lan.may(), venue.id, key, (list, &seen), &rows).await?;
        Ok(done.to_string())
    })
    .await;
    check_command(&office, async |key, content| {
        let shown =
            pledges::hash_text(pledges::find_terms_for_day(app.today()), &venue.dossier().await.venue);
        let signing = SigningInput {
            name: "Nguyễn Thị Đại Diện".to_owned(),
            capacity: content.pick("Giám đốc", "Quản lý").to_owned(),
            authority: String::new(),
            drawing: None,
            confirmation: (ConfirmationMethod::Password, lan.password.clone()),
        };
        Ok(pledges::sign(app, &lan.may(), venue.id, key, &shown, signing, &lan.client).await?.to_string())
    })
    .await;
    let minh = office.labour_officer("Minh", PHAN_RANG).await;
    let about = (venue.id, LabourCheck::NoChange);
    let asked = labour::ask_owner(app, &minh.may(), office.key(), about, "Sổ còn đúng không?").await.unwrap();
    check_command(&office, async |key, content| {
        let answer = content.pick("Còn đúng.", "Đã sửa.");
        labour::answer_request(app, &lan.may(), key, (venue.id, asked, 1), answer).await?;
        Ok(String::new())
    })
    .await;
    let second = lan.registers_venue("Khách sạn Biển Bạc").await;
    check_command(&office, async |key, content| {
        Ok(content.pick(&venue, &second).tries_to_submit_with(key).await?.to_string())
    })
    .await;
}

async fn a_staff_members_commands_take_effect_once(office: Office) {
    let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let application = hotel.goes_all_the_way().await;
    let certificate = office.certifies(application, PHAN_RANG).await;
    let tra = office.inspector("Trần Văn Tra", PHAN_RANG).await;
    let team = office.team(PHAN_RANG, &[&tra]).await;
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    check_command(&office, async |key, content| {
        let period = (2026 + content.pick(0, 1), None);
        Ok(plans::draw_plan(&office.app, &hoa.may(), key, team.id, period).await?.to_string())
    })
    .await;
    check_command(&office, async |key, content| {
        let holder = content.pick("Phòng Văn hóa – Xã hội", "Công an phường").to_owned();
        let input = ListInput { holder, ..list_input() };
        Ok(census::create_list(&office.app, &hoa.may(), key, input).await?.to_string())
    })
    .await;
    let list = begin_list(&hoa).await;
    check_command(&office, async |key, content| {
        let input = entry_input(content.pick("Nhà nghỉ Sen", "Nhà nghỉ Hồng"));
        Ok(census::create_entry(&office.app, &hoa.may(), key, list, input).await?.to_string())
    })
    .await;
    check_command(&office, async |key, content| {
        let name = content.pick("Máy chủ một", "Máy chủ hai").to_owned();
        let wanted = ApiTokenRequest { name, days: 7 };
        let made = api_tokens::create(&office.app, &hoa.may(), key, wanted).await?;
        Ok(format!("{} {}", made.stored.id, made.token))
    })
    .await;
    check_command(&office, async |key, content| {
        let ground = content.pick(DecisionGround::PledgeBroken, DecisionGround::UnderAge);
        let proposal = DecisionProposal { ground, ..proposal(DecisionKind::Revoke) };
        let shown = (certificate.id, certificate.version);
        Ok(hoa.tries_to_propose_with(key, shown, proposal).await?.id.to_string())
    })
    .await;
    let first = register_complete_venue(&office, "Nhà nghỉ Một").await;
    let second = register_complete_venue(&office, "Nhà nghỉ Hai").await;
    check_command(&office, async |key, content| {
        let target = ReminderTarget::Selected(vec![content.pick(first.id, second.id)]);
        let reason = ReminderReason::Pledge;
        let sent = venue_register::remind_owners(&office.app, &hoa.may(), key, reason, &target).await?;
        Ok(sent.to_string())
    })
    .await;
    check_command(&office, async |key, content| {
        let name = content.pick("Nguyễn Thị Sen", "Nguyễn Thị Lan").to_owned();
        let target = ClaimTarget::Person { name, phone: samples::mobile(7) };
        Ok(claim_codes::make(&office.app, &hoa.may(), key, target).await?.to_string())
    })
    .await;
    let list = begin_list(&hoa).await;
    let entry = add_entry(&hoa, list, entry_input("Nhà nghỉ Biển Xanh")).await;
    check_command(&office, async |key, content| {
        let order = letter_order(&office, LetterTarget::Entry(entry));
        let order = LetterOrder { by_sms: content.pick(false, true), again: true, ..order };
        Ok(letters::write_letters(&office.app, &hoa.may(), key, order).await?.to_string())
    })
    .await;
}

async fn commands_at_the_counter_take_effect_once(office: Office) {
    let (app, hoa) = (&office.app, office.commune_officer("Hoa", PHAN_RANG).await);
    check_command(&office, async |key, content| {
        let name = content.pick("Nguyễn Thị Sen", "Nguyễn Thị Lan");
        Ok(counter::open_owner(app, &hoa.may(), key, name).await?.to_string())
    })
    .await;
    let opened = counter::open_owner(app, &hoa.may(), office.key(), "Nguyễn Thị Sen").await.unwrap();
    let session = hoa.logs_in().await;
    counter::enter(app, &hoa.may(), &session, opened).await.unwrap();
    let owner = Person { actor: hoa.looks_with(&session).await.unwrap(), ..hoa.clone() };
    let [first, second] =
        [owner.registers_venue("Nhà nghỉ Một").await, owner.registers_venue("Nhà nghỉ Hai").await];
    first.fills_in_everything().await;
    second.fills_in_everything().await;
    check_command(&office, async |key, content| {
        let venue = content.pick(first.id, second.id);
        Ok(paper_pledges::prepare(app, &owner.may(), key, venue).await?.to_string())
    })
    .await;
    check_command(&office, async |key, content| {
        let files = content.pick(vec![samples::photo()], vec![samples::photo(), samples::photo()]);
        let mut batch = ScanBatch::default();
        for file in files {
            batch.add(app, &hoa.may::<rights::EnterAtCounter>(), file).await?;
        }
        Ok(paper_pledges::upload_pages(app, &hoa.may(), key, batch).await?.to_string())
    })
    .await;
}

async fn an_administrators_commands_take_effect_once(office: Office) {
    let admin = office.administrator("Quản", PHAN_RANG).await;
    let app = &office.app;
    check_command(&office, async |key, content| {
        let given = an_agency("Phòng Văn hóa - Xã hội", content.pick("PR-VH", "PR-XH"), PHAN_RANG.commune());
        agencies::create(app, &admin.may(), key, given).await?;
        Ok(String::new())
    })
    .await;
    let agency = office.agency(AgencyFunction::ConfirmPledges, PHAN_RANG).await.id;
    let login = office.address_of("Bình");
    check_command(&office, async |key, content| {
        let member = StaffInput {
            name: content.pick("Lê Thị Bình", "Lê Văn Bình").to_owned(),
            login: login.clone(),
            role: Role::CommuneOfficer,
            agency,
            area: PHAN_RANG.commune(),
            title: String::new(),
        };
        let (id, link) = staff::invite(app, &admin.may(), key, member).await?;
        Ok(format!("{id} {link:?}"))
    })
    .await;
    check_command(&office, async |key, content| {
        let agency = an_agency(content.pick("Cơ quan mới", "Cơ quan khác"), "MOI", PHAN_RANG.commune());
        let rows = [OfficeRow { number: 2, agency, member: None }];
        let (agencies, staff) = (admin.may(), admin.may());
        let permits = ImportPermits { agencies: &agencies, staff: &staff };
        Ok(office_import::import(app, permits, key, &rows).await?.to_string())
    })
    .await;
    let tra = office.inspector("Trần Văn Tra", PHAN_RANG).await;
    check_command(&office, async |key, content| {
        let symbol = content.pick("ĐKT178", "ĐKT179").to_owned();
        let team = Team { symbol, ..build_team(PHAN_RANG, &[&tra]) };
        Ok(teams::create(app, &admin.may(), key, team).await?.to_string())
    })
    .await;
}

async fn a_coordinators_commands_take_effect_once(office: Office) {
    let (app, phoi) = (&office.app, office.coordinator("Phối", PHAN_RANG).await);
    check_command(&office, async |key, content| {
        let plan = crate::targets::new_plan(content.pick(2026, 2027));
        Ok(targets::create_plan(app, &phoi.may(), key, plan).await?.to_string())
    })
    .await;
    let plan = crate::targets::begin_plan(&phoi, 2028).await.unwrap();
    check_command(&office, async |key, content| {
        let target = crate::targets::target_details(TargetKind::ShareOfCommunes, content.pick(90, 80));
        Ok(targets::add_target(app, &phoi.may(), key, plan, target).await?.to_string())
    })
    .await;
}

async fn a_period_takes_effect_once(office: Office) {
    let (app, phoi) = (&office.app, office.coordinator("Phối", PHAN_RANG).await);
    check_command(&office, async |key, content| {
        let last = content.pick(date!(2026 - 09 - 14), date!(2026 - 09 - 30));
        let period = crate::reports::days(date!(2026 - 09 - 01), last);
        Ok(reports::open_period(app, &phoi.may(), key, period).await?.to_string())
    })
    .await;
    let open = async |day| crate::reports::open_days(&phoi, day, day).await.unwrap();
    let (first, second) = (open(date!(2026 - 08 - 01)).await, open(date!(2026 - 08 - 02)).await);
    check_command(&office, async |key, content| {
        let period = content.pick(first, second);
        Ok(reports::freeze_figures(app, &phoi.may(), key, period).await?.to_string())
    })
    .await;
    let begin = async |year| crate::targets::begin_plan(&phoi, year).await.unwrap();
    let (first, second) = (begin(2040).await, begin(2041).await);
    check_command(&office, async |key, content| {
        let plan = content.pick(first, second);
        Ok(targets::take_score(app, &phoi.may(), key, plan).await?.to_string())
    })
    .await;
    check_command(&office, async |key, content| {
        let kind = content.pick(IndicatorKind::Visits, IndicatorKind::Workers);
        let details = crate::reports::details(IndicatorSource::of(kind));
        Ok(indicators::add_indicator(app, &phoi.may(), key, details).await?.to_string())
    })
    .await;
}

async fn an_activity_takes_effect_once(office: Office) {
    let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
    check_command(&office, async |key, content| {
        let topic = content.pick(ActivityTopic::Drugs, ActivityTopic::Prostitution);
        let input = crate::activities::meeting(&[topic]);
        let batch = ScanBatch::default();
        Ok(activities::create_activity(&office.app, &hoa.may(), key, input, batch).await?.to_string())
    })
    .await;
}

async fn an_outlet_takes_effect_once(office: Office) {
    let phoi = office.coordinator("Phối", PHAN_RANG).await;
    check_command(&office, async |key, content| {
        let outlet = crate::media::outlet(content.pick("Báo Khánh Hòa", "Đài Khánh Hòa"));
        Ok(media::add_outlet(&office.app, &phoi.may(), key, outlet).await?.to_string())
    })
    .await;
}

async fn training_takes_effect_once(office: Office) {
    let (app, hoa) = (&office.app, office.commune_officer("Hoa", PHAN_RANG).await);
    check_command(&office, async |key, content| {
        let officer = crate::training::officer(content.pick("Lê Thị Hạnh", "Trần Văn Bình"));
        Ok(training::add_officer(app, &hoa.may(), key, officer).await?.to_string())
    })
    .await;
    check_command(&office, async |key, content| {
        let class = crate::training::class(content.pick(date!(2026 - 05 - 12), date!(2026 - 05 - 13)));
        Ok(training::create_class(app, &hoa.may(), key, class).await?.to_string())
    })
    .await;
}

async fn an_integrated_plan_takes_effect_once(office: Office) {
    let (app, hoa) = (&office.app, office.commune_officer("Hoa", PHAN_RANG).await);
    check_command(&office, async |key, content| {
        let plan = crate::integrated_plans::plan(content.pick("45/KH-UBND", "46/KH-UBND"));
        let batch = ScanBatch::default();
        Ok(integrated_plans::record_plan(app, &hoa.may(), key, plan, batch).await?.to_string())
    })
    .await;
}

async fn a_set_of_criteria_takes_effect_once(office: Office) {
    let (app, phoi) = (&office.app, office.coordinator("Phối", PHAN_RANG).await);
    check_command(&office, async |key, content| {
        let set = crate::healthy_communes::criteria(content.pick("Xã lành mạnh", "Phường lành mạnh"));
        Ok(healthy_communes::add_criteria(app, &phoi.may(), key, set).await?.to_string())
    })
    .await;
}

async fn a_total_of_the_police_takes_effect_once(office: Office) {
    let (app, hoa) = (&office.app, office.commune_officer("Hoa", PHAN_RANG).await);
    check_command(&office, async |key, content| {
        let total = crate::police_totals::total(content.pick(4, 5));
        Ok(police_totals::record_total(app, &hoa.may(), key, total).await?.to_string())
    })
    .await;
}

async fn a_concern_takes_effect_once(office: Office) {
    check_command(&office, async |key, content| {
        let text = content.pick("Có người dưới 18 tuổi phục vụ.", "Quán mở cửa quá giờ.").to_owned();
        let report = SubmittedConcern { text, commune: Some(PHAN_RANG.commune()), ..samples::report() };
        Ok(concerns::report(&office.app, key, report).await?.as_str().to_owned())
    })
    .await;
}

/// The key is the report's own id, and the phone knows the refusal of other content.
async fn a_report_takes_effect_once(office: Office) {
    let tra = office.inspector("Trần Văn Tra", PHAN_RANG).await;
    let team = office.team(PHAN_RANG, &[&tra]).await;
    let hotel = register_complete_venue(&office, "Khách sạn Biển Xanh").await;
    hotel.declares("Nguyễn Thị A").await;
    let phone = tra.enrols().await;
    let report = phone.visit(&team, hotel.id, VenueKind::Hotel);
    let first = phone.reports(&report).await;
    let before = dump_tables(office.app.store()).await;
    let again = phone.reports(&report).await;
    assert_eq!((first.created, again.created), (true, false));
    assert_eq!(first.inspection.number, again.inspection.number);
    let mut other = report.clone();
    other.found = 2;
    phone.tries_to_report(&other).await.says_refused(Refusal::AlreadyReported);
    spoil_outcome(&office, report.id.0).await;
    assert!(matches!(phone.tries_to_report(&report).await, Err(AppError::Internal(_))));
    assert_same_events(&office, &before).await;
}

async fn a_question_to_an_owner_takes_effect_once(office: Office) {
    let venue = register_complete_venue(&office, "Khách sạn Biển Xanh").await;
    let (app, lan) = (&office.app, &venue.owner);
    let minh = office.labour_officer("Minh", PHAN_RANG).await;
    check_command(&office, async |key, content| {
        let text = content.pick("Sổ còn đúng không?", "Ai đang làm?");
        let about = (venue.id, LabourCheck::NoChange);
        Ok(labour::ask_owner(app, &minh.may(), key, about, text).await?.to_string())
    })
    .await;
    let asked = labour::list_own_requests(app, &lan.may(), venue.id).await.unwrap().remove(0);
    let shown = (venue.id, asked.id, asked.version);
    labour::answer_request(app, &lan.may(), office.key(), shown, "Còn đúng.").await.unwrap();
    check_command(&office, async |key, content| {
        let text = content.pick("Từ ngày nào?", "Vì sao?");
        labour::ask_again(app, &minh.may(), key, (asked.id, 2), text).await?;
        Ok(String::new())
    })
    .await;
}

async fn an_offer_of_a_venue_takes_effect_once(office: Office) {
    let venue = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let [first, other] = [office.owner("Mai").await.login, office.address_of("Bình")];
    check_command(&office, async |key, content| {
        let login = content.pick(&first, &other);
        let permit = venue.owner.may();
        Ok(transfers::offer(&office.app, &permit, key, venue.id, login).await?.to_string())
    })
    .await;
}

async fn an_invitation_of_a_manager_takes_effect_once(office: Office) {
    let venue = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
    let [first, other] = [office.owner("Mai").await.login, office.address_of("Bình")];
    check_command(&office, async |key, content| {
        let login = content.pick(&first, &other);
        Ok(managers::invite(&office.app, &venue.owner.may(), key, venue.id, login).await?.to_string())
    })
    .await;
}

async fn a_code_for_a_worker_takes_effect_once(office: Office) {
    let (venue, first) = crate::worker_pledges::unsigned(&office).await;
    let other = venue.declares("Nguyễn Thị A").await;
    check_command(&office, async |key, content| {
        let of = (venue.id, content.pick(first, other));
        Ok(worker_pledges::invite(&office.app, &venue.owner.may(), key, of).await?.to_string())
    })
    .await;
}

async fn a_workers_signature_takes_effect_once(office: Office) {
    let (venue, worker) = crate::worker_pledges::unsigned(&office).await;
    let code = crate::worker_pledges::invites(&venue, worker).await.code.to_string();
    let confirmed = crate::worker_pledges::confirms(&office, &code).await.unwrap();
    let [vi, en] = crate::worker_pledges::both_texts(&office, &confirmed).await;
    check_command(&office, async |key, content| {
        let given = content.pick(("vi", vi.as_str()), ("en", en.as_str()));
        let client = office.client();
        Ok(worker_pledges::sign(&office.app, &confirmed, key, given, &client).await?.to_string())
    })
    .await;
}

/// The answer was lost on its way: the same form shows the same codes, and no code is checked a second time.
async fn recovery_codes_are_shown_again_for_the_same_form(office: Office) {
    let lan = office.owner("Lan").await;
    let (token, phone) = (lan.logs_in().await, lan.begins_factor().await);
    let finish = async |key: Uuid| {
        let code = AppCode::parse(&phone.shows()).unwrap();
        accounts::finish_set_up(&office.app, &lan.may(), key, code, &token, &lan.client).await
    };
    let key = office.key();
    let made = finish(key).await.unwrap();
    let before = dump_tables(office.app.store()).await;
    assert_eq!(finish(key).await.unwrap(), made);
    finish(office.key()).await.says_refused(Refusal::WrongState);
    assert_same_events(&office, &before).await;
    let renew = async |key: Uuid| {
        accounts::renew_codes(&office.app, &lan.may(), key, phone.waits_for_next(), &lan.client).await
    };
    renew(key).await.says_key_reused();
    let other = office.key();
    let renewed = renew(other).await.unwrap();
    let before = dump_tables(office.app.store()).await;
    assert_eq!(renew(other).await.unwrap(), renewed);
    finish(key).await.says_refused(Refusal::WrongState);
    assert_same_events(&office, &before).await;
    spoil_outcome(&office, other).await;
    let unreadable = renew(other).await;
    assert!(matches!(unreadable, Err(AppError::Internal(_))), "{unreadable:?}");
}

/// The answer was lost on its way: the same form shows the same codes, and its challenge is not asked for a second time.
async fn a_passkey_is_added_once_for_the_same_form(office: Office) {
    let lan = office.owner("Lan").await;
    let (token, device) = (lan.logs_in().await, lan.passkey_device());
    let sent = device.create(&lan.begins_passkey(&token).await.challenge);
    let finish = async |key: Uuid| {
        accounts::finish_passkey(&office.app, &lan.may(), key, &sent, &token, &lan.client).await
    };
    let key = office.key();
    let made = finish(key).await.unwrap();
    let before = dump_tables(office.app.store()).await;
    assert_eq!(finish(key).await.unwrap(), made);
    finish(office.key()).await.says_invalid("passkey", "factor-passkey-over");
    assert_same_events(&office, &before).await;
    // A further one has no codes to show.
    let second = lan.passkey_device();
    let sent = second.create(&lan.begins_passkey(&token).await.challenge);
    let reused = accounts::finish_passkey(&office.app, &lan.may(), key, &sent, &token, &lan.client).await;
    reused.says_key_reused();
    let key = office.key();
    for _ in 0..2 {
        let again = accounts::finish_passkey(&office.app, &lan.may(), key, &sent, &token, &lan.client).await;
        assert!(again.unwrap().is_empty());
    }
    spoil_outcome(&office, key).await;
    let unreadable = accounts::finish_passkey(&office.app, &lan.may(), key, &sent, &token, &lan.client).await;
    assert!(matches!(unreadable, Err(AppError::Internal(_))), "{unreadable:?}");
}
