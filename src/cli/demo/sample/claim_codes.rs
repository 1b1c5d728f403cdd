//! An open claim code of the demo, so that the officers' list is not empty.

use anyhow::{Context, Result};
use camket_app::claim_codes;
use camket_domain::claim_codes::ClaimTarget;
use camket_domain::identifiers::Phone;

use super::scenario::Scenario;
use super::{TEAM_COMMUNE, permit_for};

impl Scenario {
    /// The officer of the printed commune makes a code for an owner without e-mail.
    pub(super) async fn hand_code_over(&mut self) -> Result<()> {
        let here = self.communes.iter().position(|commune| commune.code.as_str() == TEAM_COMMUNE);
        let permit = permit_for(&self.offices.commune_officers[here.context("the printed commune")?])?;
        let phone = Phone::parse("0900 000 555")?;
        let target = ClaimTarget::Person { name: "Lương Thị Xuân".to_owned(), phone };
        claim_codes::make(self.app(), &permit, self.key(), target).await?;
        Ok(())
    }
}
