//! The labour register as a file for its owner: the book of NĐ 145/2020 Điều 3, and the report Mẫu 01/PLI.

use camket_documents::{
    ColumnKind, LabourForm, LabourFormContract, LabourFormGroup, LabourFormWorker, Letterhead, ListColumn,
    ListForm, ListFormat, ListValue, ListWriter, write_labour_form,
};
use camket_domain::areas::{self, AreaCode};
use camket_domain::audit::AuditAction;
use camket_domain::ids::VenueId;
use camket_domain::labour::{Contract, JobGroup, PermitKind, WorkPermit, Worker};
use camket_domain::venues::{TaxNumber, Venue};
use camket_store::labour;
use time::Date;

use super::OwnerPermit;
use crate::printing::run_drawing;
use crate::venues::load_own_venue;
use crate::{App, AppError};

/// The book of the workers as xlsx: the columns of NĐ 145/2020 Điều 3, with whole numbers of papers. Recorded.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn export_workers(
    app: &App,
    permit: &OwnerPermit,
    id: VenueId,
) -> Result<(Venue, Vec<u8>), AppError> {
    let (venue, workers) = load(app, permit, id, "book").await?;
    let form = build_book_form(&venue);
    let rows = workers.iter().map(|worker| describe_worker(app, worker)).collect::<Result<Vec<_>, _>>()?;
    let bytes = run_drawing(app, move || write_book(form, &rows)).await?;
    Ok((venue, bytes))
}

/// The report on the use of labour (Mẫu 01/PLI) as xlsx, filled in from the register; the owner sends it. Recorded.
///
/// # Errors
/// [`AppError::NotFound`]
pub async fn export_labour_form(
    app: &App,
    permit: &OwnerPermit,
    id: VenueId,
) -> Result<(Venue, Vec<u8>), AppError> {
    let (venue, workers) = load(app, permit, id, "01/PLI").await?;
    let rows = workers.iter().map(|worker| build_form_row(app, worker)).collect::<Result<Vec<_>, _>>()?;
    let form = build_labour_form(&venue, rows, app.today());
    let bytes = run_drawing(app, move || write_labour_form(&form)).await?;
    Ok((venue, bytes))
}

/// The workers of an own venue, whose numbers leave the register in a file: `what` stands in the trail.
async fn load(
    app: &App,
    permit: &OwnerPermit,
    id: VenueId,
    what: &str,
) -> Result<(Venue, Vec<Worker>), AppError> {
    let venue = load_own_venue(app.store(), permit.actor(), id).await?;
    let workers = labour::list(app.store(), venue.id).await?;
    let tx = app.store().begin_write().await?;
    let event = app.build_event(Some(permit.actor()), AuditAction::WorkersExported, id.0).with_venue(id);
    app.audit(&tx, event.with_note(format!("{what}, {} workers", workers.len()))).await?;
    tx.commit().await?;
    Ok((venue, workers))
}

/// The headings of NĐ 145/2020 Điều 3, and what else the register asks for, so that the file can be imported again; with widths.
const BOOK_COLUMNS: [(&str, u8, ColumnKind); 27] = [
    ("Họ tên", 26, ColumnKind::Text),
    ("Giới tính", 8, ColumnKind::Text),
    ("Ngày tháng năm sinh", 12, ColumnKind::Text),
    ("Quốc tịch", 12, ColumnKind::Text),
    ("Nơi cư trú", 30, ColumnKind::Text),
    ("Số CCCD/Hộ chiếu", 16, ColumnKind::Text),
    ("Trình độ chuyên môn kỹ thuật", 20, ColumnKind::Text),
    ("Bậc trình độ kỹ năng nghề", 14, ColumnKind::Text),
    ("Vị trí việc làm", 18, ColumnKind::Text),
    ("Loại hợp đồng lao động", 18, ColumnKind::Text),
    ("Thời điểm bắt đầu làm việc", 12, ColumnKind::Date),
    ("Thời điểm kết thúc hợp đồng", 12, ColumnKind::Date),
    ("Tham gia bảo hiểm xã hội", 16, ColumnKind::Text),
    ("Tiền lương", 14, ColumnKind::Text),
    ("Nâng bậc, nâng lương", 14, ColumnKind::Text),
    ("Số ngày nghỉ trong năm", 12, ColumnKind::Text),
    ("Số giờ làm thêm", 12, ColumnKind::Text),
    ("Học nghề, đào tạo", 16, ColumnKind::Text),
    ("Kỷ luật lao động", 16, ColumnKind::Text),
    ("Tai nạn lao động, bệnh nghề nghiệp", 16, ColumnKind::Text),
    ("Thời điểm và lý do chấm dứt", 18, ColumnKind::Text),
    ("Ngày khám sức khỏe gần nhất", 12, ColumnKind::Date),
    ("Nhóm vị trí việc làm", 20, ColumnKind::Text),
    ("Tiếp xúc trực tiếp với khách", 12, ColumnKind::Text),
    ("Ngày ký bản cam kết", 12, ColumnKind::Date),
    ("Giấy phép lao động", 16, ColumnKind::Text),
    ("Giấy phép lao động đến ngày", 12, ColumnKind::Date),
];

fn build_book_form(venue: &Venue) -> ListForm {
    let column = |(head, width, kind)| ListColumn::new(head, width, kind);
    ListForm {
        letterhead: Letterhead { parent: String::new(), name: venue.name.clone() },
        title: vec!["SỔ QUẢN LÝ LAO ĐỘNG".to_owned()],
        about: vec!["Theo Điều 3 Nghị định 145/2020/NĐ-CP".to_owned(), format_address(venue)],
        columns: BOOK_COLUMNS.map(column).to_vec(),
        signatures: None,
    }
}

fn write_book(form: ListForm, rows: &[Vec<ListValue<'static>>]) -> std::io::Result<Vec<u8>> {
    let mut writer = ListWriter::new(ListFormat::Xlsx, form, Vec::new())?;
    rows.iter().try_for_each(|row| writer.write_row(row))?;
    writer.finish(None, &[format!("Tổng số: {} người lao động", rows.len())])
}

fn describe_worker(app: &App, worker: &Worker) -> Result<Vec<ListValue<'static>>, AppError> {
    let Worker { person, job, book, .. } = worker;
    let text = |text: &str| ListValue::from(text.to_owned());
    let [skill, insurance, wage, raises, leave, overtime, training, discipline, accidents, ended] =
        book.columns();
    Ok(vec![
        text(&person.name),
        text(label_sex(worker)),
        text(&person.born_on.to_string()),
        text(&person.nationality),
        text(&person.residence),
        open_number(app, worker)?.into(),
        text(&job.qualification),
        text(skill),
        text(&job.position),
        text(label_contract(job.contract)),
        job.started_on.into(),
        job.ends_on.into(),
        text(insurance),
        text(wage),
        text(raises),
        text(leave),
        text(overtime),
        text(training),
        text(discipline),
        text(accidents),
        text(ended),
        worker.health_check_on.into(),
        text(label_group(job.group)),
        text(if job.customer_facing { "Có" } else { "Không" }),
        worker.pledged_on.into(),
        text(&worker.permit.as_ref().map(describe_permit).unwrap_or_default()),
        worker.permit.as_ref().and_then(|permit| permit.until).into(),
    ])
}

/// The number of a permit; "Miễn" with that of the paper for an exemption.
fn describe_permit(permit: &WorkPermit) -> String {
    match permit.kind {
        PermitKind::Permit => permit.number.clone(),
        PermitKind::Exemption => format!("Miễn {}", permit.number).trim_end().to_owned(),
    }
}

fn build_labour_form(venue: &Venue, workers: Vec<LabourFormWorker>, today: Date) -> LabourForm {
    let business = venue.business.as_ref();
    let place = venue.place.as_ref().map(|place| name_commune(place.commune, today)).unwrap_or_default();
    let code = business.map(|business| match &business.tax {
        TaxNumber::Organisation(code) => code.clone(),
        TaxNumber::Personal(_) => business.registration.clone(),
    });
    LabourForm {
        employer: venue.name.clone(),
        address: format_address(venue),
        contact: business.map(|business| business.phone.as_str().to_owned()).unwrap_or_default(),
        registration: code.unwrap_or_default(),
        trade: venue.kind.describe_vi(&venue.kind_note),
        place,
        recipients: "Sở Nội vụ; Bảo hiểm xã hội".to_owned(),
        workers,
    }
}

fn build_form_row(app: &App, worker: &Worker) -> Result<LabourFormWorker, AppError> {
    let Worker { person, job, book, .. } = worker;
    Ok(LabourFormWorker {
        name: person.name.clone(),
        insurance: String::new(),
        born: person.born_on.to_string(),
        sex: label_sex(worker).to_owned(),
        number: open_number(app, worker)?,
        position: job.position.clone(),
        group: match job.group {
            JobGroup::Manager => LabourFormGroup::Manager,
            JobGroup::Professional => LabourFormGroup::Professional,
            JobGroup::Technician => LabourFormGroup::Technician,
            JobGroup::Other => LabourFormGroup::Other,
        },
        wage: book.wage.clone(),
        contract: match job.contract {
            Contract::Indefinite => LabourFormContract::Indefinite { from: job.started_on },
            Contract::Fixed => LabourFormContract::Fixed { from: job.started_on, to: job.ends_on },
            Contract::Short => LabourFormContract::Other { from: job.started_on, to: job.ends_on },
        },
        note: book.ended.clone(),
    })
}

fn open_number(app: &App, worker: &Worker) -> Result<String, AppError> {
    app.vault().open(&worker.person.number).map_err(AppError::internal)
}

fn label_sex(worker: &Worker) -> &'static str {
    match worker.person.sex {
        camket_domain::identifiers::Sex::Male => "Nam",
        camket_domain::identifiers::Sex::Female => "Nữ",
    }
}

fn label_group(group: JobGroup) -> &'static str {
    match group {
        JobGroup::Manager => "Nhà quản lý",
        JobGroup::Professional => "Chuyên môn kỹ thuật bậc cao",
        JobGroup::Technician => "Chuyên môn kỹ thuật bậc trung",
        JobGroup::Other => "Khác",
    }
}

fn label_contract(contract: Contract) -> &'static str {
    match contract {
        Contract::Indefinite => "Không xác định thời hạn",
        Contract::Fixed => "Xác định thời hạn",
        Contract::Short => "Dưới 1 tháng, thử việc",
    }
}

fn format_address(venue: &Venue) -> String {
    let Some(place) = &venue.place else { return String::new() };
    let area = areas::all().find_all(place.commune).last().map(|area| area.name.clone());
    format!("{}, {}", place.address, area.unwrap_or_default())
}

fn name_commune(code: AreaCode, today: Date) -> String {
    areas::all().find(code, today).map(|area| area.name.clone()).unwrap_or_default()
}
