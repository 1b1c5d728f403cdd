//! Certificates issued by one approver: loaded, decided, numbered, signed, verified and committed to disk; many in one
//! transaction compared with each in its own.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use camket_app::passwords::HashingOptions;
use camket_app::throttle::ThrottleOptions;
use camket_app::{App, AppOptions, WorkOptions, certificates};
use camket_credential::MasterSecret;
use camket_domain::accounts::Scope;
use camket_domain::accounts::factor::FactorRule;
use camket_domain::accounts::session::SessionLimits;
use camket_domain::applications::{Application, ApplicationState, FileNumber};
use camket_domain::ids::{ApplicationId, PledgeId, VenueId};
use camket_domain::permissions::Permit;
use camket_domain::pledges::Pledge;
use camket_domain::venues::Venue;
use camket_store::certificates::register;
use camket_store::{Store, accounts, applications, certificates as rows, pledges, venues};

use crate::report::system::System;
use crate::report::{Direction, Measurement};

type IssueBenchResult<T> = Result<T, Box<dyn std::error::Error>>;

const ROUNDS: usize = 7;
/// Certificates of one round that are issued together.
const TOGETHER: usize = 500;
/// Certificates of one round that are issued each in a transaction of its own.
const ONE_BY_ONE: usize = 100;
/// Number of accepted applications to issue for.
const APPLICATIONS: usize = ROUNDS * (TOGETHER + ONE_BY_ONE);
const SECRET: [u8; 32] = [7; 32];

pub fn measure() -> IssueBenchResult<Vec<Measurement>> {
    let folder = Path::new("target/bench").join(format!("issue-{}", std::process::id()));
    let made = Command::new(env!("CARGO_BIN_EXE_camket"))
        .args(["bench-data", "--certificates", "1", "--data"])
        .arg(&folder)
        .env("CAMKET_SECRETS__MASTER_SECRET", data_encoding::BASE64.encode(&SECRET))
        .status()?;
    if !made.success() {
        return Err("the demo's venues could not be made".into());
    }
    let rows = tokio::runtime::Runtime::new()?.block_on(measure_issuing(&folder.join("camket.sqlite")));
    std::fs::remove_dir_all(&folder)?;
    rows
}

async fn measure_issuing(file: &Path) -> IssueBenchResult<Vec<Measurement>> {
    let store = Store::connect(&format!("sqlite://{}", file.display())).await?;
    let options = AppOptions {
        public_url: "https://camket.example.vn".to_owned(),
        paths: &camket_web::paths::RoutePaths,
        channels: vec![camket_domain::outbox::Channel::Email],
        sessions: SessionLimits::default(),
        factors: FactorRule::default(),
        throttle: ThrottleOptions::default(),
        hashing: HashingOptions { memory: 8, passes: 1, parallel: 4, waiting: 1_000 },
        work: WorkOptions::default(),
        backups: None,
        spool: camket_app::spool::SpoolFiles::new(tempfile::tempfile),
    };
    let app = App::new(store, &MasterSecret::new(SECRET), Arc::new(System), Arc::new(System), options);
    // A serving node has the register in memory and adds what it issues.
    camket_app::register::load_register(&app).await?;
    let (permit, ids) = prepare_applications(&app).await?;
    let (mut per_second, mut ratio) = (Vec::new(), Vec::new());
    for round in ids.chunks_exact(TOGETHER + ONE_BY_ONE) {
        let (together, alone) = round.split_at(TOGETHER);
        let own = measure_batches(&app, &permit, &[together]).await?;
        let beside = measure_batches(&app, &permit, &alone.chunks(1).collect::<Vec<_>>()).await?;
        per_second.push(1.0 / own);
        ratio.push(beside / own);
    }
    app.store().clone().close().await?;
    Ok(vec![
        Measurement::of_rounds("issue_batch_ratio", &ratio, "of one a commit")
            .with_target(Direction::Min, 2.5),
        Measurement::of_rounds("issue_per_second", &per_second, "certificates/s"),
    ])
}

/// Seconds for one certificate.
async fn measure_batches(
    app: &App,
    permit: &ApproverPermit,
    batches: &[&[ApplicationId]],
) -> IssueBenchResult<f64> {
    let (began, mut count) = (Instant::now(), 0);
    for ids in batches {
        let outcomes = certificates::issue(app, permit, ids).await;
        if let Some(failed) = outcomes.iter().find_map(|outcome| outcome.result.as_ref().err()) {
            return Err(format!("not issued: {failed}").into());
        }
        count += u32::try_from(outcomes.len())?;
    }
    Ok(began.elapsed().as_secs_f64() / f64::from(count))
}

type ApproverPermit = Permit<camket_domain::permissions::rights::IssueCertificates>;

/// Creates accepted applications of venues that differ only in their names; returns an approver's permit and their ids.
async fn prepare_applications(app: &App) -> IssueBenchResult<(ApproverPermit, Vec<ApplicationId>)> {
    let entry = register::list_by_id(app.store(), None, 1).await?.pop().ok_or("the demo has certificates")?;
    let model = rows::find_by_id(app.store(), entry.id).await?.ok_or("a certificate")?;
    let approver = accounts::find(app.store(), model.approver).await?.ok_or("an approver")?.as_actor();
    let scope: Scope = approver.scope();
    let application = applications::find(app.store(), &scope, model.application).await?.ok_or("its file")?;
    let venue = venues::find(app.store(), &scope, model.venue).await?.ok_or("its venue")?;
    let pledge = pledges::find(app.store(), venue.id, application.pledge).await?.ok_or("its pledge")?;
    let (now, mut ids) = (app.now(), Vec::with_capacity(APPLICATIONS));
    let tx = app.store().begin_write().await?;
    for serial in 0..APPLICATIONS {
        let venue = Venue {
            id: VenueId::new(now, app.entropy()),
            name: format!("Khách sạn Biển Xanh Ninh Chữ {serial}"),
            ..venue.clone()
        };
        let pledge = Pledge { id: PledgeId::new(now, app.entropy()), venue: venue.id, ..pledge.clone() };
        let application = Application {
            id: ApplicationId::new(now, app.entropy()),
            number: FileNumber(format!("HS-BENCH-{serial}")),
            venue: venue.id,
            pledge: pledge.id,
            state: ApplicationState::Accepted,
            ..application.clone()
        };
        venues::insert(&tx, &venue).await?;
        pledges::insert(&tx, &pledge).await?;
        applications::insert(&tx, &application).await?;
        ids.push(application.id);
    }
    tx.commit().await?;
    Ok((Permit::for_actor(&approver).ok_or("an approver may issue")?, ids))
}
