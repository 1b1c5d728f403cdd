//! The data of the component macros: chips, rows, tasks, events. Texts arrive in the page's language, so that macros
//! need no locale keys but their own.

use camket_domain::paging::Cursor;

use crate::links;

/// Colour and icon of a status, the same on every page. The status is always written beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Not begun, closed, no judgement: a draft, withdrawn.
    Neutral,
    /// Under way, or information.
    Info,
    /// Done, accepted, valid.
    Good,
    /// Someone must act: returned, expiring, due soon.
    Warn,
    /// Refused, revoked, overdue.
    Bad,
}

impl Tone {
    /// End of the class name: `chip-good`.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Info => "info",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }

    /// Symbol in `static/icons.svg`.
    #[must_use]
    pub fn icon(self) -> &'static str {
        match self {
            Self::Neutral => "circle",
            Self::Info => "clock",
            Self::Good => "check",
            Self::Warn => "warning",
            Self::Bad => "cross",
        }
    }

    /// Symbol of a notice: a sentence to read, not a status.
    #[must_use]
    pub fn notice_icon(self) -> &'static str {
        match self {
            Self::Neutral | Self::Info => "info",
            Self::Good => "check",
            Self::Warn => "warning",
            Self::Bad => "stop",
        }
    }
}

/// A status: colour, icon and text.
#[derive(Clone, Debug)]
pub struct Chip {
    pub kind: Tone,
    pub label: String,
}

impl Chip {
    #[must_use]
    pub fn new(kind: Tone, label: impl Into<String>) -> Self {
        Self { kind, label: label.into() }
    }
}

/// One choice of a select, of radios or of checkboxes.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The value that the form sends.
    pub value: String,
    /// The text that is shown.
    pub label: String,
    /// A second, smaller line; empty for none (not shown by selects).
    pub hint: String,
}

impl Choice {
    /// A choice without a second line.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: String::new() }
    }

    /// Adds a second line.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

/// One line of a summary list ("check your answers").
#[derive(Clone, Debug)]
pub struct SummaryRow {
    pub label: String,
    /// The answer; empty shows "not given".
    pub value: String,
    /// Address of the form that changes it; `None` shows no link.
    pub change: Option<String>,
}

impl SummaryRow {
    /// A line without a link.
    #[must_use]
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into(), change: None }
    }

    /// Adds a link to the form that changes it.
    #[must_use]
    pub fn with_change(mut self, href: impl Into<String>) -> Self {
        self.change = Some(href.into());
        self
    }
}

/// One step of a task list.
#[derive(Clone, Debug)]
pub struct Task {
    pub label: String,
    /// A second line; empty for none.
    pub hint: String,
    /// Why it must be done again, each a sentence.
    pub reasons: Vec<String>,
    /// Address of the form; `None` while it cannot be started.
    pub href: Option<String>,
    pub status: Chip,
}

/// One entry of a timeline, newest first.
#[derive(Clone, Debug)]
pub struct TimelineEvent {
    /// The time, formatted (`page.moment`).
    pub at: String,
    pub what: String,
    /// Who did it; empty for none.
    pub who: String,
    /// A reason or note; empty for none.
    pub note: String,
    /// Colour of its dot.
    pub kind: Tone,
}

/// Links to the other pages of a keyset list.
#[derive(Clone, Debug, Default)]
pub struct PageLinks {
    /// The first page; `None` on the first page.
    pub first: Option<String>,
    /// The next page; `None` on the last.
    pub next: Option<String>,
}

impl PageLinks {
    /// The links of a list at `path`, filtered by `pairs`; `after` and `next` are the cursors of this page and the
    /// next one.
    #[must_use]
    pub fn new(path: &str, pairs: &[(&str, &str)], after: Option<Cursor>, next: Option<Cursor>) -> Self {
        let at = |place: Option<Cursor>| {
            let place = place.map(|cursor| cursor.encode()).unwrap_or_default();
            links::with_query(path, &[pairs, &[("after", place.as_str())]].concat())
        };
        Self { first: after.map(|_| at(None)), next: next.map(|next| at(Some(next))) }
    }
}

/// A table of a list page: its headings, and a row of cells for each item, in the order of the headings.
#[derive(Clone, Debug)]
pub struct DataTable {
    pub heads: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a [`DataTable`].
#[derive(Clone, Debug)]
pub enum Cell {
    Text(String),
    /// A text that is not broken over lines: a date, a number.
    Nowrap(String),
    Link {
        href: String,
        text: String,
    },
    /// A link whose text is not broken over lines: the number of a document, which has hyphens.
    NowrapLink {
        href: String,
        text: String,
    },
    /// A text with the number of a document behind it, which is not broken over lines; it may be empty.
    Numbered {
        text: String,
        number: String,
    },
    Chip(Chip),
}

impl Cell {
    #[must_use]
    pub fn link(href: impl Into<String>, text: impl Into<String>) -> Self {
        Self::Link { href: href.into(), text: text.into() }
    }

    #[must_use]
    pub fn nowrap_link(href: impl Into<String>, text: impl Into<String>) -> Self {
        Self::NowrapLink { href: href.into(), text: text.into() }
    }
}

/// One step of a wizard's progress line.
#[derive(Clone, Debug)]
pub struct WizardStep {
    pub label: String,
    pub state: StepState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    Done,
    /// The page that is shown.
    Current,
    /// Not reached yet.
    Ahead,
}

impl StepState {
    /// End of the class name: `step-done`.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Current => "current",
            Self::Ahead => "ahead",
        }
    }
}
