//! What a published status list says beyond the register.

use crate::certificates::CertificateStatus;

/// The difference between the list and the register at one index.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ListDifference {
    /// The certificate gets the status of the list: what was published stays.
    Adopt,
    /// The register's status is final or goes further: it stays, and a person looks at it.
    Keep,
    /// The register has no certificate there, and the status is no decoy: the certificate is lost, its status stays.
    Lost,
}

/// Compares one index. `register` is the status of its certificate on the day of the list, `None` if it has none; `decoy` is what
/// the list shows where there is no certificate. A certificate only gets an index whose decoy is "issued".
pub fn compare_status(
    register: Option<CertificateStatus>,
    list: CertificateStatus,
    decoy: CertificateStatus,
) -> Option<ListDifference> {
    use CertificateStatus::{Issued, Revoked, Superseded, Suspended};
    let Some(register) = register else {
        return (list != Issued && decoy == Issued).then_some(ListDifference::Lost);
    };
    match (register, list) {
        (register, list) if register == list => None,
        (Issued | Suspended, Revoked | Superseded) | (Issued, Suspended) => Some(ListDifference::Adopt),
        (Suspended | Revoked | Superseded, _) | (Issued, Issued) => Some(ListDifference::Keep),
    }
}
