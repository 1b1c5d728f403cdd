//! The readable part of the copy of the data of an account: what is kept, of each kind, in the words of its reader.

use time::Date;

use crate::DocumentError;
use crate::file::{self, FileDescription};
use crate::flow::Flow;
use crate::galley::Galley;
use crate::paper;
use crate::text::Paragraph;

const SIZE: f32 = 11.0;
const LEADING: f32 = 1.3;
/// Lines of a list after the first, in points.
const HANGING: f32 = 12.0;

/// Contents of the summary. All text is in composed form (NFC).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataSummary {
    /// In bold.
    pub title: String,
    /// In italics below the title.
    pub about: Vec<String>,
    pub sections: Vec<DataSection>,
    /// Name of the account.
    pub author: String,
    /// Vietnamese date.
    pub date: Date,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataSection {
    pub title: String,
    /// Label and value.
    pub facts: Vec<(String, String)>,
    /// One row each, with a dash.
    pub rows: Vec<String>,
    /// In italics below: how long it is kept.
    pub note: String,
}

/// Draws the summary on A4. The same summary gives the same bytes.
///
/// # Errors
/// A character that cannot be printed.
pub fn render_data_summary(summary: &DataSummary) -> Result<Vec<u8>, DocumentError> {
    let mut flow = Flow::new();
    flow.add_breakable(&build_heading(summary));
    for section in &summary.sections {
        flow.add_gap(9.0);
        flow.require_height(60.0);
        flow.add_breakable(&build_section(section));
    }
    let description = FileDescription {
        title: summary.title.clone(),
        subject: summary.about.join(". "),
        author: summary.author.clone(),
        date: Some(summary.date),
        attachment: None,
    };
    file::write_pdf(flow.finish(), &description)
}

fn build_heading(summary: &DataSummary) -> Galley {
    let mut galley = Galley::new(paper::WIDTH);
    galley.add_paragraph(&Paragraph::new(15.0).bold(&summary.title).centred());
    galley.add_gap(3.0);
    for line in &summary.about {
        galley.add_paragraph(&Paragraph::new(SIZE).leading(LEADING).italic(line).centred());
    }
    galley
}

fn build_section(section: &DataSection) -> Galley {
    let mut galley = Galley::new(paper::WIDTH);
    galley.add_paragraph(&Paragraph::new(12.5).bold(&section.title));
    galley.add_gap(2.0);
    for (label, value) in &section.facts {
        let fact = Paragraph::new(SIZE).leading(LEADING).bold(format!("{label}: ")).regular(value);
        galley.add_paragraph(&fact.hanging(HANGING));
    }
    for row in &section.rows {
        let row = Paragraph::new(SIZE).leading(LEADING).regular(format!("– {row}"));
        galley.add_paragraph(&row.hanging(HANGING));
    }
    if !section.note.is_empty() {
        galley.add_gap(2.0);
        galley.add_paragraph(&Paragraph::new(SIZE - 1.0).leading(LEADING).italic(&section.note));
    }
    galley
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::reading::{ParsedPdf, check_text};

    fn summary(rows: usize) -> DataSummary {
        let section = DataSection {
            title: "Cơ sở".into(),
            facts: vec![("Số dòng".into(), rows.to_string())],
            rows: (1..=rows).map(|number| format!("Khách sạn Biển Xanh {number}")).collect(),
            note: "Giữ theo quy định của cơ quan".into(),
        };
        DataSummary {
            title: "DỮ LIỆU CỦA TÔI".into(),
            about: vec!["Nguyễn Thị Lan".into()],
            sections: vec![section; 2],
            author: "Nguyễn Thị Lan".into(),
            date: date!(2026 - 11 - 30),
        }
    }

    #[test]
    fn long_lists_take_more_pages_and_lose_nothing() {
        let (short, long) =
            (render_data_summary(&summary(2)).unwrap(), render_data_summary(&summary(120)).unwrap());
        assert_eq!(ParsedPdf::load(&short).unwrap().count_pages(), 1);
        assert!(ParsedPdf::load(&long).unwrap().count_pages() > 3);
        let wanted = [("the last row", "Khách sạn Biển Xanh 120"), ("the note", "Giữ theo quy định")];
        assert!(check_text(&long, &wanted).is_ok());
        assert_eq!(render_data_summary(&summary(120)).unwrap(), long);
    }

    #[test]
    fn a_sign_without_a_glyph_is_refused() {
        let mut odd = summary(1);
        odd.about.push("호텔".into());
        assert!(render_data_summary(&odd).is_err());
    }
}
