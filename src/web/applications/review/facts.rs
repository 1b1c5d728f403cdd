//! The facts of an application as rows: the venue by section, its pledge, its workers. Personal numbers show their
//! last four characters only.

use camket_domain::areas::{self, AreaCode};
use camket_domain::labour::{Gap, JobGroup, Paper, Worker};
use camket_domain::pledges::{DRAWING_ASPECT, Drawing, Pledge};
use camket_domain::venues::{Section, TaxNumber, Venue};
use time::Date;

use crate::codes;
use crate::look::{Kind, Row};
use crate::page::Page;

/// A section of the venue. A row's link reveals a personal number.
pub(super) struct Facts {
    pub(super) title: String,
    pub(super) rows: Vec<Row>,
}

/// Address where a personal number is revealed; `None` without the right to.
#[derive(Clone)]
pub(super) struct Reveal(pub(super) Option<String>);

impl Reveal {
    fn of(&self, which: &str) -> Option<String> {
        self.0.as_ref().map(|base| crate::links::with_query(base, &[("which", which)]))
    }
}

/// The name of a commune today, or its last one.
pub(super) fn area_name(code: Option<AreaCode>, today: Date) -> String {
    code.map(|code| crate::areas::name(code, today)).unwrap_or_default()
}

pub(super) fn sections(page: &Page, venue: &Venue, reveal: &Reveal, today: Date) -> Vec<Facts> {
    let title = |section: Section| codes::words(page, "section", section.code());
    Section::ALL
        .into_iter()
        .map(|section| Facts { title: title(section), rows: rows(page, venue, section, reveal, today) })
        .collect()
}

fn rows(page: &Page, venue: &Venue, section: Section, reveal: &Reveal, today: Date) -> Vec<Row> {
    match section {
        Section::Identity => identity(page, venue),
        Section::Place => place(page, venue, today),
        Section::Business => business(page, venue, reveal),
        Section::Security => security(page, venue),
        Section::Representative => representative(page, venue, reveal),
    }
}

fn row(page: &Page, key: &str, value: impl Into<String>) -> Row {
    Row::new(page.t(key), value)
}

fn identity(page: &Page, venue: &Venue) -> Vec<Row> {
    vec![
        row(page, "review-name", venue.name.as_str()),
        row(page, "review-kind", codes::kind(page, venue.kind, &venue.kind_note)),
    ]
}

fn place(page: &Page, venue: &Venue, today: Date) -> Vec<Row> {
    let Some(place) = &venue.place else { return Vec::new() };
    let commune = areas::all().full_name(place.commune, today);
    let position = place.position.map(|(lat, lng)| format!("{lat:.6}, {lng:.6}")).unwrap_or_default();
    vec![
        row(page, "review-address", place.address.as_str()),
        row(page, "review-commune", commune.unwrap_or_else(|| area_name(Some(place.commune), today))),
        row(page, "review-former-address", place.former_address.as_str()),
        row(page, "review-position", position),
    ]
}

fn business(page: &Page, venue: &Venue, reveal: &Reveal) -> Vec<Row> {
    let Some(business) = &venue.business else { return Vec::new() };
    let tax = Row {
        change: if matches!(business.tax, TaxNumber::Personal(_)) { reveal.of("tax") } else { None },
        ..row(page, "review-tax", business.tax.shown())
    };
    vec![
        tax,
        row(page, "review-registration", business.registration.as_str()),
        row(page, "review-phone", business.phone.grouped()),
        row(page, "review-rooms", business.rooms.map(|rooms| page.number(rooms)).unwrap_or_default()),
        row(page, "review-opened", page.date(&business.opened_on)),
    ]
}

fn security(page: &Page, venue: &Venue) -> Vec<Row> {
    let Some(security) = &venue.security else { return Vec::new() };
    vec![
        row(page, "review-security-certificate", security.certificate.as_str()),
        row(page, "review-security-on", day(page, security.certificate_on)),
        row(page, "review-security-person", security.person.as_str()),
    ]
}

fn representative(page: &Page, venue: &Venue, reveal: &Reveal) -> Vec<Row> {
    let Some(person) = &venue.representative else { return Vec::new() };
    let number =
        Row { change: reveal.of("representative"), ..row(page, "review-number", person.number.masked()) };
    vec![
        row(page, "review-person", person.name.as_str()),
        row(page, "review-born", page.date(&person.born_on)),
        number,
        row(page, "review-phone", person.phone.grouped()),
    ]
}

fn day(page: &Page, day: Option<Date>) -> String {
    day.map(|day| page.date(&day)).unwrap_or_default()
}

/// Who signed the pledge, when and how.
pub(super) fn signing(page: &Page, pledge: &Pledge) -> Vec<Row> {
    vec![
        row(page, "review-signer", format!("{} ({})", pledge.signer_name, pledge.signer_capacity)),
        row(page, "review-signed-at", page.moment(&pledge.signed_at)),
        row(page, "review-confirmed-by", codes::words(page, "confirmation", pledge.confirmation.code())),
        row(page, "review-terms", page.t1("review-terms-version", "version", pledge.terms_version)),
    ]
}

/// The strokes of a drawn signature as SVG paths, in a box of 1000 by 400.
pub(super) fn strokes(drawing: &Drawing) -> Vec<String> {
    let (width, height) = (1000.0, 1000.0 / DRAWING_ASPECT);
    let point = |(x, y): &(f32, f32)| format!("{:.1} {:.1}", x * width, y * height);
    let path = |stroke: &Vec<(f32, f32)>| match stroke.as_slice() {
        [] => String::new(),
        // A dot is a line of length 0; round ends make it visible.
        [one] => format!("M{0} L{0}", point(one)),
        many => format!("M{}", many.iter().map(point).collect::<Vec<_>>().join(" L")),
    };
    drawing.0.iter().map(path).filter(|path| !path.is_empty()).collect()
}

/// A worker as the officer reads the labour register.
pub(super) struct WorkerLine {
    pub(super) name: String,
    pub(super) born: String,
    pub(super) number: String,
    pub(super) reveal: Option<String>,
    pub(super) job: String,
    /// Group of the job, and whether it is with customers; empty for most.
    pub(super) about: String,
    pub(super) contract: String,
    pub(super) term: String,
    pub(super) health_check: String,
    pub(super) pledged: String,
    pub(super) flags: Vec<Flag>,
}

/// A gap of a worker, or how many workers have it.
pub(super) struct Flag {
    pub(super) kind: Kind,
    pub(super) words: String,
}

pub(super) fn worker(
    page: &Page,
    worker: &Worker,
    venue: &Venue,
    reveal: &Reveal,
    today: Date,
) -> WorkerLine {
    let (person, job) = (&worker.person, &worker.job);
    let born = format!("{}, {}", codes::words(page, "sex", person.sex.code()), page.date(&person.born_on));
    // The ordinary document, the personal number, is not named.
    let number = match person.paper {
        Paper::Personal => person.number.masked(),
        Paper::Passport => format!("{} {}", codes::words(page, "paper", "passport"), person.number.masked()),
    };
    let group = (job.group != JobGroup::Other).then(|| codes::words(page, "jobgroup", job.group.code()));
    let facing = job.customer_facing.then(|| page.t("review-facing"));
    let flag = |gap: Gap| Flag { kind: weight(gap), words: codes::words(page, "gap", gap.code()) };
    WorkerLine {
        name: person.name.clone(),
        born,
        number,
        reveal: reveal.of(&worker.id.to_string()),
        job: job.position.clone(),
        about: group.into_iter().chain(facing).collect::<Vec<_>>().join(" · "),
        contract: codes::words(page, "contract", job.contract.code()),
        term: match job.ends_on {
            Some(end) => format!("{} – {}", page.date(&job.started_on), page.date(&end)),
            None => page.t1("review-from", "date", page.date(&job.started_on)),
        },
        health_check: day(page, worker.health_check_on),
        pledged: day(page, worker.pledged_on),
        flags: worker.gaps(venue.kind, today).into_iter().map(flag).collect(),
    }
}

/// How many workers have each gap.
pub(super) fn tally(page: &Page, workers: &[Worker], venue: &Venue, today: Date) -> Vec<Flag> {
    let gaps: Vec<Gap> = workers.iter().flat_map(|worker| worker.gaps(venue.kind, today)).collect();
    let flag = |gap: Gap| {
        let count = gaps.iter().filter(|found| **found == gap).count();
        let words = codes::words(page, "gap", gap.code());
        (count > 0)
            .then(|| Flag { kind: weight(gap), words: page.t2("review-tally", "count", count, "gap", words) })
    };
    Gap::ALL.into_iter().filter_map(flag).collect()
}

/// An early start, which the law forbids, weighs more than a missing document.
fn weight(gap: Gap) -> Kind {
    if gap == Gap::EarlyStart { Kind::Bad } else { Kind::Warn }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strokes_become_paths_in_the_box() {
        let drawing = Drawing(vec![vec![(0.0, 0.0), (1.0, 1.0)], vec![(0.5, 0.5)], vec![]]);
        assert_eq!(strokes(&drawing), ["M0.0 0.0 L1000.0 400.0", "M500.0 200.0 L500.0 200.0"]);
    }
}
