//! The paths that the use cases need for documents and codes.

use camket_app::PublicPaths;
use camket_domain::certificates::ShortCode;

use super::{Invitation, LookUp, Record, Records, SharedCertificate, StatusList};

/// [`PublicPaths`] as the routes of this crate.
#[derive(Clone, Copy, Debug)]
pub struct RoutePaths;

impl PublicPaths for RoutePaths {
    fn look_up(&self, code: &ShortCode) -> String {
        LookUp(code.to_string()).into()
    }

    fn token(&self, text: &str) -> String {
        LookUp(text.to_owned()).into()
    }

    fn records(&self) -> String {
        Records.into()
    }

    fn record(&self, code: &ShortCode) -> String {
        Record(code.as_str().to_owned()).into()
    }

    fn shared_certificate(&self, token: &str) -> String {
        SharedCertificate(token.to_owned()).into()
    }

    fn invitation(&self, token: &str) -> String {
        Invitation(token.to_owned()).into()
    }

    fn status_list(&self) -> String {
        StatusList.into()
    }
}
