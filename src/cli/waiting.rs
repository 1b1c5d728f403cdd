//! A server that starts before its database: it answers 503 and tries again, so that an outage of both needs nobody.

use std::time::Duration;

use anyhow::{Context, Result};
use camket_app::{App, AppError};
use camket_domain::outbox::Channel;
use camket_shell::request_context::Site;
use camket_store::is_outage;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio::time::sleep;

use super::{marks::FolderRecord, registry, serving, setup::Setup};

/// Time between two tries.
const RETRY_INTERVAL: Duration = Duration::from_secs(1);

/// Opens the registry and prepares what look-ups need, as soon as the database can be reached. Until then whoever asks on
/// `listener` is answered that it is not available yet.
///
/// # Errors
/// Something that waiting does not mend: a wrong secret, a wrong password of the database, a schema of a later version.
pub async fn open_registry(
    setup: &Setup,
    listener: &mut Option<TcpListener>,
    public_url: &str,
    channels: &[Channel],
) -> Result<App> {
    let mut meanwhile: Option<WaitingService> = None;
    loop {
        let error = match prepare(setup, public_url, channels).await {
            Ok(app) => {
                if let Some(service) = meanwhile {
                    service.stop(listener).await?;
                }
                return Ok(app);
            }
            Err(error) => error,
        };
        if !error.chain().any(may_pass) {
            return Err(error);
        }
        if meanwhile.is_none() {
            tracing::warn!(
                error = format!("{error:#}"),
                "waiting for the database; `camket doctor` tells more"
            );
            meanwhile = Some(WaitingService::start(listener, public_url.starts_with("https://"))?);
        }
        sleep(RETRY_INTERVAL).await;
    }
}

async fn prepare(setup: &Setup, public_url: &str, channels: &[Channel]) -> Result<App> {
    let app = registry::open(setup, public_url.to_owned(), channels.to_vec()).await?;
    app.register().keep_record(&app, FolderRecord::new(setup)).await?;
    registry::prepare_look_ups(&app).await?;
    Ok(app)
}

fn may_pass(cause: &(dyn std::error::Error + 'static)) -> bool {
    is_outage(cause) || matches!(cause.downcast_ref(), Some(AppError::Busy(_)))
}

/// Answers on the listener of the server.
struct WaitingService(JoinHandle<()>, std::net::TcpListener);

impl WaitingService {
    fn start(listener: &mut Option<TcpListener>, https: bool) -> Result<Self> {
        let own = listener.take().context("no port")?.into_std()?;
        let (other, address) = (TcpListener::from_std(own.try_clone()?)?, own.local_addr()?);
        let site = Site { demo: false, https, operator: None };
        let service = camket_web::build_waiting_service(site, serving::build_request_ids());
        tracing::info!(%address, "answering meanwhile");
        Ok(Self(tokio::spawn(async move { axum::serve(other, service).await.unwrap_or_default() }), own))
    }

    /// Gives the port back. Requests that are under way are answered; their connections are closed.
    async fn stop(self, listener: &mut Option<TcpListener>) -> Result<()> {
        self.0.abort();
        self.0.await.ok();
        *listener = Some(TcpListener::from_std(self.1)?);
        tracing::info!("the database is there");
        Ok(())
    }
}
