//! The query of the queue, read and written.

use camket_app::applications::{Filter, View};
use camket_domain::accounts::Actor;
use camket_domain::applications::{State, TrackKind};
use camket_domain::areas::AreaCode;
use camket_domain::paging::Cursor;
use camket_domain::venues::VenueKind;
use time::Date;

use super::QUEUE;
use crate::form::Form;
use crate::links;

/// Most characters of a search; more is cut off.
const MOST: usize = 100;

/// A part of the queue, one tab each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Tab {
    /// Claimed by the officer.
    Mine,
    /// Claimed by nobody.
    Waiting,
    /// Past the due day.
    Overdue,
    Open,
    /// Every application that was ever submitted.
    All,
}

impl Tab {
    pub(super) const ALL: [Self; 5] = [Self::Mine, Self::Waiting, Self::Overdue, Self::Open, Self::All];

    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Waiting => "waiting",
            Self::Overdue => "overdue",
            Self::Open => "open",
            Self::All => "all",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.code() == code)
    }

    pub(super) fn view(self, actor: &Actor, today: Date) -> View {
        match self {
            Self::Mine => View::Mine(actor.account),
            Self::Waiting => View::Waiting,
            Self::Overdue => View::Overdue(today),
            Self::Open => View::Open,
            Self::All => View::All,
        }
    }
}

/// The query of the queue. Values that cannot be parsed are left out.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Wanted {
    pub(super) tab: Option<Tab>,
    pub(super) track: Option<TrackKind>,
    pub(super) state: Option<State>,
    pub(super) commune: Option<AreaCode>,
    pub(super) kind: Option<VenueKind>,
    pub(super) words: String,
    pub(super) after: Option<Cursor>,
}

impl Wanted {
    /// Reads a query, or the search form, whose fields are the same.
    pub(super) fn read(form: &Form) -> Self {
        Self {
            tab: Tab::from_code(form.text("view")),
            track: TrackKind::from_code(form.text("track")),
            state: State::from_code(form.text("state")),
            commune: AreaCode::new(form.text("commune")),
            kind: VenueKind::from_code(form.text("kind")),
            words: form.text("q").chars().take(MOST).collect(),
            after: Cursor::decode(form.text("after")),
        }
    }

    /// The address of this query.
    pub(super) fn address(&self) -> String {
        let pairs = [
            ("view", self.tab.map(Tab::code).unwrap_or_default()),
            ("track", self.track.map(TrackKind::code).unwrap_or_default()),
            ("state", self.state.map(State::code).unwrap_or_default()),
            ("commune", self.commune.as_ref().map(AreaCode::as_str).unwrap_or_default()),
            ("kind", self.kind.map(VenueKind::code).unwrap_or_default()),
            ("q", &self.words),
            ("after", &self.after.map(|cursor| cursor.encode()).unwrap_or_default()),
        ];
        links::with_query(QUEUE, &pairs)
    }

    /// This query in another tab, from its first page.
    pub(super) fn in_tab(&self, tab: Tab) -> Self {
        Self { tab: Some(tab), after: None, ..self.clone() }
    }

    /// This query from another place of the list.
    pub(super) fn from(&self, after: Option<Cursor>) -> Self {
        Self { after, ..self.clone() }
    }

    /// The search form, filled.
    pub(super) fn form(&self) -> Form {
        Form::filled([
            ("track", self.track.map(TrackKind::code).unwrap_or_default()),
            ("state", self.state.map(State::code).unwrap_or_default()),
            ("commune", self.commune.as_ref().map(AreaCode::as_str).unwrap_or_default()),
            ("kind", self.kind.map(VenueKind::code).unwrap_or_default()),
            ("q", self.words.as_str()),
        ])
    }

    /// The filter of the use case.
    pub(super) fn filter(&self, track: TrackKind, view: View) -> Filter {
        Filter {
            commune: self.commune,
            kind: self.kind,
            state: self.state,
            words: self.words.clone(),
            ..Filter::of(track, view)
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

    fn read(query: &str) -> Wanted {
        Wanted::read(&Form::parse(query.as_bytes()))
    }

    #[test]
    fn an_address_survives_reading() {
        let full = "/review?view=waiting&track=labour&state=in-review&commune=22741&kind=guest_house&q=bi%E1%BB%83n%20xanh";
        let wanted = read(full.trim_start_matches("/review?"));
        assert_eq!(wanted.address(), full);
        assert_eq!(wanted.in_tab(Tab::All).tab, Some(Tab::All));
        assert!(wanted.is_narrowed());
    }

    #[test]
    fn what_cannot_be_read_is_not_asked_for() {
        for query in ["", "view=x&track=&state=lost&commune=abc&kind=casino&after=1", "view"] {
            assert_eq!(read(query), Wanted::default(), "{query}");
        }
        assert_eq!(read(&format!("q={}", "x".repeat(500))).words.len(), MOST);
    }
}
