//! A letter of the demo to a missing venue, so that the officers' pages are not empty. The others wait for one.

use anyhow::{Context, Result};
use camket_app::census;
use camket_app::letters::{self, LetterOrder, LetterTarget};
use camket_domain::census::{EntryFilter, EntryStateFilter};
use camket_domain::letters::{LetterTerms, USUAL_CAPACITY};
use time::Duration;

use super::scenario::Scenario;
use super::{TEAM_COMMUNE, permit_for};

impl Scenario {
    /// The officer of the printed commune writes to the first missing venue; a small demo may have none.
    pub(super) async fn write_letters(&mut self) -> Result<()> {
        let here = self.communes.iter().position(|commune| commune.code.as_str() == TEAM_COMMUNE);
        let here = here.context("the printed commune")?;
        let permit = permit_for(&self.offices.commune_officers[here])?;
        let filter = EntryFilter { state: Some(EntryStateFilter::Missing), ..EntryFilter::default() };
        let reader = permit_for(&self.offices.commune_officers[here])?;
        let found = census::list_entries(self.app(), &reader, &filter, None).await?;
        let Some(entry) = found.entries.first() else { return Ok(()) };
        let terms = LetterTerms {
            number: "45/UBND-VHXH".to_owned(),
            deadline: self.app().today() + Duration::days(14),
            contact: format!("{}, điện thoại 0259 3822 111", permit.actor().name),
            capacity: USUAL_CAPACITY.map(str::to_owned).to_vec(),
            signer: String::new(),
        };
        let target = LetterTarget::Entry(entry.id);
        let order = LetterOrder { target, terms, again: false, by_sms: false };
        letters::write_letters(self.app(), &permit, self.key(), order).await?;
        Ok(())
    }
}
