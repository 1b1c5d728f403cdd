//! Compresses the two tables of areas: 1.2 MB of text are 0.2 MB of the program. Lists the translations of the worker's pledge.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::ZlibEncoder;

fn main() -> io::Result<()> {
    #[expect(clippy::disallowed_methods, reason = "cargo tells a build script its folder so")]
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("set by cargo"));
    for name in ["admin_units", "commune_mapping_national"] {
        let source = format!("data/{name}.csv");
        println!("cargo::rerun-if-changed={source}");
        let file = fs::File::create(out.join(format!("{name}.csv.zlib")))?;
        let mut encoder = ZlibEncoder::new(file, Compression::best());
        encoder.write_all(&fs::read(&source)?)?;
        encoder.finish()?;
    }
    list_worker_texts(&out.join("worker_texts.rs"))
}

/// Every file of the folder is a translation, so that a new language needs no line of code.
fn list_worker_texts(target: &Path) -> io::Result<()> {
    const FOLDER: &str = "pledges/terms/worker_texts";
    println!("cargo::rerun-if-changed={FOLDER}");
    let mut names = Vec::new();
    for entry in fs::read_dir(FOLDER)? {
        names.extend(entry?.file_name().into_string().ok().filter(|name| name.ends_with(".json")));
    }
    names.sort();
    let file =
        |name: &String| format!("include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{FOLDER}/{name}\")),");
    let list: String = names.iter().map(file).collect();
    fs::write(target, format!("&[{list}]"))
}
