//! The first step: the file, and what the officer says of it.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::App;
use camket_app::census::import::{self, UndoableImport};
use camket_domain::areas::AreaCode;
use camket_domain::census::imports::{CensusUpload, ListHeading};
use camket_domain::census::{ListOrigin, MAX_HOLDER_CHARS, SourceKind};
use camket_domain::ids::CensusUploadId;
use camket_domain::permissions::{Permit, rights};

use super::refusals::{fail_file, fail_too_large};
use super::{build_steps, link_list};
use crate::areas::{self, own_choices};
use crate::codes::translate_code;
use crate::paths;
use crate::upload::Upload;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::kept_form::SentFields;
use camket_shell::look::{Choice, WizardStep};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "census/import_start.html")]
struct StartPage {
    page: Page,
    form: Form,
    steps: Vec<WizardStep>,
    sources: Vec<Choice>,
    areas: Vec<Choice>,
    uploads: Vec<UploadRow>,
    lists: Vec<ListRow>,
}

/// A file on its way.
struct UploadRow {
    name: String,
    source: String,
    at: String,
    href: String,
    discard: String,
}

/// A list that was imported.
struct ListRow {
    holder: String,
    source: String,
    area: String,
    as_of: String,
    file: String,
    by: String,
    at: String,
    /// Where it is undone, if it can be.
    undo: Option<String>,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::KeepCensus>,
) -> Result<Html<impl Template>, PageError> {
    let mut form = Form::new();
    let area = permit.actor().area;
    form.set("area", area.as_ref().map_or("", AreaCode::as_str));
    form.set("as_of", page.date(&app.today()));
    Ok(Html(build_page(page, &app, &permit, form).await?))
}

async fn build_page(
    page: Page,
    app: &App,
    permit: &Permit<rights::KeepCensus>,
    form: Form,
) -> Result<StartPage, PageError> {
    let page = page.with_title("census-import-title").with_form_errors(&form);
    let (uploads, lists) =
        (import::list_uploads(app, permit).await?, import::list_imports(app, permit).await?);
    let source =
        |kind: &SourceKind| Choice::new(kind.code(), translate_code(&page, "censussource", kind.code()));
    Ok(StartPage {
        steps: build_steps(&page, 0),
        sources: SourceKind::ALL.iter().map(source).collect(),
        areas: own_choices::build_choices(permit.actor().area.as_ref(), None, app.today()),
        uploads: uploads.iter().map(|upload| build_upload_row(&page, upload)).collect(),
        lists: lists.iter().filter_map(|import| build_list_row(&page, app, import)).collect(),
        form,
        page,
    })
}

fn build_upload_row(page: &Page, upload: &CensusUpload) -> UploadRow {
    let href = match upload.choices.tables.is_empty() {
        true => paths::CensusUpload(upload.id).to_string(),
        false => paths::CensusPreview(upload.id).to_string(),
    };
    UploadRow {
        name: upload.file.name.clone(),
        source: translate_code(page, "censussource", upload.heading.source.code()),
        at: page.moment(&upload.created_at),
        href,
        discard: paths::DiscardCensusUpload(upload.id).to_string(),
    }
}

fn build_list_row(page: &Page, app: &App, import: &UndoableImport) -> Option<ListRow> {
    let list = &import.list;
    let ListOrigin::Imported(file) = &list.origin else { return None };
    let by = list.created_by.as_ref();
    Some(ListRow {
        holder: list.holder.clone(),
        source: translate_code(page, "censussource", list.source.code()),
        area: areas::find_name(list.area, app.today()),
        as_of: page.date(&list.as_of),
        file: file.name.clone(),
        by: by.map(|by| by.name.clone()).unwrap_or_default(),
        at: by.map(|by| page.moment(&by.at)).unwrap_or_default(),
        undo: import.may_undo.then(|| paths::UndoCensusImport(list.id).to_string()),
    })
}

/// A file that is larger than any request may be is refused with the limit, as one that the reader refuses.
pub(super) async fn upload(
    PageRequest { page, app, permit }: PageRequest<rights::KeepCensus>,
    upload: Result<Upload, Response>,
) -> Result<Response, PageError> {
    let upload = match upload {
        Ok(upload) => upload,
        Err(refused) if refused.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            let mut form = Form::new();
            fail_too_large(&mut form, &page);
            return Ok((form.status(), Html(build_page(page, &app, &permit, form).await?)).into_response());
        }
        Err(refused) => return Ok(refused),
    };
    let sent = SentFields::of(&upload.form);
    Ok(sent.attach(take(page, &app, &permit, upload).await))
}

async fn take(
    page: Page,
    app: &App,
    permit: &Permit<rights::KeepCensus>,
    Upload { mut form, file }: Upload,
) -> Result<Response, PageError> {
    let heading = parse_heading(&mut form, app);
    if file.is_none() {
        form.fail_about("file", "errors-choose", "census-import-file-what", &[]);
    }
    if let Some(heading) = heading
        && let Some(file) = file
    {
        let taken = import::upload_file(app, permit, heading, &file.name, file.bytes).await;
        match form.require_success(taken)? {
            Some(Ok(id)) => return Ok(Redirect::to(&paths::CensusUpload(id).to_string()).into_response()),
            Some(Err(refusal)) => fail_file(&mut form, &page, &refusal),
            None => {}
        }
    }
    Ok((form.status(), Html(build_page(page, app, permit, form).await?)).into_response())
}

fn parse_heading(form: &mut Form, app: &App) -> Option<ListHeading> {
    let source = form.require_choice("source", "census-import-source-what", SourceKind::from_code);
    let holder = form.require_line("holder", "census-import-holder-what", MAX_HOLDER_CHARS);
    let as_of = form.require_past_date("as_of", "census-import-as-of-what", app.today());
    let area = form.require_choice("area", "census-import-area-what", AreaCode::new);
    Some(ListHeading { source: source?, holder: holder?, as_of: as_of?, area: area? })
}

pub(super) async fn discard(
    PageRequest { app, permit, .. }: PageRequest<rights::KeepCensus>,
    Path(id): Path<CensusUploadId>,
) -> Result<Response, PageError> {
    import::discard_upload(&app, &permit, id).await.redirect_refusal(link_list(id))?;
    Ok(Flash::success("census-import-discarded").redirect(paths::CensusImport))
}
