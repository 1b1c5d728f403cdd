//! Registries with generated certificates (`camket bench-data`), and the requests to look them up.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use camket_app::passwords::HashingOptions;
use camket_app::throttle::ThrottleOptions;
use camket_app::{App, AppOptions, WorkOptions};
use camket_credential::MasterSecret;
use camket_credential::token;
use camket_domain::accounts::factor::FactorRule;
use camket_domain::accounts::session::SessionLimits;
use camket_domain::ids::CertificateId;
use camket_store::Store;
use camket_store::certificates::{self, register};
#[expect(clippy::disallowed_types, reason = "ring takes no other generator")]
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair, UnparsedPublicKey,
};

use crate::BenchResult;
use crate::report::cpu;
use crate::report::system::System;

/// The public address in the tokens; no server listens there.
const PUBLIC_URL: &str = "https://camket.example.vn";
const SECRET: [u8; 32] = [7; 32];

/// Number of certificates in the large registry.
#[expect(clippy::disallowed_methods, reason = "a bench is a program: its operator sets it")]
pub fn certificate_count() -> BenchResult<u32> {
    Ok(std::env::var("CERTIFICATES").map_or(Ok(1_000_000), |count| count.parse())?)
}

/// A database with generated certificates.
#[derive(Debug)]
pub struct BenchRegistry {
    folder: PathBuf,
    postgres: Option<String>,
}

/// Paths to request; the lists have the same certificates in the same order.
#[derive(Debug, Default)]
pub struct RequestPaths {
    pub api_tokens: Vec<String>,
    pub api_codes: Vec<String>,
    pub pages: Vec<String>,
}

impl BenchRegistry {
    pub fn sqlite(certificates: u32) -> BenchResult<Self> {
        let folder = Path::new("target/bench").join(format!("verify-{certificates}"));
        let registry = Self { folder, postgres: None };
        // The file is written last; data of an interrupted run is generated again.
        let whole = registry.folder.join("whole");
        if !whole.exists() {
            fs::remove_dir_all(&registry.folder).or_else(|error| match error.kind() {
                std::io::ErrorKind::NotFound => Ok(()),
                _ => Err(error),
            })?;
            registry.generate(certificates)?;
            fs::write(whole, "")?;
        }
        Ok(registry)
    }

    pub fn postgres(certificates: u32, url: &str) -> BenchResult<Self> {
        let folder = std::env::temp_dir().join(format!("camket-bench-{}", std::process::id()));
        let registry = Self { folder, postgres: Some(url.to_owned()) };
        registry.generate(certificates)?;
        Ok(registry)
    }

    fn generate(&self, certificates: u32) -> BenchResult<()> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_camket"));
        command.args(["bench-data", "--certificates", &certificates.to_string()]).args(self.arguments());
        let status = command.envs(self.environment()).status()?;
        if status.success() { Ok(()) } else { Err("the data could not be made".into()) }
    }

    pub fn arguments(&self) -> [String; 2] {
        ["--data".to_owned(), self.folder.display().to_string()]
    }

    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let secret = data_encoding::BASE64.encode(&SECRET);
        let mut variables = vec![
            ("CAMKET_SECRETS__MASTER_SECRET", secret),
            ("CAMKET_SERVER__PUBLIC_URL", PUBLIC_URL.to_owned()),
        ];
        variables.extend(self.postgres.clone().map(|url| ("DATABASE_URL", url)));
        variables
    }

    fn url(&self) -> String {
        let file = || format!("sqlite://{}", self.folder.join("camket.sqlite").display());
        self.postgres.clone().unwrap_or_else(file)
    }

    /// Paths for `count` different certificates, spread over the registry.
    pub fn load_paths(&self, count: usize) -> BenchResult<RequestPaths> {
        tokio::runtime::Runtime::new()?.block_on(async {
            let store = Store::connect(&self.url()).await?;
            let mut paths = RequestPaths::default();
            for id in list_spread_ids(&store, count).await? {
                let certificate = certificates::find_by_id(&store, id).await?.ok_or("a certificate")?;
                let signed = certificate.issued_token.ok_or("a token")?;
                paths.api_tokens.push(format!("/api/v1/verify/{}", token::to_text(&signed.token)));
                paths.api_codes.push(format!("/api/v1/verify/{}", certificate.code));
                paths.pages.push(format!("/v/{}", certificate.code));
            }
            store.close().await?;
            Ok(paths)
        })
    }

    /// Runs `work` with the registry in this process.
    pub fn with_app<T>(&self, work: impl AsyncFnOnce(App) -> BenchResult<T>) -> BenchResult<T> {
        tokio::runtime::Runtime::new()?.block_on(async {
            let options = AppOptions {
                public_url: PUBLIC_URL.to_owned(),
                paths: &camket_web::paths::RoutePaths,
                channels: Vec::new(),
                sessions: SessionLimits::default(),
                factors: FactorRule::default(),
                throttle: ThrottleOptions::default(),
                hashing: HashingOptions { memory: 8, passes: 1, parallel: 4, waiting: 1_000 },
                work: WorkOptions::default(),
                backups: None,
                spool: camket_app::spool::SpoolFiles::new(tempfile::tempfile),
            };
            let store = Store::connect(&self.url()).await?;
            let app =
                App::new(store, &MasterSecret::new(SECRET), Arc::new(System), Arc::new(System), options);
            work(app).await
        })
    }
}

/// `count` ids, spread over the registry.
async fn list_spread_ids(store: &Store, count: usize) -> BenchResult<Vec<CertificateId>> {
    const PAGE: u64 = 1_000;
    let mut all: Vec<CertificateId> = Vec::new();
    loop {
        let page = register::list_by_id(store, all.last().copied(), PAGE).await?;
        if page.is_empty() {
            break;
        }
        all.extend(page.iter().map(|entry| entry.id));
    }
    let step = (all.len() / count).max(1);
    Ok(all.into_iter().step_by(step).take(count).collect())
}

/// CPU time of one ES256 verification, in microseconds.
#[expect(clippy::disallowed_types, reason = "ring takes no other generator")]
pub fn measure_verification_micros() -> BenchResult<f64> {
    let random = SystemRandom::new();
    let broken = |_| "ring makes no key";
    let bytes = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).map_err(broken)?;
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, bytes.as_ref(), &random)
        .map_err(|_| "ring reads no key")?;
    let message = [5; 250];
    let signature = pair.sign(&random, &message).map_err(broken)?;
    let public = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, pair.public_key().as_ref());
    let millis = cpu::measure_each(15_000, |_| {
        std::hint::black_box(public.verify(&message, signature.as_ref())).ok();
    });
    Ok(millis * 1_000.0)
}
