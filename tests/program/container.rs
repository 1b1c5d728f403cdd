//! The files of the container image and of its compose file: what they name exists, and the program takes their variables.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::folder::{TestFolder, set_mode};
use super::process::CamketCommand;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).expect("a file of the repository")
}

/// The words after an instruction of the Containerfile, of each line that begins with it.
fn list_instructions(name: &str) -> Vec<Vec<String>> {
    let file = read("packaging/container/Containerfile");
    let after = |line: &str| Some(line.strip_prefix(name)?.strip_prefix(' ')?.to_owned());
    file.lines().filter_map(after).map(|line| line.split(' ').map(str::to_owned).collect()).collect()
}

/// The program's variables in the image and in the compose file.
fn load_variables() -> BTreeMap<String, String> {
    let image = list_instructions("ENV").into_iter().flatten();
    let image = image.filter_map(|word| {
        Some(word.split_once('=')?).map(|(name, value)| (name.to_owned(), value.to_owned()))
    });
    let compose = read("packaging/container/compose.yaml");
    let of_compose = |line: &str| {
        let (name, value) = line.trim().split_once(": ")?;
        let value =
            value.replace("${CAMKET_HOST:?}", "camket.example.vn").replace("${DATABASE_PASSWORD:?}", "0a1b");
        name.starts_with("CAMKET_").then(|| (name.to_owned(), value))
    };
    let mut found: BTreeMap<_, _> = image.chain(compose.lines().filter_map(of_compose)).collect();
    // The proxy's own, which Caddy reads.
    found.remove("CAMKET_HOST");
    found
}

#[test]
fn what_the_image_is_made_of_exists() {
    for words in list_instructions("COPY") {
        let sources = &words[..words.len() - 1];
        if words[0] == "--from=build" {
            assert_eq!(sources[1], "/src/target/release/camket");
            continue;
        }
        for source in sources {
            assert!(Path::new(ROOT).join(source).exists(), "{source}");
        }
    }
    let channel = read("rust-toolchain.toml");
    let channel = channel.lines().find_map(|line| line.strip_prefix("channel = \"")).expect("the compiler");
    let image = list_instructions("FROM").remove(0).remove(0);
    let version = image.split([':', '-']).nth(1).expect("a version");
    assert!(channel.starts_with(version), "{image} has the compiler of rust-toolchain.toml");
    let ignored = read(".dockerignore");
    for secret in [".env", "master.secret"] {
        assert!(
            ignored.contains(&format!("/packaging/container/{secret}\n")),
            "{secret} is not copied into an image"
        );
        assert!(
            read(".gitignore").contains(&format!("/packaging/container/{secret}\n")),
            "{secret} is not committed"
        );
    }
}

#[test]
fn the_compose_file_fits_the_image() {
    let (compose, image) =
        (read("packaging/container/compose.yaml"), read("packaging/container/Containerfile"));
    let variables = load_variables();
    let network = &variables["CAMKET_SERVER__TRUSTED_PROXIES"];
    assert!(compose.contains(&format!("- subnet: {network}\n")), "the proxy's network is trusted");
    let port = variables["CAMKET_SERVER__LISTEN"].rsplit_once(':').expect("a port").1;
    assert!(read("packaging/container/Caddyfile").contains(&format!("reverse_proxy camket:{port} ")));
    assert!(image.contains(&format!("\nEXPOSE {port}\n")));
    let server =
        compose.split("library/postgres:").nth(1).and_then(|rest| rest.split('-').next()).expect("a version");
    assert!(image.contains(&format!("postgresql-client-{server} ")), "pg_dump is not older than the server");
    let data = &variables["CAMKET_DATA__DIR"];
    assert!(image.contains(&format!("\nVOLUME {data}\n")) && compose.contains(&format!("- data:{data}\n")));
}

/// With an SQLite file and folders of the test in the place of PostgreSQL and the volumes.
#[test]
fn the_program_takes_every_variable() {
    let folder = TestFolder::new();
    let scratch = folder.data();
    let secret = scratch.join("master.secret");
    fs::create_dir_all(&scratch).expect("room");
    fs::write(&secret, "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n").expect("room");
    set_mode(&secret, 0o600);
    let mut variables = load_variables();
    assert_eq!(
        variables.remove("CAMKET_DATABASE__URL").unwrap(),
        "postgres://camket:0a1b@database:5432/camket"
    );
    for (name, place) in [
        ("DATA__DIR", "register"),
        ("BACKUP__DIR", "backup"),
        ("SECRETS__MASTER_SECRET_FILE", "master.secret"),
    ] {
        variables.insert(format!("CAMKET_{name}"), scratch.join(place).display().to_string());
    }
    let with = |words: &[&str]| {
        variables.iter().fold(CamketCommand::new(words), |command, (name, value)| command.env(name, value))
    };
    let said = with(&["doctor"]).run().succeeded().all();
    assert!(said.contains("https://camket.example.vn"), "{said}");
    let unknown = with(&["doctor"]).env("CAMKET_SERVER__TRUSTED_PROXY", "10.0.0.1").run();
    assert_eq!(unknown.code, Some(1), "a wrong name would be told: {unknown:?}");
}
