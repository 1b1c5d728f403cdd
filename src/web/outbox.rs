//! `/admin/outbox`: the messages that were not sent, for administrators. `camket outbox` does the same on the console.

use askama::Template;
use axum::response::{IntoResponse, Response};
use camket_app::AppError;
use camket_app::outbox::{self, MAX_UNSENT, OutboxKeeper, UnsentChoice, UnsentMessage};
use camket_domain::ids::MessageId;
use camket_domain::permissions::{Action, rights};

use crate::codes::translate_code;
use crate::confirmation::ConfirmQuestion;
use crate::paths;
use crate::state::Web;
use camket_shell::error_kind::ErrorKind;
use camket_shell::flash::Flash;
use camket_shell::form::{Form, Query};
use camket_shell::links;
use camket_shell::look::{Chip, Tone};
use camket_shell::page::{Html, Page};
use camket_shell::page_error::PageError;
use camket_shell::routes::Routes;
use camket_shell::session::PageRequest;

pub(crate) fn routes() -> Routes<Web> {
    let guard = Action::KeepOutbox;
    Routes::new()
        .get(paths::Outbox::PATTERN, guard, show)
        .post(paths::RetryOutbox::PATTERN, guard, retry)
        .get(paths::DropMessage::PATTERN, guard, ask_drop)
        .post(paths::DropMessage::PATTERN, guard, drop_message)
}

#[derive(Template)]
#[template(path = "outbox/list.html")]
struct OutboxPage {
    page: Page,
    rows: Vec<UnsentRow>,
    heads: Vec<String>,
    /// Whether there are more than are shown.
    has_more: bool,
    /// Whether a message was given up.
    has_given_up: bool,
}

struct UnsentRow {
    recipient: String,
    channel: String,
    written: String,
    state: Chip,
    tries: String,
    error: String,
    id: String,
    drop: String,
}

type KeeperRequest = PageRequest<rights::KeepOutbox>;

async fn show(PageRequest { page, app, permit }: KeeperRequest) -> Result<Html<OutboxPage>, PageError> {
    let unsent = outbox::list_unsent(&app, OutboxKeeper::Administrator(&permit)).await?;
    let most = usize::try_from(MAX_UNSENT).unwrap_or(usize::MAX);
    let page = page.with_title("outbox-title");
    Ok(Html(OutboxPage {
        rows: unsent.iter().take(most).map(|message| build_row(&page, message)).collect(),
        heads: ["recipient", "written", "state", "error", "do"]
            .map(|head| page.t(&format!("outbox-{head}")))
            .to_vec(),
        has_more: unsent.len() > most,
        has_given_up: unsent.iter().any(|message| message.next_attempt_at.is_none()),
        page,
    }))
}

fn build_row(page: &Page, message: &UnsentMessage) -> UnsentRow {
    UnsentRow {
        recipient: mask_recipient(&message.recipient),
        channel: translate_code(page, "channel", &message.channel),
        written: page.moment(&message.created_at),
        state: match &message.next_attempt_at {
            Some(next) => Chip::new(Tone::Warn, page.t1("outbox-next", "at", page.moment(next))),
            None => Chip::new(Tone::Bad, page.t("outbox-given-up")),
        },
        tries: page.t1("outbox-tries", "count", message.attempts),
        error: message.last_error.clone(),
        id: message.id.to_string(),
        drop: links::with_query(paths::DropMessage::PATTERN, &[("message", &message.id.to_string())]),
    }
}

/// Enough to recognise an address that one knows: "l…@example.vn", "…012".
fn mask_recipient(recipient: &str) -> String {
    match recipient.split_once('@') {
        Some((name, host)) => format!("{}…@{host}", name.chars().take(1).collect::<String>()),
        None => {
            let digits: Vec<char> = recipient.chars().collect();
            format!("…{}", digits[digits.len().saturating_sub(3)..].iter().collect::<String>())
        }
    }
}

/// The message that the field `message` names, or all that were given up.
async fn retry(PageRequest { app, permit, .. }: KeeperRequest, form: Form) -> Result<Response, PageError> {
    let which = match form.optional("message") {
        Some(_) => UnsentChoice::One(parse_message(&form)?),
        None => UnsentChoice::GivenUp,
    };
    let keeper = OutboxKeeper::Administrator(&permit);
    answer(outbox::retry_unsent(&app, keeper, which).await, "outbox-flash-retried")
}

async fn ask_drop(
    PageRequest { page, app, permit }: KeeperRequest,
    Query(form): Query,
) -> Result<Response, PageError> {
    let id = parse_message(&form)?;
    let unsent = outbox::list_unsent(&app, OutboxKeeper::Administrator(&permit)).await?;
    let Some(message) = unsent.iter().find(|message| message.id == id) else {
        return answer(Err::<(), _>(AppError::NotFound), "");
    };
    let keys = ["outbox-drop-title", "outbox-drop-what", "outbox-drop"];
    let about = mask_recipient(&message.recipient);
    let question = ConfirmQuestion { keys, about, version: 0, danger: true };
    Ok(Html(question.build_page(page, paths::Outbox::PATTERN)).into_response())
}

async fn drop_message(
    PageRequest { app, permit, .. }: KeeperRequest,
    Query(form): Query,
) -> Result<Response, PageError> {
    let which = UnsentChoice::One(parse_message(&form)?);
    let keeper = OutboxKeeper::Administrator(&permit);
    answer(outbox::drop_unsent(&app, keeper, which).await, "outbox-flash-dropped")
}

fn parse_message(form: &Form) -> Result<MessageId, ErrorKind> {
    form.text("message").parse().map_err(|_| ErrorKind::Unreadable)
}

/// Back to the list. What another tab or the program itself sent meanwhile is said.
fn answer<T>(outcome: Result<T, AppError>, done: &str) -> Result<Response, PageError> {
    match outcome {
        Ok(_) => Ok(Flash::success(done).redirect(paths::Outbox)),
        Err(AppError::NotFound) => Ok(Flash::warning("outbox-flash-gone").redirect(paths::Outbox)),
        Err(other) => Err(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recipient_is_masked() {
        assert_eq!(mask_recipient("lan@example.vn"), "l…@example.vn");
        assert_eq!(mask_recipient("0900000012"), "…012");
        assert_eq!(mask_recipient(""), "…");
        assert_eq!(mask_recipient("@"), "…@");
    }
}
