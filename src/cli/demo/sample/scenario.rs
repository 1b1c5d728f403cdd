//! The people and venues of the demo: everybody acts through the use cases, at the time of each step.

use anyhow::{Context, Result};
use camket_app::certificates::reminders::queue_reminders;
use camket_app::outbox::{Carrier, DeliveryError, RenderedMessage};
use camket_app::{App, outbox};
use camket_domain::accounts::Actor;
use camket_domain::certificates::Certificate;
use camket_domain::certificates::decisions::Decision;
use camket_domain::ids::{ApplicationId, CensusEntryId, VenueId};
use camket_domain::outbox::Message;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::clock::ScenarioTime;
use super::offices::{SampleCommune, SampleOffices};
use super::schedule::Step;
use super::teams::InspectionTeam;
use super::venues::SampleVenue;

/// Steps between two deliveries of the outbox, at most as many as one delivery sends.
const DELIVERY_INTERVAL: usize = 40;

/// An owner and what became of the sign-up.
#[derive(Debug)]
pub struct SampleOwner {
    pub name: String,
    pub login: String,
    pub actor: Option<Actor>,
}

/// A venue and how far it has come.
#[derive(Debug)]
pub struct VenueProgress {
    pub owner: usize,
    pub venue: SampleVenue,
    pub id: Option<VenueId>,
    /// Its latest application, with the version that the next step names.
    pub application: Option<(ApplicationId, i32)>,
    /// Its latest certificate.
    pub certificate: Option<Certificate>,
    /// Its latest decision.
    pub decision: Option<Decision>,
}

impl VenueProgress {
    pub fn new(owner: usize, venue: SampleVenue) -> Self {
        Self { owner, venue, id: None, application: None, certificate: None, decision: None }
    }

    pub fn id(&self) -> Result<VenueId> {
        self.id.context("a registered venue")
    }
}

/// Everybody and everything in the scenario.
#[derive(Debug)]
pub struct Scenario {
    pub time: ScenarioTime,
    pub password: String,
    pub communes: Vec<SampleCommune>,
    pub offices: SampleOffices,
    pub owners: Vec<SampleOwner>,
    pub venues: Vec<VenueProgress>,
    pub team: InspectionTeam,
    /// The entries of the census, in their order.
    pub census: Vec<CensusEntryId>,
    /// The day on which the demo is created.
    pub today: Date,
}

impl Scenario {
    pub fn app(&self) -> &App {
        self.time.app()
    }

    /// A new idempotency key, as a form has it.
    pub fn key(&self) -> Uuid {
        camket_domain::ids::uuid_v7(self.app().now(), self.app().entropy())
    }

    /// Takes all steps, in their order.
    pub async fn run(&mut self, steps: Vec<(OffsetDateTime, Step)>) -> Result<()> {
        for (count, (at, step)) in steps.into_iter().enumerate() {
            if count % DELIVERY_INTERVAL == 0 {
                self.deliver_messages().await?;
            }
            self.time.set(at);
            let description = format!("{step:?} at {at}");
            Box::pin(self.take_step(step)).await.context(description)?;
        }
        self.deliver_messages().await
    }

    async fn take_step(&mut self, step: Step) -> Result<()> {
        match step {
            Step::SignUp(owner) => self.sign_up(owner).await,
            Step::Own(venue, step) => self.take_owner_step(venue, step).await,
            Step::Review(venue, track, command) => self.review(venue, track, command).await,
            Step::Issue(venues) => self.issue(&venues).await,
            Step::Propose(venue, who, kind) => self.propose(venue, who, kind).await,
            Step::Decide(venue) => self.decide(venue).await,
            Step::Report(concern) => self.report_concern(concern).await,
            Step::Inspect(step) => self.take_inspection_step(step).await,
            Step::ListCensus => self.list_census().await,
            Step::SettleCensus => self.settle_census().await,
            Step::RecogniseCommunes => self.recognise_communes().await,
            Step::WritePoliceTotals => self.write_police_totals().await,
            Step::SignIntegratedPlans => self.sign_integrated_plans().await,
            Step::TrainOfficers => self.train_officers().await,
            Step::WriteMedia => self.write_media().await,
            Step::RecordActivities => self.record_activities().await,
            Step::BeginYear => self.begin_year().await,
            Step::ReportTargets => self.report_targets().await,
            Step::SendReports => self.send_reports().await,
            Step::AskAboutLabour => self.ask_about_labour().await,
            Step::OfferVenue => self.offer_venue().await,
            Step::HandCodeOver => self.hand_code_over().await,
            Step::WriteLetters => self.write_letters().await,
            Step::EnterAtCounter => self.enter_at_counter().await,
            Step::Remind => Ok(queue_reminders(self.app()).await.map(drop)?),
        }
    }

    /// Marks the messages so far as sent; the mailbox page shows the last ones.
    async fn deliver_messages(&self) -> Result<()> {
        let render_empty = |_: &str, message: &Message| RenderedMessage {
            channel: message.channel,
            recipient: String::new(),
            subject: String::new(),
            body: String::new(),
        };
        while outbox::deliver(self.app(), &UnreadCarrier, render_empty).await? > 0 {}
        Ok(())
    }
}

/// A carrier that sends nothing.
#[derive(Clone, Copy, Debug)]
struct UnreadCarrier;

impl Carrier for UnreadCarrier {
    async fn carry(&self, _: &RenderedMessage) -> Result<(), DeliveryError> {
        Ok(())
    }
}
