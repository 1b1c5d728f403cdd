//! The query of the queue, read and written.

use camket_app::applications::{QueueFilter, QueueView};
use camket_domain::accounts::Actor;
use camket_domain::applications::{ApplicationState, TrackKind};
use camket_domain::areas::AreaCode;
use camket_domain::codes::codes;
use camket_domain::paging::Cursor;
use camket_domain::venues::VenueKind;
use time::Date;

use crate::paths;
use camket_shell::form::Form;
use camket_shell::links;

/// Most characters of a search; more is cut off.
const MAX_WORDS_CHARS: usize = 100;

codes! {
    /// A part of the queue, one tab each.
    ReviewTab {
        /// Claimed by the officer.
        Mine = "mine",
        /// Claimed by nobody.
        Waiting = "waiting",
        /// Past the due day.
        Overdue = "overdue",
        Open = "open",
        /// Every application that was ever submitted.
        All = "all",
    }
}

impl ReviewTab {
    pub(super) fn to_view(self, actor: &Actor, today: Date) -> QueueView {
        match self {
            Self::Mine => QueueView::Mine(actor.account),
            Self::Waiting => QueueView::Waiting,
            Self::Overdue => QueueView::Overdue(today),
            Self::Open => QueueView::Open,
            Self::All => QueueView::All,
        }
    }
}

/// The query of the queue. Values that cannot be parsed are left out.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct ReviewQuery {
    pub(super) tab: Option<ReviewTab>,
    pub(super) track: Option<TrackKind>,
    pub(super) state: Option<ApplicationState>,
    pub(super) commune: Option<AreaCode>,
    pub(super) kind: Option<VenueKind>,
    pub(super) words: String,
    pub(super) after: Option<Cursor>,
}

impl ReviewQuery {
    /// Reads a query, or the search form, whose fields are the same.
    pub(super) fn from_form(form: &Form) -> Self {
        Self {
            tab: ReviewTab::from_code(form.text("view")),
            track: TrackKind::from_code(form.text("track")),
            state: ApplicationState::from_code(form.text("state")),
            commune: AreaCode::new(form.text("commune")),
            kind: VenueKind::from_code(form.text("kind")),
            words: form.text("q").chars().take(MAX_WORDS_CHARS).collect(),
            after: Cursor::decode(form.text("after")),
        }
    }

    /// The address of this query.
    pub(super) fn address(&self) -> String {
        let pairs = [
            ("view", self.tab.map(ReviewTab::code).unwrap_or_default()),
            ("track", self.track.map(TrackKind::code).unwrap_or_default()),
            ("state", self.state.map(ApplicationState::code).unwrap_or_default()),
            ("commune", self.commune.as_ref().map(AreaCode::as_str).unwrap_or_default()),
            ("kind", self.kind.map(VenueKind::code).unwrap_or_default()),
            ("q", &self.words),
            ("after", &self.after.map(|cursor| cursor.encode()).unwrap_or_default()),
        ];
        links::with_query(paths::ReviewQueue::PATTERN, &pairs)
    }

    /// This query in another tab, from its first page.
    pub(super) fn with_tab(&self, tab: ReviewTab) -> Self {
        Self { tab: Some(tab), after: None, ..self.clone() }
    }

    /// This query from another place of the list.
    pub(super) fn with_cursor(&self, after: Option<Cursor>) -> Self {
        Self { after, ..self.clone() }
    }

    /// The search form, filled.
    pub(super) fn to_form(&self) -> Form {
        Form::from_fields([
            ("track", self.track.map(TrackKind::code).unwrap_or_default()),
            ("state", self.state.map(ApplicationState::code).unwrap_or_default()),
            ("commune", self.commune.as_ref().map(AreaCode::as_str).unwrap_or_default()),
            ("kind", self.kind.map(VenueKind::code).unwrap_or_default()),
            ("q", self.words.as_str()),
        ])
    }

    /// The filter of the use case.
    pub(super) fn to_filter(&self, track: TrackKind, view: QueueView) -> QueueFilter {
        QueueFilter {
            commune: self.commune,
            kind: self.kind,
            state: self.state,
            words: self.words.clone(),
            ..QueueFilter::for_view(track, view)
        }
    }

    /// Whether the list is filtered beyond its tab.
    pub(super) fn is_narrowed(&self) -> bool {
        self.state.is_some() || self.commune.is_some() || self.kind.is_some() || !self.words.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> ReviewQuery {
        ReviewQuery::from_form(&Form::parse(query.as_bytes()))
    }

    #[test]
    fn an_address_survives_reading() {
        let full = "/review?view=waiting&track=labour&state=in-review&commune=22741&kind=guest_house&q=bi%E1%BB%83n%20xanh";
        let wanted = read(full.trim_start_matches("/review?"));
        assert_eq!(wanted.address(), full);
        assert_eq!(wanted.with_tab(ReviewTab::All).tab, Some(ReviewTab::All));
        assert!(wanted.is_narrowed());
    }

    #[test]
    fn what_cannot_be_read_is_not_asked_for() {
        for query in ["", "view=x&track=&state=lost&commune=abc&kind=casino&after=1", "view"] {
            assert_eq!(read(query), ReviewQuery::default(), "{query}");
        }
        assert_eq!(read(&format!("q={}", "x".repeat(500))).words.len(), MAX_WORDS_CHARS);
    }
}
