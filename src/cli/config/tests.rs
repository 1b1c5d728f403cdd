//! Tests of all layers together: which one wins, and the messages about wrong values.

use std::io::Write;

use super::{Config, ConfigOverrides, Environment, database::DatabaseEngine};

fn environment(variables: &[(&str, &str)]) -> Environment {
    Environment::from_variables(
        variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    )
}

/// Loads a configuration file with this text, with these variables and flags.
fn load(file: &str, variables: &[(&str, &str)], flags: ConfigOverrides) -> Result<Config, String> {
    let mut at = tempfile::NamedTempFile::new().unwrap();
    at.write_all(file.as_bytes()).unwrap();
    let given = ConfigOverrides { config: Some(at.path().to_owned()), ..flags };
    Config::load(&given, &environment(variables)).map_err(|error| error.to_string())
}

#[test]
fn later_layers_win() {
    let file = "[server]\nlisten = \"127.0.0.1:1\"\n[mail]\nport = 25\n[sessions]\nidle_minutes = 5\n";
    let variables = [("CAMKET_SERVER__LISTEN", "127.0.0.1:2"), ("CAMKET_MAIL__PORT", "26")];
    let flags =
        ConfigOverrides { listen: Some("127.0.0.1:3".parse().unwrap()), ..ConfigOverrides::default() };
    let config = load(file, &variables, flags).unwrap();
    assert_eq!(config.server.listen.port(), 3);
    assert_eq!(config.mail.port, 26);
    assert_eq!(config.sessions.idle_minutes, 5);
    assert_eq!(config.sessions.absolute_minutes, 7 * 24 * 60);
}

#[test]
fn database_url_is_read_and_the_longer_name_wins() {
    let secret = ("CAMKET_SECRETS__MASTER_SECRET", "x");
    let config = load("", &[("DATABASE_URL", "postgres://a/b"), secret], ConfigOverrides::default()).unwrap();
    assert_eq!(config.database.engine(), DatabaseEngine::Postgres);
    let both = [("CAMKET_DATABASE__URL", "sqlite:///c"), ("DATABASE_URL", "postgres://a/b")];
    assert_eq!(load("", &both, ConfigOverrides::default()).unwrap().database_url().expose(), "sqlite:///c");
}

#[test]
fn postgres_asks_for_a_master_secret() {
    let message = load("", &[("DATABASE_URL", "postgres://a/b")], ConfigOverrides::default()).unwrap_err();
    assert!(message.contains("openssl rand -base64 32"), "{message}");
}

#[test]
fn a_password_of_digits_stays_a_text() {
    let variables =
        [("CAMKET_MAIL__PASSWORD", "0123"), ("CAMKET_MAIL__USER", "7"), ("CAMKET_MAIL__HOST", "h")];
    let config = load("[mail]\nfrom = \"a@b.vn\"\n", &variables, ConfigOverrides::default()).unwrap();
    assert_eq!(config.mail.password.unwrap().expose(), "0123");
}

#[test]
fn lists_and_maps_come_from_the_environment_too() {
    let variables = [
        ("CAMKET_SERVER__TRUSTED_PROXIES", "10.0.0.0/8, ::1"),
        ("CAMKET_SMS__SUCCESS_STATUSES", "200,202"),
        ("CAMKET_SMS__HEADERS", r#"{"Authorization":"Bearer k"}"#),
    ];
    let config = load("", &variables, ConfigOverrides::default()).unwrap();
    assert!(config.server.trusts("10.1.2.3".parse().unwrap()));
    assert_eq!(config.sms.success_statuses, [200, 202]);
    assert_eq!(config.sms.headers["Authorization"].expose(), "Bearer k");
}

#[test]
fn a_wrong_value_is_told_with_its_place_and_never_shown() {
    let message = load("[mail]\n\npassword = 12345\n", &[], ConfigOverrides::default()).unwrap_err();
    assert!(message.contains("line 3: mail.password: expected a string, found a number"), "{message}");
    assert!(!message.contains("12345"), "{message}");

    let message = load("", &[("CAMKET_MAIL__TLS", "ssl")], ConfigOverrides::default()).unwrap_err();
    assert!(
        message.contains("CAMKET_MAIL__TLS: mail.tls: \"ssl\" is not one of starttls, implicit, none"),
        "{message}"
    );

    let proxies = [("CAMKET_SERVER__TRUSTED_PROXIES", "10.0.0.0/8,nginx")];
    let message = load("", &proxies, ConfigOverrides::default()).unwrap_err();
    assert!(
        message.contains("CAMKET_SERVER__TRUSTED_PROXIES:")
            && message.contains("\"nginx\" is not an address"),
        "{message}"
    );

    let message =
        load("[server]\npublic_url = \"http://camket.vn\"", &[], ConfigOverrides::default()).unwrap_err();
    assert!(message.contains("line 2: server.public_url: use https"), "{message}");
}

#[test]
fn several_problems_come_at_once() {
    let file = "[mail]\nhost = \"mail.example.vn\"\nuser = \"u\"\n[sms]\nurl = \"ftp://x\"\nbody = \"\"\n";
    let message =
        load(file, &[("CAMKET_SERVER__LISTEN", "0.0.0.0:80")], ConfigOverrides::default()).unwrap_err();
    for part in [
        "server.public_url is not set",
        "mail.user and mail.password",
        "mail.from",
        "sms.url",
        "{text}",
        "{phone}",
    ] {
        assert!(message.contains(part), "{part} is missing in: {message}");
    }
}

#[test]
fn a_password_is_not_sent_in_the_clear() {
    let file =
        "[mail]\nhost = \"mail.vn\"\ntls = \"none\"\nuser = \"u\"\npassword = \"p\"\nfrom = \"a@b.vn\"\n";
    assert!(load(file, &[], ConfigOverrides::default()).unwrap_err().contains("in the clear"));
    assert!(load(&file.replace("mail.vn", "127.0.0.1"), &[], ConfigOverrides::default()).is_ok());
}

#[test]
fn nothing_secret_is_shown() {
    let file = "[database]\nurl = \"postgres://me:hunter2@db/x\"\n[secrets]\nmaster_secret = \"hunter2\"\n\
                [sms]\nurl = \"https://sms/?key=hunter2\"\nheaders = { Key = \"hunter2\" }\n";
    let shown = format!("{:?}", load(file, &[], ConfigOverrides::default()).unwrap());
    assert!(!shown.contains("hunter2"), "{shown}");
}

#[test]
fn the_file_of_the_data_folder_is_found_and_stays_there() {
    let scratch = tempfile::tempdir().unwrap();
    let dir = scratch.path();
    let given = ConfigOverrides { data: Some(dir.to_owned()), ..ConfigOverrides::default() };
    std::fs::write(dir.join(super::FILE_NAME), "[sessions]\nidle_minutes = 7\n").unwrap();
    assert_eq!(Config::load(&given, &Environment::default()).unwrap().sessions.idle_minutes, 7);

    std::fs::write(dir.join(super::FILE_NAME), "[data]\ndir = \"/elsewhere\"\n").unwrap();
    let through_variable = environment(&[("CAMKET_DATA__DIR", dir.to_str().unwrap())]);
    let variable_wins = Config::load(&ConfigOverrides::default(), &through_variable).unwrap();
    assert_eq!(variable_wins.data.dir, dir);
}

#[test]
fn a_named_file_must_exist() {
    let given = ConfigOverrides { config: Some("/nowhere/camket.toml".into()), ..ConfigOverrides::default() };
    let message = Config::load(&given, &Environment::default()).unwrap_err().to_string();
    assert!(message.contains("/nowhere/camket.toml cannot be read"), "{message}");
}
