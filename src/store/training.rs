//! Training: the roster of officers, classes, who attended, and their sums.

pub mod attendance;
pub mod class;
pub mod officer;

use std::collections::HashMap;

use camket_domain::accounts::Scope;
use camket_domain::areas::AreaCode;
use camket_domain::training::TrainingSum;
use time::Date;

use crate::{Reader, StoreError};

/// The sums of a province and its communes from a day to a day, both included, by area; nothing for an area with neither an
/// officer nor a class.
pub async fn sum_by_area(
    reader: &impl Reader,
    province: AreaCode,
    from: Date,
    to: Date,
) -> Result<HashMap<AreaCode, TrainingSum>, StoreError> {
    let mut sums: HashMap<AreaCode, TrainingSum> = HashMap::new();
    let trained = attendance::list_last_days(reader, province, (from, to)).await?;
    for officer in officer::list(reader, &Scope::Area(province), to).await? {
        let sum = sums.entry(officer.area).or_default();
        sum.listed += 1;
        sum.trained += u32::from(trained.contains_key(&officer.id));
    }
    for (area, classes, attendances) in attendance::count_by_area(reader, province, (from, to)).await? {
        sums.entry(area).or_default().add(TrainingSum { classes, attendances, ..TrainingSum::default() });
    }
    Ok(sums)
}
