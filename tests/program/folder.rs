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

use tokio::sync::OnceCell;

use super::{database::ProgramDatabase, process::CamketCommand};
use crate::support::postgres;

/// Printed papers and published lists name it, whatever port a node listens on.
pub const PUBLIC_URL: (&str, &str) = ("CAMKET_SERVER__PUBLIC_URL", "https://camket.example.vn");

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
        FILLED.copy()
    }

    /// A folder whose registry holds certificates, under [`PUBLIC_URL`] and with [`master_secret`] in its file. It is filled
    /// once for all tests; each has its own copy.
    pub fn with_certificates() -> Self {
        static FILLED: LazyLock<TestFolder> = LazyLock::new(|| {
            let folder = TestFolder::new();
            create_private_folder(&folder.data());
            let secret = folder.data().join("master.secret");
            fs::write(&secret, master_secret()).expect("our own folder");
            set_mode(&secret, 0o600);
            folder.fill_with_certificates(None);
            folder
        });
        FILLED.copy()
    }

    /// Makes certificates in an empty registry: of this folder, or on PostgreSQL.
    fn fill_with_certificates(&self, url: Option<&str>) {
        let fill = self.camket(&["bench-data", "--certificates", "30"]).env(PUBLIC_URL.0, PUBLIC_URL.1);
        let fill = fill.env("CAMKET_SECRETS__MASTER_SECRET", master_secret());
        url.into_iter().fold(fill, |fill, url| fill.env("DATABASE_URL", url)).run().succeeded();
    }

    fn copy(&self) -> Self {
        let copy = Self::new();
        create_private_folder(&copy.data());
        for entry in fs::read_dir(self.data()).expect("a filled folder") {
            let entry = entry.expect("a file");
            fs::copy(entry.path(), copy.data().join(entry.file_name())).expect("copied");
        }
        copy
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

/// A database on the tests' PostgreSQL whose registry holds certificates, as [`TestFolder::with_certificates`].
pub async fn postgres_with_certificates() -> String {
    static FILLED: OnceCell<String> = OnceCell::const_new();
    let fill = async || {
        let name = format!("camket_program_{}_filled", std::process::id());
        let url = postgres::create_template(&name).await;
        TestFolder::new().fill_with_certificates(Some(&url));
        name
    };
    postgres::copy_template(FILLED.get_or_init(fill).await).await
}

/// Generates a master secret as an operator does.
pub fn master_secret() -> String {
    data_encoding::BASE64.encode(&[7; 32])
}

pub fn file_mode(path: &Path) -> u32 {
    fs::metadata(path).expect("it is there").permissions().mode() & 0o777
}

pub fn create_private_folder(path: &Path) {
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
