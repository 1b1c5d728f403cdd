//! A venue's page for its owner: state of the application, task list, history.

use askama::Template;
use axum::extract::{Path, State as With};
use camket_app::{App, applications, venues};
use camket_domain::applications::{Application, State};
use camket_domain::certificates::Certificate;
use camket_domain::certificates::verdict::{Verdict, judge};
use camket_domain::ids::VenueId;
use camket_domain::permissions::rights;
use camket_domain::venues::Venue;
use time::Date;

use super::facts::where_it_is;
use super::home;
use super::standing::{self, Half, Paper};
use super::steps::Plan;
use crate::codes;
use crate::fault::Fault;
use crate::look::{Chip, Event, Kind, Task};
use crate::page::{Html, Page};
use crate::session::May;

/// Number of events shown; older ones are folded.
const RECENT: usize = 8;

#[derive(Template)]
#[template(path = "venues/show.html")]
pub(super) struct Shown {
    page: Page,
    venue: Venue,
    application: Option<Application>,
    chips: Vec<Chip>,
    halves: Vec<Half>,
    paper: Option<Paper>,
    renewal: Option<String>,
    /// Whether the steps are those of a renewal.
    renews: bool,
    tasks: Vec<Task>,
    recent: Vec<Event>,
    older: Vec<Event>,
}

impl Shown {
    fn about(&self) -> String {
        let kind = codes::kind(&self.page, self.venue.kind, &self.venue.kind_note);
        let place = self.venue.place.as_ref().map(where_it_is);
        std::iter::once(kind).chain(place).collect::<Vec<_>>().join(" · ")
    }

    /// What the state of the application means for the owner: look, title, text.
    fn notice(&self) -> Option<(Kind, String, String)> {
        let say = |kind, title, text| Some((kind, self.page.t(title), self.page.t(text)));
        match self.application.as_ref()?.state {
            State::InReview => say(Kind::Info, "venues-in-review-title", "venues-in-review"),
            State::Returned => say(Kind::Warn, "venues-returned-title", "venues-returned"),
            State::Accepted => say(Kind::Good, "venues-accepted-title", "venues-accepted"),
            State::Refused => say(Kind::Bad, "venues-refused-title", "venues-refused"),
            State::Withdrawn => say(Kind::Neutral, "venues-withdrawn-title", "venues-withdrawn"),
            State::Draft | State::Issued => None,
        }
    }

    /// Address of the withdrawal, while the application may be withdrawn.
    fn withdrawal(&self) -> Option<String> {
        let application = self.application.as_ref()?;
        standing::may_withdraw(application).then(|| format!("{}/withdraw", home(self.venue.id)))
    }

    fn is_locked(&self) -> bool {
        self.application.as_ref().is_some_and(|a| a.state.locks_venue())
    }

    fn is_issued(&self) -> bool {
        !self.renews && self.application.as_ref().is_some_and(|a| a.state == State::Issued)
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
        let done = steps.iter().filter(|task| task.status.kind == Kind::Good).count();
        self.page.t2("venues-tasks-done", "done", done, "all", steps.len())
    }

    /// Label and address of the first step that is open and not done.
    fn next(&self) -> Option<(&str, &str)> {
        if self.is_locked() || self.is_issued() {
            return None;
        }
        let open = |task: &&Task| task.href.is_some() && task.status.kind != Kind::Good;
        let task = self.tasks.iter().find(open)?;
        Some((task.label.as_str(), task.href.as_deref()?))
    }
}

/// Advice about a certificate whose renewal is open: it expires soon, has expired, is suspended or revoked.
pub(super) fn renewal(page: &Page, certificate: &Certificate, today: Date) -> String {
    let day = page.date(&certificate.expires_on);
    match judge(certificate.status_on(today), certificate.expires_on, today) {
        Verdict::Expired => page.t1("venues-renew-expired", "date", day),
        Verdict::Revoked => page.t("venues-renew-revoked"),
        Verdict::Suspended => page.t("venues-renew-suspended"),
        _ => page.t1("venues-renew-soon", "date", day),
    }
}

pub(super) async fn show(
    page: Page,
    With(app): With<App>,
    May(permit): May<rights::KeepVenues>,
    Path(id): Path<VenueId>,
) -> Result<Html<Shown>, Fault> {
    let dossier = venues::dossier(&app, &permit, id).await?;
    let offices = match &dossier.application {
        Some(application) => applications::reviewing(&app, application).await?,
        None => [None, None],
    };
    let today = app.today();
    let page = page.titled_text(dossier.venue.name.as_str());
    let plan = Plan::of(&page, &dossier, today);
    let (tasks, renews) = (plan.tasks(), plan.renews());
    let mut recent = codes::timeline(&page, &dossier.timeline);
    let older = recent.split_off(recent.len().min(RECENT));
    let certificate = dossier.certificate.as_ref();
    let application = dossier.application.as_ref();
    let chips = standing::chips(&page, application, certificate, today);
    let halves = application.map(|a| standing::halves(&page, a, offices, today)).unwrap_or_default();
    let paper = certificate.map(|c| Paper::of(&page, c, today));
    let renewal = certificate.filter(|_| renews).map(|c| renewal(&page, c, today));
    let (venue, application) = (dossier.venue, dossier.application);
    Ok(Html(Shown { page, venue, application, chips, halves, paper, renewal, renews, tasks, recent, older }))
}
