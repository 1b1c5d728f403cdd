//! What an import would do: each agency and each person is new, there already, or a problem.

use std::collections::HashMap;

use camket_domain::accounts::Account;
use camket_domain::agencies::Agency;
use camket_domain::areas;
use camket_domain::ids::AgencyId;
use camket_domain::office_import::{OfficeColumn, OfficeMember, OfficeRow, has_same_details};
use camket_store::{Reader, accounts, agencies};

use super::ImportPermits;
use crate::staff::{self, StaffInput};
use crate::{App, AppError, InputProblem, InvalidInput};

/// What an import would do.
#[derive(Clone, Default, Debug)]
pub struct OfficePlan {
    /// With their ids.
    pub new_agencies: Vec<Agency>,
    pub same_agencies: usize,
    pub new_members: Vec<StaffInput>,
    pub same_members: usize,
    /// Why nothing is imported; in the order of the rows.
    pub problems: Vec<RowProblem>,
}

/// What is wrong in a cell of the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RowProblem {
    pub row: u32,
    pub column: OfficeColumn,
    pub problem: InputProblem,
}

/// Loads what is known of the rows, and compares.
pub(super) async fn load_plan(
    app: &App,
    reader: &impl Reader,
    permits: ImportPermits<'_>,
    rows: &[OfficeRow],
) -> Result<OfficePlan, AppError> {
    let mut planner = Planner {
        app,
        permits,
        plan: OfficePlan::default(),
        agencies: HashMap::new(),
        logins: HashMap::new(),
    };
    for row in rows {
        let Some(agency) = planner.place_agency(reader, row).await? else { continue };
        if let Some(member) = &row.member {
            planner.place_member(reader, row.number, &agency, member).await?;
        }
    }
    Ok(planner.plan)
}

struct Planner<'a> {
    app: &'a App,
    permits: ImportPermits<'a>,
    plan: OfficePlan,
    /// The agencies of the rows so far, by code.
    agencies: HashMap<String, Agency>,
    /// The people of the rows so far, by log-in.
    logins: HashMap<String, StaffInput>,
}

impl Planner<'_> {
    fn refuse(&mut self, row: u32, column: OfficeColumn, problem: InputProblem) {
        self.plan.problems.push(RowProblem { row, column, problem });
    }

    /// The agency of a row: of an earlier row, of the register, or new. `None` after a problem.
    async fn place_agency(
        &mut self,
        reader: &impl Reader,
        row: &OfficeRow,
    ) -> Result<Option<Agency>, AppError> {
        let code = &row.agency.code;
        let (found, is_first) = match self.agencies.get(code) {
            Some(known) => (Some(known.clone()), false),
            None => (agencies::find_by_code(reader, code).await?, true),
        };
        let agency = match found {
            None => match self.build_new(row) {
                Some(agency) => agency,
                None => return Ok(None),
            },
            Some(known) if is_first && !self.is_within_area(&known) => {
                self.refuse(row.number, OfficeColumn::Code, InputProblem::AgencyCodeTaken);
                return Ok(None);
            }
            Some(known) if !has_same_details(&row.agency, &known) => {
                self.refuse(row.number, OfficeColumn::Code, InputProblem::AgencyDiffers);
                return Ok(None);
            }
            Some(known) => {
                self.plan.same_agencies += usize::from(is_first);
                known
            }
        };
        self.agencies.insert(code.clone(), agency.clone());
        Ok(Some(agency))
    }

    fn build_new(&mut self, row: &OfficeRow) -> Option<Agency> {
        let id = AgencyId::new(self.app.now(), self.app.entropy());
        let agency = Agency { id, version: 1, ..row.agency.clone() };
        match crate::agencies::check_agency(self.permits.agencies, &agency) {
            Ok(()) => {
                self.plan.new_agencies.push(agency.clone());
                Some(agency)
            }
            Err(error) => {
                self.refuse_input(row.number, &error, find_agency_column);
                None
            }
        }
    }

    fn is_within_area(&self, agency: &Agency) -> bool {
        let own = self.permits.agencies.actor().area.as_ref().map(areas::list_codes_within);
        own.is_some_and(|own| own.contains(&agency.area))
    }

    async fn place_member(
        &mut self,
        reader: &impl Reader,
        row: u32,
        agency: &Agency,
        member: &OfficeMember,
    ) -> Result<(), AppError> {
        let input = StaffInput {
            name: member.name.clone(),
            login: member.login.clone(),
            role: member.role,
            agency: agency.id,
            area: agency.area,
            title: member.title.clone(),
        };
        let login = member.login.as_str();
        if let Some(earlier) = self.logins.get(login) {
            if *earlier != input {
                self.refuse(row, OfficeColumn::Login, InputProblem::AccountDiffers);
            }
            return Ok(());
        }
        self.logins.insert(login.to_owned(), input.clone());
        match accounts::find_by_login(reader, login).await? {
            Some(account) if is_same_member(&account, &input) => self.plan.same_members += 1,
            Some(account) if account.role.is_staff() => {
                self.refuse(row, OfficeColumn::Login, InputProblem::AccountDiffers);
            }
            Some(_) => self.refuse(row, OfficeColumn::Login, InputProblem::LoginTaken),
            None => match staff::check_member_of(self.permits.staff, &input, agency) {
                Ok(()) => self.plan.new_members.push(input),
                Err(error) => self.refuse_input(row, &error, find_member_column),
            },
        }
        Ok(())
    }

    /// Records the error of a field.
    fn refuse_input(&mut self, row: u32, error: &AppError, column: fn(&str) -> OfficeColumn) {
        if let AppError::Invalid(InvalidInput { field, problem }) = error {
            self.refuse(row, column(field), *problem);
        }
    }
}

fn is_same_member(account: &Account, input: &StaffInput) -> bool {
    account.role == input.role
        && account.name == input.name
        && account.title == input.title
        && account.agency == Some(input.agency)
        && account.area == Some(input.area)
}

/// The column of a field of the form of an agency.
fn find_agency_column(field: &str) -> OfficeColumn {
    match field {
        "name" => OfficeColumn::Name,
        "parent_name" => OfficeColumn::Parent,
        "symbol" => OfficeColumn::Symbol,
        "place" => OfficeColumn::Place,
        "area" => OfficeColumn::Area,
        _ => OfficeColumn::Code,
    }
}

/// The column of a field of the form of a member of staff.
fn find_member_column(field: &str) -> OfficeColumn {
    match field {
        "name" => OfficeColumn::Person,
        "title" => OfficeColumn::Title,
        "role" | "agency" => OfficeColumn::Role,
        "area" => OfficeColumn::Area,
        _ => OfficeColumn::Login,
    }
}
