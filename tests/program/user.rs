//! `camket user`: the first administrator, and changes beside a running server.

use super::{
    factors::set_up_factor,
    folder::{TestFolder, empty_postgres, master_secret},
    process::{CamketCommand, RunningCamket},
    visitor::Visitor,
};

const LOGIN: &str = "quantri@example.vn";
const PASSWORD: &str = " biển xanh Ninh Chử ";

fn add(folder: &TestFolder) -> CamketCommand {
    let words = ["user", "add", LOGIN, "--role", "administrator", "--name", "Trần Thị An", "--area", "56"];
    folder.camket(&words)
}

/// Without the second factor that is asked of staff, which has a test of its own.
fn serve(folder: &TestFolder) -> CamketCommand {
    folder.serve().env("CAMKET_SESSIONS__SECOND_FACTOR_OF_STAFF", "false")
}

#[test]
fn staff_need_a_second_factor_which_the_console_removes() {
    let folder = TestFolder::new();
    add(&folder).word("--password-stdin").stdin(&format!("{PASSWORD}\n")).run().succeeded();
    let mut camket = folder.serve().start();
    let mut administrator = camket.visitor();
    administrator.log_in(LOGIN, PASSWORD).redirects_to("/");
    administrator.open("/admin/accounts").redirects_to("/account/factors?next=/admin/accounts");
    let (secret, codes) = set_up_factor(&mut administrator, PASSWORD);
    administrator.open("/admin/accounts").shows(200, &["Trần Thị An"]);
    let mut other = camket.visitor();
    other.log_in(LOGIN, PASSWORD).redirects_to("/log-in/code");
    assert!(!other.is_logged_in());
    other.send("/log-in/code", &[("recovery", &codes[0])]).redirects_to("/");
    other.open("/admin/accounts").shows(200, &[]);

    let remove = ["user", "remove-factor", LOGIN];
    let said = folder.camket(&remove).run().succeeded();
    assert!(said.out.contains("no second factor any more"), "{said:?}");
    check_refused(&mut administrator);
    // The last administrator gets in, and sets up another.
    administrator.log_in(LOGIN, PASSWORD).redirects_to("/");
    assert_ne!(set_up_factor(&mut administrator, PASSWORD).0, secret);
    administrator.open("/admin/accounts").shows(200, &[]);
    folder.camket(&["user", "remove-factor", "nobody@example.vn"]).run().refused(&["no account"]);
    camket.stop().succeeded();
}

#[test]
fn the_first_administrator_types_a_password() {
    let folder = TestFolder::new();
    // Works before the first start of `serve`, too: the command creates the registry.
    let said = add(&folder).word("--password-stdin").stdin(&format!("{PASSWORD}\n")).run().succeeded();
    assert!(said.out.contains(LOGIN) && !said.all().contains(PASSWORD.trim()), "{said:?}");
    let mut camket = serve(&folder).start();
    let mut administrator = camket.visitor();
    administrator.log_in(LOGIN, PASSWORD.trim()).shows(422, &[]);
    administrator.log_in(LOGIN, PASSWORD).redirects_to("/");
    // Nothing is there yet but the administrator.
    administrator.open("/").redirects_to("/admin/start");
    administrator.open("/admin/accounts").shows(200, &["Trần Thị An"]);

    add(&folder).word("--password-stdin").stdin("another one\n").run().refused(&["login already"]);
    camket.stop().succeeded();
}

#[test]
fn accounts_are_kept_while_the_program_serves() {
    let folder = TestFolder::new();
    // Started at the same time, so that each may find the folder empty.
    let mut camket = serve(&folder).start();
    let first = parse_password(&add(&folder).run().succeeded().out);
    check_account_lifecycle(&folder, &mut camket, &first, |words| folder.camket(words));
    let log = camket.stop().succeeded();
    assert!(!log.all().contains(&first));
}

#[tokio::test]
async fn accounts_are_kept_on_postgres_too() {
    let (folder, url) = (TestFolder::new(), empty_postgres().await);
    let office = |command: CamketCommand| {
        command.env("DATABASE_URL", &url).env("CAMKET_SECRETS__MASTER_SECRET", master_secret())
    };
    let mut camket = office(serve(&folder)).start();
    camket.site();
    let first = parse_password(&office(add(&folder)).run().succeeded().out);
    check_account_lifecycle(&folder, &mut camket, &first, |words| office(folder.camket(words)));
    camket.stop().succeeded();
}

/// An account is created, logged in, disabled, and reset with another password.
fn check_account_lifecycle(
    _folder: &TestFolder,
    camket: &mut RunningCamket,
    first: &str,
    command: impl Fn(&[&str]) -> CamketCommand,
) {
    let mut administrator = camket.visitor();
    administrator.log_in(LOGIN, first).redirects_to("/");
    assert_eq!(administrator.open("/admin/accounts").status, 200);

    command(&["user", "disable", LOGIN]).run().succeeded();
    check_refused(&mut administrator);
    administrator.log_in(LOGIN, first).shows(422, &[]);

    let next = parse_password(&command(&["user", "reset", LOGIN]).run().succeeded().out);
    assert_ne!(next, first);
    administrator.log_in(LOGIN, first).shows(422, &[]);
    // A new password opens no disabled account.
    administrator.log_in(LOGIN, &next).shows(422, &[]);
    command(&["user", "enable", LOGIN]).run().succeeded();
    administrator.log_in(LOGIN, &next).redirects_to("/");

    let typed = command(&["user", "reset", LOGIN]).word("--password-stdin").stdin(PASSWORD).run().succeeded();
    assert!(!typed.all().contains(PASSWORD.trim()));
    check_refused(&mut administrator);
    administrator.log_in(LOGIN, PASSWORD).redirects_to("/");
}

#[track_caller]
fn check_refused(person: &mut Visitor) {
    let answer = person.open("/admin/accounts");
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert!(answer.header("location").starts_with("/log-in"));
}

/// The printed password, after a check of its form.
#[track_caller]
fn parse_password(said: &str) -> String {
    let line =
        said.lines().find(|line| line.starts_with("Password")).unwrap_or_else(|| panic!("none: {said}"));
    let password = line.rsplit_once(": ").expect("a colon before it").1;
    assert_eq!(password.len(), 23, "{password}");
    password.to_owned()
}

#[test]
fn wrong_arguments_are_refused_with_advice() {
    let folder = TestFolder::new();
    let user = |words: &[&str]| CamketCommand::new(&["user"]).words(words).word("--data").word(folder.data());
    let administrator = ["--role", "administrator", "--name", "An"];
    user(&["add", "an"]).words(&administrator).words(&["--area", "56"]).run().refused(&["e-mail address"]);
    user(&["add", LOGIN]).words(&administrator).run().refused(&["--area"]);
    user(&["add", LOGIN]).words(&administrator).words(&["--area", "99"]).run().refused(&["99", "56"]);
    user(&["add", LOGIN, "--role", "approver", "--name", "An"]).run().refused(&["--agency", "--area"]);
    user(&["disable", LOGIN]).run().refused(&["no account"]);
    user(&["reset", LOGIN]).run().refused(&["no account"]);
    for (typed, told) in [("12345678\n", "common"), ("ngan\n", "characters"), ("", "no password")] {
        add(&folder).word("--password-stdin").stdin(typed).run().refused(&[told]);
    }
}
