//! Owners, who create their accounts themselves.

use camket_app::accounts::{self, SignUp};
use camket_app::{AppError, Client, venues};
use camket_domain::accounts::Login;
use camket_domain::accounts::one_time_code::CodeAttempt;
use camket_domain::accounts::password::Password;
use camket_domain::ids::VenueId;
use camket_domain::text;
use camket_domain::venues::VenueKind;
use uuid::Uuid;

use super::{Office, OwnedVenue, Person};

pub const PASSWORD: &str = "biển xanh ở Ninh Chữ";

impl Office {
    /// An owner who has signed up by e-mail and confirmed.
    pub async fn owner(&self, name: &str) -> Person {
        let login = self.address_of(name);
        let client = self.client();
        self.signs_up(name, &login, &client).await.expect("a new address");
        let code = self.last_code_to(login.as_str()).await;
        let entered = accounts::confirm(&self.app, &login, &code, &client).await.expect("the right code");
        Person { office: self.clone(), actor: entered.actor, login, password: PASSWORD.to_owned(), client }
    }

    /// Signs up without confirming.
    pub async fn signs_up(&self, name: &str, login: &Login, client: &Client) -> Result<(), AppError> {
        let password = Password::parse(PASSWORD).unwrap();
        let given =
            SignUp { name: name.to_owned(), login: login.clone(), password, language: "vi".to_owned() };
        accounts::sign_up(&self.app, given, client).await
    }

    /// A new e-mail address made from the name.
    pub fn address_of(&self, name: &str) -> Login {
        let name = text::fold(name).replace(' ', ".");
        Login::parse(&format!("{name}.{}@example.vn", self.fresh())).expect("an address")
    }

    /// A client with a new address.
    pub fn client(&self) -> Client {
        let address = format!("2001:db8:0:{:x}::1", self.fresh());
        let attempt = Some(CodeAttempt::new(self.app.entropy()));
        Client { address, user_agent: "Test/1.0".to_owned(), attempt }
    }
}

impl Person {
    /// Registers a hotel.
    pub async fn registers_venue(&self, name: &str) -> OwnedVenue {
        self.registers(VenueKind::Hotel, name).await
    }

    pub async fn registers(&self, kind: VenueKind, name: &str) -> OwnedVenue {
        let id = self.tries_to_register(self.office.key(), kind, name).await.expect("nothing forbids it");
        OwnedVenue { owner: self.clone(), id }
    }

    pub async fn tries_to_register(
        &self,
        key: Uuid,
        kind: VenueKind,
        name: &str,
    ) -> Result<VenueId, AppError> {
        let what = (kind, String::new(), name.to_owned());
        venues::register(&self.office.app, &self.may(), key, what, None).await
    }
}
