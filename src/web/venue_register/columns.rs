//! The columns of exported and printed lists, in Vietnamese, as offices read them.

use std::cell::RefCell;
use std::collections::HashMap;

use camket_app::venue_register::{ColumnKind, ListColumn, ListValue};
use camket_domain::applications::TrackKind;
use camket_domain::areas::AreaCode;
use camket_domain::calendar::format_date;
use camket_domain::codes::codes;
use camket_domain::venue_register::{EndMonth, ListedVenue, OperationState, RegisterDay};
use time::Date;

use super::chips::find_standing_code;
use super::filters::format_month;
use super::query::RegisterQuery;
use crate::areas;
use camket_shell::l10n::{self, Lang};

codes! {
    /// A column of a list.
    RegisterColumn {
        Name = "name",
        Kind = "kind",
        Address = "address",
        Commune = "commune",
        Representative = "representative",
        Phone = "phone",
        TaxCode = "tax-code",
        /// The last four characters of the representative's personal number.
        PersonalNumber = "personal-number",
        Pledge = "pledge",
        Labour = "labour",
        Certificate = "certificate",
        CertificateNumber = "certificate-number",
        ExpiresOn = "expires-on",
        VisitedOn = "visited-on",
        OpenDemands = "open-demands",
        Operation = "operation",
    }
}

/// A text of the lists: they are in Vietnamese.
pub(super) fn translate(key: &str) -> String {
    l10n::translate(Lang::Vi, key)
}

thread_local! {
    /// A list has some hundred thousand cells of few dozen texts.
    static CODE_TEXTS: RefCell<HashMap<(&'static str, &'static str), String>> = RefCell::default();
}

fn translate_code(list: &'static str, code: &'static str) -> String {
    CODE_TEXTS.with_borrow_mut(|texts| {
        let translate = || translate(&format!("codes-{list}-{}", code.replace('_', "-")));
        texts.entry((list, code)).or_insert_with(translate).clone()
    })
}

impl RegisterColumn {
    /// The columns of a file.
    pub(super) fn list(with_numbers: bool) -> Vec<Self> {
        Self::ALL.into_iter().filter(|column| with_numbers || *column != Self::PersonalNumber).collect()
    }

    /// The columns that fit on paper.
    pub(super) fn list_printed() -> Vec<Self> {
        vec![
            Self::Name,
            Self::Kind,
            Self::Address,
            Self::Commune,
            Self::Representative,
            Self::Phone,
            Self::Pledge,
            Self::Labour,
            Self::Certificate,
            Self::ExpiresOn,
            Self::VisitedOn,
            Self::Operation,
        ]
    }

    pub(super) fn format_heading(self) -> String {
        translate(&format!("venue-register-head-{}", self.code()))
    }

    /// In digits of the typeface.
    pub(super) fn width(self) -> u8 {
        match self {
            Self::Name => 30,
            Self::Address => 28,
            Self::Commune | Self::Representative | Self::CertificateNumber => 20,
            Self::Kind => 26,
            Self::Pledge | Self::Labour | Self::Certificate => 13,
            Self::Phone | Self::TaxCode => 14,
            Self::PersonalNumber | Self::OpenDemands => 9,
            Self::ExpiresOn | Self::VisitedOn | Self::Operation => 12,
        }
    }

    pub(super) fn build_head(self) -> ListColumn {
        let kind = match self {
            Self::ExpiresOn | Self::VisitedOn => ColumnKind::Date,
            Self::OpenDemands => ColumnKind::Number,
            _ => ColumnKind::Text,
        };
        ListColumn::new(self.format_heading(), self.width(), kind)
    }

    /// The value of a cell; empty where there is nothing.
    pub(super) fn build_value(self, venue: &ListedVenue, day: RegisterDay) -> ListValue<'static> {
        match self {
            Self::ExpiresOn | Self::VisitedOn => self.find_date(venue).into(),
            Self::OpenDemands => i64::from(venue.standing.open_demands).into(),
            _ => match self.format_text(venue, day) {
                text if text.is_empty() => ListValue::Empty,
                text => text.into(),
            },
        }
    }

    fn find_date(self, venue: &ListedVenue) -> Option<Date> {
        match self {
            Self::ExpiresOn => venue.standing.certificate.as_ref().map(|certificate| certificate.expires_on),
            Self::VisitedOn => venue.standing.visited_on,
            _ => None,
        }
    }

    /// The value as text.
    pub(super) fn format_text(self, venue: &ListedVenue, day: RegisterDay) -> String {
        let standing = &venue.standing;
        match self {
            Self::Name => venue.name.clone(),
            Self::Kind => match venue.kind_note.as_str() {
                "" => translate_code("kind", venue.kind.code()),
                note => note.to_owned(),
            },
            Self::Address => venue.address.clone(),
            Self::Commune => venue.commune.map(|code| areas::find_name(code, day.today)).unwrap_or_default(),
            Self::Representative => venue.representative.clone().unwrap_or_default(),
            Self::Phone => {
                let phone = venue.phone.as_ref().or(venue.representative_phone.as_ref());
                phone.map(|phone| phone.as_str().to_owned()).unwrap_or_default()
            }
            Self::TaxCode => venue.tax_code.clone(),
            Self::PersonalNumber => venue.representative_last4.clone(),
            Self::Pledge => translate_code(
                "trackstanding",
                find_standing_code(TrackKind::Pledge, standing.pledge_on(day)),
            ),
            Self::Labour => translate_code(
                "trackstanding",
                find_standing_code(TrackKind::Labour, standing.labour_on(day)),
            ),
            Self::Certificate => standing
                .verdict_on(day.today)
                .map(|verdict| translate_code("verdict", verdict.code()))
                .unwrap_or_default(),
            Self::CertificateNumber => standing
                .certificate
                .as_ref()
                .map(|certificate| certificate.number.to_string())
                .unwrap_or_default(),
            Self::ExpiresOn | Self::VisitedOn => self.find_date(venue).map(format_date).unwrap_or_default(),
            Self::OpenDemands => standing.open_demands.to_string(),
            Self::Operation => match standing.operation.state_on(day.today) {
                OperationState::Operating => String::new(),
                state => translate_code("operation", state.code()),
            },
        }
    }
}

/// The conditions of a list, one line each: "Bản cam kết: chưa ký".
pub(super) fn describe_filter(lang: Lang, query: &RegisterQuery) -> Vec<String> {
    let name = |field: &str, value: &str| match field {
        "commune" => AreaCode::new(value).map_or_else(String::new, areas::find_last_name),
        "kind" => l10n::translate(lang, &format!("codes-kind-{}", value.replace('_', "-"))),
        "pledge" | "labour" => l10n::translate(lang, &format!("codes-trackfilter-{value}")),
        "certificate" => l10n::translate(lang, &format!("codes-certificatefilter-{value}")),
        "ending" => EndMonth::new(value).map_or_else(String::new, format_month),
        "operation" => l10n::translate(lang, &format!("codes-operation-{value}")),
        "check" => l10n::translate(lang, &format!("codes-labourcheck-{value}")),
        "reach" => l10n::translate(lang, &format!("codes-reach-{value}")),
        "q" => format!("“{value}”"),
        field => l10n::translate(lang, &format!("venue-register-{field}-{value}")),
    };
    let pairs = query.set_pairs();
    let line = |(field, value): &(&'static str, &str)| {
        let label = l10n::translate(lang, &format!("venue-register-condition-{field}"));
        format!("{label}: {}", name(field, value))
    };
    pairs.iter().map(line).collect()
}
