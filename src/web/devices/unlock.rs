//! Helping an inspector who forgot the PIN: a code, shown once, that opens the data of their phone.

use askama::Template;
use axum::extract::Path;
use camket_app::devices::{self, OfferedCode};
use camket_domain::ids::DeviceId;
use camket_domain::permissions::rights;

use crate::confirmation::ConfirmQuestion;
use crate::paths;
use camket_shell::form::Form;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "devices/code.html")]
pub(super) struct UnlockCodePage {
    page: Page,
    /// In two groups, as it is read out.
    digits: String,
    /// To whom, how, and until when.
    what: String,
}

/// Asks for confirmation: whoever holds the phone and hears the code reads its data.
pub(super) async fn show_confirm(
    PageRequest { page, app, permit }: PageRequest<rights::CutOffDevices>,
    Path(id): Path<DeviceId>,
) -> Result<Html<impl Template>, PageError> {
    let offer = devices::find_offer(&app, &permit, id).await.redirect_refusal(paths::Devices)?;
    let keys = ["devices-unlock-title", "devices-unlock-what", "devices-unlock-do"];
    let about = format!("{} · {}", offer.device.name, offer.holder);
    let question = ConfirmQuestion { keys, about, version: offer.version, danger: false };
    Ok(Html(question.build_page(page, paths::Devices::PATTERN)))
}

/// POST `/admin/devices/{device}/unlock`
pub(super) async fn offer(
    PageRequest { page, app, permit }: PageRequest<rights::CutOffDevices>,
    Path(id): Path<DeviceId>,
    form: Form,
) -> Result<Html<UnlockCodePage>, PageError> {
    let version = form.require_version()?;
    let made = devices::offer_code(&app, &permit, id, version).await;
    let made = made.redirect_refusal(paths::Devices);
    let code = made.redirect_conflict("devices-unlock-changed", paths::UnlockDevice(id))?;
    let holder = devices::find_offer(&app, &permit, id).await?.holder;
    Ok(Html(build_code_page(page, &code, &holder)))
}

fn build_code_page(page: Page, code: &OfferedCode, holder: &str) -> UnlockCodePage {
    let (first, second) = code.digits.split_at(code.digits.len() / 2);
    let at = page.moment(&code.expires_at);
    UnlockCodePage {
        digits: format!("{first} {second}"),
        what: page.t2("devices-unlock-read", "name", holder, "at", at),
        page: page.with_title("devices-unlock-made"),
    }
}
