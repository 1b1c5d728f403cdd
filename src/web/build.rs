//! Embedded folders: a file that is new there must rebuild the crate; the embedding macros only watch those they know.

fn main() {
    for folder in ["locales", "static", "templates"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
