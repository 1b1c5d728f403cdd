//! Sign-up of an owner: the code is sent over a real SMTP connection or a provider's HTTP gateway.

use std::time::Instant;

use super::{
    folder::TestFolder,
    process::RunningCamket,
    visitor::{HttpResponse, Visitor},
};
use crate::support::{sms_gateway::SmsGateway, smtp_sink::SmtpSink};

const PASSWORD: &str = "biển xanh Ninh Chử";
const EMAIL: &str = "chu.coso@example.vn";
const MOBILE: &str = "0912345678";

fn mail_config(sink: &SmtpSink) -> String {
    let port = sink.port();
    format!(
        "[mail]\nhost = \"127.0.0.1\"\nport = {port}\ntls = \"none\"\nfrom = \"Cam kết <camket@example.vn>\"\n"
    )
}

fn sms_config(gateway: &SmsGateway) -> String {
    let url = gateway.url("/v2/messages?unicode=1");
    format!(
        "[sms]\nurl = \"{url}\"\nheaders = {{ X-Key = \"k-1\" }}\ncontent_type = \"application/x-www-form-urlencoded\"\n\
         body = \"to={{phone_digits}}&msg={{text}}\"\nsuccess_statuses = [202, 200]\n"
    )
}

fn serve(folder: &TestFolder, channels: &str) -> RunningCamket {
    folder.configure(channels);
    folder.serve().start()
}

#[track_caller]
fn sign_up(visitor: &mut Visitor, login: &str) -> HttpResponse {
    visitor.send("/sign-up", &[("name", "Nguyễn Thị Sen"), ("login", login), ("password", PASSWORD)])
}

/// Types the code and checks that the visitor is logged in.
#[track_caller]
fn confirm(visitor: &mut Visitor, code: &str) {
    visitor.open("/sign-up/confirm").shows(200, &["inputmode=\"numeric\" autofocus", "one-time-code"]);
    let other = if code == "000000" { "000001" } else { "000000" };
    visitor.send("/sign-up/confirm", &[("code", other)]).shows(422, &[]);
    assert!(!visitor.is_logged_in());
    visitor.send("/sign-up/confirm", &[("code", code)]).redirects_to("/venues");
    assert!(visitor.is_logged_in());
    visitor.open("/venues").shows(200, &["Nguyễn Thị Sen"]);
}

/// The six-digit code in a text.
#[track_caller]
fn parse_code(text: &str) -> String {
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    let code = words.find(|word| word.len() == 6 && word.bytes().all(|byte| byte.is_ascii_digit()));
    code.unwrap_or_else(|| panic!("no code: {text}")).to_owned()
}

#[tokio::test]
async fn an_owner_signs_up_by_e_mail() {
    let (folder, sink) = (TestFolder::new(), SmtpSink::start());
    let mut camket = serve(&folder, &mail_config(&sink));
    let mut owner = camket.visitor();
    owner.open("/sign-up").shows(200, &["Thư điện tử", "type=\"email\""]);
    sign_up(&mut owner, EMAIL).redirects_to("/sign-up/confirm");
    let letter = sink.wait_for(EMAIL).await;
    assert_eq!((letter.from.as_str(), letter.to.len()), ("camket@example.vn", 1));
    let code = parse_code(&letter.body);
    assert_eq!(letter.subject, format!("{code} là mã xác nhận tài khoản Camket"));
    assert!(
        letter.body.contains("Kính gửi Quý cơ sở") && letter.body.contains("trong 15 phút"),
        "{letter:?}"
    );
    confirm(&mut owner, &code);

    // A later log-in needs no code.
    let mut later = camket.visitor();
    later.log_in(EMAIL, PASSWORD).redirects_to("/venues");
    assert_eq!(sink.messages().len(), 1);
    camket.stop().succeeded();
}

#[tokio::test]
async fn a_failed_e_mail_is_sent_again() {
    let (folder, sink) = (TestFolder::new(), SmtpSink::start());
    sink.refuse_next(451);
    let mut camket = serve(&folder, &mail_config(&sink));
    let mut owner = camket.visitor();
    let began = Instant::now();
    sign_up(&mut owner, EMAIL).redirects_to("/sign-up/confirm");
    let register = folder.database().await;
    let tried = register.until("SELECT last_error FROM outbox WHERE attempts = 1").await;
    assert_eq!(tried, "the mail server answered 451");
    // A minute, or up to a fifth more, after the first try, which was made by now.
    let most = 72_000_000 + began.elapsed().as_micros();
    let soon = format!(
        "SELECT channel FROM outbox WHERE sent_at IS NULL \
         AND next_attempt_at - created_at BETWEEN 60 * 1000000 AND {most}"
    );
    assert_eq!(register.texts(&soon).await, ["email"], "again in a minute");
    assert!(sink.messages().is_empty());

    register.run("UPDATE outbox SET next_attempt_at = created_at").await;
    let letter = sink.wait_for(EMAIL).await;
    confirm(&mut owner, &parse_code(&letter.body));
    register.until("SELECT channel FROM outbox WHERE sent_at IS NOT NULL AND attempts = 2").await;
    assert_eq!(sink.messages().len(), 1, "once");
    camket.stop().succeeded();
}

#[tokio::test]
async fn an_address_that_the_server_refuses_is_given_up() {
    let (folder, sink) = (TestFolder::new(), SmtpSink::start());
    sink.refuse_next(550);
    let mut camket = serve(&folder, &mail_config(&sink));
    let mut owner = camket.visitor();
    sign_up(&mut owner, EMAIL).redirects_to("/sign-up/confirm");
    let register = folder.database().await;
    let given_up = "SELECT last_error FROM outbox WHERE attempts = 1 AND next_attempt_at IS NULL";
    assert_eq!(register.until(given_up).await, "the mail server answered 550");

    // A request for another code creates a new message.
    owner.send("/sign-up/resend", &[]).redirects_to("/sign-up/confirm");
    let letter = sink.wait_for(EMAIL).await;
    confirm(&mut owner, &parse_code(&letter.body));
    camket.stop().succeeded();
}

#[tokio::test]
async fn an_owner_signs_up_by_sms() {
    let (folder, gateway) = (TestFolder::new(), SmsGateway::start());
    gateway.fail_next(1, 503);
    let mut camket = serve(&folder, &sms_config(&gateway));
    let mut owner = camket.visitor();
    owner.open("/sign-up").shows(200, &["Số điện thoại di động", "type=\"tel\""]);
    sign_up(&mut owner, EMAIL).shows(422, &["chưa gửi được tin đến loại địa chỉ này"]);
    sign_up(&mut owner, "+84 912 345 678").redirects_to("/sign-up/confirm");
    let register = folder.database().await;
    register.until("SELECT channel FROM outbox WHERE attempts = 1 AND sent_at IS NULL").await;
    register.run("UPDATE outbox SET next_attempt_at = created_at").await;

    let request = gateway.wait_for("84912345678").await;
    assert_eq!((request.method.as_str(), request.path.as_str()), ("POST", "/v2/messages?unicode=1"));
    assert_eq!(request.header("x-key"), Some("k-1"));
    let (to, text) = request.body.split_once('&').expect("two fields");
    assert_eq!(to, "to=84912345678");
    let text = text.strip_prefix("msg=").expect("the text");
    let text = percent_decode(text);
    let code = parse_code(&text);
    assert_eq!(
        text,
        format!("Camket: {code} la ma xac nhan tai khoan, dung trong 15 phut. Khong dua ma cho ai.")
    );
    confirm(&mut owner, &code);

    camket.visitor().log_in(MOBILE, PASSWORD).redirects_to("/venues");
    camket.stop().succeeded();
}

#[test]
fn only_what_is_configured_is_offered() {
    let (folder, sink, gateway) = (TestFolder::new(), SmtpSink::start(), SmsGateway::start());
    let mut camket = serve(&folder, &mail_config(&sink));
    sign_up(&mut camket.visitor(), MOBILE).shows(422, &[]);
    camket.stop().succeeded();

    let mut camket = serve(&folder, &format!("{}{}", mail_config(&sink), sms_config(&gateway)));
    camket.visitor().open("/sign-up").shows(200, &["Thư điện tử hoặc số điện thoại di động"]);
    camket.stop().succeeded();

    let mut camket = serve(&folder, "");
    let mut owner = camket.visitor();
    let page = owner.open("/sign-up");
    page.shows(200, &["chưa kết nối thư điện tử và tin nhắn"]);
    assert!(!page.text().contains("name=\"password\""), "no form that leads nowhere");
    for login in [EMAIL, MOBILE] {
        sign_up(&mut owner, login).shows(422, &["chưa kết nối thư điện tử và tin nhắn"]);
    }
    camket.stop().succeeded();
}

/// Decodes `application/x-www-form-urlencoded`.
fn percent_decode(text: &str) -> String {
    let text = text.replace('+', " ");
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (hex, rest) = part.split_at(2);
        bytes.push(u8::from_str_radix(hex, 16).expect("two hexadecimal digits"));
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).expect("UTF-8")
}
