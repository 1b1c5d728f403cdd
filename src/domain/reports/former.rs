//! Figures of present communes by the districts of before 1 July 2025. A commune that was formed from one district counts
//! there. Of one that was formed from several nobody can tell which part is whose, so it stands by itself.

use super::snapshot::{SnapshotRow, sum_columns};
use crate::areas::{self, AreaCode, FormerDistrict};
use crate::text::sort_key;

/// Rows of a table by former district.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FormerTable {
    /// In Vietnamese alphabetical order.
    pub districts: Vec<DistrictRow>,
    /// Communes that were formed from several districts, and what the province did itself.
    pub apart: Vec<SnapshotRow>,
}

/// The sum of the communes that lie wholly in a former district.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DistrictRow {
    pub district: FormerDistrict,
    pub communes: Vec<AreaCode>,
    /// How many of them reported.
    pub reported: usize,
    /// One for each column; `None` where no commune said anything.
    pub figures: Vec<Option<i64>>,
    /// Whether a part of the district is in communes that stand apart: the sum is not that of all of it.
    pub is_partial: bool,
}

impl FormerTable {
    /// `columns`: how many figures a row has.
    pub fn build(rows: &[SnapshotRow], columns: usize) -> Self {
        let codes: Vec<AreaCode> = rows.iter().map(|row| row.area).collect();
        let districts = areas::all().list_former_districts(&codes);
        let mut of_district: Vec<(FormerDistrict, Vec<&SnapshotRow>)> = Vec::new();
        let mut table = Self::default();
        let mut shared: Vec<FormerDistrict> = Vec::new();
        for row in rows {
            match districts.get(&row.area).map(Vec::as_slice) {
                Some([one]) => match of_district.iter_mut().find(|(district, _)| district == one) {
                    Some((_, members)) => members.push(row),
                    None => of_district.push((one.clone(), vec![row])),
                },
                several => {
                    shared.extend(several.unwrap_or_default().iter().cloned());
                    table.apart.push(row.clone());
                }
            }
        }
        table.districts = of_district
            .into_iter()
            .map(|(district, members)| DistrictRow {
                communes: members.iter().map(|row| row.area).collect(),
                reported: members.iter().filter(|row| row.reported).count(),
                figures: sum_columns(columns, members.iter().map(|row| &row.figures)),
                is_partial: shared.contains(&district),
                district,
            })
            .collect();
        table.districts.sort_by_cached_key(|row| sort_key(&row.district.name));
        table
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    fn row(area: AreaCode, figure: i64) -> SnapshotRow {
        SnapshotRow {
            area,
            reported: figure % 2 == 0,
            figures: vec![Some(figure), None],
            year_before: vec![None, None],
            difficulties: String::new(),
            proposals: String::new(),
        }
    }

    #[test]
    fn communes_of_one_district_are_added_up_and_nothing_is_lost() {
        let province = AreaCode::new("56").unwrap();
        let communes = areas::all().list_communes(province, date!(2026 - 11 - 30));
        let mut rows: Vec<SnapshotRow> = (1..).zip(&communes).map(|(at, area)| row(area.code, at)).collect();
        rows.push(row(province, 1_000));
        let table = FormerTable::build(&rows, 2);
        // Phường Phan Rang covers five former wards of one city.
        let phan_rang = AreaCode::new("22759").unwrap();
        let city = table.districts.iter().find(|row| row.communes.contains(&phan_rang)).unwrap();
        assert!(city.district.name.contains("Phan Rang"), "{city:?}");
        assert!(table.apart.iter().any(|row| row.area == province));
        let whole: i64 = rows.iter().filter_map(|row| row.figures[0]).sum();
        let districts: i64 = table.districts.iter().filter_map(|row| row.figures[0]).sum();
        let apart: i64 = table.apart.iter().filter_map(|row| row.figures[0]).sum();
        assert_eq!(districts + apart, whole);
        assert!(table.districts.iter().all(|row| row.figures[1].is_none()), "nobody said");
        let counted: usize = table.districts.iter().map(|row| row.communes.len()).sum();
        assert_eq!(counted + table.apart.len(), rows.len());
        // Where a commune was formed from two districts, both sums lack a part.
        let mixed: Vec<AreaCode> =
            table.apart.iter().map(|row| row.area).filter(|area| *area != province).collect();
        let shared = areas::all().list_former_districts(&mixed);
        for district in table.districts.iter().filter(|row| row.is_partial) {
            assert!(shared.values().any(|of| of.contains(&district.district)), "{district:?}");
        }
    }
}
