//! Letters that invite venues of the census to sign, in the form of an official letter (công văn, NĐ 30/2020): one letter after
//! the other in one file, each with a code of its own.

use time::Date;

use crate::DocumentError;
use crate::canvas::Canvas;
use crate::dates;
use crate::file::{self, FileDescription};
use crate::flow::Flow;
use crate::galley::Galley;
use crate::paper::{self, INDENT, Letterhead};
use crate::qr::QrSymbol;
use crate::signature::SignatureBlock;
use crate::symbol;
use crate::text::{Paragraph, mm};

const SIZE: f32 = 13.0;
const MIN_SIZE: f32 = 9.0;
const AGENCY_WIDTH: f32 = mm(66.0);
const SYMBOL_SIDE: f32 = mm(32.0);
const SYMBOL_COLUMN: f32 = mm(46.0);
/// Room for signature and seal.
const SIGNATURE_ROOM: f32 = mm(24.0);

const SUBJECT: &str = "V/v ký cam kết và đăng ký lao động của cơ sở kinh doanh dịch vụ";
const BASIS: &str = "Căn cứ Điều 15 Pháp lệnh Phòng, chống mại dâm ngày 17 tháng 3 năm 2003 và Điều 11 Nghị định \
                     số 178/2004/NĐ-CP ngày 15 tháng 10 năm 2004 của Chính phủ, cơ sở kinh doanh dịch vụ phải ký cam kết \
                     với Ủy ban nhân dân cấp xã không để xảy ra tệ nạn mại dâm tại cơ sở, và đăng ký lao động với cơ \
                     quan quản lý lao động địa phương.";
const SECRET: &str = "Mã chỉ dùng được một lần, cho cơ sở nêu trên. Không đưa mã cho người khác.";

/// What the letters of a run have in common. All text is in composed form (NFC).
#[derive(Debug, Clone)]
pub struct LetterRunSheet {
    pub letterhead: Letterhead,
    /// Number and symbol: "45/UBND-VHXH"; a dotted line if it is empty.
    pub number: String,
    /// Place in the date line, e.g. "Phan Rang".
    pub place: String,
    pub dated: Date,
    /// Last day on which the venues are asked to submit (Vietnamese date); the codes end with it.
    pub deadline: Date,
    /// The address of the form, to be typed.
    pub address: String,
    /// Whom to ask: name and telephone.
    pub contact: String,
    /// Capacity of who signs, one line each: "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH".
    pub capacity: Vec<String>,
    /// Name of who signs; a dotted line if it is empty.
    pub signer: String,
}

/// One letter of a run.
#[derive(Debug, Clone)]
pub struct VenueLetter {
    /// The owner's name; may be empty.
    pub owner: String,
    pub venue: String,
    /// Street, commune and province.
    pub address: String,
    /// As printed: "XXXXX-XXXXX".
    pub code: String,
    /// Text of the QR code: the address of the form with the code.
    pub qr_text: String,
}

/// Draws the letters in this order, each from a new page on. The same letters give the same bytes.
///
/// # Errors
/// No letters, a character that cannot be printed, an address that is too long for a QR symbol.
pub fn render_venue_letters(run: &LetterRunSheet, letters: &[VenueLetter]) -> Result<Vec<u8>, DocumentError> {
    let shared = SharedParts::build(run);
    let mut pages = Vec::with_capacity(letters.len());
    for letter in letters {
        pages.extend(shared.draw_letter(run, letter)?);
    }
    let description = FileDescription {
        title: "Thư mời ký cam kết và đăng ký lao động".into(),
        subject: SUBJECT.into(),
        author: run.letterhead.name.clone(),
        date: Some(run.dated),
        attachment: None,
    };
    file::write_pdf(pages, &description)
}

/// What is laid out once for all letters of a run.
struct SharedParts {
    head: Galley,
    request: Galley,
    steps: Galley,
    closing: Galley,
    foot: Galley,
}

impl SharedParts {
    fn build(run: &LetterRunSheet) -> Self {
        Self {
            head: build_head(run),
            request: build_request(run),
            steps: build_steps(),
            closing: build_closing(run),
            foot: build_foot(run),
        }
    }

    fn draw_letter(&self, run: &LetterRunSheet, letter: &VenueLetter) -> Result<Vec<Canvas>, DocumentError> {
        let symbol = QrSymbol::encode(&letter.qr_text)?;
        let mut flow = Flow::new();
        flow.add_unbroken(&self.head);
        flow.add_gap(mm(6.0));
        flow.add_unbroken(&build_addressee(letter));
        flow.add_gap(mm(4.0));
        flow.add_breakable(&self.request);
        flow.add_gap(mm(1.0));
        flow.add_unbroken(&build_code(run, letter, &symbol));
        flow.add_gap(mm(1.0));
        flow.add_breakable(&self.steps);
        flow.add_gap(mm(2.0));
        flow.add_breakable(&self.closing);
        flow.add_gap(mm(5.0));
        flow.add_unbroken(&self.foot);
        Ok(flow.finish())
    }
}

/// The agency with number and subject below it, the motto with place and date below it.
fn build_head(run: &LetterRunSheet) -> Galley {
    let motto_width = paper::WIDTH - AGENCY_WIDTH;
    let mut left = paper::build_agency(&run.letterhead, AGENCY_WIDTH - mm(4.0), MIN_SIZE);
    left.add_gap(3.0);
    let number = if run.number.is_empty() { ".................." } else { &run.number };
    let number = Paragraph::new(SIZE).regular(format!("Số: {number}")).centred();
    left.add_paragraph(&number.shrink_to_fit(left.width, 1, MIN_SIZE));
    left.add_gap(2.0);
    left.add_paragraph(&Paragraph::new(12.0).leading(1.15).regular(SUBJECT).centred());
    let mut right = paper::build_motto(motto_width);
    right.add_gap(3.0);
    let dated = paper::build_place_and_date(&run.place, Some(run.dated)).centred();
    right.add_paragraph(&dated.shrink_to_fit(motto_width, 1, MIN_SIZE));
    let mut galley = Galley::new(paper::WIDTH);
    galley.add_side_by_side(left, AGENCY_WIDTH, right);
    galley
}

fn build_addressee(letter: &VenueLetter) -> Galley {
    const LABEL: f32 = mm(30.0);
    let line = || Paragraph::new(SIZE).leading(1.3);
    let mut label = Galley::new(LABEL);
    label.add_paragraph(&line().regular("Kính gửi:"));
    let mut lines = Galley::new(paper::WIDTH - LABEL - mm(20.0));
    if letter.owner.is_empty() {
        lines.add_paragraph(&line().regular("Chủ cơ sở ").bold(&letter.venue));
    } else {
        lines.add_paragraph(&line().regular("Ông/Bà ").bold(&letter.owner));
        lines.add_paragraph(&line().regular("Chủ cơ sở ").bold(&letter.venue));
    }
    lines.add_paragraph(&line().regular(format!("Địa chỉ: {}", letter.address)));
    let mut pair = Galley::new(paper::WIDTH - mm(20.0));
    pair.add_side_by_side(label, LABEL, lines);
    let mut galley = Galley::new(paper::WIDTH);
    galley.add_side_by_side(Galley::new(0.0), mm(20.0), pair);
    galley
}

fn build_request(run: &LetterRunSheet) -> Galley {
    let mut galley = Galley::new(paper::WIDTH);
    add_text(&mut galley, Paragraph::new(SIZE).regular(BASIS));
    let request = Paragraph::new(SIZE)
        .regular(format!(
            "Theo rà soát, cơ sở của Ông/Bà chưa ký cam kết trên hệ thống Camket. {} đề nghị Ông/Bà thực hiện ",
            run.letterhead.name
        ))
        .bold(format!("chậm nhất {}", dates::format_in_words(run.deadline)))
        .regular(", bằng điện thoại hoặc máy tính, với mã riêng của cơ sở:");
    add_text(&mut galley, request);
    galley
}

/// The symbol, and beside it the code with the address where it is typed.
fn build_code(run: &LetterRunSheet, letter: &VenueLetter, symbol: &QrSymbol) -> Galley {
    let mut words = Galley::new(paper::WIDTH - SYMBOL_COLUMN);
    words.add_gap(mm(4.0));
    let line = || Paragraph::new(12.0).leading(1.25);
    words.add_paragraph(&line().regular("Quét mã bên cạnh, hoặc mở địa chỉ:"));
    words.add_paragraph(&line().bold(&run.address).shrink_to_fit(words.width, 1, MIN_SIZE));
    words.add_paragraph(&line().regular("rồi nhập mã:"));
    words.add_paragraph(&Paragraph::new(26.0).leading(1.2).bold(&letter.code));
    let until = format!("Dùng đến hết {}. ", dates::format_in_words(run.deadline));
    words.add_paragraph(&line().italic(until).italic(SECRET));
    let mut galley = Galley::new(paper::WIDTH);
    galley.add_side_by_side(symbol::build_block(symbol, SYMBOL_SIDE, SYMBOL_COLUMN), SYMBOL_COLUMN, words);
    galley
}

fn build_steps() -> Galley {
    let steps = [
        "1. Mở tài khoản, hoặc đăng nhập nếu đã có.",
        "2. Kiểm tra thông tin của cơ sở đã được điền sẵn, sửa chỗ chưa đúng và điền phần còn thiếu.",
        "3. Đọc và ký bản cam kết, khai người lao động, rồi nộp hồ sơ.",
    ];
    let mut galley = Galley::new(paper::WIDTH);
    for step in steps {
        add_text(&mut galley, Paragraph::new(SIZE).regular(step));
    }
    galley
}

fn build_closing(run: &LetterRunSheet) -> Galley {
    let mut galley = Galley::new(paper::WIDTH);
    let text = format!(
        "Nếu không thực hiện được trên mạng, hoặc cơ sở đã ký, đã ngừng hoạt động hay chuyển nơi khác, đề nghị Ông/Bà \
         đến trực tiếp hoặc liên hệ: {}",
        run.contact
    );
    add_text(&mut galley, Paragraph::new(SIZE).regular(paper::close_text(&text)));
    galley
}

/// "Nơi nhận" at the left, the signature block at the right.
fn build_foot(run: &LetterRunSheet) -> Galley {
    let half = paper::WIDTH / 2.0;
    let mut left = Galley::new(half);
    left.add_paragraph(&Paragraph::new(12.0).bold_italic("Nơi nhận:"));
    for line in ["- Như trên;", "- Lưu: VT."] {
        left.add_paragraph(&Paragraph::new(11.0).regular(line));
    }
    let signer =
        if run.signer.is_empty() { ".........................................." } else { &run.signer };
    let block = SignatureBlock {
        capacity: &run.capacity,
        note: "",
        drawing: None,
        statement: &[],
        name: signer,
        room: SIGNATURE_ROOM,
        min_size: MIN_SIZE,
    };
    let mut galley = Galley::new(paper::WIDTH);
    galley.add_side_by_side(left, half, block.build_galley(half));
    galley
}

fn add_text(galley: &mut Galley, paragraph: Paragraph) {
    galley.add_paragraph(&paragraph.leading(1.25).justified().indented(INDENT));
    galley.add_gap(4.0);
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::reading::check_text;

    fn run() -> LetterRunSheet {
        LetterRunSheet {
            letterhead: Letterhead {
                parent: String::new(),
                name: "Ủy ban nhân dân phường Phan Rang".to_owned(),
            },
            number: "45/UBND-VHXH".to_owned(),
            place: "Phan Rang".to_owned(),
            dated: date!(2026 - 11 - 29),
            deadline: date!(2026 - 12 - 11),
            address: "https://camket.example.vn/claim".to_owned(),
            contact: "Nguyễn Thị Hoa, điện thoại 0259 3822 111".to_owned(),
            capacity: vec!["TM. Ủy ban nhân dân".to_owned(), "Chủ tịch".to_owned()],
            signer: "Trần Văn Trị".to_owned(),
        }
    }

    fn letter(number: u32) -> VenueLetter {
        let code = format!("0123{}-56784", number % 10);
        VenueLetter {
            owner: "Lê Thị Bình".to_owned(),
            venue: format!("Nhà nghỉ Hoa Sen {number}"),
            address: "12 đường 16 tháng 4, phường Phan Rang, tỉnh Khánh Hòa".to_owned(),
            qr_text: format!("https://camket.example.vn/claim?code={code}"),
            code,
        }
    }

    #[test]
    fn a_letter_names_its_venue_its_code_and_its_deadline() {
        let bytes = render_venue_letters(&run(), &[letter(1)]).unwrap();
        let told = [
            ("number", "Số: 45/UBND-VHXH"),
            ("owner", "Lê Thị Bình"),
            ("venue", "Nhà nghỉ Hoa Sen 1"),
            ("code", "01231-56784"),
            ("deadline", "11 tháng 12 năm 2026"),
            ("contact", "0259 3822 111./."),
            ("signer", "Trần Văn Trị"),
        ];
        check_text(&bytes, &told).unwrap();
        assert!(matches!(render_venue_letters(&run(), &[]), Err(DocumentError::Empty)));
    }

    #[test]
    fn each_letter_is_one_page_and_shares_fonts_with_the_others() {
        let letters: Vec<VenueLetter> = (0..20).map(letter).collect();
        let (one, all) = (
            render_venue_letters(&run(), &letters[..1]).unwrap(),
            render_venue_letters(&run(), &letters).unwrap(),
        );
        let pages = |bytes: &[u8]| bytes.windows(12).filter(|part| part.starts_with(b"/Type/Page/")).count();
        assert_eq!((pages(&one), pages(&all)), (1, 20));
        assert!(all.len() < one.len() * 8, "{} {}", one.len(), all.len());
    }

    #[test]
    fn a_letter_with_the_longest_names_is_drawn() {
        let long = VenueLetter {
            owner: "Nguyễn ".repeat(14).trim().to_owned(),
            venue: "Nhà nghỉ ".repeat(16).trim().to_owned(),
            address: "số 12 ngõ 5 đường Thống Nhất ".repeat(7).trim().to_owned(),
            ..letter(1)
        };
        let run = LetterRunSheet { number: String::new(), signer: String::new(), ..run() };
        check_text(&render_venue_letters(&run, &[long]).unwrap(), &[("code", "01231-56784")]).unwrap();
    }
}
