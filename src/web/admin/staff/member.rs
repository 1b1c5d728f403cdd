//! The form of a member of staff: to invite one and to change an account.

use camket_app::staff::Member;
use camket_app::{App, AppError, agencies};
use camket_domain::accounts::{Account, Login, Role};
use camket_domain::areas::AreaCode;
use camket_domain::ids::AgencyId;
use camket_domain::permissions::{Permit, rights};
use camket_domain::text::squash;

use crate::admin::places;
use crate::codes;
use crate::form::Form;
use crate::look::Choice;
use crate::page::Page;

/// Most characters of a name and of a line of a title.
const NAME: usize = 100;
const TITLE_LINE: usize = 60;
/// Most lines of a title: "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC" and one more.
const TITLE_LINES: usize = 3;

/// The choices of the form's selects.
pub(super) struct Choices {
    pub(super) roles: Vec<Choice>,
    pub(super) agencies: Vec<Choice>,
    pub(super) areas: Vec<Choice>,
}

impl Choices {
    /// The agencies that are valid today and the areas of the administrator, and those that the account has.
    pub(super) async fn load(
        app: &App,
        page: &Page,
        offices: &Permit<rights::ManageAgencies>,
        present: Option<&Account>,
    ) -> Result<Self, AppError> {
        let today = app.today();
        let present_agency = present.and_then(|account| account.agency);
        let there = agencies::list(app, offices).await?;
        let there = there
            .into_iter()
            .filter(|one| one.valid_to.is_none_or(|last| today <= last) || Some(one.id) == present_agency);
        Ok(Self {
            roles: roles(page),
            agencies: there.map(|agency| Choice::new(agency.id.to_string(), agency.name)).collect(),
            areas: places::choices(
                offices.actor().area.as_ref(),
                present.and_then(|account| account.area.as_ref()),
                today,
            ),
        })
    }
}

/// The staff roles, each with an explanation.
fn roles(page: &Page) -> Vec<Choice> {
    let explained = |choice: Choice| {
        let does = page.t(&format!("staff-does-{}", choice.value.replace('_', "-")));
        choice.hint(does)
    };
    codes::staff_roles(page).into_iter().map(explained).collect()
}

/// A form filled from an account.
pub(super) fn filled(account: &Account) -> Form {
    Form::filled([
        ("name", account.name.clone()),
        ("role", account.role.code().to_owned()),
        ("agency", account.agency.map(|id| id.to_string()).unwrap_or_default()),
        ("area", account.area.map(|code| code.to_string()).unwrap_or_default()),
        ("title", account.title.clone()),
        ("version", account.version.to_string()),
    ])
}

/// Reads the login of the person to invite.
pub(super) fn login(form: &mut Form) -> Option<Login> {
    Login::parse(form.text("login")).map_err(|code| form.fail("login", &format!("codes-error-{code}"))).ok()
}

/// Reads the form. `login` reads the login of a new account, or gives the fixed one of another.
pub(super) fn read(form: &mut Form, login: impl FnOnce(&mut Form) -> Option<Login>) -> Option<Member> {
    let name = form.required_line("name", "staff-name-what", NAME);
    let login = login(form);
    let staff_role = |code: &str| Role::from_code(code).filter(|role| role.is_staff());
    let role = form.chosen("role", "staff-role-what", staff_role);
    let title = if role == Some(Role::Approver) { title(form) } else { Some(String::new()) };
    let agency = form.chosen("agency", "staff-agency-what", |id| id.parse::<AgencyId>().ok());
    let area = form.chosen("area", "staff-area-what", AreaCode::new);
    Some(Member { name: name?, login: login?, role: role?, agency: agency?, area: area?, title: title? })
}

/// The lines above an approver's name; empty for none.
fn title(form: &mut Form) -> Option<String> {
    let lines: Result<Vec<String>, _> = form.text("title").lines().map(squash).collect();
    match lines {
        Err(error) => form.fail("title", &format!("codes-error-{}", error.code())),
        Ok(lines) => {
            let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
            if lines.len() <= TITLE_LINES && lines.iter().all(|line| line.chars().count() <= TITLE_LINE) {
                return Some(lines.join("\n"));
            }
            form.fail_with("title", "staff-title-long", &[("lines", &TITLE_LINES), ("max", &TITLE_LINE)]);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const AGENCY: &str = "0193a000-0000-7000-8000-000000000001";

    fn good() -> Form {
        Form::filled([
            ("name", " Võ  Quốc Duyệt "),
            ("login", "duyet@vidu.vn"),
            ("role", "approver"),
            ("agency", AGENCY),
            ("area", "56"),
            ("title", "KT. GIÁM ĐỐC\n\n PHÓ GIÁM ĐỐC "),
        ])
    }

    #[test]
    fn reads_a_member() {
        let member = read(&mut good(), login).unwrap();
        assert_eq!((member.name.as_str(), member.role), ("Võ Quốc Duyệt", Role::Approver));
        assert_eq!(member.title, "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC");
        let mut inspector = good();
        inspector.set("role", "inspector");
        assert_eq!(read(&mut inspector, login).unwrap().title, "", "only an approver signs");
    }

    #[test]
    fn every_field_is_checked() {
        let many = "a\n".repeat(TITLE_LINES + 1);
        for (field, value, key) in [
            ("name", "", "errors-required"),
            ("name", &*"x".repeat(NAME + 1), "errors-too-long"),
            ("login", "", "codes-error-login-empty"),
            ("login", "ai@", "codes-error-login-email"),
            ("login", "12", "codes-error-login-mobile"),
            ("role", "", "errors-choose"),
            ("role", "owner", "errors-choose"),
            ("agency", "x", "errors-choose"),
            ("area", "", "errors-choose"),
            ("title", &*many, "staff-title-long"),
        ] {
            let mut form = good();
            form.set(field, value);
            assert_eq!(read(&mut form, login), None, "{field}");
            assert_eq!(form.error(field).unwrap().key(), key, "{field}");
            assert_eq!(form.errors().len(), 1, "{field}");
        }
    }
}
