//! `GET /activities/{activity}`: one activity with its photos and scans; its removal.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use camket_app::activities::{self, ActivityDossier};
use camket_domain::accounts::Actor;
use camket_domain::activities::ActivityState;
use camket_domain::ids::{ActivityId, ActivityPictureId};
use camket_domain::permissions::{Action, rights};
use time::Date;

use super::list::{format_form, format_topics};
use crate::codes::{build_timeline, translate_code};
use crate::confirmation::ConfirmQuestion;
use crate::picture::render_jpeg;
use crate::{areas, paths};
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::{Chip, SummaryRow, TimelineEvent, Tone};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "activities/show.html")]
pub(super) struct ActivityPage {
    page: Page,
    state: Chip,
    rows: Vec<SummaryRow>,
    /// Addresses; empty for a reader who may not see them.
    pictures: Vec<String>,
    /// That there are pictures which the reader may not see; empty for none.
    hidden: String,
    /// Addresses to change, to remove and to record one like it.
    keep: Option<[String; 3]>,
    events: Vec<TimelineEvent>,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::ReadActivities>,
    Path(id): Path<ActivityId>,
) -> Result<Html<ActivityPage>, PageError> {
    let dossier = activities::load_activity(&app, &permit, id).await?;
    Ok(Html(build_page(page, permit.actor(), &dossier, app.today())))
}

fn build_page(page: Page, actor: &Actor, dossier: &ActivityDossier, today: Date) -> ActivityPage {
    let activity = &dossier.activity;
    let draft = activity.status.draft();
    let title = format_form(&page, &draft);
    let page = page.with_title_text(title);
    let state = activity.status.state();
    let tone = if state == ActivityState::Recorded { Tone::Good } else { Tone::Neutral };
    let number = |number: Option<u32>| number.map(|number| page.number(number)).unwrap_or_default();
    let rows = vec![
        SummaryRow::new(
            page.t("activities-held-on"),
            draft.held_on.map(|day| page.date(&day)).unwrap_or_default(),
        ),
        SummaryRow::new(page.t("activities-area"), areas::find_name(activity.area, today)),
        SummaryRow::new(page.t("activities-place"), draft.place.as_str()),
        SummaryRow::new(page.t("activities-topics"), format_topics(&page, &draft)),
        SummaryRow::new(page.t("activities-sessions"), number(draft.sessions)),
        SummaryRow::new(page.t("activities-people"), number(draft.people)),
        SummaryRow::new(page.t("activities-note"), draft.note.as_str()),
    ];
    let keeps = actor.may(Action::RecordActivities) && actor.area == Some(activity.area);
    let sees = actor.may(Action::ReadEvidence);
    let count = dossier.pictures.len();
    ActivityPage {
        state: Chip::new(tone, translate_code(&page, "activitystate", state.code())),
        rows,
        pictures: dossier
            .pictures
            .iter()
            .filter(|_| sees)
            .map(|picture| paths::ActivityPicture(activity.id, *picture).to_string())
            .collect(),
        hidden: match count > 0 && !sees {
            true => page.t1("activities-pictures-hidden", "count", count),
            false => String::new(),
        },
        keep: keeps.then(|| {
            [
                paths::EditActivity(activity.id).to_string(),
                paths::RemoveActivity(activity.id).to_string(),
                super::record::format_copy(activity.id),
            ]
        }),
        events: build_timeline(&page, &dossier.trail),
        page,
    }
}

/// The picture, for the offices only, and kept by no cache.
pub(super) async fn show_picture(
    PageRequest { app, permit, .. }: PageRequest<rights::ReadEvidence>,
    Path((activity, evidence)): Path<(ActivityId, ActivityPictureId)>,
) -> Result<Response, PageError> {
    let jpeg = activities::load_picture(&app, &permit, activity, evidence).await?;
    Ok(render_jpeg(jpeg))
}

pub(super) async fn ask_remove(
    PageRequest { page, app, permit }: PageRequest<rights::RecordActivities>,
    Path(id): Path<ActivityId>,
) -> Result<Html<impl Template>, PageError> {
    let own = activities::load_own_activity(&app, &permit, id).await;
    let (activity, _) = own.redirect_refusal(paths::Activity(id))?;
    let keys = ["activities-remove-title", "activities-remove-what", "activities-remove"];
    let draft = activity.status.draft();
    let day = draft.held_on.map(|day| page.date(&day));
    let about = [Some(format_form(&page, &draft)), day].into_iter().flatten().collect::<Vec<_>>();
    let question = ConfirmQuestion { keys, about: about.join(", "), version: activity.version, danger: true };
    Ok(Html(question.build_page(page, &paths::Activity(id).to_string())))
}

pub(super) async fn remove(
    PageRequest { app, permit, .. }: PageRequest<rights::RecordActivities>,
    Path(id): Path<ActivityId>,
    form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    let here = paths::Activity(id);
    let removed = activities::remove_activity(&app, &permit, id, version).await;
    removed.redirect_refusal(&here).redirect_conflict("activities-flash-changed", &here)?;
    Ok(Flash::success("activities-flash-removed").redirect(paths::Activities))
}
