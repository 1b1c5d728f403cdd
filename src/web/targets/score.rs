//! `/targets/scores/{score}`: the score of a plan as it was taken, with its papers, for offices of the province.

use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use camket_app::App;
use camket_app::reports::is_province;
use camket_app::targets::{self, ScoreDossier, ScoreFormat, VerifiedScore};
use camket_domain::accounts::Actor;
use camket_domain::ids::{TargetScoreId, YearPlanId, uuid_v7};
use camket_domain::permissions::{Action, rights};
use camket_domain::targets::score::{ScoreLine, ScoreStanding};

use super::chips::{build_score_chip, format_goal_of, format_progress, format_share};
use super::show::format_plan_address;
use crate::pdf;
use crate::{areas, paths};
use camket_shell::flash::Flash;
use camket_shell::form::Form;
use camket_shell::look::{Chip, SummaryRow, Tone};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::{PageError, RedirectErrors};
use camket_shell::session::PageRequest;

#[derive(Template)]
#[template(path = "targets/score.html")]
pub(super) struct ScorePage {
    page: Page,
    back: String,
    caption: String,
    about: Vec<SummaryRow>,
    /// Scores of the plan: address, label, whether it is shown.
    versions: Vec<(String, String, bool)>,
    /// Address and label of each paper.
    papers: Vec<(String, String)>,
    heads: Vec<String>,
    rows: Vec<ScoreRow>,
}

struct ScoreRow {
    target: String,
    goal: String,
    result: String,
    chip: Chip,
}

type Taker = PageRequest<rights::TakeReports>;

/// Address and key to take the score of a plan; `None` for a reader who may not.
pub(super) fn offer_score(app: &App, actor: &Actor, plan: YearPlanId) -> Option<(String, String)> {
    let may = actor.may(Action::TakeReports) && actor.area.is_some_and(is_province);
    may.then(|| (paths::TakeTargetScore(plan).to_string(), uuid_v7(app.now(), app.entropy()).to_string()))
}

pub(super) async fn take(
    PageRequest { app, permit, .. }: Taker,
    Path(id): Path<YearPlanId>,
    form: Form,
) -> Result<Response, PageError> {
    let key = form.require_key()?;
    let taken = targets::take_score(&app, &permit, key, id).await;
    let taken = taken.redirect_conflict("targets-flash-changed", paths::Targets)?;
    Ok(Flash::success("targets-flash-score").redirect(paths::TargetScore(taken)))
}

pub(super) async fn show(
    PageRequest { page, app, permit }: Taker,
    Path(id): Path<TargetScoreId>,
) -> Result<Html<ScorePage>, PageError> {
    let dossier = targets::load_score(&app, &permit, id).await?;
    Ok(Html(build_page(page, &dossier)))
}

fn build_page(page: Page, ScoreDossier { plan, score, versions }: &ScoreDossier) -> ScorePage {
    let title = page.t1("targets-score-number", "number", score.number);
    let page = page.with_title_text(title);
    let version = |(number, id): &(i32, TargetScoreId)| {
        let label = page.t1("targets-score-number", "number", *number);
        (paths::TargetScore(*id).to_string(), label, *number == score.number)
    };
    let met = score.content.count(ScoreStanding::Met);
    let by = format!("{}, {}", score.taken.name, page.moment(&score.taken.at));
    let heads = ["target", "goal", "result", "standing"];
    ScorePage {
        back: format_plan_address(plan.year),
        caption: page.t1("targets-edit-plan-title", "year", plan.year.to_string()),
        about: vec![
            SummaryRow::new(
                page.t("targets-score-sum"),
                page.t2("targets-met-count", "met", met, "of", score.content.lines.len()),
            ),
            SummaryRow::new(page.t("targets-score-taken"), by),
            SummaryRow::new(page.t("reports-code"), score.code.to_string()),
            SummaryRow::new(page.t("reports-digest"), score.digest.as_str()),
        ],
        versions: versions.iter().map(version).collect(),
        papers: vec![
            (paths::TargetScoreDocx(score.id).to_string(), page.t("targets-score-docx")),
            (paths::TargetScorePdf(score.id).to_string(), page.t("targets-score-pdf")),
        ],
        heads: heads.map(|head| page.t(&format!("targets-score-column-{head}"))).to_vec(),
        rows: score.content.lines.iter().map(|line| build_row(&page, line)).collect(),
        page,
    }
}

fn build_row(page: &Page, line: &ScoreLine) -> ScoreRow {
    let progress = line.progress();
    let result = format_progress(page, line.kind, &progress);
    let share = format_share(page, progress.permille(line.kind));
    ScoreRow {
        target: format!("{}. {}", line.position, line.text),
        goal: format_goal_of(page, line.kind, line.goal),
        result: if share.is_empty() { result } else { format!("{result} ({share})") },
        chip: match line.standing {
            ScoreStanding::Met => build_score_chip(page, true),
            ScoreStanding::NotMet => build_score_chip(page, false),
            ScoreStanding::UnderWay => Chip::new(Tone::Info, page.t("targets-under-way")),
            ScoreStanding::Unscored => Chip::new(Tone::Neutral, page.t("targets-no-score")),
        },
    }
}

pub(super) async fn download_docx(
    PageRequest { app, permit, .. }: Taker,
    Path(id): Path<TargetScoreId>,
) -> Result<Response, PageError> {
    let bytes = targets::render_score(&app, &permit, id, ScoreFormat::Docx).await?;
    let headers = [
        (header::CONTENT_TYPE, ScoreFormat::Docx.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"bang-diem-chi-tieu.docx\"".to_owned()),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

pub(super) async fn show_pdf(
    PageRequest { app, permit, .. }: Taker,
    Path(id): Path<TargetScoreId>,
) -> Result<Response, PageError> {
    let bytes = targets::render_score(&app, &permit, id, ScoreFormat::Pdf).await?;
    Ok(pdf::render_pdf(bytes, &["bang diem chi tieu"]))
}

/// What the public may learn of a paper by its code.
pub(crate) fn list_verified_rows(page: &Page, found: &VerifiedScore) -> Vec<SummaryRow> {
    let number = found.number;
    let version = if number == found.latest {
        page.t1("reports-record-latest", "number", number)
    } else {
        page.t2("reports-record-replaced", "number", number, "latest", found.latest)
    };
    vec![
        SummaryRow::new(page.t("reports-record-area"), areas::find_last_name(found.plan.area)),
        SummaryRow::new(page.t("targets-year"), found.plan.year.to_string()),
        SummaryRow::new(page.t("targets-score-version"), version),
        SummaryRow::new(page.t("targets-score-taken-on"), page.date(&found.taken_on)),
        SummaryRow::new(page.t("reports-digest"), found.digest.as_str()),
    ]
}
