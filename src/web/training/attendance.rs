//! `/training/classes/{class}/attendance`: who of the roster attended a class.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::training::{self, ClassRegister};
use camket_domain::ids::{RosterOfficerId, TrainingClassId};
use camket_domain::permissions::rights;
use time::Date;

use crate::{areas, paths};
use camket_shell::error_kind::ErrorKind;
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::Choice;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "training/attendance.html")]
struct AttendancePage {
    page: Page,
    form: Form,
    back: String,
    caption: String,
    /// The officers of each area.
    groups: Vec<(String, Vec<Choice>)>,
}

type RecordRequest = PageRequest<rights::RecordActivities>;

pub(super) async fn show(
    PageRequest { page, app, permit }: RecordRequest,
    Path(id): Path<TrainingClassId>,
) -> Result<Response, PageError> {
    let register = training::load_register(&app, &permit, id).await;
    let register = register.redirect_refusal(paths::TrainingClass(id))?;
    let mut form = Form::from_fields([("version", register.class.version.to_string())]);
    let came = register.officers.iter().filter(|(_, came)| *came);
    came.for_each(|(officer, _)| form.add("attended", officer.id.to_string()));
    Ok(render(page, form, &register, app.today()))
}

fn render(page: Page, form: Form, register: &ClassRegister, today: Date) -> Response {
    let page = page.with_title("training-attendance").with_form_errors(&form);
    let mut groups: Vec<(String, Vec<Choice>)> = Vec::new();
    for (officer, _) in &register.officers {
        let details = &officer.details;
        let choice = Choice::new(officer.id.to_string(), details.name.as_str()).with_hint(&*details.office);
        let area = areas::find_name(officer.area, today);
        match groups.last_mut() {
            Some((name, choices)) if *name == area => choices.push(choice),
            _ => groups.push((area, vec![choice])),
        }
    }
    let class = &register.class;
    let shown = AttendancePage {
        back: paths::TrainingClass(class.id).to_string(),
        caption: format!("{}, {}", class.details.content, page.date(&class.details.held_on)),
        groups,
        form,
        page,
    };
    (shown.form.status(), Html(shown)).into_response()
}

pub(super) async fn write(
    PageRequest { page, app, permit }: RecordRequest,
    Path(id): Path<TrainingClassId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let (version, back) = (form.require_version()?, paths::TrainingClass(id));
    let register = training::load_register(&app, &permit, id).await.redirect_refusal(&back)?;
    let attended = form.all("attended").iter().map(|id| id.parse::<RosterOfficerId>());
    let attended = attended.collect::<Result<Vec<_>, _>>().map_err(|_| ErrorKind::Unreadable)?;
    let written = training::write_attendance(&app, &permit, id, version, &attended).await;
    let here = paths::TrainingAttendance(id);
    if form.require_success(written).redirect_conflict("training-flash-changed", here)?.is_some() {
        return Ok(Flash::success("training-flash-attendance").redirect(back));
    }
    Ok(render(page, form, &register, app.today()))
}
