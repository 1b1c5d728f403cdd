//! `/census/entries/{entry}/venues`: the venue of an entry is searched in the register, where matching has not found it.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::{census, venue_register};
use camket_domain::identifiers::find_personal_number;
use camket_domain::ids::{CensusEntryId, VenueId};
use camket_domain::permissions::rights;
use camket_domain::venue_register::{ListedVenue, RegisterFilter};

use super::compare::link_pair;
use crate::{areas, codes, paths};
use camket_shell::error_kind::ErrorKind;
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::links;
use camket_shell::look::PageLinks;
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::session::{May, PageRequest};

/// Most characters of a search; more is cut off.
const MAX_WORDS_CHARS: usize = 100;

#[derive(Template)]
#[template(path = "census/find_venue.html")]
struct FindVenuePage {
    page: Page,
    form: Form,
    name: String,
    back: String,
    heads: Vec<String>,
    lines: Vec<FoundVenue>,
    pages: PageLinks,
}

struct FoundVenue {
    /// The entry beside this venue.
    href: String,
    name: String,
    under: String,
    commune: String,
    contact: String,
}

/// Searches what was typed, or at first the name of the entry.
pub(super) async fn search(
    PageRequest { page, app, permit }: PageRequest<rights::KeepCensus>,
    May(reader): May<rights::ReadRegister>,
    Path(id): Path<CensusEntryId>,
    Query(form): Query,
) -> Result<Response, PageError> {
    let entry = census::require_entry(&app, &permit, id).await?;
    let here = paths::FindVenueOfEntry(id).to_string();
    let words: String =
        form.optional("q").unwrap_or(&entry.details.name).chars().take(MAX_WORDS_CHARS).collect();
    if find_personal_number(&words).is_some() {
        return Ok(Flash::warning("certificates-register-flash-number").redirect(here));
    }
    let after = form.optional("after").map(|text| text.parse::<VenueId>().map_err(|_| ErrorKind::Unreadable));
    let after = after.transpose()?;
    let filter = RegisterFilter { words: words.clone(), ..RegisterFilter::default() };
    let found = venue_register::list(&app, &reader, &filter, after).await?;
    let page = page.with_title("census-find-title");
    let heads = ["venue", "commune", "contact"].map(|head| page.t(&format!("census-column-{head}")));
    let link = |after: &str| links::with_query(&here, &[("q", &words), ("after", after)]);
    let shown = FindVenuePage {
        form: Form::from_fields([("q", words.clone())]),
        name: entry.details.name,
        back: paths::CensusEntry(id).to_string(),
        heads: heads.to_vec(),
        lines: found.venues.iter().map(|venue| build_line(&page, id, venue, app.today())).collect(),
        pages: PageLinks {
            first: after.map(|_| link("")),
            next: found.next.map(|next| link(&next.to_string())),
        },
        page,
    };
    Ok(Html(shown).into_response())
}

fn build_line(page: &Page, entry: CensusEntryId, venue: &ListedVenue, today: time::Date) -> FoundVenue {
    let kind = codes::format_venue_kind(page, venue.kind, &venue.kind_note);
    let phone = venue.phone.as_ref().or(venue.representative_phone.as_ref());
    let contact = [venue.representative.clone(), phone.map(ToString::to_string)];
    FoundVenue {
        href: link_pair(entry, venue.id),
        name: venue.name.clone(),
        under: [kind, venue.address.clone()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
        commune: venue.commune.map(|code| areas::find_name(code, today)).unwrap_or_default(),
        contact: contact.into_iter().flatten().collect::<Vec<_>>().join(", "),
    }
}
