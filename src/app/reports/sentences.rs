//! What a report says in sentences, in Vietnamese, with the figures in their places.

use camket_documents::{ReportChapter, format_percent};
use camket_domain::areas::AreaCode;
use camket_domain::indicators::ReportSection;
use camket_domain::reports::snapshot::{SnapshotColumn, SnapshotContent, SnapshotRow, change_permille};

use super::labels::label_section;

/// The four chapters of a report on prostitution prevention (`docs/law.md`, reports).
pub(super) fn write_chapters(
    content: &SnapshotContent,
    name_area: impl Fn(AreaCode) -> String,
) -> Vec<ReportChapter> {
    let (total, before) = (content.total(), content.total_year_before());
    let section = |wanted: ReportSection| {
        let figures = content.columns.iter().zip(total.iter().zip(&before));
        let of_section = figures.filter(|(column, _)| column.details.section == wanted);
        let sentences = of_section.map(|(column, (now, before))| write_figure(column, *now, *before));
        let mut paragraphs: Vec<String> = sentences.collect();
        if !paragraphs.is_empty() {
            paragraphs.insert(0, format!("{}:", label_section(wanted)));
        }
        paragraphs
    };
    let sections = |wanted: &[ReportSection]| wanted.iter().flat_map(|one| section(*one)).collect();
    let notes = |of: fn(&SnapshotRow) -> &String| {
        write_notes(content.rows.iter().map(|row| (name_area(row.area), join_lines(of(row)))))
    };
    let missing = content.rows.iter().filter(|row| !row.reported).count();
    let mut situation: Vec<String> =
        sections(&[ReportSection::Venues, ReportSection::Police, ReportSection::Communes]);
    if missing > 0 {
        situation.push(format!(
            "Có {missing}/{} đơn vị chưa có báo cáo được chấp nhận: số liệu của các đơn vị này do hệ thống đếm, chưa gồm số liệu nhập tay.",
            content.rows.len()
        ));
    }
    [
        ("I. TÌNH HÌNH", situation),
        (
            "II. KẾT QUẢ THỰC HIỆN",
            sections(&[ReportSection::Communication, ReportSection::Training, ReportSection::Inspection]),
        ),
        ("III. KHÓ KHĂN, NGUYÊN NHÂN", notes(|row| &row.difficulties)),
        ("IV. PHƯƠNG HƯỚNG, KIẾN NGHỊ", notes(|row| &row.proposals)),
    ]
    .map(|(heading, paragraphs)| ReportChapter { heading: heading.to_owned(), paragraphs })
    .into()
}

/// What areas wrote, by name and text: what several wrote stands once, with all their names. A place to write in if nobody
/// wrote anything.
fn write_notes(notes: impl Iterator<Item = (String, String)>) -> Vec<String> {
    let mut by_text: Vec<(String, Vec<String>)> = Vec::new();
    for (area, text) in notes.filter(|(_, text)| !text.is_empty()) {
        match by_text.iter_mut().find(|(known, _)| *known == text) {
            Some((_, areas)) => areas.push(area),
            None => by_text.push((text, vec![area])),
        }
    }
    if by_text.is_empty() {
        return vec!["…".to_owned()];
    }
    let end = |text: &str| if text.ends_with(['.', '!', '?', '…']) { "" } else { "." };
    by_text.iter().map(|(text, areas)| format!("- {}: {text}{}", areas.join(", "), end(text))).collect()
}

/// "- Buổi tuyên truyền: 12 buổi (cùng kỳ năm trước 10, tăng 20%)."
fn write_figure(column: &SnapshotColumn, now: Option<i64>, before: Option<i64>) -> String {
    let (label, unit) = (&column.details.label, &column.details.unit);
    let Some(figure) = now else { return format!("- {label}: chưa có số liệu.") };
    let compared = before.map(|before| {
        let change = match change_permille(now, Some(before)) {
            Some(0) => ", không đổi".to_owned(),
            Some(permille) if permille > 0 => format!(", tăng {}", format_percent(permille)),
            Some(permille) => format!(", giảm {}", format_percent(-permille)),
            None => String::new(),
        };
        format!(" (cùng kỳ năm trước {}{change})", group(before))
    });
    format!("- {label}: {} {unit}{}.", group(figure), compared.unwrap_or_default())
}

fn group(number: i64) -> String {
    camket_documents::format_thousands(number)
}

fn join_lines(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use camket_domain::ids::IndicatorId;
    use camket_domain::indicators::{IndicatorDetails, IndicatorKind, IndicatorSource};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn what_several_communes_wrote_stands_once() {
        let notes =
            [("Xã A", "Thiếu cán bộ"), ("Xã B", ""), ("Xã C", "Thiếu cán bộ"), ("Xã D", "Xin kinh phí.")];
        let notes = notes.map(|(area, text)| (area.to_owned(), text.to_owned()));
        assert_eq!(write_notes(notes.into_iter()), ["- Xã A, Xã C: Thiếu cán bộ.", "- Xã D: Xin kinh phí."]);
        assert_eq!(write_notes(std::iter::empty()), ["…"]);
    }

    #[test]
    fn a_figure_stands_in_a_sentence_with_that_of_the_year_before() {
        let column = SnapshotColumn {
            indicator: IndicatorId(Uuid::nil()),
            details: IndicatorDetails {
                section: ReportSection::Communication,
                label: "Lượt người dự".to_owned(),
                unit: "lượt người".to_owned(),
                source: IndicatorSource::of(IndicatorKind::People),
            },
        };
        for (now, before, sentence) in [
            (
                Some(1_125),
                Some(1_000),
                "- Lượt người dự: 1.125 lượt người (cùng kỳ năm trước 1.000, tăng 12,5%).",
            ),
            (Some(8), Some(10), "- Lượt người dự: 8 lượt người (cùng kỳ năm trước 10, giảm 20%)."),
            (Some(10), Some(10), "- Lượt người dự: 10 lượt người (cùng kỳ năm trước 10, không đổi)."),
            (Some(3), Some(0), "- Lượt người dự: 3 lượt người (cùng kỳ năm trước 0)."),
            (Some(3), None, "- Lượt người dự: 3 lượt người."),
            (None, Some(3), "- Lượt người dự: chưa có số liệu."),
        ] {
            assert_eq!(write_figure(&column, now, before), sentence);
        }
    }
}
