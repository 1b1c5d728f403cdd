//! `camket user`: the first administrator, and changes beside a running server.

use super::{
    folder::{Folder, empty_postgres, master_secret},
    process::{Camket, Running},
    visitor::Visitor,
};

const LOGIN: &str = "quantri@example.vn";
const PASSWORD: &str = " biển xanh Ninh Chử ";

fn add(folder: &Folder) -> Camket {
    let words = ["user", "add", LOGIN, "--role", "administrator", "--name", "Trần Thị An", "--area", "56"];
    folder.camket(&words)
}

#[test]
fn the_first_administrator_types_a_password() {
    let folder = Folder::new();
    // Works before the first start of `serve`, too: the command creates the registry.
    let said = add(&folder).word("--password-stdin").typing(&format!("{PASSWORD}\n")).run().well();
    assert!(said.out.contains(LOGIN) && !said.all().contains(PASSWORD.trim()), "{said:?}");
    let mut camket = folder.serve().start();
    let mut administrator = camket.visitor();
    administrator.log_in(LOGIN, PASSWORD.trim()).shows(422, &[]);
    administrator.log_in(LOGIN, PASSWORD).led_to("/admin/accounts");
    administrator.open("/admin/accounts").shows(200, &["Trần Thị An"]);

    add(&folder).word("--password-stdin").typing("another one\n").run().refused(&["login already"]);
    camket.stop().well();
}

#[test]
fn accounts_are_kept_while_the_program_serves() {
    let folder = Folder::new();
    // Started at the same time, so that each may find the folder empty.
    let mut camket = folder.serve().start();
    let first = password_of(&add(&folder).run().well().out);
    an_account_lives(&folder, &mut camket, &first, |words| folder.camket(words));
    let log = camket.stop().well();
    assert!(!log.all().contains(&first));
}

#[tokio::test]
async fn accounts_are_kept_on_postgres_too() {
    let (folder, url) = (Folder::new(), empty_postgres().await);
    let office = |command: Camket| {
        command.with("DATABASE_URL", &url).with("CAMKET_SECRETS__MASTER_SECRET", master_secret())
    };
    let mut camket = office(folder.serve()).start();
    camket.site();
    let first = password_of(&office(add(&folder)).run().well().out);
    an_account_lives(&folder, &mut camket, &first, |words| office(folder.camket(words)));
    camket.stop().well();
}

/// An account is created, logged in, disabled, and reset with another password.
fn an_account_lives(
    _folder: &Folder,
    camket: &mut Running,
    first: &str,
    command: impl Fn(&[&str]) -> Camket,
) {
    let mut administrator = camket.visitor();
    administrator.log_in(LOGIN, first).led_to("/admin/accounts");
    assert_eq!(administrator.open("/admin/accounts").status, 200);

    command(&["user", "disable", LOGIN]).run().well();
    is_shut_out(&mut administrator);
    administrator.log_in(LOGIN, first).shows(422, &[]);

    let next = password_of(&command(&["user", "reset", LOGIN]).run().well().out);
    assert_ne!(next, first);
    administrator.log_in(LOGIN, first).shows(422, &[]);
    administrator.log_in(LOGIN, &next).led_to("/admin/accounts");

    let typed = command(&["user", "reset", LOGIN]).word("--password-stdin").typing(PASSWORD).run().well();
    assert!(!typed.all().contains(PASSWORD.trim()));
    is_shut_out(&mut administrator);
    administrator.log_in(LOGIN, PASSWORD).led_to("/admin/accounts");
}

#[track_caller]
fn is_shut_out(person: &mut Visitor) {
    let answer = person.open("/admin/accounts");
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert!(answer.header("location").starts_with("/log-in"));
}

/// The printed password, after a check of its form.
#[track_caller]
fn password_of(said: &str) -> String {
    let line =
        said.lines().find(|line| line.starts_with("Password")).unwrap_or_else(|| panic!("none: {said}"));
    let password = line.rsplit_once(": ").expect("a colon before it").1;
    assert_eq!(password.len(), 23, "{password}");
    password.to_owned()
}

#[test]
fn what_cannot_be_is_refused_with_what_to_do() {
    let folder = Folder::new();
    let user = |words: &[&str]| Camket::new(&["user"]).words(words).word("--data").word(folder.data());
    let administrator = ["--role", "administrator", "--name", "An"];
    user(&["add", "an"]).words(&administrator).words(&["--area", "56"]).run().refused(&["e-mail address"]);
    user(&["add", LOGIN]).words(&administrator).run().refused(&["--area"]);
    user(&["add", LOGIN]).words(&administrator).words(&["--area", "99"]).run().refused(&["99", "56"]);
    user(&["add", LOGIN, "--role", "approver", "--name", "An"]).run().refused(&["--agency", "--area"]);
    user(&["disable", LOGIN]).run().refused(&["no account"]);
    user(&["reset", LOGIN]).run().refused(&["no account"]);
    for (typed, told) in [("12345678\n", "common"), ("ngan\n", "characters"), ("", "no password")] {
        add(&folder).word("--password-stdin").typing(typed).run().refused(&[told]);
    }
}
