//! The Debian package: built of this program, looked into, unpacked, and its scripts run with commands that only take notes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::folder::{TestFolder, file_mode};
use super::process::CamketCommand;

/// Runs a program of the system; its output.
#[track_caller]
fn run(program: &str, arguments: &[&str]) -> String {
    let mut command = Command::new(program);
    let ran = command.args(arguments).env("DEB_COMPRESSION", "none").output().expect("it is installed");
    let (out, err) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success(), "{program} {arguments:?}: {out}{err}");
    out.into_owned()
}

fn build_package(into: &Path) -> String {
    fs::create_dir_all(into).expect("room");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/packaging/debian/build.sh");
    run(script, &[env!("CARGO_BIN_EXE_camket"), text(into)]).trim().to_owned()
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

/// Runs a script of the package; the commands that it ran.
fn note_commands(script: &Path, arguments: &[&str], scratch: &Path) -> String {
    let (stubs, notes) = (scratch.join("stubs"), scratch.join("notes"));
    fs::create_dir_all(&stubs).expect("room");
    fs::write(&notes, "").expect("room");
    for name in ["systemctl", "systemd-sysusers", "chown", "deb-systemd-invoke", "adduser"] {
        let stub = stubs.join(name);
        fs::write(&stub, format!("#!/bin/sh\necho \"{name} $*\" >>\"{}\"\n", notes.display())).expect("room");
        super::folder::set_mode(&stub, 0o755);
    }
    let mut command = Command::new("/bin/sh");
    let ran = command.arg(script).args(arguments).env("PATH", &stubs).output().expect("a shell");
    assert!(ran.status.success(), "{ran:?}");
    fs::read_to_string(&notes).expect("just written") + &String::from_utf8_lossy(&ran.stdout)
}

#[test]
fn the_package_installs_everything_and_starts_nothing() {
    let folder = TestFolder::new();
    let scratch = folder.data();
    let package = build_package(&scratch);
    let field = |name: &str| run("dpkg-deb", &["--field", &package, name]).trim().to_owned();
    assert_eq!(field("Package"), "camket");
    assert_eq!(field("Version"), env!("CARGO_PKG_VERSION"));
    assert!(field("Depends").starts_with("libc6 (>= "), "{}", field("Depends"));

    let content = run("dpkg-deb", &["--contents", &package]);
    assert!(content.starts_with("drwxr-xr-x root/root"), "{content}");
    let root = scratch.join("root");
    run("dpkg-deb", &["--extract", &package, text(&root)]);
    run("dpkg-deb", &["--control", &package, text(&scratch.join("control"))]);
    let conffiles = fs::read_to_string(scratch.join("control/conffiles")).unwrap();
    assert_eq!(conffiles, "/etc/camket/camket.toml\n");
    let inside = |path: &str| root.join(path);
    assert_eq!(file_mode(&inside("etc/camket/camket.toml")), 0o600);
    for path in ["usr/lib/sysusers.d/camket.conf", "usr/share/doc/camket/operations.md"] {
        assert!(inside(path).is_file(), "{path}");
    }
    for example in ["Caddyfile", "nginx.conf", "alarms.yml"] {
        assert!(inside("usr/share/doc/camket/examples").join(example).is_file(), "{example}");
    }
    check_unit(&fs::read_to_string(inside("usr/lib/systemd/system/camket.service")).unwrap(), &root);
    check_program(&inside("usr/bin/camket"), &inside("etc/camket/camket.toml"), &scratch);

    let postinst = scratch.join("control/postinst");
    let first = note_commands(&postinst, &["configure", ""], &scratch);
    assert!(
        first.contains("systemd-sysusers camket.conf") && first.contains("chown camket: /etc/camket"),
        "{first}"
    );
    let update = note_commands(&postinst, &["configure", "0.0.9"], &scratch);
    for (said, next) in [(&first, "systemctl enable --now camket"), (&update, "systemctl restart camket")] {
        assert!(said.lines().last().unwrap().ends_with(next), "it says what to do: {said}");
        let done = said.lines().filter(|line| !line.starts_with("camket: "));
        let surprise: Vec<_> =
            done.filter(|line| ["start", "enable"].iter().any(|word| line.contains(word))).collect();
        assert!(surprise.is_empty(), "{surprise:?}");
    }
    let purged = note_commands(&scratch.join("control/postrm"), &["purge"], &scratch);
    assert!(!purged.contains("rm "), "{purged}");
}

/// Every path of the unit is in the package or made by the unit itself.
#[track_caller]
fn check_unit(unit: &str, root: &Path) {
    let start = unit.lines().find_map(|line| line.strip_prefix("ExecStart=")).expect("what it runs");
    for path in start.split_whitespace().filter(|word| word.starts_with('/')) {
        assert!(root.join(path.trim_start_matches('/')).exists(), "{path}");
    }
    let needed = [
        "User=camket",
        "StateDirectory=camket",
        "LimitNOFILE=65536",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "MemoryDenyWriteExecute=yes",
        "SystemCallFilter=@system-service",
        "CapabilityBoundingSet=",
    ];
    for line in needed {
        assert!(unit.lines().any(|own| own == line), "{line}");
    }
}

/// The unpacked program reads the unpacked configuration.
fn check_program(program: &Path, config: &Path, scratch: &Path) {
    let own = PathBuf::from(env!("CARGO_BIN_EXE_camket"));
    let size = |path: &Path| fs::metadata(path).expect("a file").len();
    assert!(size(program) < size(&own), "it is stripped");
    let written = fs::read_to_string(config).unwrap();
    assert!(written.contains("\ndir = \"/var/lib/camket\"\n"), "the folder of the unit");
    let doctor = CamketCommand::of(program, &["doctor", "--config", text(config)]);
    let said = doctor.word("--data").word(scratch.join("register")).run().succeeded();
    assert!(said.out.contains("will be made at first start"), "{said:?}");
}
