//! Phones: the list with holder and last contact, cutting one off, and opening one whose PIN was forgotten.

mod api;
pub(crate) mod caller;
mod unlock;
mod unlock_api;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use camket_app::{AppError, devices};
use camket_domain::devices::{Device, DeviceState};
use camket_domain::ids::DeviceId;
use camket_domain::paging::Cursor;
use camket_domain::permissions::{Action, rights};

use crate::codes::translate_code;
use crate::confirmation::ConfirmQuestion;
use crate::paths;
use crate::state::Web;
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::look::{Chip, PageLinks, Tone};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::routes::{Access, Routes};
use camket_shell::session::PageRequest;

pub(crate) fn routes() -> Routes<Web> {
    let block = Action::CutOffDevices;
    Routes::new()
        .api(Access::Guarded(Action::Inspect), api::__path_enrol, api::enrol)
        .api(Access::Public, api::__path_standing, api::standing)
        .api(Access::Guarded(Action::Inspect), unlock_api::__path_keep_secret, unlock_api::keep_secret)
        .api(Access::Guarded(Action::Inspect), unlock_api::__path_open, unlock_api::open)
        .get(paths::Devices::PATTERN, block, list)
        .get(paths::CutOffDevice::PATTERN, block, show_confirm)
        .post(paths::CutOffDevice::PATTERN, block, cut_off)
        .get(paths::UnlockDevice::PATTERN, block, unlock::show_confirm)
        .post(paths::UnlockDevice::PATTERN, block, unlock::offer)
}

#[derive(Template)]
#[template(path = "devices/list.html")]
struct DeviceListPage {
    page: Page,
    lines: Vec<DeviceRow>,
    pages: PageLinks,
}

struct DeviceRow {
    id: DeviceId,
    name: String,
    holder: String,
    seen: String,
    state: Chip,
    active: bool,
}

async fn list(
    PageRequest { page, app, permit }: PageRequest<rights::CutOffDevices>,
    Query(query): Query,
) -> Result<Html<impl Template>, PageError> {
    let after = Cursor::decode(query.text("after"));
    let found = devices::list(&app, &permit, after).await?;
    let page = page.with_title("devices-title");
    let line = |(device, holder): &(Device, String)| {
        let look = match device.state() {
            DeviceState::Active => Tone::Good,
            DeviceState::CutOff => Tone::Warn,
            DeviceState::ToldToWipe => Tone::Neutral,
        };
        DeviceRow {
            id: device.id,
            name: device.name.clone(),
            holder: holder.clone(),
            seen: page.moment(&device.seen_at),
            state: Chip::new(look, translate_code(&page, "device", device.state().code())),
            active: device.is_active(),
        }
    };
    let lines = found.items.iter().map(line).collect();
    Ok(Html(DeviceListPage {
        lines,
        pages: PageLinks::new(paths::Devices::PATTERN, &[], after, found.next),
        page,
    }))
}

/// Asks for confirmation: a phone that wipes itself loses what it has not sent.
async fn show_confirm(
    PageRequest { page, app, permit }: PageRequest<rights::CutOffDevices>,
    Path(id): Path<DeviceId>,
) -> Result<Html<impl Template>, PageError> {
    let device = devices::find(&app, &permit, id).await?;
    if !device.is_active() {
        return Err(AppError::NotFound.into());
    }
    let keys = ["devices-cut-title", "devices-cut-what", "devices-cut"];
    let question = ConfirmQuestion { keys, about: device.name, version: device.version, danger: true };
    Ok(Html(question.build_page(page, paths::Devices::PATTERN)))
}

async fn cut_off(
    PageRequest { app, permit, .. }: PageRequest<rights::CutOffDevices>,
    Path(id): Path<DeviceId>,
    form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    devices::cut_off(&app, &permit, id, version).await.redirect_refusal(paths::Devices)?;
    Ok(Flash::success("devices-cut-off").redirect(paths::Devices))
}
