//! What owners do: they sign up, register venues, fill them in, declare workers, sign, submit, withdraw and correct.

use anyhow::{Context, Result};
use camket_app::accounts::SignUp;
use camket_app::labour::IdNumberInput;
use camket_app::pledges::SigningInput;
use camket_app::{Client, accounts, applications, labour, pledges, venues};
use camket_domain::accounts::Actor;
use camket_domain::labour::{JobGroup, Worker};
use camket_domain::permissions::{Permit, Right};
use camket_domain::pledges::ConfirmationMethod;
use camket_domain::venues::Section;

use super::offices::{parse_login, parse_password, read_last_secret};
use super::permit_for;
use super::scenario::Scenario;
use super::schedule::OwnerStep;

impl Scenario {
    /// The owner signs up by e-mail and confirms with the code.
    pub(super) async fn sign_up(&mut self, owner: usize) -> Result<()> {
        let client = accounts::begin_attempt(self.app(), build_client(owner));
        let known = &self.owners[owner];
        let (login, password) = (parse_login(&known.login)?, parse_password(&self.password)?);
        let form =
            SignUp { name: known.name.clone(), login: login.clone(), password, language: "vi".to_owned() };
        accounts::sign_up(self.app(), form, &client).await?;
        let code = read_last_secret(self.app()).await?;
        let entered = accounts::confirm(self.app(), &login, &code, &client).await?;
        self.owners[owner].actor = Some(entered.actor);
        Ok(())
    }

    pub(super) async fn take_owner_step(&mut self, venue: usize, step: OwnerStep) -> Result<()> {
        match step {
            OwnerStep::Register => self.register(venue).await,
            OwnerStep::Fill(section) => self.fill_section(venue, section).await,
            OwnerStep::Declare(worker) => self.declare_worker(venue, worker).await,
            OwnerStep::DeclareNobody => {
                let (permit, id) = (self.owner_permit(venue)?, self.venues[venue].id()?);
                let version = venues::load_dossier(self.app(), &permit, id).await?.venue.version;
                Ok(labour::declare_no_employees(self.app(), &permit, id, version, true).await?)
            }
            OwnerStep::Promote(worker) => self.promote_worker(venue, worker).await,
            OwnerStep::Leave(worker) => {
                let (permit, id) = (self.owner_permit(venue)?, self.venues[venue].id()?);
                let found = self.find_worker(venue, worker).await?;
                let today = self.app().today();
                Ok(labour::declare_departure(self.app(), &permit, (id, found.id), found.version, today)
                    .await?)
            }
            OwnerStep::Sign => self.sign_pledge(venue).await,
            OwnerStep::Submit => self.submit(venue).await,
            OwnerStep::Withdraw => {
                let (permit, id) = (self.owner_permit(venue)?, self.venues[venue].id()?);
                let sent = venues::load_dossier(self.app(), &permit, id).await?.application;
                let version = sent.context("nothing was submitted")?.version;
                Ok(applications::withdraw(self.app(), &permit, id, version).await?)
            }
            OwnerStep::ChangeAddress => self.change_address(venue).await,
        }
    }

    fn owner_actor(&self, venue: usize) -> Result<&Actor> {
        self.owners[self.venues[venue].owner].actor.as_ref().context("an owner who signed up")
    }

    fn owner_permit<R: Right>(&self, venue: usize) -> Result<Permit<R>> {
        permit_for(self.owner_actor(venue)?)
    }

    async fn register(&mut self, venue: usize) -> Result<()> {
        let entered = &self.venues[venue].venue;
        let what = (entered.kind, entered.kind_note.to_owned(), entered.name.clone());
        let id = venues::register(self.app(), &self.owner_permit(venue)?, self.key(), what, None).await?;
        self.venues[venue].id = Some(id);
        Ok(())
    }

    async fn fill_section(&self, venue: usize, section: Section) -> Result<()> {
        let answer = self.venues[venue].venue.find_section(section).context("an entered section")?;
        self.save_section(venue, answer).await
    }

    async fn change_address(&self, venue: usize) -> Result<()> {
        let answer = self.venues[venue].venue.correct_address().context("an entered place")?;
        self.save_section(venue, answer).await
    }

    async fn save_section(&self, venue: usize, answer: venues::SectionInput) -> Result<()> {
        let (permit, id) = (self.owner_permit(venue)?, self.venues[venue].id()?);
        let version = venues::find(self.app(), &permit, id).await?.version;
        // Names of the demo repeat, so owners confirm that no similar venue is meant.
        Ok(venues::save_section(self.app(), &permit, id, version, answer, true).await?)
    }

    async fn declare_worker(&self, venue: usize, worker: usize) -> Result<()> {
        let (permit, id) = (self.owner_permit(venue)?, self.venues[venue].id()?);
        let declaration = self.venues[venue].venue.workers.get(worker).context("a worker")?.clone();
        Ok(labour::declare(self.app(), &permit, id, self.key(), declaration).await?)
    }

    async fn find_worker(&self, venue: usize, worker: usize) -> Result<Worker> {
        let (permit, id) = (self.owner_permit(venue)?, self.venues[venue].id()?);
        let (_, workers) = labour::list(self.app(), &permit, id).await?;
        workers.into_iter().nth(worker).context("a worker")
    }

    async fn promote_worker(&self, venue: usize, worker: usize) -> Result<()> {
        let (permit, id) = (self.owner_permit(venue)?, self.venues[venue].id()?);
        let found = self.find_worker(venue, worker).await?;
        let mut given = self.venues[venue].venue.workers.get(worker).context("a worker")?.clone();
        given.job.position = "Tổ trưởng".to_owned();
        given.job.group = JobGroup::Manager;
        given.number = IdNumberInput::OnFile;
        Ok(labour::update(self.app(), &permit, (id, found.id), found.version, given).await?)
    }

    async fn sign_pledge(&self, venue: usize) -> Result<()> {
        let (app, permit, id) = (self.app(), self.owner_permit(venue)?, self.venues[venue].id()?);
        let terms = pledges::find_terms_for_day(app.today());
        let text_hash = pledges::hash_text(terms, &venues::find(app, &permit, id).await?);
        let signing = SigningInput {
            name: permit.actor().name.clone(),
            capacity: "Chủ cơ sở".to_owned(),
            authority: String::new(),
            drawing: None,
            confirmation: (ConfirmationMethod::Password, self.password.clone()),
        };
        let client = build_client(self.venues[venue].owner);
        pledges::sign(app, &permit, id, self.key(), &text_hash, signing, &client).await?;
        Ok(())
    }

    async fn submit(&mut self, venue: usize) -> Result<()> {
        let (app, permit, id) = (self.app(), self.owner_permit(venue)?, self.venues[venue].id()?);
        let application = applications::submit(app, &permit, id, self.key(), true).await?;
        self.venues[venue].application = Some((application, 1));
        Ok(())
    }
}

/// The owner's network address (RFC 3849 documentation prefix) and browser.
fn build_client(owner: usize) -> Client {
    let address = format!("2001:db8:0:{owner:x}::1");
    Client { address, user_agent: "demo".to_owned(), attempt: None }
}
