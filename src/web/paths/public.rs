//! The paths that the use cases need for documents and codes.

use camket_app::PublicPaths;
use camket_domain::applications::FileNumber;
use camket_domain::certificates::ShortCode;
use camket_shell::links;

use super::{
    ApiScans, Claim, Invitation, LookUp, OpenDataPackage, Record, Records, SharedCertificate, StatusList,
    TrackFile, WorkerCode,
};

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

    fn track(&self) -> String {
        TrackFile.into()
    }

    fn track_file(&self, number: &FileNumber) -> String {
        links::with_query(TrackFile::PATTERN, &[("number", number.as_str())])
    }

    fn claim(&self, code: Option<&str>) -> String {
        match code {
            Some(code) => links::with_query(Claim::PATTERN, &[("code", code)]),
            None => Claim.into(),
        }
    }

    fn worker_pledge(&self, code: &ShortCode) -> String {
        links::with_query(WorkerCode::PATTERN, &[("code", &code.to_string())])
    }

    fn invitation(&self, token: &str) -> String {
        Invitation(token.to_owned()).into()
    }

    fn scans(&self) -> String {
        ApiScans.into()
    }

    fn status_list(&self) -> String {
        StatusList.into()
    }

    fn open_data_description(&self) -> String {
        OpenDataPackage.into()
    }
}
