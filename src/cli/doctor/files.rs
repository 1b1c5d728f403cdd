//! Checks of the configuration file, the data folder and the master secret.

use std::{
    fs::{self, OpenOptions},
    io,
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::Path,
};

use super::CheckResult;
use crate::cli::{
    config::Config,
    data_dir,
    secrets::{self, SecretSource},
};

pub fn check_files(config: &Config) -> Vec<CheckResult> {
    vec![check_config_file(config), check_data_folder(&config.data.dir), check_master_secret(config)]
}

fn check_config_file(config: &Config) -> CheckResult {
    let what = "configuration";
    let Some(file) = &config.file else {
        return CheckResult::ok(what, "no file; defaults, environment and flags");
    };
    let shown = file.display();
    match mode_open_to_others(file) {
        Some(mode) => CheckResult::warn(
            what,
            format!(
                "{shown} can be read by others (mode {mode:04o}): if passwords stand in it, run `chmod 600 {shown}`"
            ),
        ),
        None => CheckResult::ok(what, shown.to_string()),
    }
}

fn check_data_folder(dir: &Path) -> CheckResult {
    let (what, shown) = ("data folder", dir.display());
    if !dir.exists() {
        return CheckResult::ok(what, format!("{shown} will be made at first start"));
    }
    if data_dir::is_demo(dir) {
        return CheckResult::fail(what, format!("{shown} is a demo's: choose another with --data DIR"));
    }
    if let Err(error) = write_probe(dir) {
        return CheckResult::fail(
            what,
            format!("{shown} cannot be written to ({error}): give it to the user who runs camket"),
        );
    }
    match mode_open_to_others(dir) {
        Some(mode) => CheckResult::warn(
            what,
            format!(
                "{shown} can be read by others (mode {mode:04o}), and it holds the registry: run `chmod 700 {shown}`"
            ),
        ),
        None => CheckResult::ok(what, format!("{shown} can be written to")),
    }
}

/// Writes, syncs and removes a file, to detect a full or read-only disk.
fn write_probe(dir: &Path) -> io::Result<()> {
    let path = dir.join(format!("doctor.{}.probe", std::process::id()));
    let written = OpenOptions::new()
        .create_new(true)
        .write(true)
        .mode(0o600)
        .open(&path)
        .and_then(|mut file| io::Write::write_all(&mut file, &[0; 4096]).and_then(|()| file.sync_all()));
    fs::remove_file(&path).ok();
    written
}

fn check_master_secret(config: &Config) -> CheckResult {
    let what = "master secret";
    match secrets::source(config) {
        SecretSource::Value => match secrets::load_or_create(config, &crate::cli::clock::SystemEntropy) {
            Ok(_) => CheckResult::ok(what, "given as a value"),
            Err(error) => CheckResult::fail(what, format!("{error:#}")),
        },
        SecretSource::DataDirFile(path) if !path.exists() => {
            match secrets::check_first_start(config, &path) {
                Ok(()) => CheckResult::ok(what, format!("{} will be made at first start", path.display())),
                Err(error) => CheckResult::fail(what, format!("{error:#}")),
            }
        }
        SecretSource::DataDirFile(path) | SecretSource::OperatorFile(path) => match secrets::read(&path) {
            Ok(_) => {
                CheckResult::ok(what, format!("{}; keep a copy of it apart from the backups", path.display()))
            }
            Err(error) => CheckResult::fail(what, format!("{error:#}")),
        },
    }
}

/// The file mode, if group or others have any permission.
fn mode_open_to_others(path: &Path) -> Option<u32> {
    let mode = fs::metadata(path).ok()?.permissions().mode() & 0o777;
    (mode & 0o077 != 0).then_some(mode)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::{
        data_dir::{DataDir, DataDirUse},
        doctor::CheckStatus,
    };

    fn config(scratch: &tempfile::TempDir) -> Config {
        Config::for_demo("127.0.0.1:0".parse().unwrap(), scratch.path().to_owned())
    }

    #[test]
    fn a_demo_folder_fails() {
        let scratch = tempfile::tempdir().unwrap();
        DataDir::open(scratch.path(), DataDirUse::Demo).unwrap();
        assert_eq!(check_data_folder(scratch.path()).status, CheckStatus::Fail);
    }

    #[test]
    fn an_open_folder_is_warned_of() {
        let scratch = tempfile::tempdir().unwrap();
        fs::set_permissions(scratch.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let found = check_data_folder(scratch.path());
        assert!(found.status == CheckStatus::Warn && found.message.contains("chmod 700"), "{found:?}");
    }

    #[test]
    fn a_lost_secret_fails() {
        let scratch = tempfile::tempdir().unwrap();
        fs::write(scratch.path().join("camket.sqlite"), "old").unwrap();
        let found = check_master_secret(&config(&scratch));
        assert!(
            found.status == CheckStatus::Fail && found.message.contains("put the secret back"),
            "{found:?}"
        );
    }
}
