//! Which police level issues a venue's certificate of security and order (ANTT).

use super::{Venue, VenueKind};

/// The police level that issues the certificate (Điều 24 of NĐ 96/2016 as amended by NĐ 58/2026).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PoliceLevel {
    /// Công an cấp xã.
    Commune,
    /// Công an cấp tỉnh.
    Province,
    /// Depends on the rooms, which are not known yet.
    ByRooms,
    /// The decree does not cover this kind.
    None,
}

/// Most rooms of a lodging whose certificate the commune's police issues.
const MAX_COMMUNE_ROOMS: u16 = 29;

impl Venue {
    pub fn find_police_level(&self) -> PoliceLevel {
        let rooms = self.business.as_ref().and_then(|b| b.rooms);
        match (self.kind, rooms) {
            (VenueKind::Karaoke | VenueKind::Massage, _) => PoliceLevel::Commune,
            (VenueKind::Disco, _) => PoliceLevel::Province,
            (kind, _) if !kind.is_lodging() => PoliceLevel::None,
            (_, Some(rooms)) if rooms <= MAX_COMMUNE_ROOMS => PoliceLevel::Commune,
            (_, Some(_)) => PoliceLevel::Province,
            (_, None) => PoliceLevel::ByRooms,
        }
    }
}
