//! `/venues/{id}/transfer`: an owner offers a venue to another one, and takes the offer back.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::App;
use camket_app::transfers::{self, OwnTransfer};
use camket_domain::accounts::Login;
use camket_domain::ids::{VenueId, uuid_v7};
use camket_domain::transfers::VenueTransfer;

use crate::accounts::{LoginOffer, format_login};
use crate::paths;
use crate::venues::OwnVenue;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};

#[derive(Template)]
#[template(path = "transfers/offer.html")]
struct OfferPage {
    page: Page,
    form: Form,
    id: VenueId,
    venue: String,
    /// The offer that waits for an answer.
    offer: Option<OpenOffer>,
    /// Whether it is asked once more before the venue is offered.
    asks: bool,
}

struct OpenOffer {
    login: String,
    until: String,
    version: i32,
}

pub(super) async fn show(OwnVenue { page, app, permit, id }: OwnVenue) -> Result<Response, PageError> {
    let found = transfers::find_own(&app, &permit, id).await?;
    Ok(Html(build_page(page, new_form(&app), found)).into_response())
}

fn new_form(app: &App) -> Form {
    Form::from_fields([("key", uuid_v7(app.now(), app.entropy()).to_string())])
}

fn build_page(page: Page, form: Form, found: OwnTransfer) -> OfferPage {
    let page = page.with_title("transfers-title").with_form_errors(&form);
    let open = |offer: VenueTransfer| OpenOffer {
        login: Login::parse(&offer.login).map_or(offer.login.clone(), |login| format_login(&login)),
        until: page.moment(&offer.ends_at()),
        version: offer.version,
    };
    OfferPage {
        id: found.venue.id,
        venue: found.venue.name,
        offer: found.offer.map(open),
        asks: false,
        form,
        page,
    }
}

pub(super) async fn offer(
    OwnVenue { page, app, permit, id }: OwnVenue,
    mut form: Form,
) -> Result<Response, PageError> {
    let key = form.require_key()?;
    let login = LoginOffer::Either.parse(&mut form);
    let asks = login.is_some() && form.text("sure") != "yes";
    if let Some(login) = login.filter(|_| !asks) {
        let offered = transfers::offer(&app, &permit, key, id, &login).await;
        if form.require_success(offered).redirect_refusal(paths::TransferVenue(id))?.is_some() {
            return Ok(Flash::success("transfers-offered").redirect(paths::TransferVenue(id)));
        }
    }
    let found = transfers::find_own(&app, &permit, id).await?;
    let view = OfferPage { asks, ..build_page(page, form, found) };
    Ok((view.form.status(), Html(view)).into_response())
}

pub(super) async fn take_back(
    OwnVenue { app, permit, id, .. }: OwnVenue,
    form: Form,
) -> Result<Response, PageError> {
    let (version, here) = (form.require_version()?, paths::TransferVenue(id));
    let taken = transfers::take_back(&app, &permit, id, version).await;
    taken.redirect_refusal(&here).redirect_conflict("transfers-changed", &here)?;
    Ok(Flash::success("transfers-taken-back").redirect(here))
}
