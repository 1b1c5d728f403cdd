//! The inspection record (biên bản): verified by anyone by its code, drawn for those who may read it.

use camket_documents::{
    DrawnSignature, InspectionRecordSheet, Letterhead, RecordCorrection, RecordMember,
    render_inspection_record,
};
use camket_domain::calendar::local_date;
use camket_domain::ids::MemberId;
use camket_domain::inspections::checklist::Checklist;
use camket_domain::inspections::report::{AnswerValue, InspectionReport};
use camket_domain::inspections::{Conclusion, Inspection, InspectionGround, InspectionKind};
use camket_domain::pledges::SIGNATURE_ASPECT;
use camket_domain::teams::Rank;
use camket_domain::text::printable::replace_unprintable;
use camket_store::inspections::correction;
use camket_store::teams;

use super::{InspectionDossier, find_by_code};
use crate::printing::run_drawing;
use crate::{App, AppError};

/// What the public may learn of a record.
#[derive(Clone, Debug)]
pub struct VerifiedRecord {
    pub inspection: Inspection,
    pub team: String,
    /// Number of corrections: paper of an earlier version states fewer.
    pub corrections: u64,
}

/// What the public may learn of a record: that it is authentic, its venue, team and day, and whether it was corrected. No
/// finding and no person.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown code.
pub async fn verify_record(app: &App, typed: &str) -> Result<VerifiedRecord, AppError> {
    let inspection = find_by_code(app, typed).await?;
    let team = teams::find_by_id(app.store(), inspection.team).await?.ok_or(AppError::NotFound)?;
    let corrections = correction::count(app.store(), inspection.id).await?;
    Ok(VerifiedRecord { inspection, team: team.name, corrections })
}

/// Draws the record as a PDF.
///
/// # Errors
/// [`AppError::Internal`] for what cannot be printed.
pub async fn render_record_pdf(app: &App, dossier: &InspectionDossier) -> Result<Vec<u8>, AppError> {
    let sheet = build_sheet(app, dossier);
    run_drawing(app, move || render_inspection_record(&sheet)).await
}

fn build_sheet(app: &App, dossier: &InspectionDossier) -> InspectionRecordSheet {
    let (inspection, team) = (&dossier.inspection, &dossier.team);
    let report = &inspection.report;
    InspectionRecordSheet {
        letterhead: Letterhead { parent: format_text(&team.parent_name), name: format_text(&team.name) },
        number: format_text(&inspection.number.to_string()),
        correction: dossier.corrections.last().map(|correction| RecordCorrection {
            count: correction.replaced.number,
            written_at: correction.by.at,
            reason: format_text(&correction.reason),
        }),
        place: format_text(&team.place),
        dated: local_date(inspection.started_at),
        kind: format_kind(inspection),
        started_at: inspection.started_at,
        ended_at: report.ended_at,
        venue: format_venue(report),
        members: report.members.iter().map(|m| build_member(report, m)).collect(),
        owner: format_text(&report.owner.name),
        answers: format_answers(report),
        staff: format_staff(report),
        findings: report.findings.iter().map(|f| (format_text(&f.text), format_text(&f.basis))).collect(),
        demands: report.demands.iter().map(|d| (format_text(&d.text), d.due_on)).collect(),
        remarks: format_text(&report.owner.remarks),
        refused: report.owner.refused,
        conclusion: format_conclusion(inspection.conclusion).to_owned(),
        owner_signature: find_signature(report, None),
        qr_text: app.url(app.paths().record(&inspection.code)),
        lookup: (app.url(app.paths().records()), inspection.code.to_string()),
    }
}

/// A text of a report. Reports were stored before their texts were checked, and must be readable all the same.
fn format_text(text: &str) -> String {
    replace_unprintable(text).into_owned()
}

fn format_kind(inspection: &Inspection) -> String {
    let grounds = inspection.ground.as_ref().map(|g| {
        let code = match g.code {
            InspectionGround::Complaint => "đơn thư phản ánh, tố giác",
            InspectionGround::Request => "yêu cầu của người có thẩm quyền",
            InspectionGround::ClearSign => "dấu hiệu vi phạm rõ ràng",
            InspectionGround::FollowUp => "kiểm tra việc khắc phục",
        };
        format!(" (căn cứ: {code}; {})", format_text(&g.note))
    });
    let kind = match inspection.kind {
        InspectionKind::Planned => "theo kế hoạch",
        InspectionKind::Surprise => "đột xuất",
    };
    format!("{kind}{}", grounds.unwrap_or_default())
}

fn format_venue(report: &InspectionReport) -> Vec<(String, String)> {
    let row = |label: &str, value: &str| (label.to_owned(), format_text(value));
    let certificate = report.certificate.as_deref().unwrap_or("không xuất trình được");
    vec![
        row("Tên cơ sở", &report.name),
        row("Loại hình", report.kind.label_vi()),
        row("Địa chỉ", &report.address),
        row("Giấy xác nhận", certificate),
    ]
}

fn build_member(
    report: &InspectionReport,
    member: &camket_domain::inspections::report::PresentMember,
) -> RecordMember {
    let rank = match member.rank {
        Rank::Head => "Đội trưởng",
        Rank::Deputy => "Đội phó",
        Rank::Member => "Thành viên",
    };
    RecordMember {
        name: format_text(&member.name),
        rank: rank.to_owned(),
        card: format_text(&member.card),
        signature: find_signature(report, Some(member.id)),
    }
}

fn find_signature(report: &InspectionReport, member: Option<MemberId>) -> Option<DrawnSignature> {
    let found = report.signatures.iter().find(|s| s.member == member)?;
    Some(DrawnSignature { strokes: found.strokes.0.clone(), aspect_ratio: SIGNATURE_ASPECT })
}

/// The answers in the order of the checklist, with the wording of its version.
fn format_answers(report: &InspectionReport) -> Vec<[String; 3]> {
    let Some(list) = Checklist::find_version(report.checklist) else { return Vec::new() };
    let row = |item: &&camket_domain::inspections::checklist::ChecklistItem| {
        let given = report.answers.iter().find(|a| a.item == item.code)?;
        let answer = match given.answer {
            AnswerValue::Yes => "Bảo đảm",
            AnswerValue::No => "Chưa bảo đảm",
            AnswerValue::Na => "Không áp dụng",
        };
        let count = given.count.map(|n| format!("{n:02} trường hợp. ")).unwrap_or_default();
        Some([item.vi.clone(), answer.to_owned(), format!("{count}{}", format_text(&given.note))])
    };
    list.items_for(report.kind).iter().filter_map(row).collect()
}

fn format_staff(report: &InspectionReport) -> String {
    let staff = report.staff;
    format!(
        "Số người lao động có mặt: {:02}; số người lao động đã đăng ký: {:02}.",
        staff.found, staff.registered
    )
}

fn format_conclusion(conclusion: Conclusion) -> &'static str {
    match conclusion {
        Conclusion::Pass => "Đạt: cơ sở chấp hành đúng nội dung đã cam kết.",
        Conclusion::Reminder => "Nhắc nhở cơ sở khắc phục các tồn tại nêu trên.",
        Conclusion::Record => "Lập biên bản vi phạm để xử lý theo quy định của pháp luật.",
        Conclusion::Transfer => "Chuyển hồ sơ đến cơ quan có thẩm quyền để xử lý.",
    }
}
