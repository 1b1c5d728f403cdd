//! Places where a new capability must register and that neither the compiler nor its own tests miss.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use axum::http::Method;
use camket_shell::routes::Access;
use camket_web::paths;
use proc_macro2::TokenTree;

use super::source::{Function, Module, ModulePath, find_files, list_functions, read_crate, read_text, root};

/// Functions of app that commit without an audit event, each with the reason.
const WITHOUT_EVENT: &[(&str, &str)] = &[
    ("accounts::passkeys::ask", "a challenge that nobody has answered yet"),
    ("accounts::passkeys::registration::record_failure", "a challenge that is used up"),
    ("accounts::session::log_out", SESSIONS),
    ("accounts::session::record_use", SESSIONS),
    ("accounts::set_language", "how the pages look to a person herself"),
    ("api_tokens::find_actor", "when a token was last used"),
    ("audit_log::appending::append_waiting", "the log of what was recorded"),
    ("census::import::preview::answer_questions", PREPARED),
    ("census::import::tables::choose_tables", PREPARED),
    ("census::import::uploading::discard_upload", PREPARED),
    ("census::import::uploading::upload_file", PREPARED),
    ("census::refresh::begin", DERIVED),
    ("census::refresh::refresh_entries", DERIVED),
    ("census::refresh::refresh_venues", DERIVED),
    ("certificates::backfill::backfill_search_texts", DERIVED),
    ("certificates::reminders::queue_batch", MESSAGES),
    ("counter::enter", "the officer's session; what is entered in it is recorded"),
    ("counter::leave", SESSIONS),
    ("devices::record_session", SESSIONS),
    ("digests::queue_batch", MESSAGES),
    ("labour::export::write_book", FILES),
    ("list_file::write_part", FILES),
    ("master_secret::change::begin", "the end of the change is recorded"),
    ("master_secret::record_if_new", "the fingerprint of the secret of a new registry"),
    ("open_data::files::close_files", FILES),
    ("pledges::send_code", CODES),
    ("reports::papers::write_csv", FILES),
    ("risk::assessing::assess_batch", DERIVED),
    ("throttle::count_attempt", TRIES),
    ("upkeep::seed_calendar", "the holidays of a new registry"),
    ("venue_register::backfill::backfill", DERIVED),
    ("venue_register::backfill::count_words", DERIVED),
    ("worker_pledges::reminders::queue_batch", MESSAGES),
];
const CODES: &str = "a code that nobody has used yet";
const DERIVED: &str = "no person acts: it is derived from rows of other tables";
const FILES: &str = "the end of a file; whoever takes it out is recorded at its begin";
const MESSAGES: &str = "a message, which the outbox keeps";
const PREPARED: &str = "the person's own file before it is imported";
const SESSIONS: &str = "a session, which the trail does not follow";
const TRIES: &str = "a count of tries";
/// Closed lists of the domain that no page shows by their own codes, each with the reason.
const WITHOUT_WORDS: &[(&str, &str)] = &[
    ("CertificateStatus", "shown as its verdict"),
    ("CodePurpose", "a column of the store"),
    ("Proof", "shown as the verdict"),
    ("Setback", "said by the log and by `camket doctor`"),
    ("Severity", "shown as the measure that follows"),
    ("TransferState", "of an offer pages show whether it waits"),
];
/// Tables with the rows of a venue that the timeline shows by their audit events, or not at all; each with the reason.
const WITHOUT_TIMELINE_ROWS: &[(&str, &str)] = &[
    ("alerts", "opened and closed by audit events"),
    ("applications", "every step is an audit event"),
    ("census::candidate", "what matching found, for officers only"),
    ("census::change", "audit events of the entry, for officers only"),
    ("census::compared", "what matching has compared"),
    ("census::different", "an audit event of the entry, for officers only"),
    ("census::entry", "audit events, for officers only"),
    ("certificates", "issued and decided by audit events"),
    ("coverage", "what other tables say"),
    ("claim_codes", "made and used by audit events"),
    ("demands", "opened by an inspection, closed by an audit event"),
    ("labour", "every change is an audit event"),
    ("labour::change", "audit events; `/labour/changes` lists its rows"),
    ("labour::check", "what other tables say, for officers only"),
    ("labour::confirmation", "an audit event"),
    ("labour::finding", "what other tables say, for officers only"),
    ("labour::request", "audit events; the page of the venue lists its rows"),
    ("managers", "every step is an audit event"),
    ("measures", "proposed by an inspection, decided by an audit event"),
    ("paper_pledges", "printed and signed by audit events"),
    ("pledges", "signed by an audit event"),
    ("risk", "audit events, for officers only"),
    ("transfers", "every step is an audit event"),
    ("venue_operations", "an audit event"),
    ("venue_register", "what other tables say"),
    ("venue_register::reminder", "an audit event"),
    ("venue_register::word", "what other tables say"),
    ("worker_pledges", "signed and recorded by audit events"),
    ("worker_pledges::invitation", "every step is an audit event"),
    ("worker_pledges::reminder", "a message to the owner"),
];
/// What bounds each route on which anybody may write.
const PUBLIC_WRITES: &[(&str, Bound)] = &[
    (paths::NewConcern::PATTERN, Bound::PerAddress("src/web/concerns/report.rs", "CountedRequest<Concerns>")),
    (paths::Claim::PATTERN, Bound::CountedBy("claim_codes::redeem::redeem")),
    (
        paths::TrackFile::PATTERN,
        Bound::PerAddress("src/web/applications/tracking.rs", "CountedRequest<Tracks>"),
    ),
    (paths::LogIn::PATTERN, Bound::CountedBy("accounts::log_in::log_in")),
    (paths::LogInCode::PATTERN, Bound::CountedBy("accounts::second_step::finish_log_in")),
    (paths::LogInPasskey::PATTERN, Bound::CountedBy("accounts::passkeys::ask")),
    (paths::SignUp::PATTERN, Bound::CountedBy("accounts::sign_up::sign_up")),
    (paths::ConfirmAccount::PATTERN, Bound::CountedBy("accounts::sign_up::confirm")),
    (paths::ResendCode::PATTERN, Bound::CountedBy("accounts::sign_up::resend_code")),
    (paths::ForgotPassword::PATTERN, Bound::CountedBy("accounts::recovery::request_reset")),
    (paths::ResetPassword::PATTERN, Bound::CountedBy("accounts::recovery::reset_password")),
    (paths::Invitation::PATTERN, Bound::None("only the bearer of a signed link gets beyond its signature")),
    (paths::WorkerCode::PATTERN, Bound::CountedBy("worker_pledges::signing::confirm_identity")),
    (
        paths::OwnWorkerPledge::PATTERN,
        Bound::None("only a browser in which a worker said who she is gets beyond its sealed cookie"),
    ),
    (paths::Language::PATTERN, Bound::None("a cookie of the browser itself")),
    (paths::FormAgain::PATTERN, Bound::None("shows what the browser carries, and saves nothing")),
];

enum Bound {
    /// A use case that counts its tries.
    CountedBy(&'static str),
    /// A limit per network address: the file and the words that ask it.
    PerAddress(&'static str, &'static str),
    /// No bound, and why none is needed.
    None(&'static str),
}

#[test]
fn every_command_with_a_key_is_tested_for_repeats() {
    let tested = read_text("tests/idempotency.rs");
    let commands = list_app_functions().into_iter().filter(|(module, function)| {
        module != "idempotency" && function.names("begin") && function.signature.contains("key : Uuid")
    });
    let missing: Vec<String> = commands
        // By the use case itself, or by a person of `tests/world`.
        .filter(|(_, Function { name, .. })| {
            !tested.contains(&format!("::{name}(")) && !tested.contains(&format!(".tries_to_{name}"))
        })
        .map(|(module, function)| format!("{module}::{}", function.name))
        .collect();
    assert!(missing.is_empty(), "not in tests/idempotency.rs: {missing:?}");
}

#[test]
fn every_use_case_that_commits_records_an_event() {
    let functions = list_app_functions();
    let recording = list_callers(&functions, &["audit", "build_event", "AuditEvent"]);
    let silent: BTreeSet<String> = functions
        .iter()
        .filter(|(module, function)| {
            module != "idempotency" && (function.names("commit") || function.names("finish"))
        })
        .map(|(module, function)| format!("{module}::{}", function.name))
        .filter(|name| !recording.contains(name))
        .collect();
    let expected: BTreeSet<String> = WITHOUT_EVENT.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(silent, expected);
}

#[test]
fn every_file_of_tests_is_a_module() {
    let files = find_files("tests", "rs");
    assert!(files.len() > 100, "the tests were not found");
    let forgotten: Vec<_> = files.iter().filter(|file| !is_declared(file)).collect();
    assert!(forgotten.is_empty(), "{forgotten:?}");
}

#[test]
fn every_script_is_loaded_by_something() {
    let mut texts: BTreeMap<PathBuf, String> = BTreeMap::new();
    for ending in ["js", "html", "rs"] {
        texts.extend(find_files("src", ending).into_iter().map(|file| (file.clone(), read_text(&file))));
    }
    let scripts = texts.keys().filter(|file| file.extension().is_some_and(|ending| ending == "js"));
    let mut count = 0;
    let forgotten: Vec<_> = scripts
        .filter(|script| {
            count += 1;
            let stem = script.file_stem().unwrap_or_default().to_string_lossy();
            let names = [format!("{stem}.js"), format!("\"{stem}\"")];
            let is_named = |text: &String| names.iter().any(|name| text.contains(name));
            !texts.iter().any(|(file, text)| file != *script && is_named(text))
        })
        .collect();
    assert!(count > 50, "the scripts were not found");
    assert!(forgotten.is_empty(), "{forgotten:?}");
}

#[test]
fn every_table_with_rows_of_a_venue_is_a_source_of_the_timeline() {
    let timeline = read_text("src/app/timeline.rs");
    let tables: Vec<String> = list_entities()
        .filter(|(_, fields)| fields.iter().any(|field| field == "venue_id"))
        .map(|(module, _)| module.join("::"))
        .collect();
    assert!(tables.len() > 8, "the tables were not found");
    let is_source = |table: &str| {
        let name = table.rsplit("::").next().unwrap_or_default();
        timeline.contains(&format!("{name}::list_by_venue("))
    };
    let left_out: BTreeSet<&str> =
        tables.iter().map(String::as_str).filter(|table| !is_source(table)).collect();
    assert_eq!(left_out, WITHOUT_TIMELINE_ROWS.iter().map(|(name, _)| *name).collect());
}

#[test]
fn every_closed_list_has_a_test_of_its_words() {
    let tested = read_text("src/web/codes/tests.rs");
    let lists: Vec<String> = read_crate("src/domain").values().flat_map(list_closed_lists).collect();
    assert!(lists.len() > 30, "the closed lists were not found");
    let untested: BTreeSet<&str> =
        lists.iter().map(String::as_str).filter(|list| !tested.contains(&format!("{list}::ALL"))).collect();
    assert_eq!(untested, WITHOUT_WORDS.iter().map(|(name, _)| *name).collect(), "src/web/codes/tests.rs");
}

#[test]
fn every_deletion_by_age_is_done_by_upkeep_and_every_job_of_upkeep_is_run() {
    let functions = list_app_functions();
    let jobs: Vec<&Function> = functions
        .iter()
        .filter(|(module, _)| module.starts_with("upkeep"))
        .map(|(_, function)| function)
        .collect();
    let is_by_age = |function: &Function| {
        function.name.starts_with("delete_") && function.signature.contains("OffsetDateTime")
    };
    let mut deletions: BTreeMap<ModulePath, Vec<String>> = BTreeMap::new();
    for (path, module) in read_crate("src/store") {
        let names = list_functions(&module).into_iter().filter(is_by_age).map(|function| function.name);
        deletions.insert(path, names.collect());
    }
    let undone: Vec<&String> =
        deletions.values().flatten().filter(|name| !jobs.iter().any(|job| job.names(name))).collect();
    assert!(undone.is_empty(), "not in src/app/upkeep.rs: {undone:?}");
    let ends = |field: &String| field.ends_with("ends_at") || field.ends_with("expires_at");
    let lasting: Vec<String> = list_entities()
        .filter(|(module, fields)| fields.iter().any(ends) && deletions[module].is_empty())
        .map(|(module, _)| module.join("::"))
        .collect();
    assert!(lasting.is_empty(), "rows that end and are never deleted: {lasting:?}");
    let program: String = find_files("src/cli", "rs").iter().map(read_text).collect();
    let idle: Vec<&String> = functions
        .iter()
        .filter(|(module, _)| module == "upkeep")
        .map(|(_, job)| &job.name)
        .filter(|name| !program.contains(&format!("upkeep::{name}(")))
        .collect();
    assert!(idle.is_empty(), "jobs that the program does not run: {idle:?}");
}

#[test]
fn every_route_on_which_anybody_may_write_has_a_bound() {
    let functions = list_app_functions();
    let counting = list_callers(&functions, &["count_attempt"]);
    let routes = camket_web::routes(false);
    let writes = routes.list().iter().filter(|route| {
        route.access == Access::Public && route.method != Method::GET && !route.path.starts_with("/static/")
    });
    let open: BTreeSet<&str> = writes.map(|route| &*route.path).collect();
    assert_eq!(open, PUBLIC_WRITES.iter().map(|(path, _)| *path).collect());
    for (path, bound) in PUBLIC_WRITES {
        match bound {
            Bound::CountedBy(name) => assert!(counting.contains(*name), "{path}: {name} counts nothing"),
            Bound::PerAddress(file, limit) => {
                assert!(read_text(file).contains(limit), "{path}: {file} does not ask {limit}");
            }
            Bound::None(reason) => assert!(!reason.is_empty(), "{path}"),
        }
    }
}

/// Every table of the store: the module that owns it, and its columns.
fn list_entities() -> impl Iterator<Item = (ModulePath, Vec<String>)> {
    let entities = read_crate("src/store").into_iter().filter_map(|(mut path, module)| {
        (path.pop()? == "entity").then(|| (path, list_words(&module.tokens)))
    });
    entities.collect::<Vec<_>>().into_iter()
}

/// The names of the enums that `codes!` declares.
fn list_closed_lists(module: &Module) -> Vec<String> {
    let calls = module.tokens.windows(3).filter_map(|tokens| match tokens {
        [TokenTree::Ident(name), TokenTree::Punct(mark), TokenTree::Group(group)]
            if name == "codes" && mark.as_char() == '!' =>
        {
            group.stream().into_iter().find_map(|token| match token {
                TokenTree::Ident(name) => Some(name.to_string()),
                _ => None,
            })
        }
        _ => None,
    });
    calls.collect()
}

fn list_words(tokens: &[TokenTree]) -> Vec<String> {
    let words = tokens.iter().flat_map(|token| match token {
        TokenTree::Ident(word) => vec![word.to_string()],
        TokenTree::Group(group) => list_words(&group.stream().into_iter().collect::<Vec<_>>()),
        _ => Vec::new(),
    });
    words.collect()
}

/// Every function of the app crate with the path of its module.
fn list_app_functions() -> Vec<(String, Function)> {
    let modules = read_crate("src/app");
    let functions: Vec<_> = modules
        .iter()
        .flat_map(|(path, module)| {
            list_functions(module).into_iter().map(|function| (path.join("::"), function))
        })
        .collect();
    assert!(functions.len() > 200, "the use cases were not found");
    functions
}

/// The functions that name one of `words`, or a function that does, each with its module. A name that several functions have
/// is that of a function of the own capability, or the one that the path before it says.
fn list_callers(functions: &[(String, Function)], words: &[&str]) -> BTreeSet<String> {
    let mut bearers: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, function) in functions {
        *bearers.entry(&function.name).or_default() += 1;
    }
    let calls = |(module, function): &(String, Function), (of, called): &(String, Function)| {
        let last = of.rsplit("::").next().unwrap_or_default();
        function.names(&called.name)
            && (bearers[&*called.name] == 1
                || module.split("::").next() == of.split("::").next()
                || function.names(&format!("{last}::{}", called.name)))
    };
    let (mut found, mut left): (Vec<_>, Vec<_>) =
        functions.iter().partition(|(_, function)| words.iter().any(|word| function.names(word)));
    let mut at = 0;
    while at < found.len() {
        let called = found[at];
        let (callers, others) = left.into_iter().partition(|caller| calls(caller, called));
        left = others;
        found.extend::<Vec<_>>(callers);
        at += 1;
    }
    found.into_iter().map(|(module, function)| format!("{module}::{}", function.name)).collect()
}

/// Whether a `mod` names this file: in the file of its folder, or in `main.rs`.
fn is_declared(file: &Path) -> bool {
    let folder = file.parent().expect("a file has a folder");
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    if stem == "main" {
        return true;
    }
    let (folder, name) = match &*stem {
        "mod" => {
            (folder.parent().expect("not the root"), folder.file_name().unwrap_or_default().to_string_lossy())
        }
        _ => (folder, stem),
    };
    let parents = [
        folder.join("main.rs"),
        folder.join("mod.rs"),
        folder.with_extension("rs"),
        root().join("tests/main.rs"),
    ];
    parents
        .iter()
        .filter_map(|parent| fs::read_to_string(parent).ok())
        .any(|text| text.contains(&format!("mod {name};")))
}
