//! `camket bench-data`: fills an empty registry with many certificates for the benchmarks. It refuses a registry with data.
//!
//! The venues and offices are those of the demo. Each certificate has its own name, address, number, code, status list
//! index and token; two in a hundred are not in force.

use std::io::{Write, stdout};

use anyhow::{Context, Result, ensure};
use camket_app::{App, certificates::sign_made_up};
use camket_domain::{
    accounts::PasswordHash,
    agencies::Agency,
    calendar::{add_months, local_date},
    certificates::{Certificate, CertificateNumber, DocumentNumber, ShortCode, Standing, Status},
    ids::CertificateId,
};
use camket_store::{Tx, agencies, certificates};
use time::Duration;

use super::{
    args::BenchData,
    config::Environment,
    demo::sample::{self, chance::Chance, names},
    foundation::Foundation,
    registry,
};

/// Certificates per transaction.
const BATCH: u32 = 10_000;
/// The issuing agency of the demo.
const ISSUER: &str = "KH-SNV";

/// Fills the registry and prints the progress.
///
/// # Errors
/// The registry is not empty, the configuration is wrong, or the database cannot be written.
pub async fn run(data: &BenchData, environment: &Environment) -> Result<()> {
    let foundation = Foundation::lay(&data.settings.given(), environment)?;
    let server = &foundation.config.server;
    let public_url = server.public_url(server.listen).map_err(|told| anyhow::anyhow!(told))?;
    let app = registry::open(&foundation, public_url.to_string(), Vec::new()).await?;
    ensure!(
        agencies::by_code(app.store(), ISSUER).await?.is_none(),
        "this registry is not empty: give a new folder with --data, or another database"
    );
    // No password has this hash, so nobody can log in.
    sample::fill(&app, &PasswordHash(String::from("!"))).await.context("the demo's venues")?;
    camket_app::certificates::equip(&app).await?;
    let issuer = agencies::by_code(app.store(), ISSUER).await?.context("the issuing agency")?;
    let models = models(&app).await?;
    let (chance, mut left) = (Chance::new(178), data.certificates);
    while left > 0 {
        let count = left.min(BATCH);
        batch(&app, &issuer, &models, &chance, count).await?;
        left -= count;
        writeln!(stdout(), "{} certificates", data.certificates - left)?;
    }
    app.store().clone().close().await?;
    Ok(())
}

/// The demo's certificates, which serve as templates for the others.
async fn models(app: &App) -> Result<Vec<Certificate>> {
    let page = certificates::register::page(app.store(), None, 1_000).await?;
    let mut models = Vec::new();
    for entry in page {
        models.extend(certificates::by_id(app.store(), entry.id).await?);
    }
    ensure!(!models.is_empty(), "the demo has certificates");
    Ok(models)
}

async fn batch(
    app: &App,
    issuer: &Agency,
    models: &[Certificate],
    chance: &Chance,
    count: u32,
) -> Result<()> {
    let tx = app.store().write().await?;
    let made = made(app, &tx, issuer, models, chance, count).await?;
    let signed = sign_made_up(app, &tx, made).await?;
    certificates::insert_many(&tx, issuer.id, &signed).await?;
    Ok(tx.commit().await?)
}

async fn made(
    app: &App,
    tx: &Tx,
    issuer: &Agency,
    models: &[Certificate],
    chance: &Chance,
    count: u32,
) -> Result<Vec<Certificate>> {
    let year = local_date(app.now()).year();
    let serials = certificates::next_serials(tx, issuer.id, year, i32::try_from(count)?).await?;
    Ok(serials.map(|serial| one(app, issuer, chance.pick(models), chance, (year, serial))).collect())
}

fn one(
    app: &App,
    issuer: &Agency,
    model: &Certificate,
    chance: &Chance,
    (year, serial): (i32, i32),
) -> Certificate {
    let issued_at = app.now() - chance.days(200);
    let mut certificate = Certificate {
        id: CertificateId::new(app.now(), app.entropy()),
        number: CertificateNumber::new(&issuer.code, year, serial),
        document: DocumentNumber { serial, year, symbol: issuer.symbol.clone() },
        code: ShortCode::new(app.entropy()),
        signed: None,
        issued_at,
        expires_on: add_months(local_date(issued_at), 12) - Duration::DAY,
        standing: standing(app, issuer, chance, (year, serial)),
        ..model.clone()
    };
    certificate.facts.name = names::venue(chance, model.facts.kind);
    certificate.facts.address = names::address(chance, true);
    certificate
}

/// Two in a hundred are not in force.
fn standing(app: &App, issuer: &Agency, chance: &Chance, (year, serial): (i32, i32)) -> Standing {
    let decided = match chance.below(1_000) {
        0..4 => Status::Revoked,
        4..8 => Status::Suspended,
        8..20 => Status::Superseded,
        _ => return Standing::issued(),
    };
    let since = app.now() - chance.days(100);
    Standing {
        decided,
        since: Some(since),
        until: (decided == Status::Suspended).then(|| local_date(app.now()) + Duration::days(60)),
        reason: if decided == Status::Superseded { "renewed" } else { "conditions-not-met" }.to_owned(),
        decision_number: format!("{}/QĐ-{}", chance.below(900) + 1, issuer.symbol),
        replaced_by: (decided == Status::Superseded && serial > 1)
            .then(|| CertificateNumber::new(&issuer.code, year, serial - 1)),
    }
}
