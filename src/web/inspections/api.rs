//! The JSON API of the inspector's phone (docs/inspections-api.md): catalogue, packs, visits, corrections and photos. Demands, devices,
//! scans and teams have their own.

mod catalogue;
mod corrections;
mod packs;
mod photos;
mod report;
mod signed_content;
mod visits;

use axum::extract::DefaultBodyLimit;
use camket_domain::permissions::Action;

use crate::state::Web;
use camket_shell::routes::{Access, Routes};

/// Most bytes of a report; the strokes of its signatures are most of it.
const REPORT_LIMIT: usize = 2 << 20;
/// Most bytes of an uploaded photo.
const PHOTO_LIMIT: usize = 2 << 20;

pub(super) fn routes() -> Routes<Web> {
    let guard = Access::Guarded(Action::Inspect);
    let large = Routes::new().api(guard, photos::__path_put, photos::put).merge(
        Routes::new()
            .api(guard, visits::__path_report, visits::report)
            .api(guard, corrections::__path_correct, corrections::correct)
            .layer(DefaultBodyLimit::max(REPORT_LIMIT)),
    );
    Routes::new()
        .api(guard, catalogue::__path_sync, catalogue::sync)
        .api(guard, catalogue::__path_checklists, catalogue::checklists)
        .api(guard, packs::__path_pack, packs::pack)
        .api(guard, packs::__path_of_venue, packs::of_venue)
        .api(guard, packs::__path_of_certificate, packs::of_certificate)
        .api(guard, visits::__path_check, visits::check)
        .api(guard, visits::__path_find, visits::find)
        .merge(large)
}
