//! `/media/outlets/new` and `/media/outlets/{outlet}`: a newspaper, a station or a website.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::media;
use camket_domain::ids::{MediaOutletId, uuid_v7};
use camket_domain::media::{MAX_OUTLET_CHARS, MediaKind, OutletDetails};
use camket_domain::permissions::rights;

use crate::codes::build_code_choices;
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::Choice;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "media/outlet.html")]
struct OutletPage {
    page: Page,
    form: Form,
    kinds: Vec<Choice>,
}

type RecordRequest = PageRequest<rights::RecordActivities>;

pub(super) async fn show_new(PageRequest { page, app, .. }: RecordRequest) -> Response {
    let key = uuid_v7(app.now(), app.entropy()).to_string();
    render(page, "media-add", Form::from_fields([("key", key), ("active", "yes".to_owned())]))
}

fn render(page: Page, title: &str, form: Form) -> Response {
    let page = page.with_title(title).with_form_errors(&form);
    let kinds = build_code_choices(&page, "mediakind", MediaKind::ALL.map(MediaKind::code));
    (form.status(), Html(OutletPage { page, form, kinds })).into_response()
}

fn parse(form: &mut Form) -> Option<OutletDetails> {
    let name = form.require_line("name", "media-name-what", MAX_OUTLET_CHARS);
    let kind = form.require_choice("kind", "media-kind-what", MediaKind::from_code);
    let active = form.text("active") == "yes";
    Some(OutletDetails { name: name?, kind: kind?, active })
}

pub(super) async fn create(
    PageRequest { page, app, permit }: RecordRequest,
    mut form: Form,
) -> Result<Response, PageError> {
    let key = form.require_key()?;
    if let Some(details) = parse(&mut form) {
        let added = media::add_outlet(&app, &permit, key, details).await;
        if form.require_success(added).redirect_refusal(paths::Media)?.is_some() {
            return Ok(Flash::success("media-flash-outlet").redirect(paths::Media));
        }
    }
    Ok(render(page, "media-add", form))
}

pub(super) async fn show_edit(
    PageRequest { page, app, permit }: RecordRequest,
    Path(id): Path<MediaOutletId>,
) -> Result<Response, PageError> {
    let outlet = media::find_outlet(&app, &permit, id).await.redirect_refusal(paths::Media)?;
    let active = if outlet.details.active { "yes" } else { "" };
    let form = Form::from_fields([
        ("version", outlet.version.to_string()),
        ("name", outlet.details.name),
        ("kind", outlet.details.kind.code().to_owned()),
        ("active", active.to_owned()),
    ]);
    Ok(render(page, "media-edit", form))
}

pub(super) async fn update(
    PageRequest { page, app, permit }: RecordRequest,
    Path(id): Path<MediaOutletId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    media::find_outlet(&app, &permit, id).await.redirect_refusal(paths::Media)?;
    if let Some(details) = parse(&mut form) {
        let updated = media::update_outlet(&app, &permit, id, version, details).await;
        let here = paths::EditMediaOutlet(id);
        if form.require_success(updated).redirect_conflict("media-flash-changed", here)?.is_some() {
            return Ok(Flash::success("media-flash-outlet").redirect(paths::Media));
        }
    }
    Ok(render(page, "media-edit", form))
}
