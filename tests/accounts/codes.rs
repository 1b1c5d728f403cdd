//! One-time codes: their lifetime, the number of tries, and that only the newest code is valid.

use camket_app::accounts;
use camket_app::{AppError, Client};
use camket_domain::accounts::Login;
use time::Duration;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::Office;

test_on_both_engines! {
    a_code_may_be_typed_with_spaces,
    a_code_expires_after_a_quarter_of_an_hour,
    a_code_is_void_after_five_wrong_tries,
    a_new_code_replaces_the_old_one,
    a_code_is_used_up,
    a_code_is_for_its_purpose_only,
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
    lan.resets_password(&code, "mật khẩu thứ ba").await.says_invalid("code", "code-over");
}

async fn a_code_is_for_its_purpose_only(office: Office) {
    let lan = office.owner("Lan").await;
    let hotel = lan.registers_venue("Khách sạn Biển Xanh").await;
    camket_app::pledges::send_code(&office.app, &lan.may(), hotel.id, &lan.client).await.unwrap();
    let code = lan.last_code().await;
    lan.resets_password(&code, "mật khẩu thứ hai").await.says_invalid("code", "code-over");
}
