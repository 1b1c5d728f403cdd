//! Why a file is not taken, in words, beside the field of the file. Limits are named.

use camket_app::census::import::{ImportError, LimitKind, MAX_FILE_BYTES, UploadRefusal};
use camket_domain::census::imports::MAX_UPLOADS;
use camket_shell::form::Form;
use camket_shell::page::Page;

const FIELD: &str = "file";

/// A file of more bytes than the program takes at all.
pub(super) fn fail_too_large(form: &mut Form, page: &Page) {
    let most = u64::try_from(MAX_FILE_BYTES).unwrap_or(u64::MAX);
    fail_unreadable(form, page, &ImportError::LimitExceeded { limit: LimitKind::FileBytes, most, at: None });
}

pub(super) fn fail_file(form: &mut Form, page: &Page, refusal: &UploadRefusal) {
    match refusal {
        UploadRefusal::TooMany => {
            form.fail_with(FIELD, "census-import-refused-too-many", &[("most", &MAX_UPLOADS)]);
        }
        UploadRefusal::Known(list) => {
            let at = list.created_by.as_ref().map(|by| page.moment(&by.at)).unwrap_or_default();
            form.fail_with(FIELD, "census-import-refused-known", &[("at", &at), ("holder", &list.holder)]);
        }
        UploadRefusal::Unreadable(error) => fail_unreadable(form, page, error),
    }
}

fn fail_unreadable(form: &mut Form, page: &Page, error: &ImportError) {
    let key = format!("census-import-refused-{}", error.code());
    let ImportError::LimitExceeded { limit, most, at } = error else { return form.fail(FIELD, &key) };
    let most = format_most(page, *limit, *most);
    let place = at.as_ref().map(|(sheet, cell)| {
        page.t2("census-import-refused-place", "sheet", sheet.as_str(), "cell", cell.to_string())
    });
    form.fail_with(FIELD, &key, &[("most", &most), ("place", &place.unwrap_or_default())]);
}

/// Bytes as megabytes, other numbers as they are.
fn format_most(page: &Page, limit: LimitKind, most: u64) -> String {
    let shown = match limit {
        LimitKind::FileBytes | LimitKind::UnpackedBytes | LimitKind::TextBytes => most >> 20,
        _ => most,
    };
    page.number(i64::try_from(shown).unwrap_or(i64::MAX))
}
