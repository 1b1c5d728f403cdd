//! The officer's pages: open codes, a code for a person, a code for a venue, the slip.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::claim_codes::{self, ClaimDossier};
use camket_app::printing;
use camket_domain::claim_codes::ClaimTarget;
use camket_domain::ids::{ClaimCodeId, VenueId, uuid_v7};
use camket_domain::permissions::rights;
use camket_domain::text::lengths::MAX_PERSON_NAME_CHARS;

use crate::paths;
use crate::pdf;
use camket_shell::form::Form;
use camket_shell::look::SummaryRow;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "claim_codes/list.html")]
pub(super) struct ClaimCodesPage {
    page: Page,
    form: Form,
    lines: Vec<ClaimLine>,
    heads: Vec<String>,
}

/// An open code in the list.
struct ClaimLine {
    bound_to: String,
    href: String,
    made_by: String,
    until: String,
}

fn format_target(dossier: &ClaimDossier) -> String {
    match (&dossier.claim.target, &dossier.venue) {
        (ClaimTarget::Person { name, phone }, _) => format!("{name}, {}", phone.format_grouped()),
        (ClaimTarget::Entry(_), _) => String::new(),
        (ClaimTarget::Venue(_), venue) => venue.as_ref().map(|venue| venue.name.clone()).unwrap_or_default(),
    }
}

fn build_list(page: Page, form: Form, open: &[ClaimDossier]) -> Html<ClaimCodesPage> {
    let page = page.with_title("claim-codes-title").with_form_errors(&form);
    let line = |dossier: &ClaimDossier| ClaimLine {
        bound_to: format_target(dossier),
        href: paths::ClaimCode(dossier.claim.id).into(),
        made_by: dossier.made_by.clone(),
        until: page.moment(&dossier.claim.expires_at),
    };
    Html(ClaimCodesPage {
        lines: open.iter().map(line).collect(),
        heads: ["claim-codes-bound-to", "claim-codes-made-by", "claim-codes-until"]
            .map(|key| page.t(key))
            .into(),
        form,
        page,
    })
}

pub(super) async fn list(
    PageRequest { page, app, permit }: PageRequest<rights::MakeClaimCodes>,
) -> Result<Response, PageError> {
    let open = claim_codes::list_open(&app, &permit).await?;
    let form = Form::from_fields([("key", uuid_v7(app.now(), app.entropy()).to_string())]);
    Ok(build_list(page, form, &open).into_response())
}

pub(super) async fn make_for_person(
    PageRequest { page, app, permit }: PageRequest<rights::MakeClaimCodes>,
    mut form: Form,
) -> Result<Response, PageError> {
    let key = form.require_key()?;
    let name = form.require_line("name", "claim-codes-name-what", MAX_PERSON_NAME_CHARS);
    let phone = form.require_phone("phone", "claim-codes-phone-what");
    if let (Some(name), Some(phone)) = (name, phone) {
        let target = ClaimTarget::Person { name, phone };
        let made = claim_codes::make(&app, &permit, key, target).await;
        if let Some(id) = form.require_success(made)? {
            return Ok(Redirect::to(&paths::ClaimCode(id).to_string()).into_response());
        }
    }
    let open = claim_codes::list_open(&app, &permit).await?;
    Ok((form.status(), build_list(page, form, &open)).into_response())
}

#[derive(Template)]
#[template(path = "claim_codes/show.html")]
pub(super) struct ClaimCodePage {
    page: Page,
    id: ClaimCodeId,
    code: String,
    rows: Vec<SummaryRow>,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::MakeClaimCodes>,
    Path(id): Path<ClaimCodeId>,
) -> Result<Html<ClaimCodePage>, PageError> {
    let dossier = claim_codes::find_open(&app, &permit, id).await?;
    let page = page.with_title("claim-codes-made-title");
    let rows = vec![
        SummaryRow::new(page.t("claim-codes-bound-to"), format_target(&dossier)),
        SummaryRow::new(page.t("claim-codes-until"), page.moment(&dossier.claim.expires_at)),
        SummaryRow::new(page.t("claim-codes-made-by"), dossier.made_by.as_str()),
    ];
    Ok(Html(ClaimCodePage { id, code: dossier.code.to_string(), rows, page }))
}

pub(super) async fn show_slip(
    PageRequest { app, permit, .. }: PageRequest<rights::MakeClaimCodes>,
    Path(id): Path<ClaimCodeId>,
) -> Result<Response, PageError> {
    let dossier = claim_codes::find_open(&app, &permit, id).await?;
    let bytes = printing::render_claim_slip_pdf(&app, &dossier).await?;
    Ok(pdf::render_pdf(bytes, &["phiếu cấp mã"]))
}

#[derive(Template)]
#[template(path = "claim_codes/venue.html")]
pub(super) struct VenueClaimPage {
    page: Page,
    id: VenueId,
    venue: String,
    key: String,
}

pub(super) async fn ask_for_venue(
    PageRequest { page, app, permit }: PageRequest<rights::MakeClaimCodes>,
    Path(id): Path<VenueId>,
) -> Result<Html<VenueClaimPage>, PageError> {
    let venue = claim_codes::find_venue(&app, &permit, id).await?.name;
    let key = uuid_v7(app.now(), app.entropy()).to_string();
    Ok(Html(VenueClaimPage { page: page.with_title("claim-codes-venue-title"), id, venue, key }))
}

pub(super) async fn make_for_venue(
    PageRequest { app, permit, .. }: PageRequest<rights::MakeClaimCodes>,
    Path(id): Path<VenueId>,
    form: Form,
) -> Result<Redirect, PageError> {
    let key = form.require_key()?;
    let made = claim_codes::make(&app, &permit, key, ClaimTarget::Venue(id)).await?;
    Ok(Redirect::to(&paths::ClaimCode(made).to_string()))
}
