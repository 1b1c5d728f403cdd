//! Pages and API: parse the request, call a use case, render the response.
//!
//! Belongs here: routes, handlers, templates, styles, scripts, locale files. Does not belong here: rules (domain),
//! transactions (app), SQL (store). A handler that decides or stores is in the wrong crate.
//!
//! The frame that every page uses is `camket_shell`; `content::register` gives it our texts and static files.

mod account_data;
mod accounts;
mod activities;
mod agencies;
mod alerts;
mod api;
mod api_tokens;
mod applications;
mod areas;
mod census;
mod certificates;
mod claim_codes;
mod codes;
mod concerns;
mod confirmation;
mod content;
mod counter;
mod coverage;
mod dashboard;
mod demands;
mod demo;
mod devices;
mod digests;
mod health;
mod healthy_communes;
mod help;
mod home;
mod id_card;
mod inspect;
mod inspections;
mod integrated_plans;
mod labour;
mod labour_questions;
mod letters;
mod limit;
mod list_file;
mod managers;
mod measures;
mod media;
pub mod messages;
mod navigation;
mod office_import;
mod office_numbers;
mod office_tabs;
mod open_data;
mod outbox;
mod paper_pledges;
pub mod paths;
mod pdf;
mod picture;
mod plans;
mod pledges;
mod police_totals;
mod readiness;
mod reports;
mod restores;
mod risk;
mod scan_upload;
mod scans;
mod settings;
mod span_query;
mod spooled_body;
mod staff;
mod start_page;
pub mod state;
mod storage;
pub mod styleguide;
mod targets;
mod teams;
mod tile_map;
mod timeline;
mod training;
mod transfers;
mod upload;
mod venue_register;
mod venues;
mod verdict;
mod verify;
mod well_known;
mod worker_pledges;

use axum::http::{HeaderValue, header};
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use camket_shell::cookie_scheme;
use camket_shell::error_kind::ErrorKind;
use camket_shell::kept_form::{self, CarrierPages};
use camket_shell::layers::{self, RequestIds};
use camket_shell::request_context::Site;
use camket_shell::session::SessionHooks;

use camket_shell::routes::Routes;
use state::Web;
pub use venue_register::list_by_ids as list_register_by_ids;
pub use verify::SiteService;

/// Every route of the program. With `demo`, the demo's mailbox too.
#[must_use]
pub fn routes(demo: bool) -> Routes<Web> {
    let all = layers::routes()
        .merge(health::routes())
        .merge(home::routes())
        .merge(help::routes())
        .merge(areas::routes())
        .merge(accounts::routes())
        .merge(account_data::routes())
        .merge(venues::routes())
        .merge(pledges::routes())
        .merge(labour::routes())
        .merge(worker_pledges::routes())
        .merge(coverage::routes())
        .merge(open_data::routes())
        .merge(targets::routes())
        .merge(activities::routes())
        .merge(media::routes())
        .merge(training::routes())
        .merge(transfers::routes())
        .merge(managers::routes())
        .merge(integrated_plans::routes())
        .merge(police_totals::routes())
        .merge(healthy_communes::routes())
        .merge(reports::routes())
        .merge(risk::routes())
        .merge(applications::routes())
        .merge(census::routes())
        .merge(letters::routes())
        .merge(certificates::routes())
        .merge(inspections::routes())
        .merge(plans::routes())
        .merge(teams::routes())
        .merge(devices::routes())
        .merge(scans::routes())
        .merge(measures::routes())
        .merge(dashboard::routes())
        .merge(demands::routes())
        .merge(alerts::routes())
        .merge(verify::routes())
        .merge(api::routes())
        .merge(api_tokens::routes())
        .merge(concerns::routes())
        .merge(digests::routes())
        .merge(claim_codes::routes())
        .merge(counter::routes())
        .merge(paper_pledges::routes())
        .merge(timeline::routes())
        .merge(venue_register::routes())
        .merge(inspect::routes())
        .merge(well_known::routes())
        .merge(agencies::routes())
        .merge(outbox::routes())
        .merge(settings::routes())
        .merge(restores::routes())
        .merge(storage::routes())
        .merge(readiness::routes())
        .merge(office_import::routes())
        .merge(staff::routes());
    if demo { all.merge(demo::routes()) } else { all }
}

const HOOKS: SessionHooks =
    SessionHooks { build_viewer: navigation::build_viewer, is_look_up: verify::is_look_up };

const CARRIER_PAGES: CarrierPages = CarrierPages {
    render_log_in: accounts::render_log_in,
    render_confirmation: accounts::render_confirmation,
};

/// The service of a node that waits for its database: the process is well, and everything else is not available yet.
pub fn build_waiting_service(site: Site, ids: RequestIds) -> Router {
    content::register();
    let router = Router::new().route(paths::Alive::PATTERN, get(async || "ok"));
    // So that no proxy goes on to ask here what the whole service answers later.
    let close = map_response(async |mut answer: Response| {
        answer.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        answer
    });
    layers::wrap(router.fallback(async || ErrorKind::Unavailable), site, ids).layer(close)
}

/// The whole program as a service: routes, sessions, middleware.
pub fn build_service(web: Web, site: Site, ids: RequestIds) -> SiteService {
    let routes = routes(web.options.demo);
    build_service_of(routes, web, site, ids)
}

/// As [`build_service`], of these routes.
pub fn build_service_of(routes: Routes<Web>, web: Web, site: Site, ids: RequestIds) -> SiteService {
    content::register();
    let document = api::build_document(routes.api_routes());
    let (router, _) = routes.into_parts();
    let router = router.layer(Extension(api::OpenApiText::new(&document)));
    let router = camket_shell::session::add_layers(router, web.app.clone(), HOOKS);
    let router = kept_form::add_layer(router.with_state(web.clone()), web.app.clone(), CARRIER_PAGES);
    let whole = layers::wrap(router, site.clone(), ids.clone());
    let scheme = (site.https, web.options.trusted_proxies.clone());
    let whole = whole.layer(from_fn_with_state(scheme, cookie_scheme::adapt_to_scheme));
    SiteService::new(whole, web, site, ids)
}
