//! Fixed texts of the certificate: neutral confirmations, never wording of a licence.

use super::CertificateSheet;
use crate::dates::format_in_words;
use crate::text::Paragraph;

/// Subject, in two lines under the title.
pub(super) const SUBJECT: [&str; 2] =
    ["Về việc cơ sở đã ký cam kết phòng, chống mại dâm, ma túy,", "mua bán người và đã đăng ký lao động"];

/// What the certificate is not. It also says that the labour registration under Pháp lệnh 10/2003 is neither the yearly
/// report nor the registration of workers under the employment law.
pub(super) const NO_LICENCE: &str = "Giấy xác nhận này không thay thế giấy phép, giấy chứng nhận khác; không thay \
     thế việc báo cáo sử dụng lao động và việc đăng ký người lao động theo pháp luật về lao động, việc làm./.";

pub(super) const LOOKUP_NOTICE: &str = "Giấy này được in từ hệ thống. Tình trạng của giấy xác nhận tại thời điểm xem được \
     tra cứu bằng mã QR bên cạnh, hoặc bằng mã tra cứu tại địa chỉ: ";

pub(super) fn add_pledge_sentence(sheet: &CertificateSheet, paragraph: Paragraph) -> Paragraph {
    let pledge = &sheet.pledge;
    paragraph.bold("1. Cam kết: ").regular(format!(
        "đã ký bản cam kết (nội dung phiên bản {}) không để xảy ra mại dâm, ma túy, mua bán người tại cơ sở, {}; \
         {} xác nhận {}.",
        pledge.terms_version,
        format_in_words(pledge.signed_on),
        pledge.agency,
        format_in_words(pledge.confirmed_on),
    ))
}

pub(super) fn add_labour_sentence(sheet: &CertificateSheet, paragraph: Paragraph) -> Paragraph {
    let labour = &sheet.labour;
    let accepted = format!("; {} tiếp nhận {}.", labour.agency, format_in_words(labour.accepted_on));
    let paragraph = paragraph.bold("2. Lao động: ");
    if labour.workers == 0 {
        return paragraph.regular(format!("đã khai báo không sử dụng người lao động{accepted}"));
    }
    paragraph
        .regular("đã khai trình, đăng ký lao động của cơ sở gồm ")
        .bold(format!("{:02}\u{A0}người lao động", labour.workers))
        .regular(accepted)
}

pub(super) fn add_term_sentence(sheet: &CertificateSheet, paragraph: Paragraph) -> Paragraph {
    paragraph
        .bold("3. Thời hạn: ")
        .regular("từ ")
        .bold(format_in_words(sheet.valid_from))
        .regular(" đến hết ")
        .bold(format_in_words(sheet.valid_until))
        .regular(".")
}
