//! Areas: the type-ahead, and which commune an old address is in now. No account is needed.
//!
//! Belongs here: pages and fragments of searches for areas. Does not belong here: the areas themselves
//! (`camket_domain::areas`), and the venue's own form (`venues/place.rs`).

pub(crate) mod choices;
pub(crate) mod old_address;
pub(crate) mod own_choices;
mod search;

use camket_domain::areas::{self, AreaCode};
use time::Date;

use crate::paths;
use crate::state::Web;
use camket_shell::error_kind::ErrorKind;
use camket_shell::form::Form;
use camket_shell::routes::Routes;

pub(crate) fn routes() -> Routes<Web> {
    Routes::new()
        .public_get(paths::AreaSearch::PATTERN, search::show)
        .public_get(paths::OldAddress::PATTERN, old_address::show)
}

/// The area that a list is narrowed to, from its address; none for all.
///
/// # Errors
/// [`ErrorKind::Unreadable`] for what no link of ours says.
pub(crate) fn parse_code(form: &Form, field: &str) -> Result<Option<AreaCode>, ErrorKind> {
    form.optional(field).map(|code| AreaCode::new(code).ok_or(ErrorKind::Unreadable)).transpose()
}

/// The name of an area on a day, or its last one if it no longer exists; its code if it never did.
pub(crate) fn find_name(code: AreaCode, on: Date) -> String {
    let area = areas::all().find(code, on).or_else(|| areas::all().find_all(code).last());
    area.map_or_else(|| code.to_string(), |area| area.name.clone())
}

/// The last name of an area.
pub(crate) fn find_last_name(code: AreaCode) -> String {
    areas::all().find_all(code).last().map_or_else(|| code.to_string(), |area| area.name.clone())
}

/// The name of an area within a line or a sentence, where its kind is a common noun: "phường Phan Rang".
pub(crate) fn lower_kind(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// Most characters of a search: it costs time, and no full name of an area is longer.
const MAX_SEARCH_CHARS: usize = 160;

/// Most words of a search: each is looked up in 14,000 names, and no address has more.
const MAX_SEARCH_WORDS: usize = 32;

/// The text of the first of these fields that was sent; empty if it is too long.
fn parse_search(query: &Form, fields: &[&str]) -> String {
    let typed = fields.iter().find_map(|field| query.optional(field)).unwrap_or_default();
    drop_too_long(typed).to_owned()
}

fn drop_too_long(typed: &str) -> &str {
    let too_long = typed.chars().count() > MAX_SEARCH_CHARS
        || typed.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count()
            > MAX_SEARCH_WORDS;
    if too_long { "" } else { typed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn within_a_line_the_kind_of_an_area_is_a_common_noun() {
        for (name, within) in [
            ("Phường Phan Rang", "phường Phan Rang"),
            ("Đặc khu Trường Sa", "đặc khu Trường Sa"),
            ("Xã Vĩnh Hải", "xã Vĩnh Hải"),
            ("", ""),
        ] {
            assert_eq!(lower_kind(name), within);
        }
    }

    fn parse_query(query: &str) -> String {
        parse_search(&Form::parse(query.as_bytes()), &["q", "former_address"])
    }

    #[test]
    fn the_first_field_that_was_sent_counts_and_long_ones_do_not() {
        assert_eq!(parse_query("q=phan+rang"), "phan rang");
        assert_eq!(parse_query("q=&former_address=Kinh+Dinh"), "Kinh Dinh");
        assert_eq!(parse_query("x=1"), "");
        assert_eq!(parse_query(&format!("q={}", "a".repeat(161))), "");
        assert_eq!(parse_query(&format!("q={}", "a-".repeat(33))), "", "too many words");
        assert_eq!(parse_search(&Form::new(), &["q"]), "");
    }
}
