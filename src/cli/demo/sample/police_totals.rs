//! The totals of the police for the first half of the year and what follows, of the province and of one commune.

use anyhow::Result;
use camket_app::police_totals;
use camket_domain::accounts::Actor;
use camket_domain::police_totals::{PoliceFigures, PoliceTotalDetails};
use time::{Date, Duration, Month};

use super::permit_for;
use super::scenario::Scenario;

impl Scenario {
    pub(super) async fn write_police_totals(&self) -> Result<()> {
        let coordinator = &self.offices.coordinator;
        let first = PoliceFigures {
            cases: Some(3),
            people: Some(8),
            hot_spots: Some(2),
            venues_before: Some(14),
            venues_after: Some(11),
        };
        let second = PoliceFigures {
            cases: Some(1),
            people: Some(3),
            hot_spots: Some(0),
            venues_before: Some(11),
            venues_after: Some(9),
        };
        self.write_total(coordinator, 0, first, ("Công an tỉnh", "125/BC-CAT")).await?;
        self.write_total(coordinator, 1, second, ("Công an tỉnh", "231/BC-CAT")).await?;
        let own = PoliceFigures { venues_before: Some(2), venues_after: Some(1), ..PoliceFigures::default() };
        let officer = &self.offices.commune_officers[0];
        self.write_total(officer, 0, own, ("Công an phường", "18/BC-CAP")).await
    }

    /// The first half of the reporting year, or what of the second is over.
    async fn write_total(
        &self,
        actor: &Actor,
        half: u8,
        figures: PoliceFigures,
        (source, number): (&str, &str),
    ) -> Result<()> {
        let today = self.app().today();
        let start = Date::from_calendar_date(today.year() - 1, Month::December, 15)?;
        let middle = Date::from_calendar_date(today.year(), Month::June, 14)?;
        let (from, to) = if half == 0 { (start, middle) } else { (middle + Duration::DAY, today) };
        // Early in a year its first half is not over.
        if to > today || to < from {
            return Ok(());
        }
        let details = PoliceTotalDetails {
            from,
            to,
            figures,
            source: source.to_owned(),
            number: number.to_owned(),
            note: String::new(),
        };
        police_totals::record_total(self.app(), &permit_for(actor)?, self.key(), details).await?;
        Ok(())
    }
}
