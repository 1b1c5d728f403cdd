//! The commune at the end of an address, and the hamlet of a column of its own.

use super::communes::{CommuneReader, CommuneReading, split_kind};
use crate::text::fold_words;

/// A part of an address that names a commune, and where it begins (a byte).
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct AddressCommune {
    pub starts_at: usize,
    pub text: String,
    pub reading: CommuneReading,
}

/// The commune that an address names, searched from its end.
pub(super) fn find_commune(address: &str, communes: &mut CommuneReader<'_>) -> Option<AddressCommune> {
    let starts: Vec<usize> =
        std::iter::once(0).chain(address.match_indices([',', ';']).map(|(at, _)| at + 1)).collect();
    // The first part is house and street.
    for start in starts.into_iter().skip(1).rev() {
        let rest = address[start..].trim();
        let part = rest.split([',', ';']).next().unwrap_or_default().trim();
        let has_kind = split_kind(part).len() > 1;
        let reading = communes.read_part(part, rest);
        if has_kind || reading != CommuneReading::Unknown {
            return Some(AddressCommune { starts_at: start, text: part.to_owned(), reading });
        }
    }
    None
}

/// Number and street with the hamlet, where that is a column of its own: "12 Ngô Gia Tự, khu phố 3".
pub(super) fn join_hamlet(address: &str, hamlet: &str, header: &str) -> String {
    let hamlet = complete_hamlet(hamlet, header);
    match (address, hamlet.as_str()) {
        (_, "") => address.to_owned(),
        ("", _) => hamlet,
        _ if fold_words(address).contains(&fold_words(&hamlet)) => address.to_owned(),
        _ => format!("{address}, {hamlet}"),
    }
}

/// A hamlet that is only a number takes the word of its header.
fn complete_hamlet(hamlet: &str, header: &str) -> String {
    let word = match fold_words(header).as_str() {
        "khu pho" | "kp" => "khu phố",
        "thon" => "thôn",
        "to" => "tổ",
        "to dan pho" => "tổ dân phố",
        "ap" => "ấp",
        _ => return hamlet.to_owned(),
    };
    let is_number =
        !hamlet.is_empty() && hamlet.len() <= 3 && hamlet.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { format!("{word} {hamlet}") } else { hamlet.to_owned() }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::areas::AreaCode;
    use crate::census::SourceKind;
    use crate::census::rows::{Answers, ImportContext};

    #[test]
    fn the_commune_of_a_whole_address() {
        let area = AreaCode::new("56").unwrap();
        let (as_of, today) = (date!(2026 - 10 - 01), date!(2026 - 11 - 28));
        let context = ImportContext { source: SourceKind::CommuneList, as_of, area, today };
        let answers = Answers::default();
        let mut communes = CommuneReader::new(context, &answers);
        for (address, kept, commune) in [
            ("12 Ngô Gia Tự, phường Phan Rang, tỉnh Khánh Hòa", "12 Ngô Gia Tự", Some("22759")),
            ("12 Ngô Gia Tự, KP 3, P. Phan Rang", "12 Ngô Gia Tự, KP 3", Some("22759")),
            ("5 Trường Chinh, TT Khánh Hải, huyện Ninh Hải, Ninh Thuận", "5 Trường Chinh", Some("22834")),
            ("5 Trường Chinh, thị trấn Khánh Hải, tỉnh Khánh Hòa", "5 Trường Chinh", Some("22834")),
            ("Thôn Mỹ Tường, Xã Vĩnh Hải", "Thôn Mỹ Tường", Some("22846")),
        ] {
            let found = find_commune(address, &mut communes).expect(address);
            assert_eq!(address[..found.starts_at].trim_end_matches([',', ' ']), kept);
            let CommuneReading::One { commune: code, .. } = found.reading else {
                panic!("{address}: {found:?}")
            };
            assert_eq!(Some(code.as_str()), commune);
        }
        assert_eq!(find_commune("12 Ngô Gia Tự", &mut communes), None);
        let elsewhere =
            find_commune("12 Thống Nhất, phường Không Có", &mut communes).expect("a part with a kind");
        assert_eq!(elsewhere.reading, CommuneReading::Unknown);
    }

    #[test]
    fn hamlets_join_the_address() {
        for (address, hamlet, header, joined) in [
            ("12 Ngô Gia Tự", "3", "Khu phố", "12 Ngô Gia Tự, khu phố 3"),
            ("", "Mỹ Tường", "Thôn", "Mỹ Tường"),
            ("12 Ngô Gia Tự, khu phố 3", "Khu Phố 3", "KP", "12 Ngô Gia Tự, khu phố 3"),
            ("12 Ngô Gia Tự", "", "Thôn", "12 Ngô Gia Tự"),
            ("12 Ngô Gia Tự", "3", "Thôn/khu phố", "12 Ngô Gia Tự, 3"),
        ] {
            assert_eq!(join_hamlet(address, hamlet, header), joined);
        }
    }
}
