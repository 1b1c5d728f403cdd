//! A short guide for each role, in both languages, with pictures of the demo's pages. Public, and made to be printed.
//!
//! The texts are files in `help/guides`, one a role and language; `./test.sh help` compares the languages and the pictures
//! (`static/help`) with them and names the command that makes the pictures.

mod guide;

use askama::Template;
use axum::Extension;
use axum::extract::Path;
use camket_domain::accounts::{Actor, Role};

use crate::codes::role_key;
use crate::paths;
use crate::state::Web;
use camket_shell::error_kind::ErrorKind;
use camket_shell::page::{Html, Page};
use camket_shell::routes::Routes;
use guide::{Block, Guide};

pub(crate) fn routes() -> Routes<Web> {
    Routes::new().public_get(paths::Help::PATTERN, list).public_get(paths::HelpGuide::PATTERN, show)
}

#[derive(Template)]
#[template(path = "help/list.html")]
struct GuideListPage {
    page: Page,
    guides: Vec<GuideLink>,
}

struct GuideLink {
    href: String,
    role: String,
    lead: String,
    /// For the role of the reader.
    own: bool,
}

#[derive(Template)]
#[template(path = "help/guide.html")]
struct GuidePage {
    page: Page,
    guide: &'static Guide,
}

/// GET `/help`: the reader's own guide first.
async fn list(page: Page, actor: Option<Extension<Actor>>) -> Html<GuideListPage> {
    let own = actor.map(|Extension(actor)| actor.role);
    let page = page.with_title("help-title");
    let link = |role: Role| {
        let guide = guide::find(page.lang(), role)?;
        Some(GuideLink {
            href: paths::HelpGuide(role.code().to_owned()).to_string(),
            role: page.t(role_key(role)),
            lead: guide.lead.clone(),
            own: own == Some(role),
        })
    };
    let mut guides: Vec<_> = Role::ALL.into_iter().filter_map(link).collect();
    guides.sort_by_key(|guide| !guide.own);
    Html(GuideListPage { page, guides })
}

/// GET `/help/{guide}`
async fn show(page: Page, Path(guide): Path<String>) -> Result<Html<GuidePage>, ErrorKind> {
    let role = Role::from_code(&guide).ok_or(ErrorKind::NotFound)?;
    let guide = guide::find(page.lang(), role).ok_or(ErrorKind::NotFound)?;
    Ok(Html(GuidePage { page: page.with_title_text(guide.title.clone()), guide }))
}
