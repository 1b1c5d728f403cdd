//! Configuration as an operator writes it: mistakes are reported with the nearest name, secrets are never shown.

use super::{
    folder::{TestFolder, empty_postgres, master_secret},
    process::CamketCommand,
};

#[test]
fn help_lists_the_commands() {
    let said = CamketCommand::new(&["--help"]).run().succeeded();
    for word in ["serve", "demo", "migrate", "user", "doctor", "DATABASE_URL", "camket.example.toml"] {
        assert!(said.out.contains(word), "“{word}” is missing: {}", said.out);
    }
    let said = CamketCommand::new(&["user", "--help"]).run().succeeded();
    for word in ["add", "disable", "reset"] {
        assert!(said.out.contains(word), "“{word}” is missing: {}", said.out);
    }
    for command in ["serve", "demo"] {
        let said = CamketCommand::new(&[command, "--help"]).run().succeeded();
        assert!(said.out.contains("--listen") && said.out.contains("--data"), "{}", said.out);
    }
    let nothing = CamketCommand::new(&[]).run();
    assert!(nothing.code == Some(2) && nothing.err.contains("Usage"), "{nothing:?}");
}

#[test]
fn unknown_keys_are_refused_with_the_nearest_name() {
    let folder = TestFolder::new();
    folder.configure("[server]\nlisen = \"127.0.0.1:0\"\n[mial]\nhost = \"x\"\n");
    let said = folder.serve().env("CAMKET_SMS__ULR", "x").run();
    let said = said.refused(&["line 2", "listen", "line 3", "mail", "CAMKET_SMS__ULR", "CAMKET_SMS__URL"]);
    assert!(!said.err.contains("panicked"), "{}", said.err);
    assert!(!folder.data().join("camket.sqlite").exists(), "it looked before it leapt");
}

#[test]
fn a_configuration_that_others_can_read_along_with_is_refused() {
    let folder = TestFolder::new();
    folder.serve().env("CAMKET_SERVER__PUBLIC_URL", "http://camket.example.vn").run().refused(&["use https"]);
    folder.camket(&["serve", "--listen", "0.0.0.0:0"]).run().refused(&["server.public_url", "https://"]);
}

/// Secrets that must not appear in any output.
const SECRETS: [&str; 5] =
    ["canary-database", "canary-mail", "canary-sms-key", "canary-sms-url", "canary+master"];

#[tokio::test]
async fn secrets_are_never_shown() {
    let url = empty_postgres().await.replace("camket@", "camket:canary-database@");
    let folder = TestFolder::new();
    let file = "[logging]\nlevel = \"trace\"\n[mail]\nhost = \"127.0.0.1\"\nport = 1\ntls = \"none\"\n\
        user = \"camket\"\npassword = \"canary-mail\"\nfrom = \"Camket <camket@example.vn>\"\n\
        [sms]\nurl = \"http://127.0.0.1:1/send?key=canary-sms-url\"\nheaders = { Authorization = \"canary-sms-key\" }\n";
    folder.configure(file);
    let office = |command: CamketCommand| command.env("DATABASE_URL", &url);
    let well = |command: CamketCommand| office(command).env("CAMKET_SECRETS__MASTER_SECRET", master_secret());

    let mut camket = well(folder.serve()).start();
    let mut visitor = camket.visitor();
    for channel in ["an@example.vn", "0912345678"] {
        let fields = [("name", "Trần Thị An"), ("login", channel), ("password", "biển xanh Ninh Chử")];
        visitor.send("/sign-up", &fields).redirects_to("/sign-up/confirm");
    }
    camket.wait_for_log("channel=\"email\"");
    camket.wait_for_log("channel=\"sms\"");
    check_no_secret(&camket.stop().succeeded().all());

    check_no_secret(&well(folder.camket(&["doctor"])).run().succeeded().all());
    check_no_secret(&well(folder.camket(&["migrate"])).run().succeeded().all());
    for command in ["serve", "doctor", "migrate"] {
        let broken = office(folder.camket(&[command])).env("CAMKET_SECRETS__MASTER_SECRET", "canary+master");
        check_no_secret(&broken.run().all());
        let gone = well(folder.camket(&[command])).env("DATABASE_URL", missing_database(&url)).run();
        assert_eq!(gone.code, Some(1), "{gone:#?}");
        check_no_secret(&gone.all());
        let misspelt =
            well(folder.camket(&[command])).env("DATABASE_URL", url.replace("postgres:", "postgre:"));
        check_no_secret(&misspelt.run().all());
    }
    folder.configure(&file.replace("password =", "pasword ="));
    check_no_secret(&well(folder.serve()).run().refused(&["password"]).all());
    folder.configure(&file.replace("\"canary-mail\"", "canary-mail"));
    check_no_secret(&well(folder.serve()).run().refused(&["camket.toml"]).all());
}

/// The URL of a database that does not exist.
fn missing_database(url: &str) -> String {
    format!("{url}_gone")
}

#[track_caller]
fn check_no_secret(said: &str) {
    let own = master_secret();
    for secret in SECRETS.into_iter().chain([own.as_str()]) {
        assert!(!said.contains(secret), "{secret} is shown: {said}");
    }
}
