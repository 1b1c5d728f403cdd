//! The log must not contain passwords, codes, log-ins, or links that give access.

use super::{factors::set_up_factor, folder::TestFolder, visitor::Visitor};
use crate::support::{sms_gateway::SmsGateway, smtp_sink::SmtpSink};

const PASSWORD: &str = "Canary-Matkhau-1";
const WRONG: &str = "Canary-Matkhau-2";
const EMAIL: &str = "canary.chu@example.vn";
const MOBILE: &str = "0987654321";
const INVITED: &str = "canary.canbo@example.vn";
const ADMINISTRATOR: &str = "canary.quantri@example.vn";

#[tokio::test]
async fn no_secret_and_no_personal_number_is_logged() {
    let (folder, sink, gateway) = (TestFolder::new(), SmtpSink::start(), SmsGateway::start());
    folder.configure(&format!(
        "[logging]\nlevel = \"trace\"\n[mail]\nhost = \"127.0.0.1\"\nport = {}\ntls = \"none\"\nfrom = \"camket@example.vn\"\n\
         [sms]\nurl = \"{}\"\n",
        sink.port(),
        gateway.url("/send")
    ));
    let add = ["user", "add", ADMINISTRATOR, "--role", "administrator", "--name", "An", "--area", "56"];
    let made = folder.camket(&add).word("--password-stdin").stdin(PASSWORD).run().succeeded();
    let mut camket = folder.serve().start();
    let mut said = vec![];

    // Each carrier refuses one message, because refusals are logged with a reason.
    sink.refuse_next(550);
    gateway.fail_next(1, 400);
    for login in [EMAIL, MOBILE] {
        let mut owner = camket.visitor();
        let fields = [("name", "Canary Sen"), ("login", login), ("password", PASSWORD)];
        owner.send("/sign-up", &fields).redirects_to("/sign-up/confirm");
        camket.wait_for_log(if login == EMAIL { "server answered 550" } else { "gateway answered 400" });
        owner.send("/sign-up/resend", &[]).redirects_to("/sign-up/confirm");
        let code = match login {
            EMAIL => parse_code(&sink.wait_for(EMAIL).await.subject),
            _ => parse_code(gateway.wait_for("84987654321").await.body.split_once("Camket: ").unwrap().1),
        };
        owner.send("/sign-up/confirm", &[("code", &code)]).redirects_to("/venues");
        said.push(code);
        make_mistakes(&mut camket.visitor(), login);
    }
    said.extend(invite(&mut camket.visitor()));
    let letter = sink.wait_for(INVITED).await.body;
    let link =
        letter.split_whitespace().find(|word| word.contains("/invitation/")).expect("the link").to_owned();
    let token = link.rsplit_once('/').unwrap().1.to_owned();
    let mut invited = camket.visitor();
    invited.open(&link).shows(200, &[INVITED]);
    invited.send(&link, &[("password", "short")]).shows(422, &[]);
    invited.send(&link, &[("password", PASSWORD)]).redirects_to("/dashboard");
    invited.open(&link).shows(404, &[]);

    let log = camket.stop().succeeded().err;
    assert!(log.contains("/invitation/…") && log.contains("did not leave"), "it tells what goes on: {log}");
    let never =
        [PASSWORD, WRONG, "Matkhau", EMAIL, MOBILE, "987654321", INVITED, ADMINISTRATOR, "Canary", "canary."];
    for secret in never.into_iter().chain([token.as_str()]).chain(said.iter().map(String::as_str)) {
        let line = log.lines().chain(made.err.lines()).find(|line| line.contains(secret));
        assert_eq!(line, None, "{secret}");
    }
}

/// Typical mistakes and actions: a wrong password, a mistyped log-in, a forgotten password, a search.
fn make_mistakes(person: &mut Visitor, login: &str) {
    person.log_in(login, WRONG).shows(422, &[]);
    person.log_in(&format!("x{login}"), PASSWORD).shows(422, &[]);
    person.log_in(PASSWORD, login).shows(422, &[]);
    person.send("/password/forgot", &[("login", login)]).redirects_to("/password/reset");
    person.send("/password/reset", &[("code", "123456"), ("password", WRONG)]).shows(422, &[]);
    person.open(&format!("/log-in?next=/{login}"));
    person.open(&format!("/verify?code={login}"));
    person.log_in(login, PASSWORD).redirects_to("/venues");
    person.open(&format!("/venues?q={login}"));
}

/// An administrator sets up a second factor, adds an agency and invites an officer. The page does not show the link. Returns the
/// secret and the recovery codes.
fn invite(administrator: &mut Visitor) -> Vec<String> {
    administrator.log_in(ADMINISTRATOR, PASSWORD).redirects_to("/");
    let (secret, mut said) = set_up_factor(administrator, PASSWORD);
    said.push(secret);
    let agency = [
        ("key", "0193a000-0000-7000-8000-000000000001"),
        ("name", "Ủy ban nhân dân phường Phan Rang"),
        ("area", "22759"),
        ("place", "Phan Rang"),
        ("functions", "confirm-pledges"),
        ("symbol", "UBND"),
        ("code", "KH-22759"),
        ("valid_from", "1/7/2025"),
    ];
    administrator.send("/admin/agencies/new", &agency).redirects_to("/admin/agencies");
    let form = administrator.open("/admin/accounts/new").text();
    let (before, _) = form.split_once("\">Ủy ban nhân dân phường Phan Rang").expect("the new agency");
    let agency = before.rsplit_once('"').expect("its value").1;
    let officer = [
        ("key", "0193a000-0000-7000-8000-000000000002"),
        ("name", "Lê Thị Bình"),
        ("login", INVITED),
        ("role", "commune_officer"),
        ("agency", agency),
        ("area", "22759"),
    ];
    let shown = administrator.send("/admin/accounts/new", &officer);
    shown.shows(200, &[INVITED]);
    assert!(!shown.text().contains("/invitation/"), "{}", shown.text());
    said
}

/// The six-digit code at the start of the text.
#[track_caller]
fn parse_code(text: &str) -> String {
    let code: String = text.chars().take_while(char::is_ascii_digit).collect();
    assert_eq!(code.len(), 6, "{text}");
    code
}
