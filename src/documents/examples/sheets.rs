//! Draws every document with sample contents into a folder, for visual inspection:
//! `cargo run -p camket-documents --example sheets -- FOLDER`.

use std::error::Error;
use std::path::PathBuf;

#[path = "../tests/sheets/samples.rs"]
mod samples;

use camket_documents::{certificate_pdf, decal_pdf, pledge_pdf, worker_pledges_pdf};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args_os().nth(1).ok_or("name a folder to draw into")?);
    std::fs::create_dir_all(&folder)?;
    let spaced = "Khách sạn Nguyễn Thị Thanh Thủy ";
    let sheets = [
        ("certificate", certificate_pdf(&samples::certificate())?),
        ("certificate-token", certificate_pdf(&samples::with_token(samples::certificate()))?),
        ("certificate-preview", certificate_pdf(&samples::preview())?),
        ("certificate-long", certificate_pdf(&samples::overlong_certificate(spaced, 120))?),
        ("certificate-longer", certificate_pdf(&samples::overlong_certificate(spaced, 200))?),
        ("certificate-unbroken", certificate_pdf(&samples::overlong_certificate("Ẵ", 40))?),
        ("decal", decal_pdf(&samples::decal())?),
        ("pledge-signed", pledge_pdf(&samples::signed_pledge())?),
        ("pledge-unsigned", pledge_pdf(&samples::unsigned_pledge())?),
        ("pledge-blank", pledge_pdf(&samples::blank_pledge())?),
        ("workers", worker_pledges_pdf(&samples::worker_pledges())?),
    ];
    for (name, pdf) in sheets {
        std::fs::write(folder.join(name).with_extension("pdf"), pdf)?;
    }
    Ok(())
}
