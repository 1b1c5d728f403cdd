//! Another owner offers a venue to the printed owner and invites her to manage it, who finds both above the own list; she has
//! a manager herself.

use anyhow::{Context, Result};
use camket_app::{AppError, managers, transfers};
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
                offered => {
                    offered?;
                    managers::invite(self.app(), &permit, self.key(), venue, &to).await?;
                    break;
                }
            }
        }
        self.invite_manager().await
    }

    async fn invite_manager(&self) -> Result<()> {
        let venue = self.venues.first().context("the printed owner's venue")?.id()?;
        let owner = self.owners[0].actor.as_ref().context("an owner who signed up")?;
        let permit: Permit<rights::KeepVenues> = permit_for(owner)?;
        let other = parse_login(&self.owners.get(1).context("another owner")?.login)?;
        Ok(managers::invite(self.app(), &permit, self.key(), venue, &other).await.map(drop)?)
    }

    /// The venues of other owners that have a certificate, with the numbers of their owners.
    fn list_certified(&self) -> Vec<(usize, VenueId)> {
        let certified = self.venues.iter().filter(|venue| venue.owner != 0 && venue.certificate.is_some());
        certified.filter_map(|venue| Some((venue.owner, venue.id?))).collect()
    }
}
