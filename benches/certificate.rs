//! What a certificate costs: `cargo bench --bench certificate`.

#[path = "certificate/pdf.rs"]
mod pdf;
mod report;

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let rows = pdf::rows()?;
    report::publish("certificate", &rows)
}
