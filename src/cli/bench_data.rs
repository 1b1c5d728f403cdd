//! `camket bench-data`: fills an empty registry with many certificates for the benchmarks. It refuses a registry with data.
//!
//! The offices and the first venues are those of the demo. Each certificate has its own name, address, number, code, status list
//! index and token; two in a hundred are not in force.

use std::io::{Write, stdout};

use anyhow::{Context, Result, ensure};
use camket_app::{App, certificates::sign_untested};
use camket_domain::{
    agencies::Agency,
    calendar::{add_months, local_date},
    certificates::{
        Certificate, CertificateNumber, CertificateStatus, DocumentNumber, PublicReason, ShortCode,
        StatusRecord,
    },
    clock::random_bytes,
    ids::CertificateId,
};
use camket_store::{Tx, agencies, certificates};
use time::Duration;
use uuid::Uuid;

use super::{
    args::BenchDataArgs,
    config::Environment,
    demo::sample::{SampleOptions, fill_registry, names, random::SeededRandom},
    registry,
    setup::Setup,
};

/// Certificates per transaction.
const BATCH_SIZE: u32 = 10_000;
/// Number of venues that own the model certificates.
const VENUE_COUNT: usize = 60;
/// The issuing agency of the demo.
const ISSUER_CODE: &str = "KH-SNV";

/// Fills the registry and prints the progress.
///
/// # Errors
/// The registry is not empty, the configuration is wrong, or the database cannot be written.
pub async fn run(data: &BenchDataArgs, environment: &Environment) -> Result<()> {
    let setup = Setup::prepare(&data.settings.overrides(), environment)?;
    let server = &setup.config.server;
    let public_url = server.public_url(server.listen).map_err(|problem| anyhow::anyhow!(problem))?;
    let app = registry::open(&setup, public_url.to_string(), Vec::new()).await?;
    ensure!(
        agencies::find_by_code(app.store(), ISSUER_CODE).await?.is_none(),
        "this registry is not empty: give a new folder with --data, or another database"
    );
    fill_with_demo(&setup, &app).await.context("the demo's venues")?;
    let issuer = agencies::find_by_code(app.store(), ISSUER_CODE).await?.context("the issuing agency")?;
    let models = load_model_certificates(&app).await?;
    let (chance, mut left) = (SeededRandom::new(178), data.certificates);
    while left > 0 {
        let count = left.min(BATCH_SIZE);
        insert_batch(&app, &issuer, &models, &chance, count).await?;
        left -= count;
        writeln!(stdout(), "{} certificates", data.certificates - left)?;
    }
    app.store().clone().close().await?;
    Ok(())
}

/// Fills the registry as `demo` does, with fewer venues and under a password that nobody knows.
async fn fill_with_demo(setup: &Setup, app: &App) -> Result<()> {
    let options = SampleOptions {
        master: &setup.master,
        public_url: app.options().public_url.clone(),
        password: Uuid::from_bytes(random_bytes(app.entropy())).to_string(),
        now: app.now(),
        venue_count: VENUE_COUNT,
    };
    Box::pin(fill_registry(app.store().clone(), options)).await?;
    Ok(app.refresh_register().await?)
}

/// The demo's certificates, which serve as templates for the others.
async fn load_model_certificates(app: &App) -> Result<Vec<Certificate>> {
    let page = certificates::register::list_by_id(app.store(), None, 1_000).await?;
    let mut models = Vec::new();
    for entry in page {
        models.extend(certificates::find_by_id(app.store(), entry.id).await?);
    }
    ensure!(!models.is_empty(), "the demo has certificates");
    Ok(models)
}

async fn insert_batch(
    app: &App,
    issuer: &Agency,
    models: &[Certificate],
    chance: &SeededRandom,
    count: u32,
) -> Result<()> {
    let tx = app.store().begin_write().await?;
    let made = build_certificates(app, &tx, issuer, models, chance, count).await?;
    let signed = sign_untested(app, &tx, made).await?;
    certificates::insert_many(&tx, issuer.id, &signed).await?;
    Ok(tx.commit().await?)
}

async fn build_certificates(
    app: &App,
    tx: &Tx,
    issuer: &Agency,
    models: &[Certificate],
    chance: &SeededRandom,
    count: u32,
) -> Result<Vec<Certificate>> {
    let year = local_date(app.now()).year();
    let serials = certificates::take_serials(tx, issuer.id, year, i32::try_from(count)?).await?;
    Ok(serials
        .map(|serial| build_certificate(app, issuer, chance.pick(models), chance, (year, serial)))
        .collect())
}

fn build_certificate(
    app: &App,
    issuer: &Agency,
    model: &Certificate,
    chance: &SeededRandom,
    (year, serial): (i32, i32),
) -> Certificate {
    let issued_at = app.now() - chance.days_below(200);
    let mut certificate = Certificate {
        id: CertificateId::new(app.now(), app.entropy()),
        number: CertificateNumber::new(&issuer.code, year, serial),
        document: DocumentNumber { serial, year, symbol: issuer.symbol.clone() },
        code: ShortCode::new(app.entropy()),
        issued_token: None,
        issued_at,
        expires_on: add_months(local_date(issued_at), 12) - Duration::DAY,
        status_record: build_status_record(app, issuer, chance, (year, serial)),
        ..model.clone()
    };
    certificate.facts.name = names::venue_name(chance, model.facts.kind);
    certificate.facts.address = names::street_address(chance, true);
    certificate
}

/// Two in a hundred are not in force.
fn build_status_record(
    app: &App,
    issuer: &Agency,
    chance: &SeededRandom,
    (year, serial): (i32, i32),
) -> StatusRecord {
    let decided = match chance.number_below(1_000) {
        0..4 => CertificateStatus::Revoked,
        4..8 => CertificateStatus::Suspended,
        8..20 => CertificateStatus::Superseded,
        _ => return StatusRecord::issued(),
    };
    let since = app.now() - chance.days_below(100);
    StatusRecord {
        decided_status: decided,
        since: Some(since),
        until: (decided == CertificateStatus::Suspended).then(|| local_date(app.now()) + Duration::days(60)),
        reason: Some(match decided {
            CertificateStatus::Superseded => PublicReason::Renewed,
            _ => PublicReason::ConditionsNotMet,
        }),
        decision_number: format!("{}/QĐ-{}", chance.number_below(900) + 1, issuer.symbol),
        replaced_by: (decided == CertificateStatus::Superseded && serial > 1)
            .then(|| CertificateNumber::new(&issuer.code, year, serial - 1)),
    }
}
