use std::collections::{HashMap, HashSet};

use time::Date;
use time::macros::date;

use super::*;

const TODAY: Date = date!(2026 - 11 - 23);

fn code(text: &str) -> AreaCode {
    AreaCode::new(text).expect("a code")
}

fn names(areas: &[&Area]) -> Vec<String> {
    areas.iter().map(|area| area.name.clone()).collect()
}

fn found(query: &str, limit: usize) -> Vec<String> {
    let hits = all().search(query, TODAY, limit);
    hits.iter().filter_map(|area| all().full_name(area.code, TODAY)).collect()
}

fn communes_by_kind(on: Date) -> HashMap<&'static str, usize> {
    let mut counts = HashMap::new();
    for area in all().iter().filter(|area| area.level == AreaLevel::Commune && area.is_valid_on(on)) {
        *counts.entry(area.kind.label_vi()).or_insert(0) += 1;
    }
    counts
}

#[test]
fn counts_of_today_and_before() {
    assert_eq!(all().list_provinces(TODAY).len(), 34);
    let cities = |on| all().list_provinces(on).iter().filter(|p| p.kind == AreaKind::City).count();
    assert_eq!((cities(date!(2025 - 07 - 01)), cities(TODAY)), (6, 7));
    for (on, communes, wards, zones, townships) in [
        (date!(2020 - 06 - 30), 47, 15, 0, 3),
        (date!(2024 - 10 - 31), 47, 15, 0, 3),
        (date!(2024 - 11 - 01), 47, 12, 0, 3),
        (date!(2025 - 06 - 30), 47, 12, 0, 3),
        (date!(2025 - 07 - 01), 2_621, 687, 13, 0),
        (TODAY, 2_611, 697, 13, 0),
    ] {
        let counts = communes_by_kind(on);
        let of = |kind: AreaKind| counts.get(kind.label_vi()).copied().unwrap_or(0);
        let kinds = [AreaKind::Commune, AreaKind::Ward, AreaKind::SpecialZone, AreaKind::Township];
        assert_eq!(kinds.map(of), [communes, wards, zones, townships], "{on}");
    }
}

#[test]
fn old_ninh_thuan() {
    let province = code("58");
    for (on, communes) in
        [(date!(2020 - 06 - 30), 65), (date!(2024 - 11 - 01), 62), (date!(2025 - 06 - 30), 62)]
    {
        assert_eq!(all().list_provinces(on).len(), 1);
        assert_eq!(all().list_districts(province, on).len(), 7, "{on}");
        assert_eq!(all().list_communes(province, on).len(), communes, "{on}");
    }
    assert!(all().list_districts(code("56"), TODAY).is_empty());
    let district = all().list_communes(code("584"), date!(2020 - 06 - 30));
    assert!(district.iter().all(|area| area.parent == Some(code("584"))) && !district.is_empty());
    let dong_hai = all().full_name(code("22768"), date!(2020 - 06 - 30));
    assert_eq!(dong_hai.as_deref(), Some("Phường Đông Hải, thành phố Phan Rang-Tháp Chàm, tỉnh Ninh Thuận"));
}

#[test]
fn twenty_four_communes_cover_old_ninh_thuan() {
    let before = date!(2025 - 06 - 30);
    let mut new: Vec<AreaCode> = Vec::new();
    for old in all().list_communes(code("58"), before) {
        new.extend(all().successors_on(old, TODAY).iter().map(|area| area.code));
    }
    new.sort_unstable();
    new.dedup();
    assert_eq!(new.len(), 24);
    let khanh_hoa = all().list_communes(code("56"), TODAY);
    assert_eq!(khanh_hoa.len(), 65);
    assert!(new.iter().all(|new| khanh_hoa.iter().any(|area| area.code == *new)));
}

#[test]
fn codes_are_used_again() {
    for (text, day_before, old, new) in [
        ("22834", date!(2025 - 06 - 30), "Thị trấn Khánh Hải", "Phường Ninh Chử"),
        ("22750", date!(2024 - 10 - 31), "Phường Thanh Sơn", "Phường Phủ Hà"),
        ("22861", date!(2025 - 06 - 30), "Xã Hộ Hải", "Xã Xuân Hải"),
    ] {
        let name = |on| all().find(code(text), on).map(|area| area.name.clone());
        assert_eq!(name(day_before).as_deref(), Some(old));
        assert_eq!(name(day_before.next_day().expect("in range")).as_deref(), Some(new));
    }
    assert_eq!(all().find_all(code("22750")).count(), 2);
    assert_eq!(all().find(code("22750"), TODAY).map(|area| area.name.clone()), None);
    assert_eq!(all().find(code("58"), TODAY).map(|area| area.name.clone()), None);
    assert!(all().find(code("99"), TODAY).is_none());
}

#[test]
fn no_row_twice_and_no_periods_overlap() {
    let mut seen = HashSet::new();
    assert!(all().iter().all(|area| seen.insert((area.level, area.code, area.valid_from))));
    for area in all().iter() {
        assert_eq!(area.code.level(), area.level, "{area:?}");
        let first = area.valid_from.unwrap_or(Date::MIN);
        assert!(area.valid_to.is_none_or(|last| first <= last), "{area:?}");
        let there = |other: &&Area| {
            other.is_valid_on(first) || area.valid_to.is_some_and(|last| other.is_valid_on(last))
        };
        assert_eq!(all().find_all(area.code).filter(there).count(), 1, "{area:?}");
    }
}

#[test]
fn every_unit_has_its_parent_and_every_end_its_successors() {
    for area in all().iter() {
        let day = area.valid_to.unwrap_or(TODAY);
        assert_eq!(area.parent.is_none(), area.level == AreaLevel::Province, "{area:?}");
        assert_eq!(all().parent_of(area, day).is_some(), area.parent.is_some(), "{area:?}");
        assert_eq!(area.valid_to.is_some(), !area.successors.is_empty(), "{area:?}");
        let Some(next_day) = area.valid_to.and_then(Date::next_day) else { continue };
        assert!(area.successors.iter().all(|next| all().find(*next, next_day).is_some()), "{area:?}");
        assert!(!all().successors_on(area, TODAY).is_empty(), "{area:?}");
    }
}

#[test]
fn alphabetical_order() {
    let names = names(&all().list_provinces(TODAY));
    assert_eq!(&names[..4], ["Tỉnh An Giang", "Tỉnh Bắc Ninh", "Tỉnh Cà Mau", "Tỉnh Cao Bằng"]);
    assert_eq!(names.last().map(String::as_str), Some("Tỉnh Vĩnh Long"));
    let communes = all().list_communes(code("56"), TODAY);
    let keys: Vec<String> = communes.iter().map(|area| crate::text::sort_key(area.bare_name())).collect();
    assert!(keys.is_sorted());
}

#[test]
fn names_in_full() {
    let full = |text| all().full_name(code(text), TODAY);
    assert_eq!(full("22759").as_deref(), Some("Phường Phan Rang, tỉnh Khánh Hòa"));
    let within = all().full_name_in_sentence(code("22759"), TODAY);
    assert_eq!(within.as_deref(), Some("phường Phan Rang, tỉnh Khánh Hòa"));
    assert_eq!(full("56").as_deref(), Some("Tỉnh Khánh Hòa"));
    assert_eq!(full("00004").as_deref(), Some("Phường Ba Đình, thành phố Hà Nội"));
    assert_eq!(full("22750"), None);
    let province = all().province_of(code("22759"), TODAY);
    assert_eq!(province.map(Area::bare_name), Some("Khánh Hòa"));
}

#[test]
fn codes_within_a_unit() {
    let ninh_thuan = list_codes_within(&code("58"));
    assert!(ninh_thuan.contains(&code("58")) && ninh_thuan.contains(&code("22750")));
    assert_eq!(ninh_thuan.iter().filter(|c| c.level() == AreaLevel::Commune).count(), 65);
    assert_eq!(list_codes_within(&code("56")).len(), 66);
    assert_eq!(list_codes_within(&code("22759")), [code("22759")]);
}

#[test]
fn search_folds_and_narrows() {
    for query in [
        "phan rang",
        "Phan Rang",
        "phường Phan Rang",
        "P. Phan Rang",
        "phan  rang khanh hoa",
        "phan rang, tỉnh Khánh Hoà",
        "p phan rang t khanh",
        "PHAN RA",
    ] {
        let first = found(query, 5).into_iter().next();
        assert_eq!(first.as_deref(), Some("Phường Phan Rang, tỉnh Khánh Hòa"), "{query}");
    }
    assert_eq!(found("Ninh Chu", 1), ["Phường Ninh Chử, tỉnh Khánh Hòa"]);
    assert_eq!(found("Hoà Thắng", 9), found("Hòa Thắng", 9));
    assert_eq!(found("hoà", 50), found("HÒA", 50));
    assert_eq!(found("dong hai khanh hoa", 3), ["Phường Đông Hải, tỉnh Khánh Hòa"]);
    assert_eq!(found("dac khu truong sa", 3), ["Đặc khu Trường Sa, tỉnh Khánh Hòa"]);
    assert_eq!(found("ea hleo", 1), found("Ea H'Leo", 1));
}

#[test]
fn search_ranks() {
    // Order: whole name with accents, without accents, beginning, later word, within.
    let hits = found("Hải", 4_000);
    let place = |wanted: fn(&str) -> bool| hits.iter().position(|name| wanted(name));
    let begins = place(|name| name.starts_with("Phường Hải ") || name.starts_with("Xã Hải "));
    let later = place(|name| name.starts_with("Phường Đông Hải,"));
    assert!(begins.is_some() && begins < later, "{hits:?}");
    let exact = found("Đồng Hải", 1).into_iter().chain(found("Bình Minh", 1)).collect::<Vec<_>>();
    assert!(exact.iter().all(|name| !name.is_empty()));
    assert_eq!(found("ninh hai khanh hoa", 1), ["Xã Ninh Hải, tỉnh Khánh Hòa"]);
    // A kind in the query must match.
    assert!(found("xã phan rang", 9).is_empty());
    assert!(found("xa dung", 9).iter().any(|name| name.starts_with("Xã Xa Dung,")));
}

#[test]
fn search_with_nothing_finds_nothing() {
    for query in ["", "  ", ",.", "zzzz", "phan rang ha noi"] {
        assert!(found(query, 9).is_empty(), "{query}");
    }
    assert!(found("phan rang", 0).is_empty());
}

#[test]
fn old_addresses_propose_or_ask() {
    let old = all().search_old("dong hai ninh thuan", 5);
    assert_eq!(old.len(), 1, "{old:?}");
    assert_eq!(old[0].full_name(), "Phường Đông Hải, Thành phố Phan Rang - Tháp Chàm, Tỉnh Ninh Thuận");
    assert!(old[0].is_split());
    assert_eq!(names(&all().successors_of_old("22768", TODAY)), ["Phường Đông Hải", "Xã Phước Dinh"]);
    let proposal = all().search_old("Thị trấn Khánh Hải, Ninh Hải", 1);
    assert_eq!(names(&all().successors_of_old(&proposal[0].key, TODAY)), ["Phường Ninh Chử"]);
    let district = all().search_old("p15 q tan binh tp ho chi minh", 1);
    assert_eq!(district[0].full_name(), "Phường 15, Quận Tân Bình, Thành phố Hồ Chí Minh");
    assert!(all().successors_of_old("99999", TODAY).is_empty());
}

#[test]
fn old_communes_within_whole_addresses() {
    let first = |address| all().find_old_in_address(address, 3).first().map(|old| old.name.clone());
    for address in [
        "Khánh Hải, Ninh Hải",
        "12 đường 16/4, khu phố 3, thị trấn Khánh Hải, huyện Ninh Hải, Ninh Thuận",
        "số 5, TT Khánh Hải, H. Ninh Hải, T. Ninh Thuận",
    ] {
        assert_eq!(first(address).as_deref(), Some("Thị trấn Khánh Hải"), "{address}");
    }
    for nowhere in ["", ",,", "12 đường 16/4, zzzz"] {
        assert_eq!(first(nowhere), None, "{nowhere}");
    }
}

#[test]
fn old_addresses_of_before_the_mapping_and_of_islands() {
    let merged = all().search_old("Tấn Tài, Phan Rang", 2);
    assert_eq!(merged[0].key, "22756@2024-10-31");
    assert_eq!(names(&all().successors_of_old(&merged[0].key, TODAY)), ["Phường Phan Rang"]);
    // 22750 alone is Phủ Hà; with its last day it is Thanh Sơn.
    let names_of = |key| all().find_old(key).map(|old| old.name.clone());
    assert_eq!(names_of("22750").as_deref(), Some("Phường Phủ Hà"));
    assert_eq!(names_of("22750@2024-10-31").as_deref(), Some("Phường Thanh Sơn"));
    let island = all().search_old("con dao", 1);
    assert_eq!(island[0].full_name(), "Huyện Côn Đảo, Tỉnh Bà Rịa - Vũng Tàu");
    assert_eq!(names(&all().successors_of_old(&island[0].key, TODAY)), ["Đặc khu Côn Đảo"]);
}

#[test]
fn every_old_commune_leads_to_one_of_today() {
    let old = super::old::all();
    let mut keys = HashSet::new();
    let mut rows = 0;
    for one in old.iter() {
        rows += 1;
        assert!(keys.insert(one.key.clone()), "{one:?}");
        let now = all().successors_of_old(&one.key, TODAY);
        assert_eq!(now.len(), one.successors.len(), "{one:?}");
        assert!(now.iter().all(|area| area.is_valid_on(TODAY)));
    }
    assert_eq!(rows, 10_035 + 5 + 4);
}

/// The separate mapping for Ninh Thuận agrees with the national one and the dated table.
#[test]
fn the_tables_agree_on_ninh_thuan() {
    let mut mapping: HashMap<String, Vec<String>> = HashMap::new();
    super::table::for_each_record(&include_bytes!("../data/ninhthuan_commune_mapping.csv")[..], |row| {
        mapping.entry(row[0].to_owned()).or_default().push(row[4].to_owned());
        assert_eq!(&row[6] == "partial", &row[0] == "22768");
    });
    assert_eq!(mapping.len(), 62);
    for (old, new) in mapping {
        let national: Vec<String> =
            all().successors_of_old(&old, TODAY).iter().map(|area| area.code.to_string()).collect();
        let dated = all().find(code(&old), date!(2025 - 06 - 30)).expect("there");
        let dated: Vec<String> = dated.successors.iter().map(AreaCode::to_string).collect();
        assert_eq!((&national, &dated), (&new, &new), "{old}");
    }
}

#[test]
fn the_last_unit_of_a_code_is_that_of_today() {
    for area in all().iter().filter(|area| area.valid_to.is_none()) {
        let last = all().find_all(area.code).last().unwrap();
        assert_eq!((last.name.as_str(), last.valid_to), (area.name.as_str(), None), "{}", area.code);
    }
}
