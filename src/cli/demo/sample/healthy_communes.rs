//! Which communes were recognised as healthy last year and this year: most are kept, one was lost, two are new, some wait.

use anyhow::Result;
use camket_app::healthy_communes;
use camket_domain::healthy_communes::{HealthyDetails, ProstitutionStatus};
use time::{Date, Month};

use super::permit_for;
use super::scenario::Scenario;

/// Communes that were healthy last year.
const BEFORE: usize = 15;
/// Of these, communes that are healthy this year; the next one is not, and the others wait.
const KEPT: usize = 11;
/// Communes that are new on the list.
const ADDED: std::ops::Range<usize> = 16..18;

impl Scenario {
    pub(super) async fn recognise_communes(&self) -> Result<()> {
        let year = self.today.year();
        for nth in 0..BEFORE {
            self.recognise(nth, year - 1, healthy(year - 1)?).await?;
        }
        for nth in (0..KEPT).chain(ADDED) {
            self.recognise(nth, year, healthy(year)?).await?;
        }
        let reduced = HealthyDetails { prostitution: ProstitutionStatus::Reduced, ..healthy(year)? };
        self.recognise(KEPT, year, reduced).await
    }

    async fn recognise(&self, nth: usize, year: i32, details: HealthyDetails) -> Result<()> {
        let area = self.communes[nth].code;
        let permit = permit_for(&self.offices.coordinator)?;
        Ok(healthy_communes::write_status(self.app(), &permit, (area, year), 0, details).await?)
    }
}

fn healthy(year: i32) -> Result<HealthyDetails> {
    Ok(HealthyDetails {
        prostitution: ProstitutionStatus::Without,
        without_drugs: true,
        number: "12/QĐ-UBND".to_owned(),
        decided_on: Some(Date::from_calendar_date(year, Month::January, 5)?),
    })
}
