//! Pages and API: parse the request, call a use case, render the response.
//!
//! Belongs here: routes, handlers, templates, styles, scripts, locale files. Does not belong here: rules (domain),
//! transactions (app), SQL (store). A handler that decides or stores is in the wrong crate.
//!
//! The frame that every page uses: [`page::Page`] and [`page::Html`], [`form::NotDeterministic`], [`look`] (data of the component
//! macros, listed in `templates/components/README.md`), [`l10n`], [`error_page::ErrorKind`], [`flash::Flash`],
//! [`routes::Routes`], [`shell::wrap`].

mod accounts;
mod agencies;
mod alerts;
pub mod api;
mod api_tokens;
mod applications;
mod areas;
mod certificates;
pub mod client;
mod codes;
mod concerns;
mod confirmation;
pub mod cookies;
mod demands;
mod demo;
mod devices;
pub mod error_page;
pub mod flash;
pub mod form;
mod health;
mod home;
mod inspect;
mod inspections;
pub mod l10n;
mod labour;
mod language;
pub mod links;
pub mod look;
mod measures;
pub mod messages;
mod office_tabs;
pub mod page;
pub mod page_error;
pub mod paths;
mod pdf;
mod plans;
mod pledges;
pub mod request_context;
pub mod routes;
mod scans;
pub mod security;
pub mod session;
mod settings;
pub mod shell;
mod staff;
pub mod state;
pub mod static_files;
pub mod styleguide;
mod teams;
mod timeline;
mod venues;
mod verify;
pub mod well_known;

use axum::middleware::{from_fn, from_fn_with_state};
use axum::{Extension, Router};

use routes::Routes;
use state::Web;

/// Every route of the program. With `demo`, the demo's mailbox too.
#[must_use]
pub fn routes(demo: bool) -> Routes<Web> {
    let all = shell::routes()
        .merge(health::routes())
        .merge(home::routes())
        .merge(areas::routes())
        .merge(accounts::routes())
        .merge(venues::routes())
        .merge(pledges::routes())
        .merge(labour::routes())
        .merge(applications::routes())
        .merge(certificates::routes())
        .merge(inspections::routes())
        .merge(plans::routes())
        .merge(teams::routes())
        .merge(devices::routes())
        .merge(scans::routes())
        .merge(measures::routes())
        .merge(demands::routes())
        .merge(alerts::routes())
        .merge(verify::routes())
        .merge(api::routes())
        .merge(api_tokens::routes())
        .merge(concerns::routes())
        .merge(timeline::routes())
        .merge(inspect::routes())
        .merge(well_known::routes())
        .merge(agencies::routes())
        .merge(settings::routes())
        .merge(staff::routes());
    if demo { all.merge(demo::routes()) } else { all }
}

/// The whole program as a service: routes, sessions, middleware.
pub fn build_service(web: Web, site: request_context::Site, ids: shell::RequestIds) -> Router {
    let routes = routes(web.options.demo);
    let document = api::openapi::build_document(routes.api_routes());
    let (router, _) = routes.into_parts();
    let router = router
        .layer(Extension(api::OpenApiText::new(&document)))
        .layer(from_fn_with_state(web.clone(), session::identify_actor))
        .layer(from_fn(session::finish_writes))
        .with_state(web.clone());
    let whole = shell::wrap(router, site.clone(), ids.clone());
    verify::add_fast_path(whole, web, site, ids)
}
