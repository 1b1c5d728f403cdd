//! Prints the figures by which the size of the code is judged: `./test.sh figures --nocapture`. They are read, not asserted:
//! a gate would be met by moving lines.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use super::modules::count_in_circles;
use super::source::{CRATES, list_functions, read_crate};

#[test]
#[expect(clippy::print_stdout, reason = "the table is read by whoever runs this test with --nocapture")]
fn print_figures() {
    let mut table = String::new();
    let _ = writeln!(
        table,
        "| crate | files | file p50 / p90 / max | function p50 / p90 / max | modules in a circle |"
    );
    let _ = writeln!(table, "|---|---|---|---|---|");
    let mut all_files = Vec::new();
    let mut all_functions = Vec::new();
    for (name, folder) in CRATES {
        let modules = read_crate(folder);
        let paths: BTreeSet<&Path> = modules.values().map(|module| module.file.as_path()).collect();
        let files: Vec<usize> = paths.iter().map(|file| count_lines(file)).collect();
        let functions: Vec<usize> =
            modules.values().flat_map(list_functions).map(|function| function.lines).collect();
        let _ = writeln!(
            table,
            "| {name} | {} | {} | {} | {} |",
            files.len(),
            spread(&files),
            spread(&functions),
            count_in_circles(folder)
        );
        all_files.extend(files);
        all_functions.extend(functions);
    }
    let _ = writeln!(
        table,
        "| all | {} | {} | {} | |",
        all_files.len(),
        spread(&all_files),
        spread(&all_functions)
    );
    let _ = writeln!(table, "addresses made by format!: {}", count_in_sources("format!(\"/"));
    println!("{table}");
    assert!(all_functions.len() > 1_000, "the sources were not found");
}

/// Lines before the first `#[cfg(test)]`.
fn count_lines(file: &Path) -> usize {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    text.lines().take_while(|line| !line.trim_start().starts_with("#[cfg(test)]")).count()
}

fn count_in_sources(text: &str) -> usize {
    let folders = CRATES.iter().flat_map(|(_, folder)| read_crate(folder).into_values());
    let files: BTreeSet<_> = folders.map(|module| module.file).collect();
    files.iter().map(|file| std::fs::read_to_string(file).unwrap_or_default().matches(text).count()).sum()
}

/// Median, ninth decile and maximum.
fn spread(values: &[usize]) -> String {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let at =
        |share: usize| sorted.get(sorted.len().saturating_sub(1) * share / 100).copied().unwrap_or_default();
    format!("{} / {} / {}", at(50), at(90), at(100))
}
