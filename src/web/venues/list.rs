//! The list of the owner's venues: state and next step of each.

use askama::Template;
use axum::extract::State as With;
use camket_app::venues::Summary;
use camket_app::{App, settings, venues};
use camket_domain::applications::State;
use camket_domain::certificates::renewal::{Purpose, purpose};
use camket_domain::certificates::verdict::{Verdict, judge};
use camket_domain::permissions::rights;
use time::Date;

use super::facts::where_it_is;
use super::tasks::renewal;
use super::{address, home, standing};
use crate::codes;
use crate::fault::Fault;
use crate::look::Chip;
use crate::page::{Html, Page};
use crate::session::May;

/// A venue in the list.
struct Card {
    name: String,
    href: String,
    kind: String,
    place: String,
    chips: Vec<Chip>,
    next: Next,
}

/// The next step for a venue.
struct Next {
    words: String,
    action: String,
    href: String,
    /// Whether the owner has to act.
    calls: bool,
}

#[derive(Template)]
#[template(path = "venues/list.html")]
pub(super) struct List {
    page: Page,
    cards: Vec<Card>,
}

pub(super) async fn show(
    page: Page,
    With(app): With<App>,
    May(permit): May<rights::KeepVenues>,
) -> Result<Html<List>, Fault> {
    let page = page.titled("venues-title");
    let summaries = venues::list(&app, &permit).await?;
    let days = settings::load(&app).await?.renewal_days;
    let cards = summaries.iter().map(|summary| card(&page, summary, days, app.today())).collect();
    Ok(Html(List { page, cards }))
}

fn card(page: &Page, summary: &Summary, days: u16, today: Date) -> Card {
    let venue = &summary.venue;
    Card {
        name: venue.name.clone(),
        href: home(venue.id),
        kind: codes::kind(page, venue.kind, &venue.kind_note),
        place: venue.place.as_ref().map(where_it_is).unwrap_or_default(),
        chips: standing::chips(page, summary.application.as_ref(), summary.certificate.as_ref(), today),
        next: next(page, summary, days, today),
    }
}

fn next(page: &Page, summary: &Summary, days: u16, today: Date) -> Next {
    let home = home(summary.venue.id);
    let to = |key: &str, action, calls| Next {
        words: page.t(key),
        action: page.t(action),
        href: home.clone(),
        calls,
    };
    let state = summary.application.as_ref().map(|a| a.state);
    match state {
        Some(State::Returned) => to("venues-next-returned", "venues-next-returned-action", true),
        Some(State::Refused) => to("venues-next-refused", "venues-next-refused-action", true),
        Some(State::Accepted) => to("venues-next-accepted", "venues-next-progress", false),
        Some(State::InReview) => {
            let due = summary.application.as_ref().and_then(standing::due_on);
            let key = |day| if day < today { "venues-next-overdue" } else { "venues-next-review" };
            let words = due.map(|day| page.t1(key(day), "date", page.date(&day)));
            Next {
                words: words.unwrap_or_default(),
                ..to("venues-next-accepted", "venues-next-progress", false)
            }
        }
        _ => certified(page, summary, days, today).unwrap_or_else(|| drafted(page, summary)),
    }
}

/// The next step where there is a certificate.
fn certified(page: &Page, summary: &Summary, days: u16, today: Date) -> Option<Next> {
    let certificate = summary.certificate.as_ref()?;
    let home = home(summary.venue.id);
    let day = page.date(&certificate.expires_on);
    let verdict = judge(certificate.status_on(today), certificate.expires_on, today);
    if purpose(Some(certificate), days, today) == Purpose::Renewal {
        return Some(Next {
            words: renewal(page, certificate, today),
            action: page.t("venues-next-renew"),
            href: home,
            calls: true,
        });
    }
    Some(match verdict {
        Verdict::Valid => Next {
            words: page.t1("venues-next-valid", "date", day.as_str()),
            action: page.t("venues-next-certificate"),
            href: format!("{home}/certificate"),
            calls: false,
        },
        _ => Next {
            words: page.t("venues-next-not-in-force"),
            action: page.t("venues-next-look"),
            href: home,
            calls: true,
        },
    })
}

/// The next step before an application was sent.
fn drafted(page: &Page, summary: &Summary) -> Next {
    let venue = &summary.venue;
    let Some(gap) = venue.first_gap() else {
        return Next {
            words: page.t("venues-next-sign"),
            action: page.t("venues-next-go-on"),
            href: home(venue.id),
            calls: true,
        };
    };
    let section = codes::words(page, "section", gap.code());
    Next {
        words: page.t1("venues-next-gap", "section", section),
        action: page.t("venues-next-go-on"),
        href: address(venue.id, gap),
        calls: true,
    }
}
