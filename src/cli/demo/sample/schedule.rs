//! When everybody does what: the state that each venue reaches, and the steps that lead there, ordered by time.
//!
//! Belongs here: choices and times. Does not belong here: rows and rules; the steps are taken through the use cases.

use std::collections::BTreeMap;

use camket_domain::applications::lifecycle::TrackCommand;
use camket_domain::applications::{ReturnReason, TrackKind};
use camket_domain::calendar::add_months;
use camket_domain::certificates::decisions::DecisionKind;
use camket_domain::venues::Section;
use time::{Date, Duration, OffsetDateTime};

use super::office_days::{OfficeDays, owner_time};
use super::random::SeededRandom;
use super::venue_states::{CertificateFuture, TrackProgress, VenueState};

/// Working days between two days on which certificates are issued.
const ISSUE_INTERVAL: usize = 5;
/// The last day on which certificates were issued, in working days before today.
const LAST_ISSUE: usize = 2;
/// Office minute at which the approver issues what is accepted.
const ISSUE_MINUTE: usize = 400;

/// Working days before today on which the program reminds: a little more than the longest time before the end of a
/// certificate, so that no reminder is left for the first start.
const REMINDER_DAYS: usize = 45;
/// Office minute of the reminders.
const REMINDER_MINUTE: usize = 5;

/// A step of the scenario. Venues and owners are given by their serial numbers.
#[derive(Clone, Debug)]
pub enum Step {
    SignUp(usize),
    Own(usize, OwnerStep),
    Review(usize, TrackKind, TrackCommand),
    /// One approver issues certificates for these venues.
    Issue(Vec<usize>),
    Propose(usize, Proposer, DecisionKind),
    /// The approver decides the open proposal.
    Decide(usize),
    Report(usize),
    Inspect(InspectionStep),
    /// The officer of the province writes down the census.
    ListCensus,
    /// The officer of the province says which venue each entry is, and leaves out what does not count.
    SettleCensus,
    /// The coordinator begins the plan of the year.
    BeginYear,
    /// The coordinator writes which communes were recognised as healthy.
    RecogniseCommunes,
    /// The coordinator and a commune write the totals of the police.
    WritePoliceTotals,
    /// Communes record the plans in which they join their programmes.
    SignIntegratedPlans,
    /// Communes and province list their officers, and hold classes.
    TrainOfficers,
    /// The coordinator writes what the media of the province reported.
    WriteMedia,
    /// Communes record what they did.
    RecordActivities,
    /// Communes and province write the cards of its targets.
    ReportTargets,
    /// Communes send their reports of the last quarter, and the coordinator freezes its figures.
    SendReports,
    /// The labour officer asks the printed owner, who answers one question.
    AskAboutLabour,
    /// Another owner offers a venue to the printed owner.
    OfferVenue,
    /// An officer of a commune hands a claim code over.
    HandCodeOver,
    /// The same officer writes letters to missing venues.
    WriteLetters,
    /// An officer of a commune enters two venues at the counter.
    EnterAtCounter,
    /// The program reminds of certificates that end soon.
    Remind,
}

/// What an owner does.
#[derive(Clone, Copy, Debug)]
pub enum OwnerStep {
    Register,
    Fill(Section),
    /// Declares the worker at this position of the list.
    Declare(usize),
    DeclareNobody,
    /// The worker at this position of the list gets another position.
    Promote(usize),
    /// The worker at this position of the list leaves.
    Leave(usize),
    Sign,
    Submit,
    Withdraw,
    /// Corrects the address.
    ChangeAddress,
}

/// Who proposes a decision on a certificate.
#[derive(Clone, Copy, Debug)]
pub enum Proposer {
    CommuneOfficer,
    LabourOfficer,
    SecondApprover,
}

/// What the inspection team and the offices do around its visits.
#[derive(Clone, Copy, Debug)]
pub enum InspectionStep {
    CreateTeams,
    DrawPlan,
    ApprovePlan,
    EnrolPhone,
    VisitCompliant,
    VisitViolating,
    EndorseSuspension,
    VisitPrintedOwner,
    SendScans,
    CorrectReport,
    MeetDemand,
}

/// When a venue is entered.
#[derive(Clone, Copy, Debug)]
pub struct EntryTime {
    /// The day on which its owner enters it.
    pub day: Date,
    /// The working day of the submission, before today. Its reviews begin on the next one.
    nth: usize,
    /// The working day on which its certificate is issued, before today.
    issued: Option<usize>,
}

impl EntryTime {
    /// Whether its certificate is issued more than `nth` working days before today.
    pub fn is_issued_before(self, nth: usize) -> bool {
        self.issued.is_some_and(|issued| issued > nth)
    }
}

/// A venue of the schedule.
#[derive(Clone, Copy, Debug)]
pub struct ScheduledVenue {
    /// Serial number; the first few venues belong to the printed owner.
    pub serial: usize,
    pub owner: usize,
    pub state: VenueState,
    pub entry: EntryTime,
    /// Number of its workers.
    pub workers: usize,
}

/// Collects the steps.
#[derive(Debug)]
pub struct Schedule<'a> {
    days: &'a OfficeDays,
    chance: &'a SeededRandom,
    steps: Vec<(OffsetDateTime, Step)>,
    /// Venues by the day of issue, in working days before today.
    issues: BTreeMap<usize, Vec<usize>>,
    /// The first step of each owner.
    owners: BTreeMap<usize, OffsetDateTime>,
}

impl<'a> Schedule<'a> {
    pub fn new(days: &'a OfficeDays, chance: &'a SeededRandom) -> Self {
        Self { days, chance, steps: Vec::new(), issues: BTreeMap::new(), owners: BTreeMap::new() }
    }

    /// All steps, ordered by time. Owners sign up a little before their first venue.
    pub fn into_steps(mut self) -> Vec<(OffsetDateTime, Step)> {
        for (owner, first) in &self.owners {
            self.steps.push((*first - Duration::minutes(10), Step::SignUp(*owner)));
        }
        for (day, venues) in std::mem::take(&mut self.issues) {
            self.steps.push((self.days.office_time(day, ISSUE_MINUTE), Step::Issue(venues)));
        }
        for nth in 1..=REMINDER_DAYS {
            self.add_office_step(nth, REMINDER_MINUTE, Step::Remind);
        }
        self.steps.sort_by_key(|(at, _)| *at);
        self.steps
    }

    /// Adds a step at an office minute of the `nth` working day before today.
    pub fn add_office_step(&mut self, nth: usize, minute: usize, step: Step) {
        self.steps.push((self.days.office_time(nth, minute), step));
    }

    /// Adds a step of the public at `minute` minutes after 08:00 of the day before today.
    pub fn add_public_step(&mut self, minute: usize, step: Step) {
        self.steps.push((owner_time(self.days.today() - Duration::DAY, minute), step));
    }

    /// Chooses when a venue is entered, so that its state can be reached by today.
    pub fn choose_entry(&self, state: VenueState) -> EntryTime {
        let few = |below| self.chance.number_below(below);
        let (nth, issued) = match state {
            VenueState::Draft(_) | VenueState::Ready => {
                let day = self.days.today() - Duration::DAY - self.chance.days_below(20);
                return EntryTime { day, nth: 0, issued: None };
            }
            VenueState::InReview(pledge, labour) => {
                let wait = pledge.working_days().max(labour.working_days());
                (wait + few(7), None)
            }
            VenueState::Returned => (3 + few(7), None),
            VenueState::Refused => (4 + few(10), None),
            VenueState::Withdrawn => (3 + few(10), None),
            VenueState::Accepted => (4 + few(5), None),
            VenueState::Issued(future) => {
                let issued = self.choose_issue_day(future);
                (issued + 3 + few(3), Some(issued))
            }
        };
        EntryTime { day: self.days.any_owner_day(nth, self.chance), nth, issued }
    }

    /// Adds all steps of a venue.
    pub fn add_venue(&mut self, venue: ScheduledVenue) {
        let ScheduledVenue { serial, entry: EntryTime { nth, issued, .. }, .. } = venue;
        self.add_session(venue);
        match venue.state {
            VenueState::Draft(_) | VenueState::Ready => {}
            VenueState::InReview(pledge, labour) => {
                self.add_review(serial, TrackKind::Pledge, pledge, nth);
                self.add_review(serial, TrackKind::Labour, labour, nth);
            }
            VenueState::Returned => self.add_decision(serial, TrackKind::Pledge, build_return(), nth),
            VenueState::Refused => self.add_decision(serial, TrackKind::Labour, build_refusal(), nth),
            VenueState::Withdrawn => {
                let at = owner_time(self.days.nth(nth - 1), self.chance.number_below(700));
                self.steps.push((at, Step::Own(serial, OwnerStep::Withdraw)));
            }
            VenueState::Accepted => self.add_acceptance(serial, nth),
            VenueState::Issued(future) => {
                self.add_acceptance(serial, nth);
                let issued = issued.unwrap_or(LAST_ISSUE);
                self.issues.entry(issued).or_default().push(serial);
                self.add_later_decisions(serial, future, issued);
            }
        }
    }

    /// The owner registers a venue and goes as far as its state says.
    fn add_session(&mut self, venue: ScheduledVenue) {
        let start = owner_time(venue.entry.day, 10 + self.chance.number_below(710)) + self.any_seconds();
        let first = self.owners.entry(venue.owner).or_insert(start);
        *first = start.min(*first);
        let mut minute = 0;
        let mut add = |step| {
            self.steps.push((start + Duration::minutes(minute), Step::Own(venue.serial, step)));
            minute += 3;
        };
        let sections = venue.state.sections();
        add(OwnerStep::Register);
        Section::ALL[1..sections].iter().for_each(|section| add(OwnerStep::Fill(*section)));
        if sections == Section::ALL.len() {
            (0..venue.workers).for_each(|nth| add(OwnerStep::Declare(nth)));
            if venue.workers == 0 {
                add(OwnerStep::DeclareNobody);
            }
        }
        match venue.state {
            VenueState::Draft(_) => {}
            VenueState::Ready => add(OwnerStep::Sign),
            _ => [OwnerStep::Sign, OwnerStep::Submit].into_iter().for_each(add),
        }
    }

    fn add_review(&mut self, serial: usize, track: TrackKind, progress: TrackProgress, nth: usize) {
        match progress {
            TrackProgress::Waiting => {}
            TrackProgress::Claimed => self.add_claim(serial, track, nth),
            TrackProgress::Accepted => self.add_decision(serial, track, TrackCommand::Accept, nth),
        }
    }

    fn add_acceptance(&mut self, serial: usize, nth: usize) {
        TrackKind::ALL.iter().for_each(|track| self.add_decision(serial, *track, TrackCommand::Accept, nth));
    }

    /// An officer claims a track on the working day after the submission.
    fn add_claim(&mut self, serial: usize, track: TrackKind, nth: usize) {
        let at = self.any_office_time(nth - 1);
        self.steps.push((at, Step::Review(serial, track, TrackCommand::Claim)));
    }

    /// An officer claims a track, and decides it on the next working day.
    fn add_decision(&mut self, serial: usize, track: TrackKind, command: TrackCommand, nth: usize) {
        self.add_claim(serial, track, nth);
        let at = self.any_office_time(nth - 2);
        self.steps.push((at, Step::Review(serial, track, command)));
    }

    /// The day of issue, in working days before today.
    fn choose_issue_day(&self, future: CertificateFuture) -> usize {
        // A certificate is valid for twelve months, less a day.
        let year_ago = add_months(self.days.today(), -12);
        match future {
            CertificateFuture::ExpiringSoon => self.pick_issue_day(year_ago + Duration::days(4), 23),
            CertificateFuture::Expired => self.pick_issue_day(year_ago - Duration::days(30), 29),
            CertificateFuture::Superseded => LAST_ISSUE + ISSUE_INTERVAL * (6 + self.chance.number_below(10)),
            CertificateFuture::Valid => LAST_ISSUE + ISSUE_INTERVAL * (1 + self.chance.number_below(16)),
            _ => LAST_ISSUE + ISSUE_INTERVAL * (2 + self.chance.number_below(12)),
        }
    }

    /// A day of issue from `first` up to `length` days later.
    fn pick_issue_day(&self, first: Date, length: i64) -> usize {
        let last = first + Duration::days(length);
        let issue_days = (LAST_ISSUE..self.days.count()).step_by(ISSUE_INTERVAL);
        let within: Vec<_> = issue_days.filter(|nth| (first..=last).contains(&self.days.nth(*nth))).collect();
        if within.is_empty() { self.days.count() / 2 } else { *self.chance.pick(&within) }
    }

    /// What happens to a certificate halfway between its issue and today.
    fn add_later_decisions(&mut self, serial: usize, future: CertificateFuture, issued: usize) {
        let nth = issued / 2;
        let propose = |who, kind| Step::Propose(serial, who, kind);
        let (suspend, revoke) = (DecisionKind::Suspend, DecisionKind::Revoke);
        let steps = match future {
            CertificateFuture::Suspended => {
                vec![propose(Proposer::CommuneOfficer, suspend), Step::Decide(serial)]
            }
            CertificateFuture::LiftProposed => vec![
                propose(Proposer::CommuneOfficer, suspend),
                Step::Decide(serial),
                propose(Proposer::SecondApprover, DecisionKind::Lift),
            ],
            CertificateFuture::Revoked => {
                vec![propose(Proposer::SecondApprover, revoke), Step::Decide(serial)]
            }
            CertificateFuture::RevocationProposed => vec![propose(Proposer::LabourOfficer, revoke)],
            CertificateFuture::Superseded => return self.add_correction(serial, issued),
            CertificateFuture::Valid | CertificateFuture::ExpiringSoon | CertificateFuture::Expired => vec![],
        };
        for (later, step) in steps.into_iter().enumerate() {
            let at = self.any_office_time(nth - later);
            self.steps.push((at, step));
        }
    }

    /// Some weeks after the issue the owner corrects the address, and a new certificate is issued.
    fn add_correction(&mut self, serial: usize, issued: usize) {
        let (nth, next) = (issued - 2 * ISSUE_INTERVAL + 4, issued - 2 * ISSUE_INTERVAL);
        let day = self.days.any_owner_day(nth, self.chance);
        let start = owner_time(day, self.chance.number_below(700)) + self.any_seconds();
        let session = [OwnerStep::ChangeAddress, OwnerStep::Sign, OwnerStep::Submit];
        for (minute, step) in (0..).step_by(6).zip(session) {
            self.steps.push((start + Duration::minutes(minute), Step::Own(serial, step)));
        }
        self.add_acceptance(serial, nth);
        self.issues.entry(next).or_default().push(serial);
    }

    fn any_office_time(&self, nth: usize) -> OffsetDateTime {
        self.days.any_office_time(nth, self.chance) + self.any_seconds()
    }

    /// Up to a minute, so that events do not all happen on the minute.
    fn any_seconds(&self) -> Duration {
        Duration::seconds(i64::try_from(self.chance.number_below(60)).unwrap_or(0))
    }
}

fn build_return() -> TrackCommand {
    TrackCommand::Return(
        vec![ReturnReason::SecurityMissing],
        "Đề nghị bổ sung số giấy chứng nhận an ninh, trật tự còn hiệu lực.".into(),
    )
}

fn build_refusal() -> TrackCommand {
    TrackCommand::Refuse(vec![ReturnReason::Other], "Cơ sở đã chấm dứt hoạt động tại địa chỉ kê khai.".into())
}
