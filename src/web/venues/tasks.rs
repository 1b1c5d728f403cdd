//! A venue's page for its owner: state of the application, task list, history.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::venues::MAX_TIMELINE;
use camket_app::{AppError, applications, labour, managers, transfers, venues};
use camket_domain::applications::{Application, ApplicationState};
use camket_domain::certificates::verdict::{Verdict, judge_status};
use camket_domain::certificates::{Certificate, PublicReason};
use camket_domain::permissions::Permit;
use camket_domain::venues::Venue;
use time::Date;

use super::facts::format_address;
use super::managed;
use super::status::{self, CertificateCard, TrackCard};
use super::steps::TaskListBuilder;
use crate::codes;
use crate::labour_questions::{QuestionRow, build_questions};
use crate::paths;
use crate::venues::{KeptVenue, OwnVenue};
use camket_shell::look::{Chip, Task, TimelineEvent, Tone};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;

/// Number of events shown; older ones are folded.
const MAX_RECENT_EVENTS: usize = 8;

#[derive(Template)]
#[template(path = "venues/show.html")]
pub(super) struct VenuePage {
    page: Page,
    venue: Venue,
    application: Option<Application>,
    chips: Vec<Chip>,
    halves: Vec<TrackCard>,
    paper: Option<CertificateCard>,
    renewal: Option<String>,
    /// Whether the steps are those of a renewal.
    renews: bool,
    tasks: Vec<Task>,
    /// Address of the next step.
    next: String,
    /// Questions of the labour authority that wait for the owner.
    questions: Vec<QuestionRow>,
    /// Workers who have not signed their own pledge.
    unpledged: usize,
    /// Whether the venue is offered to another owner.
    is_offered: bool,
    recent: Vec<TimelineEvent>,
    older: Vec<TimelineEvent>,
    /// Whether there may be still older ones, which are not shown.
    cut: bool,
}

impl VenuePage {
    fn about(&self) -> String {
        let kind = codes::format_venue_kind(&self.page, self.venue.kind, &self.venue.kind_note);
        let place = self.venue.place.as_ref().map(format_address);
        std::iter::once(kind).chain(place).collect::<Vec<_>>().join(" · ")
    }

    /// What the state of the application means for the owner: look, title, text.
    fn notice(&self) -> Option<(Tone, String, String)> {
        let say = |kind, title, text| Some((kind, self.page.t(title), self.page.t(text)));
        match self.application.as_ref()?.state {
            ApplicationState::InReview => say(Tone::Info, "venues-in-review-title", "venues-in-review"),
            ApplicationState::Returned => say(Tone::Warn, "venues-returned-title", "venues-returned"),
            ApplicationState::Accepted => say(Tone::Good, "venues-accepted-title", "venues-accepted"),
            ApplicationState::Refused => say(Tone::Bad, "venues-refused-title", "venues-refused"),
            ApplicationState::Withdrawn => say(Tone::Neutral, "venues-withdrawn-title", "venues-withdrawn"),
            ApplicationState::Draft | ApplicationState::Issued => None,
        }
    }

    /// Address of the withdrawal, while the application may be withdrawn.
    fn withdrawal(&self) -> Option<String> {
        let application = self.application.as_ref()?;
        status::may_withdraw(application).then(|| paths::WithdrawApplication(self.venue.id).to_string())
    }

    fn is_locked(&self) -> bool {
        self.application.as_ref().is_some_and(|a| a.state.locks_venue())
    }

    fn is_issued(&self) -> bool {
        !self.renews && self.application.as_ref().is_some_and(|a| a.state == ApplicationState::Issued)
    }

    /// Title of the task list, by the state of the venue.
    fn tasks_title(&self) -> String {
        if self.is_locked() {
            return self.page.t("venues-tasks-sent");
        }
        if self.renews {
            return self.page.t("venues-tasks-renew");
        }
        self.page.t(if self.is_issued() { "venues-tasks-kept" } else { "venues-tasks" })
    }

    /// How many steps are done; empty while the venue is locked or certified. The last step, sending, is not counted.
    fn progress(&self) -> String {
        if self.is_locked() || self.is_issued() {
            return String::new();
        }
        let steps = self.tasks.split_last().map(|(_, before)| before).unwrap_or_default();
        let done = steps.iter().filter(|task| task.status.kind == Tone::Good).count();
        self.page.t2("venues-tasks-done", "done", done, "all", steps.len())
    }

    /// Label and address of the next step.
    fn next(&self) -> Option<(&str, &str)> {
        if self.is_locked() || self.is_issued() {
            return None;
        }
        let task = self.tasks.iter().find(|task| task.href.as_deref() == Some(self.next.as_str()))?;
        Some((task.label.as_str(), task.href.as_deref()?))
    }
}

/// Advice about a certificate whose renewal is open: it expires soon, has expired, is suspended or revoked.
pub(super) fn format_renewal_advice(page: &Page, certificate: &Certificate, today: Date) -> String {
    let day = page.date(&certificate.expires_on);
    match judge_status(certificate.status_on(today), certificate.expires_on, today) {
        Verdict::Expired => page.t1("venues-renew-expired", "date", day),
        Verdict::Revoked if certificate.status_record.reason == Some(PublicReason::Closed) => {
            page.t("venues-renew-closed")
        }
        Verdict::Revoked => page.t("venues-renew-revoked"),
        Verdict::Suspended => page.t("venues-renew-suspended"),
        _ => page.t1("venues-renew-soon", "date", day),
    }
}

/// What is to be done, for the owner; for a manager what managers do.
pub(super) async fn show(KeptVenue { page, app, permit, id }: KeptVenue) -> Result<Response, PageError> {
    if let Some(found) = managers::find_managed(&app, &permit, id).await? {
        return Ok(managed::build_page(page, &found, app.today()).into_response());
    }
    let permit = Permit::for_actor(permit.actor()).ok_or(AppError::NotFound)?;
    Ok(show_own(OwnVenue { page, app, permit, id }).await?.into_response())
}

async fn show_own(OwnVenue { page, app, permit, id }: OwnVenue) -> Result<Html<VenuePage>, PageError> {
    let dossier = venues::load_dossier(&app, &permit, id).await?;
    let offices = match &dossier.application {
        Some(application) => applications::find_reviewing_agencies(&app, application).await?,
        None => [None, None],
    };
    let asked = labour::list_own_requests(&app, &permit, id).await?;
    let is_offered = transfers::find_own(&app, &permit, id).await?.offer.is_some();
    let today = app.today();
    let page = page.with_title_text(dossier.venue.name.as_str());
    let plan = TaskListBuilder::new(&page, &dossier, today);
    let (tasks, next, renews) = (plan.build_tasks(), plan.find_next(), plan.is_renewal());
    let cut = dossier.timeline.len() >= MAX_TIMELINE;
    let mut recent = codes::build_timeline(&page, &dossier.timeline);
    let older = recent.split_off(recent.len().min(MAX_RECENT_EVENTS));
    let certificate = dossier.certificate.as_ref();
    let application = dossier.application.as_ref();
    let mut chips = status::build_chips(&page, application, certificate, today);
    chips.extend(status::build_stop_chip(&page, dossier.operation, today));
    let halves = application.map(|a| status::build_tracks(&page, a, offices, today)).unwrap_or_default();
    let paper = certificate.map(|c| CertificateCard::new(&page, c, today));
    let renewal = certificate.filter(|_| renews).map(|c| format_renewal_advice(&page, c, today));
    let unpledged = dossier.workers.iter().filter(|worker| worker.pledged_on.is_none()).count();
    let (venue, application) = (dossier.venue, dossier.application);
    let mut questions = build_questions(&page, &asked);
    questions.retain(|question| question.waits);
    Ok(Html(VenuePage {
        questions,
        unpledged,
        is_offered,
        page,
        venue,
        application,
        chips,
        halves,
        paper,
        renewal,
        renews,
        tasks,
        next,
        recent,
        older,
        cut,
    }))
}
