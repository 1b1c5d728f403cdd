//! Pledges of workers (Pháp lệnh 10/2003, Điều 15.3): printed forms, one page per worker, signed by hand.
//!
//! The ID number is masked, because printed forms are left lying where others see them.

use time::Date;

use crate::DocumentError;
use crate::canvas::Canvas;
use crate::dates;
use crate::file::{self, FileDescription};
use crate::galley::Galley;
use crate::paper::{self, INDENT};
use crate::pledge::{SheetClause, build_clause};
use crate::signature::SignatureBlock;
use crate::text::{Paragraph, mm};

/// Type sizes of the body, largest first; the small ones are for contents that would not fit.
const SIZES: [f32; 7] = [13.5, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0];

/// Form of one worker. All text is in composed form (NFC). Empty fields become dotted lines.
#[derive(Debug, Clone, Default)]
pub struct WorkerPledgeSheet {
    /// Title, in capitals.
    pub title: String,
    /// Subject, below the title.
    pub subject: String,
    /// The sentence before the clauses.
    pub preamble: String,
    /// The sentence before the signatures.
    pub closing: String,
    /// Full name of the worker.
    pub worker: String,
    /// Birth date, or the year alone: "08/03/2001", "1960".
    pub born: String,
    /// ID or passport number, masked.
    pub number: String,
    /// Where the worker lives.
    pub residence: String,
    /// Position at the venue, e.g. "Lễ tân".
    pub position: String,
    /// Name of the venue.
    pub venue: String,
    pub venue_address: String,
    /// Place of signing, e.g. "Phan Rang".
    pub place: String,
    pub clauses: Vec<SheetClause>,
    /// The day on which the worker signed on the own phone; the form is not signed by hand then.
    pub signed_on: Option<Date>,
}

/// Draws the forms in this order, one page each. The same sheets give the same bytes.
///
/// # Errors
/// No sheets, a character that cannot be printed, or contents too long for one page.
pub fn render_worker_pledges(sheets: &[WorkerPledgeSheet]) -> Result<Vec<u8>, DocumentError> {
    let pages = sheets.iter().map(draw_page).collect::<Result<Vec<_>, _>>()?;
    let first = sheets.first();
    let venue = first.map(|sheet| sheet.venue.as_str()).unwrap_or_default();
    let description = FileDescription {
        title: format!("Bản cam kết của người lao động {venue}").trim_end().into(),
        subject: first.map(|sheet| sheet.subject.clone()).unwrap_or_default(),
        author: venue.into(),
        date: None,
        attachment: None,
    };
    file::write_pdf(pages, &description)
}

fn draw_page(sheet: &WorkerPledgeSheet) -> Result<Canvas, DocumentError> {
    let foot = build_foot(sheet);
    let body = SIZES
        .into_iter()
        .map(|size| build_body(sheet, size))
        .find(|body| body.height + foot.height <= paper::HEIGHT)
        .ok_or(DocumentError::TooLong)?;
    let mut canvas = Canvas::default();
    canvas.draw_galley(paper::LEFT, paper::TOP, &body);
    canvas.draw_galley(paper::LEFT, paper::TOP + body.height, &foot);
    Ok(canvas)
}

fn build_body(sheet: &WorkerPledgeSheet, size: f32) -> Galley {
    let mut galley = paper::build_private_head(&sheet.title, &sheet.subject, mm(6.0));
    galley.add_gap(mm(5.0));
    add_facts(&mut galley, sheet, size);
    galley.add_gap(mm(2.0));
    let text = Paragraph::new(size).leading(1.3).justified().indented(INDENT);
    galley.add_paragraph(&text.clone().regular(&sheet.preamble));
    for clause in &sheet.clauses {
        galley.add_gap(size * 0.4);
        galley.add_paragraph(&build_clause(clause, size, 1.3));
    }
    galley.add_gap(size * 0.4);
    galley.add_paragraph(&text.regular(paper::close_text(&sheet.closing)));
    galley.add_gap(mm(4.0));
    galley
}

fn add_facts(galley: &mut Galley, sheet: &WorkerPledgeSheet, size: f32) {
    let facts = [
        ("Họ và tên", sheet.worker.as_str()),
        ("Ngày sinh", &sheet.born),
        ("Số định danh cá nhân (hoặc hộ chiếu)", &sheet.number),
        ("Nơi cư trú", &sheet.residence),
        ("Nơi tạm trú (nếu có)", ""),
        ("Vị trí việc làm", &sheet.position),
        ("Làm việc tại cơ sở", &sheet.venue),
        ("Địa chỉ cơ sở", &sheet.venue_address),
    ];
    for (label, value) in facts {
        let label =
            Paragraph::new(size).leading(1.4).indented(INDENT).hanging(INDENT).regular(format!("{label}:"));
        galley.add_fact(label, value);
    }
}

fn build_foot(sheet: &WorkerPledgeSheet) -> Galley {
    let capacities = [["ĐẠI DIỆN CƠ SỞ".to_owned()], ["NGƯỜI CAM KẾT".to_owned()]];
    let signed = sheet.signed_on.map(|day| vec!["Đã ký điện tử".to_owned(), dates::format_in_words(day)]);
    let (unsigned, signed) = (Vec::new(), signed.unwrap_or_default());
    let blocks = [(&capacities[0], "", &unsigned), (&capacities[1], sheet.worker.as_str(), &signed)];
    let [venue, worker] = blocks.map(|(capacity, name, statement)| {
        let note = "(Ký, ghi rõ họ tên)";
        SignatureBlock { capacity, note, drawing: None, statement, name, room: mm(26.0), min_size: 9.0 }
    });
    let mut galley = paper::build_date_on_right(&sheet.place, None);
    galley.append_galley(venue.build_pair(&worker, paper::WIDTH));
    galley
}
