//! The facts of an application as rows: the venue by section, its pledge, its workers. Personal numbers show their
//! last four characters only.

use camket_domain::areas::{self, AreaCode};
use camket_domain::labour::{IdDocumentKind, JobGroup, Worker, WorkerGap};
use camket_domain::pledges::{Pledge, SIGNATURE_ASPECT, SignatureStrokes};
use camket_domain::venues::{Section, TaxNumber, Venue};
use time::Date;

use crate::codes;
use crate::paper_pledges::build_evidence_row;
use camket_shell::look::{SummaryRow, Tone};
use camket_shell::page::Page;

/// A section of the venue. A row's link reveals a personal number.
pub(super) struct ReviewSection {
    pub(super) title: String,
    pub(super) rows: Vec<SummaryRow>,
}

/// Address where a personal number is revealed; `None` without the right to.
#[derive(Clone)]
pub(super) struct RevealAddress(pub(super) Option<String>);

impl RevealAddress {
    fn build_address(&self, which: &str) -> Option<String> {
        self.0.as_ref().map(|base| camket_shell::links::with_query(base, &[("which", which)]))
    }
}

/// The name of a commune today, or its last one.
pub(super) fn find_area_name(code: Option<AreaCode>, today: Date) -> String {
    code.map(|code| crate::areas::find_name(code, today)).unwrap_or_default()
}

pub(super) fn build_sections(
    page: &Page,
    venue: &Venue,
    reveal: &RevealAddress,
    today: Date,
) -> Vec<ReviewSection> {
    let title = |section: Section| codes::translate_code(page, "section", section.code());
    Section::ALL
        .into_iter()
        .map(|section| ReviewSection {
            title: title(section),
            rows: build_section_rows(page, venue, section, reveal, today),
        })
        .collect()
}

fn build_section_rows(
    page: &Page,
    venue: &Venue,
    section: Section,
    reveal: &RevealAddress,
    today: Date,
) -> Vec<SummaryRow> {
    match section {
        Section::Identity => build_identity_rows(page, venue),
        Section::Place => build_place_rows(page, venue, today),
        Section::Business => build_business_rows(page, venue, reveal),
        Section::Security => build_security_rows(page, venue),
        Section::Representative => build_representative_rows(page, venue, reveal),
    }
}

fn build_row(page: &Page, key: &str, value: impl Into<String>) -> SummaryRow {
    SummaryRow::new(page.t(key), value)
}

fn build_identity_rows(page: &Page, venue: &Venue) -> Vec<SummaryRow> {
    vec![
        build_row(page, "applications-review-name", venue.name.as_str()),
        build_row(
            page,
            "applications-review-kind",
            codes::format_venue_kind(page, venue.kind, &venue.kind_note),
        ),
    ]
}

fn build_place_rows(page: &Page, venue: &Venue, today: Date) -> Vec<SummaryRow> {
    let Some(place) = &venue.place else { return Vec::new() };
    let commune = areas::all().full_name(place.commune, today);
    let position = place.position.map(|(lat, lng)| format!("{lat:.6}, {lng:.6}")).unwrap_or_default();
    vec![
        build_row(page, "applications-review-address", place.address.as_str()),
        build_row(
            page,
            "applications-review-commune",
            commune.unwrap_or_else(|| find_area_name(Some(place.commune), today)),
        ),
        build_row(page, "applications-review-former-address", place.former_address.as_str()),
        build_row(page, "applications-review-position", position),
    ]
}

fn build_business_rows(page: &Page, venue: &Venue, reveal: &RevealAddress) -> Vec<SummaryRow> {
    let Some(business) = &venue.business else { return Vec::new() };
    let tax = SummaryRow {
        change: if matches!(business.tax, TaxNumber::Personal(_)) {
            reveal.build_address("tax")
        } else {
            None
        },
        ..build_row(page, "applications-review-tax", business.tax.masked())
    };
    vec![
        tax,
        build_row(page, "applications-review-registration", business.registration.as_str()),
        build_row(page, "applications-review-phone", business.phone.format_grouped()),
        build_row(
            page,
            "applications-review-rooms",
            business.rooms.map(|rooms| page.number(rooms)).unwrap_or_default(),
        ),
        build_row(page, "applications-review-opened", page.date(&business.opened_on)),
    ]
}

fn build_security_rows(page: &Page, venue: &Venue) -> Vec<SummaryRow> {
    let Some(security) = &venue.security else { return Vec::new() };
    vec![
        build_row(page, "applications-review-security-certificate", security.certificate.as_str()),
        build_row(page, "applications-review-security-on", format_day(page, security.certificate_on)),
        build_row(page, "applications-review-security-person", security.person.as_str()),
    ]
}

fn build_representative_rows(page: &Page, venue: &Venue, reveal: &RevealAddress) -> Vec<SummaryRow> {
    let Some(person) = &venue.representative else { return Vec::new() };
    let number = SummaryRow {
        change: reveal.build_address("representative"),
        ..build_row(page, "applications-review-number", person.describe_number_vi())
    };
    vec![
        build_row(page, "applications-review-person", person.name.as_str()),
        build_row(page, "applications-review-born", person.born_on.to_string()),
        number,
        build_row(page, "applications-review-phone", person.phone.format_grouped()),
    ]
}

fn format_day(page: &Page, day: Option<Date>) -> String {
    day.map(|day| page.date(&day)).unwrap_or_default()
}

/// Who signed the pledge, when and how.
pub(super) fn build_signing_rows(page: &Page, pledge: &Pledge) -> Vec<SummaryRow> {
    let evidence = pledge.by_hand.as_ref().map(|signature| build_evidence_row(page, signature));
    let rows = vec![
        build_row(
            page,
            "applications-review-signer",
            format!("{} ({})", pledge.signer_name, pledge.signer_capacity),
        ),
        build_row(page, "applications-review-signed-at", page.moment(&pledge.signed_at)),
        build_row(
            page,
            "applications-review-confirmed-by",
            codes::translate_code(page, "confirmation", pledge.confirmation.code()),
        ),
        build_row(
            page,
            "applications-review-terms",
            page.t1("applications-review-terms-version", "version", pledge.terms_version),
        ),
    ];
    rows.into_iter().chain(evidence).collect()
}

/// The strokes of a drawn signature as SVG paths, in a box of 1000 by 400.
pub(super) fn build_stroke_paths(drawing: &SignatureStrokes) -> Vec<String> {
    let (width, height) = (1000.0, 1000.0 / SIGNATURE_ASPECT);
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
pub(super) struct ReviewWorkerRow {
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
    pub(super) flags: Vec<GapFlag>,
}

/// A gap of a worker, or how many workers have it.
pub(super) struct GapFlag {
    pub(super) kind: Tone,
    pub(super) words: String,
}

pub(super) fn build_worker_row(
    page: &Page,
    worker: &Worker,
    venue: &Venue,
    reveal: &RevealAddress,
    today: Date,
) -> ReviewWorkerRow {
    let (person, job) = (&worker.person, &worker.job);
    let born = format!("{}, {}", codes::translate_code(page, "sex", person.sex.code()), person.born_on);
    // The ordinary document, the personal number, is not named.
    let number = match person.paper {
        IdDocumentKind::Personal => person.number.masked(),
        IdDocumentKind::Passport => {
            format!("{} {}", codes::translate_code(page, "paper", "passport"), person.number.masked())
        }
    };
    let group =
        (job.group != JobGroup::Other).then(|| codes::translate_code(page, "jobgroup", job.group.code()));
    let facing = job.customer_facing.then(|| page.t("applications-review-facing"));
    let flag = |gap: WorkerGap| GapFlag {
        kind: choose_gap_tone(gap),
        words: codes::translate_code(page, "gap", gap.code()),
    };
    ReviewWorkerRow {
        name: person.name.clone(),
        born,
        number,
        reveal: reveal.build_address(&worker.id.to_string()),
        job: job.position.clone(),
        about: group.into_iter().chain(facing).collect::<Vec<_>>().join(" · "),
        contract: codes::translate_code(page, "contract", job.contract.code()),
        term: match job.ends_on {
            Some(end) => format!("{} – {}", page.date(&job.started_on), page.date(&end)),
            None => page.t1("applications-review-from", "date", page.date(&job.started_on)),
        },
        health_check: format_day(page, worker.health_check_on),
        pledged: format_day(page, worker.pledged_on),
        flags: worker.list_gaps(venue.kind, today).into_iter().map(flag).collect(),
    }
}

/// How many workers have each gap.
pub(super) fn count_gaps(page: &Page, workers: &[Worker], venue: &Venue, today: Date) -> Vec<GapFlag> {
    let gaps: Vec<WorkerGap> =
        workers.iter().flat_map(|worker| worker.list_gaps(venue.kind, today)).collect();
    let flag = |gap: WorkerGap| {
        let count = gaps.iter().filter(|found| **found == gap).count();
        let words = codes::translate_code(page, "gap", gap.code());
        (count > 0).then(|| GapFlag {
            kind: choose_gap_tone(gap),
            words: page.t2("applications-review-tally", "count", count, "gap", words),
        })
    };
    WorkerGap::ALL.into_iter().filter_map(flag).collect()
}

/// An early start, which the law forbids, weighs more than a missing document.
fn choose_gap_tone(gap: WorkerGap) -> Tone {
    if gap == WorkerGap::EarlyStart { Tone::Bad } else { Tone::Warn }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strokes_become_paths_in_the_box() {
        let drawing = SignatureStrokes(vec![vec![(0.0, 0.0), (1.0, 1.0)], vec![(0.5, 0.5)], vec![]]);
        assert_eq!(build_stroke_paths(&drawing), ["M0.0 0.0 L1000.0 400.0", "M500.0 200.0 L500.0 200.0"]);
    }
}
