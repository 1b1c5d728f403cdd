//! The extractors of the pages of one venue for its owner and its managers.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use camket_app::App;
use camket_domain::ids::VenueId;
use camket_domain::permissions::{Permit, Right, rights};

use crate::state::Web;
use camket_shell::page::Page;
use camket_shell::session::PageRequest;

/// A request to a page of one venue, for whom the permission table gives `R`: the id is the only placeholder of its path.
/// Whether the venue is the actor's, the use case decides.
#[derive(Clone, Debug)]
pub(crate) struct VenueRequest<R> {
    pub page: Page,
    pub app: App,
    pub permit: Permit<R>,
    pub id: VenueId,
}

/// Of an owner.
pub(crate) type OwnVenue = VenueRequest<rights::KeepVenues>;
/// Of an owner or a manager.
pub(crate) type KeptVenue = VenueRequest<rights::WorkAtVenues>;

impl<R: Right> FromRequestParts<Web> for VenueRequest<R> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        let id = Path::from_request_parts(parts, web).await.map_err(IntoResponse::into_response)?;
        let PageRequest { page, app, permit } = PageRequest::from_request_parts(parts, web).await?;
        let Path(id) = id;
        Ok(Self { page, app, permit, id })
    }
}
