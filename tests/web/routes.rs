//! Compares every route, for every role, with own and foreign rows, with the permission table.
//!
//! The routes come from the router, so a new route is tested automatically. A path with a placeholder that `rows` cannot
//! fill in fails: add a row there.

use axum::http::{Method, StatusCode};
use camket_domain::accounts::Role;
use camket_domain::permissions::Action;
use camket_domain::settings::Settings;
use camket_shell::routes::{Access, RouteInfo};

use super::page_rules;
use super::sample_rows::{Placeholder, SampleRows};
use crate::browser::{BrowserResponse, SimulatedBrowser};
use crate::harness::database::Engine;
use crate::world::{BA_DINH, DO_VINH, Office, PHAN_RANG, Person};

#[test]
fn every_route_keeps_to_the_permission_table() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let walk = RouteWalk::begin(&office).await;
        let mut wrong = Vec::new();
        for route in routes() {
            match route.access {
                Access::Public => walk.check_public(&route, &mut wrong).await,
                Access::Guarded(action) => Box::pin(walk.check_guarded(&route, action, &mut wrong)).await,
            }
        }
        assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    });
}

#[test]
fn no_form_is_taken_from_another_site() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let (mut browsers, mut wrong) = (Vec::new(), Vec::new());
        for role in Role::ALL {
            let mut browser = person_with_role(&office, role).await.browser().await;
            browser.fetch_site = "cross-site";
            browsers.push((role, browser));
        }
        for route in routes().into_iter().filter(|route| route.method == Method::POST) {
            let path = route.path.replace(['{', '}'], "");
            for (role, browser) in &mut browsers {
                let status = browser.post(&path, &[]).await.status;
                if status != StatusCode::FORBIDDEN {
                    wrong.push(format!("{path} as {}: {status}", role.code()));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}

fn routes() -> Vec<RouteInfo> {
    camket_web::routes(false).list().to_vec()
}

async fn person_with_role(office: &Office, role: Role) -> Person {
    match role {
        Role::Owner => office.owner("Lan").await,
        Role::CommuneOfficer => office.commune_officer("Hoa", PHAN_RANG).await,
        Role::LabourOfficer => office.labour_officer("Minh", PHAN_RANG).await,
        Role::Approver => office.approver("Ký", PHAN_RANG).await,
        Role::Inspector => office.inspector("Tra", PHAN_RANG).await,
        Role::Administrator => office.administrator("Quản", PHAN_RANG).await,
        Role::Coordinator => office.coordinator("Phối", PHAN_RANG).await,
        Role::Observer => office.observer("Quan", PHAN_RANG).await,
    }
}

/// The pages for anybody are not found while they are not open.
async fn open_to_anybody(people: &[Person]) {
    let admin = people.iter().find(|person| person.actor.role == Role::Administrator).unwrap();
    let app = &admin.office.app;
    let settings = camket_app::settings::load(app).await.unwrap();
    let opened = Settings { open_coverage: true, open_certificates: true, ..settings };
    camket_app::settings::save(app, &admin.may(), &opened).await.unwrap();
    camket_app::audit_log::append_waiting(app).await.unwrap();
    camket_app::audit_log::sign_now(app).await.unwrap();
}

/// One person of each role, all in Phan Rang.
struct RouteWalk {
    visitor: SimulatedBrowser,
    people: Vec<Person>,
    home: SampleRows,
    /// Rows of another owner: in another commune, and in another province.
    away: [SampleRows; 2],
}

impl RouteWalk {
    async fn begin(office: &Office) -> Self {
        let mut people = Vec::new();
        for role in Role::ALL {
            people.push(person_with_role(office, role).await);
        }
        let stranger = office.owner("Người Lạ").await;
        open_to_anybody(&people).await;
        let home = SampleRows::of(&people[0], PHAN_RANG);
        let away = [SampleRows::of(&stranger, DO_VINH), SampleRows::of(&stranger, BA_DINH)];
        Self { visitor: office.browser(), people, home, away }
    }

    /// Checks that a public route answers visitors and every role.
    async fn check_public(&self, route: &RouteInfo, wrong: &mut Vec<String>) {
        let mut browsers = vec![("visitor", self.visitor.clone())];
        for person in &self.people {
            browsers.push((person.actor.role.code(), self.visitor.of(person).await));
        }
        for (who, mut browser) in browsers {
            match self.home.fill_with_kept(&route.path).await {
                Err(unknown) => return wrong.push(unknown),
                Ok(path) => {
                    let answer = send_request(&mut browser, route, &path).await;
                    // The second step of a log-in leads to the first one, which none of these browsers took.
                    let begins_anew = route.path == "/log-in/code" && is_sent_to_log_in(&answer);
                    let holds = is_allowed(&answer) || begins_anew;
                    check_status(holds, route, who, "a public page", &answer, wrong);
                    check_page(&answer, who, wrong);
                }
            }
        }
    }

    async fn check_guarded(&self, route: &RouteInfo, action: Action, wrong: &mut Vec<String>) {
        let here = match self.home.fill_with_kept(&route.path).await {
            Ok(path) => path,
            Err(unknown) => return wrong.push(unknown),
        };
        let answer = send_request(&mut self.visitor.clone(), route, &here).await;
        let turned_away = if route.path.starts_with("/api/") {
            answer.status == StatusCode::UNAUTHORIZED
        } else {
            is_sent_to_log_in(&answer)
        };
        check_status(turned_away, route, "visitor", "log-in", &answer, wrong);
        for person in &self.people {
            let (who, mut browser) = (person.actor.role.code(), self.visitor.of(person).await);
            if !action.roles().contains(&person.actor.role) {
                let answer = send_request(&mut browser, route, &here).await;
                check_status(answer.status == StatusCode::NOT_FOUND, route, who, "404", &answer, wrong);
                continue;
            }
            for path in self.foreign_paths(&route.path, person).await {
                let answer = send_request(&mut browser, route, &path).await;
                check_status(
                    answer.status == StatusCode::NOT_FOUND,
                    route,
                    who,
                    "404 abroad",
                    &answer,
                    wrong,
                );
            }
            // An allowed request may change the row, so the next person gets another row.
            let own = if route.method == Method::GET {
                self.home.fill_with_kept(&route.path).await
            } else {
                self.home.fill(&route.path).await
            };
            let own = own.expect("known by now");
            let answer = send_request(&mut browser, route, &own).await;
            check_status(is_allowed(&answer), route, who, "an answer", &answer, wrong);
            check_page(&answer, who, wrong);
        }
    }

    /// The path with one foreign row in each placeholder and own rows in the others, and with a row that does not exist.
    async fn foreign_paths(&self, path: &str, person: &Person) -> Vec<String> {
        let rows =
            Placeholder::all(path).into_iter().filter(|place| place.is_a_row() && !place.may_be_gone());
        let mut paths = Vec::new();
        for odd in rows {
            let mut values = vec!["00000000-0000-7000-8000-000000000000".to_owned()];
            let foreign = |rows: &&SampleRows| {
                if odd.is_of_province() {
                    rows.are_in_another_province(person)
                } else {
                    rows.are_foreign_to(person)
                }
            };
            for away in self.away.iter().filter(foreign) {
                values.extend(away.kept_value(odd).await);
            }
            for value in values {
                let filled = self.home.fill_with_kept(&odd.fill(path, &value)).await;
                paths.push(filled.expect("known by now"));
            }
        }
        paths
    }
}

/// Sends a form with the fields of most routes, so that a refusal is not caused by the form.
pub(super) async fn send_request(
    browser: &mut SimulatedBrowser,
    route: &RouteInfo,
    path: &str,
) -> BrowserResponse {
    if route.method == Method::GET {
        return browser.get(&format!("{path}?which=representative")).await;
    }
    if route.method == Method::PUT {
        return browser.calls(Method::PUT, path, &[], Vec::new()).await;
    }
    let key = browser.key();
    let form = [
        ("key", key.as_str()),
        ("which", "representative"),
        ("reason", "Đối chiếu bản giấy"),
        ("version", "1"),
    ];
    browser.post(path, &form).await
}

fn is_allowed(answer: &BrowserResponse) -> bool {
    let turned_away = [StatusCode::NOT_FOUND, StatusCode::FORBIDDEN, StatusCode::UNAUTHORIZED];
    !turned_away.contains(&answer.status) && !answer.status.is_server_error() && !is_sent_to_log_in(answer)
}

fn is_sent_to_log_in(answer: &BrowserResponse) -> bool {
    answer.status == StatusCode::SEE_OTHER && answer.location().is_some_and(|to| to.starts_with("/log-in"))
}

fn check_page(page: &BrowserResponse, who: &str, wrong: &mut Vec<String>) {
    wrong
        .extend(page_rules::list_faults(page).iter().map(|fault| format!("{} as {who}: {fault}", page.path)));
}

fn check_status(
    holds: bool,
    route: &RouteInfo,
    who: &str,
    expected: &str,
    answer: &BrowserResponse,
    wrong: &mut Vec<String>,
) {
    if !holds {
        let leads = answer.location().map(|to| format!(" to {to}")).unwrap_or_default();
        wrong.push(format!(
            "{} {} as {who}: {expected} expected, not {}{leads} ({})",
            route.method, route.path, answer.status, answer.path
        ));
    }
}
