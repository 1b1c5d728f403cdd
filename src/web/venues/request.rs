//! The extractor of an owner's pages of one venue.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use camket_app::App;
use camket_domain::ids::VenueId;
use camket_domain::permissions::{Permit, rights};

use crate::state::Web;
use camket_shell::page::Page;
use camket_shell::session::PageRequest;

/// A request to a page of one venue of an owner: the id is the only placeholder of its path. Whether the venue is the
/// owner's, the use case decides.
#[derive(Clone, Debug)]
pub(crate) struct OwnVenue {
    pub page: Page,
    pub app: App,
    pub permit: Permit<rights::KeepVenues>,
    pub id: VenueId,
}

impl FromRequestParts<Web> for OwnVenue {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        let id = Path::from_request_parts(parts, web).await.map_err(IntoResponse::into_response)?;
        let PageRequest { page, app, permit } = PageRequest::from_request_parts(parts, web).await?;
        let Path(id) = id;
        Ok(Self { page, app, permit, id })
    }
}
