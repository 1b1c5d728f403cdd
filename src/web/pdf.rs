//! PDF responses: shown in the browser, with a file name that every system takes, and never cached.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use camket_domain::text::fold;

/// Most characters before `.pdf`: short enough for every file system and for a phone's list.
const MAX_NAME_CHARS: usize = 80;

/// A response with a PDF; the file name is made from `words`.
pub(crate) fn render_pdf(bytes: Vec<u8>, words: &[&str]) -> Response {
    let disposition = format!("inline; filename=\"{}.pdf\"", build_file_name(words));
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}

/// The words in small ASCII letters and digits, with dashes between them.
pub(crate) fn build_file_name(words: &[&str]) -> String {
    let folded = fold(&words.join(" "));
    let plain: String = folded.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let mut name = String::new();
    for word in plain.split_whitespace() {
        if name.len() + word.len() >= MAX_NAME_CHARS {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.push_str(word);
    }
    if name.is_empty() { "camket".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_plain_ascii() {
        assert_eq!(
            build_file_name(&["cam kết", "Khách sạn \"Đồi Sứ\"\r\n & Co."]),
            "cam-ket-khach-san-doi-su-co"
        );
        assert_eq!(
            build_file_name(&["giấy xác nhận", "KH-SNV-2026-000042"]),
            "giay-xac-nhan-kh-snv-2026-000042"
        );
        assert_eq!(build_file_name(&["旅館"]), "camket");
        assert!(build_file_name(&["tên dài "].repeat(50)).len() <= MAX_NAME_CHARS);
    }
}
