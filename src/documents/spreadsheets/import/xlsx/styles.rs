//! Cell formats: only whether a format is one of a date.

use std::collections::HashSet;

use crate::spreadsheets::import::error::ImportError;
use crate::spreadsheets::import::format_code::{is_builtin_date, is_date_code};
use crate::spreadsheets::import::markup::{Markup, Token, find_attribute};
use crate::spreadsheets::import::steps::Steps;

/// For each cell format (`cellXfs`) whether it is one of a date.
pub(super) fn read_date_formats(text: &str, steps: &Steps) -> Result<Vec<bool>, ImportError> {
    let mut own_dates = HashSet::new();
    let mut own_numbers = HashSet::new();
    let mut formats = Vec::new();
    let mut is_in_cell_formats = false;
    let mut markup = Markup::new(text, steps);
    while let Some(token) = markup.next()? {
        match token {
            Token::Start(element) => match element.local_name().as_ref() {
                "cellXfs" => is_in_cell_formats = true,
                "numFmt" => {
                    let id = find_attribute(&element, "numFmtId")?.and_then(|id| id.parse::<u32>().ok());
                    let code = find_attribute(&element, "formatCode")?.unwrap_or_default();
                    let known = if is_date_code(&code) { &mut own_dates } else { &mut own_numbers };
                    known.extend(id);
                }
                "xf" if is_in_cell_formats => {
                    let id =
                        find_attribute(&element, "numFmtId")?.and_then(|id| id.parse().ok()).unwrap_or(0);
                    formats
                        .push(own_dates.contains(&id) || (is_builtin_date(id) && !own_numbers.contains(&id)));
                }
                _ => {}
            },
            Token::End(element) if element.local_name().as_ref() == "cellXfs" => is_in_cell_formats = false,
            Token::End(_) | Token::Text(_) => {}
        }
    }
    Ok(formats)
}
