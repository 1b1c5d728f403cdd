//! `camket serve`: serves the registry with real data.

use anyhow::{Context, Result, anyhow};

use super::{
    args::ServeArgs, audit::HttpWitness, backup, carriers::Carriers, config::Environment, listen, metrics,
    serving, setup::Setup, waiting,
};

/// Serves until SIGINT or SIGTERM.
///
/// # Errors
/// The set-up is wrong, or the port cannot be used.
pub async fn run(serve: &ServeArgs, environment: &Environment) -> Result<()> {
    let setup = Setup::prepare(&serve.overrides(), environment)?;
    let _lock = setup.data.lock_server()?;
    let server = &setup.config.server;
    let mut listener = Some(listen::bind(server.listen).await?);
    let bound = listener.as_ref().context("no port")?.local_addr()?;
    let public_url = server.public_url(bound).map_err(|problem| anyhow!(problem))?;
    let carriers = Carriers::new(&setup.config)?;
    let channels = carriers.channels();
    let app = waiting::open_registry(&setup, &mut listener, &public_url.to_string(), &channels).await?;
    let listener = listener.context("no port")?;
    let backups = tokio::spawn(backup::run_schedule(app.clone(), setup.config.clone()));
    let metrics = metrics::start(&app, &setup.config).await?;
    let service = serving::build_service(&app, server, bound, false);
    let service = (service, metrics.as_ref().map(|metrics| metrics.requests.clone()));
    let witness = HttpWitness::new(&setup.config.audit);
    let stop = serving::StopSignals::listen()?;
    tracing::info!(address = %bound, url = %public_url, database = app.store().engine(), "camket serves");
    let served =
        serving::run(listener, server.connection_limits(), service, app, carriers, (witness, stop)).await;
    backups.abort();
    served
}
