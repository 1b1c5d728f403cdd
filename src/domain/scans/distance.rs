//! Distances between places, and which are suspicious.

use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

/// A place with the accuracy of its measurement.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Position {
    /// Degrees north (WGS 84).
    pub lat: f64,
    /// Degrees east (WGS 84).
    pub lng: f64,
    /// Accuracy radius in metres, as reported by the phone.
    #[serde(default)]
    pub accuracy_m: f64,
}

/// Mean radius of the Earth in metres (IUGG).
const EARTH_RADIUS_METRES: f64 = 6_371_008.8;
/// A position with a larger accuracy radius, in metres, proves no distance: it comes from a cell or the network, not from
/// satellites. The phone has the same bound.
const MAX_ACCURACY_METRES: f64 = 1_000.0;

impl Position {
    /// `None` if the coordinates are not on the Earth, or the accuracy is not 0 to 1,000,000 metres.
    pub fn new(lat: f64, lng: f64, accuracy_m: f64) -> Option<Self> {
        let sane = lat.abs() <= 90.0 && lng.abs() <= 180.0 && (0.0..=1_000_000.0).contains(&accuracy_m);
        sane.then_some(Self { lat, lng, accuracy_m })
    }

    /// Distance along the surface in metres (haversine formula).
    pub fn metres_to(&self, other: &Self) -> f64 {
        let (a, b) = (self.lat.to_radians(), other.lat.to_radians());
        let half_lat = (b - a) / 2.0;
        let half_lng = (other.lng - self.lng).to_radians() / 2.0;
        let h = half_lat.sin().powi(2) + a.cos() * b.cos() * half_lng.sin().powi(2);
        2.0 * EARTH_RADIUS_METRES * h.sqrt().min(1.0).asin()
    }

    /// Minimum distance in metres: the accuracy radii of both are subtracted.
    fn min_metres_to(&self, other: &Self) -> f64 {
        (self.metres_to(other) - self.accuracy_m - other.accuracy_m).max(0.0)
    }

    fn is_vague(&self) -> bool {
        self.accuracy_m > MAX_ACCURACY_METRES
    }
}

/// Limits beyond which distances are suspicious; from the settings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DistanceLimits {
    /// Metres between a scan and the venue.
    pub far_metres: u32,
    /// Metres between two scans of one certificate ...
    pub apart_metres: u32,
    /// ... made within this many minutes.
    pub apart_minutes: u32,
}

/// Distance in whole metres between a scan and the venue, if it exceeds the limit.
pub fn measure_if_far(scan: &Position, venue: &Position, limits: DistanceLimits) -> Option<u32> {
    let apart = scan.min_metres_to(venue);
    (!scan.is_vague() && apart > f64::from(limits.far_metres)).then(|| round_to_metres(apart))
}

/// Distance in metres and time in seconds between two scans of one certificate, if they exceed the limits.
pub fn measure_if_suspicious(
    (here, now): (&Position, OffsetDateTime),
    (there, then): (&Position, OffsetDateTime),
    limits: DistanceLimits,
) -> Option<(u32, u32)> {
    let between = (now - then).abs();
    let apart = here.min_metres_to(there);
    let suspicious = !here.is_vague()
        && !there.is_vague()
        && between <= Duration::minutes(i64::from(limits.apart_minutes))
        && apart > f64::from(limits.apart_metres);
    suspicious.then(|| (round_to_metres(apart), u32::try_from(between.whole_seconds()).unwrap_or(u32::MAX)))
}

/// A distance on the Earth in whole metres.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "bounded by half the Earth's circumference, and not negative"
)]
pub fn round_to_metres(metres: f64) -> u32 {
    metres.round() as u32
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    const LIMITS: DistanceLimits = DistanceLimits { far_metres: 500, apart_metres: 2_000, apart_minutes: 60 };
    const NOON: OffsetDateTime = datetime!(2026-11-25 05:00 UTC);

    fn at(lat: f64, lng: f64, accuracy: f64) -> Position {
        Position::new(lat, lng, accuracy).unwrap()
    }

    #[test]
    fn distances_are_those_of_the_earth() {
        let (phan_rang, nha_trang) = (at(11.5643, 108.9886, 0.0), at(12.2388, 109.1967, 0.0));
        let apart = phan_rang.metres_to(&nha_trang);
        assert!((78_000.0..79_500.0).contains(&apart), "{apart}");
        // A degree of latitude is 111.195 km on the sphere of the mean radius.
        assert!((at(0.0, 0.0, 0.0).metres_to(&at(1.0, 0.0, 0.0)) - 111_195.0).abs() < 1.0);
        assert!(
            (at(0.0, 0.0, 0.0).metres_to(&at(0.0, 180.0, 0.0)) - std::f64::consts::PI * EARTH_RADIUS_METRES)
                .abs()
                < 1.0
        );
        assert!(Position::new(f64::NAN, 0.0, 0.0).is_none() && Position::new(91.0, 0.0, 0.0).is_none());
    }

    #[test]
    fn what_the_phone_may_be_wrong_by_is_not_held_against_anyone() {
        let venue = at(11.5643, 108.9886, 0.0);
        for (north, accuracy, suspicious) in [
            (0.0, 10.0, false),
            (0.0040, 10.0, false), // 445 m
            (0.0060, 10.0, true),  // 667 m
            (0.0060, 300.0, false),
            (0.5000, 1_000.0, true),
            (0.5000, 1_001.0, false), // too vague to say anything
            (0.5000, 5_000.0, false),
        ] {
            let scan = at(venue.lat + north, venue.lng, accuracy);
            assert_eq!(measure_if_far(&scan, &venue, LIMITS).is_some(), suspicious, "{north} {accuracy}");
        }
    }

    #[test]
    fn two_places_in_a_short_time_are_one_paper_too_many() {
        let (here, there) = (at(11.5643, 108.9886, 10.0), at(11.6043, 108.9886, 10.0)); // 4.4 km
        for (minutes, suspicious) in [(0, true), (30, true), (60, true), (61, false)] {
            for sign in [1, -1] {
                let then = NOON - Duration::minutes(minutes * sign);
                let found = measure_if_suspicious((&here, NOON), (&there, then), LIMITS);
                assert_eq!(found.is_some(), suspicious, "{minutes}");
                if let Some((metres, seconds)) = found {
                    assert_eq!((metres / 100, i64::from(seconds)), (44, minutes * 60));
                }
            }
        }
        assert_eq!(measure_if_suspicious((&here, NOON), (&here, NOON), LIMITS), None);
    }
}
