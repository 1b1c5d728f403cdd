//! Kinds of venues: the closed list of NĐ 178/2004 Điều 3.3, with kinds that exist today.

use crate::codes::codes;

codes! {
    VenueKind {
        /// Khách sạn.
        Hotel = "hotel",
        /// Nhà khách.
        GuestHouse = "guest_house",
        /// Nhà nghỉ.
        Motel = "motel",
        /// Nhà trọ.
        BoardingHouse = "boarding_house",
        /// Nhà ở có phòng cho khách du lịch thuê.
        Homestay = "homestay",
        /// Biệt thự du lịch.
        Villa = "villa",
        /// Căn hộ du lịch.
        TouristApartment = "tourist_apartment",
        /// Căn hộ cho thuê.
        RentalApartment = "rental_apartment",
        /// Nhà hàng.
        Restaurant = "restaurant",
        /// Karaoke.
        Karaoke = "karaoke",
        /// Vũ trường.
        Disco = "disco",
        /// Quán bar, quán rượu bia.
        Bar = "bar",
        /// Xoa bóp.
        Massage = "massage",
        /// Tắm hơi, tắm nóng lạnh, spa.
        Sauna = "sauna",
        /// Cắt tóc, gội đầu.
        Hairdresser = "hairdresser",
        /// Quán cà phê.
        Cafe = "cafe",
        /// Another kind, described by the owner.
        Other = "other",
    }
}

codes! {
    /// The groups of kinds in reports on prostitution prevention (`docs/law.md`, reports).
    VenueGroup {
        Lodging = "lodging",
        /// Restaurants, karaoke, massage.
        Catering = "catering",
        /// Discos and bars.
        Nightlife = "nightlife",
        Other = "other",
    }
}

impl VenueKind {
    /// The group in which reports count it.
    pub fn group(self) -> VenueGroup {
        match self {
            Self::Restaurant | Self::Karaoke | Self::Massage | Self::Sauna => VenueGroup::Catering,
            Self::Disco | Self::Bar => VenueGroup::Nightlife,
            Self::Hairdresser | Self::Cafe | Self::Other => VenueGroup::Other,
            lodging if lodging.is_lodging() => VenueGroup::Lodging,
            _ => VenueGroup::Other,
        }
    }

    /// The Vietnamese label for documents, with the owner's description if there is one.
    pub fn describe_vi(self, note: &str) -> String {
        if note.is_empty() { self.label_vi().to_owned() } else { format!("{} ({note})", self.label_vi()) }
    }

    /// The Vietnamese label for documents. It is neutral, because owners display the certificate.
    pub fn label_vi(self) -> &'static str {
        match self {
            Self::Hotel => "Khách sạn",
            Self::GuestHouse => "Nhà khách",
            Self::Motel => "Nhà nghỉ",
            Self::BoardingHouse => "Nhà trọ",
            Self::Homestay => "Nhà ở có phòng cho khách du lịch thuê",
            Self::Villa => "Biệt thự du lịch",
            Self::TouristApartment => "Căn hộ du lịch",
            Self::RentalApartment => "Căn hộ cho thuê",
            Self::Restaurant => "Nhà hàng",
            Self::Karaoke => "Karaoke",
            Self::Disco => "Vũ trường",
            Self::Bar => "Quán bar, quán rượu bia",
            Self::Massage => "Xoa bóp",
            Self::Sauna => "Tắm hơi, tắm nóng lạnh, spa",
            Self::Hairdresser => "Cắt tóc, gội đầu",
            Self::Cafe => "Quán cà phê",
            Self::Other => "Loại hình khác",
        }
    }

    /// Whether guests stay overnight: rooms are counted, and guests are reported to the police
    /// (NĐ 96/2016 Điều 44; the first group of TTLT 21/2004 Điều 1).
    pub fn is_lodging(self) -> bool {
        matches!(
            self,
            Self::Hotel
                | Self::GuestHouse
                | Self::Motel
                | Self::BoardingHouse
                | Self::Homestay
                | Self::Villa
                | Self::TouristApartment
                | Self::RentalApartment
        )
    }

    /// Whether rooms are asked for: at lodgings, and at the kinds whose security certificate NĐ 58/2026 defines by rooms.
    pub fn counts_rooms(self) -> bool {
        self.is_lodging() || matches!(self, Self::Karaoke | Self::Massage)
    }

    /// Whether all jobs are closed to people under 18 (BLLĐ 2019 Điều 147.2.d; NĐ 96/2016 Điều 25.9). At other kinds only
    /// jobs in direct contact with customers are.
    pub fn is_closed_to_minors(self) -> bool {
        self.is_named_in_labour_code() || self.is_lodging()
    }

    /// Whether BLLĐ 2019 Điều 147.2.d names this kind.
    pub fn is_named_in_labour_code(self) -> bool {
        matches!(
            self,
            Self::Bar | Self::Disco | Self::Karaoke | Self::Hotel | Self::Motel | Self::Sauna | Self::Massage
        )
    }

    /// Whether the owner must describe the kind.
    pub fn needs_description(self) -> bool {
        self == Self::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Kind, code, lodging, counts rooms, closed to minors.
    const TABLE: [(VenueKind, &str, bool, bool, bool); 17] = [
        (VenueKind::Hotel, "hotel", true, true, true),
        (VenueKind::GuestHouse, "guest_house", true, true, true),
        (VenueKind::Motel, "motel", true, true, true),
        (VenueKind::BoardingHouse, "boarding_house", true, true, true),
        (VenueKind::Homestay, "homestay", true, true, true),
        (VenueKind::Villa, "villa", true, true, true),
        (VenueKind::TouristApartment, "tourist_apartment", true, true, true),
        (VenueKind::RentalApartment, "rental_apartment", true, true, true),
        (VenueKind::Restaurant, "restaurant", false, false, false),
        (VenueKind::Karaoke, "karaoke", false, true, true),
        (VenueKind::Disco, "disco", false, false, true),
        (VenueKind::Bar, "bar", false, false, true),
        (VenueKind::Massage, "massage", false, true, true),
        (VenueKind::Sauna, "sauna", false, false, true),
        (VenueKind::Hairdresser, "hairdresser", false, false, false),
        (VenueKind::Cafe, "cafe", false, false, false),
        (VenueKind::Other, "other", false, false, false),
    ];

    #[test]
    fn table() {
        assert_eq!(TABLE.map(|row| row.0), VenueKind::ALL);
        for (kind, code, lodging, rooms, closed) in TABLE {
            assert_eq!(kind.code(), code);
            assert_eq!(VenueKind::from_code(code), Some(kind));
            assert_eq!((kind.is_lodging(), kind.counts_rooms()), (lodging, rooms), "{code}");
            assert_eq!(kind.is_closed_to_minors(), closed, "{code}");
            assert_eq!(serde_json::to_value(kind).expect("text"), code);
        }
    }

    #[test]
    fn unknown_codes_are_none() {
        assert_eq!(VenueKind::from_code("casino"), None);
        assert_eq!(VenueKind::from_code("Hotel"), None);
    }

    #[test]
    fn labels_differ_and_are_neutral() {
        let mut labels: Vec<&str> = VenueKind::ALL.iter().map(|k| k.label_vi()).collect();
        assert!(labels.iter().all(|l| !l.to_lowercase().contains("nhạy cảm") && !l.contains("mại dâm")));
        labels.sort_unstable();
        labels.dedup();
        assert_eq!(labels.len(), 17);
    }
}
