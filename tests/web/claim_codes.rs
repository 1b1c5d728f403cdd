//! Claim codes on pages: made and printed by an officer, used by an owner without SMTP and SMS.

use axum::http::StatusCode;

use super::owner_pages::PASSWORD;
use crate::browser::BrowserResponse;
use crate::harness::database::Engine;
use crate::world::{Office, PHAN_RANG};

/// The code that the page shows.
fn read_code(page: &BrowserResponse) -> String {
    let text = page.text();
    let code = text.split("confirmation-code\">").nth(1).and_then(|rest| rest.split('<').next());
    code.expect("a code").to_owned()
}

#[test]
fn an_owner_signs_up_with_the_slip_of_the_commune() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let office = office.with_options(|options| options.channels = vec![]).await;
        let mut desk = office.commune_officer("Hoa", PHAN_RANG).await.browser().await;
        desk.opens("/register").await.shows("/claim-codes");
        let list = desk.opens("/claim-codes").await;
        let wrong = desk.sends(&list, &[("name", ""), ("phone", "0259 3822 111")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let made = desk.sends(&list, &[("name", "Nguyễn Thị Sen"), ("phone", "0900 000 007")]).await;
        made.is_at("/claim-codes/").shows("Nguyễn Thị Sen, 0900 000 007");
        assert!(desk.get(&format!("{}/slip.pdf", made.path)).await.is_pdf());
        let code = read_code(&made);

        let mut visitor = office.browser();
        visitor.opens("/sign-up").await.shows("/claim");
        let form = visitor.opens(&format!("/claim?code={code}")).await;
        form.shows(&code);
        let other =
            visitor.sends(&form, &[("name", "Sen"), ("login", "0900000008"), ("password", PASSWORD)]).await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
        other.shows("login-error");
        let entered =
            visitor.sends(&form, &[("name", "Sen"), ("login", "0900000007"), ("password", PASSWORD)]).await;
        entered.is_at("/venues").shows("Nguyễn Thị Sen");
        assert_eq!(desk.get(&made.path).await.status, StatusCode::NOT_FOUND, "used up");
    });
}

#[test]
fn an_owner_takes_a_venue_over_on_the_own_account() {
    Office::open_for(Engine::Sqlite, async |office: Office| {
        let hotel = office.owner("Lan").await.registers_venue("Khách sạn Biển Xanh").await;
        hotel.fills_in_everything().await;
        let mut desk = office.commune_officer("Hoa", PHAN_RANG).await.browser().await;
        let here = format!("/register/{}", hotel.id);
        desk.opens(&here).await.shows(&format!("{here}/claim-code"));
        let ask = desk.opens(&format!("{here}/claim-code")).await;
        let made = desk.presses(&ask, &format!("{here}/claim-code")).await;
        let code = read_code(&made);
        let mut owner = office.owner("Mai").await.browser().await;
        let form = owner.opens(&format!("/claim?code={code}")).await;
        form.is_at("/claim/venue").shows(&code);
        owner.sends(&form, &[("code", &code)]).await.is_at("/venues/").shows("Khách sạn Biển Xanh");
        let again = owner.sends(&form, &[("code", &code)]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        again.shows("code-error");
    });
}
