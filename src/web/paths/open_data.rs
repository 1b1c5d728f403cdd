//! Open data.

use camket_shell::paths;

paths! {
    OPEN_DATA_PATTERNS;
    /// What is open, under which licence, and a search of it.
    OpenCertificates = "/open/certificates";
    OpenCertificatesCsv = "/open/certificates.csv";
    OpenCertificatesJson = "/open/certificates.json";
    /// The description of files and fields, as a data package.
    OpenDataPackage = "/open/datapackage.json";
}
