//! Staff, created as from the command line, which is the shortest way. Invitations have their own tests.

use camket_app::staff;
use camket_domain::accounts::password::Password;
use camket_domain::accounts::{Actor, Role};
use camket_domain::agencies::AgencyFunction;
use camket_domain::areas::AreaCode;
use camket_domain::ids::AgencyId;

use super::{Office, Person, TestPlace};

const PASSWORD: &str = "một mật khẩu rất dài";

impl Office {
    /// An officer who reviews pledges in the place's commune.
    pub async fn commune_officer(&self, name: &str, place: TestPlace) -> Person {
        let agency = self.agency(AgencyFunction::ConfirmPledges, place).await.id;
        self.member(Role::CommuneOfficer, name, Some(agency), place.commune()).await
    }

    /// An officer who reviews labour registers in the place's province.
    pub async fn labour_officer(&self, name: &str, place: TestPlace) -> Person {
        let agency = self.agency(AgencyFunction::AcceptLabour, place).await.id;
        self.member(Role::LabourOfficer, name, Some(agency), place.province()).await
    }

    /// An approver of the place's province.
    pub async fn approver(&self, name: &str, place: TestPlace) -> Person {
        let agency = self.agency(AgencyFunction::Issue, place).await.id;
        self.member(Role::Approver, name, Some(agency), place.province()).await
    }

    /// An inspector of the place's commune.
    pub async fn inspector(&self, name: &str, place: TestPlace) -> Person {
        let agency = self.agency(AgencyFunction::ConfirmPledges, place).await.id;
        self.member(Role::Inspector, name, Some(agency), place.commune()).await
    }

    /// An administrator of the place's province.
    pub async fn administrator(&self, name: &str, place: TestPlace) -> Person {
        let agency = self.agency(AgencyFunction::AcceptLabour, place).await.id;
        self.member(Role::Administrator, name, Some(agency), place.province()).await
    }

    /// A coordinator of the place's province.
    pub async fn coordinator(&self, name: &str, place: TestPlace) -> Person {
        let agency = self.agency(AgencyFunction::LeadPrevention, place).await.id;
        self.member(Role::Coordinator, name, Some(agency), place.province()).await
    }

    /// An observer of the place's province.
    pub async fn observer(&self, name: &str, place: TestPlace) -> Person {
        let agency = self.agency(AgencyFunction::LeadPrevention, place).await.id;
        self.member(Role::Observer, name, Some(agency), place.province()).await
    }

    pub async fn member(&self, role: Role, name: &str, agency: Option<AgencyId>, area: AreaCode) -> Person {
        let (login, client) = (self.address_of(name), self.client());
        let password = Password::parse(PASSWORD).unwrap();
        let name = name.to_owned();
        let account = staff::create_from_console(
            &self.app,
            name.clone(),
            login.clone(),
            role,
            agency,
            Some(area),
            password,
        );
        let account = account.await.expect("a new address");
        let actor = Actor { account, role, name, agency, area: Some(area), entered_by: None };
        Person { office: self.clone(), actor, login, password: PASSWORD.to_owned(), client }
    }
}
