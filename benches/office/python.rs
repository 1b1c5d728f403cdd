//! The Python with the packages of `requirements.txt`, made once and kept in `target/bench`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::BenchResult;

const REQUIREMENTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/office/requirements.txt");
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/office/lists.py");

/// A command of `lists.py` that prints the seconds of its CPU time.
pub fn run_lists(words: &[&Path]) -> BenchResult<f64> {
    let python = prepare_python()?;
    let answer = Command::new(python).arg(SCRIPT).args(words).output()?;
    if !answer.status.success() {
        return Err(String::from_utf8_lossy(&answer.stderr).into_owned().into());
    }
    Ok(String::from_utf8(answer.stdout)?.trim().parse()?)
}

fn prepare_python() -> BenchResult<PathBuf> {
    let folder = Path::new("target/bench/python");
    let (python, known) = (folder.join("bin/python"), folder.join("requirements.txt"));
    let wanted = fs::read(REQUIREMENTS)?;
    if fs::read(&known).ok().as_ref() == Some(&wanted) {
        return Ok(python);
    }
    fs::remove_dir_all(folder).ok();
    run(Command::new("python3").args(["-m", "venv"]).arg(folder))?;
    let pip =
        ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--requirement"];
    run(Command::new(&python).args(pip).arg(REQUIREMENTS))?;
    // Last: it marks the environment as complete.
    fs::write(known, wanted)?;
    Ok(python)
}

fn run(command: &mut Command) -> BenchResult<()> {
    let status = command.status()?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} failed").into()) }
}
