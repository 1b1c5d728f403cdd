//! Writes the style guide as files: `cargo run -p camket-web --example styleguide -- FOLDER`, then open them in a
//! browser.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use camket_shell::l10n::Lang;
use camket_shell::static_files;
use camket_web::styleguide;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| String::from("target/styleguide")));
    for lang in Lang::ALL {
        for (name, html) in styleguide::render_pages(lang)? {
            write(&folder.join(name).with_extension("html"), html.as_bytes())?;
        }
    }
    for (path, body) in static_files::list_files() {
        let address = static_files::address(path);
        write(&folder.join(address.trim_start_matches('/')), body)?;
    }
    Ok(())
}

fn write(path: &Path, body: &[u8]) -> std::io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, body)
}
