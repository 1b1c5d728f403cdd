//! The front page: what a visitor can do here. Users who are logged in are redirected to their start page.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::App;
use camket_domain::accounts::Actor;

use crate::paths;
use crate::start_page::find_start_page;
use crate::state::Web;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::routes::Routes;

pub(super) fn routes() -> Routes<Web> {
    Routes::new().public_get(paths::Home::PATTERN, show)
}

#[derive(Template)]
#[template(path = "home/front.html")]
struct FrontPage {
    page: Page,
    /// Locale keys of the headline's parts; each stays on one line.
    hero: [&'static str; 3],
    /// Locale keys of each step's title and text.
    steps: [(&'static str, &'static str); 4],
}

async fn show(
    page: Page,
    State(app): State<App>,
    actor: Option<Extension<Actor>>,
) -> Result<Response, PageError> {
    Ok(match actor {
        Some(Extension(actor)) => Redirect::to(find_start_page(&app, &actor).await?).into_response(),
        None => {
            Html(FrontPage { page: page.with_title("home-title"), hero: HERO, steps: STEPS }).into_response()
        }
    })
}

const HERO: [&str; 3] = ["home-hero-pledge", "home-hero-labour", "home-hero-certificate"];

const STEPS: [(&str, &str); 4] = [
    ("home-step-venue", "home-step-venue-text"),
    ("home-step-pledge", "home-step-pledge-text"),
    ("home-step-labour", "home-step-labour-text"),
    ("home-step-certificate", "home-step-certificate-text"),
];
