//! Certificates: issue, register, decisions, the owner's own, look-ups.

use camket_domain::ids::{ApplicationId, CertificateId, DecisionId, VenueId};
use camket_shell::paths;

paths! {
    CERTIFICATES_PATTERNS;
    /// The applications that are ready for issue.
    IssueList = "/issue";
    /// Several certificates in one PDF; POST only.
    IssuedPdf = "/issue/certificates.pdf";
    Issue(application: ApplicationId) = "/issue/{application}";
    IssuePreviewPdf(application: ApplicationId) = "/issue/{application}/preview.pdf";
    /// Certificates to issue again after the issuing agency changed.
    Reissue = "/reissue";
    Certificates = "/certificates";
    Certificate(certificate: CertificateId) = "/certificates/{certificate}";
    CertificatePdf(certificate: CertificateId) = "/certificates/{certificate}/pdf";
    DecalPdf(certificate: CertificateId) = "/certificates/{certificate}/decal.pdf";
    SuspendCertificate(certificate: CertificateId) = "/certificates/{certificate}/suspend";
    LiftSuspension(certificate: CertificateId) = "/certificates/{certificate}/lift";
    RevokeCertificate(certificate: CertificateId) = "/certificates/{certificate}/revoke";
    /// The queue of decisions on certificates.
    Decisions = "/decisions";
    Decision(decision: DecisionId) = "/decisions/{decision}";
    /// POST only.
    TakeDecision(decision: DecisionId) = "/decisions/{decision}/decide";
    /// POST only.
    DeclineDecision(decision: DecisionId) = "/decisions/{decision}/decline";
    /// POST only.
    WithdrawDecision(decision: DecisionId) = "/decisions/{decision}/withdraw";
    OwnCertificate(id: VenueId) = "/venues/{id}/certificate";
    OwnCertificatePdf(id: VenueId) = "/venues/{id}/certificate.pdf";
    OwnDecalPdf(id: VenueId) = "/venues/{id}/decal.pdf";
    /// Makes a link for a print shop; POST only.
    ShareCertificate(id: VenueId) = "/venues/{id}/certificate/share";
    /// The verdict on a certificate; `code` is a short code or the text of a token.
    LookUp(code: String) = "/v/{code}";
    /// The PDF of a certificate; `token` is a signed link.
    SharedCertificate(token: String) = "/shared/{token}";
}
