//! The cost of drawing and issuing a certificate: `cargo bench --bench certificate`.

#[path = "certificate/issue.rs"]
mod issue;
#[path = "certificate/pdf.rs"]
mod pdf;
#[expect(dead_code, reason = "other benches use the rest")]
mod report;

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let mut rows = pdf::measure()?;
    rows.extend(issue::measure()?);
    report::write_report("certificate", &rows)
}
