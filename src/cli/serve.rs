//! `camket serve`: serves the registry with real data.

use anyhow::{Result, anyhow};

use super::{
    args::Serve, carriers::Carriers, config::Environment, foundation::Foundation, listen, registry, serving,
};

/// Serves until SIGINT or SIGTERM.
///
/// # Errors
/// The set-up is wrong, or the port cannot be used.
pub async fn run(serve: &Serve, environment: &Environment) -> Result<()> {
    let foundation = Foundation::lay(&serve.given(), environment)?;
    let _lock = foundation.data.lock()?;
    let server = &foundation.config.server;
    let listener = listen::bind(server.listen).await?;
    let bound = listener.local_addr()?;
    let public_url = server.public_url(bound).map_err(|told| anyhow!(told))?;
    let carriers = Carriers::new(&foundation.config)?;
    let app = registry::open(&foundation, public_url.to_string(), carriers.channels()).await?;
    registry::get_ready(&app).await?;
    let service = serving::service(&app, server, bound, false);
    let stop = serving::Stop::heard()?;
    tracing::info!(address = %bound, url = %public_url, database = app.store().engine(), "camket serves");
    serving::run(listener, service, app, carriers, stop).await
}
