//! Pledges: a signed copy of one version of the terms.

pub mod facts;
pub mod terms;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::ids::{AccountId, PledgeId, VenueId};
pub use facts::PledgedFacts;

/// How the signer confirmed that it was them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confirmation {
    /// The account's password, typed again.
    Password,
    /// A one-time code.
    Code,
}

impl Confirmation {
    pub fn code(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Code => "code",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Password, Self::Code].into_iter().find(|c| c.code() == code)
    }
}

/// A drawn signature: strokes of points, both coordinates from 0 to 1 of the field.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Drawing(pub Vec<Vec<(f32, f32)>>);

/// Width of the field that is drawn in, over its height.
pub const DRAWING_ASPECT: f32 = 2.5;

/// Most points a drawn signature may have: far above a hand's work, far below a burden.
const MAX_POINTS: usize = 5_000;

impl Drawing {
    /// Reads what the page's script sends; `Ok(None)` for an empty field.
    ///
    /// # Errors
    /// `signature-unreadable` for anything that is not a drawing within the field.
    pub fn parse(text: &str) -> Result<Option<Self>, &'static str> {
        if text.trim().is_empty() {
            return Ok(None);
        }
        let drawing: Self = serde_json::from_str(text).map_err(|_| "signature-unreadable")?;
        let points = drawing.0.iter().flatten();
        let inside = points.clone().all(|(x, y)| (0.0..=1.0).contains(x) && (0.0..=1.0).contains(y));
        match points.count() {
            0 => Ok(None),
            count if count > MAX_POINTS || !inside => Err("signature-unreadable"),
            _ => Ok(Some(drawing)),
        }
    }
}

/// A signed pledge. Never changed; a new signature makes a new one.
#[derive(Clone, PartialEq, Debug)]
pub struct Pledge {
    pub id: PledgeId,
    /// The venue it binds.
    pub venue: VenueId,
    /// Version of the terms.
    pub terms_version: u32,
    /// SHA-256 of the text signed, terms and venue facts together, hexadecimal.
    pub text_hash: String,
    /// The clauses as they were shown, so that later editions cannot change them.
    pub clauses: Vec<terms::Clause>,
    /// The venue as it was shown, so that later changes of it cannot change what was signed.
    pub facts: PledgedFacts,
    /// Full name typed by the signer.
    pub signer_name: String,
    /// Capacity: owner, director, authorised manager ...
    pub signer_capacity: String,
    /// The account that signed.
    pub signer: AccountId,
    /// Drawn signature, where the device allowed one.
    pub drawing: Option<Drawing>,
    /// How the signer confirmed.
    pub confirmation: Confirmation,
    pub signed_at: OffsetDateTime,
    /// From which network address.
    pub address: String,
    /// With which browser.
    pub user_agent: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_lies_within_its_field() {
        assert_eq!(Drawing::parse(""), Ok(None));
        assert_eq!(Drawing::parse("[]"), Ok(None));
        assert_eq!(
            Drawing::parse("[[[0,0],[1,0.5]]]"),
            Ok(Some(Drawing(vec![vec![(0.0, 0.0), (1.0, 0.5)]])))
        );
        let many = format!("[[{}]]", vec!["[0,0]"; 5001].join(","));
        for bad in ["x", "[[[0,2]]]", "[[[0,-1]]]", "[[1]]", many.as_str()] {
            assert_eq!(Drawing::parse(bad), Err("signature-unreadable"));
        }
    }
}
