//! A temporary folder per test, removed when the test passes.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    sync::{
        LazyLock,
        atomic::{AtomicU32, Ordering},
    },
};

use super::{database::ProgramDatabase, process::CamketCommand};
use crate::support::postgres;

#[derive(Debug)]
pub struct TestFolder(PathBuf);

impl TestFolder {
    pub fn new() -> Self {
        let path =
            std::env::temp_dir().join(format!("camket-program-{}-{}", std::process::id(), next_count()));
        fs::create_dir_all(&path).expect("room in the temporary folder");
        Self(path)
    }

    /// A folder in which a demo has run. It is filled once for all tests; each has its own copy.
    pub fn with_demo() -> Self {
        static FILLED: LazyLock<TestFolder> = LazyLock::new(|| {
            let folder = TestFolder::new();
            let mut demo = folder.demo().start();
            demo.first_line();
            demo.stop().succeeded();
            folder
        });
        let folder = Self::new();
        create_private_folder(&folder.data());
        for entry in fs::read_dir(FILLED.data()).expect("a filled folder") {
            let entry = entry.expect("a file");
            fs::copy(entry.path(), folder.data().join(entry.file_name())).expect("copied");
        }
        folder
    }

    /// The data folder, which the program creates.
    pub fn data(&self) -> PathBuf {
        self.0.join("data")
    }

    /// The program with this data folder.
    pub fn camket(&self, words: &[&str]) -> CamketCommand {
        CamketCommand::new(words).word("--data").word(self.data())
    }

    /// `camket serve` on a free port of this machine.
    pub fn serve(&self) -> CamketCommand {
        self.camket(&["serve", "--listen", "127.0.0.1:0"])
    }

    /// `camket demo` on a free port of this machine.
    pub fn demo(&self) -> CamketCommand {
        self.camket(&["demo", "--json", "--listen", "127.0.0.1:0"])
    }

    /// Writes `camket.toml` into the data folder.
    pub fn configure(&self, toml: &str) -> PathBuf {
        create_private_folder(&self.data());
        let path = self.data().join("camket.toml");
        fs::write(&path, toml).expect("our own folder");
        set_mode(&path, 0o600);
        path
    }

    /// Opens the SQLite file, which the program must have created.
    pub async fn database(&self) -> ProgramDatabase {
        ProgramDatabase::open(&format!("sqlite://{}", self.data().join("camket.sqlite").display())).await
    }
}

impl Drop for TestFolder {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            fs::remove_dir_all(&self.0).ok();
        }
    }
}

/// Creates an empty database on the tests' PostgreSQL. Returns its URL.
pub async fn empty_postgres() -> String {
    postgres::create_template(&format!("camket_program_{}_{}", std::process::id(), next_count())).await
}

/// Generates a master secret as an operator does.
pub fn master_secret() -> String {
    data_encoding::BASE64.encode(&[7; 32])
}

pub fn file_mode(path: &Path) -> u32 {
    fs::metadata(path).expect("it is there").permissions().mode() & 0o777
}

fn create_private_folder(path: &Path) {
    fs::create_dir_all(path).expect("our own folder");
    set_mode(path, 0o700);
}

pub fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it is ours");
}

fn next_count() -> u32 {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    COUNT.fetch_add(1, Ordering::Relaxed)
}
