//! Letters to members of staff who have an account and no password yet, one page each.
//!
//! A link that opens an account is printed only in a letter that is handed to its person.

use time::Date;

use crate::DocumentError;
use crate::canvas::Canvas;
use crate::file::{self, FileDescription};
use crate::galley::Galley;
use crate::paper::{self, INDENT, Letterhead};
use crate::qr::{Correction, QrSymbol};
use crate::symbol;
use crate::text::{Paragraph, mm};

const SIZE: f32 = 13.0;
const SYMBOL_SIDE: f32 = mm(48.0);

/// How the person gets the link that sets the password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LetterAccess {
    /// It is in this letter; until when it works: "08:00 ngày 30/11/2026".
    Link { address: String, until: String },
    /// It was sent to the person's log-in.
    Sent,
    /// Another administrator must confirm first.
    Waiting,
}

/// A letter. All text is in composed form (NFC).
#[derive(Debug, Clone)]
pub struct InvitationLetter {
    /// Who invites.
    pub letterhead: Letterhead,
    pub place: String,
    pub date: Date,
    pub name: String,
    /// "Cán bộ tiếp nhận".
    pub role: String,
    /// Where the person works.
    pub agency: String,
    pub login: String,
    /// Address of the registry, where one logs in later.
    pub home: String,
    /// Whom to ask.
    pub contact: String,
    pub access: LetterAccess,
}

/// Draws the letters in this order. The same letters give the same bytes.
///
/// # Errors
/// No letters, a character that cannot be printed, an address that is too long for a QR symbol.
pub fn render_invitation_letters(letters: &[InvitationLetter]) -> Result<Vec<u8>, DocumentError> {
    let pages = letters.iter().map(draw_page).collect::<Result<Vec<_>, _>>()?;
    let first = letters.first();
    let description = FileDescription {
        title: "Thư mời sử dụng hệ thống Camket".into(),
        subject: "Đặt mật khẩu cho tài khoản cán bộ".into(),
        author: first.map(|letter| letter.letterhead.name.clone()).unwrap_or_default(),
        date: None,
        attachment: None,
    };
    file::write_pdf(pages, &description)
}

fn draw_page(letter: &InvitationLetter) -> Result<Canvas, DocumentError> {
    let half = paper::WIDTH / 2.0;
    let mut page = Galley::new(paper::WIDTH);
    let agency = paper::build_agency(&letter.letterhead, half - mm(5.0), 9.0);
    page.add_side_by_side(agency, half - mm(2.0), paper::build_motto(half + mm(2.0)));
    page.add_gap(mm(3.0));
    page.append_galley(paper::build_date_on_right(&letter.place, Some(letter.date)));
    page.add_gap(mm(6.0));
    page.add_paragraph(&Paragraph::new(14.0).bold("THƯ MỜI").centred());
    page.add_paragraph(&Paragraph::new(14.0).bold("Sử dụng hệ thống Camket").centred());
    page.add_gap(mm(5.0));
    add_addressee(&mut page, letter);
    page.add_gap(mm(3.0));
    match &letter.access {
        LetterAccess::Link { address, until } => add_link(&mut page, letter, address, until)?,
        LetterAccess::Sent => page.add_paragraph(&build_text(format!(
            "Đường dẫn để đặt mật khẩu đã được gửi đến {}. Nếu chưa nhận được hoặc đường dẫn đã hết hạn, đề nghị liên hệ \
             người nêu dưới đây.",
            letter.login
        ))),
        LetterAccess::Waiting => page.add_paragraph(&build_text(
            "Với vai trò này, đường dẫn để đặt mật khẩu chỉ được giao sau khi một quản trị viên thứ hai xác nhận."
                .to_owned(),
        )),
    }
    page.add_gap(mm(3.0));
    page.add_paragraph(&build_text(format!("Khi cần hỗ trợ, liên hệ: {}.", letter.contact)));
    if page.height > paper::HEIGHT {
        return Err(DocumentError::TooLong);
    }
    let mut canvas = Canvas::default();
    canvas.draw_galley(paper::LEFT, paper::TOP, &page);
    Ok(canvas)
}

fn build_text(text: String) -> Paragraph {
    Paragraph::new(SIZE).leading(1.3).justified().indented(INDENT).regular(text)
}

fn add_addressee(page: &mut Galley, letter: &InvitationLetter) {
    page.add_paragraph(&Paragraph::new(SIZE).regular("Kính gửi: Ông/Bà ").bold(&letter.name).centred());
    page.add_gap(mm(3.0));
    page.add_paragraph(&build_text(
        "Ông/Bà đã có tài khoản trên hệ thống Camket, dùng để tiếp nhận, xử lý bản cam kết, đăng ký lao động và giấy \
         xác nhận của các cơ sở kinh doanh dịch vụ."
            .to_owned(),
    ));
    page.add_gap(mm(1.0));
    let facts = [("Cơ quan", &letter.agency), ("Vai trò", &letter.role), ("Tên đăng nhập", &letter.login)];
    for (label, value) in facts {
        let label = format!("{label}:");
        let label = Paragraph::new(SIZE).leading(1.4).indented(INDENT).hanging(INDENT).regular(label);
        page.add_fact(label, value);
    }
}

/// The steps, and the link as a symbol and as text.
fn add_link(
    page: &mut Galley,
    letter: &InvitationLetter,
    address: &str,
    until: &str,
) -> Result<(), DocumentError> {
    let steps = [
        "1. Quét mã dưới đây bằng điện thoại, hoặc mở địa chỉ ghi dưới mã.".to_owned(),
        "2. Đặt mật khẩu của riêng mình.".to_owned(),
        format!("3. Từ lần sau, đăng nhập tại {} bằng tên đăng nhập nêu trên.", letter.home),
    ];
    for step in steps {
        page.add_paragraph(&Paragraph::new(SIZE).leading(1.3).indented(INDENT).hanging(INDENT).regular(step));
    }
    let symbol = QrSymbol::encode_with(address, Correction::M)?;
    page.append_galley(symbol::build_centred(&symbol, SYMBOL_SIDE, paper::WIDTH));
    page.add_paragraph(&Paragraph::new(9.0).regular(address).centred());
    page.add_gap(mm(3.0));
    let validity = format!(
        "Mã dùng được một lần, đến {until}. Ai có mã đều đặt được mật khẩu cho tài khoản này: không đưa thư cho người \
         khác, không chụp ảnh gửi qua mạng."
    );
    page.add_paragraph(&build_text(validity));
    Ok(())
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::reading::check_text;

    fn letter(access: LetterAccess) -> InvitationLetter {
        InvitationLetter {
            letterhead: Letterhead {
                parent: "Ủy ban nhân dân tỉnh Khánh Hòa".to_owned(),
                name: "Sở Nội vụ".to_owned(),
            },
            place: "Khánh Hòa".to_owned(),
            date: date!(2026 - 11 - 23),
            name: "Nguyễn Thị Hoa".to_owned(),
            role: "Cán bộ tiếp nhận".to_owned(),
            agency: "Ủy ban nhân dân phường Phan Rang".to_owned(),
            login: "0912345678".to_owned(),
            home: "https://camket.example.vn".to_owned(),
            contact: "Trần Văn Trị, Sở Nội vụ tỉnh Khánh Hòa".to_owned(),
            access,
        }
    }

    #[test]
    fn each_letter_is_a_page_and_only_one_with_a_link_has_a_symbol() {
        let address = "https://camket.example.vn/invitation/".to_owned() + &"a".repeat(110);
        let link =
            LetterAccess::Link { address: address.clone(), until: "08:00 ngày 30/11/2026".to_owned() };
        let letters = [letter(link), letter(LetterAccess::Sent), letter(LetterAccess::Waiting)];
        let [with_link, sent, waiting] =
            letters.each_ref().map(|one| render_invitation_letters(std::slice::from_ref(one)).unwrap());
        check_text(&with_link, &[("name", "Nguyễn Thị Hoa"), ("validity", "08:00 ngày 30/11/2026")]).unwrap();
        check_text(&sent, &[("login", "đã được gửi đến 0912345678")]).unwrap();
        check_text(&waiting, &[("rule", "quản trị viên thứ hai xác nhận")]).unwrap();
        for without in [&sent, &waiting] {
            assert!(matches!(
                check_text(without, &[("link", &address[..40])]),
                Err(DocumentError::TextMissing { .. })
            ));
        }
        assert!(render_invitation_letters(&letters).unwrap().len() > with_link.len());
        assert!(matches!(render_invitation_letters(&[]), Err(DocumentError::Empty)));
    }
}
