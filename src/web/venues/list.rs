//! The list of the owner's venues: state and next step of each.

use askama::Template;
use camket_app::venues::VenueSummary;
use camket_app::{App, census, managers, settings, transfers, venues};
use camket_domain::accounts::Actor;
use camket_domain::applications::ApplicationState;
use camket_domain::certificates::renewal::{ApplicationPurpose, decide_purpose};
use camket_domain::certificates::verdict::{Verdict, judge_status};
use camket_domain::permissions::{Permit, rights};
use camket_domain::venues::Venue;
use time::Date;

use super::facts::format_address;
use super::status;
use super::tasks::format_renewal_advice;
use crate::codes;
use crate::paths;
use camket_shell::links;
use camket_shell::look::Chip;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::PageRequest;

/// A venue in the list.
struct VenueCard {
    name: String,
    href: String,
    kind: String,
    place: String,
    chips: Vec<Chip>,
    next: NextStep,
}

/// The next step for a venue.
struct NextStep {
    words: String,
    action: String,
    href: String,
    /// Whether the owner has to act.
    calls: bool,
}

#[derive(Template)]
#[template(path = "venues/list.html")]
pub(super) struct VenueListPage {
    page: Page,
    cards: Vec<VenueCard>,
    /// Address and name of each venue of a letter that is not registered yet.
    invited: Vec<(String, String)>,
    /// Address and name of each venue that is offered to the owner.
    offered: Vec<(String, String)>,
    /// Address and name of each venue that the owner is invited to manage.
    invitations: Vec<(String, String)>,
    /// Venues of other owners that this one manages.
    managed: Vec<ManagedCard>,
}

/// A managed venue in the list.
struct ManagedCard {
    name: String,
    href: String,
    kind: String,
    place: String,
}

pub(super) async fn show(
    PageRequest { page, app, permit }: PageRequest<rights::KeepVenues>,
) -> Result<Html<VenueListPage>, PageError> {
    let page = page.with_title("venues-title");
    let summaries = venues::list(&app, &permit).await?;
    let days = settings::load(&app).await?.renewal_days;
    let cards = summaries.iter().map(|summary| build_card(&page, summary, days, app.today())).collect();
    let invited = census::list_invited(&app, &permit).await?.into_iter().map(|entry| {
        let pairs = [("entry", &*entry.id.to_string())];
        (links::with_query(paths::NewVenue::PATTERN, &pairs), entry.details.name)
    });
    let offered = transfers::list_offered(&app, &permit).await?.into_iter();
    let offered = offered.map(|(offer, name)| (paths::OfferedVenue(offer.id).to_string(), name));
    let invitations = managers::list_invitations(&app, &permit).await?.into_iter();
    let invitations = invitations.map(|(one, name)| (paths::ManagerInvitation(one.id).to_string(), name));
    Ok(Html(VenueListPage {
        cards,
        invited: invited.collect(),
        offered: offered.collect(),
        invitations: invitations.collect(),
        managed: list_managed(&app, &page, permit.actor()).await?,
        page,
    }))
}

async fn list_managed(app: &App, page: &Page, actor: &Actor) -> Result<Vec<ManagedCard>, PageError> {
    let Some(permit) = Permit::for_actor(actor) else { return Ok(Vec::new()) };
    let managed = managers::list_managed(app, &permit).await?;
    let card = |venue: &Venue| ManagedCard {
        name: venue.name.clone(),
        href: paths::Venue(venue.id).to_string(),
        kind: codes::format_venue_kind(page, venue.kind, &venue.kind_note),
        place: venue.place.as_ref().map(format_address).unwrap_or_default(),
    };
    Ok(managed.iter().map(|(_, venue)| card(venue)).collect())
}

fn build_card(page: &Page, summary: &VenueSummary, days: u16, today: Date) -> VenueCard {
    let venue = &summary.venue;
    let mut chips =
        status::build_chips(page, summary.application.as_ref(), summary.certificate.as_ref(), today);
    chips.extend(status::build_stop_chip(page, summary.operation, today));
    VenueCard {
        name: venue.name.clone(),
        href: paths::Venue(venue.id).to_string(),
        kind: codes::format_venue_kind(page, venue.kind, &venue.kind_note),
        place: venue.place.as_ref().map(format_address).unwrap_or_default(),
        chips,
        next: find_next_step(page, summary, days, today),
    }
}

fn find_next_step(page: &Page, summary: &VenueSummary, days: u16, today: Date) -> NextStep {
    let home = paths::Venue(summary.venue.id).to_string();
    let to = |key: &str, action, calls| NextStep {
        words: page.t(key),
        action: page.t(action),
        href: home.clone(),
        calls,
    };
    let state = summary.application.as_ref().map(|a| a.state);
    match state {
        Some(ApplicationState::Returned) => to("venues-next-returned", "venues-next-returned-action", true),
        Some(ApplicationState::Refused) => to("venues-next-refused", "venues-next-refused-action", true),
        Some(ApplicationState::Accepted) => to("venues-next-accepted", "venues-next-progress", false),
        Some(ApplicationState::InReview) => {
            let due = summary.application.as_ref().and_then(status::find_due_date);
            let key = |day| if day < today { "venues-next-overdue" } else { "venues-next-review" };
            let words = due.map(|day| page.t1(key(day), "date", page.date(&day)));
            NextStep {
                words: words.unwrap_or_default(),
                ..to("venues-next-accepted", "venues-next-progress", false)
            }
        }
        _ => find_step_with_certificate(page, summary, days, today)
            .unwrap_or_else(|| find_step_before_submission(page, summary)),
    }
}

/// The next step where there is a certificate.
fn find_step_with_certificate(
    page: &Page,
    summary: &VenueSummary,
    days: u16,
    today: Date,
) -> Option<NextStep> {
    let certificate = summary.certificate.as_ref()?;
    let home = paths::Venue(summary.venue.id).to_string();
    let day = page.date(&certificate.expires_on);
    let verdict = judge_status(certificate.status_on(today), certificate.expires_on, today);
    if decide_purpose(Some(certificate), days, today) == ApplicationPurpose::Renewal {
        return Some(NextStep {
            words: format_renewal_advice(page, certificate, today),
            action: page.t("venues-next-renew"),
            href: home,
            calls: true,
        });
    }
    Some(match verdict {
        Verdict::Valid => NextStep {
            words: page.t1("venues-next-valid", "date", day.as_str()),
            action: page.t("venues-next-certificate"),
            href: paths::OwnCertificate(summary.venue.id).to_string(),
            calls: false,
        },
        _ => NextStep {
            words: page.t("venues-next-not-in-force"),
            action: page.t("venues-next-look"),
            href: home,
            calls: true,
        },
    })
}

/// The next step before an application was sent.
fn find_step_before_submission(page: &Page, summary: &VenueSummary) -> NextStep {
    let venue = &summary.venue;
    let Some(gap) = venue.find_first_missing_section() else {
        return NextStep {
            words: page.t("venues-next-sign"),
            action: page.t("venues-next-go-on"),
            href: paths::Venue(venue.id).to_string(),
            calls: true,
        };
    };
    let section = codes::translate_code(page, "section", gap.code());
    NextStep {
        words: page.t1("venues-next-gap", "section", section),
        action: page.t("venues-next-go-on"),
        href: paths::build_section_path(venue.id, gap),
        calls: true,
    }
}
