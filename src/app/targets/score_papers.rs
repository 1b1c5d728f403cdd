//! The papers of a score: the text document that goes on to be signed, and the PDF. Both have the code of the score.

use camket_documents::{
    DocumentError, PrintedOrigin, PrintedTable, PrintedTables, ReportCell, ReportChapter, ReportPaper,
    ReportRow, ReportTable, render_report_docx, render_tables,
};
use camket_domain::areas::{self, AreaCode};
use camket_domain::audit::AuditAction;
use camket_domain::calendar::{format_date, local_date};
use camket_domain::ids::TargetScoreId;
use camket_domain::permissions::{Permit, rights};
use camket_domain::targets::Reporter;
use camket_domain::targets::score::{ScoreLine, ScoreStanding, ScoredCard};
use camket_domain::text::printable::replace_unprintable;
use time::Date;

use super::scores::{ScoreDossier, load_score};
use super::wording::{
    format_cards, format_figures, format_goal, format_result, join_lines, label_score, label_standing,
    label_state,
};
use crate::list_file::ExportingAgency;
use crate::printing::run_drawing;
use crate::{App, AppError};

/// The file formats of a score.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ScoreFormat {
    /// The text with its annexes, to be edited.
    Docx,
    Pdf,
}

impl ScoreFormat {
    /// The end of the file's name, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Pdf => "pdf",
        }
    }

    /// The value of the header `Content-Type`.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Pdf => "application/pdf",
        }
    }
}

/// A paper of a score. It is recorded that the actor takes it out.
///
/// # Errors
/// [`AppError::NotFound`], also for an officer of a commune: papers are those of the whole province.
pub async fn render_score(
    app: &App,
    permit: &Permit<rights::TakeReports>,
    id: TargetScoreId,
    format: ScoreFormat,
) -> Result<Vec<u8>, AppError> {
    let actor = permit.actor();
    let dossier = load_score(app, permit, id).await?;
    let agency = ExportingAgency::load(app, actor).await?;
    let tx = app.store().begin_write().await?;
    let event = app.build_event(Some(actor), AuditAction::TargetScoreExported, id.0);
    app.audit(&tx, event.with_note(format.extension().to_owned())).await?;
    tx.commit().await?;
    let address = app.url(app.paths().record(&dossier.score.code));
    let paper = ScorePaper { agency, address, dossier };
    run_drawing(app, move || paper.render(format)).await
}

/// A score with what its papers say beside the figures.
struct ScorePaper {
    agency: ExportingAgency,
    dossier: ScoreDossier,
    address: String,
}

impl ScorePaper {
    fn render(&self, format: ScoreFormat) -> Result<Vec<u8>, DocumentError> {
        match format {
            ScoreFormat::Docx => render_report_docx(&self.build_report()),
            ScoreFormat::Pdf => render_tables(&self.build_printed()),
        }
    }

    fn build_report(&self) -> ReportPaper {
        let symbol = self.agency.symbol();
        ReportPaper {
            letterhead: self.agency.letterhead(),
            symbol: format!("BC-{}", if symbol.is_empty() { "…" } else { &symbol }),
            place: self.agency.place(),
            subject: vec![self.format_subject(), format!("(đến ngày {})", format_date(self.taken_on()))],
            chapters: self.write_chapters(),
            recipients: vec!["…".to_owned()],
            capacity: "THỦ TRƯỞNG ĐƠN VỊ".to_owned(),
            annexes: self.list_tables(),
            address: self.address.clone(),
            code: self.dossier.score.code.to_string(),
            frozen: self.format_taken(),
        }
    }

    fn build_printed(&self) -> PrintedTables {
        PrintedTables {
            letterhead: self.agency.letterhead(),
            title: vec!["BẢNG ĐIỂM".to_owned(), self.format_subject()],
            about: [self.format_plan(), self.format_summary()]
                .into_iter()
                .filter(|line| !line.is_empty())
                .collect(),
            place: self.agency.place(),
            date: self.taken_on(),
            tables: self.list_tables().into_iter().map(build_printed_table).collect(),
            origin: PrintedOrigin {
                address: self.address.clone(),
                lines: vec![
                    format!("Mã số liệu: {}. {}", self.dossier.score.code, self.format_taken()),
                    self.address.clone(),
                ],
            },
        }
    }

    fn taken_on(&self) -> Date {
        local_date(self.dossier.score.taken.at)
    }

    fn format_subject(&self) -> String {
        format!("Kết quả thực hiện các chỉ tiêu kế hoạch năm {}", self.dossier.plan.year)
    }

    fn format_taken(&self) -> String {
        format!("Điểm lấy lần {} ngày {}.", self.dossier.score.number, format_date(self.taken_on()))
    }

    /// Number and day of the plan; empty until it is signed.
    fn format_plan(&self) -> String {
        let content = &self.dossier.score.content;
        let number = Some(&content.plan_number).filter(|number| !number.is_empty());
        let day = Some(&content.plan_day).filter(|day| !day.is_empty());
        let parts = [number.map(|number| format!("số {number}")), day.map(|day| format!("ngày {day}"))];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() { String::new() } else { format!("Kế hoạch {}", parts.join(" ")) }
    }

    /// "Đạt 3/8 chỉ tiêu; đang thực hiện 5."
    fn format_summary(&self) -> String {
        let content = &self.dossier.score.content;
        let met = content.count(ScoreStanding::Met);
        let others = [
            ("đang thực hiện", ScoreStanding::UnderWay),
            ("chưa đạt", ScoreStanding::NotMet),
            ("chưa chấm", ScoreStanding::Unscored),
        ];
        let others: String = others
            .into_iter()
            .map(|(label, standing)| (label, content.count(standing)))
            .filter(|(_, count)| *count > 0)
            .map(|(label, count)| format!("; {label} {count}"))
            .collect();
        format!("Đạt {met}/{} chỉ tiêu{others}.", content.lines.len())
    }

    fn write_chapters(&self) -> Vec<ReportChapter> {
        let content = &self.dossier.score.content;
        let general = [self.format_plan(), self.format_summary()];
        let general = general.into_iter().filter(|line| !line.is_empty()).collect();
        let open = content.lines.iter().filter(|line| line.standing != ScoreStanding::Met);
        let mut reasons: Vec<String> = open.flat_map(|line| self.list_reasons(line)).collect();
        if reasons.is_empty() {
            reasons.push("…".to_owned());
        }
        [
            ("I. KẾT QUẢ CHUNG", general),
            ("II. KẾT QUẢ TỪNG CHỈ TIÊU", content.lines.iter().map(write_line).collect()),
            ("III. LÝ DO CHƯA ĐẠT, CHƯA DUYỆT", reasons),
            ("IV. PHƯƠNG HƯỚNG, KIẾN NGHỊ", vec!["…".to_owned()]),
        ]
        .map(|(heading, paragraphs)| ReportChapter { heading: heading.to_owned(), paragraphs })
        .into()
    }

    fn list_reasons(&self, line: &ScoreLine) -> Vec<String> {
        let cards = line.cards.iter().filter(|card| !card.reason.is_empty());
        let reason = |card: &ScoredCard| {
            format!(
                "- Chỉ tiêu {}, {}: {}",
                line.position,
                self.name_area(card.area),
                join_lines(&card.reason)
            )
        };
        cards.map(reason).collect()
    }

    fn name_area(&self, area: AreaCode) -> String {
        let day = areas::reporting_day(self.taken_on());
        areas::all().find(area, day).map_or_else(|| area.to_string(), |area| area.name.clone())
    }

    /// The score of all targets; then each target with its communes, and those that the province reports.
    fn list_tables(&self) -> Vec<ReportTable> {
        let lines = &self.dossier.score.content.lines;
        let of_communes = lines.iter().filter(|line| line.kind.reporter() == Reporter::Communes);
        let of_communes = of_communes.map(|line| self.build_communes(line));
        let of_province: Vec<&ScoreLine> =
            lines.iter().filter(|line| line.kind.reporter() == Reporter::Province).collect();
        let of_province = (!of_province.is_empty()).then(|| self.build_province(&of_province));
        std::iter::once(self.build_score()).chain(of_communes).chain(of_province).collect()
    }

    fn build_score(&self) -> ReportTable {
        let row = |line: &ScoreLine| {
            ReportRow::Plain(
                [
                    line.text.clone(),
                    format_goal(line),
                    line.unit.clone(),
                    format_result(line),
                    format_cards(line),
                    label_standing(line.standing).to_owned(),
                    line.due_on.clone(),
                ]
                .map(ReportCell::Text)
                .to_vec(),
            )
        };
        let heads = [
            ("Chỉ tiêu", 34),
            ("Mức phải đạt", 12),
            ("Đơn vị tính", 12),
            ("Kết quả", 18),
            ("Phiếu của các đơn vị", 17),
            ("Đánh giá", 10),
            ("Hạn gửi", 10),
        ];
        ReportTable {
            title: "Bảng điểm các chỉ tiêu".to_owned(),
            about: format!("{} {}", self.format_summary(), self.format_taken()),
            columns: heads.map(|(head, share)| (head.to_owned(), share)).to_vec(),
            rows: self.dossier.score.content.lines.iter().map(row).collect(),
        }
    }

    fn build_communes(&self, line: &ScoreLine) -> ReportTable {
        let evidence = if line.evidence_asked.is_empty() {
            String::new()
        } else {
            format!(" Minh chứng phải có: {}.", join_lines(&line.evidence_asked).trim_end_matches('.'))
        };
        let row = |card: &ScoredCard| build_card_row(self.name_area(card.area), line, card);
        ReportTable {
            title: format!("Chỉ tiêu {}", line.position),
            about: format!(
                "{}. Mức phải đạt: {}. Kết quả: {}.{evidence}",
                line.text.trim_end_matches('.'),
                format_goal(line),
                format_result(line)
            ),
            columns: list_card_columns("Đơn vị", 20),
            rows: line.cards.iter().map(row).collect(),
        }
    }

    fn build_province(&self, lines: &[&ScoreLine]) -> ReportTable {
        let rows = lines.iter().flat_map(|line| {
            let name = format!("Chỉ tiêu {}: {}", line.position, line.text);
            line.cards.iter().map(move |card| build_card_row(name.clone(), line, card))
        });
        ReportTable {
            title: "Chỉ tiêu do cấp tỉnh báo cáo".to_owned(),
            about: self.format_taken(),
            columns: list_card_columns("Chỉ tiêu", 32),
            rows: rows.collect(),
        }
    }
}

/// "1. 100% xã tổ chức truyền thông: mức phải đạt 100%; kết quả 41/65 xã (63%). Đang thực hiện."
fn write_line(line: &ScoreLine) -> String {
    format!(
        "{}. {}: mức phải đạt: {}; kết quả: {}. {}.",
        line.position,
        line.text.trim_end_matches('.'),
        format_goal(line),
        format_result(line),
        label_standing(line.standing)
    )
}

fn list_card_columns(first: &str, share: u32) -> Vec<(String, u32)> {
    let heads = [
        (first, share),
        ("Số liệu", 16),
        ("Tình trạng", 10),
        ("Tự chấm", 8),
        ("Tỉnh chấm", 8),
        ("Lý do", 20),
        ("Minh chứng", 30),
    ];
    heads.map(|(head, share)| (head.to_owned(), share)).to_vec()
}

fn build_card_row(name: String, line: &ScoreLine, card: &ScoredCard) -> ReportRow {
    let figures = card.figures.map(|figures| format_figures(line.kind, figures));
    let cells = [
        name,
        figures.unwrap_or_default(),
        label_state(card).to_owned(),
        label_score(card.own).to_owned(),
        label_score(card.checked).to_owned(),
        join_lines(&card.reason),
        join_lines(&card.evidence),
    ];
    ReportRow::Plain(cells.map(ReportCell::Text).to_vec())
}

/// The same table for the PDF, whose typeface has not every sign.
fn build_printed_table(table: ReportTable) -> PrintedTable {
    let text = |cell: ReportCell| match cell {
        ReportCell::Text(text) => replace_unprintable(&text).into_owned(),
        ReportCell::Number(number) => camket_documents::format_thousands(number),
        ReportCell::Empty => String::new(),
    };
    let row = |row: ReportRow| match row {
        ReportRow::Section(heading) => vec![heading],
        ReportRow::Plain(cells) | ReportRow::Total(cells) => cells.into_iter().map(text).collect(),
    };
    let width = |share: u32| f32::from(u16::try_from(share).unwrap_or(u16::MAX));
    PrintedTable {
        title: table.title,
        about: replace_unprintable(&table.about).into_owned(),
        columns: table.columns.into_iter().map(|(head, share)| (head, width(share))).collect(),
        rows: table.rows.into_iter().map(row).collect(),
    }
}
