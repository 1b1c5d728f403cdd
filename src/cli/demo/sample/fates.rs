//! The state of each sample venue, from a draft to a certificate in every state, reached by the domain's rules.

mod life;

use anyhow::{Context, Result};
use camket_app::applications::{matters, told};
use camket_app::pledges::{terms_on, text_hash};
use camket_domain::accounts::{Account, Actor};
use camket_domain::agencies::Agency;
use camket_domain::applications::lifecycle::{Command, TrackCommand, decide, decide_track};
use camket_domain::applications::{Application, Assignment, State, Track, TrackKind};
use camket_domain::areas;
use camket_domain::audit::{AuditEvent, Deed};
use camket_domain::calendar::{Holidays, add_months, add_working_days, local_date};
use camket_domain::certificates::{
    Certificate, CertificateNumber, DocumentNumber, Facts, Issuer, ShortCode, Standing,
};
use camket_domain::ids::{ApplicationId, CertificateId, PledgeId};
use camket_domain::labour::Worker;
use camket_domain::pledges::{Confirmation, Pledge, PledgedFacts};
use camket_domain::venues::Venue;
use camket_store::{applications, audit, certificates, labour, pledges, venues as rows};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::chance::Chance;
use super::offices::Offices;
use super::{World, venues};

/// How far a venue has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Fate {
    /// This many sections are filled in.
    Draft(usize),
    /// Filled in and signed, not submitted.
    Ready,
    /// Submitted: the states of pledge track and labour track.
    InReview(Hand, Hand),
    /// The commune returned it.
    Returned,
    /// The labour authority refused it.
    Refused,
    /// The owner withdrew it.
    Withdrawn,
    /// Both tracks are accepted.
    Accepted,
    /// Issued: the state of the certificate.
    Issued(Paper),
}

/// The state of one track in review.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Hand {
    Waiting,
    /// An officer has claimed it.
    Claimed,
    Accepted,
}

/// The state of a certificate after its issue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Paper {
    /// In force for some months more.
    Valid,
    /// In force for a few days more.
    Ending,
    Expired,
    /// Tạm đình chỉ, until a day in the future.
    Suspended,
    /// Tạm đình chỉ; a proposal to lift it waits.
    Relenting,
    /// Thu hồi.
    Revoked,
    /// In force; a proposal to revoke it waits.
    Doubted,
    /// Đã thay thế by a certificate with another address.
    Superseded,
}

/// The venues of the owner whose log-in is printed, one in each state worth trying.
const SHOWN: [Fate; 6] = [
    Fate::Issued(Paper::Valid),
    Fate::Returned,
    Fate::InReview(Hand::Waiting, Hand::Waiting),
    Fate::Ready,
    Fate::Draft(2),
    Fate::Issued(Paper::Ending),
];

impl Fate {
    /// Chooses the state of the `serial`-th venue.
    fn of(serial: usize, chance: &Chance) -> Self {
        if let Some(shown) = SHOWN.get(serial) {
            return *shown;
        }
        match chance.below(100) {
            0..7 => Self::Draft(1 + chance.below(5)),
            7..10 => Self::Ready,
            10..16 => Self::InReview(Hand::Waiting, Hand::Waiting),
            16..19 => Self::InReview(Hand::Claimed, Hand::Waiting),
            19..22 => Self::InReview(Hand::Accepted, Hand::Waiting),
            22..24 => Self::InReview(Hand::Waiting, Hand::Accepted),
            24..28 => Self::Returned,
            28..29 => Self::Refused,
            29..30 => Self::Withdrawn,
            30..34 => Self::Accepted,
            34..38 => Self::Issued(Paper::Ending),
            38..42 => Self::Issued(Paper::Expired),
            42..43 => Self::Issued(Paper::Suspended),
            43..44 => Self::Issued(Paper::Relenting),
            44..45 => Self::Issued(Paper::Revoked),
            45..46 => Self::Issued(Paper::Superseded),
            46..47 => Self::Issued(Paper::Doubted),
            _ => Self::Issued(Paper::Valid),
        }
    }

    fn sections(self) -> usize {
        if let Self::Draft(sections) = self { sections } else { 5 }
    }

    /// Days since the venue was entered: decided ones are older than those in review.
    fn days_ago(self, chance: &Chance) -> i64 {
        let few = |below| chance.days(below).whole_days();
        match self {
            Self::Draft(_) | Self::Ready => few(20),
            Self::InReview(..) | Self::Returned => 1 + few(11),
            Self::Accepted | Self::Withdrawn | Self::Refused => 4 + few(15),
            Self::Issued(Paper::Ending | Paper::Expired) => 110 + few(25),
            Self::Issued(Paper::Superseded) => 40 + few(80),
            Self::Issued(_) => 12 + few(110),
        }
    }
}

/// A venue to be written, with its state and time.
#[derive(Clone, Copy, Debug)]
pub struct Planned {
    /// Position in the sequence; the first few belong to the printed owner.
    pub serial: usize,
    /// When the venue was entered, UTC.
    pub at: OffsetDateTime,
    fate: Fate,
}

impl Planned {
    /// Chooses state and time of the `serial`-th venue.
    pub fn new(world: &World<'_>, serial: usize) -> Self {
        let fate = Fate::of(serial, &world.chance);
        let minutes = i64::try_from(serial % 400).unwrap_or(0);
        let at = world.now - Duration::days(fate.days_ago(&world.chance)) - Duration::minutes(minutes);
        Self { serial, at, fate }
    }

    /// Whether it belongs to the owner whose log-in is printed.
    pub fn is_shown(self) -> bool {
        self.serial < SHOWN.len()
    }
}

/// A venue whose certificate is corrected some days after its issue.
#[derive(Debug)]
pub struct Sequel {
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
pub async fn write(
    world: &World<'_>,
    offices: &Offices,
    owner: &Account,
    planned: Planned,
) -> Result<Option<Sequel>> {
    let Planned { serial, at, fate } = planned;
    // Half of the venues are in the five wards, as most hotels are.
    let places = &offices.communes;
    let towns: Vec<_> = places.iter().filter(|(_, agency, _)| agency.name.contains("phường")).collect();
    let shown = places.iter().find(|(code, ..)| code.as_str() == "22759");
    let (commune, agency, officer) = match (planned.is_shown(), shown) {
        (true, Some(place)) => place,
        _ if world.chance.percent(50) => world.chance.pick(&towns),
        _ => world.chance.pick(places),
    };
    let mut venue = venues::venue(world, owner, serial, (*commune, offices.province), at, fate.sections())?;
    let workers = if fate.sections() == 5 { venues::workers(world, &venue, serial, at)? } else { Vec::new() };
    venue.no_employees = fate.sections() == 5 && workers.is_empty();
    rows::insert(world.tx, &venue).await?;
    let mut sequel = None;
    for worker in &workers {
        labour::insert(world.tx, worker).await?;
    }
    let mut story = Story { world, venue: &venue, events: Vec::new() };
    story.tell(at, &owner.actor(), Deed::VenueRegistered, venue.id.0);
    if !matches!(fate, Fate::Draft(_)) {
        let pledge = pledge(world, &venue, owner, at + Duration::minutes(20));
        pledges::insert(world.tx, &pledge).await?;
        story.tell(pledge.signed_at, &owner.actor(), Deed::PledgeSigned, pledge.id.0);
        if fate != Fate::Ready {
            let crew = Crew {
                owner: owner.actor(),
                commune: officer.actor(),
                labour: offices.labour_officer.actor(),
            };
            let sent = submitted(world, &venue, &pledge, &workers, [agency.id, offices.labour.id], at)?;
            story.tell(sent.submitted_at, &crew.owner, Deed::Submitted, sent.id.0);
            let mut application = decided(&mut story, sent, fate, &crew)?;
            if matches!(fate, Fate::Issued(_)) {
                application.state = decide(application.state, Command::Issue)?;
            }
            applications::insert(world.tx, &application).await?;
            if let Fate::Issued(paper) = fate {
                let certificate = issued(&mut story, offices, &application, &pledge, agency, paper).await?;
                certificates::insert(world.tx, offices.labour.id, &certificate).await?;
                life::write(&mut story, offices, officer, &certificate, paper).await?;
                sequel = (paper == Paper::Superseded).then(|| Sequel {
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
    audit::insert_all(world.tx, &story.events).await?;
    Ok(sequel)
}

/// Writes a correction: another address, signed, reviewed and issued like the first certificate.
pub async fn go_on(world: &World<'_>, offices: &Offices, sequel: Sequel) -> Result<()> {
    let Sequel { at, mut venue, workers, owner, commune, officer, first } = sequel;
    if let Some(place) = &mut venue.place {
        place.address = format!("Tầng trệt, {}", place.address);
    }
    rows::save(world.tx, &venue).await?;
    let mut story = Story { world, venue: &venue, events: Vec::new() };
    story.tell(at, &owner.actor(), Deed::VenueChanged, venue.id.0);
    let pledge = pledge(world, &venue, &owner, at + Duration::minutes(20));
    pledges::insert(world.tx, &pledge).await?;
    story.tell(pledge.signed_at, &owner.actor(), Deed::PledgeSigned, pledge.id.0);
    let crew =
        Crew { owner: owner.actor(), commune: officer.actor(), labour: offices.labour_officer.actor() };
    let sent = submitted(world, &venue, &pledge, &workers, [commune.id, offices.labour.id], at)?;
    story.tell(sent.submitted_at, &crew.owner, Deed::Submitted, sent.id.0);
    let mut application = decided(&mut story, sent, Fate::Issued(Paper::Valid), &crew)?;
    application.state = decide(application.state, Command::Issue)?;
    applications::insert(world.tx, &application).await?;
    let next = issued(&mut story, offices, &application, &pledge, &commune, Paper::Valid).await?;
    certificates::insert(world.tx, offices.labour.id, &next).await?;
    life::supersede(&mut story, offices, &first, &next).await?;
    Ok(audit::insert_all(world.tx, &story.events).await?)
}

/// The actors on one venue.
struct Crew {
    owner: Actor,
    commune: Actor,
    labour: Actor,
}

/// Collects the audit events of one venue.
struct Story<'a> {
    world: &'a World<'a>,
    venue: &'a Venue,
    events: Vec<AuditEvent>,
}

impl Story<'_> {
    fn tell(&mut self, at: OffsetDateTime, who: &Actor, deed: Deed, target: Uuid) {
        let event = AuditEvent::new(at, self.world.app.entropy(), Some(who), deed, target);
        self.events.push(event.of_venue(self.venue.id));
    }

    /// Records an event of the office that is not part of the venue's timeline.
    fn note_in_office(&mut self, at: OffsetDateTime, who: &Actor, deed: Deed, target: Uuid, note: &str) {
        let event = AuditEvent::new(at, self.world.app.entropy(), Some(who), deed, target);
        self.events.push(event.noted(note));
    }

    /// Adds a note to the last event.
    fn note(&mut self, note: String) {
        if let Some(event) = self.events.last_mut() {
            event.note = note;
        }
    }
}

fn pledge(world: &World<'_>, venue: &Venue, owner: &Account, at: OffsetDateTime) -> Pledge {
    let terms = terms_on(local_date(at));
    Pledge {
        id: PledgeId::new(at, world.app.entropy()),
        venue: venue.id,
        terms_version: terms.version,
        text_hash: text_hash(terms, venue),
        clauses: terms.clauses_for(venue.kind),
        facts: PledgedFacts::of(venue),
        signer_name: owner.name.clone(),
        signer_capacity: "Chủ cơ sở".to_owned(),
        signer: owner.id,
        drawing: None,
        confirmation: Confirmation::Password,
        signed_at: at,
        address: "192.0.2.10".to_owned(),
        user_agent: "demo".to_owned(),
    }
}

fn submitted(
    world: &World<'_>,
    venue: &Venue,
    pledge: &Pledge,
    workers: &[Worker],
    agencies: [camket_domain::ids::AgencyId; 2],
    at: OffsetDateTime,
) -> Result<Application> {
    let at = at + Duration::minutes(35);
    let due_on = add_working_days(local_date(at), 5, &Holidays::default_table());
    let [pledge_matter, labour_matter] = matters(venue, Some(pledge), workers);
    let side = |agency, matter| Assignment { agency, due_on, matter };
    Ok(Application {
        id: ApplicationId::new(at, world.app.entropy()),
        venue: venue.id,
        owner: venue.owner,
        pledge: pledge.id,
        workers: u32::try_from(workers.len())?,
        state: decide(State::Draft, Command::Submit)?,
        submitted_at: at,
        pledge_track: Track::waiting(TrackKind::Pledge, side(agencies[0], pledge_matter)),
        labour_track: Track::waiting(TrackKind::Labour, side(agencies[1], labour_matter)),
        version: 1,
    })
}

fn decided(story: &mut Story<'_>, sent: Application, fate: Fate, crew: &Crew) -> Result<Application> {
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
        Fate::InReview(pledge, labour) => [(TrackKind::Pledge, pledge), (TrackKind::Labour, labour)]
            .into_iter()
            .flat_map(|(kind, hand)| under_way(kind, hand))
            .collect(),
        Fate::Returned => vec![(TrackKind::Pledge, claim), (TrackKind::Pledge, back())],
        Fate::Refused => vec![(TrackKind::Labour, claim), (TrackKind::Labour, no())],
        Fate::Accepted | Fate::Issued(_) => {
            TrackKind::ALL.into_iter().flat_map(|kind| under_way(kind, Hand::Accepted)).collect()
        }
        Fate::Withdrawn => return withdrawn(story, sent, crew),
        Fate::Draft(_) | Fate::Ready => Vec::new(),
    };
    let mut application = sent.clone();
    for (hours, (kind, command)) in (3..).step_by(7).zip(plan) {
        let who = if kind == TrackKind::Pledge { &crew.commune } else { &crew.labour };
        let (deed, note) = told(kind, &command);
        application = decide_track(&application, kind, command, who, later(hours))?;
        story.tell(later(hours), who, deed, application.id.0);
        story.note(note);
    }
    Ok(application)
}

fn under_way(kind: TrackKind, hand: Hand) -> Vec<(TrackKind, TrackCommand)> {
    match hand {
        Hand::Waiting => vec![],
        Hand::Claimed => vec![(kind, TrackCommand::Claim)],
        Hand::Accepted => vec![(kind, TrackCommand::Claim), (kind, TrackCommand::Accept)],
    }
}

fn withdrawn(story: &mut Story<'_>, sent: Application, crew: &Crew) -> Result<Application> {
    story.tell(sent.submitted_at + Duration::hours(5), &crew.owner, Deed::Withdrawn, sent.id.0);
    Ok(Application { state: decide(sent.state, Command::Withdraw)?, ..sent })
}

async fn issued(
    story: &mut Story<'_>,
    offices: &Offices,
    application: &Application,
    pledge: &Pledge,
    confirming: &Agency,
    paper: Paper,
) -> Result<Certificate> {
    let (world, venue) = (story.world, story.venue);
    let at = application.submitted_at + Duration::hours(50);
    let year = local_date(at).year();
    let serial = certificates::next_serial(world.tx, offices.labour.id, year).await?;
    let today = world.app.today();
    let last_day = match paper {
        Paper::Ending => today + Duration::days(3) + world.chance.days(25),
        Paper::Expired => today - Duration::days(2) - world.chance.days(30),
        _ => add_months(local_date(at), 12) - Duration::days(1),
    };
    let certificate = Certificate {
        id: CertificateId::new(at, world.app.entropy()),
        application: application.id,
        venue: venue.id,
        number: CertificateNumber::new(&offices.labour.code, year, serial),
        document: DocumentNumber { serial, year, symbol: offices.labour.symbol.clone() },
        code: ShortCode::new(world.app.entropy()),
        signed: None,
        standing: Standing::issued(),
        approver: offices.approver.id,
        issued_at: at,
        expires_on: last_day,
        facts: facts(world, offices, venue, application, pledge, &confirming.name)?,
        version: 1,
    };
    story.tell(at, &offices.approver.actor(), Deed::CertificateIssued, certificate.id.0);
    Ok(certificate)
}

fn facts(
    world: &World<'_>,
    offices: &Offices,
    venue: &Venue,
    application: &Application,
    pledge: &Pledge,
    confirming: &str,
) -> Result<Facts> {
    let place = venue.place.as_ref().context("a place")?;
    let day = |track: &Track| track.decided_at.map(local_date).context("a decision");
    Ok(Facts {
        name: venue.name.clone(),
        kind: venue.kind,
        kind_note: venue.kind_note.clone(),
        address: place.address.clone(),
        commune: place.commune,
        commune_name: areas::all().full_name(place.commune, world.app.today()).context("a commune")?,
        tax_code: venue.business.as_ref().map(|b| b.tax.shown()).unwrap_or_default(),
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
