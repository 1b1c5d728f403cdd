//! The rules of keeping, as dated data: of each kind from which day on, how long, by what legal basis, and what happens then.
//!
//! The law asks that personal data are kept no longer than their purpose needs, and names no term of these kinds
//! (`docs/law.md 11.1`, `11.4`). Where none is known the rule says so, and nothing happens by itself.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use time::Date;

use crate::codes::codes;

const SHIPPED: &str = include_str!("rules.json");

/// How long rows are kept after their end, or after they were made if they have no end.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RetentionPeriod {
    Days(u32),
    /// Another limit decides: the configuration, or a number of rows.
    Limit,
    /// The months of [`crate::settings::Settings::scan_months`].
    ScanMonths,
    /// The rules on files of the agency that keeps the register; none is known to the program.
    Agency,
}

codes! {
    /// What happens when the period is over.
    RetentionEffect {
        /// The rows are deleted.
        Erase = "erase",
        /// What tells who it was is taken out, and the row stays, because others refer to it.
        Blur = "blur",
        /// Nothing: no term is known.
        Keep = "keep",
    }
}

codes! {
    /// How sure the legal basis of a rule is, as in `docs/law.md`.
    Certainty {
        /// The text was read.
        Verified = "verified",
        /// Read in the press or on other pages.
        Secondary = "secondary",
        /// Common knowledge without a source.
        Unconfirmed = "unconfirmed",
        /// No law: a choice of this program.
        Ours = "ours",
    }
}

codes! {
    /// The act for which a kind is kept at all. No act among them sets a term.
    RetentionBasis {
        /// Luật 91/2025/QH15 (`docs/law.md 11.1`).
        PersonalData = "personal-data",
        /// PL 10/2003 Điều 15, NĐ 178/2004 Điều 11 (`docs/law.md 1`).
        Pledges = "pledges",
        /// PL 10/2003 Điều 15.1.a, NĐ 145/2020 Điều 3 (`docs/law.md 2`).
        Labour = "labour",
        /// TT 05/2006 (`docs/law.md 9`).
        Inspections = "inspections",
    }
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionRule {
    /// Code of a kind of rows: [`super::RetainedKind`], or one that is only kept.
    pub kind: String,
    /// First day of the rule (Vietnamese date). It counts until the next rule of its kind begins.
    #[serde(with = "crate::retention::rules::day")]
    pub valid_from: Date,
    pub period: RetentionPeriod,
    pub effect: RetentionEffect,
    /// Of the basis; [`Certainty::Ours`] without one.
    pub certainty: Certainty,
    #[serde(default)]
    pub basis: Option<RetentionBasis>,
}

/// The rules that the program ships.
pub fn list_rules() -> &'static [RetentionRule] {
    static ALL: LazyLock<Vec<RetentionRule>> = LazyLock::new(|| {
        serde_json::from_str(SHIPPED).expect("it is part of the program and read by its tests")
    });
    &ALL
}

/// The rule of a kind on `day`: the one that began last.
pub fn find_rule(kind: &str, day: Date) -> Option<&'static RetentionRule> {
    find_among(list_rules(), kind, day)
}

fn find_among<'a>(rules: &'a [RetentionRule], kind: &str, day: Date) -> Option<&'a RetentionRule> {
    let begun = rules.iter().filter(|rule| rule.kind == kind && rule.valid_from <= day);
    begun.max_by_key(|rule| rule.valid_from)
}

mod day {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
    use time::Date;
    use time::format_description::well_known::Iso8601;

    pub(super) fn serialize<S: Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
        day.to_string().serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        Date::parse(&String::deserialize(deserializer)?, &Iso8601::DATE).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use time::macros::date;

    use super::*;
    use crate::account_data::DataKind;
    use crate::retention::RetainedKind;

    #[test]
    fn the_shipped_rules_are_of_known_kinds_and_none_has_two_from_one_day() {
        let known: BTreeSet<&str> = RetainedKind::ALL
            .map(RetainedKind::code)
            .into_iter()
            .chain(DataKind::ALL.map(DataKind::rule_code))
            .collect();
        let ruled: BTreeSet<&str> = list_rules().iter().map(|rule| &*rule.kind).collect();
        assert_eq!(ruled, known);
        let begins: BTreeSet<_> = list_rules().iter().map(|rule| (&rule.kind, rule.valid_from)).collect();
        assert_eq!(begins.len(), list_rules().len());
    }

    #[test]
    fn a_term_that_is_not_known_erases_nothing_and_a_basis_is_named_unless_the_rule_is_ours() {
        for rule in list_rules() {
            let is_kept = rule.effect == RetentionEffect::Keep;
            assert_eq!(rule.period == RetentionPeriod::Agency, is_kept, "{}", rule.kind);
            assert_eq!(rule.certainty == Certainty::Ours, rule.basis.is_none(), "{}", rule.kind);
        }
    }

    #[test]
    fn a_later_rule_counts_from_its_first_day() {
        let mut rules = vec![find_rule("messages", date!(2026 - 11 - 30)).unwrap().clone()];
        rules.push(RetentionRule {
            valid_from: date!(2027 - 01 - 01),
            period: RetentionPeriod::Days(10),
            ..rules[0].clone()
        });
        let on = |day| find_among(&rules, "messages", day).map(|rule| rule.period);
        assert_eq!(on(date!(2025 - 12 - 31)), None);
        assert_eq!(on(date!(2026 - 12 - 31)), Some(RetentionPeriod::Days(30)));
        assert_eq!(on(date!(2027 - 01 - 01)), Some(RetentionPeriod::Days(10)));
    }
}
