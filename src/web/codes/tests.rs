//! Every code of the domain's closed lists, and every error code that a form may show, has a text in both languages.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use camket_domain::agencies::{Function, Level};
use camket_domain::applications::TrackKind;
use camket_domain::areas::AreaCodeError;
use camket_domain::audit::Deed;
use camket_domain::calendar::DateError;
use camket_domain::certificates::decisions;
use camket_domain::concerns::Category;
use camket_domain::identifiers::{
    EmailError, Mismatch, PassportError, PersonalIdError, PhoneError, Sex, TaxCodeError,
};
use camket_domain::labour::dates::DateFault;
use camket_domain::labour::{Contract, Gap, JobGroup, Paper};
use camket_domain::outbox::Channel;
use camket_domain::pledges::Confirmation;
use camket_domain::refusal::Refusal;
use camket_domain::text::TextError;
use camket_domain::venues::Section;

use super::*;
use crate::l10n::{self, Lang};

fn said(list: &str, codes: impl IntoIterator<Item = impl AsRef<str>>) {
    for code in codes {
        let key = format!("codes-{list}-{}", code.as_ref().replace('_', "-"));
        for lang in Lang::ALL {
            assert_ne!(l10n::text(lang, &key), key, "no words in {lang:?}");
        }
    }
}

#[test]
fn every_list_has_its_words() {
    said("kind", VenueKind::ALL.map(VenueKind::code));
    said("role", Role::ALL.map(Role::code));
    said("standing", [Standing::Unconfirmed, Standing::Active, Standing::Disabled].map(Standing::code));
    said("concern", Category::ALL.iter().map(|category| category.code()));
    said("concernstate", camket_domain::concerns::State::ALL.iter().map(|state| state.code()));
    said("application", State::ALL.map(State::code));
    said("track", TrackState::ALL.map(TrackState::code));
    said("trackkind", TrackKind::ALL.map(TrackKind::code));
    said("verdict", Verdict::ALL.map(Verdict::code));
    said("section", Section::ALL.map(Section::code));
    said("reason", TrackKind::ALL.into_iter().flat_map(TrackKind::reasons));
    said("refusal", Refusal::CODES);
    said("missing", Section::ALL.map(Section::code));
    said("missing", ["pledge", "pledge-outdated", "pledge-renewal", "workers", "workers-unconfirmed"]);
    said("decision", decisions::Kind::ALL.iter().map(|kind| kind.code()));
    said("decided", decisions::State::ALL.iter().map(|state| state.code()));
    said("ground", decisions::Ground::ALL.iter().map(|ground| ground.code()));
    said("neutral", decisions::Neutral::ALL.iter().map(|reason| reason.code()));
    said("deed", Deed::ALL.iter().map(|deed| deed.code()));
    said("function", Function::ALL.map(Function::code));
    said("level", Level::ALL.map(Level::code));
    said("sex", Sex::ALL.map(Sex::code));
    said("jobgroup", JobGroup::ALL.iter().map(|group| group.code()));
    said("contract", Contract::ALL.iter().map(|contract| contract.code()));
    said("paper", Paper::ALL.iter().map(|paper| paper.code()));
    said("gap", Gap::ALL.map(Gap::code));
    said("confirmation", [Confirmation::Password, Confirmation::Code].map(Confirmation::code));
    said("channel", [Channel::Email, Channel::Sms].map(Channel::code));
    said("holiday", ["off", "worked"]);
    inspections();
}

fn inspections() {
    use camket_domain::{alerts, demands, devices, inspections, plans, proposals, teams};
    said("measure", proposals::Measure::ALL.iter().map(|m| m.code()));
    said("proposal", proposals::State::ALL.iter().map(|s| s.code()));
    said("demand", demands::State::ALL.iter().map(|s| s.code()));
    said("inspection", inspections::State::ALL.iter().map(|s| s.code()));
    said("visitkind", inspections::Kind::ALL.iter().map(|k| k.code()));
    said("ground", inspections::Ground::ALL.iter().map(|g| g.code()));
    said("conclusion", inspections::Conclusion::ALL.iter().map(|c| c.code()));
    said("rank", teams::Rank::ALL.iter().map(|r| r.code()));
    said("planstate", plans::State::ALL.iter().map(|s| s.code()));
    said("planreason", plans::Reason::ALL.iter().map(|r| r.code()));
    said("alert", alerts::Kind::ALL.iter().map(|k| k.code()));
    said("alertstate", alerts::State::ALL.iter().map(|s| s.code()));
    said("device", devices::Standing::ALL.iter().map(|s| s.code()));
    said("answer", ["yes", "no", "na"]);
}

#[test]
fn the_paper_and_the_page_say_the_same_of_a_kind() {
    for kind in VenueKind::ALL {
        let key = format!("codes-kind-{}", kind.code().replace('_', "-"));
        assert_eq!(l10n::text(Lang::Vi, &key), kind.label_vi());
    }
}

#[test]
fn every_input_error_has_its_words() {
    for codes in [
        TextError::CODES,
        DateError::CODES,
        AreaCodeError::CODES,
        EmailError::CODES,
        PassportError::CODES,
        PersonalIdError::CODES,
        Mismatch::CODES,
        PhoneError::CODES,
        TaxCodeError::CODES,
        DateFault::CODES,
    ] {
        said("error", codes);
    }
    said("error", ["login-email", "login-mobile"]);
}

/// Codes written as literals: `Err("...")` of the domain's parsers, `Invalid(.., "...")` of the use cases.
#[test]
fn every_error_code_in_the_sources_has_its_words() {
    let sources = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut codes = BTreeSet::new();
    collect(&sources.join("domain"), "Err(\"", 1, &mut codes);
    collect(&sources.join("app"), "Invalid(", 3, &mut codes);
    assert!(codes.contains("password-common") && codes.contains("login-taken"), "{codes:?}");
    said("error", codes);
}

/// The `quote`-th part between quotes after each `mark`, where it looks like a code.
fn collect(folder: &Path, mark: &str, quote: usize, codes: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, mark, quote, codes);
            continue;
        }
        if path.extension().is_none_or(|ending| ending != "rs") || path.to_string_lossy().contains("test") {
            continue;
        }
        let source = fs::read_to_string(&path).unwrap();
        for after in source.split(mark).skip(1) {
            let line = after.split([';', '\n']).next().unwrap_or_default();
            let quoted = format!("{}{line}", if mark.ends_with('"') { "\"" } else { "" });
            let code = quoted.split('"').nth(quote).unwrap_or_default();
            if code.contains('-') && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') {
                codes.insert(code.to_owned());
            }
        }
    }
}
