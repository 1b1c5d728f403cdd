//! Phones: the list with holder and last contact, and cutting one off.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::{App, AppError, devices};
use camket_domain::devices::{Device, DeviceState};
use camket_domain::ids::DeviceId;
use camket_domain::paging::Cursor;
use camket_domain::permissions::rights;

use super::DEVICES;
use super::confirm::ConfirmQuestion;
use super::measures::parse_version;
use crate::codes::translate_code;
use crate::error_kind::ErrorKind;
use crate::flash::Flash;
use crate::form::Form;
use crate::look::{Chip, PageLinks, Tone};
use crate::page::{Html, Page};
use crate::page_error::{PageError, redirect_with_refusal};
use crate::session::May;

#[derive(Template)]
#[template(path = "inspections/devices.html")]
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

pub(super) async fn list(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::CutOffDevices>,
    RawQuery(query): RawQuery,
) -> Result<Html<impl Template>, PageError> {
    let after = Cursor::decode(Form::parse(query.unwrap_or_default().as_bytes()).text("after"));
    let found = devices::list(&app, &permit, after).await?;
    let page = page.with_title("inspections-devices-title");
    let line = |(device, holder): &(Device, String)| {
        let look = match device.state {
            DeviceState::Active => Tone::Good,
            DeviceState::CutOff => Tone::Warn,
            DeviceState::ToldToWipe => Tone::Neutral,
        };
        DeviceRow {
            id: device.id,
            name: device.name.clone(),
            holder: holder.clone(),
            seen: page.moment(&device.seen_at),
            state: Chip::new(look, translate_code(&page, "device", device.state.code())),
            active: device.state == DeviceState::Active,
        }
    };
    let lines = found.items.iter().map(line).collect();
    Ok(Html(DeviceListPage { lines, pages: PageLinks::new(DEVICES, &[], after, found.next), page }))
}

/// Asks for confirmation: a phone that wipes itself loses what it has not sent.
pub(super) async fn show_confirm(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::CutOffDevices>,
    Path(id): Path<DeviceId>,
) -> Result<Html<impl Template>, PageError> {
    let device = devices::find(&app, &permit, id).await?;
    if device.state != DeviceState::Active {
        return Err(AppError::NotFound.into());
    }
    let keys = ["inspections-device-cut-title", "inspections-device-cut-what", "inspections-device-cut"];
    let question = ConfirmQuestion { keys, about: device.name, version: device.version };
    Ok(Html(question.build_page(page, DEVICES)))
}

pub(super) async fn cut_off(
    State(app): State<App>,
    May(permit): May<rights::CutOffDevices>,
    Path(id): Path<DeviceId>,
    form: Form,
) -> Result<Response, PageError> {
    let Some(version) = parse_version(&form) else { return Ok(ErrorKind::Unreadable.into_response()) };
    match devices::cut_off(&app, &permit, id, version).await {
        Ok(()) => Ok((Flash::success("inspections-device-cut-off"), Redirect::to(DEVICES)).into_response()),
        Err(AppError::Refused(refusal)) => Ok(redirect_with_refusal(&refusal, DEVICES)),
        Err(error) => Err(error.into()),
    }
}
