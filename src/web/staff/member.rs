//! The form of a member of staff: to invite one and to change an account.

use camket_app::staff::StaffInput;
use camket_app::{App, AppError, agencies};
use camket_domain::accounts::{Account, Login, Role};
use camket_domain::areas::AreaCode;
use camket_domain::ids::AgencyId;
use camket_domain::permissions::{Action, Permit, rights};
use camket_domain::text::lengths::MAX_PERSON_NAME_CHARS;
use camket_domain::text::normalize_lines;

use crate::areas::own_choices;
use crate::codes;
use camket_shell::form::Form;
use camket_shell::look::Choice;
use camket_shell::page::Page;

const MAX_TITLE_LINE_CHARS: usize = 60;
/// Most lines of a title: "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC" and one more.
const MAX_TITLE_LINES: usize = 3;

/// The choices of the form's selects.
pub(super) struct StaffFormChoices {
    pub(super) roles: Vec<Choice>,
    pub(super) agencies: Vec<Choice>,
    pub(super) areas: Vec<Choice>,
}

impl StaffFormChoices {
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
            roles: build_role_choices(page),
            agencies: there.map(|agency| Choice::new(agency.id.to_string(), agency.name)).collect(),
            areas: own_choices::build_choices(
                offices.actor().area.as_ref(),
                present.and_then(|account| account.area.as_ref()),
                today,
            ),
        })
    }
}

/// The staff roles, each with an explanation.
fn build_role_choices(page: &Page) -> Vec<Choice> {
    let explained = |choice: Choice| {
        let does = page.t(&format!("staff-does-{}", choice.value.replace('_', "-")));
        choice.with_hint(does)
    };
    codes::build_staff_role_choices(page).into_iter().map(explained).collect()
}

/// A form filled from an account.
pub(super) fn build_form(account: &Account) -> Form {
    Form::from_fields([
        ("name", account.name.clone()),
        ("role", account.role.code().to_owned()),
        ("agency", account.agency.map(|id| id.to_string()).unwrap_or_default()),
        ("area", account.area.map(|code| code.to_string()).unwrap_or_default()),
        ("title", account.title.clone()),
        ("version", account.version.to_string()),
    ])
}

/// Reads the login of the person to invite.
pub(crate) fn parse_login(form: &mut Form) -> Option<Login> {
    Login::parse(form.text("login")).map_err(|error| form.fail("login", &format!("codes-error-{error}"))).ok()
}

/// Reads the form. `login` reads the login of a new account, or gives the fixed one of another.
pub(crate) fn parse_member(
    form: &mut Form,
    login: impl FnOnce(&mut Form) -> Option<Login>,
) -> Option<StaffInput> {
    let name = form.require_line("name", "staff-name-what", MAX_PERSON_NAME_CHARS);
    let login = login(form);
    let staff_role = |code: &str| Role::from_code(code).filter(|role| role.is_staff());
    let role = form.require_choice("role", "staff-role-what", staff_role);
    let signs =
        role.is_some_and(|role| role.may(Action::IssueCertificates) || role.may(Action::ReviewTracks));
    let title = if signs { parse_title(form) } else { Some(String::new()) };
    let agency = form.require_choice("agency", "staff-agency-what", |id| id.parse::<AgencyId>().ok());
    let area = form.require_choice("area", "staff-area-what", AreaCode::new);
    Some(StaffInput { name: name?, login: login?, role: role?, agency: agency?, area: area?, title: title? })
}

/// The lines above the name of an approver or a reviewing officer; empty for none.
fn parse_title(form: &mut Form) -> Option<String> {
    match normalize_lines(form.text("title")) {
        Err(error) => form.fail("title", &format!("codes-error-{}", error.code())),
        Ok(text) => {
            let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
            if lines.len() <= MAX_TITLE_LINES
                && lines.iter().all(|line| line.chars().count() <= MAX_TITLE_LINE_CHARS)
            {
                return Some(lines.join("\n"));
            }
            form.fail_with(
                "title",
                "staff-title-long",
                &[("lines", &MAX_TITLE_LINES), ("max", &MAX_TITLE_LINE_CHARS)],
            );
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const AGENCY: &str = "0193a000-0000-7000-8000-000000000001";

    fn valid_form() -> Form {
        Form::from_fields([
            ("name", " Võ  Quốc Duyệt "),
            ("login", "duyet@vidu.vn"),
            ("role", "approver"),
            ("agency", AGENCY),
            ("area", "56"),
            ("title", "KT. GIÁM ĐỐC\n\n PHÓ GIÁM ĐỐC "),
        ])
    }

    #[test]
    fn staff_form_parses_a_member() {
        let member = parse_member(&mut valid_form(), parse_login).unwrap();
        assert_eq!((member.name.as_str(), member.role), ("Võ Quốc Duyệt", Role::Approver));
        assert_eq!(member.title, "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC");
        let mut inspector = valid_form();
        inspector.set("role", "inspector");
        assert_eq!(
            parse_member(&mut inspector, parse_login).unwrap().title,
            "",
            "an inspector signs no such document"
        );
        let mut officer = valid_form();
        officer.set("role", "commune_officer");
        officer.set("title", "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH");
        assert_eq!(parse_member(&mut officer, parse_login).unwrap().title, "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH");
    }

    #[test]
    fn staff_form_checks_every_field() {
        let many = "a\n".repeat(MAX_TITLE_LINES + 1);
        for (field, value, key) in [
            ("name", "", "errors-required"),
            ("name", &*"x".repeat(MAX_PERSON_NAME_CHARS + 1), "errors-too-long"),
            ("login", "", "codes-error-login-empty"),
            ("login", "ai@", "codes-error-login-email"),
            ("login", "12", "codes-error-login-mobile"),
            ("role", "", "errors-choose"),
            ("role", "owner", "errors-choose"),
            ("agency", "x", "errors-choose"),
            ("area", "", "errors-choose"),
            ("title", &*many, "staff-title-long"),
        ] {
            let mut form = valid_form();
            form.set(field, value);
            assert_eq!(parse_member(&mut form, parse_login), None, "{field}");
            assert_eq!(form.error(field).unwrap().key(), key, "{field}");
            assert_eq!(form.errors().len(), 1, "{field}");
        }
    }
}
