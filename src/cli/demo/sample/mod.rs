//! The demo's sample data: the 24 communes of the former province Ninh Thuận with 484 venues (the number it had in 2020)
//! of all kinds and states, their owners, workers and certificates, the agencies, and the inspections of a team.
//!
//! The data are what people did: owners, officers, approvers and inspectors act through the use cases, under a clock that
//! is moved through the last fourteen months. Choices and order are the same in every demo of one day; ids, codes and
//! sealed numbers are not.

mod activities;
mod census;
mod claim_codes;
mod clock;
mod concerns;
mod counter;
mod healthy_communes;
mod inspections;
mod integrated_plans;
mod labour_requests;
mod letters;
mod media;
pub mod names;
mod numbers;
mod office_days;
mod officers;
mod offices;
mod owners;
mod phone;
mod police_totals;
pub mod random;
mod reports;
mod scenario;
mod schedule;
mod targets;
mod teams;
mod training;
mod transfers;
mod venue_states;
mod venues;

use anyhow::{Context, Result};
use camket_app::upkeep;
use camket_credential::MasterSecret;
use camket_domain::accounts::Actor;
use camket_domain::permissions::{Permit, Right};
use camket_store::Store;
use time::OffsetDateTime;

use offices::COUNTER_LOGIN;
pub use offices::{ACCOUNTS, OWNER_LOGIN};

use clock::ScenarioTime;
use office_days::{OFFICE_MINUTES, OfficeDays};
use offices::{SampleCommune, SampleOffices};
use random::SeededRandom;
use scenario::{SampleOwner, Scenario, VenueProgress};
use schedule::{OwnerStep, Schedule, ScheduledVenue, Step};
use teams::InspectionTeam;
use venue_states::{CertificateFuture, PRINTED_OWNER_STATES, VenueState};
use venues::{SampleVenue, VenueChoice};

/// Number of venues of the demo.
pub const VENUE_COUNT: usize = 484;
/// Number of owners. The first is the one whose log-in is printed; most have one venue, some two.
const OWNER_COUNT: usize = 361;
/// Seed of the choices, the same for every demo.
const SEED: u64 = 2020_0178;
/// The commune of the inspection team and of the printed owner's venues.
const TEAM_COMMUNE: &str = "22759";
/// Working days after the first one on which the census was written down.
const CENSUS_DAY: usize = 10;
/// The printed owner's venue whose certificate ends soon.
const PRINTED_EXPIRING: usize = 5;

/// Where and for whom the registry is filled.
#[derive(Debug)]
pub struct SampleOptions<'a> {
    pub master: &'a MasterSecret,
    pub public_url: String,
    /// The password of all accounts.
    pub password: String,
    /// When the registry is created: everything happens before this day.
    pub now: OffsetDateTime,
    /// Number of venues; at least 18, so that each state and each kind is among them.
    pub venue_count: usize,
}

/// Fills an empty registry, whose schema is up to date.
pub async fn fill_registry(store: Store, options: SampleOptions<'_>) -> Result<()> {
    let (days, chance) = (OfficeDays::before(options.now), SeededRandom::new(SEED));
    let communes = offices::list_communes(days.today(), &chance)?;
    let owners = choose_owners(&chance);
    let plan = Plan::choose(&days, &chance, (&communes, &owners), options.venue_count)?;
    let time =
        ScenarioTime::new(store, options.master, options.public_url, days.office_time(days.count(), 0));
    upkeep::seed_calendar(time.app()).await?;
    let offices = SampleOffices::create(&time, &days, &communes, &options.password)
        .await
        .context("agencies and staff")?;
    let mut scenario = Scenario {
        time,
        password: options.password,
        communes,
        offices,
        owners,
        venues: plan.venues,
        team: plan.team,
        census: Vec::new(),
        today: days.today(),
    };
    scenario.run(plan.steps).await?;
    upkeep::sweep(scenario.app()).await?;
    Ok(())
}

fn choose_owners(chance: &SeededRandom) -> Vec<SampleOwner> {
    let owner = |serial| match serial {
        0 => SampleOwner { name: ACCOUNTS[0].2.to_owned(), login: OWNER_LOGIN.to_owned(), actor: None },
        serial => SampleOwner {
            name: names::person_name(chance, names::choose_sex(chance)),
            login: format!("chucoso{serial:03}@camket.example"),
            actor: None,
        },
    };
    (0..OWNER_COUNT).map(owner).collect()
}

/// All choices, made before anybody acts.
struct Plan {
    venues: Vec<VenueProgress>,
    team: InspectionTeam,
    steps: Vec<(OffsetDateTime, Step)>,
}

impl Plan {
    fn choose(
        days: &OfficeDays,
        chance: &SeededRandom,
        (communes, owners): (&[SampleCommune], &[SampleOwner]),
        venue_count: usize,
    ) -> Result<Self> {
        let mut schedule = Schedule::new(days, chance);
        let (mut venues, mut valid, mut old) = (Vec::new(), Vec::new(), Vec::new());
        for serial in 0..venue_count {
            let state = VenueState::choose(serial, chance);
            let entry = schedule.choose_entry(state);
            let commune = choose_commune(serial, chance, communes)?;
            let owner = choose_owner(serial);
            let choice = VenueChoice { chance, serial, owner: &owners[owner].name, commune, day: entry.day };
            let venue = SampleVenue::choose(choice).with_context(|| format!("venue {serial}"))?;
            schedule.add_venue(ScheduledVenue { serial, owner, state, entry, workers: venue.workers.len() });
            let near = commune.1.code.as_str() == TEAM_COMMUNE && !is_printed_owners(serial);
            match state {
                VenueState::Issued(CertificateFuture::Valid)
                    if near && entry.is_issued_before(inspections::PLANNED_WITHIN) =>
                {
                    valid.push(serial);
                }
                VenueState::Issued(CertificateFuture::Superseded) => old.push((!near, serial)),
                _ => {}
            }
            venues.push(VenueProgress::new(owner, venue));
        }
        (0..concerns::CONCERN_COUNT)
            .for_each(|nth| schedule.add_public_step(60 + 150 * nth, Step::Report(nth)));
        // The printed owner's first venue, after its certificate: the paper says four workers.
        schedule.add_public_step(700, Step::Own(0, OwnerStep::Promote(0)));
        schedule.add_public_step(705, Step::Own(0, OwnerStep::Leave(1)));
        schedule.add_office_step(days.count().saturating_sub(CENSUS_DAY), 30, Step::ListCensus);
        schedule.add_office_step(1, OFFICE_MINUTES - 10, Step::RecogniseCommunes);
        schedule.add_office_step(1, OFFICE_MINUTES - 11, Step::WritePoliceTotals);
        schedule.add_office_step(1, OFFICE_MINUTES - 9, Step::SignIntegratedPlans);
        schedule.add_office_step(1, OFFICE_MINUTES - 8, Step::TrainOfficers);
        schedule.add_office_step(1, OFFICE_MINUTES - 7, Step::WriteMedia);
        schedule.add_office_step(1, OFFICE_MINUTES - 6, Step::RecordActivities);
        schedule.add_office_step(1, OFFICE_MINUTES - 5, Step::SettleCensus);
        schedule.add_office_step(1, OFFICE_MINUTES - 5, Step::AskAboutLabour);
        schedule.add_office_step(1, OFFICE_MINUTES - 5, Step::OfferVenue);
        schedule.add_office_step(1, OFFICE_MINUTES - 4, Step::HandCodeOver);
        schedule.add_office_step(1, OFFICE_MINUTES - 3, Step::WriteLetters);
        schedule.add_office_step(1, OFFICE_MINUTES - 2, Step::EnterAtCounter);
        schedule.add_office_step(days.count().saturating_sub(CENSUS_DAY), 35, Step::BeginYear);
        schedule.add_office_step(1, OFFICE_MINUTES - 1, Step::ReportTargets);
        schedule.add_office_step(1, OFFICE_MINUTES - 1, Step::SendReports);
        old.sort_unstable();
        let team = inspections::choose_team(&venues, &valid, old.first().map(|(_, serial)| *serial));
        // A small registry may have no venue that the team could visit.
        if team.is_some() {
            inspections::add_steps(&mut schedule);
        }
        Ok(Self { venues, team: team.unwrap_or_default(), steps: schedule.into_steps() })
    }
}

fn is_printed_owners(serial: usize) -> bool {
    serial < PRINTED_OWNER_STATES.len()
}

/// The first venues belong to the owner whose log-in is printed, one in each state worth trying.
fn choose_owner(serial: usize) -> usize {
    if is_printed_owners(serial) { 0 } else { 1 + serial % (OWNER_COUNT - 1) }
}

/// Half of the venues are in the five wards, as most hotels are.
fn choose_commune<'a>(
    serial: usize,
    chance: &SeededRandom,
    communes: &'a [SampleCommune],
) -> Result<(usize, &'a SampleCommune)> {
    let of = |wanted: &dyn Fn(&SampleCommune) -> bool| -> Vec<_> {
        communes.iter().enumerate().filter(|(_, commune)| wanted(commune)).collect()
    };
    let among = if is_printed_owners(serial) {
        of(&|commune| commune.code.as_str() == TEAM_COMMUNE)
    } else if chance.hits_percent(50) {
        of(&|commune| commune.kind == camket_domain::areas::AreaKind::Ward)
    } else {
        of(&|_| true)
    };
    anyhow::ensure!(!among.is_empty(), "no commune for venue {serial}");
    Ok(*chance.pick(&among))
}

fn permit_for<R: Right>(actor: &Actor) -> Result<Permit<R>> {
    Permit::for_actor(actor).with_context(|| format!("{} may not", actor.name))
}

#[cfg(test)]
mod tests;
