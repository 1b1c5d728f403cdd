//! `GET /integrated-plans/{document}`: one plan with its pages; its removal.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use camket_app::integrated_plans::{self, IntegratedPlanDossier};
use camket_domain::accounts::Actor;
use camket_domain::ids::{IntegratedPlanId, IntegratedPlanPageId};
use camket_domain::permissions::{Action, rights};
use time::Date;

use super::list::format_programmes;
use crate::codes::build_timeline;
use crate::confirmation::ConfirmQuestion;
use crate::picture::render_jpeg;
use crate::{areas, paths};
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::{SummaryRow, TimelineEvent};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "integrated_plans/show.html")]
pub(super) struct IntegratedPlanPage {
    page: Page,
    rows: Vec<SummaryRow>,
    /// Addresses; empty for a reader who may not see them.
    pictures: Vec<String>,
    /// That there are pages which the reader may not see; empty for none.
    hidden: String,
    /// Addresses to change and to remove it.
    keep: Option<[String; 2]>,
    events: Vec<TimelineEvent>,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadActivities>,
    Path(id): Path<IntegratedPlanId>,
) -> Result<Html<IntegratedPlanPage>, PageError> {
    let dossier = integrated_plans::load_plan(&app, &permit, id).await?;
    Ok(Html(build_page(page, permit.actor(), &dossier, app.today())))
}

fn build_page(page: Page, actor: &Actor, dossier: &IntegratedPlanDossier, today: Date) -> IntegratedPlanPage {
    let IntegratedPlanDossier { plan, pages, trail } = dossier;
    let page = page.with_title_text(plan.details.number.clone());
    let keeps = actor.may(Action::RecordActivities) && actor.area == Some(plan.area);
    let sees = actor.may(Action::ReadEvidence);
    let address = |scanned: &IntegratedPlanPageId| paths::IntegratedPlanPage(plan.id, *scanned).to_string();
    IntegratedPlanPage {
        rows: vec![
            SummaryRow::new(page.t("integrated-plans-dated"), page.date(&plan.details.dated_on)),
            SummaryRow::new(page.t("integrated-plans-office"), plan.details.office.as_str()),
            SummaryRow::new(page.t("integrated-plans-area"), areas::find_name(plan.area, today)),
            SummaryRow::new(page.t("integrated-plans-programmes"), format_programmes(&page, plan)),
        ],
        pictures: if sees { pages.iter().map(address).collect() } else { Vec::new() },
        hidden: match !pages.is_empty() && !sees {
            true => page.t1("integrated-plans-pages-hidden", "count", pages.len()),
            false => String::new(),
        },
        keep: keeps.then(|| {
            [paths::EditIntegratedPlan(plan.id).to_string(), paths::RemoveIntegratedPlan(plan.id).to_string()]
        }),
        events: build_timeline(&page, trail),
        page,
    }
}

/// The page, for the offices only, and kept by no cache.
pub(super) async fn show_page(
    PageRequest { app, permit, .. }: PageRequest<rights::ReadEvidence>,
    Path((plan, scanned)): Path<(IntegratedPlanId, IntegratedPlanPageId)>,
) -> Result<Response, PageError> {
    let jpeg = integrated_plans::load_page(&app, &permit, plan, scanned).await?;
    Ok(render_jpeg(jpeg))
}

pub(super) async fn ask_remove(
    PageRequest { page, app, permit }: PageRequest<rights::RecordActivities>,
    Path(id): Path<IntegratedPlanId>,
) -> Result<Html<impl Template>, PageError> {
    let own = integrated_plans::load_own_plan(&app, &permit, id).await;
    let (plan, _) = own.redirect_refusal(paths::IntegratedPlan(id))?;
    let keys = ["integrated-plans-remove-title", "integrated-plans-remove-what", "integrated-plans-remove"];
    let question = ConfirmQuestion { keys, about: plan.details.number, version: plan.version, danger: true };
    Ok(Html(question.build_page(page, &paths::IntegratedPlan(id).to_string())))
}

pub(super) async fn remove(
    PageRequest { app, permit, .. }: PageRequest<rights::RecordActivities>,
    Path(id): Path<IntegratedPlanId>,
    form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    let here = paths::IntegratedPlan(id);
    let removed = integrated_plans::remove_plan(&app, &permit, id, version).await;
    removed.redirect_refusal(&here).redirect_conflict("integrated-plans-flash-changed", &here)?;
    Ok(Flash::success("integrated-plans-flash-removed").redirect(paths::IntegratedPlans))
}
