//! The demo's sample data: the 24 communes of the former province Ninh Thuận with 484 venues (the number it had in 2020)
//! of all kinds and states, their owners, workers and certificates, and the agencies.
//!
//! Everything is written in one transaction through the store; states come from the domain's decisions. Names, places and
//! states are the same in every demo of one day; numbers are sealed under the folder's own secret.

pub mod concerns;
pub mod inspections;
pub mod names;
mod numbers;
mod offices;
pub mod random;
mod venue_states;
mod venues;

use anyhow::{Context, Result};
use camket_app::App;
use camket_domain::accounts::PasswordHash;
use camket_store::Tx;
use time::OffsetDateTime;

pub use offices::{ACCOUNTS, OWNER_LOGIN};

use offices::SampleOffices;
use random::SeededRandom;
use venue_states::{SampleCorrection, SampleVenue};

/// Number of venues.
const VENUE_COUNT: usize = 484;
/// Seed of the choices, the same for every demo.
const SEED: u64 = 2020_0178;

/// State that the parts of the generator share.
#[derive(Debug)]
struct SampleContext<'a> {
    app: &'a App,
    tx: &'a Tx,
    chance: SeededRandom,
    now: OffsetDateTime,
}

/// Fills an empty registry. `hash` is the password hash of all its accounts.
pub async fn fill_registry(app: &App, hash: &PasswordHash) -> Result<()> {
    let tx = app.store().begin_write().await?;
    let world = SampleContext { app, tx: &tx, chance: SeededRandom::new(SEED), now: app.now() };
    let offices = SampleOffices::insert(&world, hash).await.context("agencies and staff")?;
    let owners = venues::insert_owners(&world, hash).await.context("owners")?;
    // Sorted by time, so that the certificates' numbers rise with their dates.
    let mut plan: Vec<_> = (0..VENUE_COUNT).map(|serial| SampleVenue::new(&world, serial)).collect();
    plan.sort_by_key(|planned| planned.at);
    let mut sequels: Vec<SampleCorrection> = Vec::new();
    for planned in plan {
        for sequel in take_due(&mut sequels, planned.at) {
            venue_states::write_correction(&world, &offices, sequel).await.context("a correction")?;
        }
        // The first venues belong to the owner whose log-in is printed, one in each state worth trying.
        let others = 1 + planned.serial % (owners.len() - 1);
        let owner = owners.get(if planned.is_shown() { 0 } else { others }).context("an owner")?;
        let serial = planned.serial;
        let sequel = venue_states::write_venue(&world, &offices, owner, planned).await;
        sequels.extend(sequel.with_context(|| format!("venue {serial}"))?);
    }
    for sequel in take_due(&mut sequels, world.now) {
        venue_states::write_correction(&world, &offices, sequel).await.context("a correction")?;
    }
    Ok(tx.commit().await?)
}

/// Takes the corrections that are due at `now`, oldest first.
fn take_due(sequels: &mut Vec<SampleCorrection>, now: OffsetDateTime) -> Vec<SampleCorrection> {
    sequels.sort_by_key(|sequel| sequel.at);
    let count = sequels.iter().take_while(|sequel| sequel.at <= now).count();
    sequels.drain(..count).collect()
}
