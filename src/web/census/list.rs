//! `/census/new`: begins a list that officers walk. `/census/lists/{list}`: one list.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::census::{self, ListInput};
use camket_domain::areas::AreaCode;
use camket_domain::calendar::format_date;
use camket_domain::census::{EntryFilter, ListOrigin, MAX_HOLDER_CHARS, SourceKind};
use camket_domain::ids::{CensusListId, uuid_v7};
use camket_domain::permissions::{Action, rights};

use super::lists::{CensusFigure, build_figures};
use crate::areas::own_choices::build_choices;
use crate::codes::translate_code;
use crate::{areas, paths};
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::{Choice, SummaryRow};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "census/list.html")]
pub(super) struct CensusListPage {
    page: Page,
    rows: Vec<SummaryRow>,
    figures: Vec<CensusFigure>,
    /// Address of the page that adds an entry; `None` for a reader who may not.
    add: Option<String>,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadCensus>,
    Path(id): Path<CensusListId>,
) -> Result<Html<CensusListPage>, PageError> {
    let (list, counts) = census::find_list(&app, &permit, id).await?;
    let title = translate_code(&page, "censussource", list.source.code());
    let page = page.with_title_text(title);
    let origin = match &list.origin {
        ListOrigin::Imported(file) => file.name.clone(),
        ListOrigin::Walked => page.t("census-origin-walked"),
    };
    let by = list.created_by.as_ref();
    let rows = vec![
        SummaryRow::new(page.t("census-holder"), list.holder.as_str()),
        SummaryRow::new(page.t("census-column-area"), areas::find_name(list.area, app.today())),
        SummaryRow::new(page.t("census-column-as-of"), page.date(&list.as_of)),
        SummaryRow::new(page.t("census-origin"), origin),
        SummaryRow::new(
            page.t("census-created-by"),
            by.map_or_else(|| page.t("census-by-program"), |by| by.name.clone()),
        ),
    ];
    Ok(Html(CensusListPage {
        rows,
        figures: build_figures(&page, counts, &EntryFilter { list: Some(id), ..EntryFilter::default() }),
        add: permit.actor().may(Action::KeepCensus).then(|| paths::NewCensusEntry(id).to_string()),
        page,
    }))
}

#[derive(Template)]
#[template(path = "census/new_list.html")]
struct NewListPage {
    page: Page,
    form: Form,
    sources: Vec<Choice>,
    areas: Vec<Choice>,
}

type KeepRequest = PageRequest<rights::KeepCensus>;

pub(super) async fn show_form(PageRequest { page, app, permit }: KeepRequest) -> Response {
    let form = Form::from_fields([
        ("key", uuid_v7(app.now(), app.entropy()).to_string()),
        ("source", SourceKind::CommuneList.code().to_owned()),
        ("as_of", format_date(app.today())),
        ("area", permit.actor().area.map(|area| area.to_string()).unwrap_or_default()),
    ]);
    render(page, &app, &permit, form)
}

pub(super) async fn create(
    PageRequest { page, app, permit }: KeepRequest,
    mut form: Form,
) -> Result<Response, PageError> {
    let key = form.require_key()?;
    if let Some(input) = parse(&mut form)
        && let Some(list) = form.require_success(census::create_list(&app, &permit, key, input).await)?
    {
        return Ok(Flash::success("census-flash-list-added").redirect(paths::CensusList(list)));
    }
    Ok((form.status(), render(page, &app, &permit, form)).into_response())
}

fn parse(form: &mut Form) -> Option<ListInput> {
    let source = form.require_choice("source", "census-source-what", SourceKind::from_code);
    let holder = form.require_line("holder", "census-holder-what", MAX_HOLDER_CHARS);
    let area = form.require_choice("area", "census-area-what", AreaCode::new);
    let as_of = form.require_date("as_of", "census-as-of-what");
    Some(ListInput { source: source?, holder: holder?, area: area?, as_of: as_of? })
}

fn render(
    page: Page,
    app: &camket_app::App,
    permit: &camket_domain::permissions::Permit<rights::KeepCensus>,
    form: Form,
) -> Response {
    let page = page.with_title("census-new-list-title").with_form_errors(&form);
    let source =
        |source: SourceKind| Choice::new(source.code(), translate_code(&page, "censussource", source.code()));
    let (sources, areas) = (
        SourceKind::ALL.map(source).to_vec(),
        build_choices(permit.actor().area.as_ref(), None, app.today()),
    );
    Html(NewListPage { page, form, sources, areas }).into_response()
}
