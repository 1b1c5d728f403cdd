//! Sign-up: owners create accounts and confirm them by a one-time code.

use camket_app::accounts;
use camket_domain::accounts::{Login, Role};
use camket_domain::audit::AuditAction;
use camket_domain::outbox::Channel;

use crate::harness::error_assertions::ErrorAssertions;
use crate::harness::test_on_both_engines;
use crate::world::{Office, PHAN_RANG};

test_on_both_engines! {
    a_new_owner_confirms_and_is_logged_in,
    a_mobile_number_gets_an_sms,
    a_channel_that_is_not_configured_is_refused,
    a_login_belongs_to_one_account,
    an_unconfirmed_account_is_taken_over,
    a_confirmed_account_is_not_confirmed_again,
    asking_for_an_unknown_login_sends_nothing,
}

async fn a_new_owner_confirms_and_is_logged_in(office: Office) {
    let (login, client) = (office.address_of("Nguyễn Thị Lan"), office.client());
    office.signs_up("Nguyễn Thị Lan", &login, &client).await.unwrap();
    let code = office.last_code_to(login.as_str()).await;
    let entered = accounts::confirm(&office.app, &login, &code, &client).await.unwrap();
    assert_eq!(entered.actor.role, Role::Owner);
    assert_eq!(accounts::find_actor(&office.app, &entered.token).await.unwrap(), Some(entered.actor.clone()));
    let deeds = office.actions_on(entered.actor.account.0).await;
    assert_eq!(deeds, [AuditAction::SignedUp, AuditAction::LoginConfirmed]);
}

async fn a_mobile_number_gets_an_sms(office: Office) {
    let login = Login::parse("0903 123 456").unwrap();
    let client = office.client();
    office.signs_up("Bình", &login, &client).await.unwrap();
    let message = &office.messages_to("0903123456").await[0];
    assert_eq!(message.channel, Channel::Sms);
    let code = office.last_code_to("0903123456").await;
    accounts::confirm(&office.app, &login, &code, &client).await.unwrap();
}

async fn a_channel_that_is_not_configured_is_refused(office: Office) {
    let office = office.with_options(|options| options.channels = vec![Channel::Email]).await;
    let login = Login::parse("0903123456").unwrap();
    office.signs_up("Bình", &login, &office.client()).await.says_invalid("login", "login-channel");
}

async fn a_login_belongs_to_one_account(office: Office) {
    let lan = office.owner("Lan").await;
    let officer = office.commune_officer("Hoa", PHAN_RANG).await;
    for taken in [lan.login, officer.login] {
        office.signs_up("Kẻ đến sau", &taken, &office.client()).await.says_invalid("login", "login-taken");
    }
}

async fn an_unconfirmed_account_is_taken_over(office: Office) {
    let (login, client) = (office.address_of("Lan"), office.client());
    office.signs_up("Người gõ nhầm", &login, &client).await.unwrap();
    let first = office.last_code_to(login.as_str()).await;
    office.signs_up("Lan", &login, &client).await.unwrap();
    accounts::confirm(&office.app, &login, &first, &client).await.says_invalid("code", "code-wrong");
    let second = office.last_code_to(login.as_str()).await;
    let entered = accounts::confirm(&office.app, &login, &second, &client).await.unwrap();
    assert_eq!(entered.actor.name, "Lan");
}

async fn a_confirmed_account_is_not_confirmed_again(office: Office) {
    let lan = office.owner("Lan").await;
    let code = lan.last_code().await;
    accounts::confirm(&office.app, &lan.login, &code, &lan.client).await.says_invalid("code", "code-over");
    accounts::resend_code(&office.app, &lan.login, &lan.client).await.unwrap();
    assert_eq!(office.messages_to(lan.login.as_str()).await.len(), 1);
}

async fn asking_for_an_unknown_login_sends_nothing(office: Office) {
    let (login, client) = (office.address_of("Không ai"), office.client());
    accounts::resend_code(&office.app, &login, &client).await.unwrap();
    accounts::request_reset(&office.app, &login, &client).await.unwrap();
    accounts::confirm(&office.app, &login, "123456", &client).await.says_invalid("code", "code-over");
    assert!(office.messages_to(login.as_str()).await.is_empty());
}
