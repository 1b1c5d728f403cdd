//! Communes by name: of today, or of before 1 July 2025 with what covers them now.

use std::collections::HashMap;

use time::Date;
use time::macros::date;

use super::{Answers, ImportContext};
use crate::areas::{self, Area, AreaCode, AreaKind, AreaLevel, OldArea};
use crate::text::fold_words;

/// First day of the present communes.
const FIRST_DAY: Date = date!(2025 - 07 - 01);
/// Most former communes of one name.
const MAX_NAMESAKES: usize = 12;

/// What the name of a commune means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum CommuneReading {
    /// One commune of today, and the former one if that was named.
    One {
        commune: AreaCode,
        former: Option<AreaCode>,
    },
    /// Several: the former commune was split, or several had this name.
    Several {
        communes: Vec<AreaCode>,
        former: Option<AreaCode>,
    },
    Unknown,
}

/// Reads names within the province of a list; what was read once is kept.
pub(super) struct CommuneReader<'a> {
    context: ImportContext,
    answers: &'a Answers,
    province: Option<AreaCode>,
    /// Communes of today by folded name without kind.
    present: HashMap<String, Vec<&'static Area>>,
    known: HashMap<String, CommuneReading>,
}

impl<'a> CommuneReader<'a> {
    pub fn new(context: ImportContext, answers: &'a Answers) -> Self {
        let areas = areas::all();
        let area = areas.find(context.area, context.today).or_else(|| areas.find_all(context.area).last());
        let on = |area: &Area| area.valid_to.unwrap_or(context.today).min(context.today);
        let province = area.and_then(|area| areas.province_of(area.code, on(area)));
        // A list of a former province is read within the province that covers it now.
        let province = province
            .and_then(|province| areas.successors_on(province, context.today).first().map(|now| now.code));
        let mut present: HashMap<String, Vec<&Area>> = HashMap::new();
        for commune in province.map(|code| areas.list_communes(code, context.today)).unwrap_or_default() {
            present.entry(fold_words(commune.bare_name())).or_default().push(commune);
        }
        Self { context, answers, province, present, known: HashMap::new() }
    }

    /// The commune that a list's text names.
    pub fn read(&mut self, text: &str) -> CommuneReading {
        let words = fold_words(text);
        if let Some(known) = self.known.get(&words) {
            return known.clone();
        }
        let reading = match self.answers.communes.get(&words) {
            Some(commune) => CommuneReading::One { commune: *commune, former: self.find_former(text) },
            None => self.find(text),
        };
        self.known.insert(words, reading.clone());
        reading
    }

    /// The commune that a part of an address names. What follows it, district and province, may be of another time.
    pub fn read_part(&mut self, part: &str, rest: &str) -> CommuneReading {
        if self.answers.communes.contains_key(&fold_words(part)) {
            return self.read(part);
        }
        match self.read(rest) {
            CommuneReading::Unknown => self.read(part),
            reading => reading,
        }
    }

    /// The area of the list, if that is a commune of today.
    pub fn list_commune(&self) -> Option<AreaCode> {
        let area = self.context.area;
        (area.level() == AreaLevel::Commune && areas::all().find(area, self.context.today).is_some())
            .then_some(area)
    }

    fn find(&self, text: &str) -> CommuneReading {
        let (present, former) = (self.find_present(text), self.find_old(text));
        let named_before = self.context.as_of < FIRST_DAY || text.contains(',') && !former.is_empty();
        match (present, former.as_slice()) {
            (Some(commune), _) if !named_before => CommuneReading::One { commune, former: None },
            (Some(commune), []) => CommuneReading::One { commune, former: None },
            (_, []) => CommuneReading::Unknown,
            (_, former) => self.follow(former),
        }
    }

    /// A name without kind may be that of one ward and one rural commune; then it is in doubt.
    fn find_present(&self, text: &str) -> Option<AreaCode> {
        let name = text.split(',').next().unwrap_or_default();
        let fitting = |(kind, bare): (Option<AreaKind>, String)| {
            let hits = self.present.get(&bare).map(Vec::as_slice).unwrap_or_default();
            let mut hits = hits.iter().filter(|area| kind.is_none_or(|kind| kind == area.kind));
            hits.next().filter(|_| hits.next().is_none()).map(|area| area.code)
        };
        split_kind(name).into_iter().find_map(fitting)
    }

    /// The former communes of this name within the province.
    fn find_old(&self, text: &str) -> Vec<&'static OldArea> {
        let names = split_kind(text.split(',').next().unwrap_or_default());
        let is_named = |old: &&OldArea| {
            let (kind, bare) = AreaKind::split_name(&old.name)
                .map_or((None, old.name.as_str()), |(kind, bare)| (Some(kind), bare));
            let bare = fold_words(bare);
            names.iter().any(|(typed, name)| *name == bare && (typed.is_none() || *typed == kind))
        };
        let within = |old: &&OldArea| {
            let now = areas::all().successors_of_old(&old.key, self.context.today);
            now.iter().any(|area| area.parent == self.province)
        };
        let hits = areas::all().search_old(text, MAX_NAMESAKES);
        hits.into_iter().filter(is_named).filter(within).collect()
    }

    fn find_former(&self, text: &str) -> Option<AreaCode> {
        match self.find_old(text).as_slice() {
            [old] => old.code,
            _ => None,
        }
    }

    /// The communes that cover former ones now. Of several, the list's own commune is meant.
    fn follow(&self, former: &[&'static OldArea]) -> CommuneReading {
        let successors =
            former.iter().flat_map(|old| areas::all().successors_of_old(&old.key, self.context.today));
        let mut communes: Vec<AreaCode> = successors.map(|area| area.code).collect();
        communes.sort_unstable();
        communes.dedup();
        let former = match former {
            [old] => old.code,
            _ => None,
        };
        match communes[..] {
            [commune] => CommuneReading::One { commune, former },
            _ => match self.list_commune().filter(|own| communes.contains(own)) {
                Some(commune) => CommuneReading::One { commune, former },
                None => CommuneReading::Several { communes, former },
            },
        }
    }
}

/// A name with its kind split off, and as a whole, as a name may begin with such a word (Xa Dung).
pub(super) fn split_kind(text: &str) -> Vec<(Option<AreaKind>, String)> {
    let words = fold_words(text);
    let mut readings = Vec::with_capacity(2);
    if let Some((kind, bare)) = strip_kind(&words) {
        readings.push((Some(kind), bare.to_owned()));
    }
    readings.push((None, words));
    readings
}

fn strip_kind(words: &str) -> Option<(AreaKind, &str)> {
    const KINDS: [(&str, AreaKind); 8] = [
        ("phuong ", AreaKind::Ward),
        ("p ", AreaKind::Ward),
        ("xa ", AreaKind::Commune),
        ("x ", AreaKind::Commune),
        ("thi tran ", AreaKind::Township),
        ("tt ", AreaKind::Township),
        ("dac khu ", AreaKind::SpecialZone),
        ("dk ", AreaKind::SpecialZone),
    ];
    KINDS.into_iter().find_map(|(prefix, kind)| words.strip_prefix(prefix).map(|bare| (kind, bare)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::census::SourceKind;

    fn code(text: &str) -> AreaCode {
        AreaCode::new(text).expect("a code")
    }

    fn context(area: &str, as_of: Date) -> ImportContext {
        ImportContext {
            source: SourceKind::CommuneList,
            as_of,
            area: code(area),
            today: date!(2026 - 11 - 28),
        }
    }

    fn read(area: &str, as_of: Date, text: &str) -> CommuneReading {
        CommuneReader::new(context(area, as_of), &Answers::default()).read(text)
    }

    fn one(commune: &str, former: Option<&str>) -> CommuneReading {
        CommuneReading::One { commune: code(commune), former: former.map(code) }
    }

    #[test]
    fn names_of_today() {
        let now = date!(2026 - 10 - 01);
        for text in [
            "Phan Rang",
            "P. Phan Rang",
            "phường Phan Rang",
            "PHƯỜNG PHAN RANG",
            "Phường Phan Rang, Khánh Hòa",
        ] {
            assert_eq!(read("56", now, text), one("22759", None), "{text}");
        }
        assert_eq!(read("56", now, "Đông Hải"), one("22780", None));
        assert_eq!(read("56", now, "xã Phan Rang"), CommuneReading::Unknown);
        assert_eq!(read("56", now, "Ba Đình"), CommuneReading::Unknown, "of another province");
    }

    #[test]
    fn names_of_before_lead_to_what_covers_them() {
        let (before, now) = (date!(2025 - 03 - 01), date!(2026 - 10 - 01));
        assert_eq!(read("56", now, "thị trấn Khánh Hải"), one("22834", Some("22834")));
        assert_eq!(read("58", before, "Khánh Hải, Ninh Hải"), one("22834", Some("22834")));
        let split = CommuneReading::Several {
            communes: vec![code("22780"), code("22888")],
            former: Some(code("22768")),
        };
        assert_eq!(read("58", before, "Đông Hải"), split);
        // The list of one of the two communes means itself.
        assert_eq!(read("22888", before, "Đông Hải"), one("22888", Some("22768")));
    }

    #[test]
    fn an_answer_decides() {
        let answers =
            Answers { communes: [("dong hai".to_owned(), code("22888"))].into(), ..Answers::default() };
        let mut reader = CommuneReader::new(context("58", date!(2025 - 03 - 01)), &answers);
        assert_eq!(reader.read("Đông Hải"), one("22888", Some("22768")));
    }
}
