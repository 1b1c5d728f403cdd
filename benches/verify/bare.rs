//! The bare handler: axum returning constant bytes, as the baseline.

use std::fs;

use axum::Router;
use axum::http::header;
use axum::routing::get;
use tokio::net::TcpListener;

use crate::BenchResult;

/// Serves the bytes of a file until the process is killed. Arguments: address, content type, file.
pub fn serve(words: &[String]) -> BenchResult<()> {
    let [address, kind, file] = words else { return Err("address, kind and file".into()) };
    let body: &'static [u8] = fs::read(file)?.leak();
    let kind = kind.clone();
    let handler = move || {
        let kind = kind.clone();
        async move { ([(header::CONTENT_TYPE, kind)], body) }
    };
    let router =
        Router::new().route("/v/{given}", get(handler.clone())).route("/api/v1/verify/{given}", get(handler));
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(address.as_str()).await?;
        Ok(axum::serve(listener, router).await?)
    })
}
