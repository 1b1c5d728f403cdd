//! What `demo` prints for a newcomer: the address, the log-ins by role, and what to try where.

use std::fmt::Write;

use camket_web::paths;

use super::sample::ACCOUNTS;

/// Things to do: by whom, at which address, what.
const THINGS: [(&str, &str, &str); 11] = [
    ("owner", paths::Venues::PATTERN, "finish the draft venue; see the returned one"),
    ("commune officer", paths::ReviewQueue::PATTERN, "confirm a pledge, or return it with words"),
    ("labour officer", paths::ReviewQueue::PATTERN, "accept a register of workers"),
    ("approver", paths::IssueList::PATTERN, "issue a certificate; open its PDF"),
    ("approver", paths::Decisions::PATTERN, "decide what the other approver proposed"),
    ("inspector", paths::Scanner::PATTERN, "take the day's pack, go offline, scan, report"),
    ("administrator", paths::StaffList::PATTERN, "invite staff; see offices and settings"),
    ("coordinator", paths::Targets::PATTERN, "check the cards that communes sent"),
    ("observer", paths::Coverage::PATTERN, "read the same and change nothing"),
    ("anyone", paths::LookUp::PATTERN, "see what a scan of a certificate on the wall shows"),
    ("anyone", paths::DemoMailbox::PATTERN, "read the codes that would go out by e-mail and SMS"),
];

/// The demo at `url`, whose accounts share `password`, with the short code of a certificate to look at.
pub fn format_guide(url: &str, password: &str, code: &str) -> String {
    let log_in = paths::LogIn;
    let mut text =
        format!("\nCamket demo: {url}\n\nLog in at {url}{log_in}; the password of all is {password}\n");
    for (role, login, name, _) in &ACCOUNTS {
        let role = role.code().replace('_', " ");
        // Writing to a string cannot fail.
        writeln!(text, "  {role:<16} {login:<26} {name}").ok();
    }
    text.push_str("\nWhat to try:\n");
    for (who, path, what) in THINGS {
        let address = format!("{url}{}", path.replace("{code}", code));
        writeln!(text, "  {who:<16} {address:<38} {what}").ok();
    }
    text.push_str("\nCtrl+C stops it.");
    text
}
