//! The figures while they are counted.

use std::collections::HashMap;

use camket_domain::areas::AreaCode;
use camket_domain::indicators::IndicatorSource;

use crate::StoreError;
use crate::error::require_known;

/// Figures by area and source; nothing for 0, and for what the police did not say.
pub type CountedSources = HashMap<(AreaCode, IndicatorSource), i64>;

pub(super) fn add(counted: &mut CountedSources, area: AreaCode, source: IndicatorSource, figure: i64) {
    *counted.entry((area, source)).or_default() += figure;
}

/// The area of a row. Whoever is counted is in a province, so also in a commune.
pub(super) fn parse_area(code: Option<&str>) -> Result<AreaCode, StoreError> {
    require_known(code.and_then(AreaCode::new), "area of a counted row")
}
