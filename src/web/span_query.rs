//! The days `first` to `last` in the address of a list.

use camket_domain::calendar::{format_date, parse_date};
use camket_domain::periods::PeriodSpan;
use camket_shell::form::Form;
use camket_shell::page::Page;

/// `None` for an address without them, and for what no link of ours says.
pub(crate) fn parse(form: &Form) -> Option<PeriodSpan> {
    PeriodSpan::new(parse_date(form.text("first")).ok()?, parse_date(form.text("last")).ok()?)
}

/// The values of `first` and `last`.
pub(crate) fn format_ends(span: PeriodSpan) -> [String; 2] {
    [format_date(span.first()), format_date(span.last())]
}

/// "1/12/2025 – 30/11/2026".
pub(crate) fn format(page: &Page, span: PeriodSpan) -> String {
    format!("{} – {}", page.date(&span.first()), page.date(&span.last()))
}
