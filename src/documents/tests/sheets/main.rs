//! The finished papers, read back with tools that had no part in making them: poppler and qpdf. A missing tool fails the
//! test that needs it.

mod certificate;
mod file;
mod pledge;
mod reader;
mod samples;
mod worker_pledge;
