//! Entries and candidates as texts and chips.

use camket_domain::accounts::Actor;
use camket_domain::census::matching::MatchLevel;
use camket_domain::census::{CensusEntry, CensusList, EntryDetails, EntryState, ExclusionCause};
use camket_domain::permissions::Action;
use time::Date;

use crate::areas;
use crate::codes::{self, link_phone, translate_code};
use camket_shell::look::{Chip, Tone};
use camket_shell::page::Page;

pub(super) fn build_state_chip(page: &Page, entry: &CensusEntry, today: Date) -> Chip {
    let state = entry.status.state_on(today);
    let look = match state {
        EntryState::Proposed => Tone::Info,
        EntryState::NotReached => Tone::Bad,
        EntryState::Contacted => Tone::Warn,
        EntryState::Matched => Tone::Good,
        EntryState::Out => Tone::Neutral,
    };
    let label = match entry.status.exclusion_on(today) {
        Some(out) => translate_code(page, "exclusion", out.cause.reason().code()),
        None => translate_code(page, "entrystate", state.code()),
    };
    Chip::new(look, label)
}

pub(super) fn build_level_chip(page: &Page, level: MatchLevel) -> Chip {
    let look = match level {
        MatchLevel::Sure => Tone::Good,
        MatchLevel::Ask => Tone::Warn,
        MatchLevel::SamePlace => Tone::Info,
    };
    Chip::new(look, translate_code(page, "matchlevel", level.code()))
}

/// "Danh sách hộ kinh doanh, Phòng Văn hóa – Xã hội, 15/01/2026".
pub(super) fn format_list(page: &Page, list: &CensusList) -> String {
    let source = translate_code(page, "censussource", list.source.code());
    format!("{source}, {}, {}", list.holder, page.date(&list.as_of))
}

/// The kind, or what the list calls it.
pub(super) fn format_kind(page: &Page, entry: &CensusEntry) -> String {
    match entry.details.kind {
        Some(kind) => codes::format_venue_kind(page, kind, ""),
        None => entry.details.kind_text.clone(),
    }
}

/// Why an entry is left out, with the fact that belongs to the reason.
pub(super) fn format_cause(page: &Page, cause: ExclusionCause, last_day: Option<Date>) -> String {
    let reason = translate_code(page, "exclusion", cause.reason().code());
    match cause {
        ExclusionCause::MovedTo(commune) => format!("{reason}: {}", areas::find_last_name(commune)),
        _ => match last_day {
            Some(last) => format!("{reason} {}", page.t1("census-until", "date", page.date(&last))),
            None => reason,
        },
    }
}

/// Address and text of each telephone number; none for a reader who may not see them.
pub(super) fn list_phones(actor: &Actor, details: &EntryDetails) -> Vec<(String, String)> {
    if !actor.may(Action::ReadPersonalData) {
        return Vec::new();
    }
    details.phones.iter().map(link_phone).collect()
}
