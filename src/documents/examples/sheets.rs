//! Draws every document with sample contents into a folder, for visual inspection:
//! `cargo run -p camket-documents --example sheets -- FOLDER`.

use std::error::Error;
use std::path::PathBuf;

#[path = "../tests/sheets/samples.rs"]
mod samples;

use camket_documents::{
    render_certificate, render_decal, render_pledge, render_receipt, render_worker_pledges,
};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args_os().nth(1).ok_or("name a folder to draw into")?);
    std::fs::create_dir_all(&folder)?;
    let spaced = "Khách sạn Nguyễn Thị Thanh Thủy ";
    let sheets = [
        ("certificate", render_certificate(&samples::certificate())?),
        ("certificate-token", render_certificate(&samples::with_token(samples::certificate()))?),
        ("certificate-preview", render_certificate(&samples::preview())?),
        ("certificate-long", render_certificate(&samples::overlong_certificate(spaced, 120))?),
        ("certificate-longer", render_certificate(&samples::overlong_certificate(spaced, 200))?),
        ("certificate-unbroken", render_certificate(&samples::overlong_certificate("Ẵ", 40))?),
        ("decal", render_decal(&samples::decal())?),
        ("pledge-signed", render_pledge(&samples::signed_pledge())?),
        ("pledge-unsigned", render_pledge(&samples::unsigned_pledge())?),
        ("pledge-blank", render_pledge(&samples::blank_pledge())?),
        ("receipt", render_receipt(&samples::receipt())?),
        ("workers", render_worker_pledges(&samples::worker_pledges())?),
    ];
    for (name, pdf) in sheets {
        std::fs::write(folder.join(name).with_extension("pdf"), pdf)?;
    }
    Ok(())
}
