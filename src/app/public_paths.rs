//! The paths of public pages that documents, codes and published lists contain.
//!
//! The web implements this trait with its own routes, and the program passes it in: no use case knows a route.

use std::fmt::Debug;

use camket_domain::applications::FileNumber;
use camket_domain::certificates::ShortCode;

/// Paths below the public URL, each beginning with a slash. [`crate::App::url`] makes full addresses of them.
pub trait PublicPaths: Debug + Send + Sync {
    /// The look-up of a certificate by its short code.
    fn look_up(&self, code: &ShortCode) -> String;
    /// The look-up of a certificate by the text of its token.
    fn token(&self, text: &str) -> String;
    /// The form that asks for the code of an inspection record.
    fn records(&self) -> String;
    /// What the public may learn of an inspection record.
    fn record(&self, code: &ShortCode) -> String;
    /// The PDF of a certificate behind a signed link.
    fn shared_certificate(&self, token: &str) -> String;
    /// The form that asks for a file number and a phone.
    fn track(&self) -> String;
    /// The same form with the number filled in.
    fn track_file(&self, number: &FileNumber) -> String;
    /// The form to sign up with a claim code, with the code filled in.
    fn claim(&self, code: Option<&str>) -> String;
    /// The form with which a worker begins the own pledge, with the code filled in.
    fn worker_pledge(&self, code: &ShortCode) -> String;
    /// The form that sets the password of an invited account, behind a signed link.
    fn invitation(&self, token: &str) -> String;
    /// Where phones send scans.
    fn scans(&self) -> String;
    /// The signed status list.
    fn status_list(&self) -> String;
    /// The description of the fields of the open data.
    fn open_data_description(&self) -> String;
}
