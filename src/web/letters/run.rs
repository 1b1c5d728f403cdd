//! `/letters/{run}`: letters that were written at once, their PDF, and what became of them.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use camket_app::App;
use camket_app::letters::{self, RunDossier, WrittenLetter};
use camket_domain::calendar::format_date;
use camket_domain::claim_codes::ClaimStanding;
use camket_domain::ids::{ClaimCodeId, LetterRunId};
use camket_domain::letters::SendingWay;
use camket_domain::paging::PAGE_SIZE;
use camket_domain::permissions::rights;

use super::list::format_run;
use crate::claim_codes::build_standing_chip;
use crate::codes::translate_code;
use crate::{areas, list_file, paths, pdf};
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::links;
use camket_shell::look::{Chip, Choice, PageLinks, SummaryRow};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "letters/run.html")]
struct LetterRunPage {
    page: Page,
    form: Form,
    id: LetterRunId,
    rows: Vec<SummaryRow>,
    /// Letters that are printed now.
    printable: usize,
    ways: Vec<Choice>,
    is_sent: bool,
    heads: Vec<String>,
    lines: Vec<LetterLine>,
    pages: PageLinks,
}

struct LetterLine {
    href: String,
    venue: String,
    address: String,
    commune: String,
    by_sms: bool,
    standing: Chip,
    /// The code that can be taken back.
    revokes: Option<ClaimCodeId>,
}

type Inviter = PageRequest<rights::InviteVenues>;

pub(super) async fn show(
    PageRequest { page, app, permit }: Inviter,
    Path(id): Path<LetterRunId>,
    Query(query): Query,
) -> Result<Response, PageError> {
    let dossier = letters::load_run(&app, &permit, id).await?;
    let form = Form::from_fields([
        ("version", dossier.run.version.to_string()),
        ("on", format_date(app.today())),
        ("way", SendingWay::Posted.code().to_owned()),
    ]);
    let after = query.optional("after").and_then(|place| place.parse::<usize>().ok()).unwrap_or(0);
    Ok(Html(build_page(page, &app, form, &dossier, after)).into_response())
}

pub(super) async fn show_pdf(
    PageRequest { app, permit, .. }: Inviter,
    Path(id): Path<LetterRunId>,
) -> Result<Response, PageError> {
    let bytes = letters::print_letters(&app, &permit, id).await?;
    let expected = list_file::expect_bytes(bytes.len());
    Ok(([expected], pdf::render_pdf(bytes, &["thư mời"])).into_response())
}

pub(super) async fn record_sending(
    PageRequest { page, app, permit }: Inviter,
    Path(id): Path<LetterRunId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let version = form.require_version()?;
    let on = form.require_past_date("on", "letters-on-what", app.today());
    let way = form.require_choice("way", "letters-way-what", SendingWay::from_code);
    if let (Some(on), Some(way)) = (on, way) {
        let sent = letters::record_sending(&app, &permit, id, version, (way, on)).await;
        let here = paths::LetterRun(id);
        let sent = form.require_success(sent).redirect_refusal(&here);
        if sent.redirect_conflict("letters-changed", &here)?.is_some() {
            return Ok(Flash::success("letters-sent").redirect(here));
        }
    }
    let dossier = letters::load_run(&app, &permit, id).await?;
    let shown = build_page(page, &app, form.clone(), &dossier, 0);
    Ok((form.status(), Html(shown)).into_response())
}

/// Field `to`: `entry` leads back to the entry's page.
pub(super) async fn revoke(
    PageRequest { app, permit, .. }: Inviter,
    Path(claim): Path<ClaimCodeId>,
    form: Form,
) -> Result<Response, PageError> {
    let revoked = letters::revoke_letter(&app, &permit, claim).await;
    let letter = revoked.redirect_refusal(paths::Letters)?;
    let flash = Flash::success("letters-revoked");
    Ok(match form.text("to") {
        "entry" => flash.redirect(paths::CensusEntry(letter.entry)),
        _ => flash.redirect(paths::LetterRun(letter.run)),
    })
}

fn build_page(page: Page, app: &App, form: Form, dossier: &RunDossier, after: usize) -> LetterRunPage {
    let run = &dossier.run;
    let title = format_run(&page, run);
    let page = page.with_title_text(title).with_form_errors(&form);
    let size = usize::try_from(PAGE_SIZE).unwrap_or(usize::MAX);
    let shown = dossier.letters.iter().skip(after).take(size);
    let next = (dossier.letters.len() > after.saturating_add(size)).then(|| (after + size).to_string());
    let address = paths::LetterRun(run.id).to_string();
    let choice = |way: SendingWay| Choice::new(way.code(), translate_code(&page, "sendingway", way.code()));
    let heads = ["venue", "commune", "standing"].map(|head| page.t(&format!("letters-column-{head}")));
    LetterRunPage {
        id: run.id,
        rows: build_rows(&page, app, dossier),
        printable: dossier.letters.iter().filter(|letter| letter.is_printed(app)).count(),
        ways: SendingWay::ALL.map(choice).to_vec(),
        is_sent: run.sending.is_some(),
        heads: heads.into(),
        lines: shown.map(|letter| build_line(&page, app, letter)).collect(),
        pages: PageLinks {
            first: (after > 0).then(|| address.clone()),
            next: next.map(|place| links::with_query(&address, &[("after", &place)])),
        },
        form,
        page,
    }
}

fn build_rows(page: &Page, app: &App, dossier: &RunDossier) -> Vec<SummaryRow> {
    let (run, terms) = (&dossier.run, &dossier.run.terms);
    let used = dossier.letters.iter().filter(|one| one.claim.standing(app.now()) == ClaimStanding::Used);
    let sent = run.sending.as_ref().map(|sending| {
        let way = translate_code(page, "sendingway", sending.way.code());
        format!("{}, {way} ({})", page.date(&sending.on), sending.by.name)
    });
    let printed = run.printed_at.map(|at| page.moment(&at));
    vec![
        SummaryRow::new(page.t("letters-count"), page.number(run.letters)),
        SummaryRow::new(page.t("letters-used"), page.number(used.count())),
        SummaryRow::new(page.t("letters-by-sms"), page.number(run.messages)),
        SummaryRow::new(page.t("letters-deadline"), page.date(&terms.deadline)),
        SummaryRow::new(page.t("letters-contact"), terms.contact.as_str()),
        SummaryRow::new(
            page.t("letters-written-by"),
            format!("{}, {}", run.made_by.name, page.moment(&run.made_by.at)),
        ),
        SummaryRow::new(
            page.t("letters-printed-at"),
            printed.unwrap_or_else(|| page.t("letters-not-printed")),
        ),
        SummaryRow::new(page.t("letters-sent-at"), sent.unwrap_or_else(|| page.t("letters-not-sent"))),
    ]
}

fn build_line(page: &Page, app: &App, letter: &WrittenLetter) -> LetterLine {
    let details = &letter.entry.details;
    LetterLine {
        href: paths::CensusEntry(letter.entry.id).to_string(),
        venue: details.name.clone(),
        address: details.address.clone(),
        commune: areas::find_last_name(details.commune),
        by_sms: letter.letter.by_sms,
        standing: build_standing_chip(page, &letter.claim, app.now()),
        revokes: letter.claim.is_open(app.now()).then_some(letter.claim.id),
    }
}
