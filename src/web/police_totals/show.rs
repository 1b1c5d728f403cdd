//! `GET /police-totals/{total}`: one total beside what the register counts for the same area and time; its removal.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use camket_app::police_totals::{self, PoliceDossier};
use camket_domain::accounts::Actor;
use camket_domain::ids::PoliceTotalId;
use camket_domain::permissions::{Action, rights};
use time::Date;

use super::list::{format_figure, format_time};
use crate::codes::build_timeline;
use crate::confirmation::ConfirmQuestion;
use crate::{areas, paths};
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::{SummaryRow, TimelineEvent};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "police_totals/show.html")]
pub(super) struct PoliceTotalPage {
    page: Page,
    area: String,
    rows: Vec<SummaryRow>,
    /// What the register counts itself.
    own: Vec<SummaryRow>,
    /// Addresses to change and to remove it.
    keep: Option<[String; 2]>,
    events: Vec<TimelineEvent>,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadPoliceTotals>,
    Path(id): Path<PoliceTotalId>,
) -> Result<Html<PoliceTotalPage>, PageError> {
    let dossier = police_totals::load_total(&app, &permit, id).await?;
    Ok(Html(build_page(page, permit.actor(), &dossier, app.today())))
}

fn build_page(page: Page, actor: &Actor, dossier: &PoliceDossier, today: Date) -> PoliceTotalPage {
    let PoliceDossier { total, own, trail } = dossier;
    let details = &total.details;
    let title = format_time(&page, total);
    let page = page.with_title_text(title);
    let keeps = actor.may(Action::RecordPoliceTotals) && actor.area == Some(total.area);
    let figures = details.figures.all().map(|(field, figure)| {
        let label = format!("police-totals-{}", field.replace('_', "-"));
        SummaryRow::new(page.t(&label), format_figure(&page, figure))
    });
    let document = [
        SummaryRow::new(page.t("police-totals-source"), details.source.as_str()),
        SummaryRow::new(page.t("police-totals-number"), details.number.as_str()),
        SummaryRow::new(page.t("police-totals-note"), details.note.as_str()),
    ];
    let counts = [
        ("police-totals-own-findings", own.venues_with_findings),
        ("police-totals-own-concerns", own.concerns_upheld),
        ("police-totals-own-suspensions", own.suspensions),
        ("police-totals-own-revocations", own.revocations),
    ];
    PoliceTotalPage {
        area: areas::find_name(total.area, today),
        rows: figures.into_iter().chain(document).collect(),
        own: counts.map(|(key, count)| SummaryRow::new(page.t(key), page.number(count))).to_vec(),
        keep: keeps.then(|| {
            [paths::EditPoliceTotal(total.id).to_string(), paths::RemovePoliceTotal(total.id).to_string()]
        }),
        events: build_timeline(&page, trail),
        page,
    }
}

pub(super) async fn ask_remove(
    PageRequest { page, app, permit }: PageRequest<rights::RecordPoliceTotals>,
    Path(id): Path<PoliceTotalId>,
) -> Result<Html<impl Template>, PageError> {
    let back = paths::PoliceTotal(id);
    let total = police_totals::find_own_total(&app, &permit, id).await.redirect_refusal(&back)?;
    let keys = ["police-totals-remove-title", "police-totals-remove-what", "police-totals-remove"];
    let about = format_time(&page, &total);
    let question = ConfirmQuestion { keys, about, version: total.version, danger: true };
    Ok(Html(question.build_page(page, &back.to_string())))
}

pub(super) async fn remove(
    PageRequest { app, permit, .. }: PageRequest<rights::RecordPoliceTotals>,
    Path(id): Path<PoliceTotalId>,
    form: Form,
) -> Result<Response, PageError> {
    let (version, here) = (form.require_version()?, paths::PoliceTotal(id));
    let removed = police_totals::remove_total(&app, &permit, id, version).await;
    removed.redirect_refusal(&here).redirect_conflict("police-totals-flash-changed", &here)?;
    Ok(Flash::success("police-totals-flash-removed").redirect(paths::PoliceTotals))
}
