//! One-time codes: their lifetime, the number of tries, and that only the newest code is valid.

use camket_app::accounts::{self, SignUp};
use camket_app::{AppError, Client};
use camket_domain::accounts::Login;
use camket_domain::accounts::password::Password;
use camket_domain::pledges::ConfirmationMethod;
use time::Duration;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::{database_dump, test_on_both_engines};
use crate::world::{OWNERS_PASSWORD, Office, OwnedVenue, Person};

test_on_both_engines! {
    a_code_may_be_typed_with_spaces,
    a_code_expires_after_a_quarter_of_an_hour,
    a_code_is_void_after_five_wrong_tries,
    a_new_code_replaces_the_old_one,
    a_code_is_used_up,
    a_code_is_for_its_purpose_only,
    a_stranger_who_signs_up_with_the_same_login_gains_nothing,
    a_code_counts_only_in_the_browser_that_asked_for_it,
    a_sign_up_goes_on_in_another_browser_with_its_password,
    codes_of_abandoned_attempts_are_swept,
}

struct Newcomer {
    office: Office,
    login: Login,
    client: Client,
}

impl Newcomer {
    async fn sign_up(office: &Office) -> Self {
        let (login, client) = (office.address_of("Lan"), office.client());
        office.signs_up("Lan", &login, &client).await.unwrap();
        Self { office: office.clone(), login, client }
    }

    async fn code(&self) -> String {
        self.office.last_code_to(self.login.as_str()).await
    }

    async fn types(&self, code: &str) -> Result<(), AppError> {
        accounts::confirm(&self.office.app, &self.login, code, &self.client).await.map(drop)
    }
}

/// Six digits that are not `code`.
fn different_code(code: &str) -> String {
    if code == "000000" { "000001".to_owned() } else { "000000".to_owned() }
}

async fn a_code_may_be_typed_with_spaces(office: Office) {
    let lan = Newcomer::sign_up(&office).await;
    let code = lan.code().await;
    lan.types(&format!(" {} {} ", &code[..3], &code[3..])).await.unwrap();
}

async fn a_code_expires_after_a_quarter_of_an_hour(office: Office) {
    let (early, late) = (Newcomer::sign_up(&office).await, Newcomer::sign_up(&office).await);
    office.waits(Duration::minutes(15) - Duration::SECOND);
    early.types(&early.code().await).await.unwrap();
    office.waits(Duration::SECOND);
    late.types(&late.code().await).await.says_invalid("code", "code-over");
}

async fn a_code_is_void_after_five_wrong_tries(office: Office) {
    let lan = Newcomer::sign_up(&office).await;
    let right = lan.code().await;
    for _ in 0..5 {
        lan.types(&different_code(&right)).await.says_invalid("code", "code-wrong");
    }
    lan.types(&right).await.says_invalid("code", "code-over");
}

async fn a_new_code_replaces_the_old_one(office: Office) {
    let lan = Newcomer::sign_up(&office).await;
    let old = lan.code().await;
    accounts::resend_code(&office.app, &lan.login, &lan.client).await.unwrap();
    lan.types(&old).await.says_invalid("code", "code-wrong");
    lan.types(&lan.code().await).await.unwrap();
}

async fn a_code_is_used_up(office: Office) {
    let lan = office.owner("Lan").await;
    accounts::request_reset(&office.app, &lan.login, &lan.client).await.unwrap();
    let code = lan.last_code().await;
    lan.resets_password(&code, "mật khẩu thứ hai").await.unwrap();
    lan.resets_password(&code, "mật khẩu thứ ba").await.says_invalid("code", "code-refused");
}

async fn a_code_is_for_its_purpose_only(office: Office) {
    let lan = office.owner("Lan").await;
    let hotel = lan.registers_venue("Khách sạn Biển Xanh").await;
    camket_app::pledges::send_code(&office.app, &lan.may(), hotel.id, &lan.client).await.unwrap();
    let code = lan.last_code().await;
    lan.resets_password(&code, "mật khẩu thứ hai").await.says_invalid("code", "code-refused");
}

async fn a_stranger_who_signs_up_with_the_same_login_gains_nothing(office: Office) {
    let lan = Newcomer::sign_up(&office).await;
    let own_code = lan.code().await;
    // The stranger's sign-up is the later one, and its message too arrives in Lan's mailbox.
    let (stranger, password) = (office.client(), "mật khẩu của kẻ lạ");
    let given = SignUp {
        name: "Kẻ lạ".to_owned(),
        login: lan.login.clone(),
        password: Password::parse(password).unwrap(),
        language: "en".to_owned(),
    };
    accounts::sign_up(&office.app, given, &stranger).await.unwrap();
    let strangers_code = lan.code().await;
    lan.types(&strangers_code).await.says_invalid("code", "code-wrong");
    let entered = accounts::confirm(&office.app, &lan.login, &own_code, &lan.client).await.unwrap();
    assert_eq!(entered.actor.name, "Lan");
    let log_in = async |password: &str| {
        accounts::log_in(&office.app, &lan.login, password.to_owned(), None, &office.client()).await
    };
    log_in(password).await.says_invalid("login", "log-in-wrong");
    log_in(OWNERS_PASSWORD).await.unwrap();
    let late = accounts::confirm(&office.app, &lan.login, &strangers_code, &stranger).await;
    late.says_invalid("code", "code-over");
}

async fn a_code_counts_only_in_the_browser_that_asked_for_it(office: Office) {
    let lan = office.owner("Lan").await;
    let elsewhere = Person { client: office.client(), ..lan.clone() };
    accounts::request_reset(&office.app, &lan.login, &lan.client).await.unwrap();
    let code = lan.last_code().await;
    elsewhere.resets_password(&code, "mật khẩu của kẻ lạ").await.says_invalid("code", "code-refused");
    let nowhere = Person { client: Client { attempt: None, ..office.client() }, ..lan.clone() };
    nowhere.resets_password(&code, "mật khẩu của kẻ lạ").await.says_invalid("code", "code-refused");
    lan.resets_password(&code, "mật khẩu thứ hai").await.unwrap();

    let hotel = lan.registers_venue("Khách sạn Biển Xanh").await;
    hotel.fills_in_everything().await;
    camket_app::pledges::send_code(&office.app, &lan.may(), hotel.id, &lan.client).await.unwrap();
    let proof = (ConfirmationMethod::Code, lan.last_code().await);
    let stolen = OwnedVenue { owner: elsewhere, ..hotel.clone() };
    stolen.tries_to_sign_with(office.key(), proof.clone()).await.says_invalid("code", "code-over");
    hotel.tries_to_sign_with(office.key(), proof).await.unwrap();
}

async fn a_sign_up_goes_on_in_another_browser_with_its_password(office: Office) {
    let lan = Newcomer::sign_up(&office).await;
    let phone = office.client();
    let resume = async |password: &str| {
        accounts::resume_sign_up(&office.app, &lan.login, password.to_owned(), &phone).await
    };
    resume("sai mật khẩu").await.says_invalid("login", "log-in-wrong");
    resume(OWNERS_PASSWORD).await.unwrap();
    let code = lan.code().await;
    lan.types(&code).await.says_invalid("code", "code-wrong");
    accounts::confirm(&office.app, &lan.login, &code, &phone).await.unwrap();
    resume(OWNERS_PASSWORD).await.says_invalid("login", "log-in-wrong");
}

async fn codes_of_abandoned_attempts_are_swept(office: Office) {
    let lan = Newcomer::sign_up(&office).await;
    office.waits(Duration::minutes(20));
    camket_app::upkeep::sweep(&office.app).await.unwrap();
    accounts::resend_code(&office.app, &lan.login, &lan.client).await.unwrap();
    assert_eq!(office.messages_to(lan.login.as_str()).await.len(), 2, "the attempt still lasts");
    office.waits(Duration::hours(25));
    camket_app::upkeep::sweep(&office.app).await.unwrap();
    assert!(database_dump::dump_tables(office.app.store()).await["one_time_code"].is_empty());
}
