//! A venue and its owner's actions on it.

use camket_app::labour::{self, WorkerDeclaration};
use camket_app::pledges::{self, SigningInput};
use camket_app::venues::{self, SectionInput, VenueDossier};
use camket_app::{AppError, applications};
use camket_domain::ids::{ApplicationId, PledgeId, VenueId, WorkerId};
use camket_domain::pledges::ConfirmationMethod;
use camket_domain::refusal::Refusal;
use camket_domain::venues::{MissingStep, Section};
use time::Date;
use uuid::Uuid;

use super::samples;
use super::{PHAN_RANG, Person, TestPlace};

/// A venue with its owner.
#[derive(Clone, Debug)]
pub struct OwnedVenue {
    pub owner: Person,
    pub id: VenueId,
}

impl OwnedVenue {
    pub async fn dossier(&self) -> VenueDossier {
        self.find_dossier().await.expect("their own venue")
    }

    /// None if the venue is another owner's.
    async fn find_dossier(&self) -> Option<VenueDossier> {
        venues::load_dossier(&self.owner.office.app, &self.owner.may(), self.id).await.ok()
    }

    /// Fills in every section, in Phan Rang.
    pub async fn fills_in_everything(&self) {
        self.fills_in_everything_at(PHAN_RANG).await;
    }

    pub async fn fills_in_everything_at(&self, place: TestPlace) {
        let serial = self.owner.office.fresh();
        self.answers(samples::place(place, &format!("{serial} đường 16 Tháng 4"))).await;
        self.answers(samples::business(samples::tax_code(serial))).await;
        self.answers(samples::security()).await;
        self.answers(samples::representative("Nguyễn Thị Đại Diện", Some(samples::woman(serial)))).await;
    }

    /// Saves one section with the current version, and confirms that no similar venue is meant.
    pub async fn answers(&self, answer: SectionInput) {
        self.tries_to_answer(answer).await.expect("nothing forbids it");
    }

    pub async fn tries_to_answer(&self, answer: SectionInput) -> Result<(), AppError> {
        let version = self.dossier().await.venue.version;
        venues::save_section(&self.owner.office.app, &self.owner.may(), self.id, version, answer, true).await
    }

    /// Signs with the password.
    pub async fn signs(&self) -> PledgeId {
        self.tries_to_sign().await.expect("a filled-in venue and the right password")
    }

    pub async fn tries_to_sign(&self) -> Result<PledgeId, AppError> {
        let proof = (ConfirmationMethod::Password, self.owner.password.clone());
        self.tries_to_sign_with(self.owner.office.key(), proof).await
    }

    pub async fn tries_to_sign_with(
        &self,
        key: Uuid,
        confirmation: (ConfirmationMethod, String),
    ) -> Result<PledgeId, AppError> {
        let shown = self.reads_pledge().await;
        self.tries_to_sign_shown(key, confirmation, &shown).await
    }

    /// What the page of the pledge shows: the digest of its text, and the name of the representative.
    pub async fn reads_pledge(&self) -> (String, String) {
        let venue = self.dossier().await.venue;
        let shown = pledges::hash_text(pledges::find_terms_for_day(self.owner.office.app.today()), &venue);
        (shown, venue.representative.map(|person| person.name).unwrap_or_default())
    }

    pub async fn tries_to_sign_shown(
        &self,
        key: Uuid,
        confirmation: (ConfirmationMethod, String),
        (shown, name): &(String, String),
    ) -> Result<PledgeId, AppError> {
        let app = &self.owner.office.app;
        let signing = SigningInput {
            name: name.clone(),
            capacity: "Giám đốc".to_owned(),
            authority: String::new(),
            drawing: None,
            confirmation,
        };
        pledges::sign(app, &self.owner.may(), self.id, key, shown, signing, &self.owner.client).await
    }

    /// Declares a female receptionist born in 1990.
    pub async fn declares(&self, name: &str) -> WorkerId {
        let number = samples::woman(self.owner.office.fresh());
        self.tries_to_declare(samples::receptionist(name, number)).await.expect("nothing forbids it");
        self.dossier().await.workers.last().expect("just declared").id
    }

    pub async fn tries_to_declare(&self, worker: WorkerDeclaration) -> Result<(), AppError> {
        let owner = &self.owner;
        labour::declare(&owner.office.app, &owner.may(), self.id, owner.office.key(), worker).await
    }

    pub async fn says_who_left(&self, worker: WorkerId, left_on: Date) {
        self.tries_to_say_who_left(worker, left_on).await.expect("nothing forbids it");
    }

    pub async fn tries_to_say_who_left(&self, worker: WorkerId, left_on: Date) -> Result<(), AppError> {
        let workers = self.dossier().await.workers;
        let version = workers.iter().find(|found| found.id == worker).map_or(1, |found| found.version);
        let office = &self.owner.office;
        labour::declare_departure(&office.app, &self.owner.may(), (self.id, worker), version, left_on).await
    }

    pub async fn declares_nobody(&self) {
        self.tries_to_declare_nobody().await.expect("nothing forbids it");
    }

    pub async fn tries_to_declare_nobody(&self) -> Result<(), AppError> {
        let version = self.find_dossier().await.map_or(0, |dossier| dossier.venue.version);
        labour::declare_no_employees(&self.owner.office.app, &self.owner.may(), self.id, version, true).await
    }

    /// Confirms the current labour register.
    pub async fn confirms_workers(&self) {
        let dossier = self.dossier().await;
        let shown = labour::digest_register(&dossier.venue, &dossier.workers);
        self.tries_to_confirm_workers(&shown).await.expect("nothing forbids it");
    }

    pub async fn tries_to_confirm_workers(&self, shown: &str) -> Result<(), AppError> {
        labour::confirm(&self.owner.office.app, &self.owner.may(), self.id, shown).await
    }

    pub async fn submits(&self) -> ApplicationId {
        self.tries_to_submit().await.expect("everything is there")
    }

    pub async fn tries_to_submit(&self) -> Result<ApplicationId, AppError> {
        self.tries_to_submit_with(self.owner.office.key()).await
    }

    pub async fn tries_to_submit_with(&self, key: Uuid) -> Result<ApplicationId, AppError> {
        self.tries_to_submit_unless_unchanged(key, true).await
    }

    /// Submits; `unchanged` says that the owner means it although nothing was changed after a return.
    pub async fn tries_to_submit_unless_unchanged(
        &self,
        key: Uuid,
        unchanged: bool,
    ) -> Result<ApplicationId, AppError> {
        applications::submit(&self.owner.office.app, &self.owner.may(), self.id, key, unchanged).await
    }

    pub async fn tries_to_withdraw(&self) -> Result<(), AppError> {
        let sent = self.find_dossier().await.and_then(|dossier| dossier.application);
        self.tries_to_withdraw_as_of(sent.map_or(0, |application| application.version)).await
    }

    /// From a page that showed this version of the application.
    pub async fn tries_to_withdraw_as_of(&self, version: i32) -> Result<(), AppError> {
        applications::withdraw(&self.owner.office.app, &self.owner.may(), self.id, version).await
    }

    /// The gaps that prevent a submission.
    pub async fn gaps(&self) -> Vec<&'static str> {
        let steps = applications::list_missing_steps(&self.dossier().await, self.owner.office.app.today());
        steps.into_iter().map(MissingStep::code).collect()
    }

    /// All steps of an owner up to the submission, with one worker.
    pub async fn goes_all_the_way(&self) -> ApplicationId {
        self.goes_all_the_way_at(PHAN_RANG).await
    }

    pub async fn goes_all_the_way_at(&self, place: TestPlace) -> ApplicationId {
        self.fills_in_everything_at(place).await;
        self.signs().await;
        self.declares("Nguyễn Thị A").await;
        self.submits().await
    }

    /// The sections that are not filled in.
    pub async fn empty_sections(&self) -> Vec<Section> {
        let venue = self.dossier().await.venue;
        Section::ALL.into_iter().filter(|section| !venue.has_section(*section)).collect()
    }
}

/// The refusal of a submission that lacks these steps.
pub fn incomplete(codes: &[&str]) -> Refusal {
    Refusal::Incomplete(codes.iter().map(|code| MissingStep::from_code(code).unwrap()).collect())
}
