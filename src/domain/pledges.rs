//! Pledges: signed copies of one version of the terms.

pub mod facts;
pub mod terms;
pub mod worker_texts;

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

use crate::codes::codes;
use crate::ids::{AccountId, PledgeId, VenueId};
use crate::text::input_error;
pub use facts::PledgedFacts;

codes! {
    /// How the signer was authenticated at signing.
    ConfirmationMethod {
        /// The account's password, typed again.
        Password = "password",
        /// A one-time code.
        Code = "code",
        /// By hand, on paper; a scan is kept.
        Hand = "hand",
    }
}

/// A drawn signature: strokes of points (x, y), each 0 to 1 of the field's width and height, from the top left.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SignatureStrokes(pub Vec<Vec<(f32, f32)>>);

input_error! {
    /// Why a text is no drawn signature.
    SignatureError {
        Unreadable => "signature-unreadable",
    }
}

/// Width of the signature field divided by its height.
pub const SIGNATURE_ASPECT: f32 = 2.5;

/// Maximum number of points of a drawn signature.
const MAX_POINTS: usize = 5_000;

impl SignatureStrokes {
    /// Parses the JSON sent by the page's script; `Ok(None)` for an empty field.
    ///
    /// # Errors
    /// Anything else than at most 5,000 points within the field.
    pub fn parse(text: &str) -> Result<Option<Self>, SignatureError> {
        if text.trim().is_empty() {
            return Ok(None);
        }
        let drawing: Self = serde_json::from_str(text).map_err(|_| SignatureError::Unreadable)?;
        let points = drawing.0.iter().flatten();
        let inside = points.clone().all(|(x, y)| (0.0..=1.0).contains(x) && (0.0..=1.0).contains(y));
        match points.count() {
            0 => Ok(None),
            count if count > MAX_POINTS || !inside => Err(SignatureError::Unreadable),
            _ => Ok(Some(drawing)),
        }
    }
}

/// A signed pledge. It never changes; a new signature creates a new pledge.
#[derive(Clone, PartialEq, Debug)]
pub struct Pledge {
    pub id: PledgeId,
    pub venue: VenueId,
    pub terms_version: u32,
    /// SHA-256 of the signed text (terms and venue facts), hexadecimal.
    pub text_hash: String,
    /// The clauses as shown at signing.
    pub clauses: Vec<terms::TermsClause>,
    /// The venue's facts as shown at signing.
    pub facts: PledgedFacts,
    /// Full name, typed by the signer.
    pub signer_name: String,
    /// Capacity: owner, director, authorised manager ...
    pub signer_capacity: String,
    pub signer: AccountId,
    /// Drawn signature, if the device allowed one.
    pub drawing: Option<SignatureStrokes>,
    pub confirmation: ConfirmationMethod,
    pub signed_at: OffsetDateTime,
    /// IP address of the signer.
    pub address: String,
    pub user_agent: String,
    /// Of [`ConfirmationMethod::Hand`] only.
    pub by_hand: Option<HandSignature>,
}

/// The evidence of a pledge that was signed by hand.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HandSignature {
    /// Day of the scan (Vietnamese date).
    pub scanned_on: Date,
    /// Name of the officer who entered it.
    pub entered_by: String,
    /// Officers who printed, uploaded or matched it: they may not confirm it.
    pub officers: Vec<AccountId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_lies_within_its_field() {
        assert_eq!(SignatureStrokes::parse(""), Ok(None));
        assert_eq!(SignatureStrokes::parse("[]"), Ok(None));
        assert_eq!(
            SignatureStrokes::parse("[[[0,0],[1,0.5]]]"),
            Ok(Some(SignatureStrokes(vec![vec![(0.0, 0.0), (1.0, 0.5)]])))
        );
        let many = format!("[[{}]]", vec!["[0,0]"; 5001].join(","));
        for bad in ["x", "[[[0,2]]]", "[[[0,-1]]]", "[[1]]", many.as_str()] {
            assert_eq!(SignatureStrokes::parse(bad), Err(SignatureError::Unreadable));
        }
    }
}
