//! The demo's sample data: the 24 communes of the former province Ninh Thuận with 484 venues (the number it had in 2020)
//! of all kinds and states, their owners, workers and certificates, and the agencies.
//!
//! Everything is written in one transaction through the store; states come from the domain's decisions. Names, places and
//! states are the same in every demo of one day; numbers are sealed under the folder's own secret.

pub mod chance;
pub mod concerns;
mod fates;
pub mod names;
mod numbers;
mod offices;
mod venues;
pub mod visits;

use anyhow::{Context, Result};
use camket_app::App;
use camket_domain::accounts::PasswordHash;
use camket_store::Tx;
use time::OffsetDateTime;

pub use offices::{ACCOUNTS, OWNER_LOGIN};

use chance::Chance;
use fates::{Planned, Sequel};
use offices::Offices;

/// Number of venues.
const VENUES: usize = 484;
/// Seed of the choices, the same for every demo.
const SEED: u64 = 2020_0178;

/// State that the parts of the generator share.
#[derive(Debug)]
struct World<'a> {
    app: &'a App,
    tx: &'a Tx,
    chance: Chance,
    now: OffsetDateTime,
}

/// Fills an empty registry. `hash` is the password hash of all its accounts.
pub async fn fill(app: &App, hash: &PasswordHash) -> Result<()> {
    let tx = app.store().write().await?;
    let world = World { app, tx: &tx, chance: Chance::new(SEED), now: app.now() };
    let offices = Offices::open(&world, hash).await.context("agencies and staff")?;
    let owners = venues::owners(&world, hash).await.context("owners")?;
    // Sorted by time, so that the certificates' numbers rise with their dates.
    let mut plan: Vec<_> = (0..VENUES).map(|serial| Planned::new(&world, serial)).collect();
    plan.sort_by_key(|planned| planned.at);
    let mut sequels: Vec<Sequel> = Vec::new();
    for planned in plan {
        for sequel in due(&mut sequels, planned.at) {
            fates::go_on(&world, &offices, sequel).await.context("a correction")?;
        }
        // The first venues belong to the owner whose log-in is printed, one in each state worth trying.
        let others = 1 + planned.serial % (owners.len() - 1);
        let owner = owners.get(if planned.is_shown() { 0 } else { others }).context("an owner")?;
        let serial = planned.serial;
        let sequel = fates::write(&world, &offices, owner, planned).await;
        sequels.extend(sequel.with_context(|| format!("venue {serial}"))?);
    }
    for sequel in due(&mut sequels, world.now) {
        fates::go_on(&world, &offices, sequel).await.context("a correction")?;
    }
    Ok(tx.commit().await?)
}

/// Takes the corrections that are due at `now`, oldest first.
fn due(sequels: &mut Vec<Sequel>, now: OffsetDateTime) -> Vec<Sequel> {
    sequels.sort_by_key(|sequel| sequel.at);
    let count = sequels.iter().take_while(|sequel| sequel.at <= now).count();
    sequels.drain(..count).collect()
}
