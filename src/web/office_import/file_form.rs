//! The empty form as a spreadsheet, with a row for each area that lacks an agency.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use camket_app::office_import::{
    self, ColumnKind, ImportPermits, Letterhead, ListColumn, ListForm, ListFormat, ListValue, ListWriter,
};
use camket_app::{AppError, agencies, readiness};
use camket_domain::agencies::AgencyFunction;
use camket_domain::areas::{self, Area, AreaCode, AreaLevel};
use camket_domain::office_import::OfficeColumn;
use camket_domain::permissions::rights;
use camket_domain::readiness::CommuneGap;
use time::Date;

use super::table::translate_heading;
use crate::codes::role_key;
use camket_shell::l10n::{self, Lang};
use camket_shell::page_error::PageError;
use camket_shell::session::{May, PageRequest};

/// What the form fills in of a row.
type FormRow = Vec<(OfficeColumn, ListValue<'static>)>;

/// GET `/admin/import/form.xlsx`
pub(super) async fn download(
    PageRequest { app, permit, .. }: PageRequest<rights::ManageAgencies>,
    May(staff): May<rights::ManageAccounts>,
) -> Result<Response, PageError> {
    let found = readiness::check(&app, &permit).await?;
    let permits = ImportPermits { agencies: &permit, staff: &staff };
    let own = office_import::find_own_agency(&app, permits).await?;
    let letterhead = own.map(|agency| Letterhead { parent: agency.parent_name, name: agency.name });
    let letterhead = letterhead.unwrap_or(Letterhead { parent: String::new(), name: String::new() });
    let mut rows = build_rows(found.area, &found.readiness.communes, app.today());
    let offices = agencies::list(&app, &permit).await?;
    if !offices.iter().any(|agency| agency.has_function_on(AgencyFunction::LeadPrevention, app.today())) {
        rows.splice(0..0, build_prevention_row(found.area, app.today()));
    }
    let bytes = write_form(letterhead, &rows).map_err(AppError::internal)?;
    let headers = [
        (header::CONTENT_TYPE, ListFormat::Xlsx.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"co-quan-can-bo.xlsx\"".to_owned()),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

fn write_form(letterhead: Letterhead, rows: &[FormRow]) -> std::io::Result<Vec<u8>> {
    let form = ListForm {
        letterhead,
        title: vec![translate("office-import-form-title")],
        about: vec![translate("office-import-form-about")],
        columns: OfficeColumn::ALL.map(build_column).into(),
        signatures: None,
    };
    let mut writer = ListWriter::new(ListFormat::Xlsx, form, Vec::new())?;
    for row in rows {
        let value = |column| row.iter().find(|(own, _)| *own == column).map(|(_, value)| value.clone());
        writer.write_row(&OfficeColumn::ALL.map(|column| value(column).unwrap_or(ListValue::Empty)))?;
    }
    writer.finish(None, &[])
}

/// The form is in Vietnamese, as all papers.
fn translate(key: &str) -> String {
    l10n::translate(Lang::Vi, key)
}

fn build_column(column: OfficeColumn) -> ListColumn {
    let (width, kind) = match column {
        OfficeColumn::Name | OfficeColumn::Parent | OfficeColumn::Functions => (34, ColumnKind::Text),
        OfficeColumn::Area | OfficeColumn::Person | OfficeColumn::Login | OfficeColumn::Title => {
            (24, ColumnKind::Text)
        }
        OfficeColumn::Code | OfficeColumn::Place | OfficeColumn::Symbol | OfficeColumn::Role => {
            (16, ColumnKind::Text)
        }
        OfficeColumn::ValidFrom => (13, ColumnKind::Date),
    };
    ListColumn::new(translate_heading(Lang::Vi, column), width, kind)
}

/// A row for the province if it lacks its functions, and one for each commune that lacks who confirms pledges.
fn build_rows(own: AreaCode, gaps: &[CommuneGap], today: Date) -> Vec<FormRow> {
    let find = |code| areas::all().find(code, today);
    let lacks = |function: &AgencyFunction| gaps.iter().any(|gap| gap.functions.contains(function));
    let missing: Vec<_> =
        [AgencyFunction::AcceptLabour, AgencyFunction::Issue].into_iter().filter(lacks).collect();
    let is_province = |area: &&Area| area.level == AreaLevel::Province && !missing.is_empty();
    let province = find(own).filter(is_province).map(|area| build_row(area, &missing, today));
    let confirming = gaps.iter().filter(|gap| gap.functions.contains(&AgencyFunction::ConfirmPledges));
    let communes = confirming
        .filter_map(|gap| find(gap.commune))
        .map(|area| build_row(area, &[AgencyFunction::ConfirmPledges], today));
    province.into_iter().chain(communes).collect()
}

/// A row for who leads prevention in the province: its department of health, unless the province chose another agency.
fn build_prevention_row(own: AreaCode, today: Date) -> Option<FormRow> {
    let area = areas::all().find(own, today).filter(|area| area.level == AreaLevel::Province)?;
    let functions = [AgencyFunction::LeadPrevention, AgencyFunction::CollectReports];
    let mut row = build_row(area, &functions, today);
    row.push((OfficeColumn::Name, format!("Sở Y tế {}", area.name_in_sentence()).into()));
    row.push((OfficeColumn::Symbol, "SYT".to_owned().into()));
    Some(row)
}

fn build_row(area: &Area, functions: &[AgencyFunction], today: Date) -> FormRow {
    let words: Vec<_> =
        functions.iter().map(|function| translate(&format!("codes-function-{}", function.code()))).collect();
    let role = functions.last().map(|function| translate(role_key(function.role())));
    let mut row = vec![
        (OfficeColumn::Area, area.name.clone().into()),
        (OfficeColumn::Place, area.bare_name().to_owned().into()),
        (OfficeColumn::Functions, words.join("; ").into()),
        (OfficeColumn::ValidFrom, today.into()),
        (OfficeColumn::Role, role.into()),
    ];
    if area.level == AreaLevel::Commune {
        row.push((OfficeColumn::Code, format!("UB{}", area.code).into()));
        row.push((OfficeColumn::Name, format!("Ủy ban nhân dân {}", area.name_in_sentence()).into()));
        row.push((OfficeColumn::Symbol, "UBND".to_owned().into()));
    }
    row
}
