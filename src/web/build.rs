//! Rebuilds the crate when a file is added to an embedded folder: the embedding macros only watch the files they
//! know.

fn main() {
    for folder in ["locales", "static", "templates", "../shell/templates"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
