//! The demo's made-up registry: the 24 communes of old Ninh Thuận with 484 venues of all kinds in all states (the number
//! the province had in 2020), their owners, workers and papers, and the offices that deal with them.
//!
//! Everything is written in one transaction through the store; states come from the domain's own decisions. Names, places
//! and states are the same in every demo of a day; numbers are sealed under the folder's own secret.

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

/// How many venues there are.
const VENUES: usize = 484;
/// Every demo begins with the same choices.
const SEED: u64 = 2020_0178;

/// What the parts of the generator share.
#[derive(Debug)]
struct World<'a> {
    app: &'a App,
    tx: &'a Tx,
    chance: Chance,
    now: OffsetDateTime,
}

/// Fills an empty registry. `hash` is the one password of all its accounts.
///
/// # Errors
/// The database.
pub async fn fill(app: &App, hash: &PasswordHash) -> Result<()> {
    let tx = app.store().write().await?;
    let world = World { app, tx: &tx, chance: Chance::new(SEED), now: app.now() };
    let offices = Offices::open(&world, hash).await.context("agencies and staff")?;
    let owners = venues::owners(&world, hash).await.context("owners")?;
    // In the order of time, so that the certificates' numbers rise with their dates.
    let mut plan: Vec<_> = (0..VENUES).map(|serial| Planned::new(&world, serial)).collect();
    plan.sort_by_key(|planned| planned.at);
    let mut sequels: Vec<Sequel> = Vec::new();
    for planned in plan {
        for sequel in due(&mut sequels, planned.at) {
            fates::go_on(&world, &offices, sequel).await.context("a correction")?;
        }
        // The first venues are those of the owner whose log-in is printed: one for each thing to try.
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

/// The corrections whose time has come, in their order.
fn due(sequels: &mut Vec<Sequel>, now: OffsetDateTime) -> Vec<Sequel> {
    sequels.sort_by_key(|sequel| sequel.at);
    let count = sequels.iter().take_while(|sequel| sequel.at <= now).count();
    sequels.drain(..count).collect()
}
