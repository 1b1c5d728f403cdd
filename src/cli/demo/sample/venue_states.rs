//! The state of each sample venue, from a draft to a certificate in every state, reached by the domain's rules.

mod later_decisions;

use anyhow::{Context, Result};
use camket_app::applications::{describe_command, digest_matters};
use camket_app::pledges::{find_terms_for_day, hash_text};
use camket_domain::accounts::{Account, Actor};
use camket_domain::agencies::Agency;
use camket_domain::applications::lifecycle::{Command, Submission, TrackCommand, decide, submit_first};
use camket_domain::applications::{Application, Track, TrackAssignment, TrackKind};
use camket_domain::areas;
use camket_domain::audit::{AuditAction, AuditEvent};
use camket_domain::calendar::{Holidays, add_months, add_working_days, local_date};
use camket_domain::certificates::{
    Certificate, CertificateFacts, CertificateNumber, DocumentNumber, Issuer, ShortCode, StatusRecord,
};
use camket_domain::ids::{ApplicationId, CertificateId, PledgeId};
use camket_domain::labour::Worker;
use camket_domain::pledges::{ConfirmationMethod, Pledge, PledgedFacts};
use camket_domain::venues::Venue;
use camket_store::{applications, audit, certificates, labour, pledges, venues as rows};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::offices::SampleOffices;
use super::random::SeededRandom;
use super::{SampleContext, venues};

/// How far a venue has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum VenueState {
    /// This many sections are filled in.
    Draft(usize),
    /// Filled in and signed, not submitted.
    Ready,
    /// Submitted: the states of pledge track and labour track.
    InReview(TrackProgress, TrackProgress),
    /// The commune returned it.
    Returned,
    /// The labour authority refused it.
    Refused,
    /// The owner withdrew it.
    Withdrawn,
    /// Both tracks are accepted.
    Accepted,
    /// Issued: the state of the certificate.
    Issued(CertificateFuture),
}

/// The state of one track in review.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum TrackProgress {
    Waiting,
    /// An officer has claimed it.
    Claimed,
    Accepted,
}

/// The state of a certificate after its issue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum CertificateFuture {
    /// In force for some months more.
    Valid,
    /// In force for a few days more.
    ExpiringSoon,
    Expired,
    /// Tạm đình chỉ, until a day in the future.
    Suspended,
    /// Tạm đình chỉ; a proposal to lift it waits.
    LiftProposed,
    /// Thu hồi.
    Revoked,
    /// In force; a proposal to revoke it waits.
    RevocationProposed,
    /// Đã thay thế by a certificate with another address.
    Superseded,
}

/// The venues of the owner whose log-in is printed, one in each state worth trying.
const PRINTED_OWNER_STATES: [VenueState; 6] = [
    VenueState::Issued(CertificateFuture::Valid),
    VenueState::Returned,
    VenueState::InReview(TrackProgress::Waiting, TrackProgress::Waiting),
    VenueState::Ready,
    VenueState::Draft(2),
    VenueState::Issued(CertificateFuture::ExpiringSoon),
];

impl VenueState {
    /// Chooses the state of the `serial`-th venue.
    fn choose(serial: usize, chance: &SeededRandom) -> Self {
        if let Some(shown) = PRINTED_OWNER_STATES.get(serial) {
            return *shown;
        }
        match chance.number_below(100) {
            0..7 => Self::Draft(1 + chance.number_below(5)),
            7..10 => Self::Ready,
            10..16 => Self::InReview(TrackProgress::Waiting, TrackProgress::Waiting),
            16..19 => Self::InReview(TrackProgress::Claimed, TrackProgress::Waiting),
            19..22 => Self::InReview(TrackProgress::Accepted, TrackProgress::Waiting),
            22..24 => Self::InReview(TrackProgress::Waiting, TrackProgress::Accepted),
            24..28 => Self::Returned,
            28..29 => Self::Refused,
            29..30 => Self::Withdrawn,
            30..34 => Self::Accepted,
            34..38 => Self::Issued(CertificateFuture::ExpiringSoon),
            38..42 => Self::Issued(CertificateFuture::Expired),
            42..43 => Self::Issued(CertificateFuture::Suspended),
            43..44 => Self::Issued(CertificateFuture::LiftProposed),
            44..45 => Self::Issued(CertificateFuture::Revoked),
            45..46 => Self::Issued(CertificateFuture::Superseded),
            46..47 => Self::Issued(CertificateFuture::RevocationProposed),
            _ => Self::Issued(CertificateFuture::Valid),
        }
    }

    fn sections(self) -> usize {
        if let Self::Draft(sections) = self { sections } else { 5 }
    }

    /// Days since the venue was entered: decided ones are older than those in review.
    fn days_ago(self, chance: &SeededRandom) -> i64 {
        let few = |below| chance.days_below(below).whole_days();
        match self {
            Self::Draft(_) | Self::Ready => few(20),
            Self::InReview(..) | Self::Returned => 1 + few(11),
            Self::Accepted | Self::Withdrawn | Self::Refused => 4 + few(15),
            Self::Issued(CertificateFuture::ExpiringSoon | CertificateFuture::Expired) => 110 + few(25),
            Self::Issued(CertificateFuture::Superseded) => 40 + few(80),
            Self::Issued(_) => 12 + few(110),
        }
    }
}

/// A venue to be written, with its state and time.
#[derive(Clone, Copy, Debug)]
pub struct SampleVenue {
    /// Position in the sequence; the first few belong to the printed owner.
    pub serial: usize,
    /// When the venue was entered, UTC.
    pub at: OffsetDateTime,
    state: VenueState,
}

impl SampleVenue {
    /// Chooses state and time of the `serial`-th venue.
    pub fn new(world: &SampleContext<'_>, serial: usize) -> Self {
        let fate = VenueState::choose(serial, &world.chance);
        let minutes = i64::try_from(serial % 400).unwrap_or(0);
        let at = world.now - Duration::days(fate.days_ago(&world.chance)) - Duration::minutes(minutes);
        Self { serial, at, state: fate }
    }

    /// Whether it belongs to the owner whose log-in is printed.
    pub fn is_shown(self) -> bool {
        self.serial < PRINTED_OWNER_STATES.len()
    }
}

/// A venue whose certificate is corrected some days after its issue.
#[derive(Debug)]
pub struct SampleCorrection {
    /// When the owner changes the venue and signs again, UTC.
    pub at: OffsetDateTime,
    venue: Venue,
    workers: Vec<Worker>,
    owner: Account,
    commune: Agency,
    officer: Account,
    first: Certificate,
}

/// Writes a venue with everything up to its state. Returns the correction of its certificate, to be written when it is due.
pub async fn write_venue(
    world: &SampleContext<'_>,
    offices: &SampleOffices,
    owner: &Account,
    planned: SampleVenue,
) -> Result<Option<SampleCorrection>> {
    let SampleVenue { serial, at, state: fate } = planned;
    // Half of the venues are in the five wards, as most hotels are.
    let places = &offices.communes;
    let towns: Vec<_> = places.iter().filter(|(_, agency, _)| agency.name.contains("phường")).collect();
    let shown = places.iter().find(|(code, ..)| code.as_str() == "22759");
    let (commune, agency, officer) = match (planned.is_shown(), shown) {
        (true, Some(place)) => place,
        _ if world.chance.hits_percent(50) => world.chance.pick(&towns),
        _ => world.chance.pick(places),
    };
    let mut venue =
        venues::build_venue(world, owner, serial, (*commune, offices.province), at, fate.sections())?;
    let workers =
        if fate.sections() == 5 { venues::build_workers(world, &venue, serial, at)? } else { Vec::new() };
    venue.no_employees = fate.sections() == 5 && workers.is_empty();
    rows::insert(world.tx, &venue).await?;
    let mut sequel = None;
    for worker in &workers {
        labour::insert(world.tx, worker).await?;
    }
    let mut story = EventCollector { world, venue: &venue, events: Vec::new() };
    story.record(at, &owner.as_actor(), AuditAction::VenueRegistered, venue.id.0);
    if !matches!(fate, VenueState::Draft(_)) {
        let pledge = build_pledge(world, &venue, owner, at + Duration::minutes(20));
        pledges::insert(world.tx, &pledge).await?;
        story.record(pledge.signed_at, &owner.as_actor(), AuditAction::PledgeSigned, pledge.id.0);
        if fate != VenueState::Ready {
            let crew = VenueActors {
                owner: owner.as_actor(),
                commune: officer.as_actor(),
                labour: offices.labour_officer.as_actor(),
            };
            let sent =
                build_application(world, &venue, &pledge, &workers, [agency.id, offices.labour.id], at)?;
            story.record(sent.submitted_at, &crew.owner, AuditAction::Submitted, sent.id.0);
            let mut application = decide_application(&mut story, &sent, fate, &crew)?;
            if matches!(fate, VenueState::Issued(_)) {
                application = decide(
                    &application,
                    Command::Issue,
                    &offices.approver.as_actor(),
                    application.submitted_at,
                )?;
            }
            applications::insert(world.tx, &application).await?;
            if let VenueState::Issued(paper) = fate {
                let certificate =
                    build_certificate(&mut story, offices, &application, &pledge, agency, paper).await?;
                certificates::insert(world.tx, offices.labour.id, &certificate).await?;
                later_decisions::write_decisions(&mut story, offices, officer, &certificate, paper).await?;
                sequel = (paper == CertificateFuture::Superseded).then(|| SampleCorrection {
                    at: at + Duration::days(15),
                    venue: venue.clone(),
                    workers,
                    owner: owner.clone(),
                    commune: agency.clone(),
                    officer: officer.clone(),
                    first: certificate,
                });
            }
        }
    }
    audit::insert_many(world.tx, &story.events).await?;
    Ok(sequel)
}

/// Writes a correction: another address, signed, reviewed and issued like the first certificate.
pub async fn write_correction(
    world: &SampleContext<'_>,
    offices: &SampleOffices,
    sequel: SampleCorrection,
) -> Result<()> {
    let SampleCorrection { at, mut venue, workers, owner, commune, officer, first } = sequel;
    if let Some(place) = &mut venue.place {
        place.address = format!("Tầng trệt, {}", place.address);
    }
    rows::save(world.tx, &venue).await?;
    let mut story = EventCollector { world, venue: &venue, events: Vec::new() };
    story.record(at, &owner.as_actor(), AuditAction::VenueChanged, venue.id.0);
    let pledge = build_pledge(world, &venue, &owner, at + Duration::minutes(20));
    pledges::insert(world.tx, &pledge).await?;
    story.record(pledge.signed_at, &owner.as_actor(), AuditAction::PledgeSigned, pledge.id.0);
    let crew = VenueActors {
        owner: owner.as_actor(),
        commune: officer.as_actor(),
        labour: offices.labour_officer.as_actor(),
    };
    let sent = build_application(world, &venue, &pledge, &workers, [commune.id, offices.labour.id], at)?;
    story.record(sent.submitted_at, &crew.owner, AuditAction::Submitted, sent.id.0);
    let mut application =
        decide_application(&mut story, &sent, VenueState::Issued(CertificateFuture::Valid), &crew)?;
    application =
        decide(&application, Command::Issue, &offices.approver.as_actor(), application.submitted_at)?;
    applications::insert(world.tx, &application).await?;
    let next =
        build_certificate(&mut story, offices, &application, &pledge, &commune, CertificateFuture::Valid)
            .await?;
    certificates::insert(world.tx, offices.labour.id, &next).await?;
    later_decisions::write_supersession(&mut story, offices, &first, &next).await?;
    Ok(audit::insert_many(world.tx, &story.events).await?)
}

/// The actors on one venue.
struct VenueActors {
    owner: Actor,
    commune: Actor,
    labour: Actor,
}

/// Collects the audit events of one venue.
struct EventCollector<'a> {
    world: &'a SampleContext<'a>,
    venue: &'a Venue,
    events: Vec<AuditEvent>,
}

impl EventCollector<'_> {
    fn record(&mut self, at: OffsetDateTime, who: &Actor, deed: AuditAction, target: Uuid) {
        let event = AuditEvent::new(at, self.world.app.entropy(), Some(who), deed, target);
        self.events.push(event.with_venue(self.venue.id));
    }

    /// Records an event of the office that is not part of the venue's timeline.
    fn record_office_event(
        &mut self,
        at: OffsetDateTime,
        who: &Actor,
        deed: AuditAction,
        target: Uuid,
        note: &str,
    ) {
        let event = AuditEvent::new(at, self.world.app.entropy(), Some(who), deed, target);
        self.events.push(event.with_note(note));
    }

    /// Adds a note to the last event.
    fn add_note(&mut self, note: String) {
        if let Some(event) = self.events.last_mut() {
            event.note = note;
        }
    }
}

fn build_pledge(world: &SampleContext<'_>, venue: &Venue, owner: &Account, at: OffsetDateTime) -> Pledge {
    let terms = find_terms_for_day(local_date(at));
    Pledge {
        id: PledgeId::new(at, world.app.entropy()),
        venue: venue.id,
        terms_version: terms.version,
        text_hash: hash_text(terms, venue),
        clauses: terms.clauses_for(venue.kind),
        facts: PledgedFacts::from_venue(venue),
        signer_name: owner.name.clone(),
        signer_capacity: "Chủ cơ sở".to_owned(),
        signer: owner.id,
        drawing: None,
        confirmation: ConfirmationMethod::Password,
        signed_at: at,
        address: "192.0.2.10".to_owned(),
        user_agent: "demo".to_owned(),
    }
}

fn build_application(
    world: &SampleContext<'_>,
    venue: &Venue,
    pledge: &Pledge,
    workers: &[Worker],
    agencies: [camket_domain::ids::AgencyId; 2],
    at: OffsetDateTime,
) -> Result<Application> {
    let at = at + Duration::minutes(35);
    let due_on = add_working_days(local_date(at), 5, &Holidays::default_table());
    let [pledge_matter, labour_matter] = digest_matters(venue, Some(pledge), workers);
    let side = |agency, matter| TrackAssignment { agency, due_on, matter };
    let submission = Submission {
        pledge: pledge.id,
        workers: u32::try_from(workers.len())?,
        assignments: [side(agencies[0], pledge_matter), side(agencies[1], labour_matter)],
    };
    let id = ApplicationId::new(at, world.app.entropy());
    Ok(submit_first(id, (venue.id, venue.owner), submission, at))
}

fn decide_application(
    story: &mut EventCollector<'_>,
    sent: &Application,
    fate: VenueState,
    crew: &VenueActors,
) -> Result<Application> {
    let later = |hours| sent.submitted_at + Duration::hours(hours);
    let claim = TrackCommand::Claim;
    let back = || {
        TrackCommand::Return(
            vec!["security-missing".into()],
            "Đề nghị bổ sung số giấy chứng nhận an ninh, trật tự còn hiệu lực.".into(),
        )
    };
    let no = || {
        TrackCommand::Refuse(vec!["other".into()], "Cơ sở đã chấm dứt hoạt động tại địa chỉ kê khai.".into())
    };
    let plan: Vec<(TrackKind, TrackCommand)> = match fate {
        VenueState::InReview(pledge, labour) => [(TrackKind::Pledge, pledge), (TrackKind::Labour, labour)]
            .into_iter()
            .flat_map(|(kind, hand)| track_commands(kind, hand))
            .collect(),
        VenueState::Returned => vec![(TrackKind::Pledge, claim), (TrackKind::Pledge, back())],
        VenueState::Refused => vec![(TrackKind::Labour, claim), (TrackKind::Labour, no())],
        VenueState::Accepted | VenueState::Issued(_) => TrackKind::ALL
            .into_iter()
            .flat_map(|kind| track_commands(kind, TrackProgress::Accepted))
            .collect(),
        VenueState::Withdrawn => return withdraw_application(story, sent, crew),
        VenueState::Draft(_) | VenueState::Ready => Vec::new(),
    };
    let mut application = sent.clone();
    for (hours, (kind, command)) in (3..).step_by(7).zip(plan) {
        let who = if kind == TrackKind::Pledge { &crew.commune } else { &crew.labour };
        let (deed, note) = describe_command(kind, &command);
        application = decide(&application, Command::Review(kind, command), who, later(hours))?;
        story.record(later(hours), who, deed, application.id.0);
        story.add_note(note);
    }
    Ok(application)
}

fn track_commands(kind: TrackKind, hand: TrackProgress) -> Vec<(TrackKind, TrackCommand)> {
    match hand {
        TrackProgress::Waiting => vec![],
        TrackProgress::Claimed => vec![(kind, TrackCommand::Claim)],
        TrackProgress::Accepted => vec![(kind, TrackCommand::Claim), (kind, TrackCommand::Accept)],
    }
}

fn withdraw_application(
    story: &mut EventCollector<'_>,
    sent: &Application,
    crew: &VenueActors,
) -> Result<Application> {
    story.record(sent.submitted_at + Duration::hours(5), &crew.owner, AuditAction::Withdrawn, sent.id.0);
    Ok(decide(sent, Command::Withdraw, &crew.owner, sent.submitted_at + Duration::hours(5))?)
}

async fn build_certificate(
    story: &mut EventCollector<'_>,
    offices: &SampleOffices,
    application: &Application,
    pledge: &Pledge,
    confirming: &Agency,
    paper: CertificateFuture,
) -> Result<Certificate> {
    let (world, venue) = (story.world, story.venue);
    let at = application.submitted_at + Duration::hours(50);
    let year = local_date(at).year();
    let serial = certificates::take_serial(world.tx, offices.labour.id, year).await?;
    let today = world.app.today();
    let last_day = match paper {
        CertificateFuture::ExpiringSoon => today + Duration::days(3) + world.chance.days_below(25),
        CertificateFuture::Expired => today - Duration::days(2) - world.chance.days_below(30),
        _ => add_months(local_date(at), 12) - Duration::days(1),
    };
    let certificate = Certificate {
        id: CertificateId::new(at, world.app.entropy()),
        application: application.id,
        venue: venue.id,
        number: CertificateNumber::new(&offices.labour.code, year, serial),
        document: DocumentNumber { serial, year, symbol: offices.labour.symbol.clone() },
        code: ShortCode::new(world.app.entropy()),
        issued_token: None,
        status_record: StatusRecord::issued(),
        approver: offices.approver.id,
        issued_at: at,
        expires_on: last_day,
        facts: build_facts(world, offices, venue, application, pledge, &confirming.name)?,
        version: 1,
    };
    story.record(at, &offices.approver.as_actor(), AuditAction::CertificateIssued, certificate.id.0);
    Ok(certificate)
}

fn build_facts(
    world: &SampleContext<'_>,
    offices: &SampleOffices,
    venue: &Venue,
    application: &Application,
    pledge: &Pledge,
    confirming: &str,
) -> Result<CertificateFacts> {
    let place = venue.place.as_ref().context("a place")?;
    let day = |track: &Track| track.decided_at.map(local_date).context("a decision");
    Ok(CertificateFacts {
        name: venue.name.clone(),
        kind: venue.kind,
        kind_note: venue.kind_note.clone(),
        address: place.address.clone(),
        commune: place.commune,
        commune_name: areas::all().full_name(place.commune, world.app.today()).context("a commune")?,
        tax_code: venue.business.as_ref().map(|b| b.tax.masked()).unwrap_or_default(),
        representative: venue.representative.as_ref().map(|r| r.name.clone()).unwrap_or_default(),
        terms_version: pledge.terms_version,
        signed_on: local_date(pledge.signed_at),
        workers: application.workers,
        confirmed_by: confirming.to_owned(),
        confirmed_on: day(&application.pledge_track)?,
        accepted_by: offices.labour.name.clone(),
        accepted_on: day(&application.labour_track)?,
        issuer: Issuer {
            parent: offices.labour.parent_name.clone(),
            name: offices.labour.name.clone(),
            place: offices.labour.place.clone(),
            approver_title: offices.approver.title.clone(),
            approver_name: offices.approver.name.clone(),
        },
    })
}
