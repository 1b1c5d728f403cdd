//! Coverage: the figures of a day with their map and trend, the names behind each number, their files, and the public page.

mod api;
mod export;
mod figures;
mod map;
mod names;
mod open;
mod overview;
mod question;

pub(crate) use question::AskedNames;

use camket_domain::permissions::Action;
use camket_shell::routes::{Access, Routes};

pub(crate) use export::{NAME_COLUMNS, describe_unit};
pub(crate) use figures::{format_permille, format_share};

use crate::paths;
use crate::state::Web;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new()
        .get(paths::Coverage::PATTERN, Action::ReadCoverage, overview::show)
        .get_confirmed(paths::CoverageXlsx::PATTERN, Action::ExportRegister, export::download_figures_xlsx)
        .get_confirmed(paths::CoverageCsv::PATTERN, Action::ExportRegister, export::download_figures_csv)
        .get_confirmed(paths::CoveragePdf::PATTERN, Action::ExportRegister, export::show_figures_pdf)
        .get(paths::CoverageNames::PATTERN, Action::ReadCoverage, names::show)
        .get_confirmed(paths::CoverageNamesXlsx::PATTERN, Action::ExportRegister, export::download_names_xlsx)
        .get_confirmed(paths::CoverageNamesCsv::PATTERN, Action::ExportRegister, export::download_names_csv)
        .get_confirmed(paths::CoverageNamesPdf::PATTERN, Action::ExportRegister, export::show_names_pdf)
        .api(Access::Guarded(Action::ReadCoverage), api::__path_show, api::show)
        .api(Access::Guarded(Action::ExportRegister), api::__path_download, api::download)
        .public_get(paths::OpenCoverage::PATTERN, open::show)
}
