//! The undo of an import.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use camket_app::AppError;
use camket_app::census::import;
use camket_domain::ids::CensusListId;
use camket_domain::permissions::rights;

use crate::confirmation::ConfirmQuestion;
use crate::paths;
use camket_shell::flash::Flash;
use camket_shell::page::Html;
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

pub(super) async fn ask(
    PageRequest { page, app, permit }: PageRequest<rights::KeepCensus>,
    Path(id): Path<CensusListId>,
) -> Result<Html<impl Template>, PageError> {
    let imports = import::list_imports(&app, &permit).await?;
    let found = imports.into_iter().find(|one| one.list.id == id).ok_or(AppError::NotFound)?;
    let question = ConfirmQuestion {
        keys: ["census-import-undo-title", "census-import-undo-what", "census-import-undo"],
        about: found.list.holder,
        version: found.list.version,
        danger: true,
    };
    Ok(Html(question.build_page(page, paths::CensusImport::PATTERN)))
}

pub(super) async fn undo(
    PageRequest { app, permit, .. }: PageRequest<rights::KeepCensus>,
    Path(id): Path<CensusListId>,
) -> Result<Response, PageError> {
    import::undo_import(&app, &permit, id).await.redirect_refusal(paths::CensusImport)?;
    Ok(Flash::success("census-import-undone").redirect(paths::CensusImport))
}
