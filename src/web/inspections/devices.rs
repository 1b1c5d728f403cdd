//! Phones: the list with holder and last contact, and cutting one off.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use camket_app::{App, AppError, devices};
use camket_domain::devices::{Device, Standing};
use camket_domain::ids::DeviceId;
use camket_domain::paging::Cursor;
use camket_domain::permissions::rights;

use super::DEVICES;
use super::confirm::Question;
use super::measures::version;
use crate::codes::words;
use crate::error_page::ErrorKind;
use crate::fault::{Fault, bounce};
use crate::flash::Flash;
use crate::form::Form;
use crate::look::{Chip, Kind, Pages};
use crate::page::{Html, Page};
use crate::session::May;

#[derive(Template)]
#[template(path = "inspections/devices.html")]
struct List {
    page: Page,
    lines: Vec<Line>,
    pages: Pages,
}

struct Line {
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
) -> Result<Html<impl Template>, Fault> {
    let after = Cursor::decode(Form::parse(query.unwrap_or_default().as_bytes()).text("after"));
    let found = devices::list(&app, &permit, after).await?;
    let page = page.titled("inspections-devices-title");
    let line = |(device, holder): &(Device, String)| {
        let look = match device.standing {
            Standing::Active => Kind::Good,
            Standing::CutOff => Kind::Warn,
            Standing::ToldToWipe => Kind::Neutral,
        };
        Line {
            id: device.id,
            name: device.name.clone(),
            holder: holder.clone(),
            seen: page.moment(&device.seen_at),
            state: Chip::new(look, words(&page, "device", device.standing.code())),
            active: device.standing == Standing::Active,
        }
    };
    let lines = found.items.iter().map(line).collect();
    Ok(Html(List { lines, pages: Pages::of(DEVICES, &[], after, found.next), page }))
}

/// Asks for confirmation: a phone that wipes itself loses what it has not sent.
pub(super) async fn ask(
    page: Page,
    State(app): State<App>,
    May(permit): May<rights::CutOffDevices>,
    Path(id): Path<DeviceId>,
) -> Result<Html<impl Template>, Fault> {
    let device = devices::find(&app, &permit, id).await?;
    if device.standing != Standing::Active {
        return Err(AppError::NotFound.into());
    }
    let keys = ["inspections-device-cut-title", "inspections-device-cut-what", "inspections-device-cut"];
    let question = Question { keys, about: device.name, version: device.version };
    Ok(Html(question.on(page, DEVICES)))
}

pub(super) async fn cut_off(
    State(app): State<App>,
    May(permit): May<rights::CutOffDevices>,
    Path(id): Path<DeviceId>,
    form: Form,
) -> Result<Response, Fault> {
    let Some(version) = version(&form) else { return Ok(ErrorKind::Unreadable.into_response()) };
    match devices::cut_off(&app, &permit, id, version).await {
        Ok(()) => Ok((Flash::success("inspections-device-cut-off"), Redirect::to(DEVICES)).into_response()),
        Err(AppError::Refused(refusal)) => Ok(bounce(&refusal, DEVICES)),
        Err(error) => Err(error.into()),
    }
}
