use std::fs;
use std::path::Path;

use data_encoding::HEXLOWER;
use ring::digest::{SHA256, digest};
use rust_embed::DynRustEmbed as _;

use super::*;

#[test]
fn every_part_of_the_style_sheet_is_there() {
    let there = StaticFiles.names();
    let parts: Vec<_> = there.iter().filter(|path| path.starts_with("css/")).collect();
    assert!(parts.iter().all(|path| STYLES.contains(&&***path)), "list it in STYLES: {parts:?}");
    for part in STYLES {
        assert!(there.iter().any(|path| path == part), "{part} is missing");
    }
}

#[test]
fn vendored_files_are_those_that_the_lists_name() {
    register();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let lists = ["static/vendor/README.md", "../shell/static/vendor/README.md"]
        .map(|list| fs::read_to_string(root.join(list)).unwrap());
    for (path, body) in static_files::list_files() {
        let Some(file) = path.strip_prefix("vendor/").filter(|file| !file.starts_with("licences/")) else {
            continue;
        };
        let line =
            lists.iter().flat_map(|list| list.lines()).find(|line| line.starts_with(&format!("| {file} |")));
        let hash = HEXLOWER.encode(digest(&SHA256, body).as_ref());
        assert!(line.is_some_and(|line| line.contains(&hash)), "{file}: {hash}");
    }
}
