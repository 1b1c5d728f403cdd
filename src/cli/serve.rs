//! `camket serve`: serves the registry with real data.

use anyhow::{Result, anyhow};

use super::{
    args::ServeArgs, backup, carriers::Carriers, config::Environment, listen, marks::FolderRecord, registry,
    serving, setup::Setup,
};

/// Serves until SIGINT or SIGTERM.
///
/// # Errors
/// The set-up is wrong, or the port cannot be used.
pub async fn run(serve: &ServeArgs, environment: &Environment) -> Result<()> {
    let setup = Setup::prepare(&serve.overrides(), environment)?;
    let _lock = setup.data.lock_server()?;
    let server = &setup.config.server;
    let listener = listen::bind(server.listen).await?;
    let bound = listener.local_addr()?;
    let public_url = server.public_url(bound).map_err(|problem| anyhow!(problem))?;
    let carriers = Carriers::new(&setup.config)?;
    let app = registry::open(&setup, public_url.to_string(), carriers.channels()).await?;
    app.register().keep_record(&app, FolderRecord::new(&setup)).await?;
    registry::prepare_look_ups(&app).await?;
    let backups = tokio::spawn(backup::run_schedule(app.clone(), setup.config.clone()));
    let service = serving::build_service(&app, server, bound, false);
    let stop = serving::StopSignals::listen()?;
    tracing::info!(address = %bound, url = %public_url, database = app.store().engine(), "camket serves");
    let served = serving::run(listener, server.connection_limits(), service, app, carriers, stop).await;
    backups.abort();
    served
}
