//! Lists with more rows than a page: its pages together show every row, or the page says that there are more.
//!
//! The rows are copies in the database, so that a thousand of them cost no time. `every_bounded_query_is_walked` names the
//! queries with a bound: a new one needs a list here.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use camket_app::accounts;
use camket_app::activities::ActivityInput;
use camket_app::claim_codes::MAX_LISTED as MAX_CODES;
use camket_app::concerns::{self, SubmittedConcern};
use camket_app::counter::{self, MAX_COUNTER};
use camket_app::inspections::ask_again;
use camket_app::paper_pledges::{MAX_LISTED, upload_pages};
use camket_app::plans::VENUES_PER_PAGE;
use camket_app::scan_batch::ScanBatch;
use camket_app::venues::MAX_TIMELINE;
use camket_domain::activities::ActivityTopic;
use camket_domain::certificates::ShortCode;
use camket_domain::certificates::decisions::DecisionKind;
use camket_domain::concerns::ConcernCategory;
use camket_domain::ids::{ApplicationId, DemandId};
use camket_domain::inspections::Conclusion;
use camket_domain::inspections::report::ReportDemand;
use camket_domain::paging::PAGE_SIZE;
use camket_domain::permissions::rights;
use time::macros::date;
use uuid::Uuid;

use crate::browser::{BrowserResponse, SimulatedBrowser};
use crate::harness::database::Engine;
use crate::harness::database_dump::execute;
use crate::world::{Office, OwnedVenue, PHAN_RANG, Person, proposal, samples};

/// More than one page has.
const COPIES: usize = 30;
/// Number of the woman who represents every venue.
const REPRESENTATIVE: u32 = 777;

/// A list of the office or of an owner, and the texts of its rows.
struct LongList {
    page: String,
    rows: Vec<String>,
}

impl Office {
    /// Copies the rows of `table` that `which` selects; `sets` changes columns of the copy, with `{id}`, `{n}` and `{code}`
    /// for its id, number and a new code. Returns the ids.
    async fn copies_rows(&self, table: &str, which: &str, sets: &str, count: usize) -> Vec<Uuid> {
        let ids: Vec<Uuid> = (0..count).map(|_| self.key()).collect();
        let mut sql = String::from("BEGIN;");
        for (n, id) in ids.iter().enumerate() {
            let code = ShortCode::new(self.app.entropy());
            let sets = sets.replace("{id}", &format!("x'{}'", id.simple())).replace("{n}", &n.to_string());
            let sets = sets.replace("{code}", code.as_str());
            write!(
                sql,
                "CREATE TEMP TABLE copied AS SELECT * FROM {table} WHERE {which}; UPDATE copied SET {sets};
                INSERT INTO {table} SELECT * FROM copied; DROP TABLE copied;"
            )
            .unwrap();
        }
        execute(self.app.store(), &(sql + "COMMIT;")).await;
        ids
    }

    /// Copies the row with this id.
    async fn copies(&self, table: &str, id: Uuid, sets: &str) -> Vec<Uuid> {
        let which = format!("id = x'{}'", id.simple());
        self.copies_rows(table, &which, &format!("id = {{id}}{sets}"), COPIES).await
    }

    /// Copies an application with its tracks.
    async fn copies_application(&self, id: ApplicationId) -> Vec<Uuid> {
        let copies = self.copies("application", id.0, ", number = '{code}'").await;
        for copy in &copies {
            let which = format!("application_id = x'{}'", id.0.simple());
            let sets = format!("application_id = x'{}'", copy.simple());
            self.copies_rows("track", &which, &sets, 1).await;
        }
        copies
    }
}

async fn begin_venue(owner: &Person, name: &str) -> OwnedVenue {
    let venue = owner.registers_venue(name).await;
    venue.fills_in_everything().await;
    let woman = samples::woman(REPRESENTATIVE);
    venue.answers(samples::representative("Nguyễn Thị Đại Diện", Some(woman))).await;
    venue.signs().await;
    venue.declares("Nguyễn Thị A").await;
    venue
}

/// All pages of a list, one after the other.
pub async fn read_all(browser: &mut SimulatedBrowser, first: &str) -> String {
    let (mut text, mut next) = (String::new(), Some(first.to_owned()));
    while let Some(path) = next {
        let page = browser.opens(&path).await;
        page.is_at(path.split('?').next().unwrap());
        text += &page.text();
        next = find_next(&page);
    }
    text
}

fn find_next(page: &BrowserResponse) -> Option<String> {
    let text = page.text();
    let (before, _) = text.split_once("\" rel=\"next\"")?;
    before.rsplit_once("href=\"").map(|(_, href)| href.replace("&#38;", "&"))
}

async fn check_lists(browser: &mut SimulatedBrowser, lists: Vec<LongList>) {
    for list in lists {
        assert!(list.rows.len() as u64 > PAGE_SIZE, "{}", list.page);
        let text = read_all(browser, &list.page).await;
        let missing: Vec<_> = list.rows.iter().filter(|row| !text.contains(*row)).collect();
        assert!(missing.is_empty(), "{} does not show {} of its rows", list.page, missing.len());
    }
}

fn list(page: &str, ids: &[Uuid], row: impl Fn(&Uuid) -> String) -> LongList {
    LongList { page: page.to_string(), rows: ids.iter().map(row).collect() }
}

#[test]
fn every_list_of_applications_and_certificates_is_shown_to_its_end() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let owner = office.owner("Lan").await;
        let waiting = begin_venue(&owner, "Nhà nghỉ Chờ").await.submits().await;
        let accepted = begin_venue(&owner, "Nhà nghỉ Nhận").await.submits().await;
        office.accepts_both_tracks(accepted, PHAN_RANG).await;
        let issued = begin_venue(&owner, "Nhà nghỉ Giấy").await.submits().await;
        let certificate = office.certifies(issued, PHAN_RANG).await;
        let officer = office.commune_officer("Hoa", PHAN_RANG).await;
        let decision = officer.proposes(certificate.id, proposal(DecisionKind::Revoke)).await;

        let waiting = office.copies_application(waiting).await;
        let accepted = office.copies_application(accepted).await;
        let sets = ", code = '{code}', number = 'KH-SNV-2026-1' || printf('%05d', {n}),
            document_serial = 1000 + {n}, status_index = NULL, kid = NULL, token = NULL";
        let certificates = office.copies("certificate", certificate.id.0, sets).await;
        let other = ", certificate_id = (SELECT id FROM certificate ORDER BY rowid DESC LIMIT 1 OFFSET {n})";
        let decisions = office.copies("certificate_decision", decision.id.0, other).await;

        let lists = vec![
            list("/review?view=waiting", &waiting, |id| format!("/review/{id}")),
            list("/review?view=all", &accepted, |id| format!("/review/{id}")),
            list("/certificates", &certificates, |id| format!("/certificates/{id}")),
            list("/decisions", &decisions, |id| format!("/decisions/{id}")),
        ];
        let mut browser = officer.browser().await;
        check_lists(&mut browser, lists).await;
        let approver = office.approver("Ký", PHAN_RANG).await;
        let lists = vec![list("/issue", &accepted, |id| format!("/issue/{id}"))];
        check_lists(&mut approver.browser().await, lists).await;

        // A search for a personal number has no address for a next page.
        let number = samples::woman(REPRESENTATIVE);
        for (page, words) in [
            ("/review", "Chỉ hiện 25 hồ sơ mới nhất của người này"),
            ("/certificates", "Chỉ hiện 25 giấy xác nhận mới nhất của người này"),
        ] {
            browser.post(page, &[("q", number.expose())]).await.shows(words);
        }
    });
}

#[test]
fn every_list_of_inspections_is_shown_to_its_end() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let owner = office.owner("Lan").await;
        let hotel = owner.registers_venue("Khách sạn Biển Xanh").await;
        hotel.fills_in_everything().await;
        let inspector = office.inspector("Tra", PHAN_RANG).await;
        let team = office.team(PHAN_RANG, &[&inspector]).await;
        let phone = inspector.enrols().await;
        let mut given = phone.visit_with(&team, &hotel, &["contracts"], Conclusion::Reminder);
        let demand = DemandId(office.key());
        let due_on = time::macros::date!(2027 - 06 - 30);
        given.demands =
            vec![ReportDemand { id: demand, item: None, text: "Ký hợp đồng".to_owned(), due_on }];
        let visit = phone.reports(&given).await.inspection;
        let shown = (hotel.id, visit.id, visit.version);
        ask_again(&office.app, &owner.may(), shown, "Xin kiểm tra lại").await.unwrap();
        let plan = office.plan(&team, PHAN_RANG).await;

        let sets = ", code = '{code}', serial = 1000 + {n}";
        let visits = office.copies("inspection", visit.id.0, sets).await;
        let other = ", inspection_id = (SELECT id FROM inspection ORDER BY rowid DESC LIMIT 1 OFFSET {n})";
        office.copies_rows("proposal", "1 = 1 LIMIT 1", &format!("id = {{id}}{other}"), COPIES).await;
        let demands = office.copies("demand", demand.0, "").await;
        let alerts = office.copies_rows("alert", "1 = 1 LIMIT 1", "id = {id}", COPIES).await;
        let plans = office.copies("visit_plan", plan.0, "").await;
        let teams = office.copies("team", team.id.0, "").await;
        let planned =
            office.copies_rows("venue", "1 = 1 LIMIT 1", "id = {id}", 2 * VENUES_PER_PAGE + 1).await;
        let of_plan: Vec<_> =
            planned.iter().map(|id| format!(r#"{{"venue":"{id}","reasons":[]}}"#)).collect();
        let sets = format!("visits = '[{}]' WHERE id = x'{}'", of_plan.join(","), plan.0.simple());
        execute(office.app.store(), &format!("UPDATE visit_plan SET {sets};")).await;
        let devices = office.copies("device", phone.device.id.0, "").await;

        let (area, days) = (PHAN_RANG.commune(), "first=1/11/2026&last=30/11/2026");
        let counted = format!("/reports/rows?source=visits&area={area}&{days}");
        let lists = vec![
            list("/inspections", &visits, |id| format!("/inspections/{id}")),
            list("/inspections/measures", &visits, |id| format!("/inspections/{id}")),
            list("/inspections/demands", &demands, |id| format!("/inspections/demands/{id}")),
            list("/inspections/alerts", &alerts, |id| format!("/inspections/alerts/{id}/close")),
            list("/inspections/plans", &plans, |id| format!("/inspections/plans/{id}")),
            list(&format!("/inspections/plans/{plan}"), &planned, |id| format!("/register/{id}")),
            list(&format!("/register/{}", hotel.id), &visits, |id| format!("/inspections/{id}")),
            list(&counted, &visits, |id| format!("/inspections/{id}")),
        ];
        check_lists(&mut office.commune_officer("Hoa", PHAN_RANG).await.browser().await, lists).await;
        let lists = vec![
            list("/inspections/teams", &teams, |id| format!("/inspections/teams/{id}")),
            list("/admin/devices", &devices, |id| format!("/admin/devices/{id}/cut-off")),
        ];
        check_lists(&mut office.administrator("Quản", PHAN_RANG).await.browser().await, lists).await;
        let own = format!("/venues/{}/inspections", hotel.id);
        let lists = vec![list(&own, &visits, |id| format!("{own}/{id}"))];
        check_lists(&mut owner.browser().await, lists).await;
    });
}

#[test]
fn every_list_of_concerns_and_accounts_is_shown_to_its_end() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let (category, commune) = (ConcernCategory::Children, Some(PHAN_RANG.commune()));
        let report = SubmittedConcern { category, commune, ..samples::report() };
        concerns::report(&office.app, office.key(), report).await.unwrap();
        let sets = "id = {id}, reference = '{code}'";
        let concerns = office.copies_rows("concern", "1 = 1 LIMIT 1", sets, COPIES).await;
        let mut officer = office.commune_officer("Hoa", PHAN_RANG).await.browser().await;
        officer.opens("/concerns?view=new").await.shows("Mới hiện 25 phản ánh chờ lâu nhất");
        // Each is listed besides the urgent ones.
        let rows = |id: &Uuid| format!("<span><a href=\"/concerns/{id}\"");
        check_lists(&mut officer, vec![list("/concerns?view=new", &concerns, rows)]).await;

        let colleague = office.approver("Ký", PHAN_RANG).await;
        accounts::request_reset(&office.app, &colleague.login, &colleague.client).await.unwrap();
        let people = office.copies("account", colleague.id().0, ", login = 'so{n}@example.vn'").await;
        for person in &people {
            let sets = format!("account_id = x'{}'", person.simple());
            office.copies_rows("access_request", "1 = 1 LIMIT 1", &sets, 1).await;
        }
        let agencies = "id = {id}, code = 'SO-' || {n}";
        let agencies = office.copies_rows("agency", "code = 'KH-SNV'", agencies, COPIES).await;
        let asked = |id: &Uuid| format!("<li><a href=\"/admin/accounts/{id}\"");
        let lists = vec![
            list("/admin/accounts", &people, |id| {
                format!("<td data-label=\"Họ và tên\"><a href=\"/admin/accounts/{id}\"")
            }),
            list("/admin/accounts", &people, asked),
            list("/admin/agencies", &agencies, |id| format!("/admin/agencies/{id}")),
        ];
        check_lists(&mut office.administrator("Quản", PHAN_RANG).await.browser().await, lists).await;
    });
}

#[test]
fn every_activity_is_shown() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        let meeting = crate::activities::meeting(&[ActivityTopic::Drugs]);
        let recorded = crate::activities::record(&hoa, meeting.clone(), 0).await.unwrap();
        let draft = ActivityInput { records: false, ..meeting };
        let draft = crate::activities::record(&hoa, draft, 0).await.unwrap();
        let rows = |id: &Uuid| format!("/activities/{id}");
        let (recorded, drafts) =
            (office.copies("activity", recorded.0, "").await, office.copies("activity", draft.0, "").await);
        let lists = vec![list("/activities", &drafts, rows), list("/activities?year=2026", &recorded, rows)];
        check_lists(&mut hoa.browser().await, lists).await;
    });
}

#[test]
fn every_class_and_every_officer_of_a_roster_is_shown() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        let class = crate::training::class(date!(2026 - 05 - 12));
        let class = crate::training::hold(&hoa, class, &[]).await.unwrap();
        let officer = crate::training::add(&hoa, crate::training::officer("Hạnh")).await.unwrap();
        let classes = office.copies("training_class", class.0, "").await;
        let officers = office.copies("roster_officer", officer.0, "").await;
        let lists = vec![
            list("/training", &classes, |id: &Uuid| format!("/training/classes/{id}")),
            list("/training", &officers, |id: &Uuid| format!("/training/officers/{id}")),
        ];
        check_lists(&mut hoa.browser().await, lists).await;
    });
}

#[test]
fn every_integrated_plan_is_shown() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        let plan = crate::integrated_plans::plan("45/KH-UBND");
        let plan = crate::integrated_plans::record(&hoa, plan, 0).await.unwrap();
        let copies = office.copies("integrated_plan", plan.0, "").await;
        let rows = |id: &Uuid| format!("/integrated-plans/{id}");
        let page = format!("/integrated-plans?area={}&year=2026", PHAN_RANG.commune());
        let lists = vec![list("/integrated-plans", &copies, rows), list(&page, &copies, rows)];
        check_lists(&mut hoa.browser().await, lists).await;
    });
}

#[test]
fn every_question_of_the_labour_authority_is_shown() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hotel = super::labour_office::begin_venue(&office).await;
        let mut desk = office.labour_officer("Minh", PHAN_RANG).await.browser().await;
        let form = desk.opens(&format!("/labour/ask/{}?rule=no-contract", hotel.id)).await;
        desk.sends(&form, &[("rule", "no-contract")]).await.shows("Đã gửi cho chủ cơ sở");
        let ended = "id = {id}, state = 'ended'";
        let copies = office.copies_rows("labour_request", "1 = 1 LIMIT 1", ended, COPIES).await;
        let rows = |id: &Uuid| format!("/labour/requests/{id}");
        check_lists(&mut desk, vec![list("/labour/requests?state=ended", &copies, rows)]).await;
        desk.opens(&format!("/register/{}", hotel.id)).await.shows("Chỉ hiện 20 việc mới nhất");
        let mut owner = hotel.owner.browser().await;
        owner.opens(&format!("/venues/{}/workers", hotel.id)).await.shows("Chỉ hiện 20 việc mới nhất");
    });
}

#[test]
fn every_total_of_the_police_is_shown() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        let total = crate::police_totals::total(4);
        let total = crate::police_totals::record(&hoa, total).await.unwrap();
        let copies = office.copies("police_total", total.0, "").await;
        let rows = |id: &Uuid| format!("/police-totals/{id}");
        let page = format!("/police-totals?area={}", PHAN_RANG.commune());
        let lists = vec![list("/police-totals", &copies, rows), list(&page, &copies, rows)];
        check_lists(&mut hoa.browser().await, lists).await;
    });
}

#[test]
fn every_list_of_an_owner_is_shown_to_its_end() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let owner = office.owner("Lan").await;
        let hotel = begin_venue(&owner, "Khách sạn Biển Xanh").await;
        let application = hotel.submits().await;
        let which = format!("venue_id = x'{}'", hotel.id.0.simple());
        let sets = "id = {id}, name = 'Người thứ {n}.', number_fingerprint = 'so{n}'";
        let first = format!("{which} AND number_fingerprint NOT LIKE 'so%'");
        let workers = office.copies_rows("worker", &first, sets, 1_000).await;
        let names: Vec<_> = (0..1_000).map(|n| format!("Người thứ {n}.")).collect();
        let venues = office.copies("venue", hotel.id.0, "").await;

        let own = format!("/venues/{}/workers", hotel.id);
        let lists = vec![
            list(&own, &workers, |id| format!("{own}/{id}\"")),
            list("/venues", &venues, |id| format!("/venues/{id}\"")),
        ];
        let mut browser = owner.browser().await;
        check_lists(&mut browser, lists).await;
        let mut officer = office.commune_officer("Hoa", PHAN_RANG).await.browser().await;
        let review = format!("/review/{application}");
        check_lists(&mut officer, vec![LongList { page: review.clone(), rows: names }]).await;

        let event = format!("{which} AND deed = 'venue-changed' LIMIT 1");
        office.copies_rows("audit_event", &event, "id = {id}", MAX_TIMELINE).await;
        browser.opens(&format!("/venues/{}", hotel.id)).await.shows("Chỉ hiện 200 việc gần nhất");
        officer.opens(&review).await.shows("Chỉ hiện 200 diễn biến gần nhất");

        let same = owner.registers_venue("Khách sạn Biển Xanh").await;
        let page = browser.opens(&format!("/venues/{}/sections/place", same.id)).await;
        let place = [("province", "56"), ("commune", "22759"), ("address", "1 đường 16 Tháng 4")];
        let asked = browser.sends(&page, &place).await;
        asked.shows("Trong sổ đã có nhiều cơ sở").shows("Dưới đây là 5 trong số đó");
    });
}

#[test]
fn the_lists_of_offers_and_invitations_say_that_there_are_more() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mai = office.owner("Mai").await;
        for n in 0..camket_app::transfers::MAX_SHOWN {
            let former = office.owner("Lan").await;
            let venue = former.registers_venue(&format!("Khách sạn thứ {n}.")).await;
            crate::transfers::offer(&venue, &mai.login).await.unwrap();
        }
        mai.browser().await.opens("/venues").await.shows("Chỉ hiện 20 đề nghị mới nhất");
        for n in 0..camket_app::managers::MAX_INVITATIONS {
            let venue = office.owner("Lan").await.registers_venue(&format!("Nhà nghỉ thứ {n}.")).await;
            crate::managers::invite(&venue, &mai.login).await.unwrap();
        }
        mai.browser().await.opens("/venues").await.shows("Chỉ hiện 20 lời mời mới nhất");
    });
}

#[test]
fn a_search_for_an_old_address_says_that_other_places_have_the_name() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let mut browser = office.browser();
        let words = "Có thể còn nơi khác trùng tên";
        browser.opens("/areas/old?q=T%C3%A2n%20L%E1%BA%ADp").await.shows(words);
        let one = browser.opens("/areas/old?q=Kh%C3%A1nh%20H%E1%BA%A3i,%20Ninh%20H%E1%BA%A3i").await;
        assert!(!one.text().contains(words), "one place has the name");
    });
}

#[test]
fn the_counter_says_that_there_are_more() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hoa = office.commune_officer("Hoa", PHAN_RANG).await;
        let owner =
            counter::open_owner(&office.app, &hoa.may(), office.key(), "Nguyễn Thị Sen").await.unwrap();
        let which = format!("id = x'{}'", owner.0.simple());
        let sets = "id = {id}, login = '{n}@counter.invalid'";
        office.copies_rows("account", &which, sets, MAX_COUNTER).await;
        let mut batch = ScanBatch::default();
        batch.add(&office.app, &hoa.may::<rights::EnterAtCounter>(), samples::photo()).await.unwrap();
        upload_pages(&office.app, &hoa.may(), office.key(), batch).await.unwrap();
        office.copies_rows("paper_page", "pledge_id IS NULL LIMIT 1", "id = {id}", MAX_LISTED).await;
        let mut desk = hoa.browser().await;
        desk.opens("/counter").await.shows("Chỉ hiện 100 chủ cơ sở mới nhất");
        desk.opens("/counter/scans").await.shows("Chỉ hiện 100 trang đầu tiên");
        let form = desk.opens("/claim-codes").await;
        desk.sends(&form, &[("name", "Nguyễn Thị Sen"), ("phone", "0900000007")]).await;
        office
            .copies_rows(
                "claim_code",
                "id = (SELECT MIN(id) FROM claim_code)",
                "id = {id}, hash = '{n}'",
                MAX_CODES,
            )
            .await;
        desk.opens("/claim-codes").await.shows("Chỉ hiện 200 mã mới nhất");
    });
}

#[test]
fn the_mailbox_of_the_demo_says_that_there_are_older_messages() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
        let id = hotel.goes_all_the_way().await;
        office.commune_officer("Hoa", PHAN_RANG).await.returns(id, "place-wrong").await;
        // The last message has no secret, which belongs to one id.
        let last = "id = (SELECT id FROM outbox ORDER BY created_at DESC, id DESC LIMIT 1)";
        office.copies_rows("outbox", last, "id = {id}", 20).await;
        let mut browser = office.browser_with(|options| options.demo = true);
        browser.opens("/demo/mailbox").await.shows("Chỉ hiện 20 tin mới nhất");
    });
}

/// Queries that return a page or a bounded number of rows, whose lists are walked above or in the named test.
const BOUNDED: [(&str, &str); 95] = [
    // A part of those that one file invites.
    ("accounts.rs", "list_invited_staff"),
    ("accounts.rs", "list_counter"),
    ("accounts.rs", "list_staff"),
    // In parts, one a run, until none is due: tests/account_data.rs.
    ("accounts/closing.rs", "delete_due"),
    ("activities.rs", "list"),
    ("alerts.rs", "list"),
    // An account holds at most 20: tests/api_tokens.rs.
    ("api_tokens.rs", "list_valid"),
    ("queues.rs", "list_queue"),
    // A number that says "≥".
    ("venue_register/open_track.rs", "select"),
    // In batches until all is sealed anew: tests/program/secret_rotation.rs.
    ("sealed.rs", "list_after"),
    ("audit.rs", "list_by_venue"),
    ("audit.rs", "list_recent_by_venue"),
    // In parts, until there are no more: tests/audit_log.rs.
    ("audit_log.rs", "has_waiting"),
    ("audit_log.rs", "list_waiting"),
    ("audit_log/checkpoint.rs", "list_after"),
    ("audit_log/reading.rs", "list_leaves"),
    // In batches until nothing is left: this and five below.
    ("census/compared.rs", "list_changed_entries"),
    ("census/compared.rs", "list_changed_venues"),
    ("census/compared.rs", "list_compared_entries"),
    ("census/compared.rs", "list_unlisted_venues"),
    ("census/compared.rs", "list_venue_codes"),
    ("census/entry.rs", "list_block"),
    ("census/entry.rs", "list_returned"),
    // Walked in tests/census.
    ("census/entry/query.rs", "list"),
    ("certificates.rs", "fill_search_texts"),
    ("certificates.rs", "list_unsigned"),
    ("certificates/decisions.rs", "list"),
    ("certificates/decisions.rs", "list_by_venue"),
    // Walked in tests/web/open_data.rs; the other one is read in parts until nothing is left.
    ("certificates/open.rs", "list"),
    ("certificates/open.rs", "list_part"),
    ("certificates/register/rows.rs", "list_by_id"),
    ("certificates/register/rows.rs", "list_changed"),
    ("certificates/succession.rs", "list_signed_with"),
    // The open ones of an office: its page says that there are more.
    ("claim_codes.rs", "list_open"),
    ("concerns.rs", "list"),
    ("concerns.rs", "list_by_venue"),
    ("concerns.rs", "list_urgent"),
    // Walked in tests/coverage.rs.
    ("coverage/query.rs", "after_entry"),
    ("coverage/query.rs", "list"),
    // The median of the latest decisions, of which a province has fewer in three months.
    ("dashboard.rs", "list_decided_tracks"),
    ("demands.rs", "list"),
    ("devices.rs", "list"),
    ("digests.rs", "list_due"),
    ("inspections.rs", "list"),
    ("inspections.rs", "list_by_venue"),
    ("integrated_plans.rs", "list"),
    // In batches until none is due; the others count.
    ("labour/check.rs", "lock_due"),
    ("labour/check.rs", "count_due"),
    ("labour/finding.rs", "count"),
    // Pages that show so many say so.
    ("labour/request.rs", "list_of_venue"),
    ("labour/request.rs", "list"),
    // Walked in tests/web/labour_changes.rs; the other one counts.
    ("labour_changes.rs", "count"),
    ("labour_changes.rs", "list"),
    // Whether there is any.
    ("letters.rs", "has_any"),
    // Walked in tests/letters.rs.
    ("letters/run.rs", "list_runs"),
    ("measures.rs", "list_undecided"),
    // Whether the register reads few venues or asks of each.
    ("outbox.rs", "count_unreached_accounts"),
    ("outbox.rs", "list_due"),
    ("outbox.rs", "list_recent"),
    // The command says that there are more.
    ("outbox.rs", "list_unsent"),
    // Open prints of an office, newest first: choices beside the pages.
    ("paper_pledges.rs", "list_open"),
    ("paper_pledges/page.rs", "list_unmatched"),
    ("plans.rs", "list"),
    ("police_totals.rs", "list"),
    ("reminders.rs", "list_due"),
    // Rows behind a figure: tests/reports.rs compares their sum with the figure; walked below.
    ("indicators/facts.rs", "list_activities"),
    ("indicators/facts.rs", "list_concerns"),
    ("indicators/facts.rs", "list_inspections"),
    ("indicators/facts.rs", "list_papers"),
    ("indicators/facts.rs", "list_venues"),
    ("indicators/records.rs", "list_classes"),
    ("indicators/records.rs", "list_totals"),
    ("indicators/records.rs", "list_trained"),
    // Walked in tests/web/risk.rs; the others are read in batches until nothing is left.
    ("risk.rs", "list"),
    ("risk.rs", "count_due"),
    ("risk.rs", "lock_due"),
    // The latest periods: the page says that there are more.
    ("reports/period.rs", "list"),
    // The scans around one, for the alert about distant scans: not a list of a page.
    ("scans.rs", "list_by_certificate"),
    ("scans.rs", "list_by_venue"),
    // The last 50 scores of a plan, beside the one that is shown.
    ("targets/score.rs", "list_numbers"),
    ("training/class.rs", "list"),
    ("managers.rs", "list_invitations"),
    ("transfers.rs", "list_unsettled_to"),
    // Walked in tests/venue_register.rs; the others are parts of it, or say that there are more.
    ("venue_register/certificates.rs", "list"),
    ("venue_register/facts.rs", "load_latest"),
    ("venue_register/facts.rs", "newest"),
    ("venue_register/older.rs", "list_unregistered"),
    ("venue_register/query.rs", "count"),
    ("venue_register/query.rs", "list"),
    ("venue_register/search/numbers.rs", "find_documents"),
    ("venue_register/word.rs", "estimate_rows"),
    ("venue_register/word.rs", "list_venues"),
    ("venues.rs", "list_block"),
    ("venues.rs", "list_similar"),
    // In batches until none is due: tests/worker_pledges/kept.rs.
    ("worker_pledges/reminder.rs", "list_due"),
];

#[test]
fn every_bounded_query_is_walked() {
    let known: BTreeSet<_> =
        BOUNDED.iter().map(|(file, name)| ((*file).to_owned(), (*name).to_owned())).collect();
    assert_eq!(find_bounded_queries(), known, "a list needs a test above");
}

/// File and name of each function of the store with a bounded query.
fn find_bounded_queries() -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store");
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let file = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            let mut function = "";
            for line in text.lines().filter(|_| file != "paging.rs") {
                if let Some((_, name)) = line.split_once("fn ") {
                    function = name.split(['(', '<']).next().unwrap();
                }
                if [".limit(", "page_by(", "page_by_moment("].iter().any(|call| line.contains(call)) {
                    found.insert((file.clone(), function.to_owned()));
                }
            }
        }
    }
    found
}
