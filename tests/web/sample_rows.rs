//! Real rows for the placeholders of routes, own and foreign ones.

use std::collections::HashMap;
use std::sync::Mutex;

use camket_app::census::{EntryInput, ListInput, create_list};
use camket_app::concerns::{self, SubmittedConcern};
use camket_app::inspections::{
    CorrectionSource, NewPhoto, SubmittedCorrection, add_photo, ask_again, correct_report, load_to_correct,
};
use camket_app::letters::{self, LetterTarget};
use camket_app::scan_batch::ScanBatch;
use camket_app::{
    accounts, alerts, certificates, claim_codes, counter, labour, paper_pledges, plans, staff, targets,
};
use camket_domain::accounts::{Role, Scope};
use camket_domain::activities::ActivityTopic;
use camket_domain::agencies::AgencyFunction;
use camket_domain::census::imports::ListHeading;
use camket_domain::certificates::decisions::DecisionKind;
use camket_domain::claim_codes::ClaimTarget;
use camket_domain::ids::{
    ApplicationId, CensusListId, CensusUploadId, CorrectionId, DemandId, LetterRunId, PhotoId, ReportPeriodId,
};
use camket_domain::inspections::report::{ReportDemand, ReportPhoto};
use camket_domain::inspections::{Conclusion, Inspection};
use camket_domain::labour::checks::LabourCheck;
use camket_domain::permissions::rights;
use time::Duration;
use time::macros::date;

use crate::census::entries::{add_entry, entry_input, list_input};
use crate::census_import::{import_upload, list_heading, upload_text};
use crate::letters::letter_order;
use crate::world::{OwnedVenue, Person, TestPlace, proposal, samples};

/// Rows of an owner in a place, with the place's staff and agencies.
#[derive(Debug)]
pub struct SampleRows {
    owner: Person,
    place: TestPlace,
    /// Values used before, for requests that change nothing.
    kept: Mutex<HashMap<(String, RequiredState), String>>,
    /// The photo of the last visit.
    last_photo: Mutex<Option<String>>,
    /// The picture of the activity created last.
    last_evidence: Mutex<Option<String>>,
    /// The page of the integrated plan recorded last.
    last_scanned: Mutex<Option<String>>,
}

/// A visit with its demand and photo.
#[derive(Debug)]
struct InspectedVenue {
    inspection: Inspection,
    inspector: Person,
    photo: PhotoId,
    demand: DemandId,
    venue: OwnedVenue,
}

/// The state that the venue of a path must have.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum RequiredState {
    Begun,
    Signed,
    Sent,
    Certified,
    Disabled,
    /// A new way into the account was asked for.
    Asked,
    /// Of a list: its file was imported.
    Imported,
}

impl RequiredState {
    /// The state that the rest of the path needs.
    fn of(rest: &str) -> Self {
        match rest {
            "/check" | "/submit" | "/workers/pledges.pdf" => Self::Signed,
            "/submitted" | "/withdraw" | "/receipt.pdf" => Self::Sent,
            "/enable" => Self::Disabled,
            "/undo" => Self::Imported,
            "/access/confirm" | "/access/decline" => Self::Asked,
            _ if rest.starts_with("/pledge") => Self::Signed,
            _ if rest.starts_with("/certificate") || rest == "/decal.pdf" => Self::Certified,
            _ => Self::Begun,
        }
    }
}

/// A placeholder with its surroundings in the path.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Placeholder<'a> {
    /// The segment before the placeholder.
    noun: &'a str,
    name: &'a str,
    /// The path after the placeholder.
    rest: &'a str,
}

impl<'a> Placeholder<'a> {
    /// The placeholders of a route's path.
    pub fn all(path: &'a str) -> Vec<Self> {
        let mut found = Vec::new();
        let segments: Vec<&str> = path.split('/').collect();
        for (at, segment) in segments.iter().enumerate() {
            let Some(name) = segment.strip_prefix('{').and_then(|name| name.strip_suffix('}')) else {
                continue;
            };
            let rest = path.split_once(segment).map_or("", |(_, rest)| rest);
            found.push(Self { noun: segments[at - 1], name, rest });
        }
        found
    }

    /// Whether it stands for a row with an area or an owner, which can therefore be foreign.
    pub fn is_a_row(self) -> bool {
        // Ids chosen by a phone are checked by its signature, and a photo may arrive before its visit.
        let from_phone = ["/photos", "/corrections"].iter().any(|rest| self.rest.starts_with(rest));
        let unknown_is_fine = self.name == "visit" && from_phone;
        !unknown_is_fine
            && !matches!(
                (self.noun, self.name),
                ("calendar", "day")
                    | ("checkpoint", "size")
                    | ("months", "month")
                    | ("years", "year")
                    | ("versions", "number")
                    | (_, "code" | "token" | "met" | "picture" | "guide")
            )
    }

    /// Whether the row is of a whole province, which its communes read.
    pub fn is_of_province(self) -> bool {
        matches!(
            self.name,
            "target" | "year_plan" | "target_score" | "report_period" | "snapshot" | "indicator" | "criteria"
        )
    }

    /// Whether a missing row is no error: a second "remove" has nothing to do.
    pub fn may_be_gone(self) -> bool {
        matches!((self.noun, self.rest), ("workers" | "managers", "/remove"))
    }

    /// Fills in this placeholder of the path.
    pub fn fill(self, path: &str, value: &str) -> String {
        path.replacen(&format!("{}/{{{}}}", self.noun, self.name), &format!("{}/{value}", self.noun), 1)
    }
}

impl SampleRows {
    pub fn of(owner: &Person, place: TestPlace) -> Self {
        Self {
            owner: owner.clone(),
            place,
            kept: Mutex::default(),
            last_photo: Mutex::default(),
            last_evidence: Mutex::default(),
            last_scanned: Mutex::default(),
        }
    }

    /// Whether `person` must not see these rows: an owner sees their own, a staff member those of their area.
    pub fn are_foreign_to(&self, person: &Person) -> bool {
        match person.actor.role {
            Role::Owner => self.owner.id() != person.id(),
            _ => ![Some(self.place.commune()), Some(self.place.province())].contains(&person.actor.area),
        }
    }

    /// As [`Self::are_foreign_to`], for the rows of a whole province.
    pub fn are_in_another_province(&self, person: &Person) -> bool {
        let province = |code| camket_domain::areas::all().province_of(code, self.owner.office.app.today());
        let own = person.actor.area.and_then(province);
        own.is_none_or(|own| own.code != self.place.province())
    }

    /// Fills in every placeholder of a route with new rows; `Err` names an unknown placeholder.
    pub async fn fill(&self, path: &str) -> Result<String, String> {
        let mut filled = path.to_owned();
        let mut venue = None;
        for place in Placeholder::all(path) {
            let value = Box::pin(self.create_value(place, &mut venue)).await;
            let value = value.ok_or_else(|| format!("nothing is known for {{{}}} in {path}", place.name))?;
            filled = place.fill(&filled, &value);
        }
        Ok(filled)
    }

    /// Fills in every placeholder with rows used before, if there are any: for refused and for reading requests.
    pub async fn fill_with_kept(&self, path: &str) -> Result<String, String> {
        let end = path.rfind('}').map_or(path.len(), |at| at + 1);
        let (prefix, rest) = path.split_at(end);
        let key = (prefix.to_owned(), RequiredState::of(rest));
        let kept = self.kept.lock().unwrap().get(&key).cloned();
        if let Some(kept) = kept {
            return Ok(kept + rest);
        }
        let filled = self.fill(path).await?;
        let prefix = filled.strip_suffix(rest).unwrap_or(&filled).to_owned();
        self.kept.lock().unwrap().insert(key, prefix);
        Ok(filled)
    }

    /// A value used before for one placeholder, if there is one.
    pub async fn kept_value(&self, place: Placeholder<'_>) -> Option<String> {
        let key = (format!("{}/{}", place.noun, place.name), RequiredState::of(place.rest));
        let kept = self.kept.lock().unwrap().get(&key).cloned();
        if kept.is_some() {
            return kept;
        }
        let value = Box::pin(self.create_value(place, &mut None)).await?;
        self.kept.lock().unwrap().insert(key, value.clone());
        Some(value)
    }

    /// A new value for one placeholder. `venue` is the venue earlier in the path.
    async fn create_value(&self, place: Placeholder<'_>, venue: &mut Option<OwnedVenue>) -> Option<String> {
        Some(match (place.noun, place.name) {
            ("venues", "id" | "venue") => {
                let made = self.venue_for(place.rest).await;
                let id = made.id.to_string();
                *venue = Some(made);
                id
            }
            ("workers", "worker") => {
                let home = match venue {
                    Some(venue) => venue.clone(),
                    None => self.register_venue().await,
                };
                let worker = home.declares("Trần Thị Hạnh").await;
                if place.rest == "/restore" {
                    home.says_who_left(worker, date!(2026 - 11 - 01)).await;
                }
                worker.to_string()
            }
            ("requests" | "questions", "labour_request") => self.ask_owner(venue.clone()).await,
            ("transfers", "transfer") => self.offer_venue().await,
            ("invited", "manager") => self.invite_manager().await,
            ("managers", "manager") => self.invite_for(venue.clone()).await,
            ("letters", "run") => self.write_letters().await.1.to_string(),
            ("codes", "claim") => self.write_letter().await,
            ("review", "application") => self.submit_application().await.1.to_string(),
            ("issue", "application") => self.accept_application().await.1.to_string(),
            ("decisions", "decision") => self.propose_revocation().await,
            ("certificates", "certificate") => self.certify_venue().await.1.id.to_string(),
            ("accounts", "id") => self.colleague(place.rest).await.id().to_string(),
            ("agencies", "id") => {
                self.owner.office.agency(AgencyFunction::ConfirmPledges, self.place).await.id.to_string()
            }
            ("inspections", "inspection") if place.rest.starts_with("/versions") => {
                self.correct_report().await.inspection.id.to_string()
            }
            ("help", "guide") => "owner".to_owned(),
            ("versions", "number") => "1".to_owned(),
            ("inspections", "inspection") => {
                self.report_visit(venue.as_ref()).await.inspection.id.to_string()
            }
            ("photos", "photo") => {
                let before = self.last_photo.lock().unwrap().take();
                match before {
                    Some(photo) => photo,
                    None => self.report_visit(None).await.photo.to_string(),
                }
            }
            ("demands", "demand") => self.report_visit(None).await.demand.to_string(),
            ("visits", "visit") => self.report_visit(None).await.inspection.id.to_string(),
            ("records", "code") => self.report_visit(None).await.inspection.code.as_str().to_owned(),
            ("alerts", "alert") => self.create_alert().await,
            ("teams", "team") => self.team().await.1.id.to_string(),
            ("plans", "plan") => self.create_plan().await,
            ("devices", "device") => self.team().await.0.enrols().await.device.id.to_string(),
            ("certificates", "number") => self.certify_venue().await.1.number.to_string(),
            ("demands", "met") | ("photos", "picture") => self.owner.office.key().to_string(),
            ("owners", "owner") => self.open_counter_owner().await,
            ("months", "month") => "2026-03".to_owned(),
            ("officers", "officer") => self.list_officer().await.to_string(),
            ("classes", "class") => self.hold_class().await,
            ("integrated-plans", "document") => self.record_plan().await.0,
            ("pages", "scanned") => {
                let before = self.last_scanned.lock().unwrap().take();
                match before {
                    Some(scanned) => scanned,
                    None => self.record_plan().await.1,
                }
            }
            ("years", "year") => "2026".to_owned(),
            ("criteria", "criteria") => self.add_criteria().await,
            ("police-totals", "total") => self.record_total().await,
            ("outlets", "outlet") => self.add_outlet().await,
            ("activities", "activity") => self.record_activity().await.0,
            ("pictures", "evidence") => {
                let before = self.last_evidence.lock().unwrap().take();
                match before {
                    Some(evidence) => evidence,
                    None => self.record_activity().await.1,
                }
            }
            ("scans", "page") => self.upload_page().await,
            ("claim-codes", "claim") => self.make_claim_code().await,
            ("plans", "year_plan") => self.begin_year_plan().await.0,
            ("targets", "target") => self.begin_year_plan().await.1,
            ("scores", "target_score") => self.take_score().await,
            ("indicators", "indicator") => self.choose_indicator().await,
            ("reports", "report_period") => self.open_report_period().await.1.to_string(),
            ("snapshots", "snapshot") => self.freeze_figures().await,
            ("areas", "area") => {
                self.recognise_commune().await;
                self.place.commune().to_string()
            }
            ("concerns", "concern") => self.report_concern().await,
            ("lists", "list") if place.rest.starts_with("/undo") => self.import_census_list().await,
            ("import", "upload") => self.upload_census_list().await.1.to_string(),
            ("lists", "list") => self.begin_census_list().await.1.to_string(),
            ("entries", "entry") => self.add_census_entry().await,
            ("venues", "visited") | ("register" | "risk" | "ask", "venue") => {
                self.submit_application().await.0.id.to_string()
            }
            ("checkpoint", "size") => self.sign_checkpoint().await,
            ("calendar", "day") => "2026-11-24".to_owned(),
            ("v" | "verify", "code") => self.certify_venue().await.1.code.to_string(),
            ("shared", "token") => self.share_certificate().await,
            ("invitation", "token") => self.invite_officer().await,
            _ => return None,
        })
    }

    async fn begin_census_list(&self) -> (Person, CensusListId) {
        let officer = self.owner.office.commune_officer("Rà Soát", self.place).await;
        let input = ListInput { area: self.place.commune(), ..list_input() };
        let app = &officer.office.app;
        let list = create_list(app, &officer.may(), officer.office.key(), input).await.unwrap();
        (officer, list)
    }

    async fn upload_census_list(&self) -> (Person, CensusUploadId) {
        let officer = self.owner.office.commune_officer("Rà Soát", self.place).await;
        let heading = ListHeading { area: self.place.commune(), ..list_heading() };
        // The same file is one list.
        let text = format!("STT;Tên cơ sở;Loại hình\n1;Sen {};Nhà nghỉ\n", officer.office.fresh());
        let id = upload_text(&officer, heading, &text).await;
        (officer, id)
    }

    async fn import_census_list(&self) -> String {
        let (officer, id) = self.upload_census_list().await;
        import_upload(&officer, id).await.list.to_string()
    }

    async fn add_census_entry(&self) -> String {
        let (officer, list) = self.begin_census_list().await;
        let input = EntryInput { commune: self.place.commune(), ..entry_input("Nhà nghỉ Sen") };
        add_entry(&officer, list, input).await.to_string()
    }

    /// A venue in the state that the rest of the path needs.
    async fn venue_for(&self, rest: &str) -> OwnedVenue {
        match RequiredState::of(rest) {
            RequiredState::Certified => self.certify_venue().await.0,
            RequiredState::Sent => self.submit_application().await.0,
            RequiredState::Signed => self.sign_pledge().await,
            RequiredState::Begun
            | RequiredState::Disabled
            | RequiredState::Asked
            | RequiredState::Imported => self.register_venue().await,
        }
    }

    async fn register_venue(&self) -> OwnedVenue {
        self.owner.registers_venue("Khách sạn Biển Xanh").await
    }

    /// A question of the labour authority about this venue, or about another one.
    async fn ask_owner(&self, venue: Option<OwnedVenue>) -> String {
        let office = &self.owner.office;
        let home = match venue {
            Some(venue) => venue,
            None => self.register_venue().await,
        };
        home.fills_in_everything_at(self.place).await;
        let officer = office.labour_officer("Hỏi", self.place).await;
        let about = (home.id, LabourCheck::NoChange);
        let permit = officer.may();
        let asked = labour::ask_owner(&office.app, &permit, office.key(), about, "Sổ còn đúng không?").await;
        asked.unwrap().to_string()
    }

    /// An invitation of this owner to manage another one's venue.
    async fn invite_manager(&self) -> String {
        let other = self.owner.office.owner("Chủ Khác").await;
        let venue = other.registers_venue("Khách sạn Biển Xanh").await;
        crate::managers::invite(&venue, &self.owner.login).await.unwrap().to_string()
    }

    /// An invitation to manage this venue of the owner, or another one.
    async fn invite_for(&self, venue: Option<OwnedVenue>) -> String {
        let home = match venue {
            Some(venue) => venue,
            None => self.register_venue().await,
        };
        let login = self.owner.office.address_of("Mai");
        crate::managers::invite(&home, &login).await.unwrap().to_string()
    }

    /// A venue that another owner offers to this one.
    async fn offer_venue(&self) -> String {
        let former = self.owner.office.owner("Chủ Cũ").await;
        let venue = former.registers_venue("Khách sạn Biển Xanh").await;
        crate::transfers::offer(&venue, &self.owner.login).await.unwrap().to_string()
    }

    async fn sign_pledge(&self) -> OwnedVenue {
        // Moves the clock, because the number of signatures per quarter of an hour is throttled.
        self.owner.office.waits(Duration::MINUTE);
        let venue = self.register_venue().await;
        venue.fills_in_everything_at(self.place).await;
        venue.signs().await;
        venue.declares("Nguyễn Thị A").await;
        venue
    }

    async fn submit_application(&self) -> (OwnedVenue, ApplicationId) {
        let venue = self.sign_pledge().await;
        let application = venue.submits().await;
        (venue, application)
    }

    async fn accept_application(&self) -> (OwnedVenue, ApplicationId) {
        let (venue, application) = self.submit_application().await;
        self.owner.office.accepts_both_tracks(application, self.place).await;
        (venue, application)
    }

    async fn certify_venue(&self) -> (OwnedVenue, camket_domain::certificates::Certificate) {
        let (venue, application) = self.accept_application().await;
        let certificate = self.owner.office.approver("Võ Văn Ký", self.place).await.issues(application).await;
        (venue, certificate)
    }

    /// A revocation that a commune officer proposes.
    async fn propose_revocation(&self) -> String {
        let certificate = self.certify_venue().await.1;
        let officer = self.owner.office.commune_officer("Hoa", self.place).await;
        officer.proposes(certificate.id, proposal(DecisionKind::Revoke)).await.id.to_string()
    }

    /// A plan of a year that the province has none of, and its first target.
    async fn begin_year_plan(&self) -> (String, String) {
        let office = &self.owner.office;
        let coordinator = office.member(Role::Coordinator, "Phối", None, self.place.province()).await;
        let (years, _) = targets::load_plan(&office.app, &coordinator.may(), None).await.unwrap();
        let year = years.first().map_or(2026, |last| last + 1);
        let plan = crate::targets::begin_plan(&coordinator, year).await.unwrap();
        let target = crate::targets::list_targets(&coordinator, year).await[0];
        (plan.to_string(), target.to_string())
    }

    async fn take_score(&self) -> String {
        let plan = self.begin_year_plan().await.0.parse().unwrap();
        let coordinator = self.coordinator().await;
        crate::targets::take(&coordinator, plan).await.unwrap().to_string()
    }

    async fn coordinator(&self) -> Person {
        self.owner.office.member(Role::Coordinator, "Phối", None, self.place.province()).await
    }

    /// An indicator of the province, each time another one.
    async fn choose_indicator(&self) -> String {
        let coordinator = self.coordinator().await;
        crate::reports::add_indicator(&coordinator).await.to_string()
    }

    /// A period that is over, each time of other days.
    async fn open_report_period(&self) -> (Person, ReportPeriodId) {
        let coordinator = self.coordinator().await;
        let (place, length) = (self.owner.office.fresh() % 500, self.owner.office.fresh() / 500);
        let first = time::macros::date!(2024 - 02 - 01) + Duration::days(place.into());
        let last = first + Duration::days(length.into());
        let period = crate::reports::open_days(&coordinator, first, last).await.unwrap();
        (coordinator, period)
    }

    async fn freeze_figures(&self) -> String {
        let (coordinator, period) = self.open_report_period().await;
        crate::reports::freeze(&coordinator, period).await.unwrap().to_string()
    }

    async fn colleague(&self, rest: &str) -> Person {
        let office = &self.owner.office;
        let colleague = office.commune_officer("Đồng Nghiệp", self.place).await;
        match RequiredState::of(rest) {
            RequiredState::Disabled => {
                staff::disable_from_console(&office.app, &colleague.login).await.unwrap();
            }
            RequiredState::Asked => {
                accounts::request_reset(&office.app, &colleague.login, &colleague.client).await.unwrap();
            }
            _ => {}
        }
        colleague
    }

    async fn share_certificate(&self) -> String {
        let certificate = self.certify_venue().await.1;
        let app = &self.owner.office.app;
        let link = certificates::build_share_link(app, &certificate, app.now() + Duration::days(1));
        link.rsplit('/').next().expect("a token").to_owned()
    }

    /// A team of the place and its inspector.
    async fn team(&self) -> (Person, camket_domain::teams::Team) {
        let inspector = self.owner.office.inspector("Kiểm Tra", self.place).await;
        let team = self.owner.office.team(self.place, &[&inspector]).await;
        (inspector, team)
    }

    /// Reports a visit with a demand and a photo, at `venue` or at a new one.
    async fn report_visit(&self, venue: Option<&OwnedVenue>) -> InspectedVenue {
        let venue = match venue {
            Some(venue) => venue.clone(),
            None => self.register_venue().await,
        };
        venue.fills_in_everything_at(self.place).await;
        let (inspector, team) = self.team().await;
        let phone = inspector.enrols().await;
        let sent = samples::photo();
        let (photo, demand) = (PhotoId(self.owner.office.key()), DemandId(self.owner.office.key()));
        let mut given = phone.visit_with(&team, &venue, &["contracts"], Conclusion::Reminder);
        let due_on = time::macros::date!(2027 - 06 - 30);
        given.demands =
            vec![ReportDemand { id: demand, item: None, text: "Ký hợp đồng".into(), due_on }];
        let sha256 = camket_credential::digest::sha256_hex(&sent);
        given.photos = vec![ReportPhoto { id: photo, sha256, item: None }];
        let inspection = phone.reports(&given).await.inspection;
        let sent = samples::upload(&self.owner.office, &sent).await;
        let new = NewPhoto { id: photo, inspection: inspection.id, sent };
        add_photo(&self.owner.office.app, &inspector.may(), new).await.unwrap();
        *self.last_photo.lock().unwrap() = Some(photo.to_string());
        InspectedVenue { inspection, inspector, photo, demand, venue }
    }

    /// A reported visit whose report was corrected on its page.
    async fn correct_report(&self) -> InspectedVenue {
        let visited = self.report_visit(None).await;
        let app = &self.owner.office.app;
        let inspector = &visited.inspector;
        let (_, base, mut report) =
            load_to_correct(app, &inspector.may(), visited.inspection.id).await.unwrap();
        report.owner.remarks = "Đã xem lại".into();
        let id = CorrectionId(self.owner.office.key());
        let given = SubmittedCorrection { id, base, reason: "Ghi nhầm".into(), report };
        correct_report(app, &inspector.may(), CorrectionSource::Page, &given).await.unwrap();
        visited
    }

    /// An owner's request for another inspection, which creates an alert.
    async fn create_alert(&self) -> String {
        let InspectedVenue { inspection, venue, .. } = self.report_visit(None).await;
        let (app, what) = (&self.owner.office.app, (venue.id, inspection.id, inspection.version));
        ask_again(app, &self.owner.may(), what, "Xin kiểm tra lại").await.unwrap();
        let officer = self.owner.office.commune_officer("Trực", self.place).await;
        let open =
            alerts::list(app, &officer.may(), camket_domain::alerts::AlertState::Open, None).await.unwrap().0;
        open.items[0].id.to_string()
    }

    /// A draft of a plan.
    async fn create_plan(&self) -> String {
        let (app, team) = (&self.owner.office.app, self.team().await.1);
        let officer = self.owner.office.commune_officer("Lập", self.place).await;
        let drawn =
            plans::draw_plan(app, &officer.may(), self.owner.office.key(), team.id, (2027, None)).await;
        drawn.unwrap().to_string()
    }

    async fn open_counter_owner(&self) -> String {
        let office = &self.owner.office;
        let officer = office.commune_officer("Trực", self.place).await;
        let opened = counter::open_owner(&office.app, &officer.may(), office.key(), "Nguyễn Thị Sen").await;
        opened.unwrap().to_string()
    }

    /// A scanned page that waits to be matched.
    async fn upload_page(&self) -> String {
        let office = &self.owner.office;
        let officer = office.commune_officer("Trực", self.place).await;
        let mut batch = ScanBatch::default();
        batch.add(&office.app, &officer.may::<rights::EnterAtCounter>(), samples::photo()).await.unwrap();
        paper_pledges::upload_pages(&office.app, &officer.may(), office.key(), batch).await.unwrap();
        let waiting = paper_pledges::list_waiting(&office.app, &officer.may()).await.unwrap();
        waiting.last().expect("just uploaded").page.id.to_string()
    }

    /// An officer on the roster of the commune.
    async fn list_officer(&self) -> camket_domain::ids::RosterOfficerId {
        let officer = self.owner.office.commune_officer("Trực", self.place).await;
        crate::training::add(&officer, crate::training::officer("Lê Thị Hạnh")).await.unwrap()
    }

    /// A class of the commune, which its province reads.
    async fn hold_class(&self) -> String {
        let officer = self.owner.office.commune_officer("Trực", self.place).await;
        let class = crate::training::class(time::macros::date!(2026 - 05 - 12));
        crate::training::hold(&officer, class, &[]).await.unwrap().to_string()
    }

    /// An integrated plan with a page: both ids.
    async fn record_plan(&self) -> (String, String) {
        let office = &self.owner.office;
        let officer = office.commune_officer("Trực", self.place).await;
        let plan = crate::integrated_plans::plan("45/KH-UBND");
        let id = crate::integrated_plans::record(&officer, plan, 1).await.unwrap();
        let kept = camket_app::integrated_plans::load_plan(&office.app, &officer.may(), id).await.unwrap();
        let scanned = kept.pages[0].to_string();
        *self.last_scanned.lock().unwrap() = Some(scanned.clone());
        (id.to_string(), scanned)
    }

    /// Writes what was recognised of the commune, if nothing is.
    async fn recognise_commune(&self) {
        let office = &self.owner.office;
        let officer = office.commune_officer("Trực", self.place).await;
        let place = (self.place.commune(), 2026);
        let details = crate::healthy_communes::healthy();
        let written =
            camket_app::healthy_communes::write_status(&office.app, &officer.may(), place, 0, details).await;
        assert!(matches!(written, Ok(()) | Err(camket_app::AppError::Conflict)), "{written:?}");
    }

    /// A set of criteria of the province.
    async fn add_criteria(&self) -> String {
        let office = &self.owner.office;
        let coordinator = self.coordinator().await;
        let set = crate::healthy_communes::criteria("Xã, phường lành mạnh");
        camket_app::healthy_communes::add_criteria(&office.app, &coordinator.may(), office.key(), set)
            .await
            .unwrap()
            .to_string()
    }

    /// A total of the police of the commune, which its province reads.
    async fn record_total(&self) -> String {
        let officer = self.owner.office.commune_officer("Trực", self.place).await;
        crate::police_totals::record(&officer, crate::police_totals::total(4)).await.unwrap().to_string()
    }

    /// An outlet of the commune, and of its province.
    async fn add_outlet(&self) -> String {
        let office = &self.owner.office;
        let officer = office.commune_officer("Trực", self.place).await;
        let details = crate::media::outlet(&format!("Đài truyền thanh {}", office.fresh()));
        camket_app::media::add_outlet(&office.app, &officer.may(), office.key(), details)
            .await
            .unwrap()
            .to_string()
    }

    /// An activity with a picture: both ids.
    async fn record_activity(&self) -> (String, String) {
        let office = &self.owner.office;
        let officer = office.commune_officer("Trực", self.place).await;
        let input = crate::activities::meeting(&[ActivityTopic::Drugs]);
        let id = crate::activities::record(&officer, input, 1).await.unwrap();
        let kept = camket_app::activities::load_activity(&office.app, &officer.may(), id).await.unwrap();
        let evidence = kept.pictures[0].to_string();
        *self.last_evidence.lock().unwrap() = Some(evidence.clone());
        (id.to_string(), evidence)
    }

    /// The size of a checkpoint of the audit log.
    async fn sign_checkpoint(&self) -> String {
        let app = &self.owner.office.app;
        camket_app::audit_log::append_waiting(app).await.unwrap();
        camket_app::audit_log::sign_now(app).await.unwrap().unwrap().size.to_string()
    }

    /// An open claim code for a person.
    async fn make_claim_code(&self) -> String {
        let office = &self.owner.office;
        let officer = office.commune_officer("Trực", self.place).await;
        let phone = samples::mobile(10_000 + office.fresh());
        let target = ClaimTarget::Person { name: "Nguyễn Thị Sen".to_owned(), phone };
        claim_codes::make(&office.app, &officer.may(), office.key(), target).await.unwrap().to_string()
    }

    /// Letters to one venue of the census: the officer and the run.
    async fn write_letters(&self) -> (Person, LetterRunId) {
        let (officer, list) = self.begin_census_list().await;
        let input = EntryInput { commune: self.place.commune(), ..entry_input("Nhà nghỉ Sen") };
        let entry = add_entry(&officer, list, input).await;
        let order = letter_order(&officer.office, LetterTarget::Entry(entry));
        let app = &officer.office.app;
        let run = letters::write_letters(app, &officer.may(), officer.office.key(), order).await.unwrap();
        (officer, run)
    }

    async fn write_letter(&self) -> String {
        let (officer, run) = self.write_letters().await;
        let dossier = letters::load_run(&officer.office.app, &officer.may(), run).await.unwrap();
        dossier.letters[0].claim.id.to_string()
    }

    /// A concern with all optional parts.
    async fn report_concern(&self) -> String {
        let office = &self.owner.office;
        let report = SubmittedConcern { commune: Some(self.place.commune()), ..samples::report() };
        let reference = concerns::report(&office.app, office.key(), report).await.unwrap();
        let scope = Scope::Area(self.place.commune());
        let found =
            camket_store::concerns::find_by_reference(office.app.store(), &scope, &reference).await.unwrap();
        found.expect("just reported").id.to_string()
    }

    async fn invite_officer(&self) -> String {
        let office = &self.owner.office;
        let admin = office.administrator("Quản", self.place).await;
        let member = staff::StaffInput {
            name: "Người Mới".to_owned(),
            login: office.address_of("Người Mới"),
            role: Role::CommuneOfficer,
            agency: office.agency(AgencyFunction::ConfirmPledges, self.place).await.id,
            area: self.place.commune(),
            title: String::new(),
        };
        let login = member.login.clone();
        staff::invite(&office.app, &admin.may(), office.key(), member).await.unwrap();
        office.last_token_to(login.as_str()).await
    }
}
