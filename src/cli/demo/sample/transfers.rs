//! Another owner offers a venue to the printed owner, who finds it above the own list.

use anyhow::{Context, Result};
use camket_app::{AppError, transfers};
use camket_domain::ids::VenueId;
use camket_domain::permissions::{Permit, rights};

use super::offices::parse_login;
use super::permit_for;
use super::scenario::Scenario;

impl Scenario {
    pub(super) async fn offer_venue(&mut self) -> Result<()> {
        let to = parse_login(&self.owners.first().context("the printed owner")?.login)?;
        for (owner, venue) in self.list_certified() {
            let Some(actor) = self.owners[owner].actor.as_ref() else { continue };
            let permit: Permit<rights::KeepVenues> = permit_for(actor)?;
            match transfers::offer(self.app(), &permit, self.key(), venue, &to).await {
                // Of those whose renewal is in review none can be offered.
                Err(AppError::Refused(_)) => {}
                offered => return Ok(offered.map(drop)?),
            }
        }
        Ok(())
    }

    /// The venues of other owners that have a certificate, with the numbers of their owners.
    fn list_certified(&self) -> Vec<(usize, VenueId)> {
        let certified = self.venues.iter().filter(|venue| venue.owner != 0 && venue.certificate.is_some());
        certified.filter_map(|venue| Some((venue.owner, venue.id?))).collect()
    }
}
