//! What the newspaper and the stations of the province reported in the months of the year.

use anyhow::{Context, Result};
use camket_app::media::{self, MediaLine};
use camket_domain::media::{MediaKind, MediaMonth, OutletDetails};

use super::permit_for;
use super::scenario::Scenario;

const OUTLETS: [(&str, MediaKind); 3] = [
    ("Báo Khánh Hòa", MediaKind::Newspaper),
    ("Đài phát thanh tỉnh", MediaKind::Radio),
    ("Đài truyền hình tỉnh", MediaKind::Television),
];

impl Scenario {
    pub(super) async fn write_media(&self) -> Result<()> {
        let permit = permit_for(&self.offices.coordinator)?;
        let mut outlets = Vec::new();
        for (name, kind) in OUTLETS {
            let details = OutletDetails { name: name.to_owned(), kind, active: true };
            outlets.push(media::add_outlet(self.app(), &permit, self.key(), details).await?);
        }
        let today = self.app().today();
        for month in 1..=u8::from(today.month()) {
            let of = MediaMonth::new(today.year(), month).context("a month of this year")?;
            let line = |(nth, outlet): (usize, &_)| {
                // The third outlet was silent in two months.
                let pieces = if nth == 2 && month % 5 == 0 { 0 } else { 1 + u32::from(month) % 3 };
                let note =
                    if pieces > 0 && nth == 0 { format!("Số ra ngày 12/{month}") } else { String::new() };
                MediaLine { outlet: *outlet, version: 0, pieces, note }
            };
            let lines = outlets.iter().enumerate().map(line).collect();
            media::write_month(self.app(), &permit, of, lines).await?;
        }
        Ok(())
    }
}
